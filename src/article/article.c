/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "article.h"

#include <stdlib.h>

#include "article_internal.h"

#include "banned.h"

/* ---- faults ---- */

void
article_fault_said(struct article_reader *r, int line, struct msg_said reason)
{
	if (r->faults.n < ARTICLE_FAULTS_MAX)
		r->faults.v[r->faults.n++] = (struct article_fault){ line, reason };
}

void
article_fault(struct article_reader *r, int line, enum msg reason, const struct msg_arg *args, size_t n)
{
	if (r->faults.n < ARTICLE_FAULTS_MAX)
		article_fault_said(r, line, msg_say(reason, args, n, r->a));
}

static int
by_line(const void *p, const void *q)
{
	const struct article_fault *a = p, *b = q;
	int lines = (a->line > b->line) - (a->line < b->line);
	return lines != 0 ? lines : str_cmp(a->reason.in[LANG_EN], b->reason.in[LANG_EN]);
}

/* ---- what a text must not hold ---- */

static int
line_at(struct str text, size_t at)
{
	int line = 1;
	for (size_t i = 0; i < at; i++)
		line += text.p[i] == '\n';
	return line;
}

/* Controls, and the marks that turn the direction of writing: both can make a
 * text look like what it is not. */
static bool
is_hidden(struct str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i];
	struct str three = str_cut(text, i, 3);
	if (c < ' ' || c == 0x7f)
		return c != '\n' && c != '\t' && !(c == '\r' && i + 1 < text.n && text.p[i + 1] == '\n');
	if (c != 0xe2 || three.n < 3)
		return false;
	unsigned char second = (unsigned char)three.p[1], third = (unsigned char)three.p[2];
	return (second == 0x80 && third >= 0xaa && third <= 0xae) || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

static void
check_hidden(struct article_reader *r, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (is_hidden(text, i)) {
			article_fault(r, line_at(text, i), MSG_ARTICLE_FAULT_CONTROL, NULL, 0);
			return;
		}
}

static void
check_blame(struct article_reader *r, struct str text, enum lang lang)
{
	struct blame blame;
	struct blame_found found;
	int line;
	if (r->context->blame.p == NULL || blame_parse(r->context->blame, r->work, &blame, &line) != ERR_OK)
		return;
	for (size_t at = 0; blame_next(&blame, text, lang, r->work, &at, &found);)
		article_fault(r, line_at(text, found.at), MSG_ARTICLE_FAULT_BLAME, MSG_ARGS({ .text = found.words }));
}

/* ---- name, environment, kind ---- */

static void
check_place(struct article_reader *r)
{
	const struct article *p = r->article;
	struct str rest = p->name, environment = STR_NONE;
	if (!article_name_is_valid(p->name)) {
		article_fault(r, 1, MSG_ARTICLE_FAULT_NAME, MSG_ARGS({ .text = p->name }));
		return;
	}
	str_split(&rest, '/', &environment);
	int audience = 0;
	while (audience < AUDIENCE_COUNT && !str_eq_z(environment, audience_code((enum audience)audience)))
		audience++;
	bool is_home = rest.p == NULL && (audience < AUDIENCE_COUNT || str_eq_z(p->name, "home"));
	if (rest.p != NULL && audience == AUDIENCE_COUNT)
		article_fault(r, 1, MSG_ARTICLE_FAULT_FOLDER, MSG_ARGS({ .text = environment }));
	if (audience < AUDIENCE_COUNT && audience != (int)p->audience)
		article_fault(r, 1, MSG_ARTICLE_FAULT_PLACE,
			MSG_ARGS(MSG_Z(audience_code((enum audience)audience))));
	if (is_home != (p->kind == ARTICLE_HOME))
		article_fault(r, r->kind_line, MSG_ARTICLE_FAULT_HOME, NULL, 0);
}

/* ---- the whole ---- */

static void
read_article(struct article_reader *r, struct str text)
{
	struct str rest = text;
	int line = 1;
	if (!str_is_text(text) || text.n > ARTICLE_MAX) {
		article_fault(r, 1, MSG_ARTICLE_FAULT_FILE, MSG_ARGS({ .number = ARTICLE_MAX / 1024 }));
		r->unreadable = true;
		return;
	}
	bool has_header = article_read_header(r, &rest, &line);
	r->unreadable = !has_header || r->article->title.n == 0;
	if (!has_header)
		return;
	check_place(r);
	check_hidden(r, text);
	check_blame(r, text, r->article->lang);
	article_read_body(r, rest.p == NULL ? STR("") : rest, line);
}

enum err
article_parse(struct str text, struct str name, enum lang lang, const struct article_context *context,
    struct arena *a, const struct article **ret_article, struct article_faults *ret_faults)
{
	struct article_reader r = { .a = a, .work = arena_new(), .context = context };
	r.article = ARENA_NEW(a, struct article);
	r.article->name = str_dup(name, a);
	r.article->lang = lang;
	r.faults.v = ARENA_ARRAY(a, struct article_fault, ARTICLE_FAULTS_MAX);
	read_article(&r, text);
	arena_free(r.work);
	if (r.unreadable || (r.faults.n > 0 && !context->published)) {
		qsort(r.faults.v, r.faults.n, sizeof *r.faults.v, by_line);
		*ret_faults = r.faults;
		return ERR_INVALID;
	}
	*ret_article = r.article;
	return ERR_OK;
}
