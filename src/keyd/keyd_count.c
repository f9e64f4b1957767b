/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "keyd_state.h"

#include "banned.h"

/* Linear probing stays short while a third of the table is free. */
#define USED_MAX (KEYD_COUNT_SLOTS / 3 * 2)

void
keyd_count_init(struct keyd_count *c, uint32_t actor_cap, uint32_t process_cap)
{
	*c = (struct keyd_count){
		.slot = calloc(KEYD_COUNT_SLOTS, sizeof *c->slot),
		.actor_cap = actor_cap > 0 ? actor_cap : KEYD_ACTOR_CAP,
		.process_cap = process_cap > 0 ? process_cap : KEYD_PROCESS_CAP,
	};
	if (c->slot == NULL)
		abort();
}

void
keyd_count_release(struct keyd_count *c)
{
	free(c->slot);
	c->slot = NULL;
}

static uint32_t
place(struct id actor, struct id client)
{
	uint64_t part[4], h = 0;
	memcpy(part, actor.b, sizeof actor.b);
	memcpy(part + 2, client.b, sizeof client.b);
	for (size_t i = 0; i < 4; i++) {
		h = (h ^ part[i]) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32; /* what stood in high bits must reach all of them */
	}
	return (uint32_t)(h * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (KEYD_COUNT_SLOTS - 1);
}

/* The slot of the pair, or the free one where it would stand. */
static struct keyd_slot *
find(struct keyd_count *c, struct id actor, struct id client)
{
	uint32_t at = place(actor, client);
	for (;;) {
		struct keyd_slot *s = &c->slot[at];
		if (s->number == 0 || (id_eq(s->actor, actor) && id_eq(s->client, client)))
			return s;
		at = (at + 1) & (KEYD_COUNT_SLOTS - 1);
	}
}

static void
add(struct keyd_count *c, struct keyd_slot *s, struct id actor, struct id client)
{
	if (s->number == 0)
		c->used++;
	s->actor = actor;
	s->client = client;
	s->number++;
}

/* What was between is hours without anybody. A clock that went back forgets nothing. */
static void
end_hour(struct keyd_count *c, int64_t hour)
{
	if (hour <= c->hour)
		return;
	c->week[c->hour % KEYD_WEEK] = c->clients;
	for (int64_t h = c->hour + 1; h < hour && h <= c->hour + KEYD_WEEK; h++)
		c->week[h % KEYD_WEEK] = 0;
	c->week[hour % KEYD_WEEK] = 0;
}

uint32_t
keyd_count_usual(const struct keyd_count *c)
{
	uint32_t most = 0;
	for (size_t i = 0; i < KEYD_WEEK; i++)
		most = c->week[i] > most ? c->week[i] : most;
	return most;
}

static uint32_t
unusual_from(const struct keyd_count *c)
{
	uint32_t twice = 2 * keyd_count_usual(c);
	return twice > KEYD_USUAL_MIN ? twice : KEYD_USUAL_MIN;
}

static void
start_hour(struct keyd_count *c, int64_t hour)
{
	end_hour(c, hour);
	memset(c->slot, 0, KEYD_COUNT_SLOTS * sizeof *c->slot);
	c->used = 0;
	c->clients = 0;
	c->hour = hour;
}

enum err
keyd_count_add(struct keyd_count *c, int64_t now, struct id actor, struct id client)
{
	if (now / CLOCK_HOUR != c->hour)
		start_hour(c, now / CLOCK_HOUR);
	if (find(c, actor, client)->number > 0)
		return ERR_OK;
	bool seen = find(c, ID_NONE, client)->number > 0;
	if (c->used > USED_MAX || find(c, actor, ID_NONE)->number >= c->actor_cap)
		return ERR_LIMIT;
	if (!seen && c->clients >= c->process_cap)
		return ERR_LIMIT;
	add(c, find(c, actor, client), actor, client);
	add(c, find(c, actor, ID_NONE), actor, ID_NONE);
	c->many_by_actor |= find(c, actor, ID_NONE)->number == (c->actor_cap + 2) / 3;
	if (!seen) {
		add(c, find(c, ID_NONE, client), ID_NONE, client);
		c->unusual |= ++c->clients == unusual_from(c);
	}
	return ERR_OK;
}
