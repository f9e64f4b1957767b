/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "contact_form.h"

#include "banned.h"

const struct form_choice contact_hour_choices[] = {
	{ "morning", MSG_HOURS_MORNING }, { "afternoon", MSG_HOURS_AFTERNOON }, { "evening", MSG_HOURS_EVENING },
	{ NULL, MSG_NONE },
};

static const unsigned hour_bits[] = { CONTACT_MORNING, CONTACT_AFTERNOON, CONTACT_EVENING };

const struct form_choice contact_care_choices[] = {
	{ "no_voicemail", MSG_CARE_NO_VOICEMAIL }, { "no_post", MSG_CARE_NO_POST }, { NULL, MSG_NONE },
};

struct contact_profile
contact_form_read(const struct form *f)
{
	struct contact_profile p = {
		.phone = form_value(f, "phone"),
		.no_voicemail = form_has(f, "care", "no_voicemail"),
		.no_post = form_has(f, "care", "no_post"),
		.remarks = form_value(f, "remarks"),
	};
	for (size_t i = 0; contact_hour_choices[i].value != NULL; i++)
		if (form_has(f, "hours", contact_hour_choices[i].value))
			p.hours |= hour_bits[i];
	return p;
}

void
contact_form_tick(struct form *f, const struct contact_profile *p)
{
	for (size_t i = 0; contact_hour_choices[i].value != NULL; i++)
		if (p->hours & hour_bits[i])
			form_choose(f, "hours", contact_hour_choices[i].value);
	if (p->no_voicemail)
		form_choose(f, "care", "no_voicemail");
	if (p->no_post)
		form_choose(f, "care", "no_post");
}
