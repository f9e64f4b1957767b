/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_CODE_H
#define CORE_CODE_H
/*
 * Secrets that somebody carries: the link in the welcome mail, the code on a
 * letter, the resume code of an intake. Kept as a keyed hash, with scope, end
 * and counted tries. Looking at an address with a code consumes nothing
 * (mail scanners do that); opening needs a POST, and where `proof` says so
 * the birth date or postcode as well, five tries.
 */
#include "core.h"

enum code_kind {
	CODE_WELCOME, CODE_LETTER, CODE_RESUME, CODE_KEEPSAKE, CODE_INVITATION, CODE_RECOVERY, CODE_KIND_COUNT,
};

#define CODE_TRIES 5

struct code_new {
	enum code_kind kind;
	struct str secret;        /* from code_make_link or code_make_print */
	struct id client, target; /* or ID_NONE */
	struct str held;          /* bytes kept with it (an escrowed key), or absent */
	int64_t life;             /* ms */
};

struct code {
	struct id client, target;
	struct str held;
	int tries; /* wrong ones so far */
	bool opened;
};

/* The secret of a link: the same for the same job, so that a job that runs
 * twice sends one link. 32 characters. */
struct str code_make_link(struct vault *v, struct id job, struct arena *a);
/* 12 characters of Crockford's base 32, the last a check character. */
struct str code_make_print(struct arena *a);
/* The same for the same job (a letter printed twice bears one code). */
struct str code_make_print_for(struct vault *v, struct id job, struct arena *a);
/* "k7mq-4x0p-9abc", as on paper. */
struct str code_pretty(struct str secret, struct arena *a);
/* What somebody typed, made into what code_make_* gave. ERR_INVALID: cannot
 * be a code (a slip of one character is always seen). */
enum err code_normal(struct str typed, struct arena *a, struct str *ret_secret);

enum err code_put(struct db_write *w, struct vault *v, const struct code_new *n, struct arena *a);
/* ERR_NOT_FOUND: none, ended or closed. ERR_LIMIT: five wrong tries were made. */
enum err code_find(struct db_read *r, struct vault *v, enum code_kind kind, struct str secret, struct arena *a,
    struct code *ret_code);
enum err code_count_try(struct db_write *w, struct vault *v, struct str secret, struct arena *a);
/* Those of that kind and target open nothing any more. */
enum err code_end(struct db_write *w, enum code_kind kind, struct id target);
enum err code_open(struct db_write *w, struct vault *v, struct str secret, struct arena *a);
/* Removes codes that are over, and what was kept with them. A timer. */
enum err code_clean(struct core *core);

#endif
