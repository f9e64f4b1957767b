/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "article_internal.h"

#include "banned.h"

static const char *const kinds[] = { "page", "home", "checklist", "theme", "plan", "story", "video", "tip", NULL };
static const char *const audiences[] = { "victims", "helpers", "professionals", "youth", NULL };

const char *const article_offences[] = { "fraud", "violence", "suicide", "online-sexual-harassment", "robbery",
	"sexual-abuse", "rape", "stalking", "threat", "traffic-accident", "burglary", "general", "homicide",
	"missing-person", "company-accident", "explosion", "arson", "street-harassment", "human-trafficking",
	"discrimination", "domestic-violence", "disaster", "found-body", "identity-theft", "hacking", "phishing",
	"purchase-fraud", "skimming", "online-sexual-offence", NULL };
const char *const article_sectors[] = { "education", "care", "aid-work", "social-domain", "hr", "sport", "police",
	"municipality", NULL };

#define WORDS_MAX 16      /* offences or sectors of one article */
#define LINES_MAX 50      /* sources or downloads of one article */
#define LINE_MAX 1000     /* bytes of a value */
#define FIELD_MAX 300     /* characters of a source or a label */

const char *
article_kind_code(enum article_kind kind)
{
	return kinds[kind];
}

const char *
audience_code(enum audience audience)
{
	return audiences[audience];
}

bool
article_is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			    (s.p[i] == '-' && i > 0)))
			return false;
	return s.n > 0;
}

bool
article_name_is_valid(struct str name)
{
	struct str rest = name, part;
	int parts = 0;
	if (name.n > ARTICLE_NAME_MAX)
		return false;
	for (; str_split(&rest, '/', &part); parts++)
		if (!article_is_word(part))
			return false;
	return parts == 1 || parts == 2;
}

static int
place_in(const char *const *names, struct str name)
{
	for (int i = 0; names[i] != NULL; i++)
		if (str_eq_z(name, names[i]))
			return i;
	return -1;
}

/* ---- values ---- */

static struct str
keep(struct article_reader *r, struct str value, const char *key, size_t max)
{
	size_t chars = str_chars(value);
	if (chars > max)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_LONG,
			MSG_ARGS(MSG_Z(key), { .number = chars }, { .number = max }));
	return str_dup(value, r->a);
}

static void
read_kind(struct article_reader *r, struct str value)
{
	int kind = place_in(kinds, value);
	r->kind_line = r->line;
	if (kind < 0)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_KIND, MSG_ARGS({ .text = value }));
	else
		r->article->kind = (enum article_kind)kind;
}

static void
read_title(struct article_reader *r, struct str value)
{
	r->article->title = keep(r, value, "title", ARTICLE_TITLE_MAX);
}

static void
read_summary(struct article_reader *r, struct str value)
{
	r->article->summary = keep(r, value, "summary", ARTICLE_SUMMARY_MAX);
}

static void
read_owner(struct article_reader *r, struct str value)
{
	r->article->owner = keep(r, value, "owner", ARTICLE_TITLE_MAX);
}

static void
read_audience(struct article_reader *r, struct str value)
{
	struct str word;
	bool first = true;
	while (str_split(&value, ',', &word)) {
		int audience = place_in(audiences, str_trim(word));
		if (audience < 0) {
			article_fault(r, r->line, MSG_ARTICLE_FAULT_AUDIENCE, MSG_ARGS({ .text = str_trim(word) }));
			continue;
		}
		if (r->article->audiences[audience])
			article_fault(r, r->line, MSG_ARTICLE_FAULT_AUDIENCE_TWICE,
				MSG_ARGS(MSG_Z(audiences[audience])));
		r->article->audiences[audience] = true;
		if (first)
			r->article->audience = (enum audience)audience;
		first = false;
	}
}

static void
read_words(struct article_reader *r, struct str value, const char *key, const char *const *known, struct strs *words)
{
	struct str word;
	words->v = ARENA_ARRAY(r->a, struct str, WORDS_MAX);
	while (str_split(&value, ',', &word)) {
		word = str_trim(word);
		int place = place_in(known, word);
		bool twice = false;
		for (size_t i = 0; i < words->n; i++)
			twice = twice || str_eq(words->v[i], word);
		if (place < 0)
			article_fault(r, r->line, MSG_ARTICLE_FAULT_UNKNOWN_WORD,
				MSG_ARGS(MSG_Z(key), { .text = word }));
		else if (twice)
			article_fault(r, r->line, MSG_ARTICLE_FAULT_WORD_TWICE,
				MSG_ARGS(MSG_Z(key), { .text = word }));
		else if (words->n == WORDS_MAX)
			article_fault(r, r->line, MSG_ARTICLE_FAULT_WORDS_MANY,
				MSG_ARGS(MSG_Z(key), { .number = WORDS_MAX }));
		else
			words->v[words->n++] = str_from_z(known[place]);
	}
}

