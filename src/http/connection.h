/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTTP_CONNECTION_H
#define HTTP_CONNECTION_H
/*
 * What the parts of the server share: loops, connections, and the work that a
 * connection has while a request is on its way. Nobody outside includes this.
 *
 * A loop owns its connections and is the only one to touch them. A connection
 * that waits for its next request holds no `work`, which is where all its
 * memory is. Other threads reach the loop through loop_post() alone.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "parse.h"

#define BUFFER_SIZE ((size_t)4096)            /* holds nearly every head */
#define DRAIN_MAX ((uint64_t)16 * 1024 * 1024) /* body read only to be thrown away */
#define STREAM_MAX ((size_t)256 * 1024)
/* What one connection may do before the others get their turn, in bytes read;
 * a request counts for TURN_REQUEST. */
#define TURN_MAX ((int64_t)256 * 1024)
#define TURN_REQUEST ((int64_t)8 * 1024)
#define RESPONSE_HEADERS_MAX ((size_t)32 * 1024)

enum timer { TIMER_IDLE, TIMER_HEAD, TIMER_BODY, TIMER_LINGER, TIMER_COUNT };

enum state {
	STATE_HEAD,   /* waits for a head, or for the rest of it */
	STATE_BODY,   /* collects a body */
	STATE_PARKED, /* the exchange is with the layer above; perhaps its body streams */
	STATE_WRITE,
	STATE_DRAIN,  /* answered; the rest of the body is thrown away */
	STATE_LINGER, /* nothing more goes out; waits for the client to see it */
	STATE_CLOSED,
};

struct link {
	struct link *previous, *next;
};

struct connection {
	struct link timer, all, ready;
	int64_t deadline, turn;
	struct loop *loop;
	struct work *work; /* NULL while idle */
	uint64_t drained;
	int fd; /* -1: gone */
	enum state state;
	enum timer timer_class;
	bool has_timer, is_ready, readable, hung_up;
	char peer[INET6_ADDRSTRLEN];
};

/* A body on its way to a thread that reads it. */
struct stream {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	char *ring; /* STREAM_MAX bytes */
	size_t start, used;
	bool ended, wants_room;
	enum err err;
};

enum posted { POSTED_ANSWER = 1, POSTED_ROOM = 2 };

struct work {
	struct http_exchange x; /* first: an exchange is its work */
	struct work *next;      /* pool */
	struct connection *connection;

	/* loop_post(), under the loop's lock */
	struct work *next_posted;
	unsigned posted;
	bool is_queued;

	/* The head stays in `buffer` until the answer is out. `in` is what was
	 * read and not yet used: in `buffer` too, or in `extra` behind a head
	 * that must stay where it is. */
	char *buffer, *extra;
	size_t buffer_size, filled;
	struct str in;

	struct http_body_decoder decoder;
	struct buf body;
	size_t max_body;
	struct stream *stream;
	bool answered, refused, wants_continue, close, stream_over;
	char peer[INET6_ADDRSTRLEN];

	struct iovec out[4];
	int out_at, out_count;
	off_t file_at;
	char head[192];

	struct http_parse parse; /* last: it is large, and cleared only in front */
};

struct loop {
	struct http_server *server;
	pthread_t thread; /* set by itself */
	pthread_t handle; /* for joining */
	bool is_started;
	int epoll, wake;
	int64_t now; /* monotonic, ms */
	struct link timers[TIMER_COUNT], all, closed;
	struct link ready; /* could go on, but their turn was over */
	struct work *pool;
	int pooled;
	struct work *handling; /* the exchange whose handler runs on this loop now */
	char *scratch;
	bool accepting, stopping;
	int64_t accept_at; /* when to try again */
	int64_t date_second;
	char date[40]; /* "Date: ...\r\n" */

	pthread_mutex_t lock; /* for what follows */
	struct work *posted_first, *posted_last;
	bool ended;
	int orphans; /* exchanges not answered when the loop ended */
};

#define SCRATCH_SIZE ((size_t)64 * 1024)

struct http_server {
	struct http_handler handler;
	struct http_options options;
	int64_t timeouts[TIMER_COUNT];
	int listen_fd, port;
	_Atomic int connections;
	_Atomic bool stopping;
	_Atomic int64_t stop_deadline;
	_Atomic int references; /* loops that still have orphans, and the owner */
	int loop_count;
	struct loop *loops;
};

/* server.c */
void server_release(struct http_server *s);

/* loop.c */
enum err loop_init(struct loop *l, struct http_server *s);
void loop_release(struct loop *l);
void *loop_run(void *loop);
void loop_wake(struct loop *l);
/* From any thread: tells the loop that owns w. */
void loop_post(struct work *w, enum posted what);
void timer_set(struct connection *c, enum timer class);
void timer_clear(struct connection *c);
void ready_add(struct connection *c);
void ready_remove(struct connection *c);
void link_init(struct link *head);
void link_append(struct link *head, struct link *l);
void link_remove(struct link *l);

/* work.c */
struct work *work_take(struct loop *l, struct connection *c);
void work_give(struct loop *l, struct work *w);
void work_free(struct work *w);
/* Ready for the next request; what was read behind the last one stays. */
void work_next(struct work *w);
bool work_grow_buffer(struct work *w);

/* connection.c */
void connection_open(struct loop *l, int fd, const char *peer);
void connection_run(struct connection *c); /* as far as it goes without waiting, or its turn lasts */
void connection_answered(struct connection *c);
void connection_expired(struct connection *c);
void connection_close(struct connection *c);
/* > 0 bytes; 0: nothing now, or the turn is over; < 0: the end, or an error. */
ssize_t connection_read(struct connection *c, void *p, size_t n);

/* request.c */
int request_fill(struct work *w, bool trust_forwarded);

/* response.c */
enum sent { SENT_ALL, SENT_PART, SENT_FAILED };
void response_prepare(struct work *w);
enum sent response_send(struct work *w, int fd);
void response_clear(struct http_exchange *x);

/* stream.c */
void stream_start(struct work *w);
void stream_free(struct stream *s);
/* Whether n bytes fit; if not, POSTED_ROOM comes when they do. */
bool stream_has_room(struct stream *s, size_t n);
void stream_add(struct stream *s, struct str data);
void stream_end(struct stream *s, enum err e);

#endif
