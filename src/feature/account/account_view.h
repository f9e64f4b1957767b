/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ACCOUNT_VIEW_H
#define ACCOUNT_VIEW_H
#include "form_view.h"
#include "identity.h"
#include "page.h"
#include "squares.h"

struct account_show_page {
	struct page top;
	struct str done; /* what was just done; absent: nothing */
	struct url password, app, codes, passkeys, sessions;
	struct url identity; /* the providers it signs in with; absent: there are none */
	bool own; /* it signs in with a password */
	int64_t left; /* recovery codes */
	bool few;
};

/* The password of a new account (with its address), or another one. */
struct account_form_page {
	struct page top;
	struct form_view form;
	struct url back;
	bool failed;
	struct identity_offers offers; /* other ways to an account, of a new one only */
};

/* With a code that somebody of ours gave: the code, then everything anew. */
struct account_recover_page {
	struct page top;
	struct str lead;
	struct form_view form;
	struct url how;
};

struct account_square {
	int64_t size; /* of the code in squares, its white edge included */
	struct squares squares;
	struct str secret; /* in fours */
};

struct account_app_page {
	struct page top;
	bool made; /* there is a secret to show; else it is yet to be asked for */
	struct account_square square;
	struct form_view form;
	struct url begin, back;
	struct str form_id, csrf;
};

struct account_code {
	struct str text;
};
struct account_codes {
	const struct account_code *v;
	size_t n;
};

struct account_codes_page {
	struct page top;
	struct account_codes codes; /* shown this once; none: the page that asks */
	bool is_new;                /* of an account that was just made */
	int64_t left;
	struct url make, on;
	struct str form_id, csrf;
};

struct account_session {
	struct str device; /* absent: not known */
	struct str since, seen;
	bool current;
	struct page_press end;
};
struct account_sessions {
	const struct account_session *v;
	size_t n;
};

struct account_sessions_page {
	struct page top;
	struct account_sessions sessions;
	struct url end_others, back;
	bool others;
	struct str form_id, csrf;
};

#endif
