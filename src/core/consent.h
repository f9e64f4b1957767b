/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_CONSENT_H
#define CORE_CONSENT_H
/*
 * What a client gave us permission for, per purpose, with its date and the
 * version of the text that was agreed to (AVG, articles 4 (11) and 7). Nothing
 * is given until the client gives it; taking back works in the transaction
 * that says so. Rows are only added, so that the history stays.
 *
 * A purpose's text never changes under its number: who writes another text
 * raises the version, and a permission for an older one no longer counts.
 */
#include <stdbool.h>
#include <stdint.h>

#include "core.h"

enum consent_purpose {
	CONSENT_PARTNER,        /* passing on to another organisation that helps */
	CONSENT_TRUSTED_PERSON, /* talking with somebody whom the client names */
	CONSENT_EVALUATION,     /* being asked how the help was */
	CONSENT_RESEARCH,       /* use in research that leads to nobody */
	CONSENT_PURPOSE_COUNT,
};

const char *consent_purpose_name(enum consent_purpose p);
enum consent_purpose consent_purpose_parse(struct str name); /* the count when unknown */
/* The version of its text that is asked now. */
int64_t consent_version(enum consent_purpose p);

/* ERR_OK: given, and not taken back. ERR_FORBIDDEN: it is not. Ask in the
 * transaction that does what it is for. */
enum err consent_given(struct db_read *r, struct id client, enum consent_purpose p);

/* Gives it for the text as it is now, or takes it back. What is so already adds nothing. */
enum err consent_put(struct db_write *w, struct id client, enum consent_purpose p, bool given);

/* The history, the newest first. */
struct consent {
	enum consent_purpose purpose;
	int64_t version;
	bool given;
	int64_t made;
};
struct consents {
	struct consent *v;
	size_t n;
};
enum err consent_history(struct db_read *r, struct id client, struct arena *a, struct consents *ret_consents);
/* The last word about a purpose in a history; NULL: none. */
const struct consent *consent_last(const struct consents *history, enum consent_purpose p);
/* Whether that word is yes, to the text as it is now. */
bool consent_stands(const struct consents *history, enum consent_purpose p);

#endif
