/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_finish.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <time.h>

#include "buf.h"

#include "banned.h"

#define PRODUCER "Nabij"

struct str
pdf_time(int64_t wall_ms, struct arena *a)
{
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm t;
	gmtime_r(&seconds, &t);
	return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
	    t.tm_hour, t.tm_min, t.tm_sec);
}

static void
put_xml(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&': buf_z(b, "&amp;"); break;
		case '<': buf_z(b, "&lt;"); break;
		case '>': buf_z(b, "&gt;"); break;
		default: buf_char(b, s.p[i]);
		}
	}
}

/* The description of the document that readers look at first (XMP). */
static struct str
make_description(const struct pdf_document *d, struct arena *a)
{
	struct buf b;
	buf_init(&b, 64u * 1024, a);
	buf_z(&b, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	          "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	          "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	          "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
	          " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
	          " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
	          "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	put_xml(&b, d->title);
	buf_printf(&b, "</rdf:li></rdf:Alt></dc:title>\n"
	               "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
	               "<pdf:Producer>" PRODUCER "</pdf:Producer>\n"
	               "<xmp:CreateDate>%.*s</xmp:CreateDate>\n"
	               "<pdfuaid:part>1</pdfuaid:part>\n",
	    lang_code(d->lang), STR_ARG(pdf_time(d->created, a)));
	buf_z(&b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
	return buf_view(&b);
}

static qpdf_oh
new_description(qpdf_data q, const struct pdf_document *d, struct arena *a)
{
	struct str text = make_description(d, a);
	qpdf_oh stream = qpdf_oh_new_stream(q);
	qpdf_oh head = qpdf_oh_get_dict(q, stream);
	qpdf_oh_replace_key(q, head, "/Type", qpdf_oh_new_name(q, "/Metadata"));
	qpdf_oh_replace_key(q, head, "/Subtype", qpdf_oh_new_name(q, "/XML"));
	qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)text.p, text.n, qpdf_oh_new_null(q),
	    qpdf_oh_new_null(q));
	return stream;
}

static void
add_to_root(qpdf_data q, const struct pdf_document *d, struct arena *a)
{
	qpdf_oh root = qpdf_get_root(q);
	qpdf_oh viewer = qpdf_oh_new_dictionary(q);
	qpdf_oh mark = qpdf_oh_new_dictionary(q);
	qpdf_oh_replace_key(q, viewer, "/DisplayDocTitle", qpdf_oh_new_bool(q, QPDF_TRUE));
	qpdf_oh_replace_key(q, mark, "/Marked", qpdf_oh_new_bool(q, QPDF_TRUE));
	qpdf_oh_replace_key(q, root, "/Lang", qpdf_oh_new_unicode_string(q, lang_code(d->lang)));
	qpdf_oh_replace_key(q, root, "/ViewerPreferences", viewer);
	qpdf_oh_replace_key(q, root, "/MarkInfo", mark);
	qpdf_oh_replace_key(q, root, "/Metadata", new_description(q, d, a));
}

static void
add_to_pages(qpdf_data q)
{
	int n = qpdf_get_num_pages(q);
	for (int i = 0; i < n; i++)
		qpdf_oh_replace_key(q, qpdf_get_page_n(q, (size_t)i), "/Tabs", qpdf_oh_new_name(q, "/S"));
}

/* ---- header cells say what they head, pictures what they show ---- */

#define DEPTH_MAX 12

static bool
is_kind(qpdf_data q, qpdf_oh element, const char *kind)
{
	return qpdf_oh_is_dictionary(q, element) && qpdf_oh_has_key(q, element, "/S") &&
	       str_eq_z(str_from_z(qpdf_oh_get_name(q, qpdf_oh_get_key(q, element, "/S"))), kind);
}

static void
set_scope(qpdf_data q, qpdf_oh cell, const char *scope)
{
	qpdf_oh attributes = qpdf_oh_new_dictionary(q);
	qpdf_oh_replace_key(q, attributes, "/O", qpdf_oh_new_name(q, "/Table"));
	qpdf_oh_replace_key(q, attributes, "/Scope", qpdf_oh_new_name(q, scope));
	qpdf_oh_replace_key(q, cell, "/A", attributes);
}

static void
set_words(qpdf_data q, qpdf_oh figure, struct str words, struct arena *a)
{
	qpdf_oh_replace_key(q, figure, "/Alt", qpdf_oh_new_unicode_string(q, str_z(words, a)));
}

struct finishing {
	qpdf_data q;
	const struct pdf_document *document;
	struct arena *arena;
};

/* In the first row of a table a header cell heads its column, in another its
 * row; a picture gets its words. */
static void
describe(const struct finishing *f, qpdf_oh element, bool first_row, int depth)
{
	qpdf_data q = f->q;
	if (!qpdf_oh_is_dictionary(q, element) || !qpdf_oh_has_key(q, element, "/K") || depth > DEPTH_MAX)
		return;
	if (is_kind(q, element, "/TH"))
		set_scope(q, element, first_row ? "/Column" : "/Row");
	if (is_kind(q, element, "/Figure"))
		set_words(q, element, f->document->figure, f->arena);
	qpdf_oh kids = qpdf_oh_get_key(q, element, "/K");
	if (!qpdf_oh_is_array(q, kids)) {
		describe(f, kids, first_row, depth + 1);
		return;
	}
	bool table = is_kind(q, element, "/Table");
	int n = qpdf_oh_get_array_n_items(q, kids);
	for (int i = 0; i < n; i++)
		describe(f, qpdf_oh_get_array_item(q, kids, i), table ? i == 0 : first_row, depth + 1);
}

static enum err
write_out(qpdf_data q, struct arena *a, struct str *ret_pdf)
{
	if ((qpdf_init_write_memory(q) & QPDF_ERRORS) != 0)
		return ERR_INTERNAL;
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_object_stream_mode(q, qpdf_o_disable);
	if ((qpdf_write(q) & QPDF_ERRORS) != 0 || qpdf_has_error(q))
		return ERR_INTERNAL;
	*ret_pdf = str_dup(str_from(qpdf_get_buffer(q), qpdf_get_buffer_length(q)), a);
	return ERR_OK;
}

static enum err
finish(qpdf_data q, const struct pdf_document *d, struct str drawn, struct arena *a, struct str *ret_pdf)
{
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	if ((qpdf_read_memory(q, "document", drawn.p, drawn.n, NULL) & QPDF_ERRORS) != 0)
		return ERR_INTERNAL;
	add_to_root(q, d, a);
	add_to_pages(q);
	describe(&(struct finishing){ q, d, a }, qpdf_oh_get_key(q, qpdf_get_root(q), "/StructTreeRoot"), false, 0);
	qpdf_set_info_key(q, "/Producer", PRODUCER);
	return qpdf_has_error(q) ? ERR_INTERNAL : write_out(q, a, ret_pdf);
}

enum err
pdf_finish(const struct pdf_document *d, struct str drawn, struct arena *a, struct str *ret_pdf)
{
	qpdf_data q = qpdf_init();
	if (q == NULL)
		abort();
	enum err e = finish(q, d, drawn, a, ret_pdf);
	qpdf_cleanup(&q);
	return e;
}
