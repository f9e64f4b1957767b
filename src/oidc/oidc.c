/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <openssl/crypto.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "oidc_part.h"

#include "banned.h"

#define FRESH INT64_C(3600000)      /* ms that what a provider says of itself counts */
#define USABLE (24 * FRESH)         /* and when it is away */
#define AGAIN INT64_C(60000)        /* ms between two looks for a key that is not known */
#define RESTED INT64_C(5000)        /* ms before one that was away is asked again */
#define AT_ONCE 4                   /* how many may wait for one provider */
#define RETURNED_MAX 2048           /* of each thing in an address that came back */
#define REQUEST_MAX (16u * 1024)
#define MAX_AGE "600"               /* seconds; with prompt=login it makes them say when (auth_time) */

const char *
oidc_fault_name(enum oidc_fault f)
{
	static const char *const names[OIDC_FAULT_COUNT] = {
		[OIDC_FINE] = "fine", [OIDC_CANCELLED] = "cancelled", [OIDC_AWAY] = "away", [OIDC_REFUSED] = "refused",
		[OIDC_CODE] = "code", [OIDC_STATE] = "state", [OIDC_MIXED_UP] = "mixed_up", [OIDC_FORM] = "form",
		[OIDC_ALGORITHM] = "algorithm", [OIDC_KEY] = "key", [OIDC_SIGNATURE] = "signature",
		[OIDC_ISSUER] = "issuer", [OIDC_AUDIENCE] = "audience", [OIDC_EXPIRED] = "expired",
		[OIDC_EARLY] = "early", [OIDC_OLD] = "old", [OIDC_NONCE] = "nonce", [OIDC_SUBJECT] = "subject",
		[OIDC_LEVEL] = "level",
	};
	return names[f];
}

/* ---- what is kept of a provider ---- */

/* A document as it was fetched. Each sign-in reads it anew: nothing read is
 * shared between threads. */
struct kept {
	char *p; /* NULL: never fetched */
	size_t n;
	int64_t fetched; /* wall time, ms */
	int64_t failed;  /* the last time that it did not work, or 0 */
};

struct oidc_provider {
	struct oidc_settings settings;
	const struct oidc_key *key;
	struct oidc_world world;
	pthread_mutex_t lock; /* of what follows; never held while fetching */
	struct kept metadata, keys;
	int inside;
};

bool
oidc_settings_are_good(const struct oidc_settings *s)
{
	bool level = s->levels.n == 0 ? s->level.n == 0 : oidc_level_rank(s->levels, s->level) > 0;
	return oidc_address_is_good(s->issuer) && str_find_char(s->issuer, '?') < 0 && s->client_id.n > 0 && level;
}

struct oidc_provider *
oidc_provider_new(const struct oidc_settings *s, const struct oidc_key *key, const struct oidc_world *world)
{
	struct oidc_provider *p = calloc(1, sizeof *p);
	if (p == NULL)
		abort();
	p->settings = *s;
	p->key = key;
	p->world = *world;
	pthread_mutex_init(&p->lock, NULL);
	return p;
}

void
oidc_provider_free(struct oidc_provider *p)
{
	if (p == NULL)
		return;
	pthread_mutex_destroy(&p->lock);
	free(p->metadata.p);
	free(p->keys.p);
	free(p);
}

/* ---- not too many at once ---- */

static bool
enter_provider(struct oidc_provider *p)
{
	pthread_mutex_lock(&p->lock);
	bool room = p->inside < AT_ONCE;
	p->inside += room;
	pthread_mutex_unlock(&p->lock);
	return room;
}

static void
leave_provider(struct oidc_provider *p)
{
	pthread_mutex_lock(&p->lock);
	p->inside--;
	pthread_mutex_unlock(&p->lock);
}

/* ---- documents ---- */

static bool
is_within(int64_t then, int64_t now, int64_t span)
{
	return then <= now && now - then < span;
}

/* What is kept and young enough; absent otherwise. */
static struct str
look(struct oidc_provider *p, const struct kept *k, int64_t span, struct arena *a)
{
	struct str copy = STR_NONE;
	pthread_mutex_lock(&p->lock);
	if (k->p != NULL && is_within(k->fetched, p->world.wall(), span))
		copy = str_dup(str_from(k->p, k->n), a);
	pthread_mutex_unlock(&p->lock);
	return copy;
}

