/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MAIN_CONTENT_H
#define MAIN_CONTENT_H
/*
 * The content folder (docs/content.md): what stands in it, what is wrong with
 * it, and how it comes into the database and out again.
 *
 * content.c         the command, and publishing
 * content_read.c    the folder -> files, each checked by itself
 * content_check.c   what is wrong between files
 */
#include "article.h"
#include "guide.h"
#include "main.h"

/* A file, and what it is published as. */
struct content_file {
	struct str path; /* in the folder: "nl/victims/burglary.md" */
	struct str kind; /* "page", "guide", "aid" */
	struct str name; /* "victims/burglary.nl" */
	struct str body;
	bool broken;     /* has a fault of its own */
	const struct content_page *page; /* kind page, unless it is broken */
};

/* What other files need to know of a page. */
struct content_page {
	struct str name, other, image, video;
	enum lang lang;
	enum article_kind kind;
	bool audiences[AUDIENCE_COUNT];
	struct strs offences, items, downloads;
	struct markdown_links links;
	struct date checked;
};

/* Like a guide_fault; what is only worth a look is printed and refuses nothing. */
struct content_fault {
	struct str file;
	int line;
	struct str reason;
};

struct content_pack {
	struct arena *arena;
	const char *dir;
	struct content_file *files;
	size_t file_count, file_room;
	struct content_fault *faults;
	size_t fault_count, fault_room;
};

/* Reads DIR. ERR_NOT_FOUND: no such folder. What is wrong with its files is
 * in the pack. Everything of it lives in a. */
enum err content_pack_read(const char *dir, struct arena *a, struct content_pack *ret_pack);
void content_pack_fault(struct content_pack *pack, struct str file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Or NULL. */
struct content_file *content_pack_find(const struct content_pack *pack, const char *kind, struct str name);

/* Faults on standard error, by file and line. */
void content_pack_print(const struct content_pack *pack);

#endif
