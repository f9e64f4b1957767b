/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PASSKEY_H
#define PASSKEY_H
/*
 * Passkeys (W3C Web Authentication, level 2, sections 7.1 and 7.2): reads what
 * a browser hands in when somebody makes a passkey or signs in with one, and
 * says whether it holds. CBOR and signatures are libfido2's and libcbor's.
 * Knows no database and no HTTP: which challenge was given to whom, until when
 * it is good and whether it was answered before is core/account_passkey's.
 */
#include <stdint.h>

#include "str.h"

/* Bytes at most; more is refused before anything is read. */
#define PASSKEY_CREDENTIAL_MAX 1023
#define PASSKEY_CLIENT_DATA_MAX 2048
#define PASSKEY_ATTESTATION_MAX 4096
#define PASSKEY_AUTHENTICATOR_MAX 1024
#define PASSKEY_SIGNATURE_MAX 512

/* What the answer must be an answer to. */
struct passkey_question {
	struct str origin;    /* "https://help.example.nl", compared to the byte */
	struct str site;      /* the RP id: "help.example.nl" */
	struct str challenge; /* bytes */
};

/* COSE numbers (RFC 9053); the public key is as libfido2 keeps it: 64, 32 and 259 bytes. */
enum passkey_algorithm { PASSKEY_ES256 = -7, PASSKEY_EDDSA = -8, PASSKEY_RS256 = -257 };

struct passkey_key {
	struct str id; /* of the credential, chosen by the authenticator */
	struct str public_key;
	int64_t algorithm;
	int64_t counter;
};

enum passkey_fault {
	PASSKEY_GOOD,
	PASSKEY_TOO_LONG,
	PASSKEY_NOT_JSON,
	PASSKEY_OTHER_TYPE,
	PASSKEY_OTHER_CHALLENGE,
	PASSKEY_OTHER_ORIGIN,   /* or in a frame on the page of another */
	PASSKEY_NOT_CBOR,
	PASSKEY_OTHER_SITE,
	PASSKEY_NOT_PRESENT,    /* nobody touched it */
	PASSKEY_NOT_VERIFIED,   /* nobody showed that it is theirs: no PIN, finger or face */
	PASSKEY_OTHER_ALGORITHM, /* or a key that cannot be read */
	PASSKEY_BAD_ATTESTATION,
	PASSKEY_BAD_SIGNATURE,
	PASSKEY_COUNTER_BACK,   /* the key may have been copied */
};

/* For the log: "other_origin". */
const char *passkey_fault_name(enum passkey_fault f);

/* A new passkey. The attestation may be none, or the key's own signature: who
 * made the authenticator is not asked. What *ret_key points to is in the arena. */
enum passkey_fault passkey_register(const struct passkey_question *q, struct str client_data, struct str attestation,
    struct arena *a, struct passkey_key *ret_key);

/* What a passkey signed. */
struct passkey_answer {
	struct str client_data, authenticator, signature;
};

/* *ret_counter: what to keep with the key from now on. */
enum passkey_fault passkey_check(const struct passkey_question *q, const struct passkey_key *key,
    const struct passkey_answer *answer, struct arena *a, int64_t *ret_counter);

/* base64url without padding (RFC 4648, section 5). ERR_INVALID: it is none; ERR_LIMIT: over max bytes. */
struct str passkey_encode(struct str bytes, struct arena *a);
enum err passkey_decode(struct str text, size_t max, struct arena *a, struct str *ret_bytes);

#endif
