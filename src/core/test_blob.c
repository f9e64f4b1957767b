/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blob.h"
#include "clock.h"
#include "test_house.h"

#include "banned.h"

#define CHUNK ((size_t)65536)

static struct str
pattern(struct house *h, size_t n)
{
	char *p = arena_alloc(h->arena, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(i * 7 + (i >> 8) + (i >> 16));
	return (struct str){ p, n };
}

static struct id
write_blob(struct house *h, const struct vault_key *k, struct str bytes, size_t step)
{
	struct blob_writer *b;
	struct arena *a = arena_new();
	struct id id;
	assert_ok(blob_begin(&h->core, k, a, &b));
	for (size_t i = 0; i < bytes.n; i += step)
		assert_ok(blob_add(b, bytes.p + i, bytes.n - i < step ? bytes.n - i : step));
	assert_ok(blob_end(b, &id));
	arena_free(a);
	return id;
}

static const char *
path_of(struct house *h, struct id id)
{
	return str_printf(h->arena, "%s/blob/%.*s", h->database.folder, STR_ARG(id_text(id, h->arena))).p;
}

static void
what_is_written_is_read(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	static const size_t sizes[] = { 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 77 };
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct str back, bytes = pattern(h, sizes[i]);
		struct id id = write_blob(h, fresh.key, bytes, 1000 + 64000 * (i % 2));
		assert_ok(blob_read(&h->core, fresh.key, id, sizes[i], h->arena, &back));
		assert_true(str_eq(back, bytes));
		if (sizes[i] > 0)
			assert_int_equal(blob_read(&h->core, fresh.key, id, sizes[i] - 1, h->arena, &back), ERR_LIMIT);
	}
}

static void
only_its_client_reads_it(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h), other = house_client(h);
	struct str back;
	struct id id = write_blob(h, fresh.key, STR("CANARY-BLOB"), 100);
	assert_int_equal(blob_read(&h->core, other.key, id, CHUNK, h->arena, &back), ERR_INTERNAL);
	assert_int_equal(blob_read(&h->core, fresh.key, id_new(), CHUNK, h->arena, &back), ERR_NOT_FOUND);
	char plain[4096];
	FILE *f = fopen(path_of(h, id), "re");
	assert_non_null(f);
	size_t n = fread(plain, 1, sizeof plain, f);
	fclose(f);
	assert_int_equal(str_find(str_from(plain, n), STR("CANARY")), -1);
}

/* ---- files that somebody touched ---- */

/* The file's chunks, with their lengths before them. */
struct pieces {
	struct str v[8];
	size_t n;
};

static struct pieces
take_apart(struct house *h, const char *path)
{
	struct pieces p = { .n = 0 };
	struct stat s;
	uint32_t length;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &s), 0);
	char *bytes = arena_alloc(h->arena, (size_t)s.st_size);
	assert_int_equal(read(fd, bytes, (size_t)s.st_size), s.st_size);
	close(fd);
	for (size_t at = 0; at < (size_t)s.st_size; at += p.v[p.n++].n) {
		memcpy(&length, bytes + at, sizeof length);
		p.v[p.n] = str_from(bytes + at, length + sizeof length);
	}
	return p;
}

static enum err
read_put_together(struct house *h, const struct vault_key *k, struct id id, const struct pieces *p, size_t short_by)
{
	struct str back;
	FILE *f = fopen(path_of(h, id), "we");
	assert_non_null(f);
	for (size_t i = 0; i < p->n; i++)
		fwrite(p->v[i].p, 1, p->v[i].n - (i + 1 == p->n ? short_by : 0), f);
	fclose(f);
	return blob_read(&h->core, k, id, 10 * CHUNK, h->arena, &back);
}

static void
touched_files_do_not_open(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct id id = write_blob(h, fresh.key, pattern(h, 3 * CHUNK), CHUNK);
	struct pieces whole = take_apart(h, path_of(h, id)), p = whole;
	assert_int_equal(whole.n, 4);
	assert_ok(read_put_together(h, fresh.key, id, &whole, 0));
	p.v[0] = whole.v[1];
	p.v[1] = whole.v[0];
	assert_int_equal(read_put_together(h, fresh.key, id, &p, 0), ERR_INTERNAL);
	p = whole;
	p.v[1] = whole.v[0];
	assert_int_equal(read_put_together(h, fresh.key, id, &p, 0), ERR_INTERNAL);
	p = whole;
	p.v[p.n++] = whole.v[3];
	assert_int_equal(read_put_together(h, fresh.key, id, &p, 0), ERR_INTERNAL);
	for (size_t n = 0; n < whole.n; n++) {
		p = whole;
		p.n = n;
		assert_int_equal(read_put_together(h, fresh.key, id, &p, 0), ERR_INTERNAL);
	}
	assert_int_equal(read_put_together(h, fresh.key, id, &whole, 1), ERR_INTERNAL);
	assert_int_equal(read_put_together(h, fresh.key, id, &whole, whole.v[3].n - 3), ERR_INTERNAL);
	assert_ok(read_put_together(h, fresh.key, id, &whole, 0));
}

