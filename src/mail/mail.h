/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H
/*
 * Composing one plain text mail and handing it to an SMTP server, or, where
 * there is none, to a folder as .eml file. Who may be sent what is decided in
 * core/contact, the only caller.
 */
#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct mail {
	struct str from_name, from_address, to_address, subject, text;
	struct str message_id; /* the part before '@': the same for a repeat */
	int64_t date;          /* wall time, ms */
};

struct mail_route {
	struct str smtp_url; /* "smtp://host:25" or "smtps://..."; absent: the outbox */
	struct str user, password;
	struct str outbox;   /* folder; a repeat overwrites its file */
};

/* ERR_UNAVAILABLE: try later. ERR_INVALID: an address that cannot be. */
enum err mail_send(const struct mail *m, const struct mail_route *r, struct arena *a);

/* One address, ASCII, as an SMTP server takes it. */
bool mail_address_is_valid(struct str s);

#endif