/* Those of which nothing goes out by itself either. */
bool
article_is_delicate(struct strs offences)
{
	static const char *const delicate[] = { "online-sexual-harassment", "sexual-abuse", "rape", "stalking",
		"street-harassment", "human-trafficking", "domestic-violence", "online-sexual-offence" };
	for (size_t i = 0; i < offences.n; i++)
		for (size_t k = 0; k < sizeof delicate / sizeof delicate[0]; k++)
			if (str_eq_z(offences.v[i], delicate[k]))
				return true;
	return false;
}

static void
read_offence(struct article_reader *r, struct str value)
{
	read_words(r, value, "offence", article_offences, &r->article->offences);
	r->article->delicate = article_is_delicate(r->article->offences);
}

static void
read_sector(struct article_reader *r, struct str value)
{
	read_words(r, value, "sector", article_sectors, &r->article->sectors);
}

static struct str
read_name(struct article_reader *r, struct str value, const char *key)
{
	if (!article_is_word(value) || value.n > ARTICLE_NAME_MAX)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_FILE_NAME, MSG_ARGS(MSG_Z(key)));
	return str_dup(value, r->a);
}

static void
read_image(struct article_reader *r, struct str value)
{
	r->article->image = read_name(r, value, "image");
}

static void
read_video(struct article_reader *r, struct str value)
{
	r->article->video = read_name(r, value, "video");
}

static void
read_other(struct article_reader *r, struct str value)
{
	if (!article_name_is_valid(value))
		article_fault(r, r->line, MSG_ARTICLE_FAULT_OTHER, NULL, 0);
	else if (str_eq(value, r->article->name))
		article_fault(r, r->line, MSG_ARTICLE_FAULT_OTHER_ITSELF, NULL, 0);
	r->article->other = str_dup(value, r->a);
}

static struct date
read_date(struct article_reader *r, struct str value, const char *key)
{
	struct date date = DATE_NONE;
	if (date_parse(value, &date) != ERR_OK)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_DATE, MSG_ARGS(MSG_Z(key)));
	return date;
}

static void
read_checked(struct article_reader *r, struct str value)
{
	r->article->checked = read_date(r, value, "checked");
}

static void
read_told(struct article_reader *r, struct str value)
{
	r->article->told = read_date(r, value, "told");
}

static void
read_consent(struct article_reader *r, struct str value)
{
	r->consent = str_eq_z(value, "yes");
	if (!r->consent)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_CONSENT, NULL, 0);
}

static void
read_source(struct article_reader *r, struct str value)
{
	struct article *p = r->article;
	struct str what, url, checked;
	if (p->sources == NULL)
		p->sources = ARENA_ARRAY(r->a, struct article_source, LINES_MAX);
	if (!str_split(&value, '|', &what) || !str_split(&value, '|', &url) || !str_split(&value, '|', &checked) ||
		value.p != NULL || str_trim(what).n == 0) {
		article_fault(r, r->line, MSG_ARTICLE_FAULT_SOURCE, NULL, 0);
		return;
	}
	if (!markdown_is_https(str_trim(url)))
		article_fault(r, r->line, MSG_ARTICLE_FAULT_SOURCE_HTTPS, MSG_ARGS({ .text = str_trim(url) }));
	if (p->source_count == LINES_MAX)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_SOURCE_MANY, MSG_ARGS({ .number = LINES_MAX }));
	else
		p->sources[p->source_count++] = (struct article_source){ keep(r, str_trim(what), "source", FIELD_MAX),
			str_dup(str_trim(url), r->a), read_date(r, str_trim(checked), "source") };
}

static bool
is_file(struct str file)
{
	ptrdiff_t dot = str_find_char(file, '.');
	return dot > 0 && article_is_word(str_cut(file, 0, (size_t)dot)) &&
		article_is_word(str_cut(file, (size_t)dot + 1, file.n)) && file.n <= ARTICLE_NAME_MAX;
}

