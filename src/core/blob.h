/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_BLOB_H
#define CORE_BLOB_H
/*
 * Immutable encrypted files: 64 KB chunks under DIR/blob, durable before a
 * committed row refers to them. What no row refers to is swept after a day.
 */
#include "vault.h"

struct blob_writer;

/* Begins a file for a client; bytes are sealed chunk by chunk. */
enum err blob_begin(struct core *core, const struct vault_key *k, struct arena *a, struct blob_writer **ret_writer);
enum err blob_add(struct blob_writer *b, const void *p, size_t n);
/* Makes it durable; then blob_keep in a transaction gives it a row. */
enum err blob_end(struct blob_writer *b, struct id *ret_id);
enum err blob_keep(struct db_write *w, struct id id, struct id client, int64_t size);

/* The whole file, at most max bytes (ERR_LIMIT beyond). */
enum err blob_read(struct core *core, const struct vault_key *k, struct id id, size_t max, struct arena *a,
    struct str *ret_bytes);
/* Removes the file of a blob whose row is gone; one that is away already is fine. */
enum err blob_remove(const struct core *core, struct id id, struct arena *a);
/* Removes files without a row that are over a day old. */
enum err blob_sweep(struct core *core);

#endif