static void
keep(struct oidc_provider *p, struct kept *k, struct str document)
{
	char *copy = document.p == NULL ? NULL : malloc(document.n + 1);
	pthread_mutex_lock(&p->lock);
	if (copy == NULL) {
		k->failed = p->world.wall();
	} else {
		memcpy(copy, document.p, document.n);
		free(k->p);
		*k = (struct kept){ .p = copy, .n = document.n, .fetched = p->world.wall() };
	}
	pthread_mutex_unlock(&p->lock);
}

static bool
is_resting(struct oidc_provider *p, const struct kept *k)
{
	pthread_mutex_lock(&p->lock);
	bool resting = k->failed != 0 && is_within(k->failed, p->world.wall(), RESTED);
	pthread_mutex_unlock(&p->lock);
	return resting;
}

/* Fetches and keeps it. Absent: it did not come. */
static struct str
fetch_document(struct oidc_provider *p, struct kept *k, struct str url, struct arena *a)
{
	struct oidc_answer answer = { 0 };
	if (is_resting(p, k))
		return STR_NONE;
	enum err e = p->world.fetch(p->world.arg, &(struct oidc_request){ .url = url }, a, &answer);
	bool good = e == ERR_OK && answer.status == 200 && answer.body.n > 0 && oidc_object(answer.body, a) != NULL;
	struct str document = good ? answer.body : STR_NONE;
	keep(p, k, document);
	return document;
}

/* What came is no good: nothing is kept of it, and it is asked for again soon. */
static void
spoil(struct oidc_provider *p, struct kept *k)
{
	pthread_mutex_lock(&p->lock);
	free(k->p);
	*k = (struct kept){ .failed = p->world.wall() };
	pthread_mutex_unlock(&p->lock);
}

static struct str
document_of(struct oidc_provider *p, struct kept *k, struct str url, struct arena *a)
{
	struct str document = look(p, k, FRESH, a);
	if (document.p == NULL)
		document = fetch_document(p, k, url, a);
	return document.p == NULL ? look(p, k, USABLE, a) : document;
}

static enum oidc_fault
metadata_of(struct oidc_provider *p, struct arena *a, struct oidc_metadata *ret_metadata)
{
	struct str base = p->settings.issuer;
	while (str_ends(base, STR("/")))
		base.n--;
	struct str url = str_printf(a, "%.*s/.well-known/openid-configuration", STR_ARG(base));
	struct str document = document_of(p, &p->metadata, url, a);
	if (document.p == NULL)
		return OIDC_AWAY;
	enum oidc_fault f = oidc_metadata_read(document, &p->settings, a, ret_metadata);
	if (f != OIDC_FINE)
		spoil(p, &p->metadata);
	return f;
}

/* ---- the way there ---- */

static struct str
challenge_of(struct str verifier, struct arena *a)
{
	unsigned char hash[32];
	if (EVP_Digest(verifier.p, verifier.n, hash, NULL, EVP_sha256(), NULL) != 1)
		abort();
	return oidc_base64_write(str_from(hash, sizeof hash), a);
}

/* The levels that are enough, weakest first: that is the order of preference. */
static struct str
wanted_levels(const struct oidc_settings *s, struct arena *a)
{
	struct buf b;
	struct str rest = s->levels, one;
	size_t needed = oidc_level_rank(s->levels, s->level);
	buf_init(&b, REQUEST_MAX, a);
	while (rest.p != NULL && str_split(&rest, ' ', &one)) {
		if (one.n == 0 || oidc_level_rank(s->levels, one) < needed)
			continue;
		if (b.n > 0)
			buf_char(&b, ' ');
		buf_str(&b, one);
	}
	return buf_view(&b);
}

static struct str
address_of(const struct oidc_provider *p, const struct oidc_metadata *m, const struct oidc_flow *flow,
    const char *language, struct arena *a)
{
	const struct oidc_settings *s = &p->settings;
	struct buf b;
	buf_init(&b, REQUEST_MAX, a);
	buf_str(&b, m->authorization);
	if (str_find_char(m->authorization, '?') < 0)
		buf_char(&b, '?');
	oidc_put(&b, "response_type", STR("code"));
	oidc_put(&b, "client_id", s->client_id);
	oidc_put(&b, "redirect_uri", s->return_address);
	oidc_put(&b, "scope", STR("openid"));
	oidc_put(&b, "state", flow->state);
	oidc_put(&b, "nonce", flow->nonce);
	oidc_put(&b, "code_challenge", challenge_of(flow->verifier, a));
	oidc_put(&b, "code_challenge_method", STR("S256"));
	oidc_put(&b, "prompt", STR("login"));
	oidc_put(&b, "max_age", STR(MAX_AGE));
	oidc_put(&b, "ui_locales", str_from_z(language));
	if (s->levels.n > 0)
		oidc_put(&b, "acr_values", wanted_levels(s, a));
	return buf_view(&b);
}