static void
read_download(struct article_reader *r, struct str value)
{
	struct article *p = r->article;
	struct str file, label;
	if (p->downloads == NULL)
		p->downloads = ARENA_ARRAY(r->a, struct article_download, LINES_MAX);
	if (!str_split(&value, '|', &file) || !str_split(&value, '|', &label) || value.p != NULL ||
		!is_file(str_trim(file)) || str_trim(label).n == 0)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_DOWNLOAD, NULL, 0);
	else if (p->download_count == LINES_MAX)
		article_fault(r, r->line, MSG_ARTICLE_FAULT_DOWNLOAD_MANY, MSG_ARGS({ .number = LINES_MAX }));
	else
		p->downloads[p->download_count++] = (struct article_download){ str_dup(str_trim(file), r->a),
			keep(r, str_trim(label), "download", FIELD_MAX) };
}

/* ---- lines ---- */

static const struct key {
	const char *name;
	void (*read)(struct article_reader *r, struct str value);
	bool many, needed;
} keys[] = {
	{ "kind", read_kind, false, true },
	{ "title", read_title, false, true },
	{ "summary", read_summary, false, true },
	{ "audience", read_audience, false, true },
	{ "offence", read_offence, false, false },
	{ "sector", read_sector, false, false },
	{ "image", read_image, false, false },
	{ "video", read_video, false, false },
	{ "other", read_other, false, false },
	{ "owner", read_owner, false, true },
	{ "checked", read_checked, false, true },
	{ "told", read_told, false, false },
	{ "consent", read_consent, false, false },
	{ "source", read_source, true, false },
	{ "download", read_download, true, false },
};
#define KEY_COUNT (sizeof keys / sizeof *keys)

static const struct key *
key_of(struct str name)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (str_eq_z(name, keys[i].name))
			return &keys[i];
	return NULL;
}

static void
read_line(struct article_reader *r, struct str line, bool *seen)
{
	ptrdiff_t colon = str_find_char(line, ':');
	struct str name = colon < 0 ? STR_NONE : str_trim(str_cut(line, 0, (size_t)colon));
	struct str value = colon < 0 ? STR_NONE : str_trim(str_cut(line, (size_t)colon + 1, line.n));
	const struct key *key = key_of(name);
	if (colon < 0) {
		article_fault(r, r->line, MSG_ARTICLE_FAULT_LINE, NULL, 0);
	} else if (key == NULL) {
		article_fault(r, r->line, MSG_ARTICLE_FAULT_KEY, MSG_ARGS({ .text = str_cut(name, 0, 40) }));
	} else if (seen[key - keys] && !key->many) {
		article_fault(r, r->line, MSG_ARTICLE_FAULT_KEY_TWICE, MSG_ARGS(MSG_Z(key->name)));
	} else if (value.n == 0 || value.n > LINE_MAX) {
		article_fault(r, r->line, value.n == 0 ? MSG_ARTICLE_FAULT_EMPTY : MSG_ARTICLE_FAULT_TOO_LONG,
			MSG_ARGS(MSG_Z(key->name)));
		seen[key - keys] = true;
	} else {
		seen[key - keys] = true;
		key->read(r, value);
	}
}

/* What the keys must be together. */
static void
check_keys(struct article_reader *r, const bool *seen)
{
	const struct article *p = r->article;
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (keys[i].needed && !seen[i])
			article_fault(r, 1, MSG_ARTICLE_FAULT_MISSING, MSG_ARGS(MSG_Z(keys[i].name)));
	if (p->kind == ARTICLE_VIDEO && p->video.p == NULL)
		article_fault(r, r->kind_line, MSG_ARTICLE_FAULT_VIDEO, NULL, 0);
	if (p->kind == ARTICLE_STORY && (date_is_none(p->told) || !r->consent))
		article_fault(r, r->kind_line, MSG_ARTICLE_FAULT_STORY, NULL, 0);
	if (p->kind != ARTICLE_STORY && !date_is_none(p->told))
		article_fault(r, r->kind_line, MSG_ARTICLE_FAULT_TOLD, NULL, 0);
}

bool
article_read_header(struct article_reader *r, struct str *rest, int *ret_line)
{
	bool seen[KEY_COUNT] = { false };
	struct str line;
	r->line = 1;
	r->kind_line = 1;
	if (!str_split(rest, '\n', &line) || !str_eq_z(str_trim(line), "---")) {
		article_fault(r, 1, MSG_ARTICLE_FAULT_BEGIN, NULL, 0);
		return false;
	}
	for (r->line = 2; str_split(rest, '\n', &line); r->line++) {
		line = str_trim(line);
		if (str_eq_z(line, "---")) {
			check_keys(r, seen);
			*ret_line = r->line + 1;
			return true;
		}
		if (line.n > 0)
			read_line(r, line, seen);
	}
	article_fault(r, 1, MSG_ARTICLE_FAULT_END, NULL, 0);
	return false;
}
