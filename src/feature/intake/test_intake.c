/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

#include "clock.h"
#include "code.h"
#include "intake.h"
#include "library.h"
#include "session.h"
#include "test_house.h"

#include "banned.h"

static const char guide[] =
    "guide: small\nkind: intake\noffence: burglary\naudience: victims\nowner: Redactie\nchecked: 2026-11-21\n"
    "title: { nl: Klein, en: Small }\nintro: { nl: Vragen., en: Questions. }\nminutes: 1\nsteps:\n"
    "  - question: safe\n    type: one\n    ask: { nl: Ben je veilig?, en: Are you safe? }\n    options:\n"
    "      - { value: safe, label: { nl: Ja, en: 'Yes' } }\n"
    "      - { value: unknown, label: { nl: Dat weet ik niet, en: I do not know } }\n"
    "outcomes:\n  - outcome: all\n    depth: advising\n    title: { nl: Advies, en: Advice }\n"
    "    text: { nl: Bel gerust., en: Do call. }\n";

static enum err
publish(struct db_write *w, struct house *h, void *arg)
{
	bool changed;
	return content_publish(w, STR("guide"), STR("small"), str_from_z(arg), h->arena, &changed);
}

static struct id
live_version(struct house *h)
{
	const struct intake_guide *g;
	struct id version;
	static char text[sizeof guide];
	memcpy(text, guide, sizeof guide);
	assert_ok(house_write(h, publish, text));
	HOUSE_READ(h, r, assert_ok(intake_guide_live(&h->core, r, STR("small"), &version, &g)));
	assert_string_equal(g->product, "intake.small");
	assert_string_equal(g->step_product[0], "intake.small.safe");
	return version;
}

struct going {
	struct intake_start start;
	struct intake_draft draft;
	struct str token, code;
	struct vault_fresh fresh;
	struct id registration;
};

static enum err
begin(struct db_write *w, struct house *h, void *arg)
{
	struct going *x = arg;
	return intake_begin(w, &x->start, h->arena, &x->token);
}

static enum err
save(struct db_write *w, struct house *h, void *arg)
{
	return intake_save(w, &((struct going *)arg)->draft, h->arena);
}

static enum err
finish(struct db_write *w, struct house *h, void *arg)
{
	return intake_finish(&h->core, w, &((struct going *)arg)->draft, h->arena);
}

static enum err
attach(struct db_write *w, struct house *h, void *arg)
{
	struct going *x = arg;
	return intake_attach(w, &x->draft, x->fresh.key, x->registration, h->arena);
}

static enum err
keep(struct db_write *w, struct house *h, void *arg)
{
	struct going *x = arg;
	return intake_keep(&h->core, w, &x->draft, x->token, h->arena, &x->code);
}

static enum err
load(struct house *h, struct str token, struct intake_draft *ret_draft)
{
	enum err e;
	HOUSE_READ(h, r, e = intake_load(&h->core, r, token, h->arena, ret_draft));
	return e;
}

static void
answer(struct house *h, struct intake_draft *d, const char *value)
{
	struct str one = str_from_z(value);
	enum guide_answer_fault fault;
	assert_ok(guide_answer(d->guide->guide, &d->guide->guide->steps[0], &(struct strs){ &one, 1 }, h->arena,
	    &d->answers, &fault));
}

static struct going
begun(struct house *h, struct id client)
{
	struct going x = { .start = { live_version(h), client, id_is_none(client) ? ID_NONE : id_new(),
	    STR("letter") } };
	assert_ok(house_write(h, begin, &x));
	assert_ok(load(h, x.token, &x.draft));
	return x;
}

static struct intake_records
records(struct house *h, struct vault_fresh fresh)
{
	struct intake_records list;
	HOUSE_READ(h, r, assert_ok(intake_of_client(&h->core, r, fresh.key, h->arena, &list)));
	return list;
}

static size_t
counted(struct house *h)
{
	struct test_service_list_rows rows;
	HOUSE_READ(h, r, assert_ok(test_service_list(
	    r, (struct test_service_list_in){ .product = STR("intake.small") }, h->arena, &rows)));
	return rows.n;
}

static void
a_draft_is_its_tokens(void **state)
{
	struct house *h = *state;
	struct intake_draft back;
	struct going x = begun(h, ID_NONE), other = begun(h, ID_NONE);
	assert_str(x.draft.source, "letter");
	assert_false(x.draft.finished);
	assert_int_equal(x.draft.answers.n, 0);
	answer(h, &x.draft, "safe");
	assert_ok(house_write(h, save, &x));
	assert_ok(load(h, x.token, &back));
	assert_int_equal(back.answers.n, 1);
	assert_str(back.answers.v[0].values[0], "safe");
	assert_ok(load(h, other.token, &back));
	assert_int_equal(back.answers.n, 0);
	struct str wrong[] = { STR_NONE, STR(""), STR("x"), str_cut(x.token, 0, x.token.n - 1), x.draft.hash };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(load(h, wrong[i], &back), ERR_NOT_FOUND);
}

