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

struct stock_order {
	struct str key;
	int64_t moment; /* of the database: db_read_moment() */
	/* Of which versions the thing must be made, as bytes. Asked unless it was
	 * right at that moment already. */
	enum err (*find_stamp)(void *arg, struct str *ret_stamp);
	/* Makes it in `a`, where it is kept, after find_stamp. Neither is called
	 * under a lock; their errors are those of stock_take. */
	enum err (*make)(struct arena *a, void *arg, const void **ret_thing);
	void *arg;
};

/* The thing that stands under the key and was made of these versions; if there
 * is none it is made now and takes the place of what stood there. It stays as
 * it is as long as `user` lives, and must not be changed. */
enum err stock_take(struct stock *s, const struct stock_order *order, struct arena *user, const void **ret_thing);

#endif
