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
#include <string.h>

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
 * never "//" or a backslash), https, tel or mailto. Anything else becomes "#".
 * Made only by url_*. */
struct url {
	struct str s;
};

/* Memory: that of the argument, or of the arena. */
struct url url_path(struct str own_path);
struct url url_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct url url_https(struct str address);
/* Takes digits and '+' from a number as people write it: "0900 - 01 01". */
/* The whole address of an own path; public_url is the program's own setting ("https://help.example.nl"). */
struct url url_whole(struct str public_url, struct str own_path, struct arena *a);
struct url url_tel(struct str number, struct arena *a);
struct url url_mailto(struct str address, struct arena *a);

/* ---- what templates call ---- */

void html_text_str(struct html *h, struct str s); /* & < > " ' are escaped, NUL becomes U+FFFD */
void html_text_z(struct html *h, const char *z);  /* NULL: nothing */
void html_text_int(struct html *h, int64_t v);
void html_text_uint(struct html *h, uint64_t v);
void html_text_safe(struct html *h, struct html_safe s);
void html_attr_url(struct html *h, struct url u);
/* A part of an address behind '?' or '#': all but unreserved characters as %XX. */
void html_url_part_str(struct html *h, struct str s);
void html_url_part_z(struct html *h, const char *z);
/* SVG numbers: finite decimal with at most 2 places; what is not finite becomes 0. */
void html_number(struct html *h, double v);

void plain_text_str(struct html *h, struct str s); /* .txt: as it is, CR and other controls dropped */
void plain_text_z(struct html *h, const char *z);
void plain_text_url(struct html *h, struct url u);
void plain_line_str(struct html *h, struct str s); /* .subject: controls and line ends become a space */
void plain_line_z(struct html *h, const char *z);

/* Static text of the template. */
static inline void
html_raw(struct html *h, const char *p, size_t n)
{
	struct buf *b = h->out;
	if (n == 0 || b->full || b->cap - b->n < n) {
		buf_add(b, p, n);
		return;
	}
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

#define html_static(H, LITERAL) html_raw((H), LITERAL, sizeof(LITERAL) - 1)
#define plain_static(H, LITERAL) html_raw((H), LITERAL, sizeof(LITERAL) - 1)

/* By the type of the value; a type that is not listed does not compile. */
#define HTML_NUMBERS_(SIGNED, UNSIGNED) \
	short: SIGNED, int: SIGNED, long: SIGNED, long long: SIGNED, \
	unsigned char: UNSIGNED, unsigned short: UNSIGNED, unsigned: UNSIGNED, unsigned long: UNSIGNED, \
	unsigned long long: UNSIGNED

#define html_text(H, X) \
	_Generic((X), struct str: html_text_str, struct html_safe: html_text_safe, char *: html_text_z, \
	    const char *: html_text_z, HTML_NUMBERS_(html_text_int, html_text_uint))((H), (X))
#define html_attr(H, X) \
	_Generic((X), struct str: html_text_str, char *: html_text_z, const char *: html_text_z, \
	    HTML_NUMBERS_(html_text_int, html_text_uint))((H), (X))
#define html_url(H, X) _Generic((X), struct url: html_attr_url)((H), (X))
#define html_url_part(H, X) \
	_Generic((X), struct str: html_url_part_str, char *: html_url_part_z, const char *: html_url_part_z, \
	    HTML_NUMBERS_(html_text_int, html_text_uint))((H), (X))
#define html_figure(H, X) \
	_Generic((X), float: html_number, double: html_number, HTML_NUMBERS_(html_text_int, html_text_uint))((H), (X))
#define plain_text(H, X) \
	_Generic((X), struct str: plain_text_str, struct url: plain_text_url, char *: plain_text_z, \
	    const char *: plain_text_z, HTML_NUMBERS_(html_text_int, html_text_uint))((H), (X))
#define plain_line(H, X) \
	_Generic((X), struct str: plain_line_str, char *: plain_line_z, const char *: plain_line_z, \
	    HTML_NUMBERS_(html_text_int, html_text_uint))((H), (X))

/*
 * {{if x}}: a text or list that is not empty (.n), an address or markup that
 * is not empty (.s.n), a number other than 0, a pointer. Both sides of
 * __builtin_choose_expr must compile, so each looks at a stand-in of the right
 * shape where X has another one.
 */
struct html_none {
	size_t n;
	struct str s;
};
#define HTML_IS_STRUCT_(X) (__builtin_classify_type(X) == 12)
#define HTML_HAS_S_(X) \
	(__builtin_types_compatible_p(__typeof__(X), struct url) || \
	    __builtin_types_compatible_p(__typeof__(X), struct html_safe) || \
	    __builtin_types_compatible_p(__typeof__(X), const struct url) || \
	    __builtin_types_compatible_p(__typeof__(X), const struct html_safe))
#define HTML_AS_SCALAR_(X) __builtin_choose_expr(HTML_IS_STRUCT_(X), 0, (X))
#define HTML_AS_WRAPPED_(X) __builtin_choose_expr(HTML_HAS_S_(X), (X), (struct html_none){ 0 })
#define HTML_AS_LIST_(X) \
	__builtin_choose_expr(HTML_IS_STRUCT_(X) && !HTML_HAS_S_(X), (X), (struct html_none){ 0 })
#define html_if(X) (HTML_AS_SCALAR_(X) || HTML_AS_LIST_(X).n > 0 || HTML_AS_WRAPPED_(X).s.n > 0)

/* Which form of a plural. The same in Dutch and English. */
#define html_is_one(X) ((X) == 1)

#endif
