/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef NOTE_H
#define NOTE_H
/*
 * "Only for me": the pages of a client's private vault (core/private.h), with
 * notes as what is in it, and the page on which a worker reads a note that was
 * shared with them. A note is an entry whose head is its title.
 */
#include "route.h"

extern const struct route note_routes[];
extern const size_t note_route_count;

#endif
