/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody gave permission for. */
#include "clock.h"
#include "consent.h"
#include "mijn_consents.html.h"
#include "mijn_internal.h"
#include "say.h"

#include "banned.h"

/* The words of each version: an older one stays here as long as somebody may
 * have agreed to it. core/consent.c says which is asked now. */
static const struct {
	enum msg title, text;
} words[CONSENT_PURPOSE_COUNT] = {
	[CONSENT_PARTNER] = { MSG_CONSENT_PARTNER, MSG_CONSENT_PARTNER_1 },
	[CONSENT_TRUSTED_PERSON] = { MSG_CONSENT_TRUSTED, MSG_CONSENT_TRUSTED_1 },
	[CONSENT_EVALUATION] = { MSG_CONSENT_EVALUATION, MSG_CONSENT_EVALUATION_1 },
	[CONSENT_RESEARCH] = { MSG_CONSENT_RESEARCH, MSG_CONSENT_RESEARCH_1 },
};

/* "Ja, sinds 3 december 2026 (tekst 1)." */
static struct str
state_words(struct web *web, const struct consent *c)
{
	if (c == NULL)
		return web_text(web, MSG_CONSENT_NEVER);
	struct msg_arg args[] = {
		{ .text = date_text(date_local(c->made).date, web->lang, web->arena) }, { .number = c->version },
	};
	return msg_fill(web->lang, c->given ? MSG_CONSENT_YES : MSG_CONSENT_NO, args, 2, web->arena);
}

static struct mijn_consent_view
purpose_view(struct web *web, const struct consents *all, enum consent_purpose p)
{
	bool given = consent_stands(all, p);
	const char *name = consent_purpose_name(p);
	return (struct mijn_consent_view){
		.id = str_from_z(name),
		.title = web_text(web, words[p].title),
		.text = web_text(web, words[p].text),
		.state = state_words(web, consent_last(all, p)),
		.given = given,
		.press = web_press(web, given ? MSG_CONSENT_REVOKE : MSG_CONSENT_GIVE,
			web_path(web, "/mijn/consents/%s/%s", name, given ? "revoke" : "give")),
	};
}

struct str
mijn_consent_words(const struct consent *c, enum lang lang, int64_t now, struct arena *a)
{
	struct msg_arg args[] = {
		{ .text = mijn_moment(lang, c->made, now, a) },
		{ .text = msg_text(lang, words[c->purpose].title) },
		{ .number = c->version },
	};
	return msg_fill(lang, c->given ? MSG_CONSENT_GAVE : MSG_CONSENT_TOOK, args, 3, a);
}

static struct strs
history_lines(struct web *web, const struct consents *all)
{
	struct str *v = ARENA_ARRAY(web->arena, struct str, all->n);
	int64_t now = clock_wall();
	for (size_t i = 0; i < all->n; i++)
		v[i] = mijn_consent_words(&all->v[i], web->lang, now, web->arena);
	return (struct strs){ v, all->n };
}

enum err
mijn_show_consents(struct web *web)
{
	struct consents all;
	TRY(consent_history(web->r, web->actor.client, web->arena, &all));
	struct mijn_consent_view *v = ARENA_ARRAY(web->arena, struct mijn_consent_view, CONSENT_PURPOSE_COUNT);
	for (enum consent_purpose p = 0; p < CONSENT_PURPOSE_COUNT; p++)
		v[p] = purpose_view(web, &all, p);
	struct mijn_consents_page p = {
		.top = web_page(web, web_text(web, MSG_CONSENT_TITLE)),
		.purposes = { v, CONSENT_PURPOSE_COUNT },
		.history = history_lines(web, &all),
		.back = web_url(web, "/mijn"),
	};
	mijn_consents_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
put(struct web *web, bool given)
{
	enum consent_purpose p = consent_purpose_parse(web->param[0]);
	if (p == CONSENT_PURPOSE_COUNT)
		return ERR_NOT_FOUND;
	TRY(consent_put(web->w, web->actor.client, p, given));
	return web_redirect(web, "/mijn/consents#%s", consent_purpose_name(p));
}

enum err
mijn_give_consent(struct web *web)
{
	return put(web, true);
}

enum err
mijn_revoke_consent(struct web *web)
{
	return put(web, false);
}