struct ending {
	struct str hash;
	int64_t expires;
};

static enum err
end_at(struct db_write *w, struct house *h, void *arg)
{
	const struct ending *x = arg;
	int64_t changed;
	(void)h;
	TRY(test_draft_end(w, (struct test_draft_end_in){ .hash = x->hash, .expires = x->expires }, &changed));
	return changed == 1 ? ERR_OK : ERR_NOT_FOUND;
}

static void
a_draft_ends(void **state)
{
	struct house *h = *state;
	struct intake_draft back;
	struct going x = begun(h, ID_NONE), stays = begun(h, ID_NONE);
	struct ending end = { x.draft.hash, clock_wall() };
	assert_ok(house_write(h, end_at, &end));
	assert_int_equal(load(h, x.token, &back), ERR_NOT_FOUND);
	assert_ok(intake_clean(&h->core));
	assert_int_equal(house_write(h, save, &x), ERR_NOT_FOUND);
	assert_ok(load(h, stays.token, &back));
}

static void
finishing_twice_counts_once(void **state)
{
	struct house *h = *state;
	struct intake_draft back;
	struct going x = begun(h, ID_NONE);
	size_t before = counted(h);
	answer(h, &x.draft, "safe");
	assert_ok(house_write(h, finish, &x));
	assert_ok(house_write(h, finish, &x));
	assert_int_equal(counted(h), before + 1);
	assert_ok(load(h, x.token, &back));
	assert_true(back.finished);
}

/* With a client the answers land in the dossier, on record, once. */
static void
a_clients_answers_land(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h), other = house_client(h);
	struct test_access_count_row before, after;
	struct going x = begun(h, fresh.client);
	HOUSE_READ(h, r, assert_ok(test_access_count(r, h->arena, &before)));
	answer(h, &x.draft, "safe");
	assert_ok(house_write(h, finish, &x));
	answer(h, &x.draft, "unknown");
	assert_ok(house_write(h, finish, &x));
	struct intake_records list = records(h, fresh);
	assert_int_equal(list.n, 1);
	assert_true(id_eq(list.v[0].registration, x.start.registration));
	struct intake_said_list said = intake_said(&list.v[0], LANG_EN, h->arena);
	assert_int_equal(said.n, 1);
	assert_str(said.v[0].question, "Are you safe?");
	assert_str(said.v[0].answer, "I do not know");
	assert_int_equal(records(h, other).n, 0);
	HOUSE_READ(h, r, assert_ok(test_access_count(r, h->arena, &after)));
	assert_true(after.count > before.count);
}

/* An anonymous draft comes along with each registration, once with each. */
static void
an_anonymous_draft_is_attached(void **state)
{
	struct house *h = *state;
	struct going x = begun(h, ID_NONE);
	struct vault_fresh first = house_client(h), second = house_client(h);
	answer(h, &x.draft, "safe");
	x.fresh = first;
	x.registration = id_new();
	assert_ok(house_write(h, attach, &x));
	assert_ok(house_write(h, attach, &x));
	assert_int_equal(records(h, first).n, 1);
	x.fresh = second;
	x.registration = id_new();
	assert_ok(house_write(h, attach, &x));
	assert_int_equal(records(h, first).n, 1);
	assert_int_equal(records(h, second).n, 1);
	assert_true(id_eq(records(h, second).v[0].registration, x.registration));
	/* whose it is does not change: the same registration of somebody else */
	x.fresh = first;
	assert_ok(house_write(h, attach, &x));
	assert_int_equal(records(h, first).n, 1);
	assert_int_equal(records(h, second).n, 1);
}

static enum err
resume(struct house *h, struct str code, struct str *ret_token)
{
	enum err e;
	HOUSE_READ(h, r, e = intake_resume(&h->core, r, code, h->arena, ret_token));
	return e;
}

static void
a_code_leads_back(void **state)
{
	struct house *h = *state;
	struct going x = begun(h, ID_NONE);
	struct str token = STR("untouched"), secret;
	assert_ok(house_write(h, keep, &x));
	assert_int_equal(x.code.n, 14);
	assert_ok(code_normal(str_lower(x.code, h->arena), h->arena, &secret));
	assert_int_equal(resume(h, code_make_print(h->arena), &token), ERR_NOT_FOUND);
	assert_str(token, "untouched");
	assert_ok(resume(h, secret, &token));
	assert_true(str_eq(token, x.token));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draft_is_its_tokens),
		cmocka_unit_test(a_draft_ends),
		cmocka_unit_test(finishing_twice_counts_once),
		cmocka_unit_test(a_clients_answers_land),
		cmocka_unit_test(an_anonymous_draft_is_attached),
		cmocka_unit_test(a_code_leads_back),
	};
	return HOUSE_RUN("intake", tests);
}
