/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "oidc_part.h"

#include "banned.h"

static bool
says(const json_t *o, const char *name)
{
	return json_object_get(o, name) != NULL;
}

/* Absent, the provider is taken to do what the standard has as its default,
 * which for the way we show who we are is client_secret_basic. */
static bool
can_do_what_we_ask(const json_t *o, const struct oidc_settings *s)
{
	const char *method = s->secret.p != NULL ? "client_secret_basic" : "private_key_jwt";
	const char *methods = "token_endpoint_auth_methods_supported";
	bool shows = says(o, methods) ? oidc_lists(o, methods, method) : s->secret.p != NULL;
	bool code = !says(o, "response_types_supported") || oidc_lists(o, "response_types_supported", "code");
	bool challenge = !says(o, "code_challenge_methods_supported") ||
	    oidc_lists(o, "code_challenge_methods_supported", "S256");
	return shows && code && challenge;
}

/* OpenID Connect Discovery 1.0, 3 and 4.3; RFC 8414. */
enum oidc_fault
oidc_metadata_read(struct str json, const struct oidc_settings *s, struct arena *a, struct oidc_metadata *ret_metadata)
{
	const json_t *o = oidc_object(json, a);
	if (o == NULL)
		return OIDC_AWAY;
	if (!str_eq(oidc_text(o, "issuer"), s->issuer))
		return OIDC_ISSUER;
	struct oidc_metadata m = {
		.authorization = oidc_text(o, "authorization_endpoint"),
		.token = oidc_text(o, "token_endpoint"),
		.keys = oidc_text(o, "jwks_uri"),
		.says_issuer = json_is_true(json_object_get(o, "authorization_response_iss_parameter_supported")),
	};
	if (!oidc_address_is_good(m.authorization) || !oidc_address_is_good(m.token) || !oidc_address_is_good(m.keys))
		return OIDC_AWAY;
	if (!can_do_what_we_ask(o, s))
		return OIDC_REFUSED;
	*ret_metadata = m;
	return OIDC_FINE;
}
