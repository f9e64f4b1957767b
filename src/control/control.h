/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CONTROL_CONTROL_H
#define CONTROL_CONTROL_H
/*
 * How a command asks the running server: one process owns the data folder, so
 * whoever wants to change something there has the owner do it. The words of
 * the command go over the Unix socket DIR/control, what it says and how it
 * ended come back. Whoever can open the folder may ask; nobody else can.
 */
#include <stdio.h>

#include "err.h"

#define CONTROL_WORDS 16 /* the most in one command */

/* Does what the words say; what it prints goes to whoever asked. Returns the
 * exit status (0 to 127). Runs on the socket's own thread, one at a time. */
typedef int control_fn(void *arg, const char *const *words, int n, FILE *out);

struct control;

/* Listens in the folder, which only its owner can open; what an earlier
 * process left there is replaced. ERR_UNAVAILABLE: it cannot. */
enum err control_start(const char *dir, control_fn *run, void *arg, struct control **ret_control);
/* Ends the command at work first. NULL is fine. */
void control_stop(struct control *c);

/* Asks the server of that folder, copies what it says to `out` and waits for
 * the end. ERR_NOT_FOUND: no server listens there. ERR_UNAVAILABLE: it went
 * away before it said how the command ended. */
enum err control_ask(const char *dir, const char *const *words, int n, FILE *out, int *ret_status);

#endif
