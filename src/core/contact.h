/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_CONTACT_H
#define CORE_CONTACT_H
/*
 * The gate: the only code that may put a mail or letter in the queue. It asks
 * the safe-contact profile, and what it cannot be sure of it does not send.
 */
#include "core.h"
#include "vault.h"

/* How somebody wants to be contacted; what they chose, and nothing until they did. */
enum contact_wish {
	CONTACT_UNASKED,
	CONTACT_CALL,
	CONTACT_MAIL,
	CONTACT_ONLINE,
	CONTACT_NOT_NOW,
	CONTACT_NEVER,
	CONTACT_WISH_COUNT,
};

enum contact_channel { CHANNEL_PHONE, CHANNEL_MAIL, CHANNEL_LETTER, CHANNEL_VISIT, CHANNEL_COUNT };

/* Parts of a day on which calling is fine. */
#define CONTACT_MORNING 1u   /* 8 to 12 */
#define CONTACT_AFTERNOON 2u /* 12 to 17 */
#define CONTACT_EVENING 4u   /* 17 to 20 */

struct contact_profile {
	enum contact_wish wish;
	struct str phone;   /* the safe number */
	struct str email;   /* the safe address */
	unsigned hours;     /* CONTACT_MORNING | ... ; 0: any hour of the service line */
	bool no_voicemail;
	bool no_post;
	struct str remarks; /* what the person or the police said about safe contact */
	int64_t made;       /* 0: nobody asked yet */
};

const char *contact_wish_name(enum contact_wish w);
enum contact_wish contact_wish_parse(struct str s); /* CONTACT_WISH_COUNT when unknown */
const char *contact_channel_name(enum contact_channel c);
enum contact_channel contact_channel_parse(struct str s); /* CHANNEL_COUNT when unknown */

/* A client who has none gets CONTACT_UNASKED. */
enum err contact_profile_load(
	struct db_read *r, const struct vault_key *k, struct arena *a, struct contact_profile *ret_profile);
enum err contact_profile_save(
	struct db_write *w, const struct vault_key *k, const struct contact_profile *p, struct arena *a);

/* Whether a contact on that channel, at that moment, is within the wishes.
 * CONTACT_FITS, or the reason why not. */
enum contact_fit { CONTACT_FITS, CONTACT_UNWANTED, CONTACT_OTHER_CHANNEL, CONTACT_OTHER_HOURS, CONTACT_NO_POST };
enum contact_fit contact_fits(const struct contact_profile *p, enum contact_channel channel, int64_t wall);

/* Puts a mail or letter in the queue if the profile allows it, the same one
 * at most once a day.
 * ERR_FORBIDDEN: it does not; nothing was queued. The job renders the text
 * when it runs and asks the profile again. */
enum contact_message { MESSAGE_WELCOME, MESSAGE_LETTER, MESSAGE_KEEPSAKE, MESSAGE_INVITATION, MESSAGE_RECOVERY,
	MESSAGE_RECOVERED, CONTACT_MESSAGE_COUNT };
enum err contact_queue(struct db_write *w, struct vault *v, const struct contact_profile *p, struct id client,
    struct id target, enum contact_message message, struct arena *a);

/* A mail that somebody asked for just now, to an address that they gave for
 * this one mail. There is no profile to ask: the asking is the wish. As
 * anybody can type anybody's address, its text says nothing, and one address
 * gets at most CONTACT_ASKED_A_DAY; ERR_LIMIT: it had those. The caller keeps
 * the address until the mail has gone, and no longer. */
#define CONTACT_ASKED_A_DAY 5
enum err contact_queue_asked(struct db_write *w, struct vault *v, struct str email, struct id target,
    enum contact_message message, struct arena *a);

/* A mail about their own account to somebody who works here, or was asked to:
 * no client has a part in it, so there is no profile to ask. Once a target. */
enum err contact_queue_staff(
	struct db_write *w, struct vault *v, struct id target, enum contact_message message, struct arena *a);

/* Sends one mail now, from a job. Neutral sender; subject and text from the
 * template. ERR_UNAVAILABLE: try later. */
struct contact_mail {
	struct str to, subject, text;
	struct id job; /* gives the Message-ID, so that a repeat is seen as one */
};
enum err contact_send_mail(struct core *core, const struct contact_mail *m, struct arena *a);

#endif
