/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "work_words.h"

#include "buf.h"
#include "say.h"

#include "banned.h"

struct str
words_moment(enum lang lang, int64_t moment, int64_t now, struct arena *a)
{
	struct date_time t = date_local(moment);
	struct date today = date_local(now).date;
	struct msg_arg args[] = {
		{ .text = str_printf(a, "%d:%02d", t.hour, t.minute) },
		{ .number = t.date.day },
		{ .text = month_text(t.date.month, lang) },
		{ .number = t.date.year },
	};
	enum msg id = t.date.year == today.year ? MSG_WORK_WHEN_DAY : MSG_WORK_WHEN_YEAR;
	if (date_cmp(t.date, today) == 0)
		id = MSG_WORK_WHEN_TODAY;
	else if (date_cmp(t.date, date_add_days(today, 1)) == 0)
		id = MSG_WORK_WHEN_TOMORROW;
	else if (date_cmp(t.date, date_add_days(today, -1)) == 0)
		id = MSG_WORK_WHEN_YESTERDAY;
	return msg_fill(lang, id, args, sizeof args / sizeof args[0], a);
}

enum msg
words_channel(enum contact_channel c)
{
	static const enum msg words[CHANNEL_COUNT] = {
		MSG_WORK_CHANNEL_PHONE, MSG_WORK_CHANNEL_MAIL, MSG_WORK_CHANNEL_LETTER, MSG_WORK_CHANNEL_VISIT,
	};
	return c < CHANNEL_COUNT ? words[c] : MSG_NONE;
}

enum msg
words_result(enum work_result r)
{
	static const enum msg words[WORK_RESULT_COUNT] = {
		[RESULT_REACHED] = MSG_WORK_RESULT_REACHED,
		[RESULT_NOT_REACHED] = MSG_WORK_RESULT_NOT_REACHED,
		[RESULT_NO_VOICEMAIL] = MSG_WORK_RESULT_NO_VOICEMAIL,
		[RESULT_WRONG_NUMBER] = MSG_WORK_RESULT_WRONG_NUMBER,
		[RESULT_QUEUED] = MSG_WORK_RESULT_QUEUED,
		[RESULT_BY_HAND] = MSG_WORK_RESULT_BY_HAND,
		[RESULT_NO_ADDRESS] = MSG_WORK_RESULT_NO_ADDRESS,
		[RESULT_REFUSED] = MSG_WORK_RESULT_REFUSED,
		[RESULT_NOTHING] = MSG_WORK_RESULT_NOTHING,
	};
	return r < WORK_RESULT_COUNT ? words[r] : MSG_NONE;
}

enum msg
words_fit(enum contact_fit f)
{
	switch (f) {
	case CONTACT_FITS: return MSG_NONE;
	case CONTACT_UNWANTED: return MSG_WORK_FIT_UNWANTED;
	case CONTACT_OTHER_CHANNEL: return MSG_WORK_FIT_OTHER_CHANNEL;
	case CONTACT_OTHER_HOURS: return MSG_WORK_FIT_OTHER_HOURS;
	case CONTACT_NO_POST: return MSG_WORK_FIT_NO_POST;
	}
	return MSG_NONE;
}

enum msg
words_warning(enum contact_fit f)
{
	switch (f) {
	case CONTACT_FITS: return MSG_NONE;
	case CONTACT_UNWANTED: return MSG_WORK_WARN_UNWANTED;
	case CONTACT_OTHER_CHANNEL: return MSG_WORK_WARN_OTHER_CHANNEL;
	case CONTACT_OTHER_HOURS: return MSG_WORK_WARN_OTHER_HOURS;
	case CONTACT_NO_POST: return MSG_WORK_WARN_NO_POST;
	}
	return MSG_NONE;
}

enum msg
words_wish(enum contact_wish w)
{
	static const enum msg words[CONTACT_WISH_COUNT] = {
		[CONTACT_UNASKED] = MSG_WORK_WISH_UNASKED,
		[CONTACT_CALL] = MSG_WORK_WISH_CALL,
		[CONTACT_MAIL] = MSG_WORK_WISH_MAIL,
		[CONTACT_ONLINE] = MSG_WORK_WISH_ONLINE,
		[CONTACT_NOT_NOW] = MSG_WORK_WISH_NOT_NOW,
		[CONTACT_NEVER] = MSG_WORK_WISH_NEVER,
	};
	return w < CONTACT_WISH_COUNT ? words[w] : MSG_NONE;
}

enum msg
words_relation(enum relation r)
{
	static const enum msg words[RELATION_COUNT] = {
		[RELATION_VICTIM] = MSG_WORK_RELATION_VICTIM,
		[RELATION_WITNESS] = MSG_WORK_RELATION_WITNESS,
		[RELATION_BEREAVED] = MSG_WORK_RELATION_BEREAVED,
		[RELATION_INVOLVED] = MSG_WORK_RELATION_INVOLVED,
		[RELATION_CAUSED] = MSG_WORK_RELATION_CAUSED,
		[RELATION_LEFT_BEHIND] = MSG_WORK_RELATION_LEFT_BEHIND,
	};
	return r < RELATION_COUNT ? words[r] : MSG_NONE;
}

enum msg
words_consent(enum consent_purpose p)
{
	static const enum msg words[CONSENT_PURPOSE_COUNT] = {
		[CONSENT_PARTNER] = MSG_WORK_CONSENTS_PARTNER,
		[CONSENT_TRUSTED_PERSON] = MSG_WORK_CONSENTS_TRUSTED,
		[CONSENT_EVALUATION] = MSG_WORK_CONSENTS_EVALUATION,
		[CONSENT_RESEARCH] = MSG_WORK_CONSENTS_RESEARCH,
	};
	return words[p];
}

