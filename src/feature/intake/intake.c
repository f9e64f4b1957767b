/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "intake.h"

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "clock.h"
#include "code.h"
#include "crypto.h"
#include "intake.sql.h"
#include "library.h"
#include "log.h"
#include "measure.h"
#include "random.h"
#include "session.h"

#include "banned.h"

/* ---- guides ---- */

static struct str
live_body(struct db_read *r, const char *name, struct arena *a)
{
	struct content c;
	return content_find(r, STR("aid"), str_from_z(name), a, &c) == ERR_OK ? c.body : STR_NONE;
}

static const void *
make_guide(const struct content *c, struct arena *a, void *arg)
{
	struct db_read *r = arg;
	struct guide_context context = { .helplines = live_body(r, "helpline", a), .published = true };
	struct guide_faults faults;
	struct intake_guide *g = ARENA_NEW(a, struct intake_guide);
	struct str body = str_dup(c->body, a);
	if (guide_parse(body, c->name, &context, a, &g->guide, &faults) != ERR_OK) {
		log_error("guide_refused name=%.*s", STR_ARG(c->name));
		return NULL;
	}
	static const char *const kinds[] = {
		[GUIDE_INTAKE] = "intake", [GUIDE_WELCOME] = "welcome", [GUIDE_TOOL] = "tool"
	};
	g->product = str_printf(a, "%s.%.*s", kinds[g->guide->kind], STR_ARG(g->guide->name)).p;
	g->audience = str_z(g->guide->audience, a);
	g->step_product = ARENA_ARRAY(a, const char *, g->guide->step_count);
	for (size_t i = 0; i < g->guide->step_count; i++)
		g->step_product[i] = str_printf(a, "%s.%.*s", g->product, STR_ARG(g->guide->steps[i].name)).p;
	return g;
}

enum err
intake_guide_live(struct core *core, struct db_read *r, struct str name, struct id *ret_version,
    const struct intake_guide **ret_guide)
{
	const void *made;
	TRY(library_live(core->library, r, "guide", name, make_guide, r, ret_version, &made));
	*ret_guide = made;
	return ERR_OK;
}

enum err
intake_guide_at(struct core *core, struct db_read *r, struct id version, const struct intake_guide **ret_guide)
{
	const void *made;
	TRY(library_version(core->library, r, version, make_guide, r, &made));
	*ret_guide = made;
	return ERR_OK;
}

/* ---- drafts ---- */

/* The body: "source finished\n", then the answers as JSON. */
static struct str
draft_body(const struct intake_draft *d, struct arena *a)
{
	struct buf b;
	buf_init(&b, GUIDE_ANSWERS_MAX, a);
	buf_str(&b, d->source);
	buf_z(&b, d->finished ? " 1\n" : " 0\n");
	guide_answers_write(&d->answers, &b);
	return buf_view(&b);
}

static const struct vault_key *
draft_key(struct str token, struct arena *a)
{
	return vault_key_of_secret(token, "draft", a);
}

enum err
intake_begin(struct db_write *w, const struct intake_start *s, struct arena *a, struct str *ret_token)
{
	unsigned char secret[32];
	random_bytes(secret, sizeof secret);
	struct str token = id_base32(secret, sizeof secret, a);
	crypto_wipe(secret, sizeof secret);
	struct intake_draft d = { .source = s->source };
	struct draft_insert_in in = {
		.hash = session_hash(token, a),
		.version = s->version,
		.client = s->client,
		.registration = s->registration,
		.made = clock_wall(),
		.expires = clock_wall() + INTAKE_LIFE,
		.body = vault_seal(draft_key(token, a), SEALED_DRAFT_BODY, ID_NONE, draft_body(&d, a), a),
	};
	TRY(draft_insert(w, in));
	*ret_token = token;
	return ERR_OK;
}

