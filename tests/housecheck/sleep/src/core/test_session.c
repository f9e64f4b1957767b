/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "banned.h"

void
wait_for_it(void)
{
	sleep(1);
}
