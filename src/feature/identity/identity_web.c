/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "clock.h"
#include "enter.h"
#include "identity.sql.h"
#include "identity_part.h"
#include "identity_stopped.html.h"
#include "identity_view.h"
#include "limit.h"
#include "log.h"
#include "session.h"
#include "vault.h"

#include "banned.h"

/* ---- when it does not work ---- */

static const struct {
	const char *why;
	enum msg title, text;
} stops[] = {
	{ "cancelled", MSG_IDENTITY_STOP_CANCELLED, MSG_IDENTITY_STOP_CANCELLED_TEXT },
	{ "away", MSG_IDENTITY_STOP_AWAY, MSG_IDENTITY_STOP_AWAY_TEXT },
	{ "again", MSG_IDENTITY_STOP_AGAIN, MSG_IDENTITY_STOP_AGAIN_TEXT },
	{ "stronger", MSG_IDENTITY_STOP_STRONGER, MSG_IDENTITY_STOP_STRONGER_TEXT },
	{ "unknown", MSG_IDENTITY_STOP_UNKNOWN, MSG_IDENTITY_STOP_UNKNOWN_TEXT },
	{ "taken", MSG_IDENTITY_STOP_TAKEN, MSG_IDENTITY_STOP_TAKEN_TEXT },
	{ "other", MSG_IDENTITY_STOP_OTHER, MSG_IDENTITY_STOP_OTHER_TEXT },
	{ "last", MSG_IDENTITY_STOP_LAST, MSG_IDENTITY_STOP_LAST_TEXT },
};

enum err
identity_stop(struct web *web, const char *why)
{
	return web_redirect(web, "/sign-in/stopped/%s", why);
}

static enum err
show_stopped(struct web *web)
{
	for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
		if (!str_eq_z(web->param[0], stops[i].why))
			continue;
		struct identity_stopped_page p = {
			.top = web_page(web, web_text(web, stops[i].title)),
			.text = web_text(web, stops[i].text),
			.again = web_url(web, "/sign-in"),
		};
		identity_stopped_html(web_html(web, 200), &p);
		return ERR_OK;
	}
	return ERR_NOT_FOUND;
}

/* People are told what they can do about it; the log, what it was. */
static const char *
stop_of(enum oidc_fault f)
{
	switch ((int)f) {
	case OIDC_CANCELLED:
		return "cancelled";
	case OIDC_AWAY:
	case OIDC_REFUSED:
		return "away";
	case OIDC_LEVEL:
		return "stronger";
	default:
		return "again";
	}
}

static enum err
stop_at_provider(struct web *web, size_t provider, enum oidc_fault f)
{
	log_warning("oidc_refused provider=%zu reason=%s", provider + 1, oidc_fault_name(f));
	return identity_stop(web, stop_of(f));
}

/* ---- the way there ---- */

static enum identity_purpose
purpose_of(const struct web *web)
{
	if (str_eq_z(web_query(web, "add"), "1"))
		return IDENTITY_ADD;
	return str_eq_z(web_query(web, "again"), "1") ? IDENTITY_AGAIN : IDENTITY_ENTER;
}

static enum err
begin(struct web *web)
{
	struct identity_flow f = { .lang = web->lang, .purpose = purpose_of(web), .next = enter_next(web) };
	struct str address;
	TRY(identity_provider(web, web->param[0], &f.provider));
	struct oidc_provider *p = web->core->provider[f.provider].oidc;
	enum oidc_fault fault = oidc_begin(p, lang_code(web->lang), web->arena, &f.oidc, &address);
	if (fault != OIDC_FINE) {
		log_warning("oidc_away provider=%zu reason=%s", f.provider + 1, oidc_fault_name(fault));
		return identity_stop(web, "away");
	}
	web_set_cookie(web, IDENTITY_FLOW_COOKIE, identity_flow_seal(web, &f), OIDC_FLOW_LIFE / CLOCK_SECOND);
	return web_leave_to_sign_in(web, address);
}

