/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H
/*
 * Every delivered service is counted once; reach is added up without persons,
 * and so is help of which nobody is known.
 * The field's three depths: informing (nothing known of the person), advising
 * (the offence is known), supporting (person and incident are known).
 */
#include "core.h"

struct service {
	const char *product;  /* "intake.burglary", "welcome", "callback" */
	const char *depth;    /* "informing", "advising", "supporting" */
	const char *audience; /* "victims", ... */
	const char *channel;  /* "online", "phone", "face_to_face" */
	struct str source;    /* one of the closed list, see measure_source */
};

/* Counts it, unless the same thing (draft, registration, call) was counted
 * for this product before. */
enum err service_count(struct db_write *w, struct vault *v, const struct service *s, struct id thing, struct arena *a);

struct measure *measure_new(void);
void measure_free(struct measure *m);
/* Somebody saw an offer. Cheap, on any thread; written by measure_flush. No
 * name needs to outlive the call. */
void measure_reach(struct measure *m, const char *product, const char *audience, struct str source);
/* Help that was given to somebody of whom nothing is known, so that nothing
 * tells whether it counted before: a page that was read, a list that was
 * opened. Sums only, kept and written like reach. */
void measure_served(struct measure *m, const struct service *s);
enum err measure_flush(struct core *core);

/* Where a visit came from, as one of the closed list ("direct", "organic",
 * "social", "referral", "e-mail", "letter", "campaign", "police", ...): from
 * the `via` of the address or the kind of site that led here. Never the address itself. */
struct str measure_source(struct str via, struct str referer, struct str own_host);

#endif
