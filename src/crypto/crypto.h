/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CRYPTO_H
#define CRYPTO_H
/*
 * All cryptography of the program, on libsodium: sealing what is stored,
 * keyed hashes for looking up and chaining, subkeys. What a key means, and
 * who may have it, is decided elsewhere (core/vault, keyd).
 * Everything here may be called from any thread after crypto_init.
 */
#include <stdbool.h>

#include "str.h"

#define CRYPTO_KEY_SIZE 32
#define CRYPTO_MAC_SIZE 32
#define CRYPTO_SEAL_EXTRA 40              /* nonce and tag */
#define CRYPTO_PLAIN_MAX (16u * 1024 * 1024) /* the most that one seal holds */
#define CRYPTO_WRAPPED_SIZE (CRYPTO_KEY_SIZE + CRYPTO_SEAL_EXTRA)

struct crypto_key {
	unsigned char b[CRYPTO_KEY_SIZE];
};

/* Once at the start of a process, before its threads; again does no harm.
 * ERR_INTERNAL if the library cannot be used. */
enum err crypto_init(void);

/* Secret memory: zeroed, between guard pages, never swapped out or in a core
 * file as far as the system allows. Costs whole pages: take one block for
 * many keys. Aborts without memory. crypto_secret_free wipes; NULL is fine. */
void *crypto_secret_alloc(size_t count, size_t size);
void crypto_secret_free(void *p);

/* Overwrites with zeroes, also where a compiler would leave that out. */
void crypto_wipe(void *p, size_t n);

/* Are n bytes the same? Takes as long whatever the answer. */
bool crypto_equal(const void *a, const void *b, size_t n);

/* A new random key. */
void crypto_key_random(struct crypto_key *ret_key);

/*
 * Sealing: XChaCha20-Poly1305 with a random nonce in front. The plain bytes
 * are padded to 32, 64, 128, 256, 512, 1024, and then to a multiple of 1024
 * (one byte at least), so that the length says no more than that. `bound` is
 * not stored: opening takes the same bytes again, which ties the sealed bytes
 * to their place. plain.n is at most CRYPTO_PLAIN_MAX (asserted).
 */
size_t crypto_sealed_size(size_t plain_size);
struct str crypto_seal(const struct crypto_key *key, struct str bound, struct str plain, struct arena *a);

/* ERR_INVALID if anything differs from what was sealed. The plain bytes are
 * in the arena and end with a NUL that is not counted. */
enum err crypto_open(const struct crypto_key *key, struct str bound, struct str sealed,
                     struct arena *a, struct str *ret_plain);

/* The same for a key, without padding and without an arena. */
void crypto_wrap(const struct crypto_key *wrapping, struct str bound, const struct crypto_key *key,
                 unsigned char ret_wrapped[CRYPTO_WRAPPED_SIZE]);
enum err crypto_unwrap(const struct crypto_key *wrapping, struct str bound,
                       const unsigned char wrapped[CRYPTO_WRAPPED_SIZE], struct crypto_key *ret_key);

/* BLAKE2b of 32 bytes, with and without a key. */
void crypto_mac(const struct crypto_key *key, struct str data, unsigned char ret_mac[CRYPTO_MAC_SIZE]);
void crypto_digest(struct str data, unsigned char ret_digest[CRYPTO_MAC_SIZE]);

/* A key made from another for one use: the label names the use and is fixed
 * in the source, id tells several of one use apart (may be absent). Different
 * (label, id) never give the same input, wherever one ends. */
void crypto_derive(const struct crypto_key *key, const char *label, struct str id,
                   struct crypto_key *ret_key);

#endif
