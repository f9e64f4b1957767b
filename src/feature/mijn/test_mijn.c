/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "consent.h"
#include "mijn.h"
#include "mijn.sql.h"
#include "session.h"
#include "test_house.h"

#include "banned.h"

struct someone {
	struct id client, record; /* of one look in their dossier */
	const struct vault_key *key;
};

static struct someone
someone(struct house *h)
{
	struct someone s = { .client = house_client(h).client };
	const struct access_grant *grant = house_grant(h, s.client);
	struct mijn_record_rows_in in = { .client = s.client, .before = INT64_MAX, .before_id = { { 1 } } };
	struct mijn_record_rows_rows rows;
	HOUSE_READ(h, r, {
		assert_ok(vault_open(h->core.vault, r, s.client, grant, h->arena, &s.key));
		assert_ok(mijn_record_rows(r, in, h->arena, &rows));
	});
	assert_int_equal(rows.n, 1);
	s.record = rows.v[0].id;
	return s;
}

/* ---- questions ---- */

struct asking {
	struct id client, record;
	struct str text;
};

static enum err
ask_run(struct db_write *w, struct house *h, void *arg)
{
	const struct asking *q = arg;
	return mijn_question_ask(&h->core, w, q->client, q->record, q->text, h->arena);
}

static enum err
ask(struct house *h, struct id client, struct id record, const char *text)
{
	return house_write(h, ask_run, &(struct asking){ client, record, str_from_z(text) });
}

static struct mijn_questions
questions_of(struct house *h, struct id client)
{
	struct mijn_questions list;
	HOUSE_READ(h, r, assert_ok(mijn_question_list(&h->core, r, client, h->arena, &list)));
	return list;
}

static void
questions_are_about_own_records(void **state)
{
	struct house *h = *state;
	struct someone a = someone(h), b = someone(h);
	assert_int_equal(ask(h, a.client, b.record, "Wie?"), ERR_NOT_FOUND);
	assert_int_equal(ask(h, a.client, id_new(), "Wie?"), ERR_NOT_FOUND);
	assert_ok(ask(h, a.client, a.record, "Wie?"));
	assert_int_equal(questions_of(h, b.client).n, 0);
	struct mijn_questions list = questions_of(h, a.client);
	assert_int_equal(list.n, 1);
	assert_str(list.v[0].text, "Wie?");
	assert_null(list.v[0].answer.p);
	for (int i = 1; i < MIJN_QUESTIONS_OPEN_MAX; i++)
		assert_ok(ask(h, a.client, a.record, "En?"));
	assert_int_equal(ask(h, a.client, a.record, "En?"), ERR_LIMIT);
	assert_ok(ask(h, b.client, b.record, "Wie?"));
}

struct answering {
	struct id question, account;
};

static enum err
answer_run(struct db_write *w, struct house *h, void *arg)
{
	const struct answering *x = arg;
	return mijn_question_answer(&h->core, w, x->question, x->account, STR("Een collega, met reden."), h->arena);
}

static struct id
officer(struct house *h)
{
	struct id id;
	struct account_new n = {
		.role = ROLE_PRIVACY_OFFICER,
		.email = id_text(id_new(), h->arena),
		.name = STR("Noa"),
		.password = STR("zeven maal zeven"),
		.totp_secret = STR("12345678901234567890"),
	};
	assert_ok(account_create(&h->core, &n, &id));
	return id;
}

static bool
is_open(struct house *h, struct id question)
{
	struct mijn_questions list = { NULL, 0, true };
	struct id after = ID_NONE;
	int64_t made = 0;
	bool found = false;
	while (list.more) {
		HOUSE_READ(h, r, assert_ok(mijn_question_list_open(&h->core, r, made, after, h->arena, &list)));
		for (size_t i = 0; i < list.n; i++)
			found = found || id_eq(list.v[i].id, question);
		if (list.n > 0) {
			made = list.v[list.n - 1].made;
			after = list.v[list.n - 1].id;
		}
	}
	return found;
}

