/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_VAULT_INTERNAL_H
#define CORE_VAULT_INTERNAL_H
/* What the vault gives to wrapping.c and erase.c beside it, and to nobody else. */
#include "keyd_client.h"
#include "vault.h"

/* The vault's own handle, for what is done with wrapped keys. */
struct keyd *vault_keeper(struct vault *v);

/* The wrapping key's version that a wrapped key says; 0 when it is too short. */
int64_t vault_wrapping_version(struct str wrapped);

/* Wipes what this process still holds of a client's key. */
void vault_forget_client(struct vault *v, struct id client);

#endif
