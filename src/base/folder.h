/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H
#include "err.h"

/* Brings to the disk which files a folder holds. ERR_UNAVAILABLE: it could not be opened, or the disk refused. */
enum err folder_sync(const char *path);

#endif
