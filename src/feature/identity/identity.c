/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "enter.h"
#include "identity.sql.h"
#include "identity_part.h"

#include "banned.h"

enum err
identity_provider(const struct web *web, struct str number, size_t *ret_index)
{
	for (size_t i = 0; i < CORE_PROVIDERS; i++) {
		char name[2] = { (char)('1' + i), '\0' };
		if (!str_eq_z(number, name) || web->core->provider[i].oidc == NULL)
			continue;
		*ret_index = i;
		return ERR_OK;
	}
	return ERR_NOT_FOUND;
}

bool
identity_is_for(const struct core_provider *p, bool client)
{
	return str_find(p->audience, client ? STR("clients") : STR("staff")) >= 0;
}

struct str
identity_provider_name(const struct core *core, struct str issuer)
{
	for (size_t i = 0; i < CORE_PROVIDERS; i++)
		if (str_eq(core->provider[i].issuer, issuer))
			return core->provider[i].name;
	return issuer;
}

/* Those that are on and wanted. what: the query behind the address of each. */
static struct identity_offers
offers_of(struct web *web, bool (*is_wanted)(const struct core_provider *p, const void *arg), const void *arg,
    struct str what)
{
	size_t n = 0;
	struct identity_offer *v = ARENA_ARRAY(web->arena, struct identity_offer, CORE_PROVIDERS);
	for (size_t i = 0; i < CORE_PROVIDERS; i++)
		if (web->core->provider[i].oidc != NULL && is_wanted(&web->core->provider[i], arg))
			v[n++] = (struct identity_offer){
				.name = web->core->provider[i].name,
				.begin = web_url(web, "/sign-in/oidc/%zu%.*s", i + 1, STR_ARG(what)),
			};
	return (struct identity_offers){ v, n };
}

static bool
is_any(const struct core_provider *p, const void *arg)
{
	(void)p;
	(void)arg;
	return true;
}

static bool
is_for_whom(const struct core_provider *p, const void *arg)
{
	return identity_is_for(p, *(const bool *)arg);
}

static bool
is_among(const struct core_provider *p, const void *arg)
{
	const struct identity_list_rows *rows = arg;
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].issuer, p->issuer))
			return true;
	return false;
}

static struct str
with_next(const struct web *web, const char *what, struct str next)
{
	return next.n == 0 ? str_from_z(what)
	                   : str_printf(web->arena, "%s%cnext=%.*s", what, what[0] == '\0' ? '?' : '&',
	                         STR_ARG(enter_escape(next, web->arena)));
}

struct identity_offers
identity_offers(struct web *web, struct str next)
{
	return offers_of(web, is_any, NULL, with_next(web, "", next));
}

struct identity_offers
identity_offers_to_clients(struct web *web)
{
	const bool client = true;
	return offers_of(web, is_for_whom, &client, STR(""));
}

struct identity_offers
identity_offers_to_add(struct web *web)
{
	const bool client = web->actor.kind == ACTOR_CLIENT;
	return offers_of(web, is_for_whom, &client, STR("?add=1"));
}

enum err
identity_offers_again(struct web *web, struct db_read *r, struct str next, struct identity_offers *ret_offers)
{
	struct identity_list_rows rows;
	TRY(identity_list(r, (struct identity_list_in){ .account = web->actor.account }, web->arena, &rows));
	*ret_offers = offers_of(web, is_among, &rows, with_next(web, "?again=1", next));
	return ERR_OK;
}
