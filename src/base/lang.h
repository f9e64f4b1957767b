/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_LANG_H
#define BASE_LANG_H
/* The languages of the interface. Always a parameter, never global. */
enum lang { LANG_NL, LANG_EN };
#define LANG_COUNT 2

static inline const char *
lang_code(enum lang l)
{
	return l == LANG_EN ? "en" : "nl";
}

#endif
