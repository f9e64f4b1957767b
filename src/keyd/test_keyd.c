/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "keyd_client.h"
#include "keyd_state.h"

#include "banned.h"

/* A fresh data folder for each test. */
static char folder[64];

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_keyd.XXXXXX");
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static const char *
file(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static int
remove_folder(void **state)
{
	(void)state;
	static const char *const names[] = {
		"keys/root", "keys/kek", "keys/kek.new", "keys/release.log", "nabij-root",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(file(names[i]));
	rmdir(file("keys"));
	return rmdir(folder);
}

static struct id
numbered(unsigned n)
{
	struct id i = { { 0 } };
	i.b[0] = 0xaa;
	i.b[14] = (uint8_t)(n >> 8);
	i.b[15] = (uint8_t)n;
	return i;
}

static struct keyd *
start_capped(uint32_t actor_cap, uint32_t process_cap)
{
	struct keyd *k = NULL;
	struct keyd_options o = { .dir = folder, .actor_cap = actor_cap, .process_cap = process_cap };
	assert_int_equal(keyd_start_with(&o, &k), ERR_OK);
	return k;
}

static struct keyd *
start(void)
{
	struct keyd *k = NULL;
	assert_int_equal(keyd_start(NULL, folder, &k), ERR_OK);
	return k;
}

/* Wraps keys for clients number 1 to n. */
static void
make_items(struct keyd *k, uint32_t n, struct keyd_item *ret_items, struct crypto_key *ret_keys)
{
	struct id client[KEYD_ITEMS];
	struct keyd_made made[KEYD_ITEMS];
	for (uint32_t i = 0; i < n; i++)
		client[i] = numbered(i + 1);
	assert_int_equal(keyd_wrap(k, client, n, made), ERR_OK);
	for (uint32_t i = 0; i < n; i++) {
		ret_items[i] = (struct keyd_item){ client[i], made[i].wrapped };
		ret_keys[i] = made[i].key;
	}
}

static const struct id actor = { { 0xac, 1 } }, other_actor = { { 0xac, 2 } };

static void
wrapped_keys_open_again(void **state)
{
	(void)state;
	struct keyd_item item[KEYD_ITEMS];
	struct crypto_key key[KEYD_ITEMS], again[KEYD_ITEMS];
	struct keyd *k = start();
	make_items(k, KEYD_ITEMS, item, key);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, KEYD_ITEMS, again), ERR_OK);
	assert_memory_equal(key, again, sizeof key);
	assert_memory_not_equal(&key[0], &key[1], sizeof key[0]);
	keyd_stop(k);
	k = start();
	memset(again, 0, sizeof again);
	assert_int_equal(keyd_unwrap(k, actor, 7, item + 3, 1, again), ERR_OK);
	assert_memory_equal(&key[3], again, sizeof key[3]);
	keyd_stop(k);
}

static void
unwrap_is_all_or_nothing(void **state)
{
	(void)state;
	struct keyd_item item[3];
	struct crypto_key key[3], out[3] = { { { 0 } } }, none[3] = { { { 0 } } };
	struct keyd *k = start();
	make_items(k, 3, item, key);
	item[2].client = numbered(2);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, 3, out), ERR_INVALID);
	item[2].client = numbered(3);
	for (size_t i = 4; i < sizeof item[2].wrapped; i++) {
		item[2].wrapped.b[i] ^= 1;
		assert_int_equal(keyd_unwrap(k, actor, 7, item, 3, out), ERR_INVALID);
		item[2].wrapped.b[i] ^= 1;
	}
	item[2].wrapped.b[3] ^= 2;
	assert_int_equal(keyd_unwrap(k, actor, 7, item, 3, out), ERR_NOT_FOUND);
	item[2].wrapped.b[3] ^= 2;
	assert_int_equal(keyd_unwrap(k, ID_NONE, 7, item, 3, out), ERR_INVALID);
	assert_int_equal(keyd_unwrap(k, actor, 0x10000, item, 3, out), ERR_INVALID);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, 0, out), ERR_INVALID);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, KEYD_ITEMS + 1, out), ERR_INVALID);
	assert_memory_equal(out, none, sizeof out);
	struct keyd_status status;
	assert_int_equal(keyd_status(k, &status), ERR_OK);
	assert_int_equal(status.release_count, 0);
	assert_int_equal(status.clients_this_hour, 0);
	assert_int_equal(keyd_unwrap(k, actor, 0xffff, item, 3, out), ERR_OK);
	keyd_stop(k);
}

