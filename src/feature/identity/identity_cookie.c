/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "identity_part.h"
#include "session.h"
#include "vault.h"

#include "banned.h"

/* Lines of text, sealed under an id of their own that stands in front. */
#define ID_BYTES sizeof(struct id)
#define COOKIE_MAX 2400 /* of sealed bytes */

static struct str
seal(const struct web *web, enum vault_field field, struct str plain)
{
	struct id id = id_new();
	struct str sealed = vault_seal_staff(web->core->vault, field, id, plain, web->arena);
	char *both = arena_raw(web->arena, ID_BYTES + sealed.n);
	memcpy(both, id.b, ID_BYTES);
	memcpy(both + ID_BYTES, sealed.p, sealed.n);
	return str_hex(both, ID_BYTES + sealed.n, web->arena);
}

static enum err
unseal(const struct web *web, enum vault_field field, struct str cookie, struct str *ret_plain)
{
	struct id id;
	size_t n = cookie.n / 2;
	char *both = arena_raw(web->arena, n + 1);
	if (n <= ID_BYTES || n > COOKIE_MAX || str_unhex(cookie, both, n) != ERR_OK)
		return ERR_NOT_FOUND;
	memcpy(id.b, both, ID_BYTES);
	struct str sealed = str_from(both + ID_BYTES, n - ID_BYTES);
	enum err e = vault_unseal_staff(web->core->vault, field, id, sealed, web->arena, ret_plain);
	return e == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
take_number(struct str *rest, int64_t *ret_number)
{
	struct str line;
	return str_split(rest, '\n', &line) && str_int(line, ret_number) == ERR_OK ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
take_text(struct str *rest, struct str *ret_text)
{
	return str_split(rest, '\n', ret_text) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
take_provider(struct str *rest, size_t *ret_provider)
{
	int64_t number;
	TRY(take_number(rest, &number));
	if (number < 0 || number >= CORE_PROVIDERS)
		return ERR_NOT_FOUND;
	*ret_provider = (size_t)number;
	return ERR_OK;
}

/* ---- on the way ---- */

struct str
identity_flow_seal(const struct web *web, const struct identity_flow *f)
{
	struct str plain = str_printf(web->arena, "%zu\n%d\n%d\n%lld\n%.*s\n%.*s\n%.*s\n%.*s", f->provider,
	    (int)f->lang, (int)f->purpose, (long long)f->oidc.begun, STR_ARG(f->oidc.state), STR_ARG(f->oidc.nonce),
	    STR_ARG(f->oidc.verifier), STR_ARG(f->next));
	struct str cookie = seal(web, SEALED_IDENTITY_FLOW, plain);
	char *secret = NULL;
	memcpy(&secret, &plain.p, sizeof secret);
	crypto_wipe(secret, plain.n);
	return cookie;
}

enum err
identity_flow_open(const struct web *web, struct identity_flow *ret_flow)
{
	struct str rest;
	struct identity_flow f = { 0 };
	int64_t lang, purpose;
	TRY(unseal(web, SEALED_IDENTITY_FLOW, web_cookie(web, IDENTITY_FLOW_COOKIE), &rest));
	TRY(take_provider(&rest, &f.provider));
	TRY(take_number(&rest, &lang));
	TRY(take_number(&rest, &purpose));
	TRY(take_number(&rest, &f.oidc.begun));
	TRY(take_text(&rest, &f.oidc.state));
	TRY(take_text(&rest, &f.oidc.nonce));
	TRY(take_text(&rest, &f.oidc.verifier));
	TRY(take_text(&rest, &f.next));
	f.lang = lang == LANG_EN ? LANG_EN : LANG_NL;
	if (purpose < 0 || purpose >= IDENTITY_PURPOSES)
		return ERR_NOT_FOUND;
	f.purpose = (enum identity_purpose)purpose;
	*ret_flow = f;
	return ERR_OK;
}

/* ---- until they say that it is them ---- */

struct str
identity_bound(const struct actor *actor, struct arena *a)
{
	return id_is_none(actor->account) ? actor->session : session_hash(id_text(actor->account, a), a);
}

struct str
identity_pending_seal(const struct web *web, const struct identity_pending *p)
{
	struct str mac = str_hex(p->mac.p, p->mac.n, web->arena), bound = str_hex(p->bound.p, p->bound.n, web->arena);
	return seal(web, SEALED_IDENTITY_PENDING, str_printf(web->arena, "%zu\n%lld\n%.*s\n%.*s", p->provider,
	    (long long)p->made, STR_ARG(mac), STR_ARG(bound)));
}

static enum err
take_hash(struct str *rest, struct arena *a, struct str *ret_hash)
{
	struct str line;
	char *hash = arena_raw(a, CRYPTO_MAC_SIZE);
	TRY(take_text(rest, &line));
	if (str_unhex(line, hash, CRYPTO_MAC_SIZE) != ERR_OK)
		return ERR_NOT_FOUND;
	*ret_hash = str_from(hash, CRYPTO_MAC_SIZE);
	return ERR_OK;
}

enum err
identity_pending_open(const struct web *web, struct identity_pending *ret_pending)
{
	struct str rest, here = identity_bound(&web->actor, web->arena);
	struct identity_pending p;
	int64_t now = clock_wall();
	TRY(unseal(web, SEALED_IDENTITY_PENDING, web_cookie(web, IDENTITY_PENDING_COOKIE), &rest));
	TRY(take_provider(&rest, &p.provider));
	TRY(take_number(&rest, &p.made));
	TRY(take_hash(&rest, web->arena, &p.mac));
	TRY(take_hash(&rest, web->arena, &p.bound));
	bool ours = here.n == p.bound.n && crypto_equal(here.p, p.bound.p, here.n);
	if (!ours || p.made > now || now - p.made > IDENTITY_PENDING_LIFE)
		return ERR_NOT_FOUND;
	if (web->core->provider[p.provider].oidc == NULL)
		return ERR_NOT_FOUND;
	*ret_pending = p;
	return ERR_OK;
}
