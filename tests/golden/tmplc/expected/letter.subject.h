/* Made by tmplc from letter.subject. */
#pragma once
#include "html.h"
#include "view.h"

void letter_subject(struct html *h, const struct view *p);
