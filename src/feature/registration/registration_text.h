/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef REGISTRATION_TEXT_H
#define REGISTRATION_TEXT_H
/* What an offence and a relation are called on a page. */
#include "messages.h"
#include "registration.h"

enum msg offence_message(enum offence o);
enum msg relation_message(enum relation r);

#endif
