/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "form_check.h"

#include "crypto.h"

#include "banned.h"

/* From our own pages: what the browser says of where the form stood, which a
 * page of somebody else cannot forge. */
static bool
same_origin(const struct web *web)
{
	struct str site = http_header(&web->x->request, "Sec-Fetch-Site");
	if (site.n > 0)
		return str_eq_z(site, "same-origin");
	struct str origin = http_header(&web->x->request, "Origin");
	return origin.n > 0 && str_eq(origin, web->core->public_url);
}

static enum err
read_fields(struct web *web, size_t max_fields)
{
	const struct http_request *r = &web->x->request;
	struct str type = http_header(r, "Content-Type");
	if (str_starts(type, STR("application/x-www-form-urlencoded")))
		return http_parse_form(r->body, max_fields, web->arena, &web->fields);
	if (str_starts(type, STR("multipart/form-data")))
		return http_parse_multipart(type, r->body, max_fields, web->arena, &web->fields);
	return ERR_INVALID;
}

static bool
token_fits(struct web *web)
{
	struct str wanted = web_form_token(web), given = web_field(web, "csrf");
	if (wanted.n == 0)
		return true;
	return given.n == wanted.n && crypto_equal(given.p, wanted.p, wanted.n);
}

int
form_check(struct web *web, size_t max_fields)
{
	if (!same_origin(web))
		return 403;
	if (read_fields(web, max_fields) != ERR_OK)
		return 400;
	struct str form_id = web_field(web, "form_id");
	web->form_id = form_id.n == ID_TEXT_LENGTH ? form_id : STR_NONE;
	return token_fits(web) ? 0 : 409;
}
