/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PDF_H
#define PDF_H
/*
 * The letter to print: A4, the address where a Dutch envelope has its left
 * window, readable by a screen reader (PDF/UA-1). All words come from the
 * caller, in the recipient's language; none is markup. Whether somebody may
 * get post at all is decided in core/contact.
 */
#include <stdint.h>

#include "lang.h"
#include "str.h"

#define PDF_PAGES_MAX 4

struct pdf_letter {
	enum lang lang;
	int64_t created;      /* wall time, ms */
	struct str title;     /* of the document; as neutral as the subject */
	struct strs sender;   /* name and address of ours, at most 8 lines */
	struct strs recipient; /* as on the envelope, at most 5 lines */
	struct str date;      /* "21 november 2026" */
	struct str subject;
	struct strs opening;  /* paragraphs before the code */
	struct str code;      /* 12 characters, or absent */
	struct str web_address; /* under the code; printed as it stands */
	struct strs closing;  /* paragraphs after it */
	struct str footer;    /* one line at the foot of each page; may be absent */
};

/* ERR_INVALID when a text is not UTF-8 (or holds control characters other
 * than a line end), or lines do not fit where they belong; ERR_LIMIT when the
 * letter is longer than PDF_PAGES_MAX pages; ERR_UNAVAILABLE when there is no
 * font. The same letter gives the same bytes. Takes some hundredths of a
 * second: call from a job or the pool. Any thread may call it. */
enum err pdf_letter(const struct pdf_letter *l, struct arena *a, struct str *ret_pdf);

#endif
