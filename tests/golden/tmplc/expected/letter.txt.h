/* Made by tmplc from letter.txt. */
#pragma once
#include "html.h"
#include "view.h"

void letter_txt(struct html *h, const struct view *p);
