/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "mail.h"

#include "banned.h"

#define ADDRESS_MAX 254
#define LOCAL_MAX 64
#define LABEL_MAX 63

static bool
is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool
is_atom(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alphanumeric(s.p[i]) && (s.p[i] == '\0' || strchr("!#$%&'*+/=?^_`{|}~-", s.p[i]) == NULL))
			return false;
	return s.n > 0;
}

static bool
is_local(struct str s)
{
	struct str atom;
	if (s.n > LOCAL_MAX)
		return false;
	while (str_split(&s, '.', &atom))
		if (!is_atom(atom))
			return false;
	return true;
}

static bool
is_label(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alphanumeric(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= LABEL_MAX && s.p[0] != '-' && s.p[s.n - 1] != '-';
}

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

static bool
is_domain(struct str s)
{
	struct str label = STR_NONE;
	size_t labels = 0;
	for (; str_split(&s, '.', &label); labels++)
		if (!is_label(label))
			return false;
	return labels >= 2 && !is_number(label);
}

bool
mail_address_is_valid(struct str address)
{
	ptrdiff_t at = str_find_char(address, '@');
	if (at <= 0 || address.n > ADDRESS_MAX)
		return false;
	struct str domain = str_cut(address, (size_t)at + 1, SIZE_MAX);
	return is_local(str_cut(address, 0, (size_t)at)) && domain.n > 0 && is_domain(domain);
}