static void
an_answer_closes_a_question(void **state)
{
	struct house *h = *state;
	struct someone s = someone(h);
	struct mijn_question q;
	assert_ok(ask(h, s.client, s.record, "Waarom?"));
	struct answering x = { questions_of(h, s.client).v[0].id, officer(h) };
	assert_true(is_open(h, x.question));
	assert_ok(house_write(h, answer_run, &x));
	assert_false(is_open(h, x.question));
	assert_int_equal(house_write(h, answer_run, &x), ERR_CONFLICT);
	HOUSE_READ(h, r, assert_ok(mijn_question_find(&h->core, r, x.question, h->arena, &q)));
	assert_str(q.answer, "Een collega, met reden.");
	assert_true(q.answered > 0 && id_eq(q.client, s.client) && id_eq(q.record, s.record));
	assert_str(questions_of(h, s.client).v[0].answer, "Een collega, met reden.");
	x.question = id_new();
	assert_int_equal(house_write(h, answer_run, &x), ERR_NOT_FOUND);
}

static void
looks_are_in_words(void **state)
{
	struct house *h = *state;
	struct someone s = someone(h), other = someone(h);
	struct mijn_look look;
	HOUSE_READ(h, r, {
		assert_ok(mijn_look_find(r, s.client, s.record, LANG_EN, h->arena, &look));
		assert_int_equal(mijn_look_find(r, other.client, s.record, LANG_EN, h->arena, &look), ERR_NOT_FOUND);
	});
	assert_false(look.own || look.emergency);
	assert_str(look.who, "The computer, with nobody looking along");
	assert_str(look.what, "The whole file");
	assert_str(look.why, "test"); /* without words yet: as it stands there */
}

/* ---- permissions ---- */

struct consenting {
	struct id client;
	bool given;
	enum err before, after;
};

/* What was said holds within the transaction that says it. */
static enum err
consent_run(struct db_write *w, struct house *h, void *arg)
{
	struct consenting *c = arg;
	(void)h;
	c->before = consent_given(db_reading(w), c->client, CONSENT_RESEARCH);
	TRY(consent_put(w, c->client, CONSENT_RESEARCH, c->given));
	c->after = consent_given(db_reading(w), c->client, CONSENT_RESEARCH);
	return ERR_OK;
}

static void
a_permission_counts_until_it_is_taken_back(void **state)
{
	struct house *h = *state;
	struct id client = house_client(h).client, other = house_client(h).client;
	struct consenting c = { .client = client };
	struct consents all;
	assert_ok(house_write(h, consent_run, &c)); /* taking back what was never given */
	for (int i = 0; i < 2; i++) {
		c.given = true;
		assert_ok(house_write(h, consent_run, &c));
		assert_true(c.before == (i == 0 ? ERR_FORBIDDEN : ERR_OK) && c.after == ERR_OK);
	}
	HOUSE_READ(h, r, {
		assert_int_equal(consent_given(r, other, CONSENT_RESEARCH), ERR_FORBIDDEN);
		assert_int_equal(consent_given(r, client, CONSENT_PARTNER), ERR_FORBIDDEN);
	});
	c.given = false;
	assert_ok(house_write(h, consent_run, &c));
	assert_true(c.before == ERR_OK && c.after == ERR_FORBIDDEN);
	HOUSE_READ(h, r, assert_ok(consent_history(r, client, h->arena, &all)));
	assert_int_equal(all.n, 2);
	assert_true(!all.v[0].given && all.v[1].given && all.v[1].version == consent_version(CONSENT_RESEARCH));
}

static void
purposes_have_names(void **state)
{
	(void)state;
	for (enum consent_purpose p = 0; p < CONSENT_PURPOSE_COUNT; p++)
		assert_int_equal(consent_purpose_parse(str_from_z(consent_purpose_name(p))), p);
	assert_int_equal(consent_purpose_parse(STR("everything")), CONSENT_PURPOSE_COUNT);
}

/* ---- what was kept ---- */

struct keeping {
	const struct vault_key *key;
	const char *name, *ids; /* NULL: a guide */
};

