/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "keyd_message.h"

#include <assert.h>

#include "banned.h"

/* Bytes after the head: a fixed part, then count times an item. */
struct shape {
	size_t request_fixed, request_item, answer_fixed, answer_item;
	uint32_t count_min, count_max;
};

static const struct shape shapes[KEYD_TYPE_COUNT] = {
	[KEYD_WRAP] = { 0, sizeof(struct id), 0, sizeof(struct keyd_made), 1, KEYD_ITEMS },
	[KEYD_UNWRAP] = { offsetof(struct keyd_unwrap, item), sizeof(struct keyd_item), 0,
	                  sizeof(struct crypto_key), 1, KEYD_ITEMS },
	[KEYD_REWRAP] = { 0, sizeof(struct keyd_item), 0, sizeof(struct keyd_wrapped), 1, KEYD_ITEMS },
	[KEYD_CLASS_KEY] = { sizeof(uint32_t), 0, sizeof(struct crypto_key), 0, 0, 0 },
	[KEYD_CHAIN] = { offsetof(struct keyd_chain, record), sizeof(struct keyd_hash), 0,
	                 sizeof(struct keyd_hash), 1, KEYD_ITEMS },
	[KEYD_ROTATE] = { 0, 0, sizeof(uint32_t), 0, 0, 0 },
	[KEYD_RETIRE] = { sizeof(uint32_t), 0, 0, 0, 0, 0 },
	[KEYD_STATUS] = { 0, 0, sizeof(struct keyd_status), 0, 0, 0 },
};

static_assert(sizeof(struct keyd_head) == 24, "no padding");
static_assert(sizeof(struct keyd_item) == 92, "no padding");
static_assert(sizeof(struct keyd_made) == 108, "no padding");
static_assert(offsetof(struct keyd_unwrap, item) == 20, "no padding");
static_assert(offsetof(struct keyd_request, u) == sizeof(struct keyd_head), "no padding");
static_assert(offsetof(struct keyd_answer, u) == sizeof(struct keyd_head), "no padding");

static const struct shape *
find(unsigned type, uint32_t count)
{
	if (type < KEYD_WRAP || type >= KEYD_TYPE_COUNT)
		return NULL;
	const struct shape *s = &shapes[type];
	return count >= s->count_min && count <= s->count_max ? s : NULL;
}

size_t
keyd_request_size(unsigned type, uint32_t count)
{
	const struct shape *s = find(type, count);
	return s == NULL ? 0 : sizeof(struct keyd_head) + s->request_fixed + count * s->request_item;
}

size_t
keyd_answer_size(unsigned type, uint32_t count)
{
	const struct shape *s = find(type, count);
	return s == NULL ? 0 : sizeof(struct keyd_head) + s->answer_fixed + count * s->answer_item;
}
