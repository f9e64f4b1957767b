/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* What the keeper of the system does with keys, and where erasures stand. */
#include <stdio.h>

#include "date.h"
#include "erase.h"
#include "main.h"
#include "wrapping.h"

#include "banned.h"

const char *
command_moment(int64_t ms, char ret_text[32])
{
	struct date_time t = date_local(ms);
	snprintf(ret_text, 32, "%04d-%02d-%02d %02d:%02d", t.date.year, t.date.month, t.date.day, t.hour, t.minute);
	return ret_text;
}

static void
print_version(const struct wrapping_state *s, FILE *out)
{
	char text[32];
	fprintf(out, "wrapping key %lld: ", (long long)s->version);
	if (s->destroyed)
		fprintf(out, "destroyed %s", command_moment(s->ended, text));
	else if (s->newest)
		fprintf(out, "wraps");
	else
		fprintf(out, "replaced %s", s->replaced == 0 ? "just now" : command_moment(s->replaced, text));
	fprintf(out, ", %lld clients stand under it", (long long)s->clients);
	if (s->marked != 0 && !s->destroyed)
		fprintf(out, ", marked by an erasure %s", command_moment(s->marked, text));
	fputs("\n", out);
}

enum err
keys_status(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)o;
	char text[32];
	struct wrapping_report report;
	TRY(wrapping_look(core, a, &report));
	for (size_t i = 0; i < report.n; i++)
		print_version(&report.v[i], out);
	fprintf(out, "erasures: %lld asked, %lld with all rows gone, %lld final\n", (long long)report.asked,
	    (long long)report.gone, (long long)report.final);
	if (report.oldest != 0)
		fprintf(out, "the oldest that is not final was asked %s\n", command_moment(report.oldest, text));
	fprintf(out, "keys released in this hour: of %lld people, at most %lld in the week before; refused: %lld\n",
	    (long long)report.people, (long long)report.usual, (long long)report.refused);
	if (report.destroyed != 0)
		fprintf(out, "copies from before %s open no more\n", command_moment(report.destroyed, text));
	if (wrapping_is_late(&report, clock_wall()))
		fputs("LATE: an erasure must be final within 7 days; what does the log say?\n", out);
	return ERR_OK;
}

enum err
keys_rotate(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	(void)o;
	(void)a;
	int64_t version;
	TRY(wrapping_rotate(core, &version));
	fprintf(out, "wrapping key %lld wraps from now on; the server wraps the others anew\n", (long long)version);
	return ERR_OK;
}

struct asking {
	struct id client, erasure;
	struct arena *arena;
};

static enum err
ask(struct db_write *w, void *arg)
{
	struct asking *x = arg;
	return erase_client(w, x->client, ID_NONE, x->arena, &x->erasure);
}

enum err
client_erase(struct core *core, const struct options *o, struct arena *a, FILE *out)
{
	struct asking x = { .arena = a };
	/* it stands in the address of the dossier, behind /work/client/ */
	TRY(id_parse(str_from_z(o->rest[1]), &x.client));
	TRY(db_write_run(core->db, ask, &x));
	TRY(erase_finish(core, x.erasure, a));
	fprintf(out, "erased; copies elsewhere can be read until it is final: see nabij keys status\n");
	return ERR_OK;
}
