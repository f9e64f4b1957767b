/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_LOG_H
#define BASE_LOG_H
/*
 * The journal: one line an event on standard error, as journald wants it
 * ("<6>event key=value"). Only handlers, jobs and commands log; libraries
 * return errors. Never personal data, never a secret, never a request body:
 * ids and counts only.
 */
enum log_level { LOG_ERROR = 3, LOG_WARNING = 4, LOG_INFO = 6 };

void log_event(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_error(...) log_event(LOG_ERROR, __VA_ARGS__)
#define log_warning(...) log_event(LOG_WARNING, __VA_ARGS__)
#define log_info(...) log_event(LOG_INFO, __VA_ARGS__)

#endif
