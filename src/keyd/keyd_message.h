/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEYD_MESSAGE_H
#define KEYD_MESSAGE_H
/*
 * What the key process and its clients say to each other: one packet asks,
 * one packet answers, both of a length that follows from type and count. Both
 * ends are the same program on the same machine, hence native numbers.
 * An answer that reports an error is the head alone.
 */
#include <stddef.h>
#include <stdint.h>

#include "crypto.h"
#include "id.h"

#define KEYD_MAGIC 0x4e4b4459u
#define KEYD_VERSION 1
#define KEYD_ITEMS 64u   /* the most in one message */
#define KEYD_VERSIONS 64u /* the most wrapping keys at one time */

enum keyd_type {
	KEYD_WRAP = 1,  /* new data keys, plain and wrapped */
	KEYD_UNWRAP,    /* wrapped data keys to plain ones; counted and logged */
	KEYD_REWRAP,    /* the same under the newest wrapping key, nothing plain */
	KEYD_CLASS_KEY, /* one of enum keyd_class */
	KEYD_CHAIN,     /* the next heads of the chain of access records */
	KEYD_ROTATE,    /* a new wrapping key */
	KEYD_RETIRE,    /* destroys an old wrapping key for good */
	KEYD_STATUS,
	KEYD_TYPE_COUNT,
};

/* Keys that the web process holds all the time. A closed list. */
enum keyd_class {
	KEYD_CLASS_INDEX = 1, /* keyed hashes for looking up */
	KEYD_CLASS_LABEL,     /* labels in lists */
	KEYD_CLASS_DRAFT,     /* what somebody typed before there is a client */
	KEYD_CLASS_ACCOUNT,   /* sign-in secrets of accounts */
	KEYD_CLASS_TOKEN,     /* hashes of codes, sessions and form tokens */
	KEYD_CLASS_COUNT,
};

/* A data key as it is stored: the wrapping key's version (big endian), then
 * the sealed key. Opens only for the client that it was made for. */
struct keyd_wrapped {
	unsigned char b[4 + CRYPTO_WRAPPED_SIZE];
};

struct keyd_item {
	struct id client;
	struct keyd_wrapped wrapped;
};

struct keyd_made {
	struct crypto_key key;
	struct keyd_wrapped wrapped;
};

struct keyd_hash {
	unsigned char b[CRYPTO_MAC_SIZE];
};

struct keyd_head {
	uint32_t magic;
	uint16_t version;
	uint16_t type;
	uint32_t count;  /* items that follow */
	uint32_t number; /* the client's, comes back in the answer */
	uint32_t error;  /* enum err; 0 in a request */
	uint32_t at;     /* with an error: the item that caused it */
};

struct keyd_unwrap {
	struct id actor;
	uint32_t purpose;
	struct keyd_item item[KEYD_ITEMS];
};

struct keyd_chain {
	struct keyd_hash head; /* of the record before the first */
	struct keyd_hash record[KEYD_ITEMS];
};

struct keyd_request {
	struct keyd_head head;
	union {
		struct id client[KEYD_ITEMS]; /* wrap */
		struct keyd_unwrap unwrap;
		struct keyd_item item[KEYD_ITEMS]; /* rewrap */
		struct keyd_chain chain;
		uint32_t class_key; /* enum keyd_class */
		uint32_t retire;    /* version */
	} u;
};

struct keyd_status {
	uint32_t newest; /* version that wraps */
	uint32_t actor_cap, process_cap;
	uint32_t clients_this_hour; /* different ones released, by this process */
	uint32_t usual;             /* the most in one of the hours of the week before */
	uint32_t refused;           /* messages past a cap since the start */
	uint32_t release_count;     /* keys released since the start */
	uint32_t version_count;
	uint32_t version[KEYD_VERSIONS];
};

struct keyd_answer {
	struct keyd_head head;
	union {
		struct keyd_made made[KEYD_ITEMS];       /* wrap */
		struct crypto_key key[KEYD_ITEMS];       /* unwrap; class key: one */
		struct keyd_wrapped wrapped[KEYD_ITEMS]; /* rewrap */
		struct keyd_hash hash[KEYD_ITEMS];       /* chain */
		uint32_t rotated;                        /* version */
		struct keyd_status status;
	} u;
};

/* Exact sizes of whole messages; 0 when there is no such type or count. */
size_t keyd_request_size(unsigned type, uint32_t count);
size_t keyd_answer_size(unsigned type, uint32_t count);

#endif
