/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One packet asks: the words, each with a NUL behind it. Packets that begin
 * with SAID bring what the command says, the last one, DONE, its status.
 */
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "log.h"

#include "banned.h"

#define NAME "control"
#define PACKET 16384
#define SAID 'o'
#define DONE 'd'
#define ASK_WITHIN 5 /* seconds for the packet of whoever has connected */

struct control {
	int listener, end, folder;
	control_fn *run;
	void *arg;
	pthread_t thread;
};

/* A folder's path may be longer than an address: it is reached through its descriptor. */
static struct sockaddr_un
address_in(int folder)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	snprintf(a.sun_path, sizeof a.sun_path, "/proc/self/fd/%d/" NAME, folder);
	return a;
}

static int
open_folder(const char *dir)
{
	return open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* ---- the server's end ---- */

/* The words of a packet; 0 when it is not one of ours. */
static int
take_words(char *packet, ssize_t size, const char **ret_words)
{
	int n = 0;
	if (size <= 0 || size > PACKET || packet[size - 1] != '\0')
		return 0;
	for (char *p = packet; p < packet + size; p += strlen(p) + 1) {
		if (n == CONTROL_WORDS)
			return 0;
		ret_words[n++] = p;
	}
	return n;
}

static void
send_packet(int fd, char kind, const char *p, size_t n)
{
	char packet[PACKET];
	packet[0] = kind;
	memcpy(packet + 1, p, n);
	/* who does not wait for the answer does not get it */
	(void)!send(fd, packet, n + 1, MSG_NOSIGNAL);
}

static void
send_said(int fd, const char *said, size_t n)
{
	for (size_t at = 0; at < n; at += PACKET - 1)
		send_packet(fd, SAID, said + at, n - at < PACKET - 1 ? n - at : PACKET - 1);
}

static void
answer(struct control *c, int fd)
{
	char packet[PACKET], *said = NULL;
	const char *words[CONTROL_WORDS];
	size_t said_size = 0;
	struct timeval within = { .tv_sec = ASK_WITHIN };
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &within, sizeof within);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &within, sizeof within);
	int n = take_words(packet, recv(fd, packet, sizeof packet, 0), words);
	if (n == 0)
		return;
	FILE *out = open_memstream(&said, &said_size);
	if (out == NULL)
		abort();
	log_info("control command=%s", words[0]);
	char status = (char)c->run(c->arg, words, n, out);
	fclose(out);
	send_said(fd, said, said_size);
	send_packet(fd, DONE, &status, 1);
	explicit_bzero(said, said_size); /* a new password may stand in it */
	free(said);
	explicit_bzero(packet, sizeof packet);
}

static void *
serve(void *arg)
{
	struct control *c = arg;
	struct pollfd wait[2] = { { .fd = c->listener, .events = POLLIN }, { .fd = c->end, .events = POLLIN } };
	for (;;) {
		if (poll(wait, 2, -1) < 0 && errno != EINTR)
			return NULL;
		if (wait[1].revents != 0)
			return NULL;
		int fd = wait[0].revents == 0 ? -1 : accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			continue;
		answer(c, fd);
		close(fd);
	}
}

static enum err
listen_in(struct control *c, const char *dir)
{
	c->folder = open_folder(dir);
	if (c->folder < 0)
		return ERR_UNAVAILABLE;
	struct sockaddr_un address = address_in(c->folder);
	c->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	c->end = eventfd(0, EFD_CLOEXEC);
	if (c->listener < 0 || c->end < 0)
		return ERR_UNAVAILABLE;
	unlinkat(c->folder, NAME, 0);
	if (bind(c->listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
	    chmod(address.sun_path, 0600) != 0)
		return ERR_UNAVAILABLE;
	return listen(c->listener, 8) == 0 ? ERR_OK : ERR_UNAVAILABLE;
}

static void
release(struct control *c)
{
	int open[] = { c->listener, c->end, c->folder };
	for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
		if (open[i] >= 0)
			close(open[i]);
	free(c);
}

enum err
control_start(const char *dir, control_fn *run, void *arg, struct control **ret_control)
{
	struct control *c = calloc(1, sizeof *c);
	if (c == NULL)
		abort();
	*c = (struct control){ .listener = -1, .end = -1, .folder = -1, .run = run, .arg = arg };
	enum err e = listen_in(c, dir);
	if (e == ERR_OK && pthread_create(&c->thread, NULL, serve, c) != 0)
		e = ERR_UNAVAILABLE;
	if (e != ERR_OK) {
		log_error("control reason=\"%s\"", strerror(errno));
		release(c);
		return e;
	}
	*ret_control = c;
	return ERR_OK;
}

void
control_stop(struct control *c)
{
	if (c == NULL)
		return;
	eventfd_write(c->end, 1);
	pthread_join(c->thread, NULL);
	unlinkat(c->folder, NAME, 0);
	release(c);
}

/* ---- the command's end ---- */

static enum err
connect_to(const char *dir, int *ret_fd)
{
	int folder = open_folder(dir);
	if (folder < 0)
		return ERR_NOT_FOUND;
	struct sockaddr_un address = address_in(folder);
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	bool connected = fd >= 0 &&
	    connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
	close(folder);
	if (connected) {
		*ret_fd = fd;
		return ERR_OK;
	}
	if (fd >= 0)
		close(fd);
	return ERR_NOT_FOUND;
}

static enum err
send_words(int fd, const char *const *words, int n)
{
	char packet[PACKET];
	size_t size = 0;
	for (int i = 0; i < n; i++) {
		size_t length = strlen(words[i]) + 1;
		if (length > sizeof packet - size)
			return ERR_INVALID;
		memcpy(packet + size, words[i], length);
		size += length;
	}
	return send(fd, packet, size, MSG_NOSIGNAL) == (ssize_t)size ? ERR_OK : ERR_UNAVAILABLE;
}

static enum err
read_answer(int fd, FILE *out, int *ret_status)
{
	char packet[PACKET];
	for (;;) {
		ssize_t n = recv(fd, packet, sizeof packet, 0);
		if (n < 2)
			return ERR_UNAVAILABLE;
		if (packet[0] == DONE) {
			*ret_status = packet[1];
			return ERR_OK;
		}
		fwrite(packet + 1, 1, (size_t)n - 1, out);
	}
}

enum err
control_ask(const char *dir, const char *const *words, int n, FILE *out, int *ret_status)
{
	int fd;
	TRY(connect_to(dir, &fd));
	enum err e = send_words(fd, words, n);
	if (e == ERR_OK)
		e = read_answer(fd, out, ret_status);
	close(fd);
	return e;
}
