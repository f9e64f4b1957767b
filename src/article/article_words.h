/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ARTICLE_ARTICLE_WORDS_H
#define ARTICLE_ARTICLE_WORDS_H
/* Syllables, counted by their vowels. Not for others. */
#include "lang.h"
#include "str.h"

/* Of a word in lower case; at least 1. */
int article_syllables(struct str word, enum lang lang);

#endif
