/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "editor.h"
#include "session.sql.h"
#include "test_house.h"

#include "banned.h"

#define GOOD "---\nkind: page\ntitle: Een pagina\nsummary: Een zin.\naudience: victims\nowner: Redactie\n" \
             "checked: 2026-11-21\n---\n\nEen korte zin.\n\n## Kop\n"
#define BAD "---\nkind: what\n---\n"

/* ---- steps, each in a transaction of its own ---- */

enum act { SAVE, HAND_IN, APPROVE, SEND_BACK, SCHEDULE, UNSCHEDULE, PUBLISH, DISCARD, RETIRE, RESTORE };

struct act_task {
	enum act act;
	struct editor_step step;
	struct str text; /* SAVE: the body; RETIRE: where it goes to */
	struct id id;    /* RESTORE */
	int64_t due;
};

static enum err
act_run(struct db_write *w, struct house *h, void *arg)
{
	const struct act_task *t = arg;
	const struct editor_step *s = &t->step;
	switch (t->act) {
	case SAVE: return editor_save(w, s, t->text, h->arena);
	case HAND_IN: return editor_hand_in(w, s, h->arena);
	case APPROVE: return editor_approve(w, s, h->arena);
	case SEND_BACK: return editor_send_back(w, s, h->arena);
	case SCHEDULE: return editor_schedule(w, s, t->due, h->arena);
	case UNSCHEDULE: return editor_unschedule(w, s, h->arena);
	case PUBLISH: return editor_publish(w, s, h->arena);
	case DISCARD: return editor_discard(w, s, h->arena);
	case RETIRE: return editor_retire(w, s, t->text, h->arena);
	case RESTORE: return editor_restore(w, s, t->id, h->arena);
	}
	return ERR_INTERNAL;
}

static struct editor_doc
doc(struct house *h, const char *part)
{
	struct editor_doc d;
	assert_ok(editor_doc_of(EDITOR_PAGE, str_from_z(part), LANG_NL, h->arena, &d));
	return d;
}

static struct editor_sheet
sheet(struct house *h, const char *part)
{
	struct editor_doc d = doc(h, part);
	struct editor_sheet s = { .doc = d };
	HOUSE_READ(h, r, (void)editor_read(r, &d, h->arena, &s));
	return s;
}

/* By somebody who sees the page as it is now. */
static enum err
act_with(struct house *h, const char *part, struct id who, struct act_task t)
{
	struct editor_sheet s = sheet(h, part);
	t.step = (struct editor_step){
		.core = &h->core, .doc = s.doc, .account = who, .seen = editor_head(&s), .remark = STR("omdat") };
	if (t.act == RETIRE)
		t.step.seen = s.live;
	return house_write(h, act_run, &t);
}

static enum err
act(struct house *h, const char *part, struct id who, enum act what)
{
	return act_with(h, part, who, (struct act_task){ .act = what, .due = clock_wall() + CLOCK_DAY });
}

static enum err
save(struct house *h, const char *part, struct id who, const char *body)
{
	return act_with(h, part, who, (struct act_task){ .act = SAVE, .text = str_from_z(body) });
}

static enum err
add_account(struct db_write *w, struct house *h, void *arg)
{
	struct id id = *(struct id *)arg;
	return account_insert(w, (struct account_insert_in){
	    .id = id, .role = STR("editor"), .team = h->team, .email_mac = str_from(id.b, sizeof id.b),
	    .email = STR("x"), .name = STR("x"), .password = STR("x"), .totp = STR("x"), .made = 1 });
}

static struct id
account(struct house *h)
{
	struct id id = id_new();
	assert_ok(house_write(h, add_account, &id));
	return id;
}

static bool
live_is(struct house *h, const char *part, const char *body)
{
	struct editor_sheet s = sheet(h, part);
	return body == NULL ? id_is_none(s.live) : str_eq_z(s.live_body, body);
}

/* A page that two people brought to the site. */
static void
publish(struct house *h, const char *part, const char *body)
{
	struct id one = account(h), two = account(h);
	assert_ok(save(h, part, one, body));
	assert_ok(act(h, part, one, HAND_IN));
	assert_ok(act(h, part, two, APPROVE));
	assert_ok(act(h, part, one, PUBLISH));
}

