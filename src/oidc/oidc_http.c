/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <curl/curl.h>
#include <openssl/crypto.h>
#include <string.h>

#include "buf.h"
#include "oidc_part.h"

#include "banned.h"

#define ADDRESS_MAX 2000
#define TIMEOUT_MS 10000L
#define CONNECT_MS 5000L

/* ---- addresses ---- */

static bool
part_is(CURLU *u, CURLUPart part, const char *const *words)
{
	char *value = NULL;
	bool is = false;
	if (curl_url_get(u, part, &value, 0) != CURLUE_OK)
		return false;
	for (size_t i = 0; words[i] != NULL; i++)
		is |= strcmp(value, words[i]) == 0;
	curl_free(value);
	return is;
}

static bool
has_part(CURLU *u, CURLUPart part)
{
	char *value = NULL;
	bool has = curl_url_get(u, part, &value, 0) == CURLUE_OK;
	curl_free(value);
	return has;
}

static const char *const secure[] = { "https", NULL };
static const char *const plain[] = { "http", NULL };
static const char *const here[] = { "localhost", "127.0.0.1", "[::1]", NULL };

static bool
is_printable(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
	return true;
}

/* Read by the library that will go there: two readers could disagree. */
bool
oidc_address_is_good(struct str url)
{
	struct arena *a = arena_new();
	CURLU *u = curl_url();
	bool good = u != NULL && url.n > 0 && url.n <= ADDRESS_MAX && is_printable(url) &&
	    curl_url_set(u, CURLUPART_URL, str_z(url, a), 0) == CURLUE_OK &&
	    (part_is(u, CURLUPART_SCHEME, secure) ||
	        (part_is(u, CURLUPART_SCHEME, plain) && part_is(u, CURLUPART_HOST, here))) &&
	    !has_part(u, CURLUPART_USER) && !has_part(u, CURLUPART_PASSWORD) && !has_part(u, CURLUPART_FRAGMENT);
	curl_url_cleanup(u);
	arena_free(a);
	return good;
}

/* ---- one exchange ---- */

static size_t
take(char *bytes, size_t size, size_t count, void *into)
{
	struct buf *b = into;
	buf_add(b, bytes, size * count);
	return buf_ok(b) ? size * count : 0;
}

static void
set_limits(CURL *c)
{
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE, (long)OIDC_ANSWER_MAX);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, NULL);
}

static struct curl_slist *
headers_of(const struct oidc_request *q, struct arena *a)
{
	struct curl_slist *h = curl_slist_append(NULL, "Accept: application/json");
	if (q->authorization.n == 0)
		return h;
	struct str line = str_printf(a, "Authorization: %.*s", STR_ARG(q->authorization));
	oidc_wipe_later(line, a);
	struct curl_slist *all = curl_slist_append(h, line.p);
	return all == NULL ? h : all;
}

/* The library's own copies are wiped too: they hold who we are to the provider. */
static void
free_headers(struct curl_slist *h)
{
	for (struct curl_slist *one = h; one != NULL; one = one->next)
		OPENSSL_cleanse(one->data, strlen(one->data));
	curl_slist_free_all(h);
}

static enum err
perform(CURL *c, const struct oidc_request *q, struct arena *a, struct oidc_answer *ret_answer)
{
	struct buf body;
	buf_init(&body, OIDC_ANSWER_MAX, a);
	set_limits(c);
	curl_easy_setopt(c, CURLOPT_URL, str_z(q->url, a));
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &body);
	if (q->form.p != NULL) {
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->form.n);
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, q->form.p);
	}
	if (curl_easy_perform(c) != CURLE_OK)
		return ERR_UNAVAILABLE;
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &ret_answer->status);
	ret_answer->body = buf_view(&body);
	return ERR_OK;
}

enum err
oidc_fetch(void *arg, const struct oidc_request *q, struct arena *a, struct oidc_answer *ret_answer)
{
	(void)arg;
	if (!oidc_address_is_good(q->url))
		return ERR_UNAVAILABLE;
	CURL *c = curl_easy_init();
	struct curl_slist *headers = headers_of(q, a);
	enum err e = ERR_UNAVAILABLE;
	if (c != NULL && headers != NULL) {
		curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
		e = perform(c, q, a, ret_answer);
	}
	curl_easy_cleanup(c);
	free_headers(headers);
	return e;
}
