/* Made by tmplc from letter.subject. A number behind a line is the line of the template. */
#include "letter.subject.h"

static void
letter_subject_nl(struct html *h, const struct view *p)
{
	plain_static(h, "Hallo ");
	plain_line(h, p->name); /* 3 */
}

static void
letter_subject_en(struct html *h, const struct view *p)
{
	plain_static(h, "Hello ");
	plain_line(h, p->name); /* 3 */
}

void
letter_subject(struct html *h, const struct view *p)
{
	if (h->lang == LANG_EN)
		letter_subject_en(h, p);
	else
		letter_subject_nl(h, p);
}
