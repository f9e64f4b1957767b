/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef RECOVERY_H
#define RECOVERY_H
/*
 * The way back for a client who lost password, app and codes together. A
 * worker who spoke to them starts it, a second one decides, a time to wait
 * passes (core: recovery_hours), then the first hands over a code, by voice or
 * on paper. With it and their birth date the client chooses everything anew
 * (feature/account). Nothing that lets somebody in is ever sent.
 *
 * It stands as long as both workers do: who left, changed team, or handed the
 * client over takes theirs along.
 */
#include "clock.h"
#include "core.h"
#include "job.h"
#include "route.h"
#include "vault.h"
#include "welcome.h"

#define RECOVERY_LIFE (7 * CLOCK_DAY)       /* for the second worker to decide, and for the code to be handed over */
#define RECOVERY_CODE_LIFE CLOCK_HOUR
#define RECOVERY_PROVED_LIFE CLOCK_HOUR     /* to choose everything anew once the code was right */
#define RECOVERY_COOKIE "__Host-recovery"

/* How the worker knew who it was. */
enum recovery_how { RECOVERY_MET, RECOVERY_CALLED, RECOVERY_OTHER, RECOVERY_HOW_COUNT };
const char *recovery_how_name(enum recovery_how h);
enum recovery_how recovery_how_parse(struct str name); /* the count when unknown */

enum recovery_state {
	RECOVERY_WAITING,   /* for the second worker */
	RECOVERY_APPROVED,  /* the time to wait passes */
	RECOVERY_READY,     /* a code may be handed over and used */
	RECOVERY_USED,      /* from here on it is over */
	RECOVERY_REFUSED,
	RECOVERY_WITHDRAWN, /* by a worker */
	RECOVERY_STOPPED,   /* by the client, who could still sign in */
	RECOVERY_VOID,      /* one of the workers does not stand behind it any more */
	RECOVERY_EXPIRED,
	RECOVERY_STATE_COUNT,
};

struct recovery {
	struct id id, client, account; /* account: the client's */
	struct id started_by, decided_by; /* ID_NONE: nobody decided */
	enum recovery_how how;
	enum recovery_state state;
	int64_t made, decided, ready, ended; /* 0: not yet */
	struct str reason, other, answer;    /* sealed: recovery_read opens them */
};

/* The newest of a client, as it stands now. ERR_NOT_FOUND: there never was one. */
enum err recovery_find(struct db_read *r, struct id client, struct arena *a, struct recovery *ret_recovery);
bool recovery_is_open(const struct recovery *y);
enum err recovery_read(const struct vault_key *k, struct recovery *y, struct arena *a);

struct recovery_new {
	struct id by; /* the worker */
	enum recovery_how how;
	struct str reason, other; /* other: absent unless RECOVERY_OTHER */
};

/* Begins one, and tells the client where their wishes allow it. ERR_CONFLICT:
 * there is one already. ERR_NOT_FOUND: the client has no open account. */
enum err recovery_start(
    struct core *core, struct db_write *w, const struct vault_key *k, const struct recovery_new *n, struct arena *a);

struct recovery_decision {
	struct id recovery, by;
	bool yes;
	struct str reason;
};

/* ERR_FORBIDDEN: by who began it. ERR_NOT_FOUND: it is not waiting (any more). */
enum err recovery_decide(struct core *core, struct db_write *w, const struct vault_key *k,
    const struct recovery_decision *d, struct arena *a);

/* Ends what is open: RECOVERY_WITHDRAWN or RECOVERY_STOPPED. ERR_NOT_FOUND: nothing was. */
enum err recovery_end(struct db_write *w, struct id client, enum recovery_state how, struct arena *a);

/* The code to hand over; one made before opens nothing any more. ERR_FORBIDDEN:
 * not by that worker, or not now. ERR_INVALID: nothing is known that it could
 * be asked with. */
enum err recovery_make_code(struct core *core, struct db_write *w, struct id client, struct id by,
    const struct welcome_proof *known, struct arena *a, struct str *ret_secret);

/* Opens a code; *ret_token is for RECOVERY_COOKIE, and the code is used up.
 * ERR_NOT_FOUND, ERR_LIMIT: it opens nothing. ERR_FORBIDDEN: what the person
 * knows was wrong; the try was counted, so commit. */
enum err recovery_prove(struct core *core, struct db_write *w, struct str secret, const struct welcome_proof *proof,
    struct arena *a, struct str *ret_token);
/* Whose the cookie is. ERR_NOT_FOUND: nobody's, or it is over by now. */
enum err recovery_proved(struct db_read *r, struct str token, struct arena *a, struct recovery *ret_recovery);
/* The last step: it is used, and the client is told. */
enum err recovery_finish(struct core *core, struct db_write *w, const struct vault_key *k, const struct recovery *y,
    struct arena *a);

/* The job that MESSAGE_RECOVERY and MESSAGE_RECOVERED put in the queue. */
enum err recovery_mail_job(struct core *core, const struct job *job, struct arena *a);

extern const struct route recovery_routes[];
extern const size_t recovery_route_count;

#endif
