/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PDF_H
#define PDF_H
/*
 * Documents on A4. The letter to print: the address where a Dutch envelope has its left
 * window. The report: text with a table, to take into a meeting. Both readable
 * by a screen reader (PDF/UA-1). All words come from the caller, in the
 * recipient's language; none is markup. Whether somebody may get post at all
 * is decided in core/contact.
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

#define PDF_REPORT_PAGES_MAX 16
#define PDF_COLUMNS_MAX 4

struct pdf_section {
	struct str title;
	struct strs paragraphs;
};

struct pdf_sections {
	const struct pdf_section *v;
	size_t n;
};

struct pdf_report {
	enum lang lang;
	int64_t created;      /* wall time, ms */
	struct str title;     /* of the document and at its top */
	struct strs opening;  /* paragraphs before the table */
	struct str table;     /* what stands above it; absent: no table */
	struct strs head;     /* its columns, 2 to PDF_COLUMNS_MAX; the first is the widest */
	struct strs cells;    /* row by row, as many in each as there are columns; the first heads its row */
	struct pdf_sections sections; /* after it */
	struct str footer;    /* one line at the foot of each page; may be absent */
};

/* As pdf_letter; ERR_LIMIT past PDF_REPORT_PAGES_MAX. */
enum err pdf_report(const struct pdf_report *r, struct arena *a, struct str *ret_pdf);

enum pdf_block_kind {
	PDF_HEADING,    /* of the second level */
	PDF_SUBHEADING, /* of the third */
	PDF_PARAGRAPH,
	PDF_BULLET,
	PDF_NUMBER,
	PDF_BOX, /* something to tick */
	PDF_QUOTE,
	PDF_COLUMNS, /* the heads of a table; the rows follow */
	PDF_ROW,
};

struct pdf_block {
	enum pdf_block_kind kind;
	int depth;  /* how far it stands to the right, from 0; at most PDF_DEPTH_MAX counts */
	int number; /* of PDF_NUMBER */
	struct str text;
	struct strs cells; /* of a table, 2 to PDF_COLUMNS_MAX in each row */
};
#define PDF_DEPTH_MAX 4

struct pdf_blocks {
	const struct pdf_block *v;
	size_t n;
};

/* A page of the site to take along, or a flyer: one page in large letters. */
struct pdf_paper {
	enum lang lang;
	int64_t created;       /* wall time, ms */
	struct str title;      /* of the document and at its top */
	struct str lead;       /* below it */
	struct pdf_blocks blocks;
	struct str address;    /* https, as a QR code at the end (ISO/IEC 18004); absent: none */
	struct str address_label; /* beside it: what one finds there, and the address in words */
	struct str code_words; /* of the QR code, for who cannot see it */
	struct str footer;     /* one line at the foot of each page; may be absent */
	bool flyer;            /* ERR_LIMIT when it does not fit on one page */
};

/* As pdf_letter; ERR_LIMIT past PDF_PAPER_PAGES_MAX. */
#define PDF_PAPER_PAGES_MAX 24
enum err pdf_paper(const struct pdf_paper *p, struct arena *a, struct str *ret_pdf);

#endif
