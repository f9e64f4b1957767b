/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_CONTACT_FORM_H
#define CORE_CONTACT_FORM_H
/*
 * How somebody wants to be contacted, as a part of a form: the fields "phone",
 * "hours" and "care" (with these choices) and "remarks", to and from a profile.
 */
#include "contact.h"
#include "form.h"

extern const struct form_choice contact_hour_choices[];
extern const struct form_choice contact_care_choices[];

/* The profile that those four fields make; the rest is up to the caller. */
struct contact_profile contact_form_read(const struct form *f);
/* Ticks the hours and cares of a profile before showing. */
void contact_form_tick(struct form *f, const struct contact_profile *p);

#endif
