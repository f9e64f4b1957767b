/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_FORM_H
#define CORE_FORM_H
/*
 * Forms are tables: what is asked, and what a good answer is. form_read puts
 * what was sent beside the table and checks it; form_view makes what the
 * template form.html shows, with everything that was typed and a message
 * beside each field that needs another look.
 */
#include "date.h"
#include "form_view.h"
#include "web.h"

enum form_kind {
	FORM_TEXT,     /* one line */
	FORM_EMAIL,
	FORM_PHONE,
	FORM_DATE,     /* three inputs: name-day, name-month, name-year */
	FORM_LONG,     /* several lines */
	FORM_ONE,      /* one of choices */
	FORM_MANY,     /* any of choices */
	FORM_PASSWORD, /* never shown again */
	FORM_CODE,     /* from a letter, or to go on */
	FORM_ONE_TIME, /* six digits that work once: never shown again */
	FORM_POSTCODE, /* Dutch postcode, stored as 1234AB */
	FORM_FILE,     /* one a form at most; its value is the name of the file */
};

struct form_choice {
	const char *value;
	enum msg label;
};

#define FORM_OPTIONAL 1u

struct form_field {
	const char *name;
	enum form_kind kind;
	enum msg label;
	enum msg hint;   /* or MSG_NONE */
	unsigned flags;
	size_t max;      /* characters; 0: 200 */
	const char *autocomplete; /* HTML autofill token, or NULL */
	const struct form_choice *choices; /* FORM_ONE, FORM_MANY; ended by value NULL */
	const char *accept; /* FORM_FILE: the endings that are offered to choose from, ".png,.pdf" */
};

#define FORM_MAX_FIELDS 32

struct form {
	const struct form_field *fields;
	size_t n;
	struct str value[FORM_MAX_FIELDS];   /* cleaned: trimmed, e-mail without spaces, dates as ISO */
	struct str typed[FORM_MAX_FIELDS][3]; /* as sent; [1] and [2] for dates */
	unsigned ticked[FORM_MAX_FIELDS];     /* FORM_MANY: a bit for each choice */
	enum msg fault[FORM_MAX_FIELDS];     /* MSG_NONE when good */
	const struct http_field *file;        /* of FORM_FILE, never an empty one; NULL: none came */
	bool sent;
};

/* An empty form, to show first. */
void form_init(struct form *f, const struct form_field *fields, size_t n);

/* Reads and checks web->fields. ERR_INVALID when a field is not good. */
enum err form_read(struct form *f, const struct form_field *fields, size_t n, struct web *web);

/* The cleaned value of a field; absent when left open. Aborts on an unknown name. */
struct str form_value(const struct form *f, const char *name);
struct date form_date(const struct form *f, const char *name); /* DATE_NONE when open */

/* Fills in before showing. */
void form_set(struct form *f, const char *name, struct str value);
/* Ticks a choice of a FORM_MANY field before showing. */
void form_choose(struct form *f, const char *name, const char *value);
bool form_has(const struct form *f, const char *name, const char *value);
/* Says that a field is not good, for rules across fields. */
void form_fail(struct form *f, const char *name, enum msg fault);
bool form_failed(const struct form *f);

/* Adds a hidden field. */
void form_view_hide(struct form_view *view, struct str name, struct str value, struct arena *a);

/* For the template: action is an own path (web_path). */
struct form_view form_view(const struct form *f, struct web *web, struct str action, enum msg submit);

#endif
