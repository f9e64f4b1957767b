/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A tokenizer for the static text of templates: the states of the HTML
 * standard, as far as they are allowed here, and nothing that would let a
 * value be read as anything but text. Stricter than a browser: what a browser
 * would repair is an error.
 */
#include "tmplc.h"

#include <stdio.h>
#include <string.h>

#include "banned.h"

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static bool
has_raw_text(const struct position *p)
{
	static const char *const tags[] = { "title", "textarea", "script", NULL };
	return is_one_of(p->tag, tags);
}

static const char *
append(char *name, size_t size, size_t *n, char c)
{
	if (*n + 1 >= size)
		return "a name that long is no name of HTML";
	name[(*n)++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	name[*n] = 0;
	return NULL;
}

static const char *
check_tag(struct position *p)
{
	static const char *const refused[] = { "style", "iframe", "frame", "frameset", "object", "embed", "applet",
		"noscript", "noembed", "noframes", "xmp", "plaintext", "template", "math", "foreignobject",
		"animate", "set", NULL };
	if (is_one_of(p->tag, refused))
		return "this element is not allowed in a template";
	p->pre = p->pre || strcmp(p->tag, "pre") == 0;
	p->svg = p->svg || strcmp(p->tag, "svg") == 0;
	return NULL;
}

static const char *
check_attr(const struct position *p)
{
	static const char *const refused[] = { "style", "srcset", "imagesrcset", "srcdoc", "http-equiv", "ping",
		"background", "data", "manifest", "codebase", "classid", "archive", "longdesc", "usemap", NULL };
	if (p->attr[0] == 'o' && p->attr[1] == 'n')
		return "a handler in an attribute (on...) is not allowed";
	if (is_one_of(p->attr, refused))
		return "this attribute is not allowed in a template";
	if (strcmp(p->tag, "base") == 0 && strcmp(p->attr, "target") != 0)
		return "base only says where links open: it has a target and nothing else";
	return NULL;
}

static const char *
end_of_tag(struct position *p)
{
	if (strcmp(p->tag, "script") == 0 && !p->asset)
		return "script is only allowed with src=\"{{asset ...}}\"";
	p->state = has_raw_text(p) && !p->svg ? POSITION_RAW_TEXT : POSITION_TEXT;
	p->asset = false;
	return NULL;
}

static const char *
begin_attr(struct position *p, char c)
{
	if (c == '"' || c == '\'' || c == '<' || c == '=')
		return "this cannot begin the name of an attribute";
	p->attr_n = 0;
	p->started = p->part = false;
	p->state = POSITION_ATTR_NAME;
	return append(p->attr, sizeof p->attr, &p->attr_n, c);
}

/* In a tag, not in a name or value. '/' is a space that precedes '>'. */
static const char *
step_between(struct position *p, char c)
{
	if (is_white(c) || c == '/')
		p->state = POSITION_BETWEEN;
	else if (c == '>')
		return end_of_tag(p);
	else if (p->state == POSITION_NEED_SPACE)
		return "white space is missing before the next attribute";
	else
		return begin_attr(p, c);
	return NULL;
}

static const char *
step_tag_open(struct position *p, char c)
{
	p->tag_n = 0;
	if (c == '!') {
		p->state = POSITION_DECLARATION;
		return NULL;
	}
	p->state = c == '/' ? POSITION_END_TAG : POSITION_TAG_NAME;
	if (c == '/')
		return NULL;
	if (!is_letter(c))
		return "'<' must be written as &lt; here";
	return append(p->tag, sizeof p->tag, &p->tag_n, c);
}

static const char *
step_tag_name(struct position *p, char c)
{
	if (!is_white(c) && c != '/' && c != '>')
		return c == '<' ? "a tag inside a tag" : append(p->tag, sizeof p->tag, &p->tag_n, c);
	const char *reason = check_tag(p);
	return reason != NULL ? reason : step_between(p, c);
}

static const char *
step_attr_name(struct position *p, char c)
{
	if (!is_white(c) && c != '/' && c != '>' && c != '=') {
		if (c == '"' || c == '\'' || c == '<')
			return "this cannot stand in the name of an attribute";
		if (p->state == POSITION_ATTR_NAME)
			return append(p->attr, sizeof p->attr, &p->attr_n, c);
		return begin_attr(p, c);
	}
	const char *reason = check_attr(p);
	if (reason != NULL)
		return reason;
	if (c == '=')
		p->state = POSITION_BEFORE_VALUE;
	else if (is_white(c))
		p->state = POSITION_AFTER_NAME;
	else
		return step_between(p, c);
	return NULL;
}

static const char *
step_before_value(struct position *p, char c)
{
	if (is_white(c))
		return "no white space behind '='";
	if (c == '>')
		return "a value is missing";
	p->quote = c;
	p->state = c == '"' || c == '\'' ? POSITION_QUOTED : POSITION_UNQUOTED;
	p->started = p->state == POSITION_UNQUOTED;
	return NULL;
}

static const char *
step_unquoted(struct position *p, char c)
{
	if (c == '>' || is_white(c)) {
		p->state = POSITION_BETWEEN;
		return step_between(p, c);
	}
	return c == '"' || c == '\'' || c == '<' || c == '=' || c == '`' ? "this value needs quotes" : NULL;
}

static const char *
step_quoted(struct position *p, char c)
{
	if (c == p->quote) {
		p->state = POSITION_NEED_SPACE;
		return NULL;
	}
	p->started = true;
	p->part = p->part || c == '?' || c == '#';
	return NULL;
}

static const char *
step_declaration(struct position *p, char c)
{
	if (c == '-')
		return "a comment of HTML is not allowed; use {{! ... }}";
	if (c == '>')
		p->state = POSITION_TEXT;
	return c == '[' ? "CDATA is not allowed" : NULL;
}

static const char *
step_raw_text(struct position *p, char c)
{
	if (c == '<') {
		p->state = POSITION_RAW_END;
		p->end_n = 0;
		return NULL;
	}
	return strcmp(p->tag, "script") == 0 ? "script must be empty: its text is a file" : NULL;
}

/* Behind '<' in title, textarea or script only "/NAME>" may follow. */
static const char *
step_raw_end(struct position *p, char c)
{
	char want = p->end_n == 0 ? '/' : p->end_n <= p->tag_n ? p->tag[p->end_n - 1] : '>';
	if (c != want)
		return "'<' must be written as &lt; inside this element";
	p->end_n++;
	if (c == '>')
		p->state = POSITION_TEXT;
	return NULL;
}

static const char *
step_end_tag(struct position *p, char c)
{
	if (is_white(c))
		return "no white space in an end tag";
	if (c != '>')
		return append(p->tag, sizeof p->tag, &p->tag_n, c);
	if (!is_letter(p->tag[0]) || p->tag_n == 0)
		return "'</' without a name";
	if (strcmp(p->tag, "pre") == 0)
		p->pre = false;
	if (strcmp(p->tag, "svg") == 0)
		p->svg = false;
	p->state = POSITION_TEXT;
	return NULL;
}

const char *
position_step(struct position *p, char c)
{
	switch (p->state) {
	case POSITION_TEXT:
		if (c == '<')
			p->state = POSITION_TAG_OPEN;
		return NULL;
	case POSITION_RAW_TEXT:
		return step_raw_text(p, c);
	case POSITION_RAW_END:
		return step_raw_end(p, c);
	case POSITION_TAG_OPEN:
		return step_tag_open(p, c);
	case POSITION_DECLARATION:
		return step_declaration(p, c);
	case POSITION_TAG_NAME:
		return step_tag_name(p, c);
	case POSITION_BETWEEN:
	case POSITION_NEED_SPACE:
		return step_between(p, c);
	case POSITION_ATTR_NAME:
	case POSITION_AFTER_NAME:
		return step_attr_name(p, c);
	case POSITION_BEFORE_VALUE:
		return step_before_value(p, c);
	case POSITION_QUOTED:
		return step_quoted(p, c);
	case POSITION_UNQUOTED:
		return step_unquoted(p, c);
	case POSITION_END_TAG:
		return step_end_tag(p, c);
	}
	return "unknown position";
}

static enum place
attribute_place(const struct position *p, const char **ret_reason)
{
	static const char *const urls[] = { "href", "src", "action", "formaction", "cite", "poster", "xlink:href",
		NULL };
	static const char *const numbers[] = { "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "dx", "dy", "r", "rx",
		"ry", "width", "height", "d", "points", "viewbox", "transform", "stroke-width", NULL };
	if (is_one_of(p->attr, urls)) {
		if (p->started && !p->part)
			*ret_reason = "an address must be a value from its beginning; "
				      "only behind '?' or '#' may a text stand";
		return p->part ? PLACE_URL_PART : p->started ? PLACE_NONE : PLACE_URL;
	}
	return is_one_of(p->attr, numbers) ? PLACE_NUMBER : PLACE_ATTR;
}

enum place
position_place(const struct position *p, const char **ret_reason)
{
	*ret_reason = "a value cannot stand in a tag, only in a quoted attribute or in text";
	if (p->state == POSITION_TEXT)
		return PLACE_TEXT;
	if (p->state == POSITION_QUOTED)
		return attribute_place(p, ret_reason);
	if (p->state == POSITION_RAW_TEXT && strcmp(p->tag, "script") != 0)
		return PLACE_RAW_TEXT;
	if (p->state == POSITION_BEFORE_VALUE || p->state == POSITION_UNQUOTED)
		*ret_reason = "an attribute with a value inside needs quotes";
	return PLACE_NONE;
}

void
position_value(struct position *p)
{
	p->started = true;
}

const char *
position_settle(struct position *p)
{
	const char *reason = NULL;
	switch (p->state) {
	case POSITION_TAG_NAME:
		reason = check_tag(p);
		p->state = POSITION_NEED_SPACE;
		break;
	case POSITION_ATTR_NAME:
		reason = check_attr(p);
		p->state = POSITION_NEED_SPACE;
		break;
	case POSITION_AFTER_NAME:
		reason = check_attr(p);
		p->state = POSITION_BETWEEN;
		break;
	case POSITION_TEXT:
	case POSITION_RAW_TEXT:
	case POSITION_BETWEEN:
	case POSITION_NEED_SPACE:
	case POSITION_QUOTED:
		break;
	case POSITION_RAW_END:
	case POSITION_TAG_OPEN:
	case POSITION_DECLARATION:
	case POSITION_BEFORE_VALUE:
	case POSITION_UNQUOTED:
	case POSITION_END_TAG:
		return "a block cannot begin or end here";
	}
	return reason;
}

static bool
is_between(const struct position *p)
{
	return p->state == POSITION_BETWEEN || p->state == POSITION_NEED_SPACE;
}

bool
position_join(const struct position *p, const struct position *q, struct position *ret_joined)
{
	struct position joined = *p;
	bool inside = p->state != POSITION_TEXT;
	if (is_between(p) && is_between(q)) {
		if (q->state == POSITION_NEED_SPACE)
			joined.state = POSITION_NEED_SPACE;
	} else if (p->state != q->state || (p->state == POSITION_QUOTED && strcmp(p->attr, q->attr) != 0)) {
		return false;
	}
	if ((inside && strcmp(p->tag, q->tag) != 0) || p->pre != q->pre || p->svg != q->svg)
		return false;
	joined.started = p->started || q->started;
	joined.part = p->part && q->part;
	joined.asset = p->asset && q->asset;
	*ret_joined = joined;
	return true;
}

void
position_describe(const struct position *p, char *ret_text, size_t size)
{
	if (p->state == POSITION_TEXT)
		snprintf(ret_text, size, "in text%s", p->pre || p->svg ? ", inside <pre> or <svg>" : "");
	else if (p->state == POSITION_RAW_TEXT)
		snprintf(ret_text, size, "inside <%s>", p->tag);
	else if (p->state == POSITION_QUOTED)
		snprintf(ret_text, size, "in attribute %s of <%s>", p->attr, p->tag);
	else
		snprintf(ret_text, size, "in the tag <%s>", p->tag);
}
