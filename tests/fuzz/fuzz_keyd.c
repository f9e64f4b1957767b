/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Messages to the key process. The first byte chooses: the bytes as they are,
 * or a well-formed head before them, so that the fuzzer gets past the check of
 * the length; then some items may be replaced by ones that do open.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "keyd_state.h"

#include "banned.h"

#define GOOD_ITEMS 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct keyd_state *keyd;
static struct keyd_item good[GOOD_ITEMS];
static struct crypto_key good_key[GOOD_ITEMS];
static char folder[] = "/tmp/fuzz_keyd.XXXXXX";

static void
remove_folder(void)
{
	static const char *const names[] = { "keys/root", "keys/kek", "keys/release.log", "keys", "." };
	char path[128];
	keyd_state_close(keyd);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		if (i < 3)
			unlink(path);
		else
			rmdir(i == 4 ? folder : path);
	}
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	static struct keyd_request request;
	static struct keyd_answer answer;
	if (mkdtemp(folder) == NULL || keyd_state_open(folder, 0, 0, &keyd) != ERR_OK)
		abort();
	atexit(remove_folder);
	request.head = (struct keyd_head){ KEYD_MAGIC, KEYD_VERSION, KEYD_WRAP, GOOD_ITEMS, 1, 0, 0 };
	for (size_t i = 0; i < GOOD_ITEMS; i++)
		request.u.client[i].b[0] = (uint8_t)(i + 1);
	size_t n = keyd_handle(keyd, &request, keyd_request_size(KEYD_WRAP, GOOD_ITEMS), &answer);
	assert(n == keyd_answer_size(KEYD_WRAP, GOOD_ITEMS));
	for (size_t i = 0; i < GOOD_ITEMS; i++) {
		good[i] = (struct keyd_item){ request.u.client[i], answer.u.made[i].wrapped };
		good_key[i] = answer.u.made[i].key;
	}
	return 0;
}

static size_t
shape(struct keyd_request *request, const uint8_t *data, size_t size)
{
	unsigned type = data[0] & 15, count = size > 1 ? data[1] % (KEYD_ITEMS + 2) : 0;
	size_t n = keyd_request_size(type, count), given = size > 3 ? size - 3 : 0;
	struct keyd_item *item = type == KEYD_UNWRAP ? request->u.unwrap.item : request->u.item;
	memset(&request->u, 0, sizeof request->u);
	memcpy(&request->u, data + size - given, given < sizeof request->u ? given : sizeof request->u);
	request->head = (struct keyd_head){ KEYD_MAGIC, KEYD_VERSION, (uint16_t)type, count, 1, 0, 0 };
	if (type == KEYD_UNWRAP || type == KEYD_REWRAP)
		for (size_t i = 0; i < GOOD_ITEMS && size > 2; i++)
			if (data[2] >> i & 1)
				item[i] = good[i];
	return n == 0 ? sizeof request->head + given % 64 : n;
}

/* What was released must be the very key that was wrapped. */
static void
check_keys(const struct keyd_request *request, const struct keyd_answer *answer)
{
	for (uint32_t i = 0; i < request->head.count; i++)
		for (size_t g = 0; g < GOOD_ITEMS; g++)
			if (id_eq(request->u.unwrap.item[i].client, good[g].client))
				assert(memcmp(&answer->u.key[i], &good_key[g], sizeof good_key[g]) == 0);
}

static void
check(const struct keyd_request *request, const struct keyd_answer *answer, size_t n)
{
	static const struct keyd_answer blank;
	const struct keyd_head *h = &answer->head;
	if (h->error != ERR_OK) {
		assert(n == sizeof *h && h->count == 0);
		assert(memcmp(&answer->u, &blank.u, sizeof blank.u) == 0);
		return;
	}
	assert(h->type == request->head.type && h->number == request->head.number);
	assert(n == keyd_answer_size(h->type, h->count));
	if (h->type == KEYD_UNWRAP)
		check_keys(request, answer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct keyd_request request;
	static struct keyd_answer answer;
	if (size == 0)
		return 0;
	size_t n = size - 1;
	if (data[0] & 128)
		memcpy(&request, data + 1, n < sizeof request ? n : sizeof request);
	else
		n = shape(&request, data, size);
	memset(&answer, 0, sizeof answer);
	check(&request, &answer, keyd_handle(keyd, &request, n, &answer));
	return 0;
}