/* ---- names ---- */

static void
names_are_addresses(void **state)
{
	struct house *h = *state;
	static const char *const bad[] = { "", "/", "a/", "/a", "a/b/c", "A", "a b", "a.b", "../a", "a_b", "\xc3\xa9" };
	struct editor_doc d;
	assert_ok(editor_doc_parse(STR("page"), STR("victims/burglary.en"), &d));
	assert_str(d.part, "victims/burglary");
	assert_int_equal(d.lang, LANG_EN);
	assert_ok(editor_doc_parse(STR("guide"), STR("burglary"), &d));
	assert_int_equal(editor_doc_parse(STR("guide"), STR("a/b"), &d), ERR_INVALID);
	assert_int_equal(editor_doc_parse(STR("page"), STR("home"), &d), ERR_INVALID);
	assert_int_equal(editor_doc_parse(STR("aid"), STR("blame"), &d), ERR_INVALID);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(
		    editor_doc_of(EDITOR_PAGE, str_from_z(bad[i]), LANG_NL, h->arena, &d), ERR_INVALID);
}

/* ---- who may ---- */

static void
nobody_approves_their_own(void **state)
{
	struct house *h = *state;
	struct id one = account(h), two = account(h), three = account(h);
	assert_ok(save(h, "own", one, GOOD));
	assert_ok(act(h, "own", one, HAND_IN));
	assert_int_equal(act(h, "own", one, APPROVE), ERR_FORBIDDEN);
	struct editor_sheet s = sheet(h, "own");
	assert_false(editor_may_approve(&s, one));
	assert_true(editor_may_approve(&s, two));
	/* whoever hands in what another wrote does not approve it either, and nor does who wrote it */
	assert_ok(act(h, "own", two, SEND_BACK));
	assert_ok(act(h, "own", two, HAND_IN));
	assert_int_equal(act(h, "own", two, APPROVE), ERR_FORBIDDEN);
	assert_int_equal(act(h, "own", one, APPROVE), ERR_FORBIDDEN);
	assert_int_equal(act(h, "own", one, PUBLISH), ERR_CONFLICT);
	assert_ok(act(h, "own", three, APPROVE));
	assert_ok(act(h, "own", one, PUBLISH));
	assert_true(live_is(h, "own", GOOD));
}

static void
what_was_read_is_what_is_published(void **state)
{
	struct house *h = *state;
	struct id one = account(h), two = account(h);
	assert_ok(save(h, "read", one, GOOD));
	assert_ok(act(h, "read", one, HAND_IN));
	assert_ok(act(h, "read", two, APPROVE));
	assert_ok(save(h, "read", one, GOOD "Nog iets.\n"));
	assert_int_equal(sheet(h, "read").state, EDITOR_WRITING);
	assert_int_equal(act(h, "read", one, PUBLISH), ERR_CONFLICT);
	assert_int_equal(act(h, "read", one, SCHEDULE), ERR_CONFLICT);
	assert_true(live_is(h, "read", NULL));
	/* the reader changed it: now the other reads */
	assert_ok(save(h, "read", two, GOOD "Nog iets anders.\n"));
	assert_ok(act(h, "read", two, HAND_IN));
	assert_int_equal(act(h, "read", two, APPROVE), ERR_FORBIDDEN);
	assert_ok(act(h, "read", one, APPROVE));
}

