/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_DISPATCH_H
#define CORE_DISPATCH_H
/*
 * From a request to its answer: finds the route, checks what the route asks
 * for (session, permission, origin, token, limits), writes the access record,
 * runs the handler in its mode, and sends the answer with the headers that
 * every answer has. The only code that calls handlers.
 */
#include "core.h"
#include "http.h"
#include "route.h"

struct dispatch;

struct dispatch *dispatch_new(struct core *core, const struct route_table *tables, size_t n);
/* After the server stopped. */
void dispatch_free(struct dispatch *d);

/* What the HTTP server is to call. */
struct http_handler dispatch_handler(struct dispatch *d);

const struct router *dispatch_router(const struct dispatch *d);

#endif
