/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H
/*
 * What the generators sqlc and tmplc share. They live as short as a build
 * step: memory is never given back, and the first error ends them, as
 * "file:line: reason" on standard error and status 1.
 */
#include "buf.h"

_Noreturn void fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The whole file as text; fails if it cannot be read. */
struct str read_source(const char *path, struct arena *a);
/* Replaces the file. */
void write_output(const char *path, const struct buf *b);
/* "dir/guide.html" -> "guide.html" */
const char *base_name(const char *path);
/* Line ends in s. */
int count_lines(struct str s);

/* What our functions, fields and variables are called: lower-case letters,
 * digits and '_', no digit first, no word of C. */
bool is_name(struct str s);
/* Is it one of these words, which stand apart by spaces? Capitals or not is the same. */
bool is_one_of(struct str s, const char *words);
/* prefix "MSG_" and "guide.next" -> MSG_GUIDE_NEXT */
void put_constant(struct buf *b, const char *prefix, struct str s);

#endif
