/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "keepsake.h"

#include "clock.h"
#include "code.h"
#include "contact.h"
#include "keepsake.sql.h"
#include "keepsake_mail.subject.h"
#include "keepsake_mail.txt.h"
#include "keepsake_view.h"
#include "vault.h"

#include "banned.h"

bool
keepsake_is_page(struct str page)
{
	if (page.n == 0 || page.n > KEEPSAKE_PAGE_MAX || page.p[0] != '/')
		return false;
	for (size_t i = 0; i < page.n; i++) {
		char c = page.p[i];
		bool slash = c == '/' && (i == 0 || page.p[i - 1] != '/');
		if (!slash && c != '-' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

/* ---- asking ---- */

/* Four lines: none of them can hold a line end. */
enum err
keepsake_mail(struct core *core, struct db_write *w, const struct keepsake *k, struct str email, enum lang lang,
    struct arena *a)
{
	struct id id = id_new();
	struct str body = str_printf(a, "%.*s\n%s\n%.*s\n%.*s", STR_ARG(email), lang_code(lang), STR_ARG(k->page),
	    STR_ARG(k->token));
	TRY(contact_queue_asked(w, core->vault, email, id, MESSAGE_KEEPSAKE, a));
	return keepsake_insert(w, (struct keepsake_insert_in){
	    .id = id,
	    .made = clock_wall(),
	    .body = vault_seal_staff(core->vault, SEALED_KEEPSAKE_BODY, id, body, a),
	});
}

/* ---- sending ---- */

struct mailing {
	struct core *core;
	const struct job *job;
	struct arena *arena;
	struct str to, secret;
	enum lang lang;
};

/* What the link opens is kept under a key that needs the key process. */
static enum err
make_code(struct db_write *w, struct mailing *m, struct str what)
{
	struct vault *v = m->core->vault;
	struct code_new n = {
		.kind = CODE_KEEPSAKE,
		.secret = code_make_link(v, m->job->id, m->arena),
		.target = m->job->target,
		.life = KEEPSAKE_LIFE,
	};
	TRY(vault_escrow(v, n.target, what, m->arena, &n.held));
	TRY(code_put(w, v, &n, m->arena));
	m->secret = n.secret;
	return ERR_OK;
}

static enum err
prepare(struct db_write *w, void *arg)
{
	struct mailing *m = arg;
	struct keepsake_get_row row;
	struct str body, lang;
	TRY(keepsake_get(db_reading(w), (struct keepsake_get_in){ .id = m->job->target }, m->arena, &row));
	TRY(vault_unseal_staff(m->core->vault, SEALED_KEEPSAKE_BODY, m->job->target, row.body, m->arena, &body));
	if (!str_split(&body, '\n', &m->to) || !str_split(&body, '\n', &lang))
		return ERR_INTERNAL;
	m->lang = str_eq_z(lang, lang_code(LANG_EN)) ? LANG_EN : LANG_NL;
	return make_code(w, m, body);
}

static enum err
forget(struct db_write *w, void *arg)
{
	const struct job *job = arg;
	return keepsake_delete(w, (struct keepsake_delete_in){ .id = job->target });
}

enum err
keepsake_gave_up(struct db_write *w, const struct job *job, struct arena *a)
{
	(void)a;
	return keepsake_delete(w, (struct keepsake_delete_in){ .id = job->target });
}

enum err
keepsake_job(struct core *core, const struct job *job, struct arena *a)
{
	struct mailing m = { .core = core, .job = job, .arena = a };
	struct buf subject, text;
	enum err e = db_write_run(core->db, prepare, &m);
	if (e == ERR_NOT_FOUND) /* an earlier run sent it */
		return ERR_OK;
	TRY(e);
	struct keepsake_mail_text page = {
		.link = str_printf(
			a, "%.*s/%s/keepsake/%.*s", STR_ARG(core->public_url), lang_code(m.lang), STR_ARG(m.secret)),
		.days = KEEPSAKE_LIFE / CLOCK_DAY,
		.sender = core->mail_from_name,
	};
	buf_init(&subject, 1000, a);
	buf_init(&text, 65536, a);
	keepsake_mail_subject(&(struct html){ &subject, m.lang }, &page);
	keepsake_mail_txt(&(struct html){ &text, m.lang }, &page);
	TRY(contact_send_mail(core, &(struct contact_mail){
	    .to = m.to, .subject = buf_view(&subject), .text = buf_view(&text), .job = job->id }, a));
	return db_write_run(core->db, forget, (void *)(uintptr_t)job);
}

/* ---- opening ---- */

enum err
keepsake_open(struct core *core, struct db_read *r, struct str secret, struct arena *a, struct keepsake *ret_keepsake)
{
	struct code code;
	struct str rest;
	struct keepsake k;
	TRY(code_find(r, core->vault, CODE_KEEPSAKE, secret, a, &code));
	TRY(vault_release(core->vault, code.target, code.held, a, &rest));
	if (!str_split(&rest, '\n', &k.page) || !keepsake_is_page(k.page))
		return ERR_INTERNAL;
	k.token = rest;
	*ret_keepsake = k;
	return ERR_OK;
}
