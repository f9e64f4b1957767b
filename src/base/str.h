/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_STR_H
#define BASE_STR_H
/*
 * A slice of bytes that somebody else owns: an arena, a literal, a request.
 * Not ended by NUL. p == NULL means "absent" (SQL NULL), which is different
 * from empty; both have n == 0.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

struct str {
	const char *p;
	size_t n;
};

/* Several slices, as a list that templates can walk. */
struct strs {
	struct str *v;
	size_t n;
};

#define STR(LITERAL) ((struct str){ "" LITERAL, sizeof(LITERAL) - 1 })
#define STR_INIT(LITERAL) { "" LITERAL, sizeof(LITERAL) - 1 }
#define STR_NONE ((struct str){ NULL, 0 })
/* For printf: "%.*s", STR_ARG(s) */
#define STR_ARG(S) (int)(S).n, ((S).p == NULL ? "" : (S).p)

struct str str_from_z(const char *z); /* z == NULL gives STR_NONE */
struct str str_from(const void *p, size_t n);
bool str_eq(struct str a, struct str b);
bool str_eq_z(struct str a, const char *z);
bool str_eq_nocase(struct str a, struct str b); /* ASCII only */
int str_cmp(struct str a, struct str b);        /* by bytes */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_cut(struct str s, size_t from, size_t n); /* clipped to s */
struct str str_trim(struct str s);                       /* ASCII white space */

/* Position of c (of needle) in s, or -1. */
ptrdiff_t str_find_char(struct str s, char c);
ptrdiff_t str_find(struct str s, struct str needle);

/* Takes what stands before sep off *rest, which keeps what follows it. False
 * when *rest is absent (everything was taken). An empty piece is a piece. */
bool str_split(struct str *rest, char sep, struct str *ret_piece);

/* The lines of a text, which they point into. One that ends with a line end
 * has an empty line behind it; an absent one has none. */
struct strs str_lines(struct str text, struct arena *a);

/* The first line that is not blank, trimmed; of more than max bytes, whole words of it and "…". */
struct str str_brief(struct str text, size_t max, struct arena *a);

/* Where s stands among the names; n when it is none of them. */
size_t str_place(struct str s, const char *const *names, size_t n);

/* Copies into the arena. str_z ends the copy with NUL. */
struct str str_dup(struct str s, struct arena *a);
char *str_z(struct str s, struct arena *a);
/* As vsnprintf: the whole length, of which less than room was written. */
size_t str_format(char *p, size_t room, const char *format, va_list args) __attribute__((format(printf, 3, 0)));
struct str str_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str str_lower(struct str s, struct arena *a); /* ASCII only */

/* The whole of s as a decimal number ("-12"); ERR_INVALID if it is not one or does not fit. */
enum err str_int(struct str s, int64_t *ret_value);

/* Well-formed UTF-8 without NUL: what may be stored as text. */
bool str_is_text(struct str s);
/* Number of code points in UTF-8. */
size_t str_chars(struct str s);

/* Lower-case hexadecimal, both ways. ERR_INVALID when s is not n bytes of it. */
struct str str_hex(const void *p, size_t n, struct arena *a);
enum err str_unhex(struct str s, void *ret_bytes, size_t n);

#endif