static void
wrap_wants_clients(void **state)
{
	(void)state;
	struct id client[2] = { numbered(1), ID_NONE };
	struct keyd_made made[2];
	struct keyd *k = start();
	assert_int_equal(keyd_wrap(k, client, 2, made), ERR_INVALID);
	assert_int_equal(keyd_wrap(k, client, 0, made), ERR_INVALID);
	assert_int_equal(keyd_wrap(k, client, 65, made), ERR_INVALID);
	assert_int_equal(keyd_wrap(k, client, 1, made), ERR_OK);
	keyd_stop(k);
}

static void
an_actor_opens_only_so_many(void **state)
{
	(void)state;
	struct keyd_item item[6];
	struct crypto_key key[6], out[6];
	struct keyd_status status;
	struct keyd *k = start_capped(4, 5);
	make_items(k, 6, item, key);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, 4, out), ERR_OK);
	assert_int_equal(keyd_unwrap(k, actor, 7, item + 4, 1, out), ERR_LIMIT);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, 4, out), ERR_OK); /* the same ones again */
	assert_int_equal(keyd_unwrap(k, other_actor, 7, item, 2, out), ERR_OK);
	assert_int_equal(keyd_unwrap(k, other_actor, 7, item + 4, 2, out), ERR_LIMIT); /* the process's */
	assert_int_equal(keyd_unwrap(k, other_actor, 7, item + 2, 1, out), ERR_OK);
	assert_int_equal(keyd_status(k, &status), ERR_OK);
	assert_int_equal(status.clients_this_hour, 5);
	assert_int_equal(status.refused, 2);
	assert_int_equal(status.release_count, 11);
	assert_int_equal(status.actor_cap, 4);
	assert_int_equal(status.process_cap, 5);
	keyd_stop(k);
}

static void
caps_survive_a_new_process(void **state)
{
	(void)state;
	struct keyd_item item[5];
	struct crypto_key key[5], out[5];
	struct keyd *k = start_capped(4, 100);
	int64_t hour = clock_wall() / CLOCK_HOUR;
	make_items(k, 5, item, key);
	assert_int_equal(keyd_unwrap(k, actor, 7, item, 4, out), ERR_OK);
	keyd_stop(k);
	k = start_capped(4, 100);
	enum err e = keyd_unwrap(k, actor, 7, item + 4, 1, out);
	if (clock_wall() / CLOCK_HOUR == hour)
		assert_int_equal(e, ERR_LIMIT);
	keyd_stop(k);
}

static void
counts_start_again_each_hour(void **state)
{
	(void)state;
	struct keyd_count c;
	const int64_t now = 1000 * CLOCK_HOUR;
	keyd_count_init(&c, 2, 3);
	assert_int_equal(keyd_count_add(&c, now, actor, numbered(1)), ERR_OK);
	assert_int_equal(keyd_count_add(&c, now, actor, numbered(2)), ERR_OK);
	assert_int_equal(keyd_count_add(&c, now + CLOCK_HOUR - 1, actor, numbered(3)), ERR_LIMIT);
	assert_int_equal(keyd_count_add(&c, now + CLOCK_HOUR, actor, numbered(3)), ERR_OK);
	assert_int_equal(c.clients, 1);
	keyd_count_release(&c);
}

static void
count_stays_within_its_table(void **state)
{
	(void)state;
	struct keyd_count c;
	keyd_count_init(&c, UINT32_MAX, UINT32_MAX);
	enum err e = ERR_OK;
	unsigned n = 0;
	for (; e == ERR_OK && n < KEYD_COUNT_SLOTS; n++) {
		struct id one = numbered(n);
		one.b[5] = (uint8_t)(n >> 16);
		e = keyd_count_add(&c, 0, actor, one);
	}
	assert_int_equal(e, ERR_LIMIT);
	assert_true(n > KEYD_COUNT_SLOTS / 4);
	keyd_count_release(&c);
}