enum msg
words_ground(enum registration_ground g)
{
	static const enum msg words[GROUND_COUNT] = {
		[GROUND_REPEAT_VICTIMISATION] = MSG_WORK_GROUND_REPEAT,
		[GROUND_INTIMIDATION] = MSG_WORK_GROUND_INTIMIDATION,
		[GROUND_RETALIATION] = MSG_WORK_GROUND_RETALIATION,
	};
	return words[g];
}

enum msg
words_source(enum registration_source s)
{
	static const enum msg words[REGISTRATION_SOURCE_COUNT] = {
		[REGISTRATION_POLICE] = MSG_WORK_SOURCE_POLICE,
		[REGISTRATION_SELF] = MSG_WORK_SOURCE_SELF,
		[REGISTRATION_REFERRAL] = MSG_WORK_SOURCE_REFERRAL,
	};
	return s < REGISTRATION_SOURCE_COUNT ? words[s] : MSG_NONE;
}

enum msg
words_decision(enum registration_decision d)
{
	static const enum msg words[DECISION_COUNT] = {
		[DECISION_WELCOME_PERSON] = MSG_NONE,
		[DECISION_WELCOME_PARENT] = MSG_NONE,
		[DECISION_CAME_THEMSELVES] = MSG_NONE,
		[DECISION_NOT_AGREED] = MSG_WORK_WHY_NOT_AGREED,
		[DECISION_GRAVE_OFFENCE] = MSG_WORK_WHY_GRAVE_OFFENCE,
		[DECISION_VULNERABLE] = MSG_WORK_WHY_VULNERABLE,
		[DECISION_REMARKS] = MSG_WORK_WHY_REMARKS,
		[DECISION_NO_PROOF] = MSG_WORK_WHY_NO_PROOF,
		[DECISION_AGE_UNKNOWN] = MSG_WORK_WHY_AGE_UNKNOWN,
		[DECISION_UNDER_12] = MSG_WORK_WHY_UNDER_12,
		[DECISION_PARENT_MISSING] = MSG_WORK_WHY_PARENT_MISSING,
		[DECISION_PARENT_SUSPECT] = MSG_WORK_WHY_PARENT_SUSPECT,
		[DECISION_NO_EMAIL] = MSG_WORK_WHY_NO_EMAIL,
	};
	return d < DECISION_COUNT ? words[d] : MSG_NONE;
}

enum msg
words_task(enum work_kind k, enum registration_decision d)
{
	switch (k) {
	case WORK_REGISTRATION:
		return words_decision(d) == MSG_NONE ? MSG_WORK_TASK_CONTACT : MSG_WORK_TASK_LOOK;
	case WORK_CALLBACK: return MSG_WORK_TASK_CALLBACK;
	case WORK_LETTER: return MSG_WORK_TASK_LETTER;
	case WORK_DECIDE: return MSG_WORK_TASK_DECIDE;
	case WORK_KIND_COUNT: break;
	}
	return MSG_NONE;
}

/* ---- signs ---- */

static enum msg
care_sign(enum registration_decision d)
{
	switch (d) {
	case DECISION_NOT_AGREED: return MSG_WORK_SIGN_NOT_AGREED;
	case DECISION_GRAVE_OFFENCE: return MSG_WORK_SIGN_GRAVE;
	case DECISION_VULNERABLE: return MSG_WORK_SIGN_VULNERABLE;
	case DECISION_REMARKS: return MSG_WORK_SIGN_REMARKS;
	case DECISION_UNDER_12: return MSG_WORK_SIGN_CHILD;
	case DECISION_WELCOME_PARENT:
	case DECISION_PARENT_MISSING: return MSG_WORK_SIGN_YOUNG;
	case DECISION_PARENT_SUSPECT: return MSG_WORK_SIGN_PARENT;
	case DECISION_WELCOME_PERSON:
	case DECISION_NO_PROOF:
	case DECISION_AGE_UNKNOWN:
	case DECISION_NO_EMAIL:
	case DECISION_CAME_THEMSELVES:
	case DECISION_COUNT: break;
	}
	return MSG_NONE;
}

struct work_signs
words_signs(enum lang lang, enum contact_wish w, enum registration_decision d, struct arena *a)
{
	static const struct {
		enum work_sign_kind kind;
		enum msg text;
	} wish[CONTACT_WISH_COUNT] = {
		[CONTACT_UNASKED] = { SIGN_UNASKED, MSG_WORK_SIGN_UNASKED },
		[CONTACT_CALL] = { SIGN_CALL, MSG_WORK_SIGN_CALL },
		[CONTACT_MAIL] = { SIGN_MAIL, MSG_WORK_SIGN_MAIL },
		[CONTACT_ONLINE] = { SIGN_ONLINE, MSG_WORK_SIGN_ONLINE },
		[CONTACT_NOT_NOW] = { SIGN_NOT, MSG_WORK_SIGN_NOT_NOW },
		[CONTACT_NEVER] = { SIGN_NOT, MSG_WORK_SIGN_NEVER },
	};
	struct work_sign *v = ARENA_ARRAY(a, struct work_sign, 2);
	size_t n = 0;
	enum msg care = care_sign(d);
	if (care != MSG_NONE)
		v[n++] = (struct work_sign){ SIGN_CARE, msg_text(lang, care) };
	if (w < CONTACT_WISH_COUNT)
		v[n++] = (struct work_sign){ wish[w].kind, msg_text(lang, wish[w].text) };
	return (struct work_signs){ v, n };
}
