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
fault_add(
	const struct json_node *node, struct json_faults *f, const char *code, struct str detail, struct str detail_en)
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

static void
syntax_fault(const json_error_t *error, const struct json_node *root, struct json_faults *f)
{
	if (json_error_code(error) == json_error_duplicate_key) {
		fault_add(root, f, "member.duplicate",
			str_printf(f->arena, "Een naam staat twee keer in hetzelfde object (regel %d, kolom %d).",
				error->line, error->column),
			str_printf(f->arena, "A name stands twice in the same object (line %d, column %d).",
				error->line, error->column));
		return;
	}
	fault_add(root, f, "syntax",
	    str_printf(f->arena, "Dit is geen geldige JSON in UTF-8 (regel %d, kolom %d).", error->line, error->column),
	    str_printf(f->arena, "This is not valid JSON in UTF-8 (line %d, column %d).", error->line, error->column));
}

enum err
json_parse(struct str text, struct json_faults *f, struct arena *a, struct json_node *ret_root)
{
	json_error_t error;
	struct json_node root = { 0 };
	json_t *tree =
		json_loadb(text.p == NULL ? "" : text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (tree == NULL) {
		syntax_fault(&error, &root, f);
		return ERR_INVALID;
	}
	arena_defer(a, free_tree, tree);
	root.value = tree;
	*ret_root = root;
	return ERR_OK;
}

/* A member's name is made by a programmer, yet a program may put anything
 * there: only what looks like a name is repeated. */
static bool
is_showable(const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < n; i++) {
		char c = name[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return n > 0 && n <= NAME_SHOWN;
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
		json_fault_at(is_showable(name) ? &member : o, f, "member.unknown",
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