static void
unusual_hours_are_told_once(void **state)
{
	(void)state;
	struct keyd_count c;
	int64_t now = 1000 * CLOCK_HOUR;
	unsigned n = 0;
	keyd_count_init(&c, 240, 10000);
	while (!c.many_by_actor && n < 1000)
		keyd_count_add(&c, now, actor, numbered(n++));
	assert_int_equal(n, 80);
	assert_false(c.unusual);
	while (!c.unusual && n < 1000)
		keyd_count_add(&c, now, numbered(60000), numbered(n++));
	assert_int_equal(n, KEYD_USUAL_MIN);
	c.many_by_actor = c.unusual = false;
	keyd_count_add(&c, now, actor, numbered(n++));
	assert_false(c.many_by_actor || c.unusual);
	now += CLOCK_HOUR; /* that was the busiest hour; twice of it is unusual from here on */
	for (n = 0; !c.unusual && n < 1000; n++)
		keyd_count_add(&c, now, numbered(60000 + n / 50), numbered(n));
	assert_int_equal(keyd_count_usual(&c), 101);
	assert_int_equal(n, 202);
	keyd_count_add(&c, now + (KEYD_WEEK + 1) * CLOCK_HOUR, actor, numbered(1));
	assert_int_equal(keyd_count_usual(&c), 0); /* a week later nobody remembers */
	keyd_count_release(&c);
}

static void
what_is_usual_survives_a_new_process(void **state)
{
	(void)state;
	struct keyd_status status;
	struct keyd *k = start();
	keyd_stop(k);
	FILE *f = fopen(file("keys/release.log"), "ae");
	assert_non_null(f);
	int64_t hour = clock_wall() / CLOCK_HOUR;
	for (int i = 0; i < 7; i++) { /* five people two hours ago, and two of them again in the hour after */
		int64_t time = (hour - (i < 5 ? 2 : 1)) * CLOCK_HOUR;
		fprintf(f, "%016llx %032x %032x 0001\n", (unsigned long long)time, 1, i % 5 + 1);
	}
	fclose(f);
	k = start();
	assert_int_equal(keyd_status(k, &status), ERR_OK);
	assert_int_equal(status.usual, 5);
	assert_int_equal(status.clients_this_hour, 0);
	keyd_stop(k);
}

struct seen {
	size_t n;
	struct keyd_release last[8];
};

static bool
remember(void *context, const struct keyd_release *release)
{
	struct seen *seen = context;
	seen->last[seen->n++] = *release;
	return seen->n < 8;
}

static void
releases_are_logged(void **state)
{
	(void)state;
	struct keyd_item item[2];
	struct crypto_key key[2], out[2];
	struct seen seen = { 0 }, later = { 0 };
	struct stat st;
	assert_int_equal(keyd_log_read(folder, 0, remember, &seen), ERR_NOT_FOUND);
	struct keyd *k = start();
	int64_t before = clock_wall();
	make_items(k, 2, item, key);
	assert_int_equal(keyd_unwrap(k, actor, 0x1234, item, 2, out), ERR_OK);
	assert_int_equal(keyd_unwrap(k, other_actor, 1, item + 1, 1, out), ERR_OK);
	item[0].wrapped.b[20] ^= 1;
	assert_int_equal(keyd_unwrap(k, other_actor, 1, item, 1, out), ERR_INVALID);
	assert_int_equal(keyd_log_read(folder, 0, remember, &seen), ERR_OK);
	assert_int_equal(seen.n, 3);
	assert_true(id_eq(seen.last[0].actor, actor) && id_eq(seen.last[0].client, numbered(1)));
	assert_true(id_eq(seen.last[1].actor, actor) && id_eq(seen.last[1].client, numbered(2)));
	assert_true(id_eq(seen.last[2].actor, other_actor) && id_eq(seen.last[2].client, numbered(2)));
	assert_int_equal(seen.last[0].purpose, 0x1234);
	assert_true(seen.last[0].time >= before && seen.last[2].time <= clock_wall());
	assert_int_equal(keyd_log_read(folder, clock_wall() + 1, remember, &later), ERR_OK);
	assert_int_equal(later.n, 0);
	keyd_stop(k);
	assert_int_equal(stat(file("keys/release.log"), &st), 0);
	assert_int_equal(st.st_size, 3 * KEYD_LOG_LINE);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
damaged_log_is_noticed(void **state)
{
	(void)state;
	struct keyd_item item[2];
	struct crypto_key key[2], out[2];
	struct seen seen = { 0 };
	struct stat st;
	struct keyd *k = start();
	make_items(k, 2, item, key);
	assert_int_equal(keyd_unwrap(k, actor, 1, item, 2, out), ERR_OK);
	keyd_stop(k);
	int fd = open(file("keys/release.log"), O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "0000", 4), 4); /* as a power cut may leave it */
	close(fd);
	k = start();
	keyd_stop(k);
	assert_int_equal(stat(file("keys/release.log"), &st), 0);
	assert_int_equal(st.st_size, 2 * KEYD_LOG_LINE);
	assert_int_equal(keyd_log_read(folder, 0, remember, &seen), ERR_OK);
	fd = open(file("keys/release.log"), O_WRONLY);
	assert_int_equal(pwrite(fd, "x", 1, 20), 1);
	close(fd);
	assert_int_equal(keyd_log_read(folder, 0, remember, &seen), ERR_INVALID);
}

