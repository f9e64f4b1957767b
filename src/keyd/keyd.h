/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEYD_H
#define KEYD_H
/*
 * The key process: a process of its own that holds the root key, and lends
 * the keys of clients out under caps and with a log of its own. It does not
 * judge sessions. This header is its subcommand and the reader of its log;
 * who wants a key includes keyd_client.h.
 *
 * DIR/keys/root         the root key, 32 bytes, mode 0600; made at the first
 *                       start. $CREDENTIALS_DIRECTORY/nabij-root takes its
 *                       place when it exists.
 * DIR/keys/kek          the wrapping keys by version, sealed with the root key
 * DIR/keys/release.log  one line of 88 bytes for each key released: time in
 *                       ms, actor, client, purpose, in hexadecimal
 */
#include "id.h"

#define KEYD_ACTOR_CAP 300u     /* different clients one actor opens in an hour */
#define KEYD_PROCESS_CAP 20000u /* different clients one process opens in an hour */

struct keyd_release {
	int64_t time; /* wall time, ms */
	struct id actor, client;
	uint32_t purpose; /* 16 bits */
};

/* `nabij keyd --dir DIR [--actor-cap N] [--process-cap N]`, with the socket on
 * descriptor 3. Serves until the socket closes; exit status 0 then. */
int keyd_main(int argc, char **argv);

/* Calls fn for each release logged at or after `since`, oldest first, until it
 * returns false. ERR_NOT_FOUND without a log, ERR_INVALID at a damaged line,
 * ERR_UNAVAILABLE when reading fails. */
enum err keyd_log_read(const char *dir, int64_t since,
                       bool (*fn)(void *context, const struct keyd_release *release), void *context);

#endif
