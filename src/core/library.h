/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H
/*
 * Content as it is live: immutable versions in the database, parsed copies in
 * memory. A version once handed out stays valid until the process ends, so
 * that somebody in the middle of a guide stays on what they began with.
 */
#include "core.h"
#include "id.h"

struct content {
	struct id version;
	struct str kind, name, body;
	struct str hash; /* 32 bytes, over kind, name and body */
};

/* Publishes body as the live version of (kind, name). The same body again
 * changes nothing (*ret_changed false). */
enum err content_publish(struct db_write *w, struct str kind, struct str name, struct str body, struct arena *a,
    bool *ret_changed);
enum err content_find(
	struct db_read *r, struct str kind, struct str name, struct arena *a, struct content *ret_content);
enum err content_at(struct db_read *r, struct id version, struct arena *a, struct content *ret_content);

/* Something made from a content version and kept in memory (a parsed guide).
 * make is called once a version, under a lock; what it returns is kept. */
typedef const void *library_make_fn(const struct content *c, struct arena *a, void *arg);
struct library *library_new(void);
void library_free(struct library *l);
enum err library_live(struct library *l, struct db_read *r, const char *kind, struct str name, library_make_fn *make,
    void *arg, struct id *ret_version, const void **ret_made);
enum err library_version(struct library *l, struct db_read *r, struct id version, library_make_fn *make, void *arg,
    const void **ret_made);

#endif
