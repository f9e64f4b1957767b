/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PDF_PAGE_H
#define PDF_PAGE_H
/* Inside src/pdf: blocks of text on A4, every one in a tag. */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "buf.h"
#include "pdf_finish.h"

#define MM (72.0 / 25.4)
#define PAGE_LEFT (25 * MM)
#define PAGE_WIDTH (160 * MM) /* of the text */
#define PAGE_TOP (25 * MM)
#define PAGE_BOTTOM (272 * MM) /* text ends here; the footer is below */

enum weight { PLAIN, BOLD };

struct page {
	cairo_t *cairo;
	PangoLayout *layout; /* breaks a text into lines */
	PangoLayout *line;   /* draws one of them */
	struct str footer;   /* absent: none */
	double y; /* where the next block begins */
	int number, max;     /* of pages */
	struct arena *arena;
};

/* Draws the file with `put`, which is given the first page at its top, then
 * adds what cairo leaves out. */
typedef enum err page_put_fn(struct page *p, const void *what);
enum err page_file(const struct pdf_document *d, struct str footer, int max, page_put_fn *put, const void *what,
    struct arena *a, struct str *ret_pdf);

/* Sets the text and gives its height. */
double page_measure(struct page *p, struct str text, double width, double size, enum weight weight);
/* Draws what page_measure() was given, each paragraph in a tag of its own. */
void page_draw(struct page *p, const char *tag, double x, double y);
/* ERR_LIMIT: no more pages. */
enum err page_next(struct page *p);
/* A block of text, whole on this page or on the next, and some space. */
enum err page_block(struct page *p, const char *tag, struct str text, double size, enum weight weight, double space);
enum err page_paragraphs(struct page *p, struct strs paragraphs);

bool page_is_printable(struct str s, bool lines);
bool page_are_printable(struct strs s, size_t max, bool lines);

#endif
