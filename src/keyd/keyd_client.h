/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEYD_CLIENT_H
#define KEYD_CLIENT_H
/*
 * Asking the key process. One handle serves all threads of a process; calls
 * take turns. If the key process dies or does not answer in time, that call
 * gives ERR_UNAVAILABLE and another process is started for the next one. If its
 * starter dies too, every call gives ERR_UNAVAILABLE from then on.
 *
 * Every function may also give: ERR_UNAVAILABLE (away, or its disk is),
 * ERR_INVALID (a bad id or count, or a wrapped key that is damaged or not of
 * this client). n is 1 to KEYD_ITEMS; on failure nothing is given out.
 * The caller wipes plain keys (crypto_wipe) and keeps them in secret memory.
 */
#include <stdbool.h>
#include <sys/types.h>

#include "keyd_message.h"

struct keyd;

struct keyd_options {
	const char *program; /* NULL: this program itself */
	const char *dir;     /* the data folder; keys are in DIR/keys */
	uint32_t actor_cap;  /* 0: as in keyd.h */
	uint32_t process_cap;
	int timeout_ms; /* for one answer; 0: 2 seconds */
};

/* Starts `PROGRAM keyd --starter` (keyd_starter.h), which starts `keyd --dir DIR`
 * and starts it anew as long as the handle lives, and waits until it answers.
 * The program must not wait for children it does not know (waitpid(-1)). When
 * this has returned the caller starts no process any more and needs no right to. */
enum err keyd_start(const char *program, const char *dir, struct keyd **ret_keyd);
enum err keyd_start_with(const struct keyd_options *options, struct keyd **ret_keyd);

/* The same answers given in this process, without any barrier: for tests. */
enum err keyd_start_inside(const char *dir, struct keyd **ret_keyd);

/* Closes the sockets, upon which the processes end, and waits for them. NULL is fine. */
void keyd_stop(struct keyd *k);

/* Whether the starter has ended, as the signal SIGCHLD may say: a key process that
 * ends after that does not come back, and neither does what it opened. Whoever
 * learns it ends too, and is started anew from outside. */
bool keyd_starter_ended(struct keyd *k);

/* The process, or 0 when there is none now. */
pid_t keyd_pid(struct keyd *k);

/* One message: fills in the head of the request. */
enum err keyd_call(struct keyd *k, enum keyd_type type, uint32_t count, struct keyd_request *request,
                   struct keyd_answer *ret_answer);

/* New data keys, one for each client id. */
enum err keyd_wrap(struct keyd *k, const struct id *client, uint32_t n, struct keyd_made *ret_made);

/* Plain keys for an actor and a purpose (16 bits, core/access gives them
 * meaning). ERR_LIMIT past a cap, ERR_NOT_FOUND when the wrapping key of one
 * was retired (its client is erased). */
enum err keyd_unwrap(struct keyd *k, struct id actor, uint32_t purpose, const struct keyd_item *item,
                     uint32_t n, struct crypto_key *ret_key);

/* The same keys under the newest wrapping key. ERR_NOT_FOUND as above. */
enum err keyd_rewrap(struct keyd *k, const struct keyd_item *item, uint32_t n, struct keyd_wrapped *ret_wrapped);

enum err keyd_class_key(struct keyd *k, enum keyd_class which, struct crypto_key *ret_key);

/* The heads after each of n record hashes, `head` being the one before. */
enum err keyd_chain(struct keyd *k, const struct keyd_hash *head, const struct keyd_hash *record,
                    uint32_t n, struct keyd_hash *ret_head);

/* ERR_LIMIT when KEYD_VERSIONS exist already. */
enum err keyd_rotate(struct keyd *k, uint32_t *ret_version);

/* Destroys a version; the caller has rewrapped all that is to survive.
 * ERR_CONFLICT for the newest, ERR_NOT_FOUND when there is none. */
enum err keyd_retire(struct keyd *k, uint32_t version);

enum err keyd_status(struct keyd *k, struct keyd_status *ret_status);

#endif
