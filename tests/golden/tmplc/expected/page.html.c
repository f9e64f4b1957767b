/* Made by tmplc from page.html. A number behind a line is the line of the template. */
#include "page.html.h"
#include "assets.h"
#include "other.html.h"

static void
page_html_nl(struct html *h, const struct view *p)
{
	html_static(h,
	    "<!doctype html>\n"
	    "<html lang=\"nl\">\n"
	    "<title>Er is &lt; en &amp; en &quot;zo&quot;. ");
	html_attr(h, p->title); /* 6 */
	html_static(h,
	    "</title>\n"
	    "<link rel=\"stylesheet\" href=\"");
	html_static(h, ASSET_NABIJ_CSS); /* 7 */
	html_static(h,
	    "\">\n"
	    "<script src=\"");
	html_static(h, ASSET_NABIJ_JS); /* 8 */
	html_static(h, "\" defer></script>\n");
	other_html(h, p); /* 10 */
	other_html(h, &p->inner); /* 11 */
	html_static(h, "<h1 class=\"a");
	if (html_if(p->big)) { /* 12 */
		html_static(h, " b");
	}
	html_static(h, "\" id=\"");
	html_attr(h, p->name); /* 13 */
	html_static(h, "\">");
	html_text(h, p->title); /* 13 */
	html_static(h, "</h1>\n");
	if (!html_if(p->has_help)) { /* 14 */
		html_static(h,
		    "<p><svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" "
		    "stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" "
		    "focusable=\"false\"><path d=\"M20 6 9 17l-5-5\"/></svg>");
		html_text(h, p->help); /* 15 */
		html_static(h, "</p>\n");
	} else if (p->kind == KIND_A) { /* 16 */
		html_static(h, "<p>");
		if (html_is_one(p->steps)) { /* 17 */
			html_static(h, "Nog één stap");
		} else {
			html_static(h, "Nog ");
			html_text(h, p->steps); /* 17 */
			html_static(h, " stappen van ");
			html_text(h, p->total); /* 17 */
		}
		html_static(h, "</p>\n");
	} else if (p->kind != KIND_B) { /* 18 */
		html_static(h, "<p>Lees <a class=\"utrecht-link utrecht-link--html-a\" href=\"");
		html_url(h, p->url); /* 19 */
		html_static(h, "\">meer hierover</a>, ");
		html_text(h, p->title); /* 19 */
		html_static(h, ".</p>\n");
	} else {
		html_static(h, "<p>why?\?</p>\n");
	}
	html_static(h, "<p>");
	html_text(h, p->title); /* 23 */
	html_static(h, " is not glued\n");
	if (html_if(p->big)) { /* 24 */
		html_static(h, "to ");
		html_text(h, p->help); /* 25 */
		html_static(h, " what follows.</p>\n");
	} else {
		html_static(h, "to it.</p>\n");
	}
	html_static(h, "<ul>\n");
	for (size_t line_i = 0; line_i < p->lines.n; line_i++) { /* 30 */
		const __typeof__(*p->lines.v) *line = &p->lines.v[line_i];
		html_static(h, "<li");
		if (!html_if(line_i)) { /* 31 */
			html_static(h, " class=\"first\"");
		}
		html_static(h, ">");
		html_text(h, (*line)); /* 31 */
		html_static(h, "\n");
		for (size_t part_i = 0; part_i < line->parts.n; part_i++) { /* 32 */
			const __typeof__(*line->parts.v) *part = &line->parts.v[part_i];
			html_static(h, "<a href=\"/en/x?y=");
			html_url_part(h, part->value); /* 33 */
			html_static(h, "#");
			html_url_part(h, part_i); /* 33 */
			html_static(h, "\">");
			html_text(h, part->label); /* 33 */
			html_static(h, "</a>\n");
		}
		html_static(h, "</li>\n");
	}
	html_static(h,
	    "</ul>\n"
	    "<a href=\"");
	if (html_if(p->next)) { /* 40 */
		html_url(h, p->next); /* 40 */
	} else {
		html_static(h, "/nl");
	}
	html_static(h,
	    "\">x</a>\n"
	    "<input type=\"checkbox\"");
	if (html_if(p->big)) { /* 41 */
		html_static(h, " checked");
	}
	html_static(h,
	    " disabled>\n"
	    "<svg viewBox=\"0 0 10 10\"><title>");
	html_text(h, p->title); /* 42 */
	html_static(h, "</title><circle r=\"");
	html_figure(h, p->size); /* 42 */
	html_static(h,
	    "\" cx=\"1.5\"/></svg>\n"
	    "<pre>\n"
	    "  stays\n"
	    "    as it is\n"
	    "</pre>\n"
	    "<textarea name=\"note\">\n");
	html_attr(h, p->help); /* 48 */
	html_static(h,
	    "\n"
	    "</textarea>\n");
}

