/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "contact_form.html.h"
#include "contact_thanks.html.h"
#include "form.h"
#include "message.h"
#include "message_view.h"
#include "web.h"

#include "banned.h"

static const struct form_field fields[] = {
	{ "text", FORM_LONG, MSG_CONTACT_TEXT, MSG_CONTACT_TEXT_HINT, 0, 5000, NULL, NULL },
	{ "name", FORM_TEXT, MSG_CONTACT_NAME, MSG_NONE, FORM_OPTIONAL, 100, "name", NULL },
	{ "reply", FORM_TEXT, MSG_CONTACT_REPLY, MSG_CONTACT_REPLY_HINT, FORM_OPTIONAL, 200, NULL, NULL },
};
#define FIELDS (sizeof fields / sizeof fields[0])

static void
page(struct web *web, const struct form *f)
{
	struct contact_page p = {
		.top = web_page(web, web_text(web, MSG_CONTACT_TITLE)),
		.form = form_view(f, web, web_path(web, "/contact"), MSG_CONTACT_SEND),
		.callback = web_url(web, "/callback"),
	};
	p.top.has_errors = form_failed(f);
	contact_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
}

static enum err
show(struct web *web)
{
	struct form f;
	form_init(&f, fields, FIELDS);
	page(web, &f);
	return ERR_OK;
}

static enum err
send(struct web *web)
{
	struct form f;
	if (form_read(&f, fields, FIELDS, web) != ERR_OK) {
		page(web, &f);
		return ERR_INVALID;
	}
	struct message m = {
		.text = form_value(&f, "text"), .name = form_value(&f, "name"), .reply = form_value(&f, "reply"),
	};
	TRY(message_send(web->core, web->w, &m, web->arena));
	return web_redirect(web, "/contact/sent");
}

static enum err
sent(struct web *web)
{
	struct contact_thanks_page p = {
		.top = web_page(web, web_text(web, MSG_CONTACT_SENT_TITLE)), .home = web_url(web, "/"),
	};
	contact_thanks_html(web_html(web, 200), &p);
	return ERR_OK;
}

const struct route message_routes[] = {
	{ HTTP_GET, "/contact", READ, show, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_POST, "/contact", WRITE, send, PERM_PUBLIC, 0, NULL, NULL },
	{ HTTP_GET, "/contact/sent", READ, sent, PERM_PUBLIC, 0, NULL, NULL },
};
const size_t message_route_count = sizeof message_routes / sizeof message_routes[0];
