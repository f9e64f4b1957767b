/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "crypto.h"
#include "library.h"
#include "limit.h"
#include "log.h"
#include "main.h"
#include "measure.h"
#include "schema.h"
#include "stock.h"
#include "team.h"
#include "vault.h"

#include "banned.h"

#define PAGES_MAX ((size_t)64 << 20) /* bytes of public pages kept in memory */

/* No core file may hold what somebody told us. */
static void
keep_secrets(void)
{
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	umask(077);
}

static void
set_time_zone(void)
{
	if (getenv("TZ") == NULL)
		setenv("TZ", "Europe/Amsterdam", 1);
	tzset();
}

static enum err
take_lock(const char *dir, int *ret_fd)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/lock", dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		fprintf(stderr, "nabij: another process works in %s\n", dir);
		return ERR_CONFLICT;
	}
	*ret_fd = fd;
	return ERR_OK;
}

static void
set_address(struct core *c, const struct options *o)
{
	c->public_url = str_from_z(o->public_url);
	ptrdiff_t at = str_find(c->public_url, STR("://"));
	c->host = at < 0 ? c->public_url : str_cut(c->public_url, (size_t)at + 3, c->public_url.n);
	c->secure = str_starts(c->public_url, STR("https://"));
}

/* A key that is gone must not turn into a new one in silence: a house in which
 * somebody has lived, by its first team, has keys. */
static enum err
miss_no_keys(const struct core *c, const struct options *o, struct arena *a)
{
	struct db_read *r;
	struct id team;
	if (access(str_printf(a, "%s/keys/kek", o->data).p, F_OK) == 0)
		return ERR_OK;
	TRY(db_read_begin(c->db, &r));
	enum err e = team_of_arrivals(r, a, &team);
	db_read_end(r);
	if (e == ERR_OK)
		fprintf(stderr, "nabij: the database is in use, but its keys are not in %s/keys\n", o->data);
	return e == ERR_OK ? ERR_CONFLICT : e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err
open_parts(struct house *h, const struct options *o, enum house_use use)
{
	struct core *c = &h->core;
	struct arena *a = h->arena;
	if (o->database == NULL)
		snprintf(h->database, sizeof h->database, "sqlite:%s/nabij.db", o->data);
	else
		snprintf(h->database, sizeof h->database, "%s", o->database);
	TRY(crypto_init());
	TRY(db_open(&(struct db_options){ .url = h->database, .readers = 8 }, &c->db));
	if (use != HOUSE_READ)
		TRY(db_migrate(c->db, schema_migrations, schema_migration_count));
	TRY(miss_no_keys(c, o, a));
	TRY(vault_new("/proc/self/exe", o->data, &c->vault));
	c->limit = limit_new();
	c->measure = measure_new();
	c->library = library_new();
	c->pages = stock_new(PAGES_MAX);
	c->dir = o->data;
	c->started = clock_wall();
	c->demo = o->demo;
	c->smtp_url = str_from_z(o->smtp);
	c->smtp_user = str_from_z(o->smtp_user);
	c->smtp_password = str_from_z(getenv("NABIJ_SMTP_PASSWORD"));
	c->mail_from = str_from_z(o->mail_from);
	c->outbox = o->smtp == NULL ? str_printf(a, "%s/outbox", o->data) : STR_NONE;
	if (c->outbox.p != NULL && mkdir(c->outbox.p, 0700) != 0 && errno != EEXIST)
		return ERR_UNAVAILABLE;
	set_address(c, o);
	TRY(settings_read(c, a));
	return use == HOUSE_SERVE ? providers_open(c, a) : ERR_OK;
}

/* Only a command that writes makes the folder: a typing error makes nothing. */
static bool
find_folder(struct house *h, const struct options *o, enum house_use use)
{
	if (use == HOUSE_READ)
		return access(str_printf(h->arena, "%s/keys", o->data).p, F_OK) == 0;
	return mkdir(o->data, 0700) == 0 || errno == EEXIST;
}

enum err
house_open(const struct options *o, enum house_use use, struct house **ret_house)
{
	struct house *h = calloc(1, sizeof *h);
	if (h == NULL)
		abort();
	h->lock = -1;
	h->arena = arena_new();
	keep_secrets();
	set_time_zone();
	if (!find_folder(h, o, use)) {
		fprintf(stderr, "nabij: %s: %s\n", o->data, strerror(errno));
		arena_free(h->arena);
		free(h);
		return ERR_UNAVAILABLE;
	}
	bool alone = use == HOUSE_SERVE || (use == HOUSE_WRITE && o->database == NULL);
	enum err e = alone ? take_lock(o->data, &h->lock) : ERR_OK;
	if (e == ERR_OK)
		e = open_parts(h, o, use);
	if (e != ERR_OK) {
		log_error("open_failed data=%s error=%s", o->data, err_name(e));
		house_close(h);
		return e;
	}
	*ret_house = h;
	return ERR_OK;
}

void
house_close(struct house *h)
{
	struct core *c = &h->core;
	providers_close(c);
	db_close(c->db);
	vault_free(c->vault);
	limit_free(c->limit);
	measure_free(c->measure);
	library_free(c->library);
	stock_free(c->pages);
	if (h->lock >= 0)
		close(h->lock);
	arena_free(h->arena);
	free(h);
}
