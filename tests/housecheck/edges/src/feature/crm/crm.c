/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "line.h"
#include "line_deep.h"
#include "line.sql.h"

#include "banned.h"

