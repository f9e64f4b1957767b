/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "keyd.h"
#include "main.h"

#include "banned.h"

static const struct {
	const char *name;
	int (*run)(const struct options *o);
	const char *help;
} commands[] = {
	{ "serve", serve_main, "serve the site (--data --listen --public-url --database --content --smtp --demo)" },
	{ "migrate", command_main, "bring the database up to date" },
	{ "content", content_main, "content check | review | import | export DIR" },
	{ "audit", command_main, "audit verify: check every access record" },
	{ "keys", command_main, "keys status: wrapping keys and erasures | keys rotate: a new wrapping key" },
	{ "client", command_main, "client erase ID: take everything of somebody away, for good" },
	{ "user", command_main, "user add ROLE E-MAIL NAME TEAM: make an account | user close E-MAIL: close it" },
	{ "setting", command_main, "setting get [NAME] | setting put NAME VALUE: what the organisation chooses" },
	{ "partner", command_main, "partner add NAME TEAM | list | renew ID | close ID: partners and their tokens" },
	{ "directory", directory_main, "directory check|import|export FILE: who can help, as HSDS" },
	{ "routes", routes_main, "print every address with its mode, permission and flags" },
	{ "backup", command_main, "backup FILE: copy the SQLite database" },
};

static int
help(void)
{
	fputs("usage: nabij COMMAND [options]\n\n", stderr);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		fprintf(stderr, "  %-9s %s\n", commands[i].name, commands[i].help);
	return 2;
}

int
main(int argc, char **argv)
{
	struct options o;
	if (argc < 2)
		return help();
	if (strcmp(argv[1], "keyd") == 0)
		return keyd_main(argc - 1, argv + 1);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return options_read(argv[1], argc - 2, argv + 2, &o) == ERR_OK ? commands[i].run(&o) : 2;
	return help();
}
