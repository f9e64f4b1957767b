/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "connection.h"

#include "banned.h"

void
stream_start(struct work *w)
{
	struct stream *s = calloc(1, sizeof *s);
	char *ring = malloc(STREAM_MAX);
	if (s == NULL || ring == NULL)
		abort();
	s->ring = ring;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
	w->stream = s;
}

void
stream_free(struct stream *s)
{
	if (s == NULL)
		return;
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->changed);
	free(s->ring);
	free(s);
}

bool
stream_has_room(struct stream *s, size_t n)
{
	pthread_mutex_lock(&s->lock);
	bool fits = STREAM_MAX - s->used >= n;
	s->wants_room = !fits;
	pthread_mutex_unlock(&s->lock);
	return fits;
}

/* The caller has asked for the room. */
void
stream_add(struct stream *s, struct str data)
{
	if (data.n == 0)
		return;
	pthread_mutex_lock(&s->lock);
	assert(data.n <= STREAM_MAX - s->used);
	size_t at = (s->start + s->used) % STREAM_MAX;
	size_t first = data.n < STREAM_MAX - at ? data.n : STREAM_MAX - at;
	memcpy(s->ring + at, data.p, first);
	memcpy(s->ring, data.p + first, data.n - first);
	s->used += data.n;
	pthread_cond_signal(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

void
stream_end(struct stream *s, enum err e)
{
	pthread_mutex_lock(&s->lock);
	if (!s->ended)
		s->err = e;
	s->ended = true;
	pthread_cond_signal(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

static size_t
take(struct stream *s, char *p, size_t n)
{
	if (n > s->used)
		n = s->used;
	size_t first = n < STREAM_MAX - s->start ? n : STREAM_MAX - s->start;
	memcpy(p, s->ring + s->start, first);
	memcpy(p + first, s->ring, n - first);
	s->start = (s->start + n) % STREAM_MAX;
	s->used -= n;
	return n;
}

enum err
http_body_read(struct http_exchange *x, void *p, size_t n, size_t *ret_n)
{
	struct work *w = (struct work *)x;
	struct stream *s = w->stream;
	assert(s != NULL && n > 0);
	pthread_mutex_lock(&s->lock);
	while (s->used == 0 && !s->ended)
		pthread_cond_wait(&s->changed, &s->lock);
	enum err e = s->used > 0 ? ERR_OK : s->err;
	if (e == ERR_OK)
		*ret_n = take(s, p, n);
	bool tell = s->wants_room && s->used <= STREAM_MAX / 2;
	if (tell)
		s->wants_room = false;
	pthread_mutex_unlock(&s->lock);
	if (tell)
		loop_post(w, POSTED_ROOM);
	return e;
}