static void
page_html_en(struct html *h, const struct view *p)
{
	html_static(h,
	    "<!doctype html>\n"
	    "<html lang=\"en\">\n"
	    "<title>There is &lt; and &amp; and &quot;so&quot;. ");
	html_attr(h, p->title); /* 6 */
	html_static(h,
	    "</title>\n"
	    "<link rel=\"stylesheet\" href=\"");
	html_static(h, ASSET_NABIJ_CSS); /* 7 */
	html_static(h,
	    "\">\n"
	    "<script src=\"");
	html_static(h, ASSET_NABIJ_JS); /* 8 */
	html_static(h, "\" defer></script>\n");
	other_html(h, p); /* 10 */
	other_html(h, &p->inner); /* 11 */
	html_static(h, "<h1 class=\"a");
	if (html_if(p->big)) { /* 12 */
		html_static(h, " b");
	}
	html_static(h, "\" id=\"");
	html_attr(h, p->name); /* 13 */
	html_static(h, "\">");
	html_text(h, p->title); /* 13 */
	html_static(h, "</h1>\n");
	if (!html_if(p->has_help)) { /* 14 */
		html_static(h,
		    "<p><svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" "
		    "stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" "
		    "focusable=\"false\"><path d=\"M20 6 9 17l-5-5\"/></svg>");
		html_text(h, p->help); /* 15 */
		html_static(h, "</p>\n");
	} else if (p->kind == KIND_A) { /* 16 */
		html_static(h, "<p>");
		if (html_is_one(p->steps)) { /* 17 */
			html_static(h, "One more step of ");
			html_text(h, p->total); /* 17 */
		} else {
			html_text(h, p->steps); /* 17 */
			html_static(h, " more steps of ");
			html_text(h, p->total); /* 17 */
		}
		html_static(h, "</p>\n");
	} else if (p->kind != KIND_B) { /* 18 */
		html_static(h, "<p>");
		html_text(h, p->title); /* 19 */
		html_static(h, ", <a class=\"utrecht-link utrecht-link--html-a\" href=\"");
		html_url(h, p->url); /* 19 */
		html_static(h, "\">read more</a>.</p>\n");
	} else {
		html_static(h, "<p>why?\?</p>\n");
	}
	html_static(h, "<p>");
	html_text(h, p->title); /* 23 */
	html_static(h, " is not glued\n");
	if (html_if(p->big)) { /* 24 */
		html_static(h, "to ");
		html_text(h, p->help); /* 25 */
		html_static(h, " what follows.</p>\n");
	} else {
		html_static(h, "to it.</p>\n");
	}
	html_static(h, "<ul>\n");
	for (size_t line_i = 0; line_i < p->lines.n; line_i++) { /* 30 */
		const __typeof__(*p->lines.v) *line = &p->lines.v[line_i];
		html_static(h, "<li");
		if (!html_if(line_i)) { /* 31 */
			html_static(h, " class=\"first\"");
		}
		html_static(h, ">");
		html_text(h, (*line)); /* 31 */
		html_static(h, "\n");
		for (size_t part_i = 0; part_i < line->parts.n; part_i++) { /* 32 */
			const __typeof__(*line->parts.v) *part = &line->parts.v[part_i];
			html_static(h, "<a href=\"/nl/x?y=");
			html_url_part(h, part->value); /* 33 */
			html_static(h, "#");
			html_url_part(h, part_i); /* 33 */
			html_static(h, "\">");
			html_text(h, part->label); /* 33 */
			html_static(h, "</a>\n");
		}
		html_static(h, "</li>\n");
	}
	html_static(h,
	    "</ul>\n"
	    "<a href=\"");
	if (html_if(p->next)) { /* 40 */
		html_url(h, p->next); /* 40 */
	} else {
		html_static(h, "/en");
	}
	html_static(h,
	    "\">x</a>\n"
	    "<input type=\"checkbox\"");
	if (html_if(p->big)) { /* 41 */
		html_static(h, " checked");
	}
	html_static(h,
	    " disabled>\n"
	    "<svg viewBox=\"0 0 10 10\"><title>");
	html_text(h, p->title); /* 42 */
	html_static(h, "</title><circle r=\"");
	html_figure(h, p->size); /* 42 */
	html_static(h,
	    "\" cx=\"1.5\"/></svg>\n"
	    "<pre>\n"
	    "  stays\n"
	    "    as it is\n"
	    "</pre>\n"
	    "<textarea name=\"note\">\n");
	html_attr(h, p->help); /* 48 */
	html_static(h,
	    "\n"
	    "</textarea>\n");
}

void
page_html(struct html *h, const struct view *p)
{
	if (h->lang == LANG_EN)
		page_html_en(h, p);
	else
		page_html_nl(h, p);
}
