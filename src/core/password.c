/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "password.h"

#include <string.h>

#include "banned.h"

#define LEAST_DIFFERENT 5

/* Lists of leaked passwords of this length consist of these, written twice or
 * with digits and signs behind them. */
static const char *const common[] = {
	"password", "wachtwoord", "welkom", "welcome", "qwerty", "qwertyuiop", "qwertyuiopas", "qwertyuiopasdfghjkl",
	"asdfghjkl", "zxcvbnm", "iloveyou", "ikhouvanjou", "geheim", "letmein", "letmeinplease", "administrator",
	"admin", "changeme", "changemeplease", "princess", "sunshine", "football", "voetbal", "amsterdam", "rotterdam",
	"nederland", "feyenoord", "slachtofferhulp", "slachtoffer", "lente", "zomer", "herfst", "winter", "spring",
	"summer", "autumn", "correcthorsebatterystaple", "passwordpassword", "wachtwoordwachtwoord", "welkomwelkom",
	"qwertyqwerty", "trustnoone", "whatever", "starwars", "superman", "computer", "internet", "unknown", "default",
};

static size_t
different(struct str s)
{
	bool seen[256] = { false };
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		n += !seen[(unsigned char)s.p[i]];
		seen[(unsigned char)s.p[i]] = true;
	}
	return n;
}

/* "123456789012", "987654321098", "abcdefghijkl": each sign next to the one before. */
static bool
is_row(struct str s)
{
	size_t steps = 0;
	for (size_t i = 1; i < s.n; i++) {
		int d = s.p[i] - s.p[i - 1];
		steps += d == 1 || d == -1 || d == 9 || d == -9;
	}
	return steps + 1 == s.n;
}

static bool
is_common(struct str password, struct arena *a)
{
	struct str word = str_lower(password, a);
	while (word.n > 0 && !(word.p[word.n - 1] >= 'a' && word.p[word.n - 1] <= 'z'))
		word.n--;
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
		if (str_eq_z(word, common[i]))
			return true;
	return false;
}

enum msg
password_fault(struct str password, struct arena *a)
{
	if (str_chars(password) < PASSWORD_MIN)
		return MSG_PASSWORD_SHORT;
	if (different(password) < LEAST_DIFFERENT || is_row(password) || is_common(password, a))
		return MSG_PASSWORD_COMMON;
	return MSG_NONE;
}
