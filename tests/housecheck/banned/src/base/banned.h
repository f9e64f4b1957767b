/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H
#pragma GCC poison strcpy sprintf
#endif
