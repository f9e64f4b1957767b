/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H
/*
 * Functions that have no place here, made impossible to call. Include this
 * last in every .c file: system headers must not meet the poison.
 */
#undef alloca
#undef sprintf
#undef vsprintf
#undef strdup
#undef strndup
#pragma GCC poison strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets
#pragma GCC poison strtok atoi atol atoll atof alloca strdup strndup
#pragma GCC poison asctime ctime gmtime localtime tmpnam mktemp tempnam
#pragma GCC poison system popen rand srand random srandom drand48 setlocale
#endif
