/* Made by tmplc from other.html. A number behind a line is the line of the template. */
#include "other.html.h"

void
other_html(struct html *h, const struct view *p)
{
	(void)p;
	html_static(h, "<p>The same in both languages, so one function.</p>\n");
}
