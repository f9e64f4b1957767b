/* Made by tmplc from other.html. */
#pragma once
#include "html.h"
#include "view.h"

void other_html(struct html *h, const struct view *p);
