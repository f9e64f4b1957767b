/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef SITE_VIEW_H
#define SITE_VIEW_H
#include "article.h"
#include "page.h"

/* The menu of an environment, by heading of its home. */
struct site_menu {
	struct str title;
	struct page_links links;
};

struct site_menus {
	const struct site_menu *v;
	size_t n;
};

struct site_source {
	struct str what, checked;
	struct url url;
};

struct site_sources {
	const struct site_source *v;
	size_t n;
};

struct site_film {
	struct url film, dutch, english; /* the file and its captions */
	struct url download;
};

/* Whether who reads a page may be in danger, and its first words say already whom to call. */
enum site_danger { DANGER_NONE, DANGER_SAY, DANGER_TOLD };

/* Any article. The template takes text and items from the article itself. */
struct article_page {
	struct page top;
	const struct article *article;
	struct str type;            /* schema.org's address of what it is */
	struct page_links crumbs;   /* from the start to here; none on the start page */
	struct url image;
	struct str image_label;     /* what is to be seen on it; empty: decoration */
	bool photo;                 /* an editor put it up: shown as it is, image_width by image_height */
	int64_t image_width, image_height;
	struct url other;           /* the helper's version, or the reverse; absent: none */
	bool other_helps;           /* the other one is for helpers */
	enum site_danger danger;
	struct url emergency, suicide, safety, callback, contact, code;
	bool contents;              /* long enough to say what stands on it */
	size_t items;               /* of a checklist */
	struct site_sources sources;
	struct str checked, checked_iso;
	struct page_links downloads;
	struct url paper, mail;     /* the page as PDF, and to oneself by mail; absent: not yet */
	struct url share;           /* how to bring it to others; absent: homes */
	struct str environment;     /* as people call it; absent: it belongs to none */
	struct site_menus menu;
	const struct site_film *film;
};

struct outbox_mail {
	struct str name, text;
};

struct outbox_mails {
	const struct outbox_mail *v;
	size_t n;
};

struct outbox_page {
	struct page top;
	struct outbox_mails mails;
};

#endif
