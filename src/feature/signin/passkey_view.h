/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PASSKEY_VIEW_H
#define PASSKEY_VIEW_H
/* Pages with passkeys. What a browser is asked stands in attributes that
 * web/script/40_passkey.js reads; it sends the answer as a form. */
#include "form_view.h"
#include "page.h"

/* The way from the sign-in page to the question. */
struct passkey_begin {
	struct url action;
	struct str csrf; /* absent: no cookie to bind the form to */
	struct str next; /* where to go afterwards; absent: where the role begins */
};

/* The part of a page where somebody signs in with a passkey. */
struct passkey_ask {
	struct url action;
	struct str csrf;      /* absent: no cookie to bind the form to */
	struct str next;      /* where to go afterwards; absent: where the role begins */
	struct str challenge, site;
	struct str only;      /* ids of credentials that may answer, spaces between; empty: any */
	bool now;             /* asks without another press */
};

struct passkey_door_page {
	struct page top;
	struct form_view form; /* what was wrong */
	struct passkey_ask ask;
	struct url back;
};

struct passkey_line {
	struct url open;
	struct str name, made;
	struct str used; /* absent: never */
};

struct passkey_lines {
	const struct passkey_line *v;
	size_t n;
};

struct passkey_list_page {
	struct page top;
	struct passkey_lines passkeys;
	struct url add, back;
};

struct passkey_new_page {
	struct page top;
	struct form_view form;
	struct url back;
	struct str challenge, site, organisation;
	struct str user;  /* what the authenticator keeps of whose it is */
	struct str known; /* ids of credentials that there are, spaces between */
};

struct passkey_page {
	struct page top;
	struct form_view form;
	struct str made, used;
	struct url back, remove;
	struct str form_id; /* of the form that removes */
};

#endif