/* Every step from every state: the table of what goes. */
static void
steps_go_in_their_order(void **state)
{
	struct house *h = *state;
	static const char *const parts[] = { "s-none", "s-writing", "s-review", "s-approved", "s-scheduled" };
	static const enum act way[] = { HAND_IN, APPROVE, SCHEDULE };
	static const enum act steps[] = { HAND_IN, APPROVE, SEND_BACK, SCHEDULE, UNSCHEDULE, PUBLISH };
	static const bool goes[5][6] = {
		{ false, false, false, false, false, false },
		{ true, false, false, false, false, false },
		{ false, true, true, false, false, false },
		{ false, false, true, true, false, true },
		{ false, false, true, true, true, true },
	};
	struct id one = account(h), two = account(h);
	for (size_t i = 0; i < 5; i++)
		for (size_t k = 0; k < 6; k++) {
			struct str name = str_printf(h->arena, "%s-%zu", parts[i], k);
			const char *part = str_z(name, h->arena);
			if (i > 0)
				assert_ok(save(h, part, one, GOOD));
			for (size_t n = 0; n + 1 < i; n++)
				assert_ok(act(h, part, n == 1 ? two : one, way[n]));
			assert_int_equal(act(h, part, two, steps[k]), goes[i][k] ? ERR_OK : ERR_CONFLICT);
		}
}

/* ---- two at once ---- */

static void
the_second_to_save_is_told(void **state)
{
	struct house *h = *state;
	struct id one = account(h), two = account(h);
	publish(h, "both", GOOD);
	struct editor_sheet seen = sheet(h, "both");
	struct act_task t = { .act = SAVE, .text = STR(GOOD "Van de een.\n") };
	t.step = (struct editor_step){ .core = &h->core, .doc = seen.doc, .account = one, .seen = editor_head(&seen) };
	assert_ok(house_write(h, act_run, &t));
	t.step.account = two;
	t.text = STR(GOOD "Van de ander.\n");
	assert_int_equal(house_write(h, act_run, &t), ERR_CONFLICT);
	assert_str(sheet(h, "both").body, GOOD "Van de een.\n");
	/* the same text again is no new draft */
	struct id head = sheet(h, "both").revision;
	assert_ok(save(h, "both", two, GOOD "Van de een.\r\n\r\n"));
	assert_true(id_eq(sheet(h, "both").revision, head) && id_eq(sheet(h, "both").writer, one));
}

static enum err
publish_file(struct db_write *w, struct house *h, void *arg)
{
	bool changed;
	return content_publish_file(w, STR("page"), STR("moved.nl"), str_from_z(arg), h->arena, &changed);
}

static void
what_went_live_meanwhile_is_not_lost(void **state)
{
	struct house *h = *state;
	struct id one = account(h), two = account(h);
	char newer[] = GOOD "Uit de map.\n";
	publish(h, "moved", GOOD);
	assert_ok(save(h, "moved", one, GOOD "Concept.\n"));
	assert_ok(act(h, "moved", one, HAND_IN));
	assert_ok(act(h, "moved", two, APPROVE));
	assert_ok(house_write(h, publish_file, newer));
	assert_int_equal(act(h, "moved", one, PUBLISH), ERR_CONFLICT);
	assert_true(live_is(h, "moved", GOOD "Uit de map.\n"));
	assert_ok(save(h, "moved", one, GOOD "Concept.\n")); /* looked at again: made from what is live now */
	assert_int_equal(sheet(h, "moved").state, EDITOR_WRITING);
	assert_ok(act(h, "moved", one, HAND_IN));
	assert_ok(act(h, "moved", two, APPROVE));
	assert_ok(act(h, "moved", one, PUBLISH));
}

/* ---- faults ---- */

static void
a_draft_may_have_faults_the_site_not(void **state)
{
	struct house *h = *state;
	struct id one = account(h);
	char *large = arena_alloc(h->arena, EDITOR_BODY_MAX + 2);
	for (size_t i = 0; i <= EDITOR_BODY_MAX; i++)
		large[i] = 'x';
	assert_ok(save(h, "faulty", one, BAD));
	assert_int_equal(act(h, "faulty", one, HAND_IN), ERR_INVALID);
	assert_int_equal(save(h, "faulty", one, large), ERR_LIMIT);
	assert_str(sheet(h, "faulty").body, BAD);
}

/* ---- at its time, down, and back ---- */