/* ---- the way back ---- */

struct settling {
	struct web *web;
	const struct identity_flow *flow;
	struct str mac;
	struct id account; /* who came in, or ID_NONE */
};

static void
forget_flow(struct web *web)
{
	web_set_cookie(web, IDENTITY_FLOW_COOKIE, STR(""), -1);
}

/* Keeps who it is until they say that it is them, on the page at that path. */
static enum err
ask_first(const struct settling *s, const struct actor *actor, const char *path)
{
	struct web *web = s->web;
	struct identity_pending p = {
		.mac = s->mac, .provider = s->flow->provider, .made = clock_wall(),
		.bound = identity_bound(actor, web->arena),
	};
	struct str sealed = identity_pending_seal(web, &p);
	web_set_cookie(web, IDENTITY_PENDING_COOKIE, sealed, IDENTITY_PENDING_LIFE / CLOCK_SECOND);
	return web_redirect(web, "%s", path);
}

static bool
is_signed_in(const struct web *web, struct actor *ret_actor)
{
	bool stale;
	struct str session = web_cookie(web, SESSION_COOKIE);
	return session.n > 0 && session_find(web->r, session, web->arena, ret_actor, &stale) == ERR_OK;
}

static enum err
settle_unknown(const struct settling *s)
{
	struct web *web = s->web;
	const struct core_provider *p = &web->core->provider[s->flow->provider];
	struct str visit = web_cookie(web, VISIT_COOKIE);
	struct actor actor;
	bool stale;
	if (s->flow->purpose == IDENTITY_ADD && is_signed_in(web, &actor) &&
	    identity_is_for(p, actor.kind == ACTOR_CLIENT))
		return ask_first(s, &actor, "/account/identity/add");
	if (s->flow->purpose == IDENTITY_ENTER && visit.n > 0 &&
	    visit_find(web->r, visit, web->arena, &actor, &stale) == ERR_OK && identity_is_for(p, true))
		return ask_first(s, &actor, "/welcome/identity");
	return identity_stop(web, "unknown");
}

/* To where they were going; who only showed once more who they are goes back to what they had open. */
static enum err
lead_on(const struct settling *s, const struct actor *actor)
{
	struct str next = s->flow->next;
	if (next.n == 0)
		next = s->flow->purpose == IDENTITY_AGAIN ? STR("/sign-in/again") : str_from_z(role_home(actor->role));
	return web_redirect(s->web, "%.*s", STR_ARG(next));
}

static enum err
settle_known(struct settling *s, const struct identity_find_row *known)
{
	struct web *web = s->web;
	struct actor actor;
	bool client = str_eq_z(known->role, role_name(ROLE_CLIENT));
	if (s->flow->purpose == IDENTITY_ADD)
		return identity_stop(web, "taken");
	if (!identity_is_for(&web->core->provider[s->flow->provider], client))
		return identity_stop(web, "unknown");
	/* never another's session in the place of theirs, with what they had open before them */
	if (s->flow->purpose == IDENTITY_AGAIN && is_signed_in(web, &actor) && !id_eq(actor.account, known->account))
		return identity_stop(web, "other");
	TRY(identity_use(web->w, (struct identity_use_in){ .id = known->id, .used = clock_wall() }));
	TRY(enter_quietly(web, known->account, ENTER_OIDC, &actor));
	s->account = known->account;
	return lead_on(s, &actor);
}

static enum err
settle(struct db_write *w, void *arg)
{
	struct settling *s = arg;
	struct identity_find_row known;
	(void)w;
	forget_flow(s->web);
	enum err e = identity_find(s->web->r, (struct identity_find_in){ .mac = s->mac }, s->web->arena, &known);
	if (e == ERR_NOT_FOUND)
		return settle_unknown(s);
	return e == ERR_OK ? settle_known(s, &known) : e;
}

