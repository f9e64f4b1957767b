/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef WELCOME_H
#define WELCOME_H
/*
 * The first contact: the online welcome by mail, the letter's code, the proof
 * that it is the person, and the choice how and when to be contacted.
 *
 * A link or code opens with the birth date or the postcode. Both are kept with
 * the code as keyed hashes over the code itself, so that they can be checked
 * before anything of the client is opened, and say nothing to a thief.
 */
#include "code.h"
#include "contact.h"
#include "date.h"
#include "job.h"
#include "registration.h"
#include "route.h"

#define WELCOME_LIFE (14 * CLOCK_DAY)
#define WELCOME_LETTER_LIFE (60 * CLOCK_DAY)

struct welcome_code {
	enum code_kind kind; /* CODE_WELCOME or CODE_LETTER */
	struct str secret;
	struct id client, registration;
	struct date birth;   /* DATE_NONE: not known */
	struct str postcode; /* absent: not known */
	int64_t life;
};

/* Makes a link or code that opens with either proof. ERR_INVALID: there is neither. */
enum err welcome_code_put(struct core *core, struct db_write *w, const struct welcome_code *c, struct arena *a);

/* What somebody gives as proof: one of them is enough. */
struct welcome_proof {
	struct date birth;   /* DATE_NONE: not known */
	struct str postcode; /* absent: not known */
};

/* What is kept with a code to check a proof by, for other codes that open like
 * these. ERR_INVALID: neither is known. */
enum err welcome_proof_keep(struct vault *v, struct str secret, const struct welcome_proof *known, struct arena *a,
    struct str *ret_held);
bool welcome_proof_fits(
    struct vault *v, struct str secret, struct str held, const struct welcome_proof *p, struct arena *a);

/* Checks the proof and begins a visit; *ret_token is for its cookie.
 * ERR_NOT_FOUND: no such code. ERR_LIMIT: five wrong proofs were given.
 * ERR_FORBIDDEN: the proof is wrong; the try was counted, so commit. */
struct welcome_opened {
	struct id client, registration;
	struct str token;
};
enum err welcome_open(struct core *core, struct db_write *w, enum code_kind kind, struct str secret,
    const struct welcome_proof *proof, struct arena *a, struct welcome_opened *ret_opened);

/* What an opened letter is about; on record as the client's own look. */
struct welcome_letter {
	enum offence offence;
};
enum err welcome_letter_of(struct core *core, struct db_write *w, const struct welcome_opened *opened, struct arena *a,
    struct welcome_letter *ret_letter);

/* Stores the wishes and what follows from them: a call-back for who wants to
 * be called, no more work for who wants nothing now. */
enum err welcome_choose(struct core *core, struct db_write *w, const struct vault_key *k, struct id registration,
    const struct contact_profile *p, struct arena *a);

/* A mail or letter that could not go: somebody of the team decides what does. */
enum err welcome_gave_up(struct db_write *w, const struct job *job, struct arena *a);

/* The job that MESSAGE_WELCOME puts in the queue. */
enum err welcome_mail_job(struct core *core, const struct job *job, struct arena *a);

extern const struct route welcome_routes[];
extern const size_t welcome_route_count;

#endif
