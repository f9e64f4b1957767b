/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H
/*
 * Composes a mail as plain text and hands it to a mail server, or puts it in
 * a folder where there is none. Who may be sent what is decided in
 * core/contact, the only caller.
 */
#include <stdbool.h>
#include <stdint.h>

#include "str.h"

#define MAIL_TEXT_MAX (256u * 1024)

struct mail {
	struct str message_id; /* the part before '@': the same for a repeat */
	int64_t date;          /* wall time, ms */
	struct str from_name;  /* may be absent */
	struct str from_address;
	struct str to_address;
	struct str reply_to; /* absent: the sender */
	struct str subject;
	struct str text;        /* lines end with \n; any length of line */
	struct str unsubscribe; /* https address for one click (RFC 8058), or absent */
};

/* Where mails go. What is absent is not used. */
struct mail_route {
	struct str smtp_url; /* smtp://host:port or smtps://host:port; absent: the outbox */
	struct str user, password;
	struct str certificates; /* file of trusted ones; absent: the system's */
	bool require_tls;        /* refuse to send in the clear */
	long timeout_ms;         /* for the whole exchange; 0: 30 seconds */
	struct str outbox;       /* folder, made if missing; each mail is `MESSAGE_ID.eml` */
};

/* One address, ASCII, as it stands between < and >. Stricter than the
 * standard: no quotes, no comments, no address in brackets, a domain with a
 * dot. What is refused is a typing error far more often than an address. */
bool mail_address_is_valid(struct str address);

/* The whole message, lines ended by CRLF. ERR_INVALID when an address is not
 * valid, a line break stands in a header, a text is not UTF-8 or too long, or
 * message_id is not 1 to 64 letters, digits and dashes. */
enum err mail_compose(const struct mail *m, struct arena *a, struct str *ret_message);

/* Composes and hands over; when it returns ERR_OK the server has accepted the
 * mail, or the file is on the disk (a repeat overwrites it). ERR_UNAVAILABLE:
 * try again later. ERR_INVALID: this mail will never be accepted (the server
 * may say so too). Blocks; call from a job. Any thread may call it. */
enum err mail_send(const struct mail *m, const struct mail_route *r, struct arena *a);

#endif