/* A chunk of another file of the same client. */
static void
chunks_stay_with_their_file(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct id one = write_blob(h, fresh.key, pattern(h, 100), 100), two = write_blob(h, fresh.key, pattern(h,
	    100), 100);
	struct pieces p = take_apart(h, path_of(h, one));
	assert_int_equal(read_put_together(h, fresh.key, two, &p, 0), ERR_INTERNAL);
	uint32_t huge = 1u << 30;
	p.v[0] = str_from(&huge, sizeof huge);
	assert_int_equal(read_put_together(h, fresh.key, two, &p, 0), ERR_INTERNAL);
}

/* ---- sweeping ---- */

struct keeping {
	struct id id, client;
};

static enum err
keep(struct db_write *w, struct house *h, void *arg)
{
	const struct keeping *x = arg;
	(void)h;
	return blob_keep(w, x->id, x->client, 5);
}

static void
make_old(const char *path)
{
	struct timespec old[2];
	old[0].tv_sec = old[1].tv_sec = (time_t)(clock_wall() / 1000 - CLOCK_DAY / 1000 - 1);
	old[0].tv_nsec = old[1].tv_nsec = 0;
	assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
}

static void
only_orphans_are_swept(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct id kept = write_blob(h, fresh.key, STR("12345"), 5), orphan = write_blob(h, fresh.key, STR("12345"), 5);
	struct id young = write_blob(h, fresh.key, STR("12345"), 5);
	const char *unfinished = str_printf(h->arena, "%s.new", path_of(h, id_new())).p;
	const char *foreign = str_printf(h->arena, "%s/blob/README", h->database.folder).p;
	close(open(unfinished, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	close(open(foreign, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	assert_ok(house_write(h, keep, &(struct keeping){ kept, fresh.client }));
	make_old(path_of(h, kept));
	make_old(path_of(h, orphan));
	make_old(foreign);
	assert_ok(blob_sweep(&h->core));
	assert_int_equal(access(unfinished, F_OK), 0);
	make_old(unfinished);
	assert_ok(blob_sweep(&h->core));
	assert_int_equal(access(path_of(h, kept), F_OK), 0);
	assert_int_equal(access(path_of(h, young), F_OK), 0);
	assert_int_equal(access(foreign, F_OK), 0);
	assert_int_not_equal(access(path_of(h, orphan), F_OK), 0);
	assert_int_not_equal(access(unfinished, F_OK), 0);
}

static int
count_files(struct house *h)
{
	DIR *dir = opendir(str_printf(h->arena, "%s/blob", h->database.folder).p);
	int n = 0;
	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

static void
what_is_not_finished_is_gone(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct blob_writer *b;
	struct arena *a = arena_new();
	write_blob(h, fresh.key, STR("1"), 1);
	int before = count_files(h);
	assert_ok(blob_begin(&h->core, fresh.key, a, &b));
	assert_ok(blob_add(b, "1", 1));
	assert_int_equal(count_files(h), before + 1);
	arena_free(a);
	assert_int_equal(count_files(h), before);
}

static void
without_a_folder_it_says_so(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct core core = h->core;
	struct blob_writer *b;
	core.dir = "/nonexistent/folder";
	assert_int_equal(blob_begin(&core, fresh.key, h->arena, &b), ERR_UNAVAILABLE);
	assert_ok(blob_sweep(&core));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(only_its_client_reads_it),
		cmocka_unit_test(touched_files_do_not_open),
		cmocka_unit_test(chunks_stay_with_their_file),
		cmocka_unit_test(only_orphans_are_swept),
		cmocka_unit_test(what_is_not_finished_is_gone),
		cmocka_unit_test(without_a_folder_it_says_so),
	};
	return HOUSE_RUN("blob", tests);
}
