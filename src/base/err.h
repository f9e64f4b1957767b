/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_ERR_H
#define BASE_ERR_H
/*
 * The closed list of ways in which an operation can end. What went wrong for
 * a person to read (field messages) travels beside it, never inside it.
 */
#include <stdlib.h>

enum err {
	ERR_OK = 0,
	ERR_NOT_FOUND,   /* there is no such thing, or not for this actor */
	ERR_INVALID,     /* the input breaks a rule; field messages say which */
	ERR_FORBIDDEN,   /* the actor may not; a person sees "not found" */
	ERR_CONFLICT,    /* something else stands there already */
	ERR_RETRY,       /* the same call may succeed if made again now */
	ERR_LIMIT,       /* too big, too many or too often */
	ERR_UNAVAILABLE, /* a part we need (disk, database, key process) is away */
	ERR_INTERNAL,    /* a fault of ours; logged where it was found */
};

/* The name of e in lower case ("not_found"), for logs. Never NULL. */
const char *err_name(enum err e);

/* Calls EXPR and returns from the calling function if it is not ERR_OK. */
#define TRY(EXPR) \
	do { \
		enum err try_err_ = (EXPR); \
		if (try_err_ != ERR_OK) \
			return try_err_; \
	} while (0)

/* For what cannot be: memory that is not there, a value that no code of ours
 * makes. Coverage leaves these lines out, and lists them (scripts/coverage). */
#define NEVER(COND) \
	do { \
		if (COND) \
			abort(); \
	} while (0)

#endif
