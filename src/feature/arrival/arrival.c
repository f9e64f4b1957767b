/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "arrival.h"

#include "clock.h"
#include "measure.h"
#include "team.h"

#include "banned.h"

enum err
arrival_receive(struct core *core, struct db_write *w, const struct arrival *n, struct arena *a,
    struct registration_receipt *ret_receipt)
{
	struct vault_fresh fresh;
	struct registration_ready ready;
	struct registration_receipt receipt;
	struct registration_origin origin = { .source = REGISTRATION_SELF, .wishes = n->wishes };
	TRY(team_of_arrivals(db_reading(w), a, &origin.team));
	TRY(vault_make(core->vault, a, &fresh, 1));
	registration_prepare(core->vault, &fresh, &origin, &n->who, clock_wall(), a, &ready);
	TRY(registration_receive(w, core->vault, &ready, a, &receipt));
	if (n->draft != NULL)
		TRY(intake_attach(w, n->draft, fresh.key, receipt.id, a));
	struct service s = {
		.product = "registration",
		.depth = "supporting",
		.audience = "victims",
		.channel = "online",
		.source = n->source,
	};
	TRY(service_count(w, core->vault, &s, receipt.id, a));
	*ret_receipt = receipt;
	return ERR_OK;
}
