/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/* All data of one client as a document to read. */
#include "mijn_data.h"
#include "pdf.h"
#include "say.h"

#include "banned.h"

#define BLOCKS_MAX 4000
#define LOOKS_FIRST 300 /* in a document; all of them stand in the file */

struct paper {
	struct pdf_block *v;
	size_t n;
	enum lang lang;
	int64_t now;
	struct arena *a;
};

static void
add(struct paper *p, enum pdf_block_kind kind, struct str text)
{
	if (text.n > 0 && p->n < BLOCKS_MAX)
		p->v[p->n++] = (struct pdf_block){ .kind = kind, .text = text };
}

static void
head(struct paper *p, enum msg title)
{
	add(p, PDF_HEADING, msg_text(p->lang, title));
}

/* "Telefoon: 06 12345678"; nothing where nothing is known. */
static void
line(struct paper *p, enum msg label, struct str text)
{
	if (text.n > 0)
		add(p, PDF_PARAGRAPH, str_printf(p->a, "%.*s: %.*s", STR_ARG(msg_text(p->lang, label)), STR_ARG(text)));
}

static struct str
day(const struct paper *p, int64_t wall)
{
	return date_text(date_local(wall).date, p->lang, p->a);
}

static struct str
birth_of(const struct paper *p, struct date d)
{
	return date_is_none(d) ? STR_NONE : date_text(d, p->lang, p->a);
}

static struct str
address_of(const struct paper *p, const struct registration_address *d)
{
	if (d->street.n == 0)
		return STR_NONE;
	return str_printf(p->a, "%.*s %lld%s%.*s, %.*s %.*s", STR_ARG(d->street), (long long)d->number,
	    d->addition.n > 0 ? " " : "", STR_ARG(d->addition), STR_ARG(d->postcode), STR_ARG(d->city));
}

static void
add_registrations(struct paper *p, const struct mijn_data *d)
{
	head(p, MSG_MIJN_DATA_REGISTRATIONS);
	for (size_t i = 0; i < d->registration_count; i++) {
		const struct registration *g = &d->registrations[i].registration;
		add(p, PDF_SUBHEADING, day(p, d->registrations[i].head.received));
		line(p, MSG_MIJN_DATA_NUMBER, d->registrations[i].head.number);
		line(p, MSG_MIJN_DATA_INCIDENT, msg_text(p->lang, offence_message(g->offence)));
		line(p, MSG_MIJN_DATA_DATE, birth_of(p, g->date));
		line(p, MSG_MIJN_DATA_MUNICIPALITY, g->municipality);
		line(p, MSG_MIJN_DATA_NAME, registration_full_name(g, p->a));
		line(p, MSG_MIJN_DATA_BIRTH, birth_of(p, g->birth));
		line(p, MSG_MIJN_DATA_EMAIL, g->email);
		line(p, MSG_MIJN_DATA_PHONE, g->phone);
		line(p, MSG_MIJN_DATA_ADDRESS, address_of(p, &g->address));
		line(p, MSG_MIJN_DATA_PARENT, g->parent.name);
		line(p, MSG_MIJN_DATA_REMARKS, g->remarks);
		line(p, MSG_MIJN_DATA_MEASURES, g->measures);
	}
}

static void
add_profile(struct paper *p, const struct contact_profile *c)
{
	head(p, MSG_MIJN_CONTACT_TITLE);
	add(p, PDF_PARAGRAPH, msg_text(p->lang, mijn_wish_words(c->wish)));
	line(p, MSG_MIJN_DATA_PHONE, c->phone);
	line(p, MSG_MIJN_DATA_EMAIL, c->email);
	line(p, MSG_MIJN_DATA_REMARKS, c->remarks);
	if (c->no_voicemail)
		add(p, PDF_PARAGRAPH, msg_text(p->lang, MSG_CARE_NO_VOICEMAIL));
	if (c->no_post)
		add(p, PDF_PARAGRAPH, msg_text(p->lang, MSG_CARE_NO_POST));
}

static void
add_answers(struct paper *p, enum msg title, const struct intake_record *v, size_t n)
{
	if (n > 0)
		head(p, title);
	for (size_t i = 0; i < n; i++) {
		struct intake_said_list said = intake_said(&v[i], p->lang, p->a);
		add(p, PDF_SUBHEADING, v[i].guide->guide->title.in[p->lang]);
		add(p, PDF_PARAGRAPH, day(p, v[i].made));
		for (size_t k = 0; k < said.n; k++)
			if (said.v[k].answer.n > 0)
				add(p, PDF_BULLET, str_printf(p->a, "%.*s %.*s", STR_ARG(said.v[k].question),
					STR_ARG(said.v[k].answer)));
	}
}

static void
add_contacts(struct paper *p, const struct mijn_data *d)
{
	head(p, MSG_MIJN_DATA_CONTACTS);
	for (size_t i = 0; i < d->contacts.n; i++) {
		enum msg words = mijn_contact_words(d->contacts.v[i].channel, d->contacts.v[i].result);
		if (words != MSG_NONE)
			add(p, PDF_BULLET, str_printf(p->a, "%.*s: %.*s", STR_ARG(day(p, d->contacts.v[i].made)),
				STR_ARG(msg_text(p->lang, words))));
	}
	for (size_t i = 0; i < d->letters.n; i++)
		if (d->letters.v[i].sent.set)
			add(p, PDF_BULLET, str_printf(p->a, "%.*s: %.*s", STR_ARG(day(p, d->letters.v[i].sent.v)),
				STR_ARG(msg_text(p->lang, MSG_MIJN_EVENT_LETTER))));
}

