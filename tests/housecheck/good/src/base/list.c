/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "list.h"

#include "banned.h"

int
list_count(int x)
{
	x++;
	x++;
	x++;
	x++;
	x++;
	x++;
	return x;
}
