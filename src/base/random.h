/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H
/* Random bytes from the kernel, fit for keys and tokens. Aborts without. */
#include <stddef.h>

void random_bytes(void *ret_bytes, size_t n);

#endif