static void
what_is_due_goes_and_the_rest_waits(void **state)
{
	struct house *h = *state;
	struct id one = account(h), two = account(h);
	assert_ok(save(h, "due", one, GOOD));
	assert_ok(act(h, "due", one, HAND_IN));
	assert_ok(act(h, "due", two, APPROVE));
	assert_int_equal(act_with(h, "due", one, (struct act_task){ .act = SCHEDULE, .due = 1 }), ERR_INVALID);
	assert_ok(act(h, "due", one, SCHEDULE));
	assert_ok(editor_publish_due(&h->core));
	assert_true(live_is(h, "due", NULL));
	assert_ok(act_with(h, "due", one, (struct act_task){ .act = SCHEDULE, .due = clock_wall() + 30 }));
	while (live_is(h, "due", NULL))
		assert_ok(editor_publish_due(&h->core));
	assert_true(live_is(h, "due", GOOD));
	assert_int_equal(sheet(h, "due").state, EDITOR_NO_DRAFT);
}

static void
down_and_back(void **state)
{
	struct house *h = *state;
	struct id one = account(h), two = account(h);
	publish(h, "round", GOOD);
	struct id first = sheet(h, "round").live;
	publish(h, "round", GOOD "Anders.\n");
	assert_int_equal(act_with(h, "round", one, (struct act_task){ .act = RETIRE, .text = STR("/nowhere") }),
	    ERR_INVALID);
	assert_int_equal(act_with(h, "round", one, (struct act_task){ .act = RETIRE, .text = STR("/round") }),
	    ERR_INVALID);
	assert_ok(act(h, "round", one, RETIRE));
	assert_true(live_is(h, "round", NULL) && sheet(h, "round").gone);
	assert_int_equal(act(h, "round", one, RETIRE), ERR_NOT_FOUND);
	assert_ok(act_with(h, "round", one, (struct act_task){ .act = RESTORE, .id = first }));
	assert_str(sheet(h, "round").body, GOOD);
	assert_int_equal(act_with(h, "round", one, (struct act_task){ .act = RESTORE, .id = id_new() }), ERR_NOT_FOUND);
	assert_ok(act(h, "round", one, HAND_IN));
	assert_ok(act(h, "round", two, APPROVE));
	assert_ok(act(h, "round", two, PUBLISH));
	assert_true(live_is(h, "round", GOOD) && !sheet(h, "round").gone);
	struct editor_events events;
	struct editor_doc d = doc(h, "round");
	HOUSE_READ(h, r, assert_ok(editor_history(r, &d, h->arena, &events)));
	assert_int_equal(events.n, 13);
	bool told = false;
	for (size_t i = 0; i < events.n; i++)
		told = told || (str_eq_z(events.v[i].what, "published") && id_eq(events.v[i].account, two));
	assert_true(told);
}

/* ---- lists ---- */

static void
the_list_knows_what_came_from_files(void **state)
{
	struct house *h = *state;
	struct editor_rows rows;
	struct editor_desk desk;
	char body[] = GOOD "[Weg](/nergens) en [hier](/moved).\n";
	assert_ok(house_write(h, publish_file, body));
	assert_ok(editor_summarise(&h->core));
	struct editor_filter f = { .search = STR("MOVED") };
	HOUSE_READ(h, r, assert_ok(editor_list_read(r, &f, h->arena, &rows)));
	assert_int_equal(rows.n, 1);
	assert_true(rows.v[0].live && !rows.more);
	assert_str(rows.v[0].owner, "Redactie");
	HOUSE_READ(h, r, assert_ok(editor_desk_read(r, h->arena, &desk)));
	assert_int_equal(desk.dead_links.n, 1);
	assert_str(desk.dead_links.v[0].what, "/nergens");
	assert_true(desk.untranslated.n >= 1);
	assert_int_equal(desk.unchecked.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_addresses),
		cmocka_unit_test(nobody_approves_their_own),
		cmocka_unit_test(what_was_read_is_what_is_published),
		cmocka_unit_test(steps_go_in_their_order),
		cmocka_unit_test(the_second_to_save_is_told),
		cmocka_unit_test(what_went_live_meanwhile_is_not_lost),
		cmocka_unit_test(a_draft_may_have_faults_the_site_not),
		cmocka_unit_test(what_is_due_goes_and_the_rest_waits),
		cmocka_unit_test(down_and_back),
		cmocka_unit_test(the_list_knows_what_came_from_files),
	};
	return HOUSE_RUN("editor", tests);
}
