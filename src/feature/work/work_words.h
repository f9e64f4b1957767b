/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WORK_WORDS_H
#define WORK_WORDS_H
/* What stands in the rows as codes, in words. */
#include "messages.h"
#include "work.h"
#include "work_view.h"

/* "vandaag 17:00", "24 november 17:00"; the year when it is another one. */
struct str words_moment(enum lang lang, int64_t moment, int64_t now, struct arena *a);

enum msg words_channel(enum contact_channel c);
enum msg words_result(enum work_result r);
enum msg words_fit(enum contact_fit f);     /* why it does not fit */
enum msg words_warning(enum contact_fit f); /* before it is noted */
enum msg words_wish(enum contact_wish w);
enum msg words_relation(enum relation r);
enum msg words_ground(enum registration_ground g);
enum msg words_consent(enum consent_purpose p);
enum msg words_source(enum registration_source s);
/* Why no welcome went out by itself; MSG_NONE: it did. */
enum msg words_decision(enum registration_decision d);
/* What is to be done. */
enum msg words_task(enum work_kind k, enum registration_decision d);

/* What one must know before making contact, the most important first. */
struct work_signs words_signs(enum lang lang, enum contact_wish w, enum registration_decision d, struct arena *a);

#endif