static enum err
keep_run(struct db_write *w, struct house *h, void *arg)
{
	const struct keeping *k = arg;
	struct guide_answers none = { NULL, 0 };
	if (k->name == NULL)
		return mijn_keep_guide(w, k->key, id_new(), &none, h->arena);
	return mijn_keep_ticks(&h->core, w, k->key, str_from_z(k->name), str_from_z(k->ids), h->arena);
}

static enum err
keep(struct house *h, const struct vault_key *key, const char *name, const char *ids)
{
	return house_write(h, keep_run, &(struct keeping){ key, name, ids });
}

static struct mijn_kept_list
kept_of(struct house *h, const struct vault_key *key)
{
	struct mijn_kept_list list;
	HOUSE_READ(h, r, assert_ok(mijn_kept_of_client(r, key, h->arena, &list)));
	return list;
}

static void
ticks_are_one_thing_a_list(void **state)
{
	struct house *h = *state;
	struct someone a = someone(h), b = someone(h);
	static const char *const wrong[][2] = {
		{ "../x", "a" }, { "victims/x", "" }, { "victims/x", "A" }, { "victims/x", "a,,b" }, { "", "a" },
		{ "victims/x", "a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a" },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(keep(h, a.key, wrong[i][0], wrong[i][1]), ERR_INVALID);
	assert_ok(keep(h, a.key, "victims/x", "a,b-2"));
	assert_ok(keep(h, a.key, "victims/x", "c"));
	assert_ok(keep(h, a.key, "victims/y", "a"));
	assert_ok(keep(h, b.key, "victims/x", "a"));
	struct mijn_kept_list list = kept_of(h, a.key);
	assert_int_equal(list.n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(list.v[i].kind == MIJN_KEPT_TICKS && list.v[i].ticks.n == 1);
	assert_int_equal(kept_of(h, b.key).n, 1);
}

struct removing {
	struct id client, id;
};

static enum err
remove_run(struct db_write *w, struct house *h, void *arg)
{
	const struct removing *x = arg;
	(void)h;
	return mijn_kept_remove(w, x->client, x->id);
}

static void
what_was_kept_is_only_ones_own(void **state)
{
	struct house *h = *state;
	struct someone a = someone(h), b = someone(h);
	struct mijn_kept kept;
	assert_ok(keep(h, a.key, NULL, NULL));
	struct id id = kept_of(h, a.key).v[0].id;
	HOUSE_READ(h, r, {
		assert_ok(mijn_kept_find(r, a.key, id, h->arena, &kept));
		assert_int_equal(mijn_kept_find(r, b.key, id, h->arena, &kept), ERR_NOT_FOUND);
	});
	assert_int_equal(house_write(h, remove_run, &(struct removing){ b.client, id }), ERR_NOT_FOUND);
	assert_ok(house_write(h, remove_run, &(struct removing){ a.client, id }));
	assert_int_equal(house_write(h, remove_run, &(struct removing){ a.client, id }), ERR_NOT_FOUND);
}

static void
nobody_keeps_without_end(void **state)
{
	struct house *h = *state;
	struct someone s = someone(h);
	assert_ok(keep(h, s.key, "victims/x", "a"));
	for (int i = 1; i < MIJN_KEPT_MAX; i++)
		assert_ok(keep(h, s.key, NULL, NULL));
	assert_int_equal(keep(h, s.key, NULL, NULL), ERR_LIMIT);
	assert_ok(keep(h, s.key, "victims/x", "b")); /* in the place of the one before */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_are_about_own_records),
		cmocka_unit_test(an_answer_closes_a_question),
		cmocka_unit_test(looks_are_in_words),
		cmocka_unit_test(a_permission_counts_until_it_is_taken_back),
		cmocka_unit_test(purposes_have_names),
		cmocka_unit_test(ticks_are_one_thing_a_list),
		cmocka_unit_test(what_was_kept_is_only_ones_own),
		cmocka_unit_test(nobody_keeps_without_end),
	};
	return HOUSE_RUN("mijn", tests);
}
