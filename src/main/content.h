/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef MAIN_CONTENT_H
#define MAIN_CONTENT_H
/*
 * The content folder (docs/content.md): what stands in it, what is wrong with
 * it, and how it comes into the database and out again.
 *
 * content.c          the command
 * content_read.c     the folder -> files
 * content_file.c     each file by itself: what is wrong with it
 * content_gone.c     what was taken down (gone.txt)
 * content_check.c    what is wrong between files
 * content_publish.c  files -> the database
 * content_watch.c    the same while serving
 * content_export.c   the database -> files
 * content_review.c   what is worth a look: how it reads, how old it is
 */
#include "article.h"
#include "filetype.h"
#include "guide.h"
#include "library.h"
#include "main.h"

/* A file, and what it is published as. */
struct content_file {
	struct str path; /* in the folder: "nl/victims/burglary.md" */
	struct str kind; /* "page", "guide", "aid", "media" */
	struct str name; /* "victims/burglary.nl", "door.svg" */
	struct str body; /* not of media, which may be large */
	int64_t size;
	bool broken;     /* has a fault of its own: nothing else is said of it, and it is not published */
	const struct content_page *page; /* kind page, unless it is broken */
	const struct guide *guide;       /* kind guide, unless it is broken */
};

/* What other files need to know of a page. */
struct content_page {
	struct str name, other, image, video;
	enum lang lang;
	enum article_kind kind;
	bool audiences[AUDIENCE_COUNT];
	struct strs offences, sectors, items, downloads;
	struct strs ids; /* of its headings */
	struct markdown_links links;
	struct date checked;
};

/* A note is worth a look and refuses nothing. */
struct content_fault {
	struct str file;
	int line;
	struct str reason;
	bool note;
};

struct content_pack {
	struct arena *arena;
	const char *dir;
	struct content_file *files;
	size_t file_count, file_room;
	struct content_file **index; /* by kind and name */
	struct content_fault *faults;
	size_t fault_count, fault_room;
	struct markdown_helplines helplines;
	struct guide_helplines guide_helplines;
	struct content_gones gones; /* of gone.txt, unless it is broken */
};

/* Reads DIR and checks each file by itself. ERR_NOT_FOUND: no such folder.
 * Everything of the pack lives in a, where it must not move. */
enum err content_pack_read(struct content_pack *pack, const char *dir, struct arena *a);
void content_pack_fault(struct content_pack *pack, struct str file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void content_pack_note(struct content_pack *pack, struct str file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
size_t content_pack_faults(const struct content_pack *pack); /* without notes */
/* Or NULL. */
struct content_file *content_pack_find(const struct content_pack *pack, const char *kind, struct str name);
/* Faults and notes on standard error, by file and line. */
void content_pack_print(struct content_pack *pack);

/* content_read.c, for content_file.c: the bytes of a media file, at most max. */
enum err content_read_head(const struct content_pack *pack, struct str path, size_t max, struct arena *a,
	struct str *ret_bytes);

/* content_file.c */
enum err content_check_files(struct content_pack *pack);
/* The line of a header's key, where one names another file; 1 when it is not there. */
int content_key_line(struct str body, const char *key, struct str value);

/* content_gone.c: reads gone.txt and says what is wrong with it. */
void content_check_gone(struct content_pack *pack, struct content_file *file);
/* Whether it lists that text. */
bool content_pack_is_gone(const struct content_pack *pack, const char *kind, struct str name);

/* content_check.c: translations, links, and files that are named. */
void content_check_pack(struct content_pack *pack);

/* content_review.c: notes about what is worth a look, as of today. */
void content_review_pack(struct content_pack *pack, struct date today);
void content_print_readability(const struct content_pack *pack);

/* content_publish.c: what changed of the files that are not broken. */
enum err content_publish_pack(struct core *core, const struct content_pack *pack, int *ret_published);

/* content_export.c: writes what is live to DIR, which must be empty or absent
 * (ERR_CONFLICT). */
enum err content_export(struct core *core, const char *dir, int *ret_files);

#endif
