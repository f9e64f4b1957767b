/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "folder.h"

#include <fcntl.h>
#include <unistd.h>

#include "banned.h"

enum err
folder_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return ERR_UNAVAILABLE;
	int failed = fsync(fd);
	close(fd);
	return failed ? ERR_UNAVAILABLE : ERR_OK;
}
