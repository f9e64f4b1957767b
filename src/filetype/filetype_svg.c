/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "filetype.h"

#include "banned.h"

/*
 * A reader of the part of XML that a drawing needs: tags, attributes in
 * quotes, text, comments, and one declaration in front. Everything else is
 * refused, so that no other reader can see something else in it.
 */
#define DEPTH_MAX 32
#define ELEMENTS_MAX 2000
#define USES_MAX 50
#define VALUE_MAX 8192 /* bytes of one attribute; paths are the longest */

static const char *const elements[] = { "svg", "g", "defs", "title", "desc", "path", "circle", "ellipse", "rect",
	"line", "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "symbol", "use",
	"style", NULL };

static const char *const attributes[] = { "id", "class", "xmlns", "viewBox", "width", "height", "x", "y", "x1", "y1",
	"x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "pathLength", "transform",
	"gradientTransform",
	"gradientUnits", "spreadMethod", "clipPathUnits", "maskUnits", "maskContentUnits", "clip-path", "clip-rule",
	"mask", "offset", "stop-color", "stop-opacity", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
	"stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset",
	"stroke-opacity", "opacity", "color", "display", "visibility", "vector-effect", "paint-order",
	"preserveAspectRatio", "role", "aria-hidden", "aria-labelledby", "focusable", "href", "style", "version",
	NULL };

struct open_element {
	struct str name;
	bool named; /* it or one around it has an id: a <use> could stand for it */
};

struct svg {
	struct str s;
	size_t at;
	int depth, elements, uses;
	struct open_element open[DEPTH_MAX];
	struct arena *a;
	bool failed;
	struct msg_said reason; /* the first fault */
};

static bool
fail(struct svg *v, enum msg reason, const struct msg_arg *args, size_t n)
{
	if (!v->failed)
		v->reason = msg_say(reason, args, n, v->a);
	v->failed = true;
	return false;
}

static bool
is_in(const char *const *names, struct str name)
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (str_eq_z(name, names[i]))
			return true;
	return false;
}

/* ---- bytes ---- */

static bool
looking_at(const struct svg *v, struct str s)
{
	return str_starts(str_cut(v->s, v->at, s.n), s);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
skip_space(struct svg *v)
{
	while (v->at < v->s.n && is_space(v->s.p[v->at]))
		v->at++;
}

static struct str
take_name(struct svg *v)
{
	size_t from = v->at;
	while (v->at < v->s.n && !is_space(v->s.p[v->at]) && str_find_char(STR("=/><\"'"), v->s.p[v->at]) < 0)
		v->at++;
	return str_cut(v->s, from, v->at - from);
}

/* What stands up to `end`, which is taken too. */
static bool
take_until(struct svg *v, struct str end, struct str *ret_text)
{
	struct str rest = str_cut(v->s, v->at, v->s.n);
	ptrdiff_t n = str_find(rest, end);
	if (n < 0)
		return fail(v, MSG_FILETYPE_FAULT_SVG_CUT, NULL, 0);
	*ret_text = str_cut(rest, 0, (size_t)n);
	v->at += (size_t)n + end.n;
	return true;
}

/* ---- values ---- */

static bool
is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool
is_reference(struct str s)
{
	if (s.n < 2 || s.p[0] != '#')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!is_name_byte(s.p[i]))
			return false;
	return true;
}

/* Text may have the five entities of XML; nothing else begins with '&'. */
static bool
has_foreign_entity(struct str s)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };
	for (size_t i = 0; i < s.n; i++) {
		bool ok = s.p[i] != '&';
		for (size_t j = 0; !ok && j < sizeof known / sizeof *known; j++)
			ok = str_starts(str_cut(s, i, s.n), str_from_z(known[j]));
		if (!ok)
			return true;
	}
	return false;
}

/* A style may not fetch, and may not hide what it says behind escapes. */
static bool
is_plain_style(struct str style, struct arena *a)
{
	static const char *const marks[] = { "url", "@import", "@font-face", "image", "expression", "behavior",
		"binding", "\\", "&", "<", "/*", "animation", "src" };
	struct str lower = str_lower(style, a);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_find(lower, str_from_z(marks[i])) >= 0)
			return false;
	return true;
}

