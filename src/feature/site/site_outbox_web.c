/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* The outbox of the demo, in the browser. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "outbox.html.h"
#include "site_internal.h"

#include "banned.h"

static struct str
read_file(const char *path, struct arena *a)
{
	char *p = arena_alloc(a, 65536);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, p, 65536);
	if (fd >= 0)
		close(fd);
	return (struct str){ p, n < 0 ? 0 : (size_t)n };
}

static int
newest_first(const void *a, const void *b)
{
	const struct outbox_mail *x = a, *y = b;
	return str_cmp(y->name, x->name);
}

#define OUTBOX_SHOWN 50

enum err
site_outbox_show(struct web *web)
{
	struct outbox_mail *v = ARENA_ARRAY(web->arena, struct outbox_mail, OUTBOX_SHOWN);
	size_t n = 0;
	char *folder = str_z(web->core->outbox, web->arena);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	while (dir != NULL && n < OUTBOX_SHOWN && (entry = readdir(dir)) != NULL)
		if (str_ends(str_from_z(entry->d_name), STR(".eml"))) {
			struct str name = str_dup(str_from_z(entry->d_name), web->arena);
			v[n++] = (struct outbox_mail){
				name, read_file(str_printf(web->arena, "%s/%s", folder, entry->d_name).p, web->arena) };
		}
	if (dir != NULL)
		closedir(dir);
	qsort(v, n, sizeof v[0], newest_first);
	struct outbox_page p = { .top = web_page(web, web_text(web, MSG_OUTBOX_TITLE)), .mails = { v, n } };
	outbox_html(web_html(web, 200), &p);
	return ERR_OK;
}
