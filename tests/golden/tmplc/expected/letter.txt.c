/* Made by tmplc from letter.txt. A number behind a line is the line of the template. */
#include "letter.txt.h"

static void
letter_txt_nl(struct html *h, const struct view *p)
{
	plain_static(h, "Hallo ");
	plain_text(h, p->name); /* 3 */
	plain_static(h,
	    ",\n"
	    "\n");
	if (html_if(p->url)) { /* 5 */
		plain_text(h, p->url); /* 6 */
		plain_static(h, "\n");
	}
	for (size_t line_i = 0; line_i < p->lines.n; line_i++) { /* 8 */
		const __typeof__(*p->lines.v) *line = &p->lines.v[line_i];
		plain_static(h, "* ");
		plain_text(h, (*line)); /* 9 */
		plain_static(h, "\n");
	}
}

static void
letter_txt_en(struct html *h, const struct view *p)
{
	plain_static(h, "Hello ");
	plain_text(h, p->name); /* 3 */
	plain_static(h,
	    ",\n"
	    "\n");
	if (html_if(p->url)) { /* 5 */
		plain_text(h, p->url); /* 6 */
		plain_static(h, "\n");
	}
	for (size_t line_i = 0; line_i < p->lines.n; line_i++) { /* 8 */
		const __typeof__(*p->lines.v) *line = &p->lines.v[line_i];
		plain_static(h, "* ");
		plain_text(h, (*line)); /* 9 */
		plain_static(h, "\n");
	}
}

void
letter_txt(struct html *h, const struct view *p)
{
	if (h->lang == LANG_EN)
		letter_txt_en(h, p);
	else
		letter_txt_nl(h, p);
}
