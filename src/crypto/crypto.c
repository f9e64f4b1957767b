/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto.h"

#include <assert.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "banned.h"

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define PAD_STEP 1024

static_assert(CRYPTO_SEAL_EXTRA == NONCE_SIZE + TAG_SIZE, "nonce and tag");
static_assert(CRYPTO_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");

enum err
crypto_init(void)
{
	bool ready = sodium_init() >= 0 && oath_init() == OATH_OK;
	return ready ? ERR_OK : ERR_INTERNAL;
}

void *
crypto_secret_alloc(size_t count, size_t size)
{
	void *p = sodium_allocarray(count, size);
	if (p == NULL)
		abort();
	memset(p, 0, count * size);
	return p;
}

void
crypto_secret_free(void *p)
{
	sodium_free(p);
}

void
crypto_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

bool
crypto_equal(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

void
crypto_key_random(struct crypto_key *ret_key)
{
	randombytes_buf(ret_key->b, sizeof ret_key->b);
}

static const unsigned char *
bytes(struct str s)
{
	return (const unsigned char *)s.p;
}

static size_t
padded_size(size_t plain_size)
{
	for (size_t size = 32; size < PAD_STEP; size *= 2)
		if (plain_size < size)
			return size;
	return (plain_size / PAD_STEP + 1) * PAD_STEP;
}

size_t
crypto_sealed_size(size_t plain_size)
{
	return padded_size(plain_size) + CRYPTO_SEAL_EXTRA;
}

static void
encrypt(const struct crypto_key *key, struct str bound, const unsigned char *plain, size_t n,
        unsigned char *ret_sealed)
{
	randombytes_buf(ret_sealed, NONCE_SIZE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(ret_sealed + NONCE_SIZE, NULL, plain, n, bytes(bound),
	                                           bound.n, NULL, ret_sealed, key->b);
}

static enum err
decrypt(const struct crypto_key *key, struct str bound, const unsigned char *sealed, size_t n,
        unsigned char *ret_plain)
{
	int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(ret_plain, NULL, NULL, sealed + NONCE_SIZE,
	                                                        n - NONCE_SIZE, bytes(bound), bound.n, sealed,
	                                                        key->b);
	return failed ? ERR_INVALID : ERR_OK;
}

struct str
crypto_seal(const struct crypto_key *key, struct str bound, struct str plain, struct arena *a)
{
	assert(plain.n <= CRYPTO_PLAIN_MAX);
	size_t size = padded_size(plain.n);
	unsigned char *sealed = arena_alloc(a, size + CRYPTO_SEAL_EXTRA);
	unsigned char *text = sealed + NONCE_SIZE;
	if (plain.n > 0)
		memcpy(text, plain.p, plain.n);
	text[plain.n] = 0x80;
	memset(text + plain.n + 1, 0, size - plain.n - 1);
	encrypt(key, bound, text, size, sealed);
	return str_from(sealed, size + CRYPTO_SEAL_EXTRA);
}

static bool
is_zero(const unsigned char *p, size_t n)
{
	return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

/* Length of what stands before the padding; n is that of padded text, which
 * was proven to be ours before this looks at it. */
static enum err
unpad(unsigned char *text, size_t n, size_t *ret_plain_size)
{
	const unsigned char *end = memrchr(text, 0x80, n);
	size_t plain_size = end == NULL ? 0 : (size_t)(end - text);
	if (end == NULL || padded_size(plain_size) != n || !is_zero(text + plain_size + 1, n - plain_size - 1))
		return ERR_INVALID;
	text[plain_size] = '\0';
	*ret_plain_size = plain_size;
	return ERR_OK;
}

enum err
crypto_open(const struct crypto_key *key, struct str bound, struct str sealed, struct arena *a,
            struct str *ret_plain)
{
	if (sealed.n < crypto_sealed_size(0) || sealed.n > crypto_sealed_size(CRYPTO_PLAIN_MAX))
		return ERR_INVALID;
	size_t n = sealed.n - CRYPTO_SEAL_EXTRA;
	size_t plain_size;
	unsigned char *text = arena_alloc(a, n);
	TRY(decrypt(key, bound, bytes(sealed), sealed.n, text));
	TRY(unpad(text, n, &plain_size));
	*ret_plain = str_from(text, plain_size);
	return ERR_OK;
}

void
crypto_wrap(const struct crypto_key *wrapping, struct str bound, const struct crypto_key *key,
            unsigned char ret_wrapped[CRYPTO_WRAPPED_SIZE])
{
	encrypt(wrapping, bound, key->b, sizeof key->b, ret_wrapped);
}

enum err
crypto_unwrap(const struct crypto_key *wrapping, struct str bound,
              const unsigned char wrapped[CRYPTO_WRAPPED_SIZE], struct crypto_key *ret_key)
{
	struct crypto_key key;
	TRY(decrypt(wrapping, bound, wrapped, CRYPTO_WRAPPED_SIZE, key.b));
	*ret_key = key;
	crypto_wipe(&key, sizeof key);
	return ERR_OK;
}

void
crypto_mac(const struct crypto_key *key, struct str data, unsigned char ret_mac[CRYPTO_MAC_SIZE])
{
	crypto_generichash(ret_mac, CRYPTO_MAC_SIZE, bytes(data), data.n, key->b, sizeof key->b);
}

void
crypto_digest(struct str data, unsigned char ret_digest[CRYPTO_MAC_SIZE])
{
	crypto_generichash(ret_digest, CRYPTO_MAC_SIZE, bytes(data), data.n, NULL, 0);
}

void
crypto_derive(const struct crypto_key *key, const char *label, struct str id, struct crypto_key *ret_key)
{
	crypto_generichash_state state;
	size_t label_size = strlen(label) + 1;
	crypto_generichash_init(&state, key->b, sizeof key->b, sizeof ret_key->b);
	crypto_generichash_update(&state, (const unsigned char *)label, label_size);
	crypto_generichash_update(&state, bytes(id), id.n);
	crypto_generichash_final(&state, ret_key->b, sizeof ret_key->b);
	crypto_wipe(&state, sizeof state);
}