static enum err
read_body(struct intake_draft *d, struct str body, struct arena *a)
{
	struct str rest = body, line;
	if (!str_split(&rest, '\n', &line) || line.n < 2)
		return ERR_INTERNAL;
	d->source = str_cut(line, 0, line.n - 2);
	d->finished = line.p[line.n - 1] == '1';
	return guide_answers_read(d->guide->guide, rest, a, &d->answers) == ERR_OK ? ERR_OK : ERR_INTERNAL;
}

enum err
intake_load(struct core *core, struct db_read *r, struct str token, struct arena *a, struct intake_draft *ret_draft)
{
	struct draft_get_row row;
	struct str body;
	if (token.n == 0)
		return ERR_NOT_FOUND;
	struct intake_draft d = { .hash = session_hash(token, a), .key = draft_key(token, a) };
	TRY(draft_get(r, (struct draft_get_in){ .hash = d.hash, .now = clock_wall() }, a, &row));
	TRY(vault_unseal(d.key, SEALED_DRAFT_BODY, ID_NONE, row.body, a, &body));
	TRY(intake_guide_at(core, r, row.version, &d.guide));
	d.version = row.version;
	d.client = row.client;
	d.registration = row.registration;
	TRY(read_body(&d, body, a));
	*ret_draft = d;
	return ERR_OK;
}

