/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "kept.h"

#include "banned.h"

static const struct {
	enum msg title, text, submit;
} words[] = {
	[KEPT_TOKEN] = { MSG_KEPT_TOKEN_TITLE, MSG_KEPT_TOKEN_TEXT, MSG_KEPT_SEND },
	[KEPT_SESSION] = { MSG_KEPT_SESSION_TITLE, MSG_KEPT_SESSION_TEXT, MSG_KEPT_SEND },
	[KEPT_PROOF] = { MSG_KEPT_PROOF_TITLE, MSG_KEPT_PROOF_TEXT, MSG_KEPT_SEND },
	[KEPT_VISIT] = { MSG_KEPT_VISIT_TITLE, MSG_KEPT_VISIT_TEXT, MSG_NONE },
	[KEPT_PURPOSE] = { MSG_KEPT_PURPOSE_TITLE, MSG_KEPT_PURPOSE_TEXT, MSG_KEPT_SEND },
	[KEPT_AWAY] = { MSG_KEPT_AWAY_TITLE, MSG_KEPT_AWAY_TEXT, MSG_KEPT_AGAIN },
};

struct str
kept_title(const struct web *web, enum kept_why why)
{
	return web_text(web, words[why].title);
}

static bool
is_own(struct str name)
{
	return str_eq_z(name, "csrf") || str_eq_z(name, "form_id");
}

/* A code from a letter may come back; the one beside a password works once. */
static bool
is_secret(const struct web *web, struct str name)
{
	bool signs_in = web_field(web, "password").p != NULL;
	return str_starts(name, STR("password")) || (signs_in && str_eq_z(name, "code"));
}

void
kept_fill(struct web *web, enum kept_why why, struct kept_page *p)
{
	size_t n = 0;
	struct kept_field *v = ARENA_ARRAY(web->arena, struct kept_field, web->fields.n + 1);
	for (size_t i = 0; i < web->fields.n; i++) {
		const struct http_field *f = &web->fields.v[i];
		if (is_own(f->name) || is_secret(web, f->name) || f->file_name.p != NULL)
			continue;
		v[n++] = (struct kept_field){ f->name, f->value, f->value.n > 20 || str_find_char(f->value, ' ') >= 0 };
	}
	p->fields = (struct kept_fields){ v, n };
	p->action = url_path(web->x->request.path);
	/* The same form_id: if it was taken after all, it is not done twice. */
	p->form_id = web->form_id.p != NULL ? web->form_id : web_form_id(web);
	p->csrf = web_form_token(web);
	p->text = web_text(web, words[why].text);
	p->submit = words[why].submit == MSG_NONE ? STR_NONE : web_text(web, words[why].submit);
	if (why == KEPT_PROOF)
		p->sign_in = web_url(web, "/sign-in/again");
	if (why == KEPT_SESSION)
		p->sign_in = web_url(web, "/sign-in");
	if (why == KEPT_PURPOSE)
		p->purpose = web_url(web, "/work/client/%.*s/open", STR_ARG(web->param[0]));
}
