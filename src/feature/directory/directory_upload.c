/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory_entry.h"
#include "directory_staff.h"
#include "directory_view.h"
#include "entry_import.html.h"
#include "log.h"

#include "banned.h"

#define FILES_MAX 32

static struct entry_import_page
import_page(struct web *web)
{
	struct entry_import_page p = {
		.top = web_page(web, web_text(web, MSG_ENTRY_IMPORT_TITLE)),
		.back = web_url(web, "/entries"),
		.action = web_url(web, "/entries/import"),
		.form_id = web_form_id(web),
		.csrf = web_form_token(web),
	};
	p.top.wide = true;
	return p;
}

enum err
entry_import_show(struct web *web)
{
	struct entry_import_page p = import_page(web);
	entry_import_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
import_lines(const struct directory_import *how, struct str text, struct directory_report *report)
{
	struct str line;
	size_t number = 0;
	while (text.n > 0 && str_split(&text, '\n', &line)) {
		number++;
		TRY(directory_import_ndjson_line(how, line, number, report));
	}
	return ERR_OK;
}

/* Tables go together; any other file by itself. */
static enum err
import_files(struct web *web, const struct directory_import *how, struct directory_report *report, size_t *ret_files)
{
	struct directory_csv tables[FILES_MAX];
	size_t n = 0;
	*ret_files = 0;
	for (size_t i = 0; i < web->fields.n && *ret_files < FILES_MAX; i++) {
		const struct http_field *f = &web->fields.v[i];
		if (!str_eq_z(f->name, "file") || f->file_name.n == 0 || !str_is_text(f->file_name))
			continue;
		++*ret_files;
		if (str_ends(f->file_name, STR(".csv")))
			tables[n++] = (struct directory_csv){ f->file_name, f->value };
		else if (str_ends(f->file_name, STR(".ndjson")))
			TRY(import_lines(how, f->value, report));
		else
			TRY(directory_import_json(how, f->value, report));
	}
	return n == 0 ? ERR_OK : directory_import_csv(how, tables, n, report);
}

static struct entry_lines
lines_of(struct web *web, const struct directory_report *report)
{
	static const enum msg words[DIRECTORY_OUTCOME_COUNT] = { MSG_ENTRY_OUTCOME_TAKEN, MSG_ENTRY_OUTCOME_SAME,
		MSG_ENTRY_OUTCOME_KEPT, MSG_ENTRY_OUTCOME_REFUSED, MSG_ENTRY_OUTCOME_NOTE };
	struct entry_line *v = ARENA_ARRAY(web->arena, struct entry_line, report->n);
	for (size_t i = 0; i < report->n; i++) {
		const struct directory_line *l = &report->v[i];
		v[i] = (struct entry_line){ l->where, l->name, web_text(web, words[l->outcome]), l->detail[web->lang] };
	}
	return (struct entry_lines){ v, report->n };
}

enum err
entry_import(struct web *web)
{
	struct directory_import how = { .core = web->core, .account = web->actor.id };
	struct directory_report report;
	size_t files = 0;
	directory_report_init(&report, web->arena);
	TRY(import_files(web, &how, &report, &files));
	struct entry_import_page p = import_page(web);
	p.done = files > 0;
	p.error = files > 0 ? STR_NONE : web_text(web, MSG_ENTRY_IMPORT_MISSING);
	p.top.has_errors = files == 0;
	p.taken = (int64_t)report.count[DIRECTORY_TAKEN];
	p.same = (int64_t)(report.count[DIRECTORY_SAME] + report.count[DIRECTORY_KEPT]);
	p.refused = (int64_t)report.count[DIRECTORY_REFUSED];
	p.lines = lines_of(web, &report);
	log_info("directory_upload taken=%zu refused=%zu", report.count[DIRECTORY_TAKEN],
	    report.count[DIRECTORY_REFUSED]);
	entry_import_html(web_html(web, files > 0 ? 200 : 422), &p);
	return ERR_OK;
}

/* What everybody may know, drafts too: confidential addresses take the command line. */
enum err
entry_export(struct web *web)
{
	struct db_read *r;
	struct str text;
	TRY(db_read_begin(web->core->db, &r));
	enum err e = directory_export_json(r, true, false, web->arena, &text);
	db_read_end(r);
	TRY(e);
	http_add_header(web->x, "Content-Disposition", STR("attachment; filename=\"directory.json\""));
	return web_bytes(web, 200, "application/json", text);
}
