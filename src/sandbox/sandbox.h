/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H
/*
 * A process that gives up the rights it will not need: after sandbox_enter it
 * reaches no files but those that were named (Landlock) and makes no system
 * calls but those that were named (seccomp). Nothing gives them back, to it,
 * to its threads or to what it starts.
 */
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

/* What may be done with a file, or with all that is beneath a folder. */
enum sandbox_access {
	SANDBOX_READ = 1,  /* read, list */
	SANDBOX_WRITE = 2, /* change what files hold */
	SANDBOX_MAKE = 4,  /* make, replace and remove files; never across folders */
};

struct sandbox;

/* `otherwise` is what a call meets that no rule names (SCMP_ACT_*). */
struct sandbox *sandbox_new(uint32_t otherwise);

/* Files by what they are now: what takes the place of one is not it. A folder
 * stands for all that is in it, now and later. The path need not exist. */
void sandbox_file(struct sandbox *s, int fd, unsigned access);
void sandbox_path(struct sandbox *s, const char *path, unsigned access);

/* A list of calls that may be made; and one call with what it meets when its
 * arguments are like that (seccomp_rule_add_array(3)). */
void sandbox_calls(struct sandbox *s, const int *call, size_t n);
void sandbox_call(struct sandbox *s, uint32_t action, int call, unsigned n, const struct scmp_arg_cmp *argument);

/* Puts every thread of the process under it, and takes it apart. No other
 * thread may block SIGRTMIN meanwhile. A kernel without Landlock is logged
 * only; ERR_INTERNAL when a rule is wrong, a thread does not answer within 5
 * seconds, or there is no seccomp. */
enum err sandbox_enter(struct sandbox *s);

#endif
