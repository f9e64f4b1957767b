/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include "mail.h"

#include "banned.h"

#define DEFAULT_MAX 200

void
form_init(struct form *f, const struct form_field *fields, size_t n)
{
	if (n > FORM_MAX_FIELDS)
		abort();
	*f = (struct form){ .fields = fields, .n = n };
}

static size_t
find(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->fields[i].name, name) == 0)
			return i;
	abort();
}

struct str
form_value(const struct form *f, const char *name)
{
	return f->value[find(f, name)];
}

struct date
form_date(const struct form *f, const char *name)
{
	struct date d;
	return date_parse(form_value(f, name), &d) == ERR_OK ? d : DATE_NONE;
}

void
form_set(struct form *f, const char *name, struct str value)
{
	size_t i = find(f, name);
	f->value[i] = f->typed[i][0] = value;
}

void
form_fail(struct form *f, const char *name, enum msg fault)
{
	f->fault[find(f, name)] = fault;
}

/* The bit of a choice; 0 when there is no such choice. */
static unsigned
bit_of(const struct form_field *field, struct str value)
{
	for (unsigned k = 0; field->choices[k].value != NULL; k++)
		if (str_eq_z(value, field->choices[k].value))
			return 1u << k;
	return 0;
}

void
form_choose(struct form *f, const char *name, const char *value)
{
	size_t i = find(f, name);
	f->ticked[i] |= bit_of(&f->fields[i], str_from_z(value));
}

bool
form_has(const struct form *f, const char *name, const char *value)
{
	size_t i = find(f, name);
	return (f->ticked[i] & bit_of(&f->fields[i], str_from_z(value))) != 0;
}

bool
form_failed(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->fault[i] != MSG_NONE)
			return true;
	return false;
}

/* ---- reading ---- */

/* Line ends as "\n"; other control characters than tab are left out. */
static struct str
clean(struct str s, bool several_lines, struct arena *a)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '\r')
			continue;
		if (c == '\n' || c == '\t')
			out[n++] = several_lines ? (char)c : ' ';
		else if (c >= 0x20 && c != 0x7f)
			out[n++] = (char)c;
	}
	return str_trim((struct str){ out, n });
}

static bool
is_phone(struct str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else if (s.p[i] == '\0' || strchr("+-() .", s.p[i]) == NULL)
			return false;
	}
	return digits >= 8 && digits <= 15;
}

