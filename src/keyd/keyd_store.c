/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "clock.h"
#include "keyd_state.h"
#include "log.h"

#include "banned.h"

/*
 * The file of wrapping keys: "NABIJKEK", count and next version (32 bits
 * each, big endian), then per version 32 bits of version, 64 of time and the
 * sealed key; a keyed hash over all of it closes the file.
 */
#define HEAD_SIZE 16
#define ENTRY_SIZE (4 + 8 + CRYPTO_WRAPPED_SIZE)
#define FILE_MAX (HEAD_SIZE + KEYD_VERSIONS * ENTRY_SIZE + CRYPTO_MAC_SIZE)

static const char kek_magic[8] = { 'N', 'A', 'B', 'I', 'J', 'K', 'E', 'K' };

static void
put(unsigned char *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(v >> (8 * (n - 1 - i)));
}

static uint64_t
get(const unsigned char *p, size_t n)
{
	uint64_t v = 0;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

/* The whole file of at most max bytes that nobody else may read. */
static enum err
read_file(int dir, const char *name, size_t max, unsigned char *ret_bytes, size_t *ret_n, struct stat *ret_stat)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
	bool stated = fstat(fd, ret_stat) == 0;
	ssize_t n = stated ? read(fd, ret_bytes, max) : -1;
	close(fd);
	if (n < 0)
		return ERR_UNAVAILABLE;
	if ((ret_stat->st_mode & 077) != 0 || n != ret_stat->st_size)
		return ERR_INVALID;
	*ret_n = (size_t)n;
	return ERR_OK;
}

