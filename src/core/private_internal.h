/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_PRIVATE_INTERNAL_H
#define CORE_PRIVATE_INTERNAL_H
/* What private.c (the vault) and private_entry.c (what is in it) share. */
#include "crypto.h"
#include "private.h"

struct private_key {
	struct id client, vault;
	struct crypto_key raw;
	const struct vault_key *seals; /* the same key, for what stands under it */
};

struct str private_key_bytes(const struct crypto_key *key);
/* What was unsealed as a key; wiped where it lay. ERR_INTERNAL: it has not the size of one. */
enum err private_key_take(struct str plain, struct crypto_key *ret_key);

#endif
