/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "registration_group.h"

#include <assert.h>

#include "banned.h"

#define GROUP_MAX ((size_t)128 * 1024)
#define TEXT_MAX ((size_t)64 * 1024)

static struct str
written(const struct buf *b)
{
	assert(buf_ok(b));
	return buf_view(b);
}

static void
write_parent(struct buf *b, const struct registration_parent *p)
{
	if (p->name.p == NULL)
		return;
	json_open(b, "parent", '{');
	json_put_text(b, "name", p->name);
	json_put_text(b, "email", p->email);
	json_put_text(b, "phone", p->phone);
	json_put_bool(b, "suspect", p->suspect);
	json_close(b, '}');
}

static struct str
write_identity(const struct registration *g, struct arena *a)
{
	struct buf b;
	buf_init(&b, GROUP_MAX, a);
	json_open(&b, NULL, '{');
	json_put_z(&b, "language", lang_code(g->lang));
	json_put_text(&b, "given", g->given);
	json_put_text(&b, "infix", g->infix);
	json_put_text(&b, "surname", g->surname);
	json_put_date(&b, "birth", g->birth);
	json_put_text(&b, "email", g->email);
	json_put_text(&b, "phone", g->phone);
	json_put_text(&b, "remarks", g->remarks);
	write_parent(&b, &g->parent);
	json_close(&b, '}');
	return written(&b);
}

static struct str
write_address(const struct registration_address *p, struct arena *a)
{
	struct buf b;
	if (p->street.p == NULL)
		return STR_NONE;
	buf_init(&b, GROUP_MAX, a);
	json_open(&b, NULL, '{');
	json_put_text(&b, "street", p->street);
	json_put_int(&b, "number", p->number);
	json_put_text(&b, "addition", p->addition);
	json_put_text(&b, "postcode", p->postcode);
	json_put_text(&b, "city", p->city);
	json_put_text(&b, "country", p->country);
	json_close(&b, '}');
	return written(&b);
}

static struct str
write_incident(const struct registration *g, struct arena *a)
{
	struct buf b;
	buf_init(&b, GROUP_MAX, a);
	json_open(&b, NULL, '{');
	json_put_text(&b, "own_id", g->own_id);
	json_put_z(&b, "offence", offence_code(g->offence));
	json_put_z(&b, "relation", relation_code(g->relation));
	json_put_date(&b, "date", g->date);
	json_put_text(&b, "municipality", g->municipality);
	json_put_bool(&b, "agreed", g->agreed);
	json_put_bool(&b, "assessed", g->assessed);
	json_put_int(&b, "grounds", g->grounds);
	json_put_text(&b, "measures", g->measures);
	json_close(&b, '}');
	return written(&b);
}

void
registration_groups_write(const struct registration *g, struct arena *a, struct registration_groups *ret_groups)
{
	*ret_groups = (struct registration_groups){
		.identity = write_identity(g, a),
		.address = write_address(&g->address, a),
		.incident = write_incident(g, a),
	};
}

/* ---- back ---- */

static struct str
text_of(const struct json_node *o, const char *name, struct json_faults *f)
{
	return json_lines(o, name, JSON_OPTIONAL, TEXT_MAX, f);
}

static void
read_parent(const struct json_node *o, struct json_faults *f, struct registration_parent *ret_parent)
{
	struct json_node p = json_member(o, "parent", JSON_OPTIONAL, f);
	ret_parent->name = text_of(&p, "name", f);
	ret_parent->email = text_of(&p, "email", f);
	ret_parent->phone = text_of(&p, "phone", f);
	ret_parent->suspect = json_bool(&p, "suspect", JSON_OPTIONAL, f);
}

static void
read_identity(const struct json_node *o, struct json_faults *f, struct registration *g)
{
	g->lang = str_eq(text_of(o, "language", f), STR("en")) ? LANG_EN : LANG_NL;
	g->given = text_of(o, "given", f);
	g->infix = text_of(o, "infix", f);
	g->surname = text_of(o, "surname", f);
	g->birth = json_date(o, "birth", JSON_OPTIONAL, f);
	g->email = text_of(o, "email", f);
	g->phone = text_of(o, "phone", f);
	g->remarks = text_of(o, "remarks", f);
	read_parent(o, f, &g->parent);
}

static void
read_address(const struct json_node *o, struct json_faults *f, struct registration *g)
{
	g->address.street = text_of(o, "street", f);
	g->address.number = json_int(o, "number", JSON_REQUIRED, 0, INT64_MAX, f);
	g->address.addition = text_of(o, "addition", f);
	g->address.postcode = text_of(o, "postcode", f);
	g->address.city = text_of(o, "city", f);
	g->address.country = text_of(o, "country", f);
}

static void
read_incident(const struct json_node *o, struct json_faults *f, struct registration *g)
{
	g->own_id = text_of(o, "own_id", f);
	g->offence = offence_parse(text_of(o, "offence", f));
	g->relation = relation_parse(text_of(o, "relation", f));
	g->date = json_date(o, "date", JSON_OPTIONAL, f);
	g->municipality = text_of(o, "municipality", f);
	g->agreed = json_bool(o, "agreed", JSON_REQUIRED, f);
	g->assessed = json_bool(o, "assessed", JSON_REQUIRED, f);
	g->grounds = (unsigned)json_int(o, "grounds", JSON_REQUIRED, 0, (1 << GROUND_COUNT) - 1, f);
	g->measures = text_of(o, "measures", f);
}

static void
read_group(struct str text, void (*read)(const struct json_node *, struct json_faults *, struct registration *),
    struct json_faults *f, struct registration *g)
{
	struct json_node root;
	if (json_parse(text, f, f->arena, &root) == ERR_OK)
		read(&root, f, g);
}

enum err
registration_groups_read(const struct registration_groups *groups, struct arena *a,
    struct registration *ret_registration)
{
	struct registration g = { 0 };
	struct json_faults *f = ARENA_NEW(a, struct json_faults);
	json_faults_init(f, a);
	read_group(groups->identity, read_identity, f, &g);
	if (groups->address.p != NULL)
		read_group(groups->address, read_address, f, &g);
	read_group(groups->incident, read_incident, f, &g);
	if (f->n > 0 || g.offence == OFFENCE_COUNT || g.relation == RELATION_COUNT)
		return ERR_INTERNAL;
	*ret_registration = g;
	return ERR_OK;
}