/* On return the file stands with its new content, whatever happens next. */
static enum err
replace_file(int dir, const char *name, const unsigned char *bytes, size_t n)
{
	char fresh[32];
	snprintf(fresh, sizeof fresh, "%s.new", name);
	int fd = openat(dir, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	bool written = write(fd, bytes, n) == (ssize_t)n && fsync(fd) == 0;
	close(fd);
	if (!written || renameat(dir, fresh, dir, name) != 0 || fsync(dir) != 0)
		return ERR_UNAVAILABLE;
	return ERR_OK;
}

static struct str
version_bound(uint32_t version, unsigned char ret_bytes[8])
{
	memcpy(ret_bytes, "kek ", 4);
	put(ret_bytes + 4, version, 4);
	return str_from(ret_bytes, 8);
}

static enum err
read_entry(struct keyd_state *s, const unsigned char *p, struct keyd_kek *ret_kek)
{
	unsigned char bound[8];
	ret_kek->version = (uint32_t)get(p, 4);
	ret_kek->created = (int64_t)get(p + 4, 8);
	return crypto_unwrap(&s->secret->root, version_bound(ret_kek->version, bound), p + 12, &ret_kek->key);
}

static void
write_entry(struct keyd_state *s, const struct keyd_kek *kek, unsigned char *p)
{
	unsigned char bound[8];
	put(p, kek->version, 4);
	put(p + 4, (uint64_t)kek->created, 8);
	crypto_wrap(&s->secret->root, version_bound(kek->version, bound), &kek->key, p + 12);
}

/* Size, magic and keyed hash as save() makes them; gives the count. */
static enum err
check_file(struct keyd_state *s, const unsigned char *file, size_t n, size_t *ret_count)
{
	unsigned char mac[CRYPTO_MAC_SIZE];
	if (n < HEAD_SIZE || memcmp(file, kek_magic, sizeof kek_magic) != 0)
		return ERR_INVALID;
	uint64_t count = get(file + 8, 4);
	if (count < 1 || count > KEYD_VERSIONS || n != HEAD_SIZE + count * ENTRY_SIZE + sizeof mac)
		return ERR_INVALID;
	crypto_mac(&s->secret->file, str_from(file, n - sizeof mac), mac);
	if (!crypto_equal(mac, file + n - sizeof mac, sizeof mac))
		return ERR_INVALID;
	*ret_count = (size_t)count;
	return ERR_OK;
}

static enum err
load(struct keyd_state *s)
{
	unsigned char file[FILE_MAX];
	struct stat st;
	size_t n, count;
	TRY(read_file(s->dir, "kek", sizeof file, file, &n, &st));
	TRY(check_file(s, file, n, &count));
	s->kek_count = 0;
	crypto_wipe(s->secret->kek, sizeof s->secret->kek);
	for (size_t i = 0; i < count; i++)
		TRY(read_entry(s, file + HEAD_SIZE + i * ENTRY_SIZE, &s->secret->kek[i]));
	s->kek_count = count;
	s->next_version = (uint32_t)get(file + 12, 4);
	s->kek_file = st;
	return ERR_OK;
}

static enum err
save(struct keyd_state *s)
{
	unsigned char file[FILE_MAX];
	size_t n = HEAD_SIZE;
	memcpy(file, kek_magic, sizeof kek_magic);
	put(file + 8, s->kek_count, 4);
	put(file + 12, s->next_version, 4);
	for (size_t i = 0; i < s->kek_count; i++, n += ENTRY_SIZE)
		write_entry(s, &s->secret->kek[i], file + n);
	crypto_mac(&s->secret->file, str_from(file, n), file + n);
	return replace_file(s->dir, "kek", file, n + CRYPTO_MAC_SIZE);
}

static void
add_version(struct keyd_state *s)
{
	struct keyd_kek *kek = &s->secret->kek[s->kek_count++];
	kek->version = s->next_version++;
	kek->created = clock_wall();
	crypto_key_random(&kek->key);
}

/* Files first, memory from the files: after a failure nothing is believed
 * that is not on the disk. */
static enum err
save_and_load(struct keyd_state *s)
{
	enum err saved = save(s);
	enum err loaded = load(s);
	return saved != ERR_OK ? saved : loaded;
}

static bool
is_changed(const struct stat *a, const struct stat *b)
{
	return a->st_ino != b->st_ino || a->st_size != b->st_size || a->st_mtim.tv_sec != b->st_mtim.tv_sec ||
	       a->st_mtim.tv_nsec != b->st_mtim.tv_nsec;
}

enum err
keyd_store_refresh(struct keyd_state *s)
{
	struct stat st;
	if (fstatat(s->dir, "kek", &st, 0) != 0)
		return ERR_UNAVAILABLE;
	if (s->kek_count > 0 && !is_changed(&st, &s->kek_file))
		return ERR_OK;
	return load(s);
}

static enum err
rotate(struct keyd_state *s, uint32_t *ret_version)
{
	TRY(load(s));
	if (s->kek_count == KEYD_VERSIONS)
		return ERR_LIMIT;
	add_version(s);
	TRY(save_and_load(s));
	*ret_version = s->secret->kek[s->kek_count - 1].version;
	return ERR_OK;
}

static enum err
retire(struct keyd_state *s, uint32_t version)
{
	struct keyd_kek *kek = s->secret->kek;
	size_t at = 0;
	TRY(load(s));
	while (at < s->kek_count && kek[at].version != version)
		at++;
	if (at == s->kek_count)
		return ERR_NOT_FOUND;
	if (at == s->kek_count - 1)
		return ERR_CONFLICT;
	s->kek_count--;
	memmove(kek + at, kek + at + 1, (s->kek_count - at) * sizeof *kek);
	crypto_wipe(kek + s->kek_count, sizeof *kek);
	return save_and_load(s);
}

/* Several key processes may share the folder: one at a time changes it. */
enum err
keyd_store_rotate(struct keyd_state *s, uint32_t *ret_version)
{
	if (flock(s->dir, LOCK_EX) != 0)
		return ERR_UNAVAILABLE;
	enum err e = rotate(s, ret_version);
	flock(s->dir, LOCK_UN);
	return e;
}

enum err
keyd_store_retire(struct keyd_state *s, uint32_t version)
{
	if (flock(s->dir, LOCK_EX) != 0)
		return ERR_UNAVAILABLE;
	enum err e = retire(s, version);
	flock(s->dir, LOCK_UN);
	return e;
}

static enum err
read_root(int dir, const char *name, struct crypto_key *ret_root)
{
	unsigned char bytes[CRYPTO_KEY_SIZE];
	struct stat st;
	size_t n;
	TRY(read_file(dir, name, sizeof bytes, bytes, &n, &st));
	if (n != sizeof bytes)
		return ERR_INVALID;
	memcpy(ret_root->b, bytes, sizeof bytes);
	crypto_wipe(bytes, sizeof bytes);
	return ERR_OK;
}

/* The root key from the credential, else from the file. */
static enum err
find_root(struct keyd_state *s)
{
	char path[4096];
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	if (folder != NULL && snprintf(path, sizeof path, "%s/nabij-root", folder) < (int)sizeof path) {
		enum err e = read_root(AT_FDCWD, path, &s->secret->root);
		if (e != ERR_NOT_FOUND)
			return e;
	}
	return read_root(s->dir, "root", &s->secret->root);
}

/* A new root key only where nothing was ever wrapped: a lost root key must
 * not turn into a new one in silence. */
static enum err
make_root(struct keyd_state *s)
{
	if (faccessat(s->dir, "kek", F_OK, 0) == 0) {
		log_error("keyd_root_missing");
		return ERR_INVALID;
	}
	crypto_key_random(&s->secret->root);
	return replace_file(s->dir, "root", s->secret->root.b, sizeof s->secret->root.b);
}

static void
derive(struct keyd_state *s)
{
	static const char *const label[KEYD_CLASS_COUNT] = {
		[KEYD_CLASS_INDEX] = "class index", [KEYD_CLASS_LABEL] = "class label",
		[KEYD_CLASS_DRAFT] = "class draft", [KEYD_CLASS_ACCOUNT] = "class account",
		[KEYD_CLASS_TOKEN] = "class token",
	};
	const struct crypto_key *root = &s->secret->root;
	crypto_derive(root, "access record chain", STR_NONE, &s->secret->chain);
	crypto_derive(root, "kek file", STR_NONE, &s->secret->file);
	for (size_t i = 1; i < KEYD_CLASS_COUNT; i++)
		crypto_derive(root, label[i], STR_NONE, &s->secret->class_key[i]);
}

static enum err
open_locked(struct keyd_state *s)
{
	enum err e = find_root(s);
	if (e == ERR_NOT_FOUND)
		e = make_root(s);
	TRY(e);
	derive(s);
	e = load(s);
	if (e != ERR_NOT_FOUND)
		return e;
	s->next_version = 1;
	add_version(s);
	return save_and_load(s);
}

enum err
keyd_store_open(struct keyd_state *s)
{
	if (flock(s->dir, LOCK_EX) != 0)
		return ERR_UNAVAILABLE;
	enum err e = open_locked(s);
	flock(s->dir, LOCK_UN);
	return e;
}
