/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MARKDOWN_MARKDOWN_H
#define MARKDOWN_MARKDOWN_H
/*
 * Markdown (CommonMark) to HTML and to plain text. What comes out is safe
 * whatever goes in: no HTML of the author, no images, links only to https
 * and to own paths. An own path is written without language ("/callback");
 * the language of the page is put before it, except for the addresses that
 * have none (/api /static /exit /code /health). "{helpline:ID}" becomes
 * "NAME (PHONE)" with a tel: link; nothing else makes one. The headings of a
 * text begin at h2, as the page has its own h1: # is as ##.
 *
 * What is not allowed is left out (HTML, the link around its words); what
 * would be left out, markdown_check says. Text that is not UTF-8 becomes
 * empty, and what stands after MARKDOWN_MAX bytes is not read.
 */
#include <stdbool.h>

#include "html.h"
#include "lang.h"
#include "str.h"

#define MARKDOWN_MAX ((size_t)128 * 1024)

/* Somebody to call; phone or url may be absent, not both. Texts of at most
 * MARKDOWN_HELPLINE_MAX bytes each, https addresses only: the caller checks. */
#define MARKDOWN_HELPLINE_MAX 200
struct markdown_helpline {
	struct str id, phone, url;
	struct str name[LANG_COUNT];
};

struct markdown_helplines {
	const struct markdown_helpline *v;
	size_t n;
};

/* Without helplines: "{helpline:ID}" stays as it is. */
struct html_safe markdown_html(struct str text, enum lang lang, struct arena *a);
struct str markdown_plain(struct str text, enum lang lang, struct arena *a);

/* The same with helplines (NULL: none). In plain text a link to https has its
 * address behind it; an own path is left out, as paper knows no site. */
struct html_safe markdown_html_with(
	struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a);
struct str markdown_plain_with(
	struct str text, enum lang lang, const struct markdown_helplines *helplines, struct arena *a);

/* The two kinds of address that a text may link to. */
bool markdown_is_path(struct str address);  /* "/callback": own, without language */
bool markdown_is_https(struct str address); /* "https://host..." */

/* What would be left out, with the line (from 1) where it stands; at most
 * MARKDOWN_FAULTS_MAX. Also helplines that are not in the list. */
#define MARKDOWN_FAULTS_MAX 20
struct markdown_fault {
	int line;
	struct str reason;
};

struct markdown_faults {
	struct markdown_fault *v;
	size_t n;
};

struct markdown_faults markdown_check(struct str text, const struct markdown_helplines *helplines, struct arena *a);

#endif
