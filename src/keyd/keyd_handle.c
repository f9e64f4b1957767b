/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "keyd_state.h"
#include "log.h"

#include "banned.h"

#define PURPOSE_MAX 0xffffu

static int
open_folder(const char *dir)
{
	char path[4096];
	int n = snprintf(path, sizeof path, "%s/keys", dir);
	if (n >= (int)sizeof path || (mkdir(path, 0700) != 0 && errno != EEXIST))
		return -1;
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

enum err
keyd_state_open(const char *dir, uint32_t actor_cap, uint32_t process_cap, struct keyd_state **ret_state)
{
	struct keyd_state *s = calloc(1, sizeof *s);
	if (s == NULL || crypto_init() != ERR_OK)
		abort();
	s->secret = crypto_secret_alloc(1, sizeof *s->secret);
	keyd_count_init(&s->count, actor_cap, process_cap);
	s->log = -1;
	s->dir = open_folder(dir);
	enum err e = s->dir < 0 ? ERR_UNAVAILABLE : keyd_store_open(s);
	if (e == ERR_OK)
		e = keyd_log_open(s);
	if (e == ERR_OK) {
		*ret_state = s;
		return ERR_OK;
	}
	log_error("keyd_open error=%s errno=%d", err_name(e), errno);
	keyd_state_close(s);
	return e;
}

void
keyd_state_close(struct keyd_state *s)
{
	if (s == NULL)
		return;
	if (s->log >= 0) {
		keyd_log_sync(s);
		close(s->log);
	}
	if (s->dir >= 0)
		close(s->dir);
	keyd_count_release(&s->count);
	crypto_secret_free(s->secret);
	free(s);
}

static void
put_version(struct keyd_wrapped *w, uint32_t version)
{
	for (size_t i = 0; i < 4; i++)
		w->b[i] = (unsigned char)(version >> (24 - 8 * i));
}

static uint32_t
get_version(const struct keyd_wrapped *w)
{
	return (uint32_t)w->b[0] << 24 | (uint32_t)w->b[1] << 16 | (uint32_t)w->b[2] << 8 | w->b[3];
}

static struct str
client_bound(const struct id *client)
{
	return str_from(client->b, sizeof client->b);
}

static void
wrap(struct keyd_state *s, const struct id *client, const struct crypto_key *key, struct keyd_wrapped *ret_wrapped)
{
	const struct keyd_kek *kek = &s->secret->kek[s->kek_count - 1];
	put_version(ret_wrapped, kek->version);
	crypto_wrap(&kek->key, client_bound(client), key, ret_wrapped->b + 4);
}

/* ERR_NOT_FOUND when the wrapping key was retired: what it wrapped is gone. */
static enum err
unwrap(struct keyd_state *s, const struct keyd_item *item, struct crypto_key *ret_key)
{
	uint32_t version = get_version(&item->wrapped);
	for (size_t i = 0; i < s->kek_count; i++)
		if (s->secret->kek[i].version == version)
			return crypto_unwrap(&s->secret->kek[i].key, client_bound(&item->client),
			                     item->wrapped.b + 4, ret_key);
	return ERR_NOT_FOUND;
}

static enum err
handle_wrap(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	for (uint32_t i = 0; i < request->head.count; i++) {
		struct keyd_made *made = &answer->u.made[i];
		answer->head.at = i;
		if (id_is_none(request->u.client[i]))
			return ERR_INVALID;
		crypto_key_random(&made->key);
		wrap(s, &request->u.client[i], &made->key, &made->wrapped);
	}
	return ERR_OK;
}

/* The actor as the release log writes it. */
static void
sound_alarm(struct keyd_count *c, struct id actor)
{
	char text[2 * sizeof actor.b + 1];
	for (size_t i = 0; i < sizeof actor.b; i++)
		snprintf(text + 2 * i, 3, "%02x", actor.b[i]);
	if (c->many_by_actor)
		log_warning("keyd_many actor=%s clients=%u", text, (c->actor_cap + 2) / 3);
	if (c->unusual)
		log_warning("keyd_unusual actor=%s clients=%u usual=%u", text, c->clients, keyd_count_usual(c));
	c->many_by_actor = c->unusual = false;
}

static enum err
count(struct keyd_state *s, int64_t now, const struct keyd_unwrap *u, uint32_t n, uint32_t *ret_at)
{
	for (uint32_t i = 0; i < n; i++) {
		*ret_at = i;
		enum err e = keyd_count_add(&s->count, now, u->actor, u->item[i].client);
		sound_alarm(&s->count, u->actor);
		if (e == ERR_OK)
			continue;
		s->refused++;
		log_warning("keyd_limit clients=%u refused=%u", s->count.clients, s->refused);
		return ERR_LIMIT;
	}
	return ERR_OK;
}

/* Opened, counted, logged, in this order; given out only after all three. */
static enum err
handle_unwrap(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	const struct keyd_unwrap *u = &request->u.unwrap;
	uint32_t n = request->head.count;
	int64_t now = clock_wall();
	if (id_is_none(u->actor) || u->purpose > PURPOSE_MAX)
		return ERR_INVALID;
	for (uint32_t i = 0; i < n; i++) {
		answer->head.at = i;
		TRY(unwrap(s, &u->item[i], &answer->u.key[i]));
	}
	TRY(count(s, now, u, n, &answer->head.at));
	TRY(keyd_log_add(s, now, u, n));
	s->release_count += n;
	return ERR_OK;
}

static enum err
handle_rewrap(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	struct crypto_key key;
	for (uint32_t i = 0; i < request->head.count; i++) {
		const struct keyd_item *item = &request->u.item[i];
		answer->head.at = i;
		TRY(unwrap(s, item, &key));
		wrap(s, &item->client, &key, &answer->u.wrapped[i]);
		crypto_wipe(&key, sizeof key);
	}
	return ERR_OK;
}

static enum err
handle_class_key(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	uint32_t which = request->u.class_key;
	if (which < KEYD_CLASS_INDEX || which >= KEYD_CLASS_COUNT)
		return ERR_INVALID;
	answer->u.key[0] = s->secret->class_key[which];
	return ERR_OK;
}

static enum err
handle_chain(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	struct keyd_hash pair[2] = { request->u.chain.head };
	for (uint32_t i = 0; i < request->head.count; i++) {
		pair[1] = request->u.chain.record[i];
		crypto_mac(&s->secret->chain, str_from(pair, sizeof pair), pair[0].b);
		answer->u.hash[i] = pair[0];
	}
	return ERR_OK;
}

static enum err
handle_rotate(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	(void)request;
	return keyd_store_rotate(s, &answer->u.rotated);
}

static enum err
handle_retire(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	(void)answer;
	return keyd_store_retire(s, request->u.retire);
}

static enum err
handle_status(struct keyd_state *s, const struct keyd_request *request, struct keyd_answer *answer)
{
	(void)request;
	struct keyd_status *status = &answer->u.status;
	*status = (struct keyd_status){
		.newest = s->secret->kek[s->kek_count - 1].version,
		.actor_cap = s->count.actor_cap,
		.process_cap = s->count.process_cap,
		.clients_this_hour = s->count.hour == clock_wall() / CLOCK_HOUR ? s->count.clients : 0,
		.usual = keyd_count_usual(&s->count),
		.refused = s->refused,
		.release_count = s->release_count,
		.version_count = (uint32_t)s->kek_count,
	};
	for (size_t i = 0; i < s->kek_count; i++)
		status->version[i] = s->secret->kek[i].version;
	return ERR_OK;
}

typedef enum err handler(struct keyd_state *, const struct keyd_request *, struct keyd_answer *);

static handler *const handlers[KEYD_TYPE_COUNT] = {
	[KEYD_WRAP] = handle_wrap,     [KEYD_UNWRAP] = handle_unwrap, [KEYD_REWRAP] = handle_rewrap,
	[KEYD_CLASS_KEY] = handle_class_key, [KEYD_CHAIN] = handle_chain, [KEYD_ROTATE] = handle_rotate,
	[KEYD_RETIRE] = handle_retire, [KEYD_STATUS] = handle_status,
};

static bool
is_well_formed(const struct keyd_request *request, size_t n)
{
	const struct keyd_head *h = &request->head;
	return n >= sizeof *h && h->magic == KEYD_MAGIC && h->version == KEYD_VERSION && h->error == 0 &&
	       h->at == 0 && n == keyd_request_size(h->type, h->count);
}

size_t
keyd_handle(struct keyd_state *s, const struct keyd_request *request, size_t n, struct keyd_answer *ret_answer)
{
	struct keyd_answer *answer = ret_answer;
	answer->head = (struct keyd_head){ .magic = KEYD_MAGIC, .version = KEYD_VERSION };
	if (!is_well_formed(request, n)) {
		answer->head.error = ERR_INVALID;
		return sizeof answer->head;
	}
	answer->head.type = request->head.type;
	answer->head.number = request->head.number;
	enum err e = keyd_store_refresh(s);
	if (e == ERR_OK)
		e = handlers[request->head.type](s, request, answer);
	if (e != ERR_OK) {
		crypto_wipe(&answer->u, sizeof answer->u);
		answer->head.error = e;
		return sizeof answer->head;
	}
	answer->head.at = 0;
	answer->head.count = request->head.count;
	return keyd_answer_size(request->head.type, request->head.count);
}