enum oidc_fault
oidc_begin(struct oidc_provider *p, const char *language, struct arena *a, struct oidc_flow *ret_flow,
    struct str *ret_address)
{
	struct oidc_metadata m;
	if (!enter_provider(p))
		return OIDC_AWAY;
	enum oidc_fault f = metadata_of(p, a, &m);
	leave_provider(p);
	if (f != OIDC_FINE)
		return f;
	*ret_flow = (struct oidc_flow){
		.state = oidc_random(32, a), .nonce = oidc_random(32, a), .verifier = oidc_random(48, a),
		.begun = p->world.wall(),
	};
	oidc_wipe_later(ret_flow->verifier, a);
	*ret_address = address_of(p, &m, ret_flow, language, a);
	return OIDC_FINE;
}

/* ---- the way back ---- */

static bool
same_secret(struct str a, struct str b)
{
	return a.n > 0 && a.n == b.n && CRYPTO_memcmp(a.p, b.p, a.n) == 0;
}

/* Whose answer it is is looked at before what it says: an error of somebody
 * else is none of ours (RFC 9207, 2.4). */
static enum oidc_fault
check_return(const struct oidc_provider *p, const struct oidc_flow *flow, const struct oidc_returned *back,
    const struct oidc_metadata *m)
{
	if (back->issuer.p == NULL ? m->says_issuer : !str_eq(back->issuer, p->settings.issuer))
		return OIDC_MIXED_UP;
	if (!is_within(flow->begun, p->world.wall(), OIDC_FLOW_LIFE))
		return OIDC_STATE;
	if (str_eq_z(back->error, "access_denied"))
		return OIDC_CANCELLED;
	if (str_eq_z(back->error, "temporarily_unavailable") || str_eq_z(back->error, "server_error"))
		return OIDC_AWAY;
	/* OpenID Connect Core Error Code unmet_authentication_requirements 1.0 */
	if (str_eq_z(back->error, "unmet_authentication_requirements"))
		return OIDC_LEVEL;
	if (back->error.p != NULL)
		return OIDC_REFUSED;
	return back->code.n == 0 || back->code.n > RETURNED_MAX ? OIDC_FORM : OIDC_FINE;
}

static struct str
basic_of(const struct oidc_settings *s, struct arena *a)
{
	struct buf b;
	buf_init(&b, REQUEST_MAX, a);
	oidc_escape(&b, s->client_id);
	buf_char(&b, ':');
	oidc_escape(&b, s->secret);
	struct str both = buf_view(&b);
	char *coded = arena_raw(a, both.n * 4 / 3 + 8);
	int n = EVP_EncodeBlock((unsigned char *)coded, (const unsigned char *)both.p, (int)both.n);
	struct str header = str_printf(a, "Basic %.*s", n, coded);
	oidc_wipe_later(both, a);
	oidc_wipe_later(str_from(coded, (size_t)n), a);
	oidc_wipe_later(header, a);
	return header;
}

