/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_WRAPPING_H
#define CORE_WRAPPING_H
/*
 * The life of wrapping keys. The newest version wraps; what stands under an
 * older one is wrapped anew, a little at a time, and when nothing is left the
 * older one is destroyed. A version that an erased client stood under is
 * marked, and replaced when the oldest mark is WRAPPING_WAIT old, so that one
 * round of wrapping anew serves the erasures of some days.
 *
 * Nothing is kept in memory between two rounds: whoever starts after a kill
 * goes on where the rows say.
 */
#include "clock.h"
#include "core.h"

#define WRAPPING_EVERY (5 * CLOCK_SECOND) /* from round to round */
#define WRAPPING_WAIT (3 * CLOCK_DAY)   /* from a mark to a new version */
#define WRAPPING_GRACE CLOCK_HOUR       /* from replaced to destroyed, for keys that are being stored */
#define WRAPPING_WITHIN (7 * CLOCK_DAY) /* from asked to final, at most */

/* Marks a version, in the transaction that erases. */
enum err wrapping_mark(struct db_write *w, int64_t version);

/* One round. A timer; it deletes. */
enum err wrapping_round(struct core *core);

/* Makes a new version now; the rounds of whoever serves do the rest. */
enum err wrapping_rotate(struct core *core, int64_t *ret_version);

struct wrapping_state {
	int64_t version;
	bool newest, destroyed;
	int64_t clients;                     /* whose keys stand under it */
	int64_t marked, replaced, ended;     /* wall time; 0: not */
};

struct wrapping_report {
	struct wrapping_state *v; /* ascending version */
	size_t n;
	int64_t asked, gone, final;          /* erasures by state */
	int64_t oldest;                      /* when the oldest that is not final was asked; 0: none */
	int64_t destroyed;                   /* when a version was last destroyed: copies from before open no more */
	int64_t people, usual, refused;      /* clients whose key was asked in this hour, and the most in an hour of
	                                        the week before; requests past a cap since the key process started */
};

/* How it stands, as `nabij keys status` shows it. */
enum err wrapping_look(struct core *core, struct arena *a, struct wrapping_report *ret_report);

/* True when an erasure waits longer than WRAPPING_WITHIN allows, or soon will. */
bool wrapping_is_late(const struct wrapping_report *report, int64_t now);

#endif
