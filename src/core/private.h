/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_PRIVATE_H
#define CORE_PRIVATE_H
/*
 * What a client keeps under a secret of their own ("only for me"): we cannot
 * open it while it is closed (docs/decisions/0053-only-for-me.md).
 *
 * A vault has a random key. It is wrapped by a key made of a passphrase, and
 * once more by one made of a recovery key on paper; around each wrap stands the
 * client's data key, so that without the key process nobody can even guess.
 * Each entry has a key of its own under the vault's, so that one of them can be
 * shared with the worker who looks after the client.
 *
 * While it is open, the vault's key stands with the session, sealed under its
 * cookie: the database alone opens nothing. It closes after PRIVATE_IDLE
 * without use, and with the session.
 *
 * `house` is the client's own data key (vault_open), here and below.
 */
#include "clock.h"
#include "core.h"
#include "vault.h"

#define PRIVATE_IDLE (15 * CLOCK_MINUTE)
#define PRIVATE_ENTRIES_MAX 200 /* of one client */

/* An open vault. Lives in the arena that it was opened for and is wiped at its end. */
struct private_key;

/* ---- the vault ---- */

struct private_vault {
	struct id id;
	bool ready;   /* the recovery key was shown to be on paper */
	bool waiting; /* another recovery key was made and not confirmed yet */
};
/* ERR_NOT_FOUND: the client has none. */
enum err private_find(struct db_read *r, struct id client, struct arena *a, struct private_vault *ret_vault);

enum private_secret {
	PRIVATE_PASSPHRASE,
	PRIVATE_PAPER,     /* the recovery key that was confirmed */
	PRIVATE_PAPER_NEW, /* one that is not yet: the one before still opens */
	PRIVATE_SECRET_COUNT,
};

/* The vault's key under one secret, as a row to be stored. */
struct private_wrap {
	struct id id;
	enum private_secret kind;
	int64_t cost;
	struct str salt, wrapped;
};

/* The key of a vault that does not exist yet. */
const struct private_key *private_make(struct id client, struct arena *a);
/* Slow: takes its turn with the passwords. ERR_UNAVAILABLE: no memory for it now. */
enum err private_wrap_passphrase(const struct private_key *p, const struct vault_key *house, struct str passphrase,
    struct arena *a, struct private_wrap *ret_wrap);
/* *ret_paper: three codes with dashes, a space between. Never stored. */
struct private_wrap private_wrap_paper(const struct private_key *p, const struct vault_key *house, struct arena *a,
    struct str *ret_paper);

/* Stores a new vault. One that was begun and never confirmed is forgotten.
 * ERR_CONFLICT: the client has one that is ready. */
enum err private_begin(struct db_write *w, const struct private_key *p, const struct private_wrap *passphrase,
    const struct private_wrap *paper);
/* Takes the place of the wrap of that kind. ERR_NOT_FOUND: the vault is gone, or another one. */
enum err private_put_wrap(struct db_write *w, const struct private_key *p, const struct private_wrap *wrap);

/* The new recovery key is on paper: `end` are its last four signs. It takes the
 * place of the one before. ERR_INVALID: they are not. ERR_NOT_FOUND: none waits,
 * or it is not this one. */
enum err private_confirm(struct db_write *w, const struct vault_key *house, struct str paper, struct str end,
    struct arena *a);

/* Opens with the passphrase. Slow. ERR_FORBIDDEN: it is another. ERR_NOT_FOUND: there is no vault. */
enum err private_unlock(struct core *core, const struct vault_key *house, struct str passphrase, struct arena *a,
    const struct private_key **ret_key);
/* The same with the recovery key that was confirmed, as somebody typed it.
 * ERR_INVALID: no recovery key looks like this (a slip of one sign is always seen). */
enum err private_unlock_paper(struct core *core, const struct vault_key *house, struct str typed, struct arena *a,
    const struct private_key **ret_key);

/* What somebody typed, in capitals and groups as on paper. ERR_INVALID as above. */
enum err private_paper_read(struct str typed, struct arena *a, struct str *ret_paper);

