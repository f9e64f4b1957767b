/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "account_codes.html.h"
#include "account_internal.h"
#include "crypto_sign_in.h"
#include "password.h"

#include "banned.h"

const struct form_field account_code_fields[1] = {
	{ "code", FORM_ONE_TIME, MSG_ACCOUNT_APP_CODE, MSG_ACCOUNT_APP_CODE_HINT, 0, 20, NULL, NULL },
};

enum err
account_read_password(struct web *web, struct form *f, const struct form_field *fields, size_t n)
{
	TRY(form_read(f, fields, n, web));
	enum msg fault = password_fault(form_value(f, "password"), web->arena);
	if (fault != MSG_NONE)
		form_fail(f, "password", fault);
	else if (!str_eq(form_value(f, "password"), form_value(f, "password-again")))
		form_fail(f, "password-again", MSG_ACCOUNT_PASSWORD_DIFFERS);
	return form_failed(f) ? ERR_INVALID : ERR_OK;
}

enum err
account_square_of(struct web *web, struct str email, struct str totp, struct account_square *ret_square)
{
	if (totp.n != CRYPTO_TOTP_SECRET_SIZE)
		return ERR_INTERNAL;
	struct str secret = crypto_totp_text((const unsigned char *)totp.p, web->arena);
	struct str address = squares_app_address(web->core->mail_from_name, email, secret, web->arena);
	ret_square->secret = squares_in_fours(secret, web->arena);
	return squares_make(address, web->arena, &ret_square->squares, &ret_square->size);
}

enum err
account_show_codes(struct web *web, const struct str codes[RECOVERY_CODES], bool is_new)
{
	struct account_code *v = ARENA_ARRAY(web->arena, struct account_code, RECOVERY_CODES);
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		v[i].text = codes[i];
	struct account_codes_page p = {
		.top = web_page(web, web_text(web, MSG_ACCOUNT_CODES_TITLE)),
		.codes = { v, RECOVERY_CODES },
		.is_new = is_new,
		.on = web_url(web, "%s", is_new ? role_home(ROLE_CLIENT) : "/account"),
	};
	account_codes_html(web_html(web, 200), &p);
	return ERR_OK;
}