static void
add_work(struct paper *p, const struct mijn_data *d)
{
	if (d->reports.n > 0)
		head(p, MSG_WORK_OWN_REPORTS);
	for (size_t i = 0; i < d->reports.n; i++) {
		add(p, PDF_SUBHEADING, day(p, d->reports.v[i].made));
		add(p, PDF_PARAGRAPH, d->reports.v[i].text);
	}
	if (d->tasks.n > 0)
		head(p, MSG_WORK_OWN_TASKS);
	for (size_t i = 0; i < d->tasks.n; i++)
		add(p, PDF_BULLET, d->tasks.v[i].text);
}

static void
add_consents(struct paper *p, const struct consents *list)
{
	head(p, MSG_CONSENT_TITLE);
	for (size_t i = 0; i < list->n; i++)
		add(p, PDF_BULLET, mijn_consent_words(&list->v[i], p->lang, p->now, p->a));
}

static void
add_looks(struct paper *p, const struct mijn_data *d, size_t max)
{
	head(p, MSG_MIJN_RECORDS_TITLE);
	if (d->look_count > max)
		add(p, PDF_PARAGRAPH, msg_text(p->lang, MSG_MIJN_DATA_MORE));
	for (size_t i = 0; i < d->look_count && i < max; i++) {
		const struct mijn_look *l = &d->looks[i];
		struct date_time t = date_local(l->made);
		add(p, PDF_BULLET, str_printf(p->a, "%.*s %d:%02d. %.*s. %.*s. %.*s%s%.*s", STR_ARG(day(p, l->made)),
			t.hour, t.minute, STR_ARG(l->who), STR_ARG(l->what), STR_ARG(l->why), l->emergency ? ". " : "",
			STR_ARG(l->emergency ? msg_text(p->lang, MSG_MIJN_RECORDS_EMERGENCY) : STR(""))));
	}
	for (size_t i = 0; i < d->questions.n; i++) {
		line(p, MSG_MIJN_RECORDS_QUESTION, d->questions.v[i].text);
		line(p, MSG_MIJN_RECORDS_ANSWER, d->questions.v[i].answer);
	}
}

static void
add_private(struct paper *p, const struct mijn_data *d, bool texts)
{
	if (d->private == MIJN_PRIVATE_NONE)
		return;
	head(p, MSG_NOTE_TITLE);
	if (d->private == MIJN_PRIVATE_CLOSED)
		add(p, PDF_PARAGRAPH, msg_text(p->lang, MSG_MIJN_DATA_PRIVATE_CLOSED));
	else if (!texts)
		add(p, PDF_PARAGRAPH, msg_text(p->lang, MSG_MIJN_DATA_MORE));
	for (size_t i = 0; texts && i < d->notes.n; i++) {
		const struct private_entry *e = &d->notes.v[i];
		add(p, PDF_SUBHEADING, e->head.n > 0 ? e->head : msg_text(p->lang, MSG_NOTE_UNTITLED));
		add(p, PDF_PARAGRAPH, day(p, e->changed));
		add(p, PDF_PARAGRAPH, e->body);
	}
}

static enum err
render(const struct core *core, const struct mijn_data *d, struct paper *p, size_t looks, bool answers,
    struct str *ret_pdf)
{
	struct pdf_paper doc = {
		.lang = p->lang,
		.created = p->now,
		.title = msg_text(p->lang, MSG_MIJN_DATA_DOCUMENT),
		.lead = msg_text(p->lang, MSG_MIJN_DATA_DOCUMENT_LEAD),
		.footer = core->organisation,
	};
	p->n = 0;
	add_registrations(p, d);
	add_profile(p, &d->profile);
	if (answers) {
		add_answers(p, MSG_MIJN_DATA_INTAKES, d->intakes.v, d->intakes.n);
		add_answers(p, MSG_MIJN_DATA_KEPT, d->kept, d->kept_count);
	} else {
		head(p, MSG_MIJN_DATA_INTAKES);
		add(p, PDF_PARAGRAPH, msg_text(p->lang, MSG_MIJN_DATA_MORE));
	}
	add_private(p, d, answers);
	add_contacts(p, d);
	add_work(p, d);
	add_consents(p, &d->consents);
	add_looks(p, d, looks);
	doc.blocks = (struct pdf_blocks){ p->v, p->n };
	return pdf_paper(&doc, p->a, ret_pdf);
}

enum err
mijn_data_pdf(const struct core *core, const struct mijn_data *d, enum lang lang, int64_t now, struct arena *a,
    struct str *ret_pdf)
{
	static const struct {
		size_t looks;
		bool answers;
	} extents[] = { { LOOKS_FIRST, true }, { 30, true }, { LOOKS_FIRST, false } };
	struct paper p = { ARENA_ARRAY(a, struct pdf_block, BLOCKS_MAX), 0, lang, now, a };
	enum err e = ERR_LIMIT;
	for (size_t i = 0; e == ERR_LIMIT && i < sizeof extents / sizeof extents[0]; i++)
		e = render(core, d, &p, extents[i].looks, extents[i].answers, ret_pdf);
	return e;
}
