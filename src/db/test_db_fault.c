/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A disk that fails: SQLite's own file layer is wrapped, and the first write
 * (or sync) fails, then the second, and so on, until nothing fails any more.
 * Each time the ledger must hold: who was told "stored" is stored, once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ftw.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "contact.sql.h"

#include "banned.h"

#define TASKS 8

extern const struct migration golden_migrations[];
extern const size_t golden_migration_count;

enum fault { FAULT_WRITE, FAULT_FULL, FAULT_SYNC, FAULT_COUNT };

static const int fault_codes[FAULT_COUNT] = { SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_IOERR_FSYNC };

/* ---- the disk ---- */

struct file {
	sqlite3_file base;
	sqlite3_io_methods methods;
	const sqlite3_io_methods *real;
	void *real_file[1]; /* the wrapped layer's own file follows */
};

static sqlite3_vfs *real_vfs;
static sqlite3_vfs disk;
static _Atomic int fault_kind, fault_countdown; /* countdown 0: off */
static _Atomic bool fault_stays; /* from then on everything of the kind fails */
static _Atomic int faults_met;

static bool
fails(enum fault kind)
{
	if (atomic_load(&fault_kind) != (int)kind || atomic_load(&fault_countdown) == 0)
		return false;
	int before = atomic_load(&fault_countdown);
	if (before > 1) {
		atomic_store(&fault_countdown, before - 1);
		return false;
	}
	if (!atomic_load(&fault_stays))
		atomic_store(&fault_countdown, 0);
	atomic_fetch_add(&faults_met, 1);
	return true;
}

static sqlite3_file *
real_of(sqlite3_file *f)
{
	return (sqlite3_file *)((struct file *)f)->real_file;
}

static int
disk_close(sqlite3_file *f)
{
	return ((struct file *)f)->real->xClose(real_of(f));
}

static int
disk_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return ((struct file *)f)->real->xRead(real_of(f), p, n, at);
}

static int
disk_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	if (fails(FAULT_WRITE))
		return fault_codes[FAULT_WRITE];
	if (fails(FAULT_FULL))
		return fault_codes[FAULT_FULL];
	return ((struct file *)f)->real->xWrite(real_of(f), p, n, at);
}

static int
disk_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return ((struct file *)f)->real->xTruncate(real_of(f), size);
}

static int
disk_sync(sqlite3_file *f, int flags)
{
	if (fails(FAULT_SYNC))
		return fault_codes[FAULT_SYNC];
	return ((struct file *)f)->real->xSync(real_of(f), flags);
}

static int
disk_size(sqlite3_file *f, sqlite3_int64 *ret_size)
{
	return ((struct file *)f)->real->xFileSize(real_of(f), ret_size);
}

static int
disk_lock(sqlite3_file *f, int level)
{
	return ((struct file *)f)->real->xLock(real_of(f), level);
}

static int
disk_unlock(sqlite3_file *f, int level)
{
	return ((struct file *)f)->real->xUnlock(real_of(f), level);
}

static int
disk_check_lock(sqlite3_file *f, int *ret_locked)
{
	return ((struct file *)f)->real->xCheckReservedLock(real_of(f), ret_locked);
}

static int
disk_control(sqlite3_file *f, int operation, void *arg)
{
	return ((struct file *)f)->real->xFileControl(real_of(f), operation, arg);
}

static int
disk_sector(sqlite3_file *f)
{
	return ((struct file *)f)->real->xSectorSize(real_of(f));
}

static int
disk_character(sqlite3_file *f)
{
	return ((struct file *)f)->real->xDeviceCharacteristics(real_of(f));
}

static int
disk_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **ret_p)
{
	return ((struct file *)f)->real->xShmMap(real_of(f), region, size, extend, ret_p);
}

static int
disk_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return ((struct file *)f)->real->xShmLock(real_of(f), offset, n, flags);
}

static void
disk_shm_barrier(sqlite3_file *f)
{
	((struct file *)f)->real->xShmBarrier(real_of(f));
}

static int
disk_shm_unmap(sqlite3_file *f, int remove)
{
	return ((struct file *)f)->real->xShmUnmap(real_of(f), remove);
}

static const sqlite3_io_methods disk_methods = {
	2, disk_close, disk_read, disk_write, disk_truncate, disk_sync, disk_size, disk_lock, disk_unlock,
	disk_check_lock, disk_control, disk_sector, disk_character, disk_shm_map, disk_shm_lock, disk_shm_barrier,
	disk_shm_unmap, NULL, NULL,
};

static int
disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
	(void)vfs;
	struct file *file = (struct file *)f;
	int code = real_vfs->xOpen(real_vfs, name, real_of(f), flags, ret_flags);
	file->real = real_of(f)->pMethods;
	file->base.pMethods = file->real != NULL ? &disk_methods : NULL;
	return code;
}

static int
install_disk(void **state)
{
	(void)state;
	real_vfs = sqlite3_vfs_find(NULL);
	disk = *real_vfs;
	disk.zName = "failing";
	disk.szOsFile = (int)sizeof(struct file) + real_vfs->szOsFile;
	disk.xOpen = disk_open;
	return sqlite3_vfs_register(&disk, 1);
}

/* ---- the ledger ---- */

struct ledger {
	struct db *db;
	struct arena *arena;
	char folder[64], url[128];
	struct id client;
	sem_t gate, ended;
	struct entry {
		struct db_task task;
		struct ledger *ledger;
		struct contact_insert_in in;
		int number, runs;
		enum err result;
	} entries[TASKS];
};

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

static enum err
add_client(struct db_write *w, void *arg)
{
	return client_insert(w, (struct client_insert_in){ .id = *(struct id *)arg });
}

