/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTTP_ESCAPE_H
#define HTTP_ESCAPE_H
/* What http_unescape() and http_parse_form() have in common. */
#include "http.h"

/* ERR_INVALID on a broken escape, NUL or what is not UTF-8. */
enum err escape_decode(struct str s, bool plus_is_space, struct arena *a, struct str *ret_text);

#endif