/* "1234 ab" becomes "1234AB". */
static enum msg
read_postcode(struct str *value, struct arena *a)
{
	char *out = arena_alloc(a, 7);
	size_t n = 0;
	for (size_t i = 0; i < value->n; i++) {
		char c = value->p[i];
		if (c == ' ')
			continue;
		if (n == 6)
			return MSG_FORM_POSTCODE;
		out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	for (size_t i = 0; i < 6; i++)
		if (n != 6 || (i < 4 ? out[i] < '0' || out[i] > '9' : out[i] < 'A' || out[i] > 'Z'))
			return MSG_FORM_POSTCODE;
	*value = (struct str){ out, 6 };
	return MSG_NONE;
}

static enum msg
read_date(struct form *f, size_t i, struct web *web)
{
	static const char *const part[] = { "day", "month", "year" };
	int64_t number[3] = { 0 };
	bool any = false, good = true;
	for (size_t k = 0; k < 3; k++) {
		char name[80];
		struct str full = str_printf(web->arena, "%s-%s", f->fields[i].name, part[k]);
		memcpy(name, full.p, full.n + 1);
		struct str typed = str_trim(web_field(web, name));
		f->typed[i][k] = typed;
		any = any || typed.n > 0;
		good = str_int(typed, &number[k]) == ERR_OK && number[k] > 0 && number[k] < 10000 && good;
	}
	if (!any)
		return MSG_NONE;
	struct date d = { (int)number[2], (int)number[1], (int)number[0] };
	if (!good || !date_is_valid(d))
		return MSG_FORM_DATE;
	f->value[i] = date_iso(d, web->arena);
	return MSG_NONE;
}

static enum msg
read_many(struct form *f, size_t i, struct web *web)
{
	const struct form_field *field = &f->fields[i];
	for (size_t k = 0; k < web->fields.n; k++) {
		if (!str_eq_z(web->fields.v[k].name, field->name))
			continue;
		unsigned bit = bit_of(field, web->fields.v[k].value);
		if (bit == 0)
			return MSG_FORM_CHOOSE;
		f->ticked[i] |= bit;
		f->value[i] = web->fields.v[k].value;
	}
	return MSG_NONE;
}

/* A browser gives no file back to a page: whoever has to look again at the form chooses it again. */
static enum msg
read_file(struct form *f, size_t i, struct web *web)
{
	for (size_t k = 0; k < web->fields.n; k++) {
		const struct http_field *field = &web->fields.v[k];
		if (!str_eq_z(field->name, f->fields[i].name) || field->file_name.p == NULL || field->value.n == 0)
			continue;
		f->file = field;
		f->value[i] = field->file_name;
	}
	return f->file != NULL || (f->fields[i].flags & FORM_OPTIONAL) ? MSG_NONE : MSG_FORM_FILE;
}

static enum msg
check_kind(struct form *f, size_t i, struct arena *a)
{
	struct str *value = &f->value[i];
	switch (f->fields[i].kind) {
	case FORM_EMAIL:
		return mail_address_is_valid(*value) ? MSG_NONE : MSG_FORM_EMAIL;
	case FORM_PHONE:
		return is_phone(*value) ? MSG_NONE : MSG_FORM_PHONE;
	case FORM_ONE:
		return bit_of(&f->fields[i], *value) != 0 ? MSG_NONE : MSG_FORM_CHOOSE;
	case FORM_POSTCODE:
		return read_postcode(value, a);
	case FORM_TEXT:
	case FORM_LONG:
	case FORM_PASSWORD:
	case FORM_CODE:
	case FORM_ONE_TIME:
	case FORM_DATE:
	case FORM_MANY:
	case FORM_FILE:
		return MSG_NONE;
	}
	return MSG_NONE;
}

static size_t
max_of(const struct form_field *field)
{
	return field->max == 0 ? DEFAULT_MAX : field->max;
}

static enum msg
read_field(struct form *f, size_t i, struct web *web)
{
	const struct form_field *field = &f->fields[i];
	enum msg fault = MSG_NONE;
	if (field->kind == FORM_FILE)
		return read_file(f, i, web);
	if (field->kind == FORM_DATE) {
		fault = read_date(f, i, web);
	} else if (field->kind == FORM_MANY) {
		fault = read_many(f, i, web);
	} else {
		f->typed[i][0] = web_field(web, field->name);
		f->value[i] = field->kind == FORM_PASSWORD
			? f->typed[i][0]
			: clean(f->typed[i][0], field->kind == FORM_LONG, web->arena);
	}
	if (fault != MSG_NONE)
		return fault;
	if (f->value[i].n == 0) {
		f->value[i] = STR_NONE;
		bool fine = (field->flags & FORM_OPTIONAL) || field->kind == FORM_MANY;
		return fine ? MSG_NONE : field->kind == FORM_ONE ? MSG_FORM_CHOOSE : MSG_FORM_MISSING;
	}
	if (str_chars(f->value[i]) > max_of(field))
		return MSG_FORM_LONG;
	return check_kind(f, i, web->arena);
}

enum err
form_read(struct form *f, const struct form_field *fields, size_t n, struct web *web)
{
	form_init(f, fields, n);
	f->sent = true;
	for (size_t i = 0; i < n; i++)
		f->fault[i] = read_field(f, i, web);
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}

/* ---- showing ---- */

static enum field_kind
view_kind(enum form_kind kind)
{
	switch (kind) {
	case FORM_TEXT: return FIELD_TEXT;
	case FORM_EMAIL: return FIELD_EMAIL;
	case FORM_PHONE: return FIELD_TEL;
	case FORM_DATE: return FIELD_DATE;
	case FORM_LONG: return FIELD_TEXTAREA;
	case FORM_ONE: return FIELD_RADIOS;
	case FORM_MANY: return FIELD_CHECKBOXES;
	case FORM_PASSWORD: return FIELD_PASSWORD;
	case FORM_CODE: return FIELD_LETTER_CODE;
	case FORM_ONE_TIME: return FIELD_ONE_TIME_CODE;
	case FORM_POSTCODE: return FIELD_TEXT;
	case FORM_FILE: return FIELD_FILE;
	}
	abort();
}

static bool
chosen(const struct form *f, size_t i, unsigned k)
{
	if (f->fields[i].kind == FORM_ONE)
		return str_eq_z(f->typed[i][0], f->fields[i].choices[k].value);
	return (f->ticked[i] & 1u << k) != 0;
}

static struct choice_views
view_choices(const struct form *f, size_t i, struct web *web)
{
	const struct form_choice *c = f->fields[i].choices;
	size_t n = 0;
	while (c != NULL && c[n].value != NULL)
		n++;
	struct choice_view *v = ARENA_ARRAY(web->arena, struct choice_view, n + 1);
	for (size_t k = 0; k < n; k++)
		v[k] = (struct choice_view){
			.value = str_from_z(c[k].value),
			.label = web_text(web, c[k].label),
			.chosen = chosen(f, i, (unsigned)k),
		};
	return (struct choice_views){ v, n };
}

static enum msg
hint_of(const struct form *f, size_t i)
{
	bool again = f->file != NULL && f->fields[i].kind == FORM_FILE && f->fault[i] == MSG_NONE && form_failed(f);
	return again ? MSG_FORM_FILE_AGAIN : f->fields[i].hint;
}

static struct field_view
view_field(const struct form *f, size_t i, struct web *web)
{
	const struct form_field *field = &f->fields[i];
	return (struct field_view){
		.kind = view_kind(field->kind),
		.name = str_from_z(field->name),
		.label = web_text(web, field->label),
		.hint = hint_of(f, i) == MSG_NONE ? STR_NONE : web_text(web, hint_of(f, i)),
		.error = f->fault[i] == MSG_NONE ? STR_NONE : web_text(web, f->fault[i]),
		.value = field->kind == FORM_PASSWORD || field->kind == FORM_ONE_TIME ? STR_NONE : f->typed[i][0],
		.day = f->typed[i][0],
		.month = f->typed[i][1],
		.year = f->typed[i][2],
		.choices = view_choices(f, i, web),
		.autocomplete = str_from_z(field->autocomplete),
		.accept = str_from_z(field->accept),
		.max_chars = field->kind == FORM_LONG || f->fault[i] == MSG_FORM_LONG ? (int64_t)max_of(field) : 0,
		.optional = (field->flags & FORM_OPTIONAL) != 0,
	};
}

struct form_view
form_view(const struct form *f, struct web *web, struct str action, enum msg submit)
{
	struct field_view *v = ARENA_ARRAY(web->arena, struct field_view, f->n + 1);
	for (size_t i = 0; i < f->n; i++)
		v[i] = view_field(f, i, web);
	struct form_view view = {
		.action = url_path(action),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
		.fields = { v, f->n },
		.submit = web_text(web, submit),
	};
	for (size_t i = 0; i < f->n; i++)
		view.upload = view.upload || f->fields[i].kind == FORM_FILE;
	view.errors = form_view_count(&view);
	return view;
}

void
form_view_hide(struct form_view *view, struct str name, struct str value, struct arena *a)
{
	size_t n = view->fields.n;
	struct field_view *v = ARENA_ARRAY(a, struct field_view, n + 1);
	memcpy(v, view->fields.v, n * sizeof v[0]);
	v[n] = (struct field_view){ .kind = FIELD_HIDDEN, .name = name, .value = value };
	view->fields = (struct field_views){ v, n + 1 };
}
