/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "main.h"

#include "banned.h"

static const struct {
	const char *name;
	size_t offset;
} texts[] = {
	{ "--data", offsetof(struct options, data) },
	{ "--database", offsetof(struct options, database) },
	{ "--listen", offsetof(struct options, listen) },
	{ "--public-url", offsetof(struct options, public_url) },
	{ "--content", offsetof(struct options, content) },
	{ "--smtp", offsetof(struct options, smtp) },
	{ "--smtp-user", offsetof(struct options, smtp_user) },
	{ "--mail-from", offsetof(struct options, mail_from) },
};

static bool
read_text(struct options *o, const char *name, const char *value)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (strcmp(name, texts[i].name) != 0)
			continue;
		memcpy((char *)o + texts[i].offset, &value, sizeof value);
		return true;
	}
	return false;
}

enum err
options_read(const char *command, int argc, char **argv, struct options *ret_options)
{
	struct options o = {
		.command = command,
		.data = "data",
		.listen = "127.0.0.1:8080",
		.public_url = "http://localhost:8080",
		.content = "content",
		.mail_from = "post@example.org",
	};
	for (int i = 0; i < argc; i++) {
		const char *a = argv[i];
		if (strcmp(a, "--demo") == 0) {
			o.demo = true;
		} else if (strcmp(a, "--behind-proxy") == 0) {
			o.behind_proxy = true;
		} else if (a[0] == '-' && i + 1 < argc && read_text(&o, a, argv[i + 1])) {
			i++;
		} else if (a[0] == '-' || o.rest_count == (int)(sizeof o.rest / sizeof o.rest[0])) {
			fprintf(stderr, "nabij: unknown option, or one without its value: %s\n", a);
			return ERR_INVALID;
		} else {
			o.rest[o.rest_count++] = a;
		}
	}
	*ret_options = o;
	return ERR_OK;
}
