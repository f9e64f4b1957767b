/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clock.h"
#include "contact.h"
#include "test_house.h"

#include "banned.h"

static int64_t
at(int hour, int minute)
{
	return date_wall((struct date_time){ .date = { 2026, 11, 23 }, .hour = hour, .minute = minute });
}

#define FITS CONTACT_FITS
#define OTHER CONTACT_OTHER_CHANNEL
#define NOT CONTACT_UNWANTED

/* The whole table, at ten in the morning: phone, mail, letter, visit. */
static const enum contact_fit table[CONTACT_WISH_COUNT][CHANNEL_COUNT] = {
	[CONTACT_UNASKED] = { FITS, FITS, FITS, FITS },
	[CONTACT_CALL] = { FITS, OTHER, OTHER, OTHER },
	[CONTACT_MAIL] = { OTHER, FITS, OTHER, OTHER },
	[CONTACT_ONLINE] = { OTHER, OTHER, OTHER, OTHER },
	[CONTACT_NOT_NOW] = { NOT, NOT, NOT, NOT },
	[CONTACT_NEVER] = { NOT, NOT, NOT, NOT },
};

static void
each_wish_has_its_channels(void **state)
{
	(void)state;
	for (int w = 0; w < CONTACT_WISH_COUNT; w++)
		for (int c = 0; c < CHANNEL_COUNT; c++) {
			struct contact_profile p = { .wish = (enum contact_wish)w };
			assert_int_equal(contact_fits(&p, (enum contact_channel)c, at(10, 0)), table[w][c]);
			p.no_post = true;
			enum contact_fit wanted = c == CHANNEL_LETTER &&
			    table[w][c] != NOT ? CONTACT_NO_POST : table[w][c];
			assert_int_equal(contact_fits(&p, (enum contact_channel)c, at(10, 0)), wanted);
		}
}

/* Only calling has hours, and only of those who may be called at all. */
static void
calling_has_its_hours(void **state)
{
	(void)state;
	for (int w = 0; w < CONTACT_WISH_COUNT; w++)
		for (unsigned hours = 0; hours < 8; hours++)
			for (int hour = 0; hour < 24; hour++) {
				struct contact_profile p = { .wish = (enum contact_wish)w, .hours = hours };
				bool morning = hour >= 8 && hour < 12, afternoon = hour >= 12 && hour < 17;
				bool evening = hour >= 17 && hour < 20;
				bool fits = hours == 0 ? morning || afternoon || evening
				                       : (morning && (hours & CONTACT_MORNING)) ||
				                           (afternoon && (hours & CONTACT_AFTERNOON)) ||
				                           (evening && (hours & CONTACT_EVENING));
				enum contact_fit phone = table[w][CHANNEL_PHONE] != FITS ? table[w][CHANNEL_PHONE]
				    : fits ? FITS : CONTACT_OTHER_HOURS;
				assert_int_equal(contact_fits(&p, CHANNEL_PHONE, at(hour, 0)), phone);
				assert_int_equal(contact_fits(&p, CHANNEL_PHONE, at(hour, 59)), phone);
				for (int c = CHANNEL_MAIL; c < CHANNEL_COUNT; c++)
					assert_int_equal(contact_fits(&p, (enum contact_channel)c, at(hour, 0)),
					    table[w][c]);
			}
}

static void
names_are_read_back(void **state)
{
	(void)state;
	for (int w = 0; w < CONTACT_WISH_COUNT; w++)
		assert_int_equal(contact_wish_parse(str_from_z(contact_wish_name((enum contact_wish)w))), w);
	for (int c = 0; c < CHANNEL_COUNT; c++)
		assert_int_equal(contact_channel_parse(str_from_z(contact_channel_name((enum contact_channel)c))), c);
	assert_int_equal(contact_wish_parse(STR("often")), CONTACT_WISH_COUNT);
	assert_int_equal(contact_wish_parse(STR_NONE), CONTACT_WISH_COUNT);
	assert_int_equal(contact_channel_parse(STR("pigeon")), CHANNEL_COUNT);
}

/* ---- the profile ---- */

struct saving {
	const struct vault_key *key;
	struct contact_profile profile;
};

static enum err
save(struct db_write *w, struct house *h, void *arg)
{
	const struct saving *x = arg;
	return contact_profile_save(w, x->key, &x->profile, h->arena);
}

static struct contact_profile
load(struct house *h, const struct vault_key *k)
{
	struct contact_profile p;
	HOUSE_READ(h, r, assert_ok(contact_profile_load(r, k, h->arena, &p)));
	return p;
}

static void
wishes_are_kept(void **state)
{
	struct house *h = *state;
	struct vault_fresh fresh = house_client(h);
	struct contact_profile back = load(h, fresh.key);
	assert_int_equal(back.wish, CONTACT_UNASKED);
	assert_int_equal(back.made, 0);
	struct saving x = { fresh.key, {
		.wish = CONTACT_CALL, .phone = STR("06 12345678"), .email = STR("jan@example.org"),
		.hours = CONTACT_MORNING | CONTACT_EVENING, .no_voicemail = true, .no_post = true,
		.remarks = STR("\"niet\" bij de buren 🦔"),
	} };
	assert_ok(house_write(h, save, &x));
	back = load(h, fresh.key);
	assert_int_equal(back.wish, CONTACT_CALL);
	assert_str(back.phone, "06 12345678");
	assert_str(back.email, "jan@example.org");
	assert_int_equal(back.hours, CONTACT_MORNING | CONTACT_EVENING);
	assert_true(back.no_voicemail);
	assert_true(back.no_post);
	assert_true(str_eq(back.remarks, x.profile.remarks));
	assert_true(back.made > 0);
	x.profile = (struct contact_profile){ .wish = CONTACT_NEVER };
	assert_ok(house_write(h, save, &x));
	back = load(h, fresh.key);
	assert_int_equal(back.wish, CONTACT_NEVER);
	assert_null(back.phone.p);
	assert_false(back.no_post);
	assert_int_equal(load(h, house_client(h).key).wish, CONTACT_UNASKED);
}

