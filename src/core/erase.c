/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "erase.h"

#include "blob.h"
#include "clock.h"
#include "erase.sql.h"
#include "erase_rows.h"
#include "log.h"
#include "vault.sql.h"
#include "vault_internal.h"
#include "wrapping.h"

#include "banned.h"

static enum err
put_job(struct db_write *w, struct id erasure, struct arena *a)
{
	return job_put(w, &(struct job_new){
	    .kind = "erase",
	    .unique_key = str_printf(a, "erase %.*s", STR_ARG(id_text(erasure, a))),
	    .target = erasure,
	});
}

enum err
erase_client(struct db_write *w, struct id client, struct id asked_by, struct arena *a, struct id *ret_erasure)
{
	struct client_key_get_row key;
	struct id id = id_new();
	int64_t changed;
	TRY(client_key_get(db_reading(w), (struct client_key_get_in){ .client = client }, a, &key));
	int64_t version = vault_wrapping_version(key.wrapped);
	TRY(erasure_insert(w, (struct erasure_insert_in){
	    .id = id, .client = client, .asked_by = asked_by, .version = version, .asked = clock_wall() }));
	TRY(erase_key(w, (struct erase_key_in){ .client = client }, &changed));
	TRY(wrapping_mark(w, version));
	TRY(put_job(w, id, a));
	*ret_erasure = id;
	return ERR_OK;
}

struct erasing {
	struct id id;
	struct arena *arena;
	struct id client;
};

static enum err
take_rows(struct db_write *w, void *arg)
{
	struct erasing *x = arg;
	struct erasure_get_row row;
	int64_t changed;
	TRY(erasure_get(db_reading(w), (struct erasure_get_in){ .id = x->id }, x->arena, &row));
	x->client = row.client;
	if (!str_eq_z(row.state, "asked"))
		return ERR_OK;
	TRY(erased_blob_collect(w, (struct erased_blob_collect_in){ .client = row.client, .erasure = x->id }));
	TRY(erase_rows(w, row.client));
	return erasure_gone(w, (struct erasure_gone_in){ .id = x->id, .gone = clock_wall() }, &changed);
}

static enum err
forget_files(struct db_write *w, void *arg)
{
	const struct erasing *x = arg;
	int64_t changed;
	return erased_blob_delete(w, (struct erased_blob_delete_in){ .erasure = x->id }, &changed);
}

static enum err
list_files(struct core *core, const struct erasing *x, struct erased_blob_list_rows *ret_rows)
{
	struct db_read *r;
	TRY(db_read_begin(core->db, &r));
	enum err e = erased_blob_list(r, (struct erased_blob_list_in){ .erasure = x->id }, x->arena, ret_rows);
	db_read_end(r);
	return e;
}

enum err
erase_finish(struct core *core, struct id erasure, struct arena *a)
{
	struct erasing x = { .id = erasure, .arena = a };
	struct erased_blob_list_rows files;
	TRY(db_write_run(core->db, take_rows, &x));
	vault_forget_client(core->vault, x.client);
	TRY(list_files(core, &x, &files));
	for (size_t i = 0; i < files.n; i++)
		TRY(blob_remove(core, files.v[i].id, a));
	if (files.n > 0)
		TRY(db_write_run(core->db, forget_files, &x));
	log_info("erased files=%zu", files.n);
	return ERR_OK;
}

enum err
erase_job(struct core *core, const struct job *job, struct arena *a)
{
	return erase_finish(core, job->target, a);
}
