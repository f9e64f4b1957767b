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

/* The same for a file of the content folder. One that stayed as it was since
 * it was last published leaves alone what was done in the browser meanwhile. */
enum err content_publish_file(struct db_write *w, struct str kind, struct str name, struct str body, struct arena *a,
    bool *ret_changed);

/* Takes the live version off the site. goes_to: own path without language
 * that stands in its place, or absent. ERR_NOT_FOUND: nothing is live. */
enum err content_take_down(struct db_write *w, struct str kind, struct str name, struct str goes_to, struct arena *a);

/* Whether a page without live version was taken down. ERR_NOT_FOUND: it was
 * not. *ret_goes_to as above. */
enum err content_is_gone(
	struct db_read *r, struct str kind, struct str name, struct arena *a, struct str *ret_goes_to);

/* What was taken down, by kind and name. */
struct content_gone {
	struct str kind, name;
	struct str goes_to; /* own path without language, or absent */
};

struct content_gones {
	struct content_gone *v;
	size_t n;
};

enum err content_list_gone(struct db_read *r, struct arena *a, struct content_gones *ret_gones);

/* Takes down what a file of the content folder lists, also what never was
 * live here. body: of that file; one that stayed as it was since it was last
 * taken leaves alone what was done in the browser meanwhile. */
enum err content_take_down_file(struct db_write *w, struct str body, const struct content_gones *gones,
    struct arena *a, bool *ret_changed);

enum err content_find(
	struct db_read *r, struct str kind, struct str name, struct arena *a, struct content *ret_content);
enum err content_at(struct db_read *r, struct id version, struct arena *a, struct content *ret_content);

/* What is live, by kind and name, at most 100 behind those two (empty: from the first). */
struct contents {
	struct content *v;
	size_t n;
};

enum err content_list_live(struct db_read *r, struct str after_kind, struct str after_name, struct arena *a,
    struct contents *ret_contents);

/* The versions of a page, the newest first, at most 100. */
struct content_version {
	struct id id;
	int64_t made;
	bool live;
};

struct content_versions {
	struct content_version *v;
	size_t n;
};

enum err content_list_versions(
	struct db_read *r, struct str kind, struct str name, struct arena *a, struct content_versions *ret_versions);

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