/* ---- the queue ---- */

struct queueing {
	struct contact_profile profile;
	struct id client, target;
	enum contact_message message;
};

static enum err
queue(struct db_write *w, struct house *h, void *arg)
{
	const struct queueing *x = arg;
	return contact_queue(w, h->core.vault, &x->profile, x->client, x->target, x->message, h->arena);
}

static size_t
waiting(struct house *h, const char *kind, struct id target)
{
	struct test_job_list_rows rows;
	size_t n = 0;
	HOUSE_READ(h, r, assert_ok(test_job_list(
	    r, (struct test_job_list_in){ .kind = str_from_z(kind) }, h->arena, &rows)));
	for (size_t i = 0; i < rows.n; i++)
		n += id_eq(rows.v[i].target, target);
	return n;
}

static void
a_message_is_queued_once(void **state)
{
	struct house *h = *state;
	struct queueing x = { .client = id_new(), .target = id_new(), .message = MESSAGE_WELCOME };
	assert_ok(house_write(h, queue, &x));
	assert_ok(house_write(h, queue, &x));
	assert_int_equal(waiting(h, "mail_welcome", x.target), 1);
	assert_int_equal(waiting(h, "letter", x.target), 0);
	x.message = MESSAGE_LETTER;
	assert_ok(house_write(h, queue, &x));
	assert_int_equal(waiting(h, "letter", x.target), 1);
	x.message = MESSAGE_WELCOME;
	x.target = id_new();
	assert_ok(house_write(h, queue, &x));
	assert_int_equal(waiting(h, "mail_welcome", x.target), 1);
}

static void
what_is_unwanted_is_not_queued(void **state)
{
	struct house *h = *state;
	for (int w = 0; w < CONTACT_WISH_COUNT; w++) {
		struct queueing x = {
			.profile = { .wish = (enum contact_wish)w }, .client = id_new(), .target = id_new(),
			.message = MESSAGE_WELCOME,
		};
		bool mail = table[w][CHANNEL_MAIL] == FITS, letter = table[w][CHANNEL_LETTER] == FITS;
		assert_int_equal(house_write(h, queue, &x), mail ? ERR_OK : ERR_FORBIDDEN);
		assert_int_equal(waiting(h, "mail_welcome", x.target), mail);
		x.message = MESSAGE_LETTER;
		assert_int_equal(house_write(h, queue, &x), letter ? ERR_OK : ERR_FORBIDDEN);
		assert_int_equal(waiting(h, "letter", x.target), letter);
		x.profile.no_post = true;
		x.target = id_new();
		assert_int_equal(house_write(h, queue, &x), ERR_FORBIDDEN);
		assert_int_equal(waiting(h, "letter", x.target), 0);
	}
}

struct asking {
	const char *email;
	struct id target;
};

static enum err
ask(struct db_write *w, struct house *h, void *arg)
{
	const struct asking *x = arg;
	return contact_queue_asked(w, h->core.vault, str_from_z(x->email), x->target, MESSAGE_KEEPSAKE, h->arena);
}

static void
an_address_gets_so_many_that_were_asked_for(void **state)
{
	struct house *h = *state;
	struct asking other = { .email = "ander@example.org", .target = id_new() };
	for (int i = 0; i < CONTACT_ASKED_A_DAY; i++) {
		struct asking x = { .email = i % 2 ? "Zelf@Example.org" : "zelf@example.org", .target = id_new() };
		assert_ok(house_write(h, ask, &x));
		assert_int_equal(waiting(h, "mail_keepsake", x.target), 1);
	}
	struct asking more = { .email = "zelf@example.org", .target = id_new() };
	assert_int_equal(house_write(h, ask, &more), ERR_LIMIT);
	assert_int_equal(waiting(h, "mail_keepsake", more.target), 0);
	assert_ok(house_write(h, ask, &other));
}

static void
a_mail_lands_in_the_outbox(void **state)
{
	struct house *h = *state;
	struct contact_mail m = {
		.to = STR("jan@example.org"), .subject = STR("Een bericht"), .text = STR("Dag"), .job = id_new(),
	};
	char found[65] = "";
	assert_ok(contact_send_mail(&h->core, &m, h->arena));
	FILE *f = fopen(str_printf(h->arena, "%.*s/%.*s.eml", STR_ARG(h->core.outbox),
	    STR_ARG(id_text(m.job, h->arena))).p, "re");
	assert_non_null(f);
	assert_true(fread(found, 1, 64, f) > 0);
	fclose(f);
	m.to = STR("not an address");
	assert_int_not_equal(contact_send_mail(&h->core, &m, h->arena), ERR_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_wish_has_its_channels),
		cmocka_unit_test(calling_has_its_hours),
		cmocka_unit_test(names_are_read_back),
		cmocka_unit_test(wishes_are_kept),
		cmocka_unit_test(a_message_is_queued_once),
		cmocka_unit_test(what_is_unwanted_is_not_queued),
		cmocka_unit_test(an_address_gets_so_many_that_were_asked_for),
		cmocka_unit_test(a_mail_lands_in_the_outbox),
	};
	return HOUSE_RUN("contact", tests);
}
