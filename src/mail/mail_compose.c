/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>
#include <time.h>

#include "buf.h"
#include "mail.h"

#include "banned.h"

#define LINE_MAX_LENGTH 76
#define HEADER_MAX 998 /* bytes of one value */
#define WORD_BYTES 45  /* "=?utf-8?Q?" and "?=" and these stay under 75 */
#define MESSAGE_MAX (4u * MAIL_TEXT_MAX)

static bool
is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Bytes of the UTF-8 character that starts at s.p[at]. */
static size_t
character_size(struct str s, size_t at)
{
	size_t n = 1;
	while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xc0) == 0x80)
		n++;
	return n;
}

static void
put_escaped(struct buf *b, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";
	buf_char(b, '=');
	buf_char(b, digits[c >> 4]);
	buf_char(b, digits[c & 15]);
}

/* A value without anything that could end a header or begin another. */
static bool
is_header_text(struct str s)
{
	if (s.n > HEADER_MAX || !str_is_text(s))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return true;
}

/* Readable as it stands, in a phrase too. */
static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alphanumeric(s.p[i]) && s.p[i] != ' ' && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= LINE_MAX_LENGTH / 2 && s.p[0] != ' ' && s.p[s.n - 1] != ' ';
}

static size_t
encoded_size(struct str s, size_t at, size_t n)
{
	return n == 1 && (is_alphanumeric(s.p[at]) || s.p[at] == ' ') ? 1 : 3 * n;
}

static void
put_word_character(struct buf *b, struct str s, size_t at, size_t n)
{
	if (encoded_size(s, at, n) > 1)
		for (size_t i = 0; i < n; i++)
			put_escaped(b, (unsigned char)s.p[at + i]);
	else
		buf_char(b, s.p[at] == ' ' ? '_' : s.p[at]);
}

/* Encoded words (RFC 2047), folded between them, never within a character. */
static void
put_words(struct buf *b, struct str s)
{
	size_t used = 0;
	buf_z(b, "=?utf-8?Q?");
	for (size_t at = 0, n; at < s.n; at += n) {
		n = character_size(s, at);
		size_t size = encoded_size(s, at, n);
		if (used > 0 && used + size > WORD_BYTES) {
			buf_z(b, "?=\r\n =?utf-8?Q?");
			used = 0;
		}
		put_word_character(b, s, at, n);
		used += size;
	}
	buf_z(b, "?=");
}

static void
put_text_value(struct buf *b, struct str s)
{
	if (is_plain(s))
		buf_str(b, s);
	else if (s.n > 0)
		put_words(b, s);
}

static void
put_address(struct buf *b, const char *header, struct str name, struct str address)
{
	buf_z(b, header);
	buf_z(b, ": ");
	if (name.n > 0) {
		put_text_value(b, name);
		buf_z(b, "\r\n ");
	}
	buf_printf(b, "<%.*s>\r\n", STR_ARG(address));
}

static void
put_date(struct buf *b, int64_t wall_ms)
{
	static const char day[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char month[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm t;
	gmtime_r(&seconds, &t);
	buf_printf(b, "Date: %s, %02d %s %d %02d:%02d:%02d +0000\r\n", day[t.tm_wday], t.tm_mday,
	           month[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

static void
put_headers(struct buf *b, const struct mail *m)
{
	struct str domain = str_cut(m->from_address, (size_t)str_find_char(m->from_address, '@') + 1, SIZE_MAX);
	put_date(b, m->date);
	put_address(b, "From", m->from_name, m->from_address);
	put_address(b, "To", STR_NONE, m->to_address);
	if (m->reply_to.n > 0)
		put_address(b, "Reply-To", STR_NONE, m->reply_to);
	buf_z(b, "Subject: ");
	put_text_value(b, m->subject);
	buf_printf(b, "\r\nMessage-ID: <%.*s@%.*s>\r\n", STR_ARG(m->message_id), STR_ARG(domain));
	if (m->unsubscribe.n > 0)
		buf_printf(b, "List-Unsubscribe: <%.*s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
		           STR_ARG(m->unsubscribe));
	buf_z(b, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
	         "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
}

/* Must this byte be escaped? At the start of a line a dot means something to
 * SMTP and "F" to old mail folders; at the end white space gets lost. */
static bool
is_escaped(struct str line, size_t at, bool starts)
{
	char c = line.p[at];
	if (starts && (c == '.' || c == 'F'))
		return true;
	if (c == ' ' || c == '\t')
		return at + 1 == line.n;
	return c == '=' || c < 0x21 || c > 0x7e;
}

/* One line as quoted-printable (RFC 2045), broken softly where it is long. */
static void
put_line(struct buf *b, struct str line)
{
	size_t used = 0;
	for (size_t at = 0, n; at < line.n; at += n) {
		n = character_size(line, at);
		bool escaped = is_escaped(line, at, used == 0);
		size_t size = escaped ? 3 * n : 1;
		if (used + size > LINE_MAX_LENGTH - 1) {
			buf_z(b, "=\r\n");
			used = 0;
			escaped = is_escaped(line, at, true);
			size = escaped ? 3 * n : 1;
		}
		for (size_t i = 0; escaped && i < n; i++)
			put_escaped(b, (unsigned char)line.p[at + i]);
		if (!escaped)
			buf_char(b, line.p[at]);
		used += size;
	}
	buf_z(b, "\r\n");
}

static void
put_text(struct buf *b, struct str text)
{
	struct str line;
	if (str_ends(text, STR("\n")))
		text.n--;
	while (str_split(&text, '\n', &line)) {
		if (str_ends(line, STR("\r")))
			line.n--;
		put_line(b, line);
	}
}

static bool
is_https(struct str url)
{
	if (!str_starts(url, STR("https://")) || url.n > HEADER_MAX)
		return false;
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] <= ' ' || url.p[i] > '~' || url.p[i] == '<' || url.p[i] == '>')
			return false;
	return true;
}

/* It stands in a header and names a file. */
static bool
is_message_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alphanumeric(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= 64;
}

static bool
is_valid(const struct mail *m)
{
	bool addresses = mail_address_is_valid(m->from_address) && mail_address_is_valid(m->to_address) &&
	                 (m->reply_to.n == 0 || mail_address_is_valid(m->reply_to));
	bool headers = is_message_id(m->message_id) && is_header_text(m->from_name) && is_header_text(m->subject) &&
	               (m->unsubscribe.n == 0 || is_https(m->unsubscribe));
	return addresses && headers && m->text.n <= MAIL_TEXT_MAX && str_is_text(m->text);
}

enum err
mail_compose(const struct mail *m, struct arena *a, struct str *ret_message)
{
	struct buf b;
	if (!is_valid(m))
		return ERR_INVALID;
	buf_init(&b, MESSAGE_MAX, a);
	put_headers(&b, m);
	put_text(&b, m->text);
	if (!buf_ok(&b))
		return ERR_INVALID;
	*ret_message = buf_view(&b);
	return ERR_OK;
}
