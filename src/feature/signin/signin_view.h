/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SIGNIN_VIEW_H
#define SIGNIN_VIEW_H
#include "form_view.h"
#include "identity.h"
#include "page.h"
#include "passkey_view.h"

struct sign_in_page {
	struct page top;
	struct form_view form;
	struct passkey_begin passkey;
	struct identity_offers offers; /* providers at which one may sign in */
	bool failed; /* a form came back: nobody needs the introduction again */
	struct url paper; /* the same with a recovery code; absent: it is that page */
	struct url lost;  /* for who has none of it any more */
};

struct again_page {
	struct page top;
	struct form_view form;
	struct url paper;
	struct passkey_ask passkey; /* without a challenge: they have none */
	struct identity_offers offers; /* providers with which the account signs in */
	bool password; /* it signs in with one */
	bool failed, done; /* done: proved, and there is no page to go back to */
};

#endif
