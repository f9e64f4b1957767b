/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "clock.h"
#include "log.h"
#include "main.h"
#include "oidc.h"

#include "banned.h"

/* A secret stands in the environment, as that of the mail server does. */
static struct str
secret_of(size_t number, struct arena *a)
{
	return str_from_z(getenv(str_printf(a, "NABIJ_OIDC_%zu_SECRET", number).p));
}

static bool
make_settings(const struct core *c, size_t i, struct arena *a, struct oidc_settings *ret_settings)
{
	const struct core_provider *p = &c->provider[i];
	bool secret = str_eq_z(p->method, "client_secret_basic");
	*ret_settings = (struct oidc_settings){
		.issuer = p->issuer, .client_id = p->client_id, .levels = p->levels, .level = p->level,
		.secret = secret ? secret_of(i + 1, a) : STR_NONE,
		.return_address = str_printf(a, "%.*s/sign-in/oidc/%zu/return", STR_ARG(c->public_url), i + 1),
	};
	return oidc_settings_are_good(ret_settings) && (!secret || ret_settings->secret.n > 0) && p->audience.n > 0 &&
	    p->name.n > 0;
}

enum err
providers_open(struct core *c, struct arena *a)
{
	const struct oidc_world world = { .fetch = oidc_fetch, .wall = clock_wall };
	for (size_t i = 0; i < CORE_PROVIDERS; i++) {
		struct core_provider *p = &c->provider[i];
		struct oidc_settings s;
		if (p->issuer.n == 0)
			continue;
		if (!make_settings(c, i, a, &s)) {
			log_error("provider_refused number=%zu reason=settings", i + 1);
			continue;
		}
		if (c->oidc_key == NULL)
			TRY(oidc_key_open(str_printf(a, "%s/oidc-key.pem", c->dir).p, &c->oidc_key));
		p->oidc = oidc_provider_new(&s, c->oidc_key, &world);
	}
	return ERR_OK;
}

void
providers_close(struct core *c)
{
	for (size_t i = 0; i < CORE_PROVIDERS; i++)
		oidc_provider_free(c->provider[i].oidc);
	oidc_key_free(c->oidc_key);
}
