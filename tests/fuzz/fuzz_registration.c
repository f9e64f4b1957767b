/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A partner's message: whatever comes in is read or refused with faults that
 * repeat nothing; what is read can be sealed and read back to the same bytes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "registration_group.h"

#include "banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(int truth)
{
	if (!truth)
		abort();
}

static void
check_good(const struct registration *g, struct arena *a)
{
	struct registration_groups one, two;
	struct registration back;
	registration_groups_write(g, a, &one);
	require(registration_groups_read(&one, a, &back) == ERR_OK);
	registration_groups_write(&back, a, &two);
	require(str_eq(one.identity, two.identity) && str_eq(one.address, two.address));
	require(str_eq(one.incident, two.incident));
	require(str_is_text(registration_label(g, a)));
	enum registration_decision d = registration_welcome_decision(g, (struct date){ 2026, 11, 21 });
	struct str email = registration_welcome_email(g, d);
	require((email.n > 0) == (d == DECISION_WELCOME_PERSON || d == DECISION_WELCOME_PARENT));
	require(str_find_char(email, '\n') < 0 && str_find_char(email, ' ') < 0);
}

static void
check_faults(const struct json_faults *f, struct arena *a)
{
	struct buf b;
	struct json_node root;
	struct json_faults *none = ARENA_NEW(a, struct json_faults);
	require(f->n > 0 && f->n <= JSON_MAX_FAULTS);
	buf_init(&b, 1 << 20, a);
	json_open(&b, NULL, '{');
	json_faults_write(f, &b);
	json_close(&b, '}');
	json_faults_init(none, a);
	require(buf_ok(&b) && json_parse(buf_view(&b), none, a, &root) == ERR_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct registration g;
	struct arena *a = arena_new();
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	if (registration_read(str_from(data, size), (struct date){ 2026, 11, 21 }, f, &g) == ERR_OK)
		check_good(&g, a);
	else
		check_faults(f, a);
	arena_free(a);
	return 0;
}
