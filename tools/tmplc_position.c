/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A tokenizer for the static text of templates: the states of the HTML
 * standard, as far as they are allowed here, and nothing that would let a
 * value be read as anything but text. Stricter than a browser: what a browser
 * would repair is an error.
 */
#include "tmplc.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "banned.h"

static bool
tag_is(const struct position *p, const char *names)
{
	return is_one_of(str_from_z(p->name[NAME_TAG]), names);
}

static bool
attr_is(const struct position *p, const char *names)
{
	return is_one_of(str_from_z(p->name[NAME_ATTR]), names);
}

/* ---- what is done at a byte: each gives NULL, or the reason why it may not stand there ---- */

static const char *
in_value(struct position *p, char c)
{
	p->started = true;
	p->part = p->part || c == '?' || c == '#';
	return NULL;
}

static const char *
end_tag(struct position *p, char c)
{
	(void)c;
	if (tag_is(p, "script") && !p->asset)
		return "script is only allowed with src=\"{{asset ...}}\"";
	if (tag_is(p, "title textarea script") && !p->svg)
		p->state = POSITION_RAW_TEXT;
	p->asset = false;
	return NULL;
}

static const char *
in_raw_text(struct position *p, char c)
{
	p->end_n = 0;
	return c != '<' && tag_is(p, "script") ? "script must be empty: its text is a file" : NULL;
}

/* Behind '<' in title, textarea or script only "/NAME>" may follow. */
static const char *
in_raw_end(struct position *p, char c)
{
	char want = p->end_n == 0 ? '/' : p->end_n <= strlen(p->name[NAME_TAG]) ? p->name[NAME_TAG][p->end_n - 1] : '>';
	if (c != want)
		return "'<' must be written as &lt; inside this element";
	p->end_n++;
	if (c == '>')
		p->state = POSITION_TEXT;
	return NULL;
}

static const char *
close_element(struct position *p, char c)
{
	(void)c;
	p->pre = p->pre && !tag_is(p, "pre");
	p->svg = p->svg && !tag_is(p, "svg");
	return NULL;
}

/* ---- names ---- */

static const char *
check_tag(struct position *p)
{
	if (tag_is(p, "style iframe frame frameset object embed applet noscript noembed noframes xmp plaintext "
	    "template math foreignobject animate set"))
		return "this element is not allowed in a template";
	p->pre = p->pre || tag_is(p, "pre");
	p->svg = p->svg || tag_is(p, "svg");
	return NULL;
}

static const char *
check_attr(const struct position *p)
{
	if (strncmp(p->name[NAME_ATTR], "on", 2) == 0)
		return "a handler in an attribute (on...) is not allowed";
	if (attr_is(p, "style srcset imagesrcset srcdoc http-equiv ping background data manifest codebase classid "
	    "archive longdesc usemap"))
		return "this attribute is not allowed in a template";
	if (tag_is(p, "base") && !attr_is(p, "target"))
		return "base only says where links open: it has a target and nothing else";
	return NULL;
}

/* The name that ends here, if one does. */
static const char *
check_name(struct position *p)
{
	if (p->state == POSITION_TAG_NAME)
		return check_tag(p);
	return p->state == POSITION_ATTR_NAME ? check_attr(p) : NULL;
}

static const char *
add_to_name(struct position *p, char *name, bool begins, char c)
{
	size_t n = begins ? 0 : strlen(name);
	if (n + 1 >= HTML_NAME_SIZE)
		return "a name that long is no name of HTML";
	name[n] = (char)tolower((unsigned char)c);
	name[n + 1] = '\0';
	if (begins)
		p->started = p->part = false;
	return NULL;
}

/* ---- the states ---- */

#define WHITE " \t\n\r\f"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* In a state the first rule counts that names the byte; without bytes it is for all that are left.
 * In a tag '/' is a space that precedes '>'. */