static bool
is_fine_value(struct svg *v, struct str name, struct str value)
{
	struct str lower = str_lower(value, v->a);
	ptrdiff_t at = str_find(lower, STR("url"));
	if (str_eq_z(name, "xmlns"))
		return str_eq_z(value, "http://www.w3.org/2000/svg");
	if (str_eq_z(name, "href"))
		return is_reference(value);
	if (str_eq_z(name, "style"))
		return is_plain_style(value, v->a);
	if (at == 0 && str_starts(value, STR("url(")) && str_ends(value, STR(")")))
		return is_reference(str_cut(value, 4, value.n - 5));
	for (size_t i = 0; i < value.n; i++)
		if (str_find_char(STR("<&\\"), value.p[i]) >= 0)
			return false;
	return at < 0;
}

/* ---- attributes ---- */

struct tag {
	struct str name;
	bool has_id, empty, has_space_name;
};

static bool
take_attribute(struct svg *v, struct tag *tag)
{
	struct str name = take_name(v), value;
	skip_space(v);
	if (!looking_at(v, STR("=")))
		return fail(v, MSG_FILETYPE_FAULT_SVG_ATTRIBUTE_BARE, NULL, 0);
	v->at++;
	skip_space(v);
	struct str quote = str_cut(v->s, v->at, 1);
	if (!str_eq_z(quote, "\"") && !str_eq_z(quote, "'"))
		return fail(v, MSG_FILETYPE_FAULT_SVG_QUOTES, NULL, 0);
	v->at++;
	if (!take_until(v, quote, &value))
		return false;
	if (!is_in(attributes, name))
		return fail(v, MSG_FILETYPE_FAULT_SVG_ATTRIBUTE, MSG_ARGS({ .text = str_cut(name, 0, 40) }));
	if (value.n > VALUE_MAX || !is_fine_value(v, name, value))
		return fail(v, MSG_FILETYPE_FAULT_SVG_VALUE, MSG_ARGS({ .text = name }));
	tag->has_id = tag->has_id || str_eq_z(name, "id");
	tag->has_space_name = tag->has_space_name || str_eq_z(name, "xmlns");
	return true;
}

static bool
take_attributes(struct svg *v, struct tag *tag)
{
	for (;;) {
		size_t from = v->at;
		skip_space(v);
		if (looking_at(v, STR("/>")) || looking_at(v, STR(">"))) {
			tag->empty = looking_at(v, STR("/>"));
			v->at += tag->empty ? 2 : 1;
			return true;
		}
		if (v->at == from || v->at == v->s.n)
			return fail(v, MSG_FILETYPE_FAULT_SVG_TAG, NULL, 0);
		if (!take_attribute(v, tag))
			return false;
	}
}

/* ---- elements ---- */

/* What a <use> stands for may hold no other: two that name each other would
 * be a drawing of any size. */
static bool
check_use(struct svg *v, bool named)
{
	if (named)
		return fail(v, MSG_FILETYPE_FAULT_SVG_USE_INSIDE, NULL, 0);
	return ++v->uses <= USES_MAX || fail(v, MSG_FILETYPE_FAULT_SVG_USES, NULL, 0);
}

static bool
take_style(struct svg *v)
{
	struct str style;
	if (!take_until(v, STR("</style>"), &style))
		return false;
	return is_plain_style(style, v->a) || fail(v, MSG_FILETYPE_FAULT_SVG_STYLE, NULL, 0);
}

