/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "banned.h"

/* One write per line, so that lines of several threads do not mix. */
void
log_event(enum log_level level, const char *format, ...)
{
	char line[1024];
	int n = snprintf(line, sizeof line, "<%d>", (int)level);
	va_list args;
	va_start(args, format);
	int m = vsnprintf(line + n, sizeof line - (size_t)n - 1, format, args);
	va_end(args);
	if (m < 0)
		return;
	size_t used = (size_t)n + (size_t)m;
	if (used > sizeof line - 2)
		used = sizeof line - 2;
	for (size_t i = (size_t)n; i < used; i++)
		if ((unsigned char)line[i] < 0x20)
			line[i] = ' ';
	line[used++] = '\n';
	ssize_t ignored = write(STDERR_FILENO, line, used);
	(void)ignored;
}
