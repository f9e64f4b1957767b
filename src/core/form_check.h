/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_FORM_CHECK_H
#define CORE_FORM_CHECK_H
/* What every browser form must pass before its handler is called. */
#include "web.h"

/* Reads the body into web->fields, and checks the origin and the token.
 * 0: all is well. 400: not a form. 403: from another site. 409: the token is
 * of another session (fields are filled, nothing needs to be lost). */
int form_check(struct web *web, size_t max_fields);

#endif
