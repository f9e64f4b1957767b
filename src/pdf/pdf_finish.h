/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PDF_FINISH_H
#define PDF_FINISH_H
/* Inside src/pdf: what cairo leaves out of a tagged file. */
#include "pdf.h"

/* What every document says about itself. */
struct pdf_document {
	enum lang lang;
	int64_t created;
	struct str title;
	struct str figure; /* what its pictures say in words; absent: it has none */
};

/* Adds language, title, tab order, what header cells head and the mark of PDF/UA-1 to a file that
 * cairo made, and takes out what it tells about versions. */
enum err pdf_finish(const struct pdf_document *d, struct str drawn, struct arena *a, struct str *ret_pdf);

/* "2026-11-21T20:03:00Z" */
struct str pdf_time(int64_t wall_ms, struct arena *a);

#endif
