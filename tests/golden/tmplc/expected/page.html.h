/* Made by tmplc from page.html. */
#pragma once
#include "html.h"
#include "view.h"

void page_html(struct html *h, const struct view *p);
