/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PASSKEY_CBOR_H
#define PASSKEY_CBOR_H
/*
 * Where CBOR items (RFC 8949) begin and end, of the kind that authenticators
 * send (CTAP2 canonical form): definite lengths that fit in what is there, no
 * tags, little nesting. Libraries make room for what a length says before they
 * look whether it is there; what passed here cannot fool them.
 */
#include <stdint.h>

#include "str.h"

enum passkey_cbor { PASSKEY_CBOR_BYTES = 2, PASSKEY_CBOR_TEXT = 3, PASSKEY_CBOR_MAP = 5 };

/* Takes the head of an item off *rest: its major type and argument. False: no such thing. */
bool passkey_cbor_head(struct str *rest, int *ret_major, uint64_t *ret_argument);
/* Takes one whole item off *rest. */
bool passkey_cbor_skip(struct str *rest);
/* Takes a string of that major type off *rest. */
bool passkey_cbor_string(struct str *rest, enum passkey_cbor major, struct str *ret_string);

#endif
