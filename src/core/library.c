/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "library.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "content.sql.h"
#include "crypto.h"

#include "banned.h"

static struct str
content_hash(struct str kind, struct str name, struct str body, struct arena *a)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 4, a);
	buf_printf(&b, "%zu %.*s %zu %.*s ", kind.n, STR_ARG(kind), name.n, STR_ARG(name));
	buf_str(&b, body);
	char *hash = arena_alloc(a, CRYPTO_MAC_SIZE);
	crypto_digest(buf_view(&b), (unsigned char *)hash);
	return (struct str){ hash, CRYPTO_MAC_SIZE };
}

enum err
content_publish(struct db_write *w, struct str kind, struct str name, struct str body, struct arena *a,
    bool *ret_changed)
{
	struct str hash = content_hash(kind, name, body, a);
	struct content_live_row live;
	enum err e = content_live(db_reading(w), (struct content_live_in){ .kind = kind, .name = name }, a, &live);
	if (e == ERR_OK && str_eq(live.hash, hash)) {
		*ret_changed = false;
		return ERR_OK;
	}
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(content_retire(w, (struct content_retire_in){ .kind = kind, .name = name }));
	TRY(content_gone_clear(w, (struct content_gone_clear_in){ .kind = kind, .name = name }));
	TRY(content_insert(w, (struct content_insert_in){
	    .id = id_new(), .kind = kind, .name = name, .hash = hash, .body = body, .made = clock_wall() }));
	*ret_changed = true;
	return ERR_OK;
}

/* Whether a file of the folder is another than the one that was last taken. */
static enum err
file_changed(struct db_write *w, struct str kind, struct str name, struct str hash, struct arena *a, bool *ret_changed)
{
	struct content_file_get_row row;
	enum err e = content_file_get(
	    db_reading(w), (struct content_file_get_in){ .kind = kind, .name = name }, a, &row);
	*ret_changed = e == ERR_NOT_FOUND || (e == ERR_OK && !str_eq(row.hash, hash));
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err
content_publish_file(struct db_write *w, struct str kind, struct str name, struct str body, struct arena *a,
    bool *ret_changed)
{
	struct str hash = content_hash(kind, name, body, a);
	TRY(file_changed(w, kind, name, hash, a, ret_changed));
	if (!*ret_changed)
		return ERR_OK;
	TRY(content_publish(w, kind, name, body, a, ret_changed));
	return content_file_put(w, (struct content_file_put_in){ .kind = kind, .name = name, .hash = hash });
}

/* ---- what was taken down ---- */

static enum err
put_down(struct db_write *w, const struct content_gone *g)
{
	TRY(content_retire(w, (struct content_retire_in){ .kind = g->kind, .name = g->name }));
	return content_gone_put(w, (struct content_gone_put_in){
	    .kind = g->kind, .name = g->name, .made = clock_wall(), .goes_to = g->goes_to });
}

enum err
content_take_down(struct db_write *w, struct str kind, struct str name, struct str goes_to, struct arena *a)
{
	struct content_live_id_row live;
	TRY(content_live_id(db_reading(w), (struct content_live_id_in){ .kind = kind, .name = name }, a, &live));
	return put_down(w, &(struct content_gone){ kind, name, goes_to });
}

enum err
content_take_down_file(struct db_write *w, struct str body, const struct content_gones *gones, struct arena *a,
    bool *ret_changed)
{
	struct str kind = STR("aid"), name = STR("gone"), hash = content_hash(kind, name, body, a);
	TRY(file_changed(w, kind, name, hash, a, ret_changed));
	if (!*ret_changed)
		return ERR_OK;
	for (size_t i = 0; i < gones->n; i++)
		TRY(put_down(w, &gones->v[i]));
	return content_file_put(w, (struct content_file_put_in){ .kind = kind, .name = name, .hash = hash });
}

enum err
content_list_gone(struct db_read *r, struct arena *a, struct content_gones *ret_gones)
{
	struct content_gone_list_rows rows;
	TRY(content_gone_list(r, a, &rows));
	struct content_gone *v = ARENA_ARRAY(a, struct content_gone, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct content_gone){ rows.v[i].kind, rows.v[i].name, rows.v[i].goes_to };
	*ret_gones = (struct content_gones){ v, rows.n };
	return ERR_OK;
}

enum err
content_is_gone(struct db_read *r, struct str kind, struct str name, struct arena *a, struct str *ret_goes_to)
{
	struct content_gone_get_row row;
	TRY(content_gone_get(r, (struct content_gone_get_in){ .kind = kind, .name = name }, a, &row));
	*ret_goes_to = row.goes_to;
	return ERR_OK;
}

enum err
content_list_versions(
    struct db_read *r, struct str kind, struct str name, struct arena *a, struct content_versions *ret_versions)
{
	struct content_versions_of_rows rows;
	TRY(content_versions_of(r, (struct content_versions_of_in){ .kind = kind, .name = name }, a, &rows));
	struct content_version *v = ARENA_ARRAY(a, struct content_version, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct content_version){ rows.v[i].id, rows.v[i].made, rows.v[i].live };
	*ret_versions = (struct content_versions){ v, rows.n };
	return ERR_OK;
}

static struct content
from_row(const struct content_live_row *row)
{
	return (struct content){
		.version = row->id, .kind = row->kind, .name = row->name, .body = row->body, .hash = row->hash,
	};
}

enum err
content_find(struct db_read *r, struct str kind, struct str name, struct arena *a, struct content *ret_content)
{
	struct content_live_row row;
	TRY(content_live(r, (struct content_live_in){ .kind = kind, .name = name }, a, &row));
	*ret_content = from_row(&row);
	return ERR_OK;
}

enum err
content_list_live(
	struct db_read *r, struct str after_kind, struct str after_name, struct arena *a, struct contents *ret_contents)
{
	struct content_live_rows rows;
	TRY(content_live_after(r, (struct content_live_after_in){ .kind = after_kind, .name = after_name }, a, &rows));
	struct contents list = { ARENA_ARRAY(a, struct content, rows.n), rows.n };
	for (size_t i = 0; i < rows.n; i++)
		list.v[i] = from_row(&rows.v[i]);
	*ret_contents = list;
	return ERR_OK;
}

enum err
content_at(struct db_read *r, struct id version, struct arena *a, struct content *ret_content)
{
	struct content_live_row row;
	TRY(content_version(r, (struct content_version_in){ .id = version }, a, &row));
	*ret_content = from_row(&row);
	return ERR_OK;
}

/* ---- what was made of it, in memory ---- */

/* Shelves never go away, so what they hold may be read without the lock. */
struct shelf {
	struct shelf *next;
	struct id version;
	struct arena *arena;
	const void *made;
};

#define SHELVES 1024

struct library {
	pthread_mutex_t lock;
	struct shelf *first[SHELVES]; /* by the random part of the version's id */
};

struct library *
library_new(void)
{
	struct library *l = calloc(1, sizeof *l);
	if (l == NULL)
		abort();
	pthread_mutex_init(&l->lock, NULL);
	return l;
}

void
library_free(struct library *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < SHELVES; i++)
		for (struct shelf *s = l->first[i], *next; s != NULL; s = next) {
			next = s->next;
			arena_free(s->arena);
		}
	pthread_mutex_destroy(&l->lock);
	free(l);
}

