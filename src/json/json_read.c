/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include <jansson.h>

#include "json.h"

#include "banned.h"

#define POINTER_MAX 1024
#define NAME_SHOWN 40

/* ---- faults ---- */

void
json_faults_init(struct json_faults *f, struct arena *a)
{
	f->arena = a;
	f->n = 0;
}

static void
pointer_name(struct buf *b, const char *name)
{
	for (; *name != '\0'; name++) {
		if (*name == '~')
			buf_z(b, "~0");
		else if (*name == '/')
			buf_z(b, "~1");
		else
			buf_char(b, *name);
	}
}

static void
pointer_write(struct buf *b, const struct json_node *node)
{
	if (node->parent == NULL)
		return;
	pointer_write(b, node->parent);
	buf_char(b, '/');
	if (node->name != NULL)
		pointer_name(b, node->name);
	else
		buf_int(b, (int64_t)node->index);
}

static void
fault_add(const struct json_node *node, struct json_faults *f, const char *code, struct str detail,
    struct str detail_en)
{
	if (f->n == JSON_MAX_FAULTS)
		return;
	struct buf b;
	buf_init(&b, POINTER_MAX, f->arena);
	pointer_write(&b, node);
	f->v[f->n++] = (struct json_fault){ buf_view(&b), code, detail, detail_en };
}

void
json_fault_at(const struct json_node *node, struct json_faults *f, const char *code, const char *detail,
    const char *detail_en)
{
	fault_add(node, f, code, str_from_z(detail), str_from_z(detail_en));
}

void
json_fault_in(const struct json_node *o, const char *name, struct json_faults *f, const char *code,
    const char *detail, const char *detail_en)
{
	struct json_node node = { .parent = o, .name = name };
	json_fault_at(&node, f, code, detail, detail_en);
}

/* ---- the document ---- */

static void
free_tree(void *p)
{
	json_decref(p);
}

/* A member's name is made by a programmer, yet a program may put anything
 * there: only what looks like a name is repeated. */
static bool
is_showable(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return name.n > 0 && name.n <= NAME_SHOWN;
}

/* Where the text stands after well-formed JSON up to some point. */
struct place {
	struct str name; /* in an object */
	size_t index;    /* in an array */
	bool is_array, in_value;
};

#define DEPTH_MAX 32

static size_t
string_end(struct str s, size_t i)
{
	for (i++; i < s.n && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i;
}

static void
step(struct place *v, size_t *depth, char c)
{
	struct place *top = &v[*depth];
	if (c == ':')
		top->in_value = true;
	if (c == ',') {
		top->in_value = false;
		top->index++;
	}
	if ((c == '{' || c == '[') && *depth + 1 < DEPTH_MAX)
		v[++*depth] = (struct place){ .is_array = c == '[' };
	if ((c == '}' || c == ']') && *depth > 0)
		--*depth;
}

/* The pointer to the last name in the text, as far as it can be shown. */
static struct str
last_pointer(struct str text, struct arena *a)
{
	struct place v[DEPTH_MAX] = { 0 };
	struct buf b;
	size_t depth = 0;
	for (size_t i = 0; i < text.n; i++) {
		size_t from = i;
		if (text.p[i] != '"') {
			step(v, &depth, text.p[i]);
			continue;
		}
		i = string_end(text, i);
		if (!v[depth].is_array && !v[depth].in_value)
			v[depth].name = str_cut(text, from + 1, i - from - 1);
	}
	buf_init(&b, POINTER_MAX, a);
	for (size_t i = 1; i <= depth && (v[i].is_array || is_showable(v[i].name)); i++) {
		buf_char(&b, '/');
		if (v[i].is_array)
			buf_int(&b, (int64_t)v[i].index);
		else
			buf_str(&b, v[i].name);
	}
	return buf_view(&b);
}

static void
syntax_fault(const json_error_t *e, struct str text, struct json_faults *f)
{
	static const struct json_node root = { 0 };
	if (json_error_code(e) != json_error_duplicate_key) {
		fault_add(&root, f, "syntax",
		    str_printf(f->arena, "Dit is geen geldige JSON in UTF-8 (regel %d, kolom %d).", e->line, e->column),
		    str_printf(f->arena, "This is not valid JSON in UTF-8 (line %d, column %d).", e->line, e->column));
		return;
	}
	fault_add(&root, f, "member.duplicate", STR("Deze naam staat twee keer in hetzelfde object."),
	    STR("This name stands twice in the same object."));
	f->v[f->n - 1].pointer = last_pointer(str_cut(text, 0, (size_t)e->position), f->arena);
}

enum err
json_parse(struct str text, struct json_faults *f, struct arena *a, struct json_node *ret_root)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	json_error_t error;
	json_t *tree = json_loadb(text.p == NULL ? "" : text.p, text.n, flags, &error);
	if (tree == NULL) {
		syntax_fault(&error, text, f);
		return ERR_INVALID;
	}
	arena_defer(a, free_tree, tree);
	*ret_root = (struct json_node){ .value = tree };
	return ERR_OK;
}

