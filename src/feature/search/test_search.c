/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "content.sql.h"
#include "library.h"
#include "search_internal.h"
#include "test_house.h"

#include "banned.h"

/* ---- a small library ---- */

struct publishing {
	struct str kind, name, body;
};

static enum err
publish(struct db_write *w, struct house *h, void *arg)
{
	struct publishing *x = arg;
	bool changed;
	return content_publish(w, x->kind, x->name, x->body, h->arena, &changed);
}

static void
put(struct house *h, const char *kind, const char *name, struct str body)
{
	struct publishing x = { str_from_z(kind), str_from_z(name), body };
	assert_ok(house_write(h, publish, &x));
}

static void
put_page(struct house *h, const char *name, const char *kind, const char *audience, const char *title,
    const char *text)
{
	put(h, "page", name, str_printf(h->arena,
	    "---\nkind: %s\ntitle: %s\nsummary: Een korte zin.\naudience: %s\n"
	    "owner: Redactie\nchecked: 2026-11-21\n---\n%s\n",
	    kind, title, audience, text));
}

static const char synonyms[] =
	"# wat mensen zeggen\n"
	"tasjesdief: beroving\n"
	"nare berichten: stalking\n"
	"!113: zelfmoord, wil dood\n";

static void
put_library(struct house *h)
{
	put_page(h, "victims/een.nl", "page", "victims", "Na een inbraak",
	    "Bel de politie. Er is hulp voor een slachtoffer.");
	put_page(h, "victims/twee.nl", "page", "victims", "Beroving op straat", "Iemand nam je fiets of je tas mee.");
	put_page(h, "helpers/drie.nl", "page", "helpers", "Stalking",
	    "Iemand valt een ander lastig. Slachtofferhulp denkt mee.");
	put_page(h, "helpers/vier.nl", "page", "helpers, victims", "Diefstal melden", "Meld de diefstal van je fiets.");
	put_page(h, "victims/five.en", "page", "victims", "After a burglary", "Call the police.");
	put(h, "aid", "synonyms.nl", str_from_z(synonyms));
	assert_ok(search_sync(&h->core));
	assert_ok(search_sweep(&h->core));
}

static struct search_results
ask(struct house *h, const char *text, int audience)
{
	struct search_question q = { .text = str_from_z(text), .lang = LANG_NL, .audience = audience };
	struct search_results results;
	HOUSE_READ(h, r, assert_ok(search_run(&h->core, r, &q, h->arena, &results)));
	return results;
}

static void
assert_first(struct house *h, const char *text, const char *address)
{
	struct search_results r = ask(h, text, -1);
	if (r.hits.n == 0 || !str_eq_z(r.hits.v[0].address, address))
		fail_msg("%s: %.*s", text, STR_ARG(r.hits.n == 0 ? STR("nothing") : r.hits.v[0].address));
}

/* ---- what people say ---- */

static void
synonyms_are_read(void **state)
{
	struct arena *a = arena_new();
	const struct search_aid *aid;
	struct search_faults faults;
	(void)state;
	assert_ok(search_aid_parse(str_from_z(synonyms), LANG_NL, a, &aid, &faults));
	assert_int_equal(aid->n, 4);
	assert_int_equal(aid->v[1].said.n, 2);
	assert_str(aid->v[2].helpline, "113");
	assert_int_equal(aid->v[2].line, 4);
	arena_free(a);
}

static void
faults_name_their_line(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{ "een: twee\ndrie\n", 2 },
		{ "een:\n", 1 },
		{ ": twee\n", 1 },
		{ "een: !!\n", 1 },
		{ "\n\neen twee drie vier vijf zes zeven: acht\n", 3 },
		{ "!113: ,\n", 1 },
	};
	struct arena *a = arena_new();
	const struct search_aid *aid;
	struct search_faults faults;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(search_aid_parse(str_from_z(cases[i].text), LANG_NL, a, &aid, &faults), ERR_INVALID);
		assert_int_equal(faults.v[0].line, cases[i].line);
	}
	arena_free(a);
}

/* ---- finding ---- */

