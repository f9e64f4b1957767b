/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_STOCK_H
#define CORE_STOCK_H
/*
 * Things that took work to make from what is in the database (a whole page
 * from its article, its menu and the help lines), kept in memory until what
 * they were made of changes. Not a cache that may be behind: whoever takes one
 * says, from the database, of which versions it must have been made.
 *
 * Any thread. What was not asked for longest goes when there is too much.
 */
#include "arena.h"
#include "str.h"

struct stock;

struct stock *stock_new(size_t max_bytes);
void stock_free(struct stock *s);

/* Makes a thing in `a`, where it is kept. Not called under a lock. */
typedef enum err stock_make_fn(struct arena *a, void *arg, const void **ret_thing);

/* The thing that stands under key and was made of `stamp` (the versions, as
 * bytes); if there is none it is made now and takes the place of what stood
 * there. It stays as it is as long as `user` lives, and must not be changed. */
enum err stock_take(struct stock *s, struct str key, struct str stamp, stock_make_fn *make, void *arg,
    struct arena *user, const void **ret_thing);

#endif
