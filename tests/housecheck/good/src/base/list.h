/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_LIST_H
#define BASE_LIST_H
#endif
