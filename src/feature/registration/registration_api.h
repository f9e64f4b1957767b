/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef REGISTRATION_API_H
#define REGISTRATION_API_H
/* What the two halves of the partner API (one at a time, in bulk) share. */
#include "registration.h"
#include "web.h"

#define API_PATH "/api/v1/aanmeldingen"
#define API_BODY_MAX ((size_t)64 * 1024)

/* Whether our kind of answer is wanted, and what was sent is one of the
 * types (the last is NULL; NULL: there is no body). 0, 406 or 415. */
int api_negotiate(const struct http_request *r, const char *const *types);

/* Answers with the standard problem of a status. */
enum err api_problem(struct web *web, int status);

/* The origin of everything that the partner of this request sends. */
enum err api_origin(struct web *web, struct registration_origin *ret_origin);

/* "2026-11-21T20:05:46Z" */
struct str api_time(int64_t wall, struct arena *a);

/* Bodies of answers and problems. */
void api_write_receipt(struct buf *b, const struct registration_receipt *receipt, struct arena *a);
struct str api_faults_members(const struct json_faults *f, struct arena *a);

#define API_INVALID_NL "De aanmelding klopt niet. In errors staat alles wat er mis is."
#define API_INVALID_EN "The registration is not right. Everything that is wrong stands in errors."
#define API_DIFFERS_NL "Onder dit kenmerk staat al een andere aanmelding."
#define API_DIFFERS_EN "Another registration is stored under this id already."

enum err registration_bulk_post(struct web *web);
enum err registration_bulk_get(struct web *web);

/* Made from docs/openapi.yaml by tools/yaml2json. */
extern const char registration_openapi[];
extern const size_t registration_openapi_size;

#endif
