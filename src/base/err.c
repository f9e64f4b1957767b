/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "err.h"

#include "banned.h"

const char *
err_name(enum err e)
{
	switch (e) {
	case ERR_OK: return "ok";
	case ERR_NOT_FOUND: return "not_found";
	case ERR_INVALID: return "invalid";
	case ERR_FORBIDDEN: return "forbidden";
	case ERR_CONFLICT: return "conflict";
	case ERR_RETRY: return "retry";
	case ERR_LIMIT: return "limit";
	case ERR_UNAVAILABLE: return "unavailable";
	case ERR_INTERNAL: return "internal";
	}
	return "unknown";
}
