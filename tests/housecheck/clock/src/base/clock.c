/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "banned.h"

long
clock_now(void)
{
	return time(NULL);
}
