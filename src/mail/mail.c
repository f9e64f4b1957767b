/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "mail.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "banned.h"

#define TIMEOUT_MS 30000L

static bool
write_file(int folder, const char *name, struct str message)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return false;
	bool written = write(fd, message.p, message.n) == (ssize_t)message.n && fsync(fd) == 0;
	close(fd);
	return written;
}

static enum err
place_file(int folder, const struct mail *m, struct str message, struct arena *a)
{
	char *name = str_z(str_printf(a, "%.*s.eml", STR_ARG(m->message_id)), a);
	char *fresh = str_z(str_printf(a, ".%s.new", name), a);
	if (write_file(folder, fresh, message) && renameat(folder, fresh, folder, name) == 0 && fsync(folder) == 0)
		return ERR_OK;
	unlinkat(folder, fresh, 0);
	return ERR_UNAVAILABLE;
}

static enum err
deliver_to_folder(const char *path, const struct mail *m, struct str message, struct arena *a)
{
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return ERR_UNAVAILABLE;
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return ERR_UNAVAILABLE;
	enum err e = place_file(folder, m, message, a);
	close(folder);
	return e;
}

static size_t
read_message(char *into, size_t size, size_t count, void *context)
{
	struct str *rest = context;
	size_t n = rest->n < size * count ? rest->n : size * count;
	memcpy(into, rest->p, n);
	*rest = str_cut(*rest, n, SIZE_MAX);
	return n;
}

/* The name to greet with is that of the sender's domain: by itself the
 * library would tell the name of this machine. */
static char *
server_url(const struct mail_route *r, const struct mail *m, struct arena *a)
{
	size_t at = (size_t)str_find_char(m->from_address, '@') + 1;
	struct str url = r->smtp_url;
	while (str_ends(url, STR("/")))
		url.n--;
	return str_z(str_printf(a, "%.*s/%.*s", STR_ARG(url), STR_ARG(str_cut(m->from_address, at, SIZE_MAX))), a);
}

static void
set_server(CURL *c, const struct mail_route *r, const char *url, struct arena *a)
{
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, r->timeout_ms > 0 ? r->timeout_ms : TIMEOUT_MS);
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(r->require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (r->certificates.n > 0)
		curl_easy_setopt(c, CURLOPT_CAINFO, str_z(r->certificates, a));
	if (r->user.n > 0) {
		curl_easy_setopt(c, CURLOPT_USERNAME, str_z(r->user, a));
		curl_easy_setopt(c, CURLOPT_PASSWORD, str_z(r->password, a));
	}
}

/* A refusal for good (5xx) is this mail's fault, unless it is about how we
 * sign in or encrypt: that is repaired in the settings, and the mail waits. */
static enum err
judge(CURL *c, CURLcode result)
{
	long code = 0;
	if (result == CURLE_OK)
		return ERR_OK;
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
	bool about_us = code == 530 || code == 534 || code == 535 || code == 538;
	bool about_mail = result == CURLE_SEND_ERROR || result == CURLE_WEIRD_SERVER_REPLY ||
	                  result == CURLE_RECV_ERROR;
	return about_mail && code >= 550 && code <= 559 && !about_us ? ERR_INVALID : ERR_UNAVAILABLE;
}

static enum err
exchange(CURL *c, struct curl_slist *to, const char *from, struct str *message)
{
	curl_easy_setopt(c, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, read_message);
	curl_easy_setopt(c, CURLOPT_READDATA, message);
	curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)message->n);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	return judge(c, curl_easy_perform(c));
}

static enum err
deliver_to_server(const struct mail_route *r, const struct mail *m, struct str message, struct arena *a)
{
	char *from = str_z(str_printf(a, "<%.*s>", STR_ARG(m->from_address)), a);
	char *recipient = str_z(str_printf(a, "<%.*s>", STR_ARG(m->to_address)), a);
	CURL *c = curl_easy_init();
	struct curl_slist *to = curl_slist_append(NULL, recipient);
	enum err e = ERR_UNAVAILABLE;
	if (c != NULL && to != NULL) {
		set_server(c, r, server_url(r, m, a), a);
		e = exchange(c, to, from, &message);
	}
	curl_slist_free_all(to);
	curl_easy_cleanup(c);
	return e;
}

enum err
mail_send(const struct mail *m, const struct mail_route *r, struct arena *a)
{
	struct str message;
	TRY(mail_compose(m, a, &message));
	if (r->smtp_url.n > 0)
		return deliver_to_server(r, m, message, a);
	return deliver_to_folder(str_z(r->outbox, a), m, message, a);
}
