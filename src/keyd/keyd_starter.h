/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KEYD_STARTER_H
#define KEYD_STARTER_H
/*
 * The small process between a client and its key process. It starts a key
 * process whenever the client asks for one, in the place of the one before,
 * and hands over the socket of it: so the client needs no right to start
 * programs or to end them. It holds no key, and ends when its socket closes.
 *
 * Client and starter are the same program on the same machine, hence native
 * numbers. One packet asks, one packet answers, in order.
 */
#include <stdint.h>
#include <sys/types.h>

#include "err.h"

#define KEYD_FD 3 /* the socket of a starter, and of a key process */

struct keyd_wanted {
	uint32_t number; /* the client's, comes back in the answer */
};

/* With the client's end of a socket to the new key process (SCM_RIGHTS) when
 * error is 0. */
struct keyd_started {
	uint32_t number;
	uint32_t error; /* enum err */
	int32_t pid;
};

/* What a key process is started with, as on its command line. */
struct keyd_start_options {
	char *dir;
	uint32_t actor_cap, process_cap;
	int timeout_ms; /* for its end; after that it is ended */
};

/* Starts a program with one end of a fresh SOCK_SEQPACKET pair as KEYD_FD and
 * no other file; the other end and its number are the caller's. */
enum err keyd_spawn(const char *program, char *const *argv, int *ret_socket, pid_t *ret_pid);

/* Serves KEYD_FD until it closes; then ends the key process. */
void keyd_starter_serve(const struct keyd_start_options *o);

#endif