static void
class_keys_stay_the_same(void **state)
{
	(void)state;
	struct crypto_key first[KEYD_CLASS_COUNT], again;
	struct keyd *k = start();
	for (unsigned c = KEYD_CLASS_INDEX; c < KEYD_CLASS_COUNT; c++) {
		assert_int_equal(keyd_class_key(k, c, &first[c]), ERR_OK);
		for (unsigned d = KEYD_CLASS_INDEX; d < c; d++)
			assert_memory_not_equal(&first[c], &first[d], sizeof first[c]);
	}
	assert_int_equal(keyd_class_key(k, 0, &again), ERR_INVALID);
	assert_int_equal(keyd_class_key(k, KEYD_CLASS_COUNT, &again), ERR_INVALID);
	keyd_stop(k);
	k = start();
	for (unsigned c = KEYD_CLASS_INDEX; c < KEYD_CLASS_COUNT; c++) {
		assert_int_equal(keyd_class_key(k, c, &again), ERR_OK);
		assert_memory_equal(&again, &first[c], sizeof again);
	}
	keyd_stop(k);
}

static void
chain_goes_on_across_messages(void **state)
{
	(void)state;
	struct keyd_hash zero = { { 0 } }, record[5] = { { { 0 } } }, all[5], part[5], changed[5];
	for (size_t i = 0; i < 5; i++)
		record[i].b[0] = (unsigned char)i;
	struct keyd *k = start();
	assert_int_equal(keyd_chain(k, &zero, record, 5, all), ERR_OK);
	assert_int_equal(keyd_chain(k, &zero, record, 2, part), ERR_OK);
	assert_int_equal(keyd_chain(k, &part[1], record + 2, 3, part + 2), ERR_OK);
	assert_memory_equal(all, part, sizeof all);
	record[1].b[31] ^= 1;
	assert_int_equal(keyd_chain(k, &zero, record, 5, changed), ERR_OK);
	assert_memory_equal(&all[0], &changed[0], sizeof all[0]);
	for (size_t i = 1; i < 5; i++)
		assert_memory_not_equal(&all[i], &changed[i], sizeof all[i]);
	assert_int_equal(keyd_chain(k, &zero, record, 0, changed), ERR_INVALID);
	keyd_stop(k);
}

static void
rotation_keeps_and_retirement_destroys(void **state)
{
	(void)state;
	struct keyd_item item[2];
	struct crypto_key key[2], out[2];
	struct keyd_wrapped moved[2];
	struct keyd_status status;
	uint32_t version = 0;
	struct keyd *k = start();
	make_items(k, 2, item, key);
	assert_int_equal(keyd_rotate(k, &version), ERR_OK);
	assert_int_equal(version, 2);
	assert_int_equal(keyd_unwrap(k, actor, 1, item, 2, out), ERR_OK);
	assert_int_equal(keyd_rewrap(k, item, 1, moved), ERR_OK);
	assert_int_equal(moved[0].b[3], 2);
	assert_int_equal(keyd_retire(k, 2), ERR_CONFLICT);
	assert_int_equal(keyd_retire(k, 9), ERR_NOT_FOUND);
	assert_int_equal(keyd_retire(k, 1), ERR_OK);
	assert_int_equal(keyd_retire(k, 1), ERR_NOT_FOUND);
	item[0].wrapped = moved[0];
	for (int round = 0; round < 2; round++) {
		assert_int_equal(keyd_unwrap(k, actor, 1, item, 1, out), ERR_OK);
		assert_memory_equal(out, key, sizeof out[0]);
		assert_int_equal(keyd_unwrap(k, actor, 1, item + 1, 1, out), ERR_NOT_FOUND);
		assert_int_equal(keyd_rewrap(k, item + 1, 1, moved), ERR_NOT_FOUND);
		assert_int_equal(keyd_status(k, &status), ERR_OK);
		assert_int_equal(status.newest, 2);
		assert_int_equal(status.version_count, 1);
		keyd_stop(k);
		k = start();
	}
	for (unsigned n = 2; n <= KEYD_VERSIONS; n++)
		assert_int_equal(keyd_rotate(k, &version), ERR_OK);
	assert_int_equal(version, KEYD_VERSIONS + 1);
	assert_int_equal(keyd_rotate(k, &version), ERR_LIMIT);
	keyd_stop(k);
}