enum err
intake_save(struct db_write *w, const struct intake_draft *d, struct arena *a)
{
	int64_t changed;
	struct str body = vault_seal(d->key, SEALED_DRAFT_BODY, ID_NONE, draft_body(d, a), a);
	TRY(draft_save(w, (struct draft_save_in){ .hash = d->hash, .body = body }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

/* ---- the end of a guide ---- */

/* One thing has one id, however often it is handed in. */
static struct id
draft_id(const struct intake_draft *d)
{
	struct id id;
	memcpy(id.b, d->hash.p, sizeof id.b);
	return id;
}

static const char *
deepest(const struct intake_draft *d, struct arena *a)
{
	static const char *const depths[] = {
		[GUIDE_INFORMING] = "informing", [GUIDE_ADVISING] = "advising", [GUIDE_SUPPORTING] = "supporting",
	};
	struct guide_outcomes outcomes = guide_outcomes(d->guide->guide, &d->answers, a);
	enum guide_depth depth = GUIDE_INFORMING;
	for (size_t i = 0; i < outcomes.n; i++)
		if (outcomes.v[i]->depth > depth)
			depth = outcomes.v[i]->depth;
	return depths[depth];
}

enum err
intake_attach(struct db_write *w, struct intake_draft *d, const struct vault_key *k, struct id registration,
    struct arena *a)
{
	struct buf b;
	buf_init(&b, GUIDE_ANSWERS_MAX, a);
	guide_answers_write(&d->answers, &b);
	/* an anonymous draft may come along with more than one registration */
	struct id id = id_is_none(d->client) ? registration : draft_id(d);
	return intake_put(w, (struct intake_put_in){
	    .id = id,
	    .client = vault_key_client(k),
	    .registration = registration,
	    .version = d->version,
	    .made = clock_wall(),
	    .answers = vault_seal(k, SEALED_INTAKE_ANSWERS, id, buf_view(&b), a),
	});
}

/* The client's own doing, on record like any other opening of the dossier. */
static enum err
land(struct core *core, struct db_write *w, struct intake_draft *d, struct arena *a)
{
	const struct access_grant *grant;
	const struct vault_key *key;
	struct access_request q = {
		.actor = { .kind = ACTOR_CLIENT, .id = d->client, .client = d->client, .session = d->hash },
		.client = d->client,
		.part = "intake",
		.purpose = "intake",
	};
	TRY(access_write(w, &q, a, &grant));
	TRY(vault_open(core->vault, db_reading(w), d->client, grant, a, &key));
	return intake_attach(w, d, key, d->registration, a);
}

enum err
intake_finish(struct core *core, struct db_write *w, struct intake_draft *d, struct arena *a)
{
	struct service s = {
		.product = d->guide->product,
		.depth = id_is_none(d->client) ? deepest(d, a) : "supporting",
		.audience = d->guide->audience,
		.channel = "online",
		.source = d->source,
	};
	TRY(service_count(w, core->vault, &s, draft_id(d), a));
	if (!id_is_none(d->client))
		TRY(land(core, w, d, a));
	d->finished = true;
	return intake_save(w, d, a);
}

/* ---- resume codes ---- */

enum err
intake_keep(struct core *core, struct db_write *w, const struct intake_draft *d, struct str token, struct arena *a,
    struct str *ret_code)
{
	struct code_new n = {
		.kind = CODE_RESUME, .secret = code_make_print(a), .target = draft_id(d), .life = INTAKE_LIFE
	};
	TRY(vault_escrow(core->vault, n.target, token, a, &n.held));
	TRY(code_put(w, core->vault, &n, a));
	*ret_code = code_pretty(n.secret, a);
	return ERR_OK;
}

enum err
intake_resume(struct core *core, struct db_read *r, struct str code, struct arena *a, struct str *ret_token)
{
	struct code found;
	TRY(code_find(r, core->vault, CODE_RESUME, code, a, &found));
	return vault_release(core->vault, found.target, found.held, a, ret_token);
}

/* ---- in the dossier ---- */

enum err
intake_of_client(struct core *core, struct db_read *r, const struct vault_key *k, struct arena *a,
    struct intake_records *ret_records)
{
	struct intake_list_rows rows;
	TRY(intake_list(r, (struct intake_list_in){ .client = vault_key_client(k) }, a, &rows));
	struct intake_record *v = ARENA_ARRAY(a, struct intake_record, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct str json;
		v[i] = (struct intake_record){
			.id = rows.v[i].id, .registration = rows.v[i].registration, .made = rows.v[i].made
		};
		TRY(intake_guide_at(core, r, rows.v[i].version, &v[i].guide));
		TRY(vault_unseal(k, SEALED_INTAKE_ANSWERS, rows.v[i].id, rows.v[i].answers, a, &json));
		TRY(guide_answers_read(v[i].guide->guide, json, a, &v[i].answers));
	}
	*ret_records = (struct intake_records){ v, rows.n };
	return ERR_OK;
}

struct str
intake_answer_text(const struct guide_step *s, const struct guide_answer *answer, enum lang lang, struct arena *a)
{
	struct buf b;
	buf_init(&b, GUIDE_ANSWERS_MAX, a);
	for (size_t i = 0; answer != NULL && i < answer->value_count; i++) {
		struct str text = answer->values[i];
		for (size_t k = 0; k < s->option_count; k++)
			if (str_eq(s->options[k].value, text))
				text = s->options[k].label.in[lang];
		buf_z(&b, i > 0 ? ", " : "");
		buf_str(&b, text);
	}
	return buf_view(&b);
}

struct intake_said_list
intake_said(const struct intake_record *record, enum lang lang, struct arena *a)
{
	const struct guide *g = record->guide->guide;
	struct intake_said *v = ARENA_ARRAY(a, struct intake_said, g->step_count);
	size_t n = 0;
	for (const struct guide_step *s = guide_next(g, NULL, &record->answers); s != NULL;
	     s = guide_next(g, s, &record->answers))
		if (s->kind != GUIDE_ADVICE)
			v[n++] = (struct intake_said){
				.question = s->title.in[lang],
				.answer = intake_answer_text(s, guide_answer_find(&record->answers, s->name), lang, a),
			};
	return (struct intake_said_list){ v, n };
}

static enum err
clean(struct db_write *w, void *arg)
{
	(void)arg;
	return draft_sweep(w, (struct draft_sweep_in){ .now = clock_wall() });
}

enum err
intake_clean(struct core *core)
{
	return db_write_run(core->db, clean, NULL);
}