/* All of it, for good. ERR_NOT_FOUND: there is no vault. */
enum err private_delete(struct db_write *w, struct id client);

/* ---- while it is open: `cookie` is the session's value ---- */

/* ERR_NOT_FOUND: the session is over. */
enum err private_open(struct db_write *w, const struct private_key *p, struct str cookie, struct arena *a);
enum err private_close(struct db_write *w, const struct actor *actor);
/* In all sessions of the client. */
enum err private_close_all(struct db_write *w, struct id client);
/* ERR_FORBIDDEN: it is closed. Each use within PRIVATE_IDLE keeps it open. */
enum err private_current(struct core *core, struct db_read *r, const struct actor *actor, struct str cookie,
    struct arena *a, const struct private_key **ret_key);
/* Somebody showed once more who they are and got another cookie: what was open
 * in the session before, of the same account, stays open. */
enum err private_carry(struct db_write *w, struct str before, struct id account, struct str cookie, struct arena *a);
/* Takes away what closed by itself. A timer. */
enum err private_clean(struct core *core);

/* ---- entries ---- */

enum private_kind { PRIVATE_NOTE, PRIVATE_KIND_COUNT };

struct private_entry {
	struct id id;        /* ID_NONE: a new one */
	int64_t revision;    /* counts what was saved; of the text that was changed */
	int64_t made, changed;
	struct str head, body; /* sealed apart: a list opens no body */
	bool shared;           /* of a list */
};

struct private_entries {
	struct private_entry *v;
	size_t n;
};

/* Saves; *e gets its id. Each time under a new key, so that a key that was
 * shared opens nothing that was written afterwards. ERR_CONFLICT: it was saved
 * elsewhere since that revision. ERR_NOT_FOUND: it is gone. ERR_LIMIT: there
 * are PRIVATE_ENTRIES_MAX. */
enum err private_put(struct db_write *w, const struct vault_key *house, const struct private_key *p,
    enum private_kind kind, struct private_entry *e, struct arena *a);
/* Without bodies, the last changed first. */
enum err private_list(struct db_read *r, const struct private_key *p, enum private_kind kind, struct arena *a,
    struct private_entries *ret_entries);
enum err private_get(struct db_read *r, const struct private_key *p, struct id id, struct arena *a,
    struct private_entry *ret_entry);
/* Also while it is closed. ERR_NOT_FOUND: there is no such entry. */
enum err private_exists(struct db_read *r, struct id client, struct id id, struct arena *a);
enum err private_remove(struct db_write *w, struct id client, struct id id);

/* ---- sharing one with the worker who looks after the client ---- */

struct private_share {
	struct id account;
	int64_t made;
	bool over; /* the assignment ended: they read it no more */
};
/* ERR_NOT_FOUND: the entry is shared with nobody. */
enum err private_share_find(
    struct db_read *r, struct id client, struct id id, struct arena *a, struct private_share *ret_share);
/* For as long as the assignment lasts that there is now and is of that account.
 * ERR_CONFLICT: it is not theirs. ERR_NOT_FOUND: no such entry. */
enum err private_share(struct db_write *w, const struct vault_key *house, const struct private_key *p, struct id id,
    struct id account, struct arena *a);
/* Also while it is closed; nothing happens where nothing is shared. */
enum err private_unshare(struct db_write *w, struct id client, struct id id);
enum err private_unshare_all(struct db_write *w, struct id client);
enum err private_share_total(struct db_read *r, struct id client, struct arena *a, int64_t *ret_n);

/* What that worker may read: `changed` of an entry is when it was saved last. */
enum err private_shared_total(
    struct db_read *r, struct id client, struct id account, struct arena *a, int64_t *ret_n);
enum err private_shared_list(struct db_read *r, const struct vault_key *house, struct id account, struct arena *a,
    struct private_entries *ret_entries);
/* ERR_NOT_FOUND: not shared with them, or no longer. */
enum err private_shared_get(struct db_read *r, const struct vault_key *house, struct id account, struct id id,
    struct arena *a, struct private_entry *ret_entry);

#endif
