/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"
#include "main.h"
#include "release.h"

#include "banned.h"

#define TOLD_MOST 50

static enum err
verify_records(struct core *core, struct arena *a, FILE *out)
{
	int64_t checked = 0;
	struct access_fault fault;
	enum err e = access_verify(core, a, &checked, &fault);
	if (e == ERR_OK)
		fprintf(out, "%lld access records, each as it was written\n", (long long)checked);
	else if (e == ERR_CONFLICT)
		fprintf(out, "record %lld: %.*s\n", (long long)fault.number, STR_ARG(fault.reason));
	return e;
}

struct telling {
	FILE *out;
	struct arena *arena;
	int told;
};

static void
tell(void *arg, const struct keyd_release *release)
{
	struct telling *t = arg;
	char text[32];
	if (t->told++ >= TOLD_MOST)
		return;
	fprintf(t->out, "key released without a record: %s actor=%.*s client=%.*s\n",
	    command_moment(release->time, text), STR_ARG(id_text(release->actor, t->arena)),
	    STR_ARG(id_text(release->client, t->arena)));
}

static enum err
compare_releases(struct core *core, struct arena *a, FILE *out)
{
	struct release_count n = { 0 };
	struct telling t = { .out = out, .arena = a };
	enum err e = release_compare(core, tell, &t, &n);
	if (e == ERR_OK)
		fprintf(out, "%lld keys released, each with a record behind it", (long long)n.compared);
	else if (e == ERR_CONFLICT)
		fprintf(out, "%lld keys released, %lld without a record", (long long)n.compared, (long long)n.without);
	else if (e == ERR_INVALID)
		fputs("the release log of the key process is damaged", out);
	if (n.unfinished > 0)
		fprintf(out, "; %lld of them for mails and letters that came to nothing", (long long)n.unfinished);
	fputc('\n', out);
	return e;
}

/* Both are looked at, whatever is wrong with the first. */
enum err
audit_verify(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)o;
	enum err records = verify_records(core, a, out);
	enum err releases = compare_releases(core, a, out);
	return records != ERR_OK ? records : releases;
}
