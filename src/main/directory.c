/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"
#include "log.h"
#include "main.h"

#include "banned.h"

#define FILES_MAX 256

/* ---- files ---- */

/* Of a file that is bigger than anything that is read at once, one byte more than that: whoever takes it says so. */
static enum err
read_whole(const char *path, struct arena *a, struct str *ret_text)
{
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s) != 0) {
		if (fd >= 0)
			close(fd);
		return ERR_NOT_FOUND;
	}
	size_t size = (size_t)s.st_size > DIRECTORY_FILE_MAX ? DIRECTORY_FILE_MAX + 1 : (size_t)s.st_size, n = 0;
	char *p = arena_alloc(a, size + 1);
	ssize_t got = 1;
	while (n < size && (got = read(fd, p + n, size - n)) > 0)
		n += (size_t)got;
	close(fd);
	if (got < 0)
		return ERR_UNAVAILABLE;
	*ret_text = str_from(p, n);
	return ERR_OK;
}

static enum err
write_whole(const char *path, struct str text)
{
	size_t n = 0;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t done = fd < 0 ? -1 : 0;
	while (done >= 0 && n < text.n && (done = write(fd, text.p + n, text.n - n)) > 0)
		n += (size_t)done;
	bool safe = fd >= 0 && n == text.n && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	if (!safe)
		fprintf(stderr, "nabij: cannot write %s: %s\n", path, strerror(errno));
	return safe ? ERR_OK : ERR_UNAVAILABLE;
}

struct names {
	char *v[FILES_MAX];
	size_t n;
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder with that ending, by name. */
static void
list_folder(const char *dir, const char *ending, struct arena *a, struct names *ret_names)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	ret_names->n = 0;
	while (d != NULL && (entry = readdir(d)) != NULL && ret_names->n < FILES_MAX)
		if (str_ends(str_from_z(entry->d_name), str_from_z(ending)))
			ret_names->v[ret_names->n++] = str_z(str_from_z(entry->d_name), a);
	if (d != NULL)
		closedir(d);
	qsort(ret_names->v, ret_names->n, sizeof ret_names->v[0], compare_names);
}

/* ---- reading one file or folder ---- */

/* A line without its end; of a long one no more than is needed to say that it is too long. False: there is none. */
static bool
read_line(FILE *f, char *line, size_t *ret_n)
{
	size_t n = 0;
	int c = getc_unlocked(f);
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc_unlocked(f))
		if (n <= DIRECTORY_LINE_MAX)
			line[n++] = (char)c;
	*ret_n = n;
	return true;
}

static enum err
import_lines(
	const struct directory_import *how, const char *path, struct directory_report *report, struct arena *a)
{
	FILE *f = fopen(path, "re");
	char *line = arena_raw(a, DIRECTORY_LINE_MAX + 1);
	size_t n, number = 0;
	enum err e = ERR_OK;
	if (f == NULL)
		return ERR_NOT_FOUND;
	while (e == ERR_OK && read_line(f, line, &n))
		e = directory_import_ndjson_line(how, str_from(line, n), ++number, report);
	if (e == ERR_OK && ferror(f) != 0)
		e = ERR_UNAVAILABLE;
	fclose(f);
	return e;
}

static enum err
import_tables(const struct directory_import *how, const char *dir, struct directory_report *report, struct arena *a)
{
	struct names *names = ARENA_NEW(a, struct names);
	list_folder(dir, ".csv", a, names);
	struct directory_csv *files = ARENA_ARRAY(a, struct directory_csv, names->n);
	for (size_t i = 0; i < names->n; i++) {
		files[i].name = str_from_z(names->v[i]);
		TRY(read_whole(str_printf(a, "%s/%s", dir, names->v[i]).p, a, &files[i].text));
	}
	return directory_import_csv(how, files, names->n, report);
}

static enum err
import_any(const struct directory_import *how, const char *path, struct directory_report *report, struct arena *a)
{
	struct stat s;
	struct str text;
	if (stat(path, &s) != 0)
		return ERR_NOT_FOUND;
	if (S_ISDIR(s.st_mode))
		return import_tables(how, path, report, a);
	if (str_ends(str_from_z(path), STR(".ndjson")))
		return import_lines(how, path, report, a);
	TRY(read_whole(path, a, &text));
	return directory_import_json(how, text, report);
}

/* ---- what is said about it ---- */

static void
print_lines(const struct directory_report *report, enum directory_outcome from, FILE *out, const char *file)
{
	static const char *const names[] = { "taken", "same", "kept", "refused", "not taken" };
	for (size_t i = 0; i < report->n; i++) {
		const struct directory_line *l = &report->v[i];
		if (l->outcome < from)
			continue;
		fprintf(out, "%s%s%.*s: %s", file, *file == '\0' ? "" : ":", STR_ARG(l->where), names[l->outcome]);
		if (l->name.n > 0)
			fprintf(out, ": %.*s", STR_ARG(l->name));
		if (l->detail[LANG_EN].n > 0)
			fprintf(out, ": %.*s", STR_ARG(l->detail[LANG_EN]));
		fputc('\n', out);
	}
}

static void
print_counts(const struct directory_report *report)
{
	printf("%zu taken, %zu the same, %zu kept as staff changed them, %zu refused, %zu details not taken\n",
	    report->count[DIRECTORY_TAKEN], report->count[DIRECTORY_SAME], report->count[DIRECTORY_KEPT],
	    report->count[DIRECTORY_REFUSED], report->count[DIRECTORY_NOTE]);
	if (report->n == DIRECTORY_LINES_MAX)
		printf("(only the first %d lines are shown)\n", DIRECTORY_LINES_MAX);
}