static struct shelf **
shelves(struct library *l, struct id version)
{
	size_t n = sizeof version.b;
	return &l->first[(version.b[n - 1] | version.b[n - 2] << 8) % SHELVES];
}

static struct shelf *
find(struct library *l, struct id version)
{
	struct shelf *s = *shelves(l, version);
	while (s != NULL && !id_eq(s->version, version))
		s = s->next;
	return s;
}

/* With the lock held. */
static enum err
put(struct library *l, struct db_read *r, struct id version, library_make_fn *make, void *arg,
    const struct shelf **ret_shelf)
{
	struct arena *a = arena_new();
	struct content c;
	enum err e = content_at(r, version, a, &c);
	const void *made = e == ERR_OK ? make(&c, a, arg) : NULL;
	if (made == NULL) {
		arena_free(a);
		return e == ERR_OK ? ERR_INTERNAL : e;
	}
	struct shelf *s = ARENA_NEW(a, struct shelf);
	struct shelf **first = shelves(l, version);
	*s = (struct shelf){ *first, version, a, made };
	*first = s;
	*ret_shelf = s;
	return ERR_OK;
}

enum err
library_version(struct library *l, struct db_read *r, struct id version, library_make_fn *make, void *arg,
    const void **ret_made)
{
	enum err e = ERR_OK;
	pthread_mutex_lock(&l->lock);
	const struct shelf *s = find(l, version);
	if (s == NULL)
		e = put(l, r, version, make, arg, &s);
	if (e == ERR_OK)
		*ret_made = s->made;
	pthread_mutex_unlock(&l->lock);
	return e;
}

enum err
library_live(struct library *l, struct db_read *r, const char *kind, struct str name, library_make_fn *make,
    void *arg, struct id *ret_version, const void **ret_made)
{
	struct arena *a = arena_new();
	struct content_live_id_row row;
	enum err e = content_live_id(r, (struct content_live_id_in){ .kind = str_from_z(kind), .name = name }, a, &row);
	arena_free(a);
	TRY(e);
	TRY(library_version(l, r, row.id, make, arg, ret_made));
	*ret_version = row.id;
	return ERR_OK;
}
