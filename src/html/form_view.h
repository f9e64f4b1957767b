/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTML_FORM_VIEW_H
#define HTML_FORM_VIEW_H
/*
 * A form as data, for {{> form form}}: all words are chosen already, in the
 * language of the page. form.html shows what is wrong on top (with links to
 * the fields), then the fields, then the button. form_body.html is the same
 * without the list on top, for a page that puts {{> form_errors form}}
 * above its heading. Set page.has_errors when errors > 0.
 */
#include "html.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_EMAIL,
	FIELD_TEL,
	FIELD_DATE,          /* day, month and year, in three fields NAME-day, NAME-month, NAME-year */
	FIELD_TEXTAREA,
	FIELD_RADIOS,
	FIELD_CHECKBOXES,
	FIELD_PASSWORD,      /* the value is never shown again */
	FIELD_ONE_TIME_CODE, /* six digits from an app or a message */
	FIELD_LETTER_CODE,   /* letters and digits from paper */
	FIELD_FILE,
	FIELD_HIDDEN,
};

struct choice_view {
	struct str value, label;
	struct str hint; /* absent: none */
	bool chosen;
};

struct choice_views {
	const struct choice_view *v;
	size_t n;
};

struct field_view {
	enum field_kind kind;
	struct str name;  /* letters, digits, '-' and '_'; the id is "f-NAME" */
	struct str label;
	struct str hint;  /* absent: none */
	struct str error; /* absent: fine */
	struct str value;
	struct str day, month, year; /* FIELD_DATE, as typed */
	struct choice_views choices; /* FIELD_RADIOS, FIELD_CHECKBOXES */
	struct str autocomplete;     /* the word of HTML ("given-name"); absent: off */
	struct str accept;           /* FIELD_FILE: endings, ".png,.pdf" */
	int64_t max_chars;           /* shown beside a textarea; 0: not */
	bool optional;               /* shows "(niet verplicht)" */
	bool heading;                /* the label is the page's h1: one question a page */
};

struct field_views {
	const struct field_view *v;
	size_t n;
};

struct form_view {
	struct url action;
	struct str form_id; /* hidden field form_id: the form's own random id */
	struct str csrf;    /* hidden field csrf; absent where there is no session or draft */
	struct field_views fields;
	struct str error;   /* about the form as a whole; absent: none */
	int64_t errors;     /* how many there are: form_view_count() */
	struct str submit;  /* what the button does: "Bel mij terug" */
	bool upload;        /* multipart/form-data: it has a FIELD_FILE */
};

/* The number of errors in it, for `errors`. */
int64_t form_view_count(const struct form_view *f);

#endif
