/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "clock.h"
#include "keyd_state.h"
#include "log.h"

#include "banned.h"

static char *
put_hex(char *p, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		*p++ = digits[bytes[i] >> 4];
		*p++ = digits[bytes[i] & 15];
	}
	return p;
}

static void
format_line(const struct keyd_release *r, char ret_line[KEYD_LOG_LINE])
{
	unsigned char time[8], purpose[2] = { (unsigned char)(r->purpose >> 8), (unsigned char)r->purpose };
	for (size_t i = 0; i < sizeof time; i++)
		time[i] = (unsigned char)((uint64_t)r->time >> (56 - 8 * i));
	char *p = put_hex(ret_line, time, sizeof time);
	*p++ = ' ';
	p = put_hex(p, r->actor.b, sizeof r->actor.b);
	*p++ = ' ';
	p = put_hex(p, r->client.b, sizeof r->client.b);
	*p++ = ' ';
	p = put_hex(p, purpose, sizeof purpose);
	*p = '\n';
}

static enum err
parse_line(const char line[KEYD_LOG_LINE], struct keyd_release *ret_release)
{
	struct keyd_release r = { 0 };
	unsigned char time[8], purpose[2];
	if (line[16] != ' ' || line[49] != ' ' || line[82] != ' ' || line[87] != '\n')
		return ERR_INVALID;
	TRY(str_unhex(str_from(line, 16), time, sizeof time));
	TRY(str_unhex(str_from(line + 17, 32), r.actor.b, sizeof r.actor.b));
	TRY(str_unhex(str_from(line + 50, 32), r.client.b, sizeof r.client.b));
	TRY(str_unhex(str_from(line + 83, 4), purpose, sizeof purpose));
	uint64_t ms = 0;
	for (size_t i = 0; i < sizeof time; i++)
		ms = ms << 8 | time[i];
	r.time = (int64_t)ms;
	r.purpose = (uint32_t)purpose[0] << 8 | purpose[1];
	*ret_release = r;
	return ERR_OK;
}

/* Reads line number `at`; ERR_NOT_FOUND past the end. */
static enum err
read_line(int fd, off_t at, struct keyd_release *ret_release)
{
	char line[KEYD_LOG_LINE];
	ssize_t n = pread(fd, line, sizeof line, at * KEYD_LOG_LINE);
	if (n < 0)
		return ERR_UNAVAILABLE;
	if (n < KEYD_LOG_LINE)
		return ERR_NOT_FOUND;
	return parse_line(line, ret_release);
}

/* The first line of an hour, so that a new process knows what the ones before
 * it released in this hour, and what is usual. Several processes may write, hence times are sorted but
 * for the moments between clock and lock: no search by halves. */
static off_t
find_hour(int fd, off_t lines, int64_t hour)
{
	struct keyd_release r;
	while (lines > 0 && read_line(fd, lines - 1, &r) == ERR_OK && r.time / CLOCK_HOUR >= hour)
		lines--;
	return lines;
}

static void
count_again(struct keyd_state *s, off_t lines)
{
	int64_t now = clock_wall(), at_time = 0;
	struct keyd_release r;
	for (off_t at = find_hour(s->log, lines, now / CLOCK_HOUR - KEYD_WEEK); at < lines; at++) {
		if (read_line(s->log, at, &r) != ERR_OK)
			continue;
		at_time = r.time > at_time ? r.time : at_time;
		keyd_count_add(&s->count, at_time < now ? at_time : now, r.actor, r.client);
	}
	s->count.many_by_actor = s->count.unusual = false; /* told by then */
}

/* A power cut may leave part of a last line: its key was never given out. */
enum err
keyd_log_open(struct keyd_state *s)
{
	struct stat st;
	s->log = openat(s->dir, "release.log", O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->log < 0 || flock(s->log, LOCK_EX) != 0 || fstat(s->log, &st) != 0)
		return ERR_UNAVAILABLE;
	off_t lines = st.st_size / KEYD_LOG_LINE;
	if (st.st_size != lines * KEYD_LOG_LINE && ftruncate(s->log, lines * KEYD_LOG_LINE) != 0)
		return ERR_UNAVAILABLE;
	count_again(s, lines);
	flock(s->log, LOCK_UN);
	return ERR_OK;
}

/* All lines or none: what did not fit on the disk is taken off again. */
static enum err
append(int fd, const char *lines, size_t n)
{
	struct stat st;
	if (flock(fd, LOCK_EX) != 0)
		return ERR_UNAVAILABLE;
	bool sized = fstat(fd, &st) == 0;
	bool written = sized && write(fd, lines, n) == (ssize_t)n;
	if (sized && !written && ftruncate(fd, st.st_size) != 0)
		log_error("keyd_log_torn errno=%d", errno);
	flock(fd, LOCK_UN);
	return written ? ERR_OK : ERR_UNAVAILABLE;
}

enum err
keyd_log_add(struct keyd_state *s, int64_t now, const struct keyd_unwrap *unwrap, uint32_t n)
{
	char lines[KEYD_ITEMS * KEYD_LOG_LINE];
	if (s->log_failed)
		return ERR_UNAVAILABLE;
	for (uint32_t i = 0; i < n; i++) {
		struct keyd_release r = { now, unwrap->actor, unwrap->item[i].client, unwrap->purpose };
		format_line(&r, lines + (size_t)i * KEYD_LOG_LINE);
	}
	TRY(append(s->log, lines, (size_t)n * KEYD_LOG_LINE));
	s->log_dirty = true;
	return ERR_OK;
}

void
keyd_log_sync(struct keyd_state *s)
{
	if (!s->log_dirty)
		return;
	s->log_dirty = false;
	if (fdatasync(s->log) != 0) {
		s->log_failed = true;
		log_error("keyd_log_failed errno=%d", errno);
	}
}

enum err
keyd_log_read(const char *dir, int64_t since, bool (*fn)(void *, const struct keyd_release *), void *context)
{
	char path[4096];
	struct keyd_release r;
	int n = snprintf(path, sizeof path, "%s/keys/release.log", dir);
	int fd = n < (int)sizeof path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
	enum err e = ERR_OK;
	bool more = true;
	for (off_t at = 0; more && e == ERR_OK; at++) {
		e = read_line(fd, at, &r);
		if (e == ERR_OK && r.time >= since)
			more = fn(context, &r);
	}
	close(fd);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}