static const struct rule {
	enum position_state in;
	const char *bytes;
	enum position_state next;
	const char *(*act)(struct position *p, char c); /* may choose another state */
	enum html_name adds;                            /* the byte is the next one of this name */
	const char *refused;
} rules[] = {
	{ POSITION_TEXT, "<", POSITION_TAG_OPEN },
	{ POSITION_TEXT, NULL, POSITION_TEXT },
	{ POSITION_RAW_TEXT, "<", POSITION_RAW_END, in_raw_text },
	{ POSITION_RAW_TEXT, NULL, POSITION_RAW_TEXT, in_raw_text },
	{ POSITION_RAW_END, NULL, POSITION_RAW_END, in_raw_end },
	{ POSITION_TAG_OPEN, "!", POSITION_DECLARATION },
	{ POSITION_TAG_OPEN, "/", POSITION_END_TAG_OPEN },
	{ POSITION_TAG_OPEN, LETTERS, POSITION_TAG_NAME, .adds = NAME_TAG },
	{ POSITION_TAG_OPEN, .refused = "'<' must be written as &lt; here" },
	{ POSITION_DECLARATION, ">", POSITION_TEXT },
	{ POSITION_DECLARATION, "-", .refused = "a comment of HTML is not allowed; use {{! ... }}" },
	{ POSITION_DECLARATION, "[", .refused = "CDATA is not allowed" },
	{ POSITION_DECLARATION, NULL, POSITION_DECLARATION },
	{ POSITION_TAG_NAME, WHITE "/", POSITION_BETWEEN },
	{ POSITION_TAG_NAME, ">", POSITION_TEXT, end_tag },
	{ POSITION_TAG_NAME, "<", .refused = "a tag inside a tag" },
	{ POSITION_TAG_NAME, NULL, POSITION_TAG_NAME, .adds = NAME_TAG },
	{ POSITION_BETWEEN, WHITE "/", POSITION_BETWEEN },
	{ POSITION_BETWEEN, ">", POSITION_TEXT, end_tag },
	{ POSITION_BETWEEN, "\"'<=", .refused = "this cannot begin the name of an attribute" },
	{ POSITION_BETWEEN, NULL, POSITION_ATTR_NAME, .adds = NAME_ATTR },
	{ POSITION_NEED_SPACE, WHITE "/", POSITION_BETWEEN },
	{ POSITION_NEED_SPACE, ">", POSITION_TEXT, end_tag },
	{ POSITION_NEED_SPACE, .refused = "white space is missing before the next attribute" },
	{ POSITION_ATTR_NAME, WHITE "/", POSITION_BETWEEN },
	{ POSITION_ATTR_NAME, ">", POSITION_TEXT, end_tag },
	{ POSITION_ATTR_NAME, "=", POSITION_BEFORE_VALUE },
	{ POSITION_ATTR_NAME, "\"'<", .refused = "this cannot stand in the name of an attribute" },
	{ POSITION_ATTR_NAME, NULL, POSITION_ATTR_NAME, .adds = NAME_ATTR },
	{ POSITION_BEFORE_VALUE, "\"", POSITION_QUOTED },
	{ POSITION_BEFORE_VALUE, "'", .refused = "write double quotes around a value" },
	{ POSITION_BEFORE_VALUE, WHITE, .refused = "no white space behind '='" },
	{ POSITION_BEFORE_VALUE, ">", .refused = "a value is missing" },
	{ POSITION_BEFORE_VALUE, .refused = "this value needs quotes" },
	{ POSITION_QUOTED, "\"", POSITION_NEED_SPACE },
	{ POSITION_QUOTED, NULL, POSITION_QUOTED, in_value },
	{ POSITION_END_TAG_OPEN, LETTERS, POSITION_END_TAG, .adds = NAME_TAG },
	{ POSITION_END_TAG_OPEN, .refused = "'</' without a name" },
	{ POSITION_END_TAG, WHITE, .refused = "no white space in an end tag" },
	{ POSITION_END_TAG, ">", POSITION_TEXT, close_element },
	{ POSITION_END_TAG, NULL, POSITION_END_TAG, .adds = NAME_TAG },
};

const char *
position_step(struct position *p, char c)
{
	const struct rule *r = rules;
	while (r->in != p->state || (r->bytes != NULL && strchr(r->bytes, c) == NULL))
		r++;
	if (r->refused != NULL)
		return r->refused;
	bool moves = r->next != p->state;
	const char *reason = moves ? check_name(p) : NULL;
	p->state = r->next;
	if (reason == NULL && r->adds != NAME_NONE)
		reason = add_to_name(p, p->name[r->adds], moves, c);
	return reason == NULL && r->act != NULL ? r->act(p, c) : reason;
}

static const char *
attribute_writer(const struct position *p, const char **ret_reason)
{
	if (attr_is(p, "href src action formaction cite poster xlink:href")) {
		*ret_reason = "an address must be a value from its beginning; only behind '?' or '#' may a text stand";
		return p->part ? "html_url_part" : p->started ? NULL : "html_url";
	}
	bool number = attr_is(p, "x y x1 x2 y1 y2 cx cy dx dy r rx ry width height d points viewbox transform "
	    "stroke-width");
	return number ? "html_figure" : "html_attr";
}

const char *
position_writer(const struct position *p, const char **ret_reason)
{
	*ret_reason = "a value cannot stand in a tag, only in a quoted attribute or in text";
	if (p->state == POSITION_TEXT)
		return "html_text";
	if (p->state == POSITION_QUOTED)
		return attribute_writer(p, ret_reason);
	if (p->state == POSITION_RAW_TEXT && !tag_is(p, "script"))
		return "html_attr";
	if (p->state == POSITION_BEFORE_VALUE)
		*ret_reason = "an attribute with a value inside needs quotes";
	return NULL;
}

const char *
position_settle(struct position *p)
{
	if (p->state > POSITION_LAST_SETTLED)
		return "a block cannot begin or end here";
	const char *reason = check_name(p);
	if (p->state == POSITION_TAG_NAME || p->state == POSITION_ATTR_NAME)
		p->state = POSITION_NEED_SPACE;
	return reason;
}

static bool
is_between(const struct position *p)
{
	return p->state == POSITION_BETWEEN || p->state == POSITION_NEED_SPACE;
}

bool
position_join(struct position *p, const struct position *q)
{
	bool same_state = p->state == q->state || (is_between(p) && is_between(q));
	bool same_tag = p->state == POSITION_TEXT || strcmp(p->name[NAME_TAG], q->name[NAME_TAG]) == 0;
	bool same_attr = p->state != POSITION_QUOTED || strcmp(p->name[NAME_ATTR], q->name[NAME_ATTR]) == 0;
	if (!same_state || !same_tag || !same_attr || p->pre != q->pre || p->svg != q->svg)
		return false;
	if (q->state == POSITION_NEED_SPACE)
		p->state = q->state;
	p->started = p->started || q->started;
	p->part = p->part && q->part;
	p->asset = p->asset && q->asset;
	return true;
}

struct str
position_describe(const struct position *p, struct arena *a)
{
	if (p->state == POSITION_TEXT)
		return str_printf(a, "in text%s", p->pre || p->svg ? ", inside <pre> or <svg>" : "");
	if (p->state == POSITION_RAW_TEXT)
		return str_printf(a, "inside <%s>", p->name[NAME_TAG]);
	if (p->state == POSITION_QUOTED)
		return str_printf(a, "in attribute %s of <%s>", p->name[NAME_ATTR], p->name[NAME_TAG]);
	return str_printf(a, "in the tag <%s>", p->name[NAME_TAG]);
}
