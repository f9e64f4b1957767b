/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTML_HTML_H
#define HTML_HTML_H
/*
 * What templates compile against: a writer that knows positions. Code of
 * features does not call this; it fills structs and calls the template.
 * tools/tmplc emits the calls and picks the right one by position; a value
 * of the wrong type for its position does not compile (_Generic).
 */
#include "buf.h"
#include "lang.h"
#include "str.h"

struct html {
	struct buf *out;
	enum lang lang;
};

/* Markup that is known to be safe. Made only in src/html and src/markdown. */
struct html_safe {
	struct str s;
};

/* An address that is safe in href, src and action: an own path ("/nl/code",
 * never "//" or a backslash) or https. Anything else becomes "#". Made only by url_*. */
struct url {
	struct str s;
};

struct url url_path(struct str own_path);
struct url url_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct url url_https(struct str address);

void html_raw(struct html *h, const char *p, size_t n);      /* static text of the template */
void html_text_str(struct html *h, struct str s);            /* & < > " ' */
void html_text_int(struct html *h, int64_t v);
void html_text_z(struct html *h, const char *z);
void html_text_safe(struct html *h, struct html_safe s);
void html_attr_url(struct html *h, struct url u);
void plain_text_str(struct html *h, struct str s);           /* .txt: as it is, CR dropped */
void plain_line_str(struct html *h, struct str s);           /* .subject: controls and line ends become a space */

/* SVG numbers: finite decimal with at most 2 places. */
void html_number(struct html *h, double v);

#endif