static bool
is_among(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

bool
json_expect_object(const struct json_node *o, const char *const *names, size_t n, struct json_faults *f)
{
	if (!json_is_object(o->value)) {
		json_fault_at(o, f, "type.object", "Hier hoort een object te staan.", "An object is expected here.");
		return false;
	}
	for (void *i = json_object_iter(o->value); i != NULL; i = json_object_iter_next(o->value, i)) {
		const char *name = json_object_iter_key(i);
		if (is_among(name, names, n))
			continue;
		struct json_node member = { .parent = o, .name = name };
		json_fault_at(is_showable(str_from_z(name)) ? &member : o, f, "member.unknown",
		    "Hier staat iets dat wij niet kennen. Kijk of de naam goed geschreven is.",
		    "There is a member here that we do not know. Check how its name is written.");
	}
	return true;
}

struct json_node
json_member(const struct json_node *o, const char *name, enum json_need need, struct json_faults *f)
{
	struct json_node node = { .parent = o, .name = name, .value = json_object_get(o->value, name) };
	if (node.value == NULL && need == JSON_REQUIRED)
		json_fault_at(&node, f, "required", "Dit gegeven ontbreekt en is verplicht.",
		    "This is missing and required.");
	return node;
}

size_t
json_count(const struct json_node *array, struct json_faults *f)
{
	if (!json_is_array(array->value))
		json_fault_at(array, f, "type.array", "Hier hoort een lijst te staan.", "An array is expected here.");
	return json_array_size(array->value);
}

struct json_node
json_element(const struct json_node *array, size_t index)
{
	return (struct json_node){ .parent = array, .index = index, .value = json_array_get(array->value, index) };
}

/* ---- values ---- */

static struct str
string_of(const struct json_node *node)
{
	return str_from(json_string_value(node->value), json_string_length(node->value));
}

static bool
is_string(const struct json_node *node, struct json_faults *f)
{
	if (json_is_string(node->value))
		return true;
	json_fault_at(node, f, "type.string", "Hier hoort een tekst te staan, tussen aanhalingstekens.",
	    "A text is expected here, in quotes.");
	return false;
}

static bool
has_control(struct str s, bool lines)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool fine = lines && (c == '\n' || c == '\r' || c == '\t');
		if ((c < 0x20 && !fine) || c == 0x7f)
			return true;
	}
	return false;
}

static struct str
text_of(const struct json_node *node, size_t max, bool lines, struct json_faults *f)
{
	if (!is_string(node, f))
		return STR_NONE;
	struct str s = str_trim(string_of(node));
	if (s.n == 0) {
		json_fault_at(node, f, "text.empty", "Deze tekst is leeg. Laat het gegeven weg als het er niet is.",
		    "This text is empty. Leave it out when there is none.");
		return STR_NONE;
	}
	if (str_chars(s) > max) {
		fault_add(node, f, "text.too_long",
		    str_printf(f->arena, "Deze tekst is te lang: hoogstens %zu tekens.", max),
		    str_printf(f->arena, "This text is too long: at most %zu characters.", max));
		return STR_NONE;
	}
	if (has_control(s, lines)) {
		json_fault_at(node, f, "text.control", "In deze tekst staan stuurtekens.",
		    "This text holds control characters.");
		return STR_NONE;
	}
	return str_dup(s, f->arena);
}

struct str
json_text(const struct json_node *o, const char *name, enum json_need need, size_t max, struct json_faults *f)
{
	struct json_node node = json_member(o, name, need, f);
	return node.value == NULL ? STR_NONE : text_of(&node, max, false, f);
}

struct str
json_lines(const struct json_node *o, const char *name, enum json_need need, size_t max, struct json_faults *f)
{
	struct json_node node = json_member(o, name, need, f);
	return node.value == NULL ? STR_NONE : text_of(&node, max, true, f);
}

struct date
json_date(const struct json_node *o, const char *name, enum json_need need, struct json_faults *f)
{
	struct date d = DATE_NONE;
	struct json_node node = json_member(o, name, need, f);
	if (node.value == NULL || !is_string(&node, f))
		return DATE_NONE;
	if (date_parse(string_of(&node), &d) == ERR_OK)
		return d;
	json_fault_at(&node, f, "date.format", "Dit is geen bestaande datum in de vorm jjjj-mm-dd.",
	    "This is not an existing date written as yyyy-mm-dd.");
	return DATE_NONE;
}

bool
json_bool(const struct json_node *o, const char *name, enum json_need need, struct json_faults *f)
{
	struct json_node node = json_member(o, name, need, f);
	if (node.value != NULL && !json_is_boolean(node.value))
		json_fault_at(&node, f, "type.boolean", "Hier hoort true of false te staan.",
		    "Expected here: true or false.");
	return json_is_true(node.value);
}

int64_t
json_int(const struct json_node *o, const char *name, enum json_need need, int64_t min, int64_t max,
    struct json_faults *f)
{
	struct json_node node = json_member(o, name, need, f);
	if (node.value == NULL)
		return -1;
	if (!json_is_integer(node.value)) {
		json_fault_at(&node, f, "type.integer", "Hier hoort een heel getal te staan.",
		    "A whole number is expected here.");
		return -1;
	}
	int64_t v = json_integer_value(node.value);
	if (v >= min && v <= max)
		return v;
	fault_add(&node, f, "number.range",
	    str_printf(f->arena, "Dit getal hoort tussen %lld en %lld te liggen.", (long long)min, (long long)max),
	    str_printf(f->arena, "This number should be between %lld and %lld.", (long long)min, (long long)max));
	return -1;
}

int
json_word(const struct json_node *node, const char *const *words, size_t n, struct json_faults *f)
{
	if (!is_string(node, f))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (str_eq_z(string_of(node), words[i]))
			return (int)i;
	json_fault_at(node, f, "word.unknown", "Dit woord staat niet in de lijst. De lijst staat in openapi.json.",
	    "This word is not in the list. The list is in openapi.json.");
	return -1;
}

int
json_choice(const struct json_node *o, const char *name, enum json_need need, const char *const *words, size_t n,
    struct json_faults *f)
{
	struct json_node node = json_member(o, name, need, f);
	return node.value == NULL ? -1 : json_word(&node, words, n, f);
}
