/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "banned.h"

int
contact_mail(struct db_write *w)
{
	return job_add(w, "mail.welcome", 1);
}
