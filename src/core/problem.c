/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "problem.h"

#include "banned.h"

#define PROBLEM_MAX (4u * 1024 * 1024)

struct standard {
	int status;
	struct str detail, detail_en;
};

static const struct standard standards[] = {
	{ 400, STR_INIT("Het bericht is niet goed opgebouwd."), STR_INIT("The message is not well formed.") },
	{ 401, STR_INIT("Stuur een geldig token mee in de header Authorization."),
	    STR_INIT("Send a valid token in the Authorization header.") },
	{ 403, STR_INIT("Dit mag niet met dit token."), STR_INIT("This token may not do this.") },
	{ 404, STR_INIT("Dit adres bestaat niet, of niet voor dit token."),
	    STR_INIT("This address does not exist, or not for this token.") },
	{ 405, STR_INIT("Deze methode kan hier niet. De header Allow zegt welke wel."),
	    STR_INIT("This method does not work here. The Allow header says which do.") },
	{ 406, STR_INIT("Wij antwoorden in application/json en application/problem+json."),
	    STR_INIT("We answer in application/json and application/problem+json.") },
	{ 408, STR_INIT("Het bericht kwam te langzaam binnen."), STR_INIT("The message came in too slowly.") },
	{ 409, STR_INIT("Er staat al iets anders onder dit kenmerk."),
	    STR_INIT("Something else is stored under this id.") },
	{ 413, STR_INIT("Het bericht is te groot. Eén aanmelding is hoogstens 64 KB."),
	    STR_INIT("The message is too big. One registration is at most 64 KB.") },
	{ 415, STR_INIT("Dit soort inhoud kennen wij hier niet. Kijk naar Content-Type."),
	    STR_INIT("We do not take this kind of content here. Look at Content-Type.") },
	{ 429, STR_INIT("Te veel verzoeken. Wacht zo lang als Retry-After zegt."),
	    STR_INIT("Too many requests. Wait as long as Retry-After says.") },
	{ 500, STR_INIT("Er ging bij ons iets mis. Probeer het later nog eens."),
	    STR_INIT("Something went wrong on our side. Try again later.") },
	{ 503, STR_INIT("Wij kunnen nu even niets bewaren. Probeer het later nog eens, dubbel sturen mag."),
	    STR_INIT("We cannot store anything right now. Try again later; sending twice does no harm.") },
};

/* The directory's API, which any site may read; its version is that of HSDS. */
static bool
is_open(struct str path)
{
	return str_eq(path, STR("/hsds")) || str_starts(path, STR("/hsds/"));
}

bool
problem_is_api(struct str path)
{
	return str_eq(path, STR("/api")) || str_starts(path, STR("/api/")) || is_open(path);
}

void
problem_add_api_headers(struct http_exchange *x)
{
	if (is_open(x->request.path))
		http_add_header(x, "Access-Control-Allow-Origin", STR("*"));
	else
		http_add_header(x, "API-Version", STR(API_VERSION));
}

void
problem_fill_with(struct http_exchange *x, const struct problem *p)
{
	struct buf b;
	buf_init(&b, PROBLEM_MAX, x->arena);
	/* all texts are ours: none needs escaping */
	buf_printf(&b, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d", http_reason(p->status), p->status);
	buf_printf(&b, ",\"detail\":\"%.*s\",\"detailEn\":\"%.*s\"", STR_ARG(p->detail), STR_ARG(p->detail_en));
	buf_str(&b, p->members);
	buf_z(&b, "}\n");
	x->response.status = p->status;
	x->response.body = buf_view(&b);
	http_add_header(x, "Content-Type", STR("application/problem+json"));
	if (p->status == 401)
		http_add_header(x, "WWW-Authenticate", STR("Bearer realm=\"partner\""));
}

void
problem_fill(struct http_exchange *x, int status)
{
	const struct standard *s = NULL;
	for (size_t i = 0; s == NULL && i < sizeof standards / sizeof standards[0]; i++)
		if (standards[i].status == status)
			s = &standards[i];
	struct problem p = { .status = status, .detail = STR("Dit verzoek is niet gelukt."),
		.detail_en = STR("This request did not succeed.") };
	if (s != NULL) {
		p.detail = s->detail;
		p.detail_en = s->detail_en;
	}
	problem_fill_with(x, &p);
}