static void
two_processes_see_one_rotation(void **state)
{
	(void)state;
	struct keyd_item item[1];
	struct crypto_key key[1], out[1];
	uint32_t version;
	struct keyd *one = start(), *two = start();
	assert_int_equal(keyd_rotate(one, &version), ERR_OK);
	make_items(two, 1, item, key);
	assert_int_equal(item[0].wrapped.b[3], 2);
	assert_int_equal(keyd_retire(two, 1), ERR_OK);
	assert_int_equal(keyd_unwrap(one, actor, 1, item, 1, out), ERR_OK);
	assert_memory_equal(out, key, sizeof out);
	keyd_stop(one);
	keyd_stop(two);
}

static void
files_are_for_the_owner_only(void **state)
{
	(void)state;
	struct keyd *k = start();
	struct stat st;
	keyd_stop(k);
	assert_int_equal(stat(file("keys/root"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, 32);
	assert_int_equal(stat(file("keys/kek"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(file("keys"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(chmod(file("keys/root"), 0640), 0);
	assert_int_equal(keyd_start(NULL, folder, &k), ERR_UNAVAILABLE);
}

static void
a_lost_root_key_is_not_replaced(void **state)
{
	(void)state;
	struct keyd *k = start(), *unchanged = NULL;
	keyd_stop(k);
	assert_int_equal(unlink(file("keys/root")), 0);
	assert_int_equal(keyd_start(NULL, folder, &unchanged), ERR_UNAVAILABLE);
	assert_int_equal(access(file("keys/root"), F_OK), -1);
	assert_null(unchanged);
}

static void
another_root_key_or_changed_file_opens_nothing(void **state)
{
	(void)state;
	struct keyd *k = start(), *unchanged = NULL;
	struct stat st;
	keyd_stop(k);
	assert_int_equal(stat(file("keys/kek"), &st), 0);
	for (off_t at = 0; at < st.st_size; at += 7) {
		unsigned char byte;
		int fd = open(file("keys/kek"), O_RDWR);
		assert_int_equal(pread(fd, &byte, 1, at), 1);
		byte ^= 4;
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		assert_int_equal(keyd_start_inside(folder, &unchanged), ERR_INVALID);
		byte ^= 4;
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		close(fd);
	}
	k = start();
	keyd_stop(k);
	int fd = open(file("keys/root"), O_WRONLY);
	assert_int_equal(pwrite(fd, "another", 7, 0), 7);
	close(fd);
	assert_int_equal(keyd_start_inside(folder, &unchanged), ERR_INVALID);
	assert_int_equal(truncate(file("keys/root"), 31), 0);
	assert_int_equal(keyd_start_inside(folder, &unchanged), ERR_INVALID);
	assert_null(unchanged);
}

static void
root_key_from_a_credential(void **state)
{
	(void)state;
	struct crypto_key first, second;
	int fd = open(file("nabij-root"), O_WRONLY | O_CREAT, 0400);
	assert_int_equal(write(fd, "0123456789abcdef0123456789abcdef", 32), 32);
	close(fd);
	setenv("CREDENTIALS_DIRECTORY", folder, 1);
	struct keyd *k = start();
	assert_int_equal(keyd_class_key(k, KEYD_CLASS_INDEX, &first), ERR_OK);
	keyd_stop(k);
	unsetenv("CREDENTIALS_DIRECTORY");
	assert_int_equal(access(file("keys/root"), F_OK), -1);
	crypto_derive((const struct crypto_key *)"0123456789abcdef0123456789abcdef", "class index", STR_NONE, &second);
	assert_memory_equal(&first, &second, sizeof first);
}

static void
killed_process_comes_back(void **state)
{
	(void)state;
	struct keyd_item item[1];
	struct crypto_key key[1], out[1] = { { { 0 } } };
	struct keyd *k = start();
	make_items(k, 1, item, key);
	for (int i = 0; i < 3; i++) {
		pid_t before = keyd_pid(k);
		assert_int_equal(kill(before, SIGKILL), 0);
		assert_int_equal(keyd_unwrap(k, actor, 1, item, 1, out), ERR_UNAVAILABLE);
		assert_int_equal(keyd_unwrap(k, actor, 1, item, 1, out), ERR_OK);
		assert_memory_equal(out, key, sizeof out);
		assert_int_not_equal(keyd_pid(k), before);
	}
	keyd_stop(k);
}

static pid_t
parent_of(pid_t pid)
{
	char path[64], line[256];
	long parent = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	FILE *f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL)
		if (strncmp(line, "PPid:", 5) == 0)
			parent = strtol(line + 5, NULL, 10);
	fclose(f);
	return (pid_t)parent;
}

static void
a_starter_that_ended_is_told(void **state)
{
	(void)state;
	siginfo_t info;
	struct keyd *k = start();
	pid_t starter = parent_of(keyd_pid(k));
	assert_true(starter > 1);
	assert_false(keyd_starter_ended(k));
	assert_int_equal(kill(starter, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)starter, &info, WEXITED | WNOWAIT), 0);
	assert_true(keyd_starter_ended(k));
	assert_true(keyd_starter_ended(k)); /* and stays so */
	keyd_stop(k);
}

/* A log that takes lines but never gets them onto a disk: a pipe does not either. */
static void
a_log_that_fails_ends_its_process_only(void **state)
{
	(void)state;
	struct keyd_item item[1];
	struct crypto_key key[1], out[1] = { { { 0 } } };
	struct keyd *k = start();
	make_items(k, 1, item, key);
	keyd_stop(k);
	(void)unlink(file("keys/release.log"));
	assert_int_equal(mkfifo(file("keys/release.log"), 0600), 0);
	k = start();
	assert_int_equal(keyd_unwrap(k, actor, 1, item, 1, out), ERR_OK);
	struct pollfd ended = { .fd = (int)syscall(SYS_pidfd_open, keyd_pid(k), 0), .events = POLLIN };
	assert_true(ended.fd >= 0);
	assert_int_equal(poll(&ended, 1, 10000), 1);
	close(ended.fd);
	/* the disk is well again */
	assert_int_equal(unlink(file("keys/release.log")), 0);
	assert_int_equal(keyd_unwrap(k, actor, 1, item, 1, out), ERR_UNAVAILABLE);
	assert_int_equal(keyd_unwrap(k, actor, 1, item, 1, out), ERR_OK);
	assert_memory_equal(out, key, sizeof out);
	keyd_stop(k);
}

static void
silent_process_is_replaced(void **state)
{
	(void)state;
	struct keyd *k = NULL;
	struct keyd_status status;
	struct keyd_options o = { .dir = folder, .timeout_ms = 100 };
	assert_int_equal(keyd_start_with(&o, &k), ERR_OK);
	pid_t before = keyd_pid(k);
	assert_int_equal(kill(before, SIGSTOP), 0);
	assert_int_equal(keyd_status(k, &status), ERR_UNAVAILABLE);
	assert_int_equal(keyd_status(k, &status), ERR_OK);
	assert_int_equal(kill(before, 0), -1);
	assert_int_equal(kill(keyd_pid(k), SIGSTOP), 0);
	keyd_stop(k);
}

static void
process_ignores_the_terminal(void **state)
{
	(void)state;
	struct keyd *k = start();
	struct keyd_status status;
	pid_t before = keyd_pid(k);
	kill(before, SIGINT);
	kill(before, SIGTERM);
	kill(before, SIGHUP);
	assert_int_equal(keyd_status(k, &status), ERR_OK);
	assert_int_equal(keyd_pid(k), before);
	keyd_stop(k);
	assert_int_equal(kill(before, 0), -1);
}

static void
folder_that_is_not_there(void **state)
{
	(void)state;
	struct keyd *unchanged = NULL;
	char long_path[5000];
	memset(long_path, 'a', sizeof long_path - 1);
	long_path[sizeof long_path - 1] = '\0';
	assert_int_equal(keyd_start(NULL, "/nonexistent/data", &unchanged), ERR_UNAVAILABLE);
	assert_int_equal(keyd_start_inside("/nonexistent/data", &unchanged), ERR_UNAVAILABLE);
	assert_int_equal(keyd_start("/nonexistent/program", folder, &unchanged), ERR_UNAVAILABLE);
	assert_int_equal(keyd_start(NULL, long_path, &unchanged), ERR_INVALID);
	assert_null(unchanged);
}

/* The number after `name:` in /proc/PID/status. */
static long
process_field(pid_t pid, const char *name)
{
	char path[64], line[256];
	long value = -1;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	FILE *f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL)
		if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
			value = strtol(line + strlen(name) + 1, NULL, 10);
	fclose(f);
	return value;
}

static void
process_is_shut_in(void **state)
{
	(void)state;
	struct keyd *k = start();
	assert_int_equal(process_field(keyd_pid(k), "Seccomp"), 2);
	assert_int_equal(process_field(keyd_pid(k), "NoNewPrivs"), 1);
	keyd_stop(k);
}

/* In a child: what is forbidden ends it, what is allowed does not. */
static int
after_sandbox(int (*act)(int dir))
{
	int status = -1;
	pid_t pid = fork();
	if (pid == 0) {
		int dir = open(folder, O_RDONLY | O_DIRECTORY);
		keyd_sandbox_prepare();
		if (keyd_sandbox_enter(dir) != ERR_OK)
			_exit(99);
		_exit(act(dir));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static int
open_socket(int dir)
{
	(void)dir;
	return socket(AF_INET, SOCK_STREAM, 0) < 0;
}

static int
run_program(int dir)
{
	(void)dir;
	return execl("/bin/true", "true", (char *)NULL);
}

static int
write_inside(int dir)
{
	return openat(dir, "nabij-root", O_WRONLY | O_CREAT, 0600) < 0;
}

static int
write_outside(int dir)
{
	return openat(dir, "/tmp/test_keyd.outside", O_WRONLY | O_CREAT, 0600) < 0 ? 42 : 0;
}

static void
sandbox_refuses_what_is_not_needed(void **state)
{
	(void)state;
	assert_true(WIFSIGNALED(after_sandbox(open_socket)));
	assert_int_equal(WTERMSIG(after_sandbox(open_socket)), SIGSYS);
	assert_int_equal(WTERMSIG(after_sandbox(run_program)), SIGSYS);
	assert_int_equal(after_sandbox(write_inside), 0);
	if (syscall(444, NULL, 0, 1) > 0) /* the kernel has Landlock */
		assert_int_equal(WEXITSTATUS(after_sandbox(write_outside)), 42);
	unlink("/tmp/test_keyd.outside");
}

static void
handler_refuses_malformed_messages(void **state)
{
	(void)state;
	struct keyd_state *s = NULL;
	struct keyd_request *request = calloc(1, sizeof *request);
	struct keyd_answer *answer = calloc(1, sizeof *answer);
	assert_int_equal(keyd_state_open(folder, 0, 0, &s), ERR_OK);
	const struct keyd_head good = { KEYD_MAGIC, KEYD_VERSION, KEYD_STATUS, 0, 5, 0, 0 };
	request->head = good;
	assert_int_equal(keyd_handle(s, request, sizeof good, answer), sizeof good + sizeof(struct keyd_status));
	assert_int_equal(answer->head.number, 5);
	for (size_t n = 0; n < sizeof *request; n++)
		if (n != sizeof good)
			assert_int_equal(keyd_handle(s, request, n, answer), sizeof answer->head);
	for (size_t bit = 0; bit < sizeof good * 8; bit++) {
		if (bit / 32 == 3)
			continue; /* the number is the client's */
		request->head = good;
		((unsigned char *)request)[bit / 8] ^= (unsigned char)(1 << bit % 8);
		if (request->head.type == KEYD_ROTATE)
			continue; /* also well formed */
		assert_int_equal(keyd_handle(s, request, sizeof good, answer), sizeof answer->head);
	}
	for (unsigned type = 0; type < 70000; type++)
		for (uint32_t count = 60; count < 70; count++)
			assert_true(keyd_request_size(type, count) <= sizeof *request &&
			            keyd_answer_size(type, count) <= sizeof *answer);
	assert_int_equal(keyd_request_size(KEYD_WRAP, KEYD_ITEMS + 1), 0);
	assert_int_equal(keyd_request_size(KEYD_WRAP, UINT32_MAX), 0);
	keyd_state_close(s);
	free(request);
	free(answer);
}

/* The subcommand in a process of its own, without the socket. */
static int
exit_status(int argc, char **argv)
{
	int status = -1;
	pid_t pid = fork();
	if (pid == 0) {
		close(3);
		_exit(keyd_main(argc, argv));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
subcommand_wants_its_socket(void **state)
{
	(void)state;
	char name[] = "keyd", dir[] = "--dir", cap[] = "--actor-cap", zero[] = "0", odd[] = "--odd";
	char *without[] = { name, dir, folder, NULL }, *bad_cap[] = { name, cap, zero, NULL };
	char *missing[] = { name, dir, NULL }, *unknown[] = { name, odd, zero, NULL };
	assert_int_equal(exit_status(3, without), 2);
	assert_int_equal(exit_status(3, bad_cap), 2);
	assert_int_equal(exit_status(2, missing), 2);
	assert_int_equal(exit_status(3, unknown), 2);
	assert_int_equal(exit_status(1, without), 2);
}

static void
inside_answers_the_same(void **state)
{
	(void)state;
	struct keyd_item item[2];
	struct crypto_key key[2], out[2];
	struct keyd *k = NULL;
	assert_int_equal(keyd_start_inside(folder, &k), ERR_OK);
	assert_int_equal(keyd_pid(k), 0);
	make_items(k, 2, item, key);
	keyd_stop(k);
	k = start();
	assert_int_equal(keyd_unwrap(k, actor, 1, item, 2, out), ERR_OK);
	assert_memory_equal(out, key, sizeof out);
	keyd_stop(k);
}

struct worker {
	pthread_t thread;
	struct keyd *keyd;
	unsigned number, failed;
};

static void *
work(void *p)
{
	struct worker *w = p;
	for (unsigned i = 0; i < 200; i++) {
		struct id client = numbered(w->number * 1000 + i);
		struct keyd_made made;
		struct crypto_key key;
		w->failed += keyd_wrap(w->keyd, &client, 1, &made) != ERR_OK;
		struct keyd_item item = { client, made.wrapped };
		w->failed += keyd_unwrap(w->keyd, numbered(w->number), 1, &item, 1, &key) != ERR_OK;
		w->failed += !crypto_equal(&key, &made.key, sizeof key);
	}
	return NULL;
}

static void
threads_share_one_handle(void **state)
{
	(void)state;
	struct worker w[8] = { 0 };
	struct keyd *k = start();
	int64_t begin = clock_mono_us();
	for (unsigned i = 0; i < 8; i++) {
		w[i].keyd = k;
		w[i].number = i + 1;
		assert_int_equal(pthread_create(&w[i].thread, NULL, work, &w[i]), 0);
	}
	for (unsigned i = 0; i < 8; i++) {
		pthread_join(w[i].thread, NULL);
		assert_int_equal(w[i].failed, 0);
	}
	print_message("3,200 calls of one key: %.1f us each\n", (double)(clock_mono_us() - begin) / 3200);
	keyd_stop(k);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_folder, remove_folder)

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "keyd") == 0)
		return keyd_main(argc - 1, argv + 1);
	const struct CMUnitTest tests[] = {
		TEST(wrapped_keys_open_again),
		TEST(unwrap_is_all_or_nothing),
		TEST(wrap_wants_clients),
		TEST(an_actor_opens_only_so_many),
		TEST(caps_survive_a_new_process),
		TEST(counts_start_again_each_hour),
		TEST(count_stays_within_its_table),
		TEST(unusual_hours_are_told_once),
		TEST(what_is_usual_survives_a_new_process),
		TEST(releases_are_logged),
		TEST(damaged_log_is_noticed),
		TEST(class_keys_stay_the_same),
		TEST(chain_goes_on_across_messages),
		TEST(rotation_keeps_and_retirement_destroys),
		TEST(two_processes_see_one_rotation),
		TEST(files_are_for_the_owner_only),
		TEST(a_lost_root_key_is_not_replaced),
		TEST(another_root_key_or_changed_file_opens_nothing),
		TEST(root_key_from_a_credential),
		TEST(killed_process_comes_back),
		TEST(a_starter_that_ended_is_told),
		TEST(a_log_that_fails_ends_its_process_only),
		TEST(silent_process_is_replaced),
		TEST(process_ignores_the_terminal),
		TEST(folder_that_is_not_there),
		TEST(process_is_shut_in),
		TEST(sandbox_refuses_what_is_not_needed),
		TEST(handler_refuses_malformed_messages),
		TEST(subcommand_wants_its_socket),
		TEST(inside_answers_the_same),
		TEST(threads_share_one_handle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