static enum oidc_fault
request_of(const struct oidc_provider *p, const struct oidc_metadata *m, const struct oidc_flow *flow, struct str code,
    struct arena *a, struct oidc_request *ret_request)
{
	const struct oidc_settings *s = &p->settings;
	struct str assertion;
	struct buf b;
	buf_init(&b, REQUEST_MAX, a);
	buf_room(&b, REQUEST_MAX); /* all at once, so that no half of it stays behind unwiped */
	oidc_put(&b, "grant_type", STR("authorization_code"));
	oidc_put(&b, "code", code);
	oidc_put(&b, "redirect_uri", s->return_address);
	oidc_put(&b, "code_verifier", flow->verifier);
	*ret_request = (struct oidc_request){ .url = m->token };
	if (s->secret.p != NULL) {
		ret_request->authorization = basic_of(s, a);
	} else {
		if (p->key == NULL ||
		    oidc_assertion(p->key, s->client_id, s->issuer, p->world.wall(), a, &assertion) != ERR_OK)
			return OIDC_REFUSED;
		oidc_put(&b, "client_id", s->client_id);
		oidc_put(&b, "client_assertion_type", STR("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
		oidc_put(&b, "client_assertion", assertion);
	}
	ret_request->form = buf_view(&b);
	oidc_wipe_later(ret_request->form, a);
	return buf_ok(&b) ? OIDC_FINE : OIDC_REFUSED;
}

/* RFC 6749, 5.2: a code that is no good is the browser's; all else is between
 * the provider and us. */
static enum oidc_fault
refusal_of(const struct oidc_answer *answer, struct arena *a)
{
	const json_t *o = oidc_object(answer->body, a);
	if (answer->status == 400 && str_eq_z(oidc_text(o, "error"), "invalid_grant"))
		return OIDC_CODE;
	return answer->status == 400 || answer->status == 401 ? OIDC_REFUSED : OIDC_AWAY;
}

static enum oidc_fault
fetch_token(struct oidc_provider *p, const struct oidc_metadata *m, const struct oidc_flow *flow, struct str code,
    struct arena *a, struct str *ret_token)
{
	struct oidc_request q;
	struct oidc_answer answer = { 0 };
	enum oidc_fault f = request_of(p, m, flow, code, a, &q);
	if (f != OIDC_FINE)
		return f;
	if (p->world.fetch(p->world.arg, &q, a, &answer) != ERR_OK)
		return OIDC_AWAY;
	oidc_wipe_later(answer.body, a);
	if (answer.status != 200)
		return refusal_of(&answer, a);
	const json_t *o = oidc_object(answer.body, a);
	struct str token = oidc_text(o, "id_token");
	if (!str_eq_nocase(oidc_text(o, "token_type"), STR("Bearer")) || token.n == 0)
		return OIDC_FORM;
	*ret_token = token;
	return OIDC_FINE;
}

/* A key that is not known may be new: one more look, but not each time that
 * somebody comes with a token of their own making. */
static enum oidc_fault
check_token(struct oidc_provider *p, const struct oidc_metadata *m, struct str token, const struct oidc_expected *x,
    struct arena *a, struct oidc_identity *ret_identity)
{
	struct oidc_keys *keys = ARENA_NEW(a, struct oidc_keys);
	struct str document = document_of(p, &p->keys, m->keys, a);
	if (document.p == NULL)
		return OIDC_AWAY;
	if (oidc_keys_read(document, a, keys) != ERR_OK) {
		spoil(p, &p->keys);
		return OIDC_AWAY;
	}
	enum oidc_fault f = oidc_token_check(token, keys, x, a, ret_identity);
	if (f != OIDC_KEY || look(p, &p->keys, AGAIN, a).p != NULL)
		return f;
	document = fetch_document(p, &p->keys, m->keys, a);
	if (document.p == NULL || oidc_keys_read(document, a, keys) != ERR_OK)
		return f;
	return oidc_token_check(token, keys, x, a, ret_identity);
}

static enum oidc_fault
finish(struct oidc_provider *p, const struct oidc_flow *flow, const struct oidc_returned *back, struct arena *a,
    struct oidc_identity *ret_identity)
{
	struct oidc_metadata m;
	struct str token = STR_NONE;
	enum oidc_fault f = metadata_of(p, a, &m);
	if (f == OIDC_FINE)
		f = check_return(p, flow, back, &m);
	if (f == OIDC_FINE)
		f = fetch_token(p, &m, flow, back->code, a, &token);
	if (f != OIDC_FINE)
		return f;
	struct oidc_expected x = {
		.settings = &p->settings, .nonce = flow->nonce, .begun = flow->begun, .now = p->world.wall(),
	};
	return check_token(p, &m, token, &x, a, ret_identity);
}

enum oidc_fault
oidc_finish(struct oidc_provider *p, const struct oidc_flow *flow, const struct oidc_returned *back, struct arena *a,
    struct oidc_identity *ret_identity)
{
	if (!same_secret(back->state, flow->state))
		return OIDC_STATE;
	if (!enter_provider(p))
		return OIDC_AWAY;
	enum oidc_fault f = finish(p, flow, back, a, ret_identity);
	leave_provider(p);
	return f;
}