static void
words_find_their_pages(void **state)
{
	struct house *h = *state;
	put_library(h);
	assert_first(h, "inbraken", "/victims/een");
	assert_first(h, "INBRAAK!", "/victims/een");
	assert_first(h, "ibnraak", "/victims/een");
	assert_first(h, "tasjesdief", "/victims/twee");
	assert_first(h, "tasjesdif", "/victims/twee");
	assert_first(h, "nare berichten", "/helpers/drie");
	assert_first(h, "fietsendiefstal", "/helpers/vier");
	assert_first(h, "scooterdiefstal", "/helpers/vier");
	assert_int_equal(ask(h, "hulp", -1).total, 2);
	assert_int_equal(ask(h, "burglary", -1).total, 0);
	assert_int_equal(ask(h, "\" OR * NEAR(", -1).total, 0);
}

static void
what_was_typed_is_told(void **state)
{
	struct house *h = *state;
	struct search_results r = ask(h, "ibnraak", -1);
	assert_str(r.corrected, "inbraak");
	r = ask(h, "inbraak xyzzy", -1);
	assert_int_equal(r.unknown.n, 1);
	assert_str(r.unknown.v[0], "xyzzy");
	assert_true(r.corrected.p == NULL);
	r = ask(h, "inbraak beroving", -1);
	assert_true(r.loosened);
	assert_int_equal(r.total, 2);
	r = ask(h, "ik wil dood", -1);
	assert_int_equal(r.danger.n, 1);
	assert_str(r.danger.v[0], "113");
	assert_int_equal(ask(h, "zelfmoort", -1).danger.n, 1);
	assert_int_equal(ask(h, "inbraak", -1).danger.n, 0);
	assert_false(ask(h, "de het", -1).asked);
}

static void
audiences_are_kept_apart(void **state)
{
	struct house *h = *state;
	struct search_results r = ask(h, "diefstal", -1);
	assert_int_equal(r.all, 1);
	assert_int_equal(r.by_audience[0], 1);
	assert_int_equal(r.by_audience[1], 1);
	assert_int_equal(r.by_audience[2], 0);
	assert_int_equal(ask(h, "inbraak", 1).total, 0);
	assert_int_equal(ask(h, "stalking", 1).total, 1);
}

static void
what_was_asked_for_is_marked(void **state)
{
	struct house *h = *state;
	struct search_results r = ask(h, "inbraken", -1);
	const struct search_pieces *title = &r.hits.v[0].title;
	assert_int_equal(title->n, 2);
	assert_str(title->v[0].text, "Na een ");
	assert_str(title->v[1].text, "inbraak");
	assert_true(title->v[1].marked && !title->v[0].marked);
	r = ask(h, "politie", -1);
	assert_true(r.hits.v[0].text.n >= 3);
}

/* ---- the index ---- */

static void
the_index_follows(void **state)
{
	struct house *h = *state;
	put_page(h, "victims/een.nl", "page", "victims", "Na een braakpoging", "Iemand probeerde het.");
	assert_ok(search_sync(&h->core));
	assert_int_equal(ask(h, "inbraak", -1).total, 0);
	assert_first(h, "braakpoging", "/victims/een");
	put_page(h, "victims/een.nl", "page", "victims", "Na een inbraak", "Bel de politie.");
	assert_ok(search_sync(&h->core));
	assert_first(h, "inbraak", "/victims/een");
	assert_int_equal(ask(h, "braakpoging", -1).total, 0);
}

static enum err
retire(struct db_write *w, struct house *h, void *arg)
{
	(void)h;
	return content_retire(w, (struct content_retire_in){ STR("page"), str_from_z(arg) });
}

static void
what_is_retired_is_gone(void **state)
{
	struct house *h = *state;
	assert_ok(house_write(h, retire, (char[]){ "victims/twee.nl" }));
	assert_int_equal(ask(h, "beroving", -1).hits.n, 0);
	assert_ok(search_sweep(&h->core));
	assert_int_equal(ask(h, "beroving", -1).total, 0);
	assert_first(h, "fiets", "/helpers/vier");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(synonyms_are_read),
		cmocka_unit_test(faults_name_their_line),
		cmocka_unit_test(words_find_their_pages),
		cmocka_unit_test(what_was_typed_is_told),
		cmocka_unit_test(audiences_are_kept_apart),
		cmocka_unit_test(what_was_asked_for_is_marked),
		cmocka_unit_test(the_index_follows),
		cmocka_unit_test(what_is_retired_is_gone),
	};
	return HOUSE_RUN("search", tests);
}
