/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEYD_STATE_H
#define KEYD_STATE_H
/*
 * The inside of the key process. Nothing outside this folder includes it,
 * except its tests and its fuzz harness.
 */
#include <sys/stat.h>

#include "keyd.h"
#include "keyd_message.h"

#define KEYD_COUNT_SLOTS (1u << 17)
#define KEYD_LOG_LINE 88
#define KEYD_WEEK 168u      /* hours */
#define KEYD_USUAL_MIN 100u /* so many clients in an hour are nothing unusual anywhere */

struct keyd_kek {
	uint32_t version;
	int64_t created; /* wall time, ms */
	struct crypto_key key;
};

/* In locked memory. */
struct keyd_secret {
	struct crypto_key root, chain, file, class_key[KEYD_CLASS_COUNT];
	struct keyd_kek kek[KEYD_VERSIONS]; /* ascending version */
	struct keyd_request request;        /* room of the loop */
	struct keyd_answer answer;
};

/* Who opened whom within this hour of the clock. One table holds (actor,
 * client), (nobody, client) and (actor, nobody), the last with a number. */
struct keyd_slot {
	struct id actor, client;
	uint32_t number; /* 0: free */
};

struct keyd_count {
	struct keyd_slot *slot; /* KEYD_COUNT_SLOTS */
	uint32_t used;
	uint32_t clients; /* different ones */
	uint32_t actor_cap, process_cap;
	int64_t hour;
	uint32_t week[KEYD_WEEK]; /* different clients in each of the hours before, by hour */
	bool many_by_actor, unusual; /* came true with the last one added; the log has been told when false */
};

struct keyd_state {
	struct keyd_secret *secret;
	size_t kek_count;
	uint32_t next_version;
	struct stat kek_file; /* as last read */
	int dir;              /* DIR/keys */
	int log;
	bool log_dirty;  /* lines that are not on the disk yet */
	bool log_failed; /* the disk refused some: this process releases nothing any more */
	struct keyd_count count;
	uint32_t refused, release_count;
};

/* Opens or makes DIR/keys. 0 as a cap means the default. ERR_UNAVAILABLE when
 * the folder cannot be used, ERR_INVALID when what stands in it is not ours,
 * is damaged or is open to others; both are logged. */
enum err keyd_state_open(const char *dir, uint32_t actor_cap, uint32_t process_cap,
                         struct keyd_state **ret_state);
void keyd_state_close(struct keyd_state *s); /* wipes; NULL is fine */

/* Answers one message of n bytes; returns the size of the answer. Takes no
 * memory. Whatever the bytes are, there is an answer. */
size_t keyd_handle(struct keyd_state *s, const struct keyd_request *request, size_t n,
                   struct keyd_answer *ret_answer);

/* keyd_store.c: the files of keys */
enum err keyd_store_open(struct keyd_state *s);
enum err keyd_store_refresh(struct keyd_state *s); /* reads again what another process changed */
enum err keyd_store_rotate(struct keyd_state *s, uint32_t *ret_version);
enum err keyd_store_retire(struct keyd_state *s, uint32_t version);

/* keyd_count.c: ERR_LIMIT past a cap. An alarm comes true once an hour: when
 * an actor is at a third of its cap, and when there are twice as many clients
 * as in the busiest hour of the week. */
void keyd_count_init(struct keyd_count *c, uint32_t actor_cap, uint32_t process_cap);
void keyd_count_release(struct keyd_count *c);
enum err keyd_count_add(struct keyd_count *c, int64_t now, struct id actor, struct id client);
/* The most different clients in one of the hours of the week before this one. */
uint32_t keyd_count_usual(const struct keyd_count *c);

/* keyd_log.c */
enum err keyd_log_open(struct keyd_state *s);
enum err keyd_log_add(struct keyd_state *s, int64_t now, const struct keyd_unwrap *unwrap, uint32_t n);
void keyd_log_sync(struct keyd_state *s);

/* keyd_sandbox.c: from here on no network, no new files outside `dir`, few
 * system calls. Logs what the kernel lacks; ERR_INTERNAL without seccomp. */
void keyd_sandbox_prepare(void);
enum err keyd_sandbox_enter(int dir);

#endif
