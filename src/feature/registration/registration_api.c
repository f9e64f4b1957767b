/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "registration_api.h"

#include <time.h>

#include "clock.h"
#include "date.h"
#include "partner.sql.h"
#include "problem.h"

#include "banned.h"

#define ANSWER_MAX ((size_t)64 * 1024)
#define FAULTS_MAX ((size_t)256 * 1024)

/* ---- what is sent and what is wanted ---- */

/* "type/sub; charset=..." without what follows the semicolon. */
static struct str
media_type(struct str value, struct str *ret_parameters)
{
	struct str type = value;
	*ret_parameters = value;
	str_split(ret_parameters, ';', &type);
	return str_trim(type);
}

static bool
is_utf8(struct str parameters)
{
	struct str one, name;
	while (str_split(&parameters, ';', &one)) {
		struct str value = one;
		str_split(&value, '=', &name);
		if (!str_eq_nocase(str_trim(name), STR("charset")))
			continue;
		value = str_trim(value);
		if (!str_eq_nocase(value, STR("utf-8")) && !str_eq_nocase(value, STR("\"utf-8\"")))
			return false;
	}
	return true;
}

static bool
takes_type(const struct http_request *r, const char *const *types)
{
	struct str parameters, type = media_type(http_header(r, "Content-Type"), &parameters);
	if (http_header(r, "Content-Encoding").p != NULL)
		return false;
	for (size_t i = 0; types[i] != NULL; i++)
		if (str_eq_nocase(type, str_from_z(types[i])))
			return is_utf8(parameters);
	return false;
}

static bool
is_refused(struct str parameters)
{
	struct str one;
	while (str_split(&parameters, ';', &one))
		if (str_eq(str_trim(one), STR("q=0")) || str_starts(str_trim(one), STR("q=0.000")))
			return true;
	return false;
}

static bool
wants_ours(const struct http_request *r)
{
	static const char *const ours[] = { "*/*", "application/*", "application/json", "application/problem+json" };
	struct str accept = http_header(r, "Accept"), one, parameters;
	if (str_trim(accept).n == 0)
		return true;
	while (str_split(&accept, ',', &one)) {
		struct str type = media_type(one, &parameters);
		for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
			if (str_eq_nocase(type, str_from_z(ours[i])) && !is_refused(parameters))
				return true;
	}
	return false;
}

int
api_negotiate(const struct http_request *r, const char *const *types)
{
	if (!wants_ours(r))
		return 406;
	return types == NULL || takes_type(r, types) ? 0 : 415;
}

enum err
api_problem(struct web *web, int status)
{
	problem_fill(web->x, status);
	web->answered = true;
	return ERR_OK;
}

/* ---- answers ---- */

struct str
api_time(int64_t wall, struct arena *a)
{
	time_t seconds = (time_t)(wall / CLOCK_SECOND);
	struct tm t;
	gmtime_r(&seconds, &t);
	return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
	    t.tm_min, t.tm_sec);
}

void
api_write_receipt(struct buf *b, const struct registration_receipt *receipt, struct arena *a)
{
	json_put_text(b, "id", id_text(receipt->id, a));
	json_put_text(b, "nummer", receipt->number);
	json_put_text(b, "ontvangenOp", api_time(receipt->received, a));
}

struct str
api_faults_members(const struct json_faults *f, struct arena *a)
{
	struct buf b;
	buf_init(&b, FAULTS_MAX, a);
	json_faults_write(f, &b);
	return str_printf(a, ",%.*s", STR_ARG(buf_view(&b)));
}

static enum err
answer_receipt(struct web *web, const struct registration_receipt *receipt)
{
	struct buf b;
	buf_init(&b, ANSWER_MAX, web->arena);
	json_open(&b, NULL, '{');
	api_write_receipt(&b, receipt, web->arena);
	json_close(&b, '}');
	struct str id = id_text(receipt->id, web->arena);
	http_add_header(web->x, "Location", str_printf(web->arena, API_PATH "/%.*s", STR_ARG(id)));
	return web_bytes(web, 201, "application/json", buf_view(&b));
}

static enum err
answer_invalid(struct web *web, const struct json_faults *f)
{
	struct problem p = {
		.status = 400,
		.detail = STR(API_INVALID_NL),
		.detail_en = STR(API_INVALID_EN),
		.members = api_faults_members(f, web->arena),
	};
	problem_fill_with(web->x, &p);
	web->answered = true;
	return ERR_OK;
}

static enum err
answer_differs(struct web *web)
{
	struct problem p = { .status = 409, .detail = STR(API_DIFFERS_NL), .detail_en = STR(API_DIFFERS_EN) };
	problem_fill_with(web->x, &p);
	web->answered = true;
	return ERR_OK;
}

/* ---- one registration ---- */

