/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "access.h"
#include "control.h"
#include "dispatch.h"
#include "log.h"
#include "main.h"
#include "measure.h"
#include "team.h"
#include "vault.h"

#include "banned.h"

#define STOP_WITHIN 20000 /* ms for what is in flight */
#define FILES 11000

/* Threads inherit the mask, so only sigwait below sees these. */
static sigset_t
block_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return set;
}

/* Each connection is a file: as many as the server takes, and some for the rest. */
static void
raise_files(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= FILES)
		return;
	files.rlim_cur = files.rlim_max < FILES ? files.rlim_max : FILES;
	setrlimit(RLIMIT_NOFILE, &files);
}

static void
say_hello(const struct core *c, const struct options *o)
{
	printf("Nabij is at %s\n", o->public_url);
	if (c->outbox.p != NULL)
		printf("Mail is not sent, but kept in %s\n", c->outbox.p);
	if (c->demo && c->outbox.p != NULL)
		printf("Look at it at %s/nl/demo/outbox\n", o->public_url);
	if (c->demo)
		printf("Accounts and partners to try it with: %s/demo.json\n", c->dir);
	fflush(stdout);
}

/* The listening socket that systemd hands over, or 0 (sd_listen_fds(3)). */
static int
inherited_socket(void)
{
	const char *pid = getenv("LISTEN_PID");
	int64_t number;
	bool ours = pid != NULL && str_int(str_from_z(pid), &number) == ERR_OK && number == getpid();
	return ours && getenv("LISTEN_FDS") != NULL ? 3 : 0;
}

static enum err
listening_socket(const struct options *o, int *ret_fd)
{
	*ret_fd = inherited_socket();
	enum err e = *ret_fd > 0 ? ERR_OK : http_listen(o->listen, ret_fd);
	if (e != ERR_OK)
		fprintf(stderr, "nabij: cannot listen on %s\n", o->listen);
	return e;
}

/* Nobody is served outside the sandbox, and no job runs. */
static enum err
shut_in(const struct house *h, const struct options *o)
{
	enum err e = serve_sandbox(o, h->database);
	if (e != ERR_OK)
		fprintf(stderr, "nabij: the kernel does not let it give up its rights (seccomp): %s\n", err_name(e));
	return e;
}

/* Until it is asked to stop, or cannot go on: without who starts the key process,
 * the next death of that one would shut all dossiers for good. */
static enum err
wait_for_end(struct core *c, const sigset_t *signals)
{
	int signal_number = 0;
	do
		sigwait(signals, &signal_number);
	while (signal_number == SIGCHLD && !vault_starter_ended(c->vault));
	if (signal_number == SIGCHLD)
		log_error("keyd_starter_gone");
	log_info("stopping signal=%d", signal_number);
	return signal_number == SIGCHLD ? ERR_UNAVAILABLE : ERR_OK;
}

static enum err
serve_until_signal(struct core *c, struct http_server *server, struct control *control, const sigset_t *signals)
{
	struct worker *worker = worker_start(c, main_jobs, main_job_count, main_timers, main_timer_count);
	enum err e = wait_for_end(c, signals);
	http_server_stop(server, STOP_WITHIN);
	control_stop(control);
	worker_stop(worker);
	return e;
}

static int
run(struct house *h, const struct options *o, const sigset_t *signals)
{
	struct core *c = &h->core;
	struct route_table tables[MAIN_MAX_TABLES];
	struct http_options http = { .trust_forwarded = o->behind_proxy };
	if (listening_socket(o, &http.listen_fd) != ERR_OK)
		return 1;
	struct dispatch *d = dispatch_new(c, tables, main_route_tables(tables));
	struct http_handler handler = dispatch_handler(d);
	struct http_server *server;
	struct control *control = NULL; /* without it commands wait until the server stops */
	c->content_watch = content_watch_new(o->content);
	control_start(o->data, command_asked, c, &control);
	enum err e = shut_in(h, o);
	if (e == ERR_OK)
		e = http_server_start(&http, &handler, &server);
	if (e == ERR_OK) {
		say_hello(c, o);
		log_info("serving listen=%s", o->listen);
		e = serve_until_signal(c, server, control, signals);
	} else {
		log_error("not_serving error=%s", err_name(e));
		control_stop(control);
	}
	content_watch_free(c->content_watch);
	dispatch_free(d);
	measure_flush(c);
	access_seal(c);
	return e == ERR_OK ? 0 : 1;
}

int
serve_main(const struct options *o)
{
	sigset_t signals = block_signals();
	raise_files();
	struct house *h;
	struct id team;
	if (house_open(o, HOUSE_SERVE, &h) != ERR_OK)
		return 1;
	enum err e = content_load(&h->core, o->content);
	/* Whoever comes by themselves has somebody to come to. */
	if (e == ERR_OK)
		e = team_make_first(&h->core, STR("Midden"), &team);
	if (e == ERR_OK && o->demo)
		e = demo_fill(&h->core, o);
	int status = e == ERR_OK ? run(h, o, &signals) : 1;
	house_close(h);
	return status;
}
