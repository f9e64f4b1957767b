/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "buf.h"
#include "mijn_internal.h"
#include "say.h"

#include "banned.h"

struct str
mijn_day(enum lang lang, int64_t moment, int64_t now, struct arena *a)
{
	struct date day = date_local(moment).date, today = date_local(now).date;
	if (date_cmp(day, today) == 0)
		return msg_text(lang, MSG_MIJN_TODAY);
	if (date_cmp(day, date_add_days(today, -1)) == 0)
		return msg_text(lang, MSG_MIJN_YESTERDAY);
	if (date_cmp(day, date_add_days(today, 1)) == 0)
		return msg_text(lang, MSG_MIJN_TOMORROW);
	return date_text(day, lang, a);
}

struct str
mijn_moment(enum lang lang, int64_t moment, int64_t now, struct arena *a)
{
	struct date_time t = date_local(moment);
	struct msg_arg args[] = {
		{ .text = mijn_day(lang, moment, now, a) },
		{ .text = str_printf(a, "%d:%02d", t.hour, t.minute) },
	};
	return msg_fill(lang, MSG_MIJN_AT, args, 2, a);
}

/* ---- contacts ---- */

enum msg
mijn_wish_words(enum contact_wish w)
{
	static const enum msg words[CONTACT_WISH_COUNT] = {
		[CONTACT_UNASKED] = MSG_MIJN_MEANS_UNASKED,
		[CONTACT_CALL] = MSG_MIJN_MEANS_CALL,
		[CONTACT_MAIL] = MSG_MIJN_MEANS_MAIL,
		[CONTACT_ONLINE] = MSG_MIJN_MEANS_ONLINE,
		[CONTACT_NOT_NOW] = MSG_MIJN_MEANS_NOT_NOW,
		[CONTACT_NEVER] = MSG_MIJN_MEANS_NEVER,
	};
	return w < CONTACT_WISH_COUNT ? words[w] : MSG_MIJN_MEANS_UNASKED;
}

enum msg
mijn_contact_words(struct str channel, struct str result)
{
	static const struct {
		const char *channel, *result;
		enum msg words;
	} shown[] = {
		{ "phone", "reached", MSG_MIJN_CONTACT_CALLED },
		{ "phone", "not_reached", MSG_MIJN_CONTACT_MISSED },
		{ "phone", "no_voicemail", MSG_MIJN_CONTACT_MISSED },
		{ "phone", "wrong_number", MSG_MIJN_CONTACT_WRONG_NUMBER },
		{ "mail", "reached", MSG_MIJN_CONTACT_MAILED },
		{ "mail", "queued", MSG_MIJN_CONTACT_MAIL_SENT },
		{ "letter", "reached", MSG_MIJN_CONTACT_WROTE },
		{ "visit", "reached", MSG_MIJN_CONTACT_MET },
	};
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
		if (str_eq_z(channel, shown[i].channel) && str_eq_z(result, shown[i].result))
			return shown[i].words;
	return MSG_NONE;
}

/* ---- who looked ---- */

static const struct msg_word roles[] = {
	{ "client", MSG_MIJN_WHO_CLIENT },
	{ "support_worker", MSG_MIJN_WHO_SUPPORT_WORKER },
	{ "administrator", MSG_MIJN_WHO_ADMINISTRATOR },
	{ "privacy_officer", MSG_MIJN_WHO_PRIVACY_OFFICER },
	{ "analyst", MSG_MIJN_WHO_ANALYST },
	{ "editor", MSG_MIJN_WHO_EDITOR },
	{ "partner", MSG_MIJN_WHO_PARTNER },
	{ "job", MSG_MIJN_WHO_JOB },
};

static const struct msg_word parts[] = {
	{ "dossier", MSG_MIJN_PART_DOSSIER },
	{ "identity", MSG_MIJN_PART_IDENTITY },
	{ "address", MSG_MIJN_PART_ADDRESS },
	{ "letter", MSG_MIJN_PART_LETTER },
	{ "welcome", MSG_MIJN_PART_WELCOME },
	{ "intake", MSG_MIJN_PART_ANSWERS },
	{ "overview", MSG_MIJN_PART_OVERVIEW },
	{ "contact_wishes", MSG_MIJN_PART_CONTACT },
	{ "records", MSG_MIJN_PART_RECORDS },
	{ "consents", MSG_MIJN_PART_CONSENTS },
	{ "kept", MSG_MIJN_PART_KEPT },
	{ "reports", MSG_MIJN_PART_REPORTS },
	{ "recovery", MSG_MIJN_PART_RECOVERY },
	{ "private", MSG_MIJN_PART_PRIVATE },
	{ "shared", MSG_MIJN_PART_SHARED },
	{ "all", MSG_MIJN_PART_ALL },
};

static const struct msg_word purposes[] = {
	{ "care", MSG_MIJN_WHY_CARE },
	{ "send", MSG_MIJN_WHY_SEND },
	{ "question", MSG_MIJN_WHY_QUESTION },
	{ "complaint", MSG_MIJN_WHY_COMPLAINT },
	{ "quality", MSG_MIJN_WHY_QUALITY },
	{ "emergency", MSG_MIJN_WHY_EMERGENCY },
	{ "recovery", MSG_MIJN_WHY_RECOVERY },
	{ "recovery_start", MSG_MIJN_WHY_RECOVERY_START },
	{ "recovery_yes", MSG_MIJN_WHY_RECOVERY_YES },
	{ "recovery_no", MSG_MIJN_WHY_RECOVERY_NO },
	{ "recovery_withdraw", MSG_MIJN_WHY_RECOVERY_WITHDRAW },
	{ "recovery_stop", MSG_MIJN_WHY_RECOVERY_STOP },
	{ "recovery_code", MSG_MIJN_WHY_RECOVERY_CODE },
	{ "recovery_done", MSG_MIJN_WHY_RECOVERY_DONE },
	{ "own", MSG_MIJN_WHY_OWN },
	{ "welcome", MSG_MIJN_WHY_OWN },
	{ "intake", MSG_MIJN_WHY_OWN },
};

/* What has no words yet is shown as it stands there: never nothing, never a guess. */
static struct str
words_of(struct str code, enum msg words, enum lang lang)
{
	return words == MSG_NONE ? code : msg_text(lang, words);
}

struct mijn_look
mijn_look_of(const struct mijn_record_rows_row *row, enum lang lang, struct arena *a)
{
	struct str who = words_of(row->actor_kind, MSG_WORD(roles, row->actor_kind), lang);
	/* What was done to the way in is never one of many own looks: somebody else may have come in as the client. */
	bool client = str_eq_z(row->actor_kind, "client"), own = client && !str_eq_z(row->part, "recovery");
	struct msg_arg args[] = { { .text = who }, { .text = row->team } };
	return (struct mijn_look){
		.id = row->id,
		.made = row->made,
		.own = own,
		.emergency = row->emergency,
		.who = row->team.n > 0 && !client ? msg_fill(lang, MSG_MIJN_WHO_OF_TEAM, args, 2, a) : who,
		.what = words_of(row->part, MSG_WORD(parts, row->part), lang),
		.why = words_of(row->purpose, MSG_WORD(purposes, row->purpose), lang),
	};
}

enum err
mijn_look_find(struct db_read *r, struct id client, struct id record, enum lang lang, struct arena *a,
    struct mijn_look *ret_look)
{
	struct mijn_record_rows_row row;
	TRY(mijn_record_get(r, (struct mijn_record_get_in){ .client = client, .id = record }, a, &row));
	*ret_look = mijn_look_of(&row, lang, a);
	return ERR_OK;
}