static enum err
entry_run(struct db_write *w, void *arg)
{
	struct entry *e = arg;
	if (e->number == 0 && e->runs++ == 0)
		sem_wait(&e->ledger->gate);
	return contact_insert(w, e->in);
}

static void
entry_done(struct db_task *t, enum err e)
{
	struct entry *entry = (struct entry *)t;
	entry->result = e;
	sem_post(&entry->ledger->ended);
}

static void
ledger_open(struct ledger *l)
{
	*l = (struct ledger){ .arena = arena_new(), .client = id_new() };
	/* the faults are ours: memory will do, and does not wait for a real disk */
	const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(l->folder, sizeof l->folder, "%s/nabij-test-fault-XXXXXX", parent);
	assert_non_null(mkdtemp(l->folder));
	snprintf(l->url, sizeof l->url, "sqlite:%s/db", l->folder);
	assert_int_equal(db_open(&(struct db_options){ .url = l->url }, &l->db), ERR_OK);
	assert_int_equal(db_migrate(l->db, golden_migrations, golden_migration_count), ERR_OK);
	assert_int_equal(db_write_run(l->db, add_client, &l->client), ERR_OK);
}

static void
ledger_close(struct ledger *l)
{
	db_close(l->db);
	nftw(l->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(l->arena);
}

/* A batch; the note is larger than the cache, so that pages go to disk before the commit. */
static void
ledger_run(struct ledger *l, struct str note)
{
	sem_init(&l->gate, 0, 0);
	sem_init(&l->ended, 0, 0);
	for (int i = 0; i < TASKS; i++) {
		struct entry *e = &l->entries[i];
		*e = (struct entry){ .ledger = l, .number = i };
		e->task = (struct db_task){ .run = entry_run, .done = entry_done, .arg = e };
		e->in = (struct contact_insert_in){ .id = id_new(), .client = l->client, .made = i, .note = note };
		db_write_submit(l->db, &e->task);
	}
	sem_post(&l->gate);
	for (int i = 0; i < TASKS; i++)
		sem_wait(&l->ended);
	sem_destroy(&l->gate);
	sem_destroy(&l->ended);
}

static bool
is_stored(struct ledger *l, const struct entry *e)
{
	struct contact_get_row row;
	struct db_read *r;
	assert_int_equal(db_read_begin(l->db, &r), ERR_OK);
	enum err found = contact_get(r, (struct contact_get_in){ e->in.id, l->client }, l->arena, &row);
	db_read_end(r);
	assert_true(found == ERR_OK || found == ERR_NOT_FOUND);
	return found == ERR_OK;
}

static enum err
add_contact(struct db_write *w, void *arg)
{
	return contact_insert(w, *(struct contact_insert_in *)arg);
}

/* Who was told "stored" is; who was told "not" can do it again, and is there once. */
static void
ledger_check(struct ledger *l)
{
	struct str text;
	for (int i = 0; i < TASKS; i++) {
		struct entry *e = &l->entries[i];
		assert_true(e->result == ERR_OK || e->result == ERR_UNAVAILABLE);
		assert_int_equal(is_stored(l, e), e->result == ERR_OK);
		if (e->result != ERR_OK)
			assert_int_equal(db_write_run(l->db, add_contact, &e->in), ERR_OK);
	}
	assert_false(db_is_ailing(l->db));
	assert_int_equal(db_integrity(l->db, l->arena, &text), ERR_OK);
	assert_true(str_eq_z(text, "ok"));
}

static void
fail_one_after_the_other(enum fault kind, bool stays, size_t note_size)
{
	char *bytes = calloc(1, note_size);
	int met, told = 0;
	for (int n = 1;; n++) {
		struct ledger l;
		ledger_open(&l);
		atomic_store(&faults_met, 0);
		atomic_store(&fault_stays, stays);
		atomic_store(&fault_kind, kind);
		atomic_store(&fault_countdown, n);
		ledger_run(&l, str_from(bytes, note_size));
		atomic_store(&fault_countdown, 0);
		met = atomic_load(&faults_met);
		for (int i = 0; i < TASKS; i++)
			told += l.entries[i].result != ERR_OK;
		ledger_check(&l);
		ledger_close(&l);
		if (met == 0)
			break;
		if (n > 12)
			n += n / 2;
	}
	if (stays)
		assert_true(told > 0);
	free(bytes);
}

static void
a_write_that_fails(void **state)
{
	(void)state;
	fail_one_after_the_other(FAULT_WRITE, false, 3000);
	fail_one_after_the_other(FAULT_WRITE, true, 3000);
}

static void
a_write_that_fails_before_the_commit(void **state)
{
	(void)state;
	fail_one_after_the_other(FAULT_WRITE, false, 2000000);
}

static void
a_disk_that_is_full(void **state)
{
	(void)state;
	fail_one_after_the_other(FAULT_FULL, false, 3000);
	fail_one_after_the_other(FAULT_FULL, true, 3000);
}

static void
a_disk_that_is_full_before_the_commit(void **state)
{
	(void)state;
	fail_one_after_the_other(FAULT_FULL, false, 2000000);
}

static void
a_sync_that_fails(void **state)
{
	(void)state;
	fail_one_after_the_other(FAULT_SYNC, false, 3000);
	fail_one_after_the_other(FAULT_SYNC, true, 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_write_that_fails),
		cmocka_unit_test(a_write_that_fails_before_the_commit),
		cmocka_unit_test(a_disk_that_is_full),
		cmocka_unit_test(a_disk_that_is_full_before_the_commit),
		cmocka_unit_test(a_sync_that_fails),
	};
	return cmocka_run_group_tests(tests, install_disk, NULL);
}
