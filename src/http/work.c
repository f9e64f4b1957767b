/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "connection.h"

#include "banned.h"

/* Warm ones to keep for each loop; the others go back to the system. */
#define POOL_MAX 64

static void *
must_alloc(size_t n)
{
	void *p = malloc(n);
	if (p == NULL)
		abort();
	return p;
}

static struct work *
work_new(void)
{
	struct work *w = must_alloc(sizeof *w);
	memset(w, 0, offsetof(struct work, parse));
	w->x.arena = arena_new();
	w->x.response.file = -1;
	w->buffer = must_alloc(BUFFER_SIZE);
	w->buffer_size = BUFFER_SIZE;
	return w;
}

/* Gives back what belongs to one request. */
static void
clear(struct work *w)
{
	response_clear(&w->x);
	arena_reset(w->x.arena);
	buf_free(&w->body);
	stream_free(w->stream);
	w->stream = NULL;
	w->answered = w->refused = w->wants_continue = w->close = w->stream_over = false;
	w->posted = 0;
	w->x.request = (struct http_request){ 0 };
	w->x.user = NULL;
}

static void
shrink(struct work *w)
{
	free(w->extra);
	w->extra = NULL;
	if (w->buffer_size == BUFFER_SIZE)
		return;
	free(w->buffer);
	w->buffer = must_alloc(BUFFER_SIZE);
	w->buffer_size = BUFFER_SIZE;
}

void
work_free(struct work *w)
{
	clear(w);
	arena_free(w->x.arena);
	free(w->extra);
	free(w->buffer);
	free(w);
}

struct work *
work_take(struct loop *l, struct connection *c)
{
	struct work *w = l->pool;
	if (w != NULL) {
		l->pool = w->next;
		l->pooled--;
	} else {
		w = work_new();
	}
	w->connection = c;
	w->filled = 0;
	w->in = str_from(w->buffer, 0);
	http_parse_init(&w->parse);
	return w;
}

void
work_give(struct loop *l, struct work *w)
{
	if (l->pooled == POOL_MAX) {
		work_free(w);
		return;
	}
	clear(w);
	shrink(w);
	w->next = l->pool;
	l->pool = w;
	l->pooled++;
}

void
work_next(struct work *w)
{
	clear(w);
	if (w->in.n > w->buffer_size)
		work_grow_buffer(w);
	memmove(w->buffer, w->in.p, w->in.n);
	w->filled = w->in.n;
	w->in = str_from(w->buffer, w->filled);
	free(w->extra);
	w->extra = NULL;
	http_parse_init(&w->parse);
}

bool
work_grow_buffer(struct work *w)
{
	if (w->buffer_size >= HTTP_HEAD_MAX)
		return false;
	char *larger = must_alloc(HTTP_HEAD_MAX);
	memcpy(larger, w->buffer, w->filled);
	free(w->buffer);
	w->buffer = larger;
	w->buffer_size = HTTP_HEAD_MAX;
	/* the slices of the head pointed into the old one */
	http_parse_init(&w->parse);
	return true;
}