static enum registration_source
source_of(struct str name)
{
	enum registration_source s = registration_source_parse(name);
	return s == REGISTRATION_SOURCE_COUNT ? REGISTRATION_REFERRAL : s;
}

enum err
api_origin(struct web *web, struct registration_origin *ret_origin)
{
	struct db_read *r;
	struct partner_source_row row;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = partner_source(r, (struct partner_source_in){ .id = web->actor.id }, web->arena, &row);
	db_read_end(r);
	TRY(e);
	*ret_origin = (struct registration_origin){
		.source = source_of(row.source), .team = web->actor.team, .partner = web->actor.id };
	return ERR_OK;
}

struct receiving {
	struct web *web;
	struct registration_ready ready;
	struct registration_receipt receipt;
};

static enum err
receive(struct db_write *w, void *arg)
{
	struct receiving *x = arg;
	return registration_receive(w, x->web->core->vault, &x->ready, x->web->arena, &x->receipt);
}

static enum err
store(struct web *web, const struct registration *g, struct registration_receipt *ret_receipt)
{
	struct vault_fresh fresh;
	struct registration_origin origin;
	struct receiving *x = ARENA_NEW(web->arena, struct receiving);
	x->web = web;
	TRY(api_origin(web, &origin));
	TRY(vault_make(web->core->vault, web->arena, &fresh, 1));
	registration_prepare(web->core->vault, &fresh, &origin, g, clock_wall(), web->arena, &x->ready);
	TRY(db_write_run(web->core->db, receive, x));
	*ret_receipt = x->receipt;
	return ERR_OK;
}

static enum err
registration_api_post(struct web *web)
{
	static const char *const types[] = { "application/json", NULL };
	struct registration g;
	struct registration_receipt receipt;
	struct json_faults *f = ARENA_NEW(web->arena, struct json_faults);
	int status = api_negotiate(&web->x->request, types);
	if (status != 0)
		return api_problem(web, status);
	if (web->x->request.body.n > API_BODY_MAX)
		return api_problem(web, 413);
	json_faults_init(f, web->arena);
	if (registration_read(web->x->request.body, date_local(clock_wall()).date, f, &g) != ERR_OK)
		return answer_invalid(web, f);
	TRY(store(web, &g, &receipt));
	return receipt.outcome == REGISTRATION_DIFFERS ? answer_differs(web) : answer_receipt(web, &receipt);
}

/* ---- what became of it ---- */

/* Says what we did, never what the person did. */
static const char *
status_word(enum registration_state s)
{
	switch (s) {
	case REGISTRATION_RECEIVED: return "ontvangen";
	case REGISTRATION_OPEN: return "in_behandeling";
	case REGISTRATION_FINISHED: return "afgerond";
	case REGISTRATION_STATE_COUNT: break;
	}
	return "ontvangen";
}

static enum err
registration_api_get(struct web *web)
{
	struct id id;
	struct registration_head head;
	struct buf b;
	if (api_negotiate(&web->x->request, NULL) != 0)
		return api_problem(web, 406);
	TRY(web_param_id(web, 0, &id));
	TRY(registration_find(web->r, id, web->arena, &head));
	if (!id_eq(head.partner, web->actor.id))
		return ERR_NOT_FOUND;
	struct registration_receipt receipt = { .id = head.id, .number = head.number, .received = head.received };
	buf_init(&b, ANSWER_MAX, web->arena);
	json_open(&b, NULL, '{');
	api_write_receipt(&b, &receipt, web->arena);
	json_put_z(&b, "status", status_word(head.state));
	json_close(&b, '}');
	return web_bytes(web, 200, "application/json", buf_view(&b));
}

static enum err
registration_api_openapi(struct web *web)
{
	http_add_header(web->x, "Access-Control-Allow-Origin", STR("*"));
	return web_bytes(web, 200, "application/json", str_from(registration_openapi, registration_openapi_size));
}

#define API_FLAGS (ROUTE_NO_LANG | ROUTE_NO_FORM)

const struct route registration_routes[] = {
	{ HTTP_GET, "/api/v1/openapi.json", READ, registration_api_openapi, PERM_PUBLIC, API_FLAGS | ROUTE_CACHE },
	{ HTTP_POST, API_PATH, SLOW, registration_api_post, PERM_PARTNER, API_FLAGS },
	{ HTTP_GET, API_PATH "/:id", READ, registration_api_get, PERM_PARTNER, API_FLAGS },
	{ HTTP_POST, API_PATH "/bulk", STREAM, registration_bulk_post, PERM_PARTNER, API_FLAGS },
	{ HTTP_GET, API_PATH "/bulk/:id", READ, registration_bulk_get, PERM_PARTNER, API_FLAGS },
};
const size_t registration_route_count = sizeof registration_routes / sizeof registration_routes[0];