static bool
take_element(struct svg *v)
{
	struct tag tag = { 0 };
	v->at++;
	tag.name = take_name(v);
	if (!is_in(elements, tag.name))
		return fail(v, MSG_FILETYPE_FAULT_SVG_ELEMENT, MSG_ARGS({ .text = str_cut(tag.name, 0, 40) }));
	if (++v->elements > ELEMENTS_MAX || v->depth == DEPTH_MAX)
		return fail(v, MSG_FILETYPE_FAULT_SVG_SIZE, NULL, 0);
	if ((v->depth == 0) != str_eq_z(tag.name, "svg"))
		return fail(v, MSG_FILETYPE_FAULT_SVG_OUTERMOST, NULL, 0);
	if (!take_attributes(v, &tag))
		return false;
	if (v->depth == 0 && !tag.has_space_name)
		return fail(v, MSG_FILETYPE_FAULT_SVG_XMLNS, NULL, 0);
	bool named = tag.has_id || (v->depth > 0 && v->open[v->depth - 1].named);
	if (str_eq_z(tag.name, "use") && !check_use(v, named))
		return false;
	if (str_eq_z(tag.name, "style") && !tag.empty)
		return take_style(v);
	if (!tag.empty)
		v->open[v->depth++] = (struct open_element){ tag.name, named };
	return true;
}

static bool
take_end(struct svg *v)
{
	v->at += 2;
	struct str name = take_name(v);
	skip_space(v);
	if (v->depth == 0 || !str_eq(name, v->open[v->depth - 1].name) || !looking_at(v, STR(">")))
		return fail(v, MSG_FILETYPE_FAULT_SVG_END, NULL, 0);
	v->at++;
	v->depth--;
	return true;
}

static bool
take_comment(struct svg *v)
{
	struct str text;
	v->at += 4;
	return take_until(v, STR("-->"), &text) &&
		(str_find(text, STR("--")) < 0 || fail(v, MSG_FILETYPE_FAULT_SVG_COMMENT, NULL, 0));
}

static bool
take_text(struct svg *v)
{
	size_t from = v->at;
	while (v->at < v->s.n && v->s.p[v->at] != '<')
		v->at++;
	struct str text = str_cut(v->s, from, v->at - from);
	if (has_foreign_entity(text))
		return fail(v, MSG_FILETYPE_FAULT_SVG_ENTITY, NULL, 0);
	struct str in = v->depth == 0 ? STR_NONE : v->open[v->depth - 1].name;
	bool words = str_eq_z(in, "title") || str_eq_z(in, "desc");
	return words || str_trim(text).n == 0 || fail(v, MSG_FILETYPE_FAULT_SVG_WORDS, NULL, 0);
}

static bool
take_next(struct svg *v)
{
	if (looking_at(v, STR("<!--")))
		return take_comment(v);
	if (looking_at(v, STR("</")))
		return take_end(v);
	if (looking_at(v, STR("<!")) || looking_at(v, STR("<?")))
		return fail(v, MSG_FILETYPE_FAULT_SVG_DECLARATION, NULL, 0);
	if (!looking_at(v, STR("<")))
		return take_text(v);
	if (v->depth == 0 && v->elements > 0)
		return fail(v, MSG_FILETYPE_FAULT_SVG_BEHIND, NULL, 0);
	return take_element(v);
}

static int
line_at(struct str s, size_t at)
{
	int line = 1;
	for (size_t i = 0; i < at && i < s.n; i++)
		line += s.p[i] == '\n';
	return line;
}

static void
check(struct svg *v)
{
	static const char *const declarations[] = { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version=\"1.0\"?>" };
	if (!str_is_text(v->s)) {
		fail(v, MSG_FILETYPE_FAULT_SVG_TEXT, NULL, 0);
		return;
	}
	for (size_t i = 0; i < sizeof declarations / sizeof *declarations && v->at == 0; i++)
		if (str_starts(v->s, str_from_z(declarations[i])))
			v->at = str_from_z(declarations[i]).n;
	while (v->at < v->s.n && take_next(v))
		;
	if (v->depth > 0 || v->elements == 0)
		fail(v, MSG_FILETYPE_FAULT_SVG_NONE, NULL, 0);
}

enum err
filetype_svg_check(struct str svg, struct arena *a, int *ret_line, struct msg_said *ret_reason)
{
	struct svg v = { .s = svg, .a = a };
	check(&v);
	if (!v.failed)
		return ERR_OK;
	*ret_line = line_at(svg, v.at);
	*ret_reason = v.reason;
	return ERR_INVALID;
}
