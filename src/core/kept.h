/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_KEPT_H
#define CORE_KEPT_H
/*
 * The page that gives a form back whole when it could not be taken: the
 * session ended meanwhile, the form was of another one, or a part of the
 * house is away. What was typed is shown and sent again with one button.
 */
#include "web.h"

enum kept_why {
	KEPT_TOKEN,   /* made before somebody signed in or began something else */
	KEPT_SESSION, /* a worker's session ended: sign in, then send */
	KEPT_PROOF,   /* signed in, but what is asked needs proof once more (ROUTE_STEP_UP) */
	KEPT_VISIT,   /* a client's visit ended: open the link again */
	KEPT_PURPOSE, /* a dossier that asks for what it is opened */
	KEPT_AWAY,    /* disk or database */
};

struct kept_field {
	struct str name, value;
	bool shown; /* words that a person typed */
};

struct kept_fields {
	const struct kept_field *v;
	size_t n;
};

struct kept_page {
	struct page top;
	struct url action;
	struct str form_id, csrf;
	struct str text;
	struct str submit; /* absent: it cannot be sent from here */
	struct kept_fields fields;
	struct url sign_in; /* KEPT_SESSION, KEPT_PROOF: opens in another tab */
	struct url purpose; /* KEPT_PURPOSE: so does this */
};

struct str kept_title(const struct web *web, enum kept_why why);
void kept_fill(struct web *web, enum kept_why why, struct kept_page *p);

#endif
