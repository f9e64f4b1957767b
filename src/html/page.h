/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HTML_PAGE_H
#define HTML_PAGE_H
/*
 * The frame around every page: {{> page_top top}} ... {{> page_bottom top}},
 * where `top` is a struct page inside the page's own struct. page_top opens
 * <main> and page_bottom closes it. All zero is a working frame.
 */
#include "html.h"

struct page_link {
	struct str label;
	struct url url;
	bool current; /* this is the page that is shown */
};

struct page_links {
	const struct page_link *v;
	size_t n;
};

/* Places beside one another, as a list of links (page_nav.html). */
struct page_nav {
	struct str label; /* of the list, for who does not see it */
	struct page_links links;
};

/* One button that sends nothing but itself (page_press.html). */
struct page_press {
	struct url action; /* absent: there is none */
	struct str form_id, csrf;
	struct str label;
	struct str about; /* said behind it to who hears it among others like it; or absent */
};

/* Said above everything of the page: that it is only a preview. */
struct page_notice {
	struct str text; /* absent: nothing is said */
	struct str back; /* where it came from, and its address */
	struct url back_url;
};

/* Whoever is in and sends nothing is asked in time whether they are still there
 * (web/script/50_ending.js); WCAG 2.2, 2.2.1. Seconds. */
struct page_end {
	struct url stay;    /* asked for, keeps them in; absent: nobody is in */
	int64_t idle, last; /* until the end when nothing is sent, and whatever is sent */
	bool visit;         /* there is no sign-in that leads back */
};

struct page {
	struct str title;          /* of this page; neutral: it stands in tabs and in the history */
	struct str site;           /* name of the organisation; absent: Nabij */
	struct url other_language; /* the same page in the other language; absent: its home page */
	struct str description;    /* of public content: one sentence for lists of search engines; absent: none */
	struct url canonical;      /* absent: none */
	struct url dutch, english; /* the same page in both languages, whole addresses; absent: only in this one */
	struct url image;          /* a picture for who shares the page, whole address; absent: none */
	bool index;                /* search engines may list it: only for public content */
	bool has_errors;           /* a form came back: the title begins with "Fout:" */
	bool wide;                 /* the worker's desk: uses the whole width, denser */
	bool young;                /* the environment for young people: a look of its own */
	bool signed_in;            /* shows the menu and the way out */
	struct str csrf;           /* token of the session, for the sign-out form */
	struct page_links menu;    /* when signed in; never a name */
	struct str phone;          /* as people write it; absent: no "call us" */
	struct url phone_url;      /* url_tel() of it */
	struct page_notice notice;
	struct page_end end;
};

/* The pages that say why something did not work. */
struct error_page {
	struct page top; /* error_page_title() gives its title */
	int status;
	struct url retry; /* where trying again is safe; absent: no such link */
};

/* A title for the status, in the language. */
struct str error_page_title(enum lang lang, int status);

#endif
