/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "filetype.h"

#include "banned.h"

#define KB ((size_t)1024)

static const struct filetype types[] = {
	{ "svg", "image/svg+xml", 64 * KB, true },
	{ "png", "image/png", 4096 * KB, true },
	{ "jpg", "image/jpeg", 4096 * KB, true },
	{ "pdf", "application/pdf", 16384 * KB, true },
	{ "vtt", "text/vtt", 256 * KB, true },
	{ "webm", "video/webm", 262144 * KB, false },
};
#define TYPE_COUNT (sizeof types / sizeof *types)

const struct filetype *
filetype_at(size_t n)
{
	return n < TYPE_COUNT ? &types[n] : NULL;
}

const struct filetype *
filetype_of(struct str name)
{
	for (size_t i = 0; i < TYPE_COUNT; i++) {
		struct str ending = str_from_z(types[i].ending);
		if (name.n > ending.n + 1 && str_ends(name, ending) && name.p[name.n - ending.n - 1] == '.')
			return &types[i];
	}
	return NULL;
}

/* ---- numbers in bytes ---- */

static uint32_t
big(struct str s, size_t at, size_t n)
{
	uint32_t v = 0;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | (unsigned char)s.p[at + i];
	return v;
}

static bool
is_side(uint32_t pixels)
{
	return pixels >= 1 && pixels <= FILETYPE_SIDE_MAX;
}

/* ---- pictures ---- */

/* PNG (ISO/IEC 15948): chunk after chunk, the first IHDR, the last IEND at the
 * very end of the file. */
static enum msg
check_png(struct str s)
{
	if (!str_starts(s, STR("\x89PNG\r\n\x1a\n")) || s.n < 33 || !str_eq(str_cut(s, 12, 4), STR("IHDR")))
		return MSG_FILETYPE_FAULT_PNG;
	if (!is_side(big(s, 16, 4)) || !is_side(big(s, 20, 4)))
		return MSG_FILETYPE_FAULT_SIDE;
	for (size_t at = 8; s.n - at >= 12;) {
		uint32_t length = big(s, at, 4);
		if (length > s.n - at - 12)
			break;
		bool last = str_eq(str_cut(s, at + 4, 4), STR("IEND"));
		at += 12 + (size_t)length;
		if (last)
			return at == s.n ? MSG_NONE : MSG_FILETYPE_FAULT_TAIL;
	}
	return MSG_FILETYPE_FAULT_PNG_CUT;
}

/* Whether a JPEG marker begins a frame: C0 to CF but DHT, JPG and DAC. */
static bool
is_frame(unsigned char marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* JPEG (ITU-T T.81): segments up to the scan; ends with EOI. */
static enum msg
check_jpeg(struct str s)
{
	if (!str_starts(s, STR("\xff\xd8\xff")) || s.n < 10)
		return MSG_FILETYPE_FAULT_JPEG;
	if (!str_ends(s, STR("\xff\xd9")))
		return MSG_FILETYPE_FAULT_JPEG_TAIL;
	for (size_t at = 2; s.n - at >= 9 && (unsigned char)s.p[at] == 0xff;) {
		unsigned char marker = (unsigned char)s.p[at + 1];
		uint32_t length = big(s, at + 2, 2);
		if (is_frame(marker))
			return is_side(big(s, at + 5, 2)) && is_side(big(s, at + 7, 2))
				? MSG_NONE
				: MSG_FILETYPE_FAULT_SIDE;
		if (length < 2 || length + 2 > s.n - at)
			break;
		at += 2 + (size_t)length;
	}
	return MSG_FILETYPE_FAULT_JPEG_FRAME;
}

/* ---- documents, films, captions ---- */

/* What a document could do by itself. Names in compressed objects are not
 * seen: a reader asks before it does such things, and ours come from us. */
static enum msg
check_pdf(struct str s)
{
	static const char *const acts[] = { "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/OpenAction", "/AA",
		"/RichMedia" };
	if (!str_starts(s, STR("%PDF-1.")) && !str_starts(s, STR("%PDF-2.")))
		return MSG_FILETYPE_FAULT_PDF;
	struct str tail = str_trim(str_cut(s, s.n > 1024 ? s.n - 1024 : 0, 1024));
	if (!str_ends(tail, STR("%%EOF")))
		return MSG_FILETYPE_FAULT_PDF_TAIL;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct str act = str_from_z(acts[i]);
		struct str rest = s;
		for (ptrdiff_t at; (at = str_find(rest, act)) >= 0; rest = str_cut(rest, (size_t)at + act.n, rest.n)) {
			struct str next = str_cut(rest, (size_t)at + act.n, 1);
			bool longer = next.n == 1 && ((next.p[0] >= 'a' && next.p[0] <= 'z') ||
				(next.p[0] >= 'A' && next.p[0] <= 'Z') || (next.p[0] >= '0' && next.p[0] <= '9'));
			if (!longer)
				return MSG_FILETYPE_FAULT_PDF_ACTS;
		}
	}
	return MSG_NONE;
}

/* WebM: an EBML header (RFC 8794) whose DocType is "webm". */
static enum msg
check_webm(struct str head)
{
	ptrdiff_t at = str_find(str_cut(head, 0, 64), STR("\x42\x82\x84webm"));
	return str_starts(head, STR("\x1a\x45\xdf\xa3")) && at > 0 ? MSG_NONE : MSG_FILETYPE_FAULT_WEBM;
}

static enum msg
check_vtt(struct str s)
{
	struct str after = str_cut(s, 6, 1);
	bool longer = after.n > 0 && str_find_char(STR(" \t\r\n"), after.p[0]) < 0;
	if (!str_is_text(s) || !str_starts(s, STR("WEBVTT")) || longer)
		return MSG_FILETYPE_FAULT_VTT;
	return str_find(s, STR("-->")) < 0 ? MSG_FILETYPE_FAULT_VTT_EMPTY : MSG_NONE;
}

/* What no file of ours holds, whatever it says it is. */
static enum msg
check_disguise(struct str s, struct arena *a)
{
	static const char *const marks[] = { "<script", "<html", "<!doctype html", "<iframe", "<?php" };
	struct str lower = str_lower(str_cut(s, 0, FILETYPE_HEAD), a);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_find(lower, str_from_z(marks[i])) >= 0)
			return MSG_FILETYPE_FAULT_DISGUISE;
	return MSG_NONE;
}

enum err
filetype_check(const struct filetype *t, struct str bytes, struct arena *a, int *ret_line, struct msg_said *ret_reason)
{
	static enum msg (*const checks[])(struct str) = { NULL, check_png, check_jpeg, check_pdf, check_vtt,
		check_webm };
	enum msg reason = check_disguise(bytes, a);
	if (reason == MSG_NONE && checks[t - types] == NULL)
		return filetype_svg_check(bytes, a, ret_line, ret_reason);
	if (reason == MSG_NONE)
		reason = checks[t - types](bytes);
	if (reason == MSG_NONE)
		return ERR_OK;
	*ret_line = 1;
	*ret_reason = msg_say(reason, NULL, 0, a);
	return ERR_INVALID;
}