static int
import_main(struct core *core, const char *path)
{
	struct arena *a = arena_new();
	struct directory_import how = { .core = core };
	struct directory_report report;
	directory_report_init(&report, a);
	enum err e = import_any(&how, path, &report, a);
	print_lines(&report, DIRECTORY_TAKEN, stdout, "");
	if (e != ERR_OK)
		fprintf(stderr, "nabij: %s: %s\n", path, err_name(e));
	else
		print_counts(&report);
	bool fine = e == ERR_OK && report.count[DIRECTORY_REFUSED] == 0;
	arena_free(a);
	return fine ? 0 : 1;
}

/* ---- export ---- */

static enum err
export_to(struct db_read *r, const char *path, bool all, bool secret, struct arena *a)
{
	struct directory_csv files[DIRECTORY_CSV_COUNT];
	struct str text;
	size_t n;
	if (str_ends(str_from_z(path), STR(".json"))) {
		TRY(directory_export_json(r, all, secret, a, &text));
		return write_whole(path, text);
	}
	TRY(directory_export_csv(r, all, secret, a, files, &n));
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return ERR_UNAVAILABLE;
	for (size_t i = 0; i < n; i++)
		TRY(write_whole(str_printf(a, "%s/%.*s", path, STR_ARG(files[i].name)).p, files[i].text));
	return ERR_OK;
}

static bool
has_word(const struct options *o, const char *word)
{
	for (int i = 2; i < o->rest_count; i++)
		if (strcmp(o->rest[i], word) == 0)
			return true;
	return false;
}

static int
export_main(struct core *core, const struct options *o)
{
	struct arena *a = arena_new();
	struct db_read *r;
	enum err e = db_read_begin(core->db, &r);
	if (e == ERR_OK) {
		e = export_to(r, o->rest[1], has_word(o, "all"), has_word(o, "secret"), a);
		db_read_end(r);
	}
	if (e != ERR_OK)
		fprintf(stderr, "nabij: %s: %s\n", o->rest[1], err_name(e));
	arena_free(a);
	return e == ERR_OK ? 0 : 1;
}

static int
usage(void)
{
	fputs("usage: nabij directory check FILE\n"
	      "       nabij directory import FILE --data DIR\n"
	      "       nabij directory export FILE [all] [secret] --data DIR\n"
	      "FILE: HSDS 3 as .json, as .ndjson (one record a line), or a folder of .csv tables.\n"
	      "all: also drafts and what is over; secret: also confidential addresses.\n", stderr);
	return 2;
}

int
directory_main(const struct options *o)
{
	struct house *h;
	const char *verb = o->rest_count >= 2 ? o->rest[0] : "";
	bool import = strcmp(verb, "import") == 0, export = strcmp(verb, "export") == 0;
	if (strcmp(verb, "check") == 0)
		return import_main(NULL, o->rest[1]);
	if (!import && !export)
		return usage();
	if (house_open(o, import ? HOUSE_WRITE : HOUSE_READ, &h) != ERR_OK)
		return 1;
	int status = import ? import_main(&h->core, o->rest[1]) : export_main(&h->core, o);
	house_close(h);
	return status;
}

/* ---- content/directory: comes along with the rest of the content ---- */

static enum err
import_content(const struct directory_import *how, const char *dir, bool say, struct directory_report *ret_report)
{
	struct arena *a = ret_report->arena;
	struct names *names = ARENA_NEW(a, struct names);
	const char *folder = str_printf(a, "%s/directory", dir).p;
	list_folder(folder, ".json", a, names);
	for (size_t i = 0; i < names->n; i++) {
		struct str text;
		size_t before = ret_report->n;
		TRY(read_whole(str_printf(a, "%s/%s", folder, names->v[i]).p, a, &text));
		TRY(directory_import_json(how, text, ret_report));
		struct directory_report news = { .v = ret_report->v + before, .n = ret_report->n - before };
		if (say)
			print_lines(&news, DIRECTORY_REFUSED, stderr, str_printf(a, "directory/%s", names->v[i]).p);
	}
	return ERR_OK;
}

enum err
directory_content_check(const char *dir)
{
	struct arena *a = arena_new();
	struct directory_import how = { 0 };
	struct directory_report report;
	directory_report_init(&report, a);
	enum err e = import_content(&how, dir, true, &report);
	/* what is not kept has no place in files of our own either */
	if (e == ERR_OK && report.count[DIRECTORY_REFUSED] + report.count[DIRECTORY_NOTE] > 0)
		e = ERR_INVALID;
	arena_free(a);
	return e;
}

enum err
directory_content_import(struct core *core, const char *dir, int *ret_published)
{
	struct arena *a = arena_new();
	struct directory_import how = { .core = core, .keep_edited = true };
	struct directory_report report;
	directory_report_init(&report, a);
	enum err e = import_content(&how, dir, false, &report);
	if (e == ERR_OK) {
		*ret_published = (int)report.count[DIRECTORY_TAKEN];
		log_info("directory_imported taken=%zu same=%zu kept=%zu refused=%zu", report.count[DIRECTORY_TAKEN],
		    report.count[DIRECTORY_SAME], report.count[DIRECTORY_KEPT], report.count[DIRECTORY_REFUSED]);
	}
	arena_free(a);
	return e;
}
