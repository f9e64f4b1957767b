/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PASSKEY_TEST_AUTHENTICATOR_H
#define PASSKEY_TEST_AUTHENTICATOR_H
/* An authenticator for tests, and the browser around it: does what it is told,
 * also what no honest one does. Bytes are in the arena. */
#include "passkey.h"

#define TEST_PRESENT 0x01
#define TEST_VERIFIED 0x04
#define TEST_EXTENSIONS 0x80

struct test_authenticator {
	struct arena *arena;
	void *key; /* OpenSSL's */
	enum passkey_algorithm algorithm;
	struct str id, site;
	unsigned char flags;
	unsigned counter;
	struct str extensions; /* CBOR behind the rest, or absent */
	bool signs_itself;     /* attestation of the form "packed" */
};

struct test_authenticator test_authenticator_new(enum passkey_algorithm algorithm, const char *site, struct arena *a);

struct str test_client_data(const char *type, struct str challenge, const char *origin, struct arena *a);
struct str test_attestation(const struct test_authenticator *t, struct str client_data);
struct passkey_answer test_answer(const struct test_authenticator *t, struct str client_data);

#endif
