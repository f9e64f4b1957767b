/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_VAULT_CACHE_H
#define CORE_VAULT_CACHE_H
/*
 * Data keys that were released a moment ago, in locked memory: at most 1,024,
 * for 5 minutes after they were last asked for. By actor and client, so that
 * the key process counts each actor's dossiers itself.
 */
#include <stdbool.h>

#include "crypto.h"
#include "id.h"

struct vault_cache;

struct vault_cache *vault_cache_new(void);
void vault_cache_free(struct vault_cache *c);
bool vault_cache_get(struct vault_cache *c, struct id actor, struct id client, struct crypto_key *ret_key);
void vault_cache_put(struct vault_cache *c, struct id actor, struct id client, const struct crypto_key *key);
/* Wipes what anybody holds of that client. */
void vault_cache_forget(struct vault_cache *c, struct id client);
/* Wipes what is over its time. A timer. */
void vault_cache_sweep(struct vault_cache *c);

#endif