/* Never the subject alone: two providers may have the same. */
static struct str
mac_of(struct web *web, const struct oidc_identity *who)
{
	struct str both = str_printf(web->arena, "%.*s\n%.*s", STR_ARG(who->issuer), STR_ARG(who->subject));
	return vault_index(web->core->vault, VAULT_INDEX_IDENTITY, both, web->arena);
}

static struct oidc_returned
returned(const struct web *web)
{
	return (struct oidc_returned){
		.state = web_query(web, "state"), .issuer = web_query(web, "iss"), .code = web_query(web, "code"),
		.error = web_query(web, "error"),
	};
}

static enum err
finish(struct web *web, const struct identity_flow *flow)
{
	struct settling s = { .web = web, .flow = flow };
	struct oidc_returned back = returned(web);
	struct oidc_identity who;
	size_t here;
	forget_flow(web);
	TRY(identity_provider(web, web->param[0], &here));
	if (here != flow->provider)
		return stop_at_provider(web, here, OIDC_MIXED_UP);
	enum oidc_fault f = oidc_finish(web->core->provider[here].oidc, &flow->oidc, &back, web->arena, &who);
	if (f != OIDC_FINE)
		return stop_at_provider(web, here, f);
	s.mac = mac_of(web, &who);
	TRY(web_write(web, settle, &s));
	limit_give_back(web->core->limit, LIMIT_TRY, web->x->request.peer);
	if (!id_is_none(s.account))
		log_info("signed_in account=%.*s", STR_ARG(id_text(s.account, web->arena)));
	return ERR_OK;
}

/* A second return (back button, double click) finds nothing to do: who came in
 * is in, and who did not begins again. */
static enum err
come_back(struct web *web)
{
	struct identity_flow flow;
	int wait;
	enum err e = identity_flow_open(web, &flow);
	if (e == ERR_OK)
		web->lang = flow.lang;
	if (e != ERR_OK && web_cookie(web, SESSION_COOKIE).n > 0)
		return web_redirect(web, "/sign-in");
	if (e != ERR_OK)
		return identity_stop(web, "again");
	if (!limit_take(web->core->limit, LIMIT_TRY, web->x->request.peer, &wait))
		return ERR_LIMIT;
	return finish(web, &flow);
}

/* ---- our own key, for providers ---- */

static enum err
show_keys(struct web *web)
{
	if (web->core->oidc_key == NULL)
		return ERR_NOT_FOUND;
	http_add_header(web->x, "Cache-Control", STR("public, max-age=3600"));
	return web_bytes(web, 200, "application/jwk-set+json", oidc_key_set(web->core->oidc_key, web->arena));
}

const struct route identity_routes[] = {
	{ HTTP_GET, "/sign-in/oidc/:provider", SLOW, begin, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/sign-in/oidc/:provider/return", SLOW, come_back, PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_TOKEN, NULL,
		NULL },
	{ HTTP_GET, "/sign-in/oidc-keys", READ, show_keys, PERM_PUBLIC, ROUTE_NO_LANG | ROUTE_CACHE, NULL, NULL },
	{ HTTP_GET, "/sign-in/stopped/:why", READ, show_stopped, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/welcome/identity", READ, identity_show_welcome, PERM_WELCOME, 0, NULL, NULL },
	{ HTTP_POST, "/welcome/identity", WRITE, identity_welcome, PERM_WELCOME, ROUTE_RECORD, "account", "welcome" },
	{ HTTP_GET, "/account/identity", READ, identity_show_list, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_GET, "/account/identity/add", READ, identity_show_add, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/account/identity/add", WRITE, identity_add, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/account/identity/:id/remove", WRITE, identity_remove, PERM_ACCOUNT, ROUTE_STEP_UP, NULL, NULL },
};
const size_t identity_route_count = sizeof identity_routes / sizeof identity_routes[0];
