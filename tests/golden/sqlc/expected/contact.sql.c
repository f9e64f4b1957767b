/* Made by tools/sqlc from contact.sql: change that file instead. */
#include "contact.sql.h"

#include "db_query.h"

/* ---- client_insert ---- */

static const char client_insert_sql[] =
    "INSERT INTO client (id, made) VALUES ($1, $2)";
static const struct db_slot client_insert_in_slots[] = {
	{ DB_TYPE_ID, false }, /* id */
	{ DB_TYPE_INT, false }, /* made */
};
static const struct db_query client_insert_query = {
	.name = "client_insert",
	.sqlite = client_insert_sql,
	.pg = client_insert_sql,
	.in = client_insert_in_slots,
	.in_count = 2,
};

enum err
client_insert(struct db_write *w, struct client_insert_in in)
{
	const struct db_value values[] = {
		db_from_id(in.id),
		db_from_int(in.made),
	};
	int64_t changed;
	return db_execute(w, &client_insert_query, values, &changed);
}

/* ---- contact_list ---- */

static const char contact_list_sql[] =
    "SELECT id, made, ended, label FROM contact\n"
    "WHERE client = $1 AND made < $2\n"
    "ORDER BY made DESC LIMIT 50";
static const struct db_slot contact_list_in_slots[] = {
	{ DB_TYPE_ID, false }, /* client */
	{ DB_TYPE_INT, false }, /* before */
};
static const struct db_slot contact_list_out_slots[] = {
	{ DB_TYPE_ID, false }, /* id */
	{ DB_TYPE_INT, false }, /* made */
	{ DB_TYPE_INT, true }, /* ended */
	{ DB_TYPE_TEXT, true }, /* label */
};
static const struct db_query contact_list_query = {
	.name = "contact_list",
	.sqlite = contact_list_sql,
	.pg = contact_list_sql,
	.in = contact_list_in_slots,
	.in_count = 2,
	.out = contact_list_out_slots,
	.out_count = 4,
};

static void
contact_list_fill(const struct db_value *v, struct arena *a, struct contact_list_row *ret_row)
{
	ret_row->id = v[0].id;
	ret_row->made = v[1].i;
	ret_row->ended = db_to_int_or_null(&v[2]);
	ret_row->label = db_to_str(&v[3], a);
}

enum err
contact_list(struct db_read *r, struct contact_list_in in, struct arena *a,
    struct contact_list_rows *ret_rows)
{
	const struct db_value values[] = {
		db_from_id(in.client),
		db_from_int(in.before),
	};
	struct db_value columns[4];
	struct db_cursor *c;
	TRY(db_cursor_open(r, &contact_list_query, values, &c));
	struct contact_list_rows rows = { NULL, 0 };
	size_t room = 0;
	enum err e;
	while ((e = db_cursor_next(c, columns)) == ERR_OK) {
		rows.v = db_list_grow(a, rows.v, rows.n, &room, sizeof *rows.v);
		contact_list_fill(columns, a, &rows.v[rows.n++]);
	}
	db_cursor_close(c);
	if (e != ERR_NOT_FOUND)
		return e;
	*ret_rows = rows;
	return ERR_OK;
}

/* ---- contact_get ---- */

static const char contact_get_sql[] =
    "SELECT id, made, ended, urgent, asked, number, cost, label, note\n"
    "FROM contact\n"
    "WHERE id = $1 AND contact.client = $2";
static const struct db_slot contact_get_in_slots[] = {
	{ DB_TYPE_ID, false }, /* id */
	{ DB_TYPE_ID, false }, /* client */
};
static const struct db_slot contact_get_out_slots[] = {
	{ DB_TYPE_ID, false }, /* id */
	{ DB_TYPE_INT, false }, /* made */
	{ DB_TYPE_INT, true }, /* ended */
	{ DB_TYPE_BOOL, false }, /* urgent */
	{ DB_TYPE_BOOL, true }, /* asked */
	{ DB_TYPE_INT, true }, /* number */
	{ DB_TYPE_INT, false }, /* cost */
	{ DB_TYPE_TEXT, true }, /* label */
	{ DB_TYPE_BYTES, true }, /* note */
};
static const struct db_query contact_get_query = {
	.name = "contact_get",
	.sqlite = contact_get_sql,
	.pg = contact_get_sql,
	.in = contact_get_in_slots,
	.in_count = 2,
	.out = contact_get_out_slots,
	.out_count = 9,
};

static void
contact_get_fill(const struct db_value *v, struct arena *a, struct contact_get_row *ret_row)
{
	ret_row->id = v[0].id;
	ret_row->made = v[1].i;
	ret_row->ended = db_to_int_or_null(&v[2]);
	ret_row->urgent = v[3].i != 0;
	ret_row->asked = db_to_int_or_null(&v[4]);
	ret_row->number = db_to_int_or_null(&v[5]);
	ret_row->cost = v[6].i;
	ret_row->label = db_to_str(&v[7], a);
	ret_row->note = db_to_str(&v[8], a);
}

enum err
contact_get(struct db_read *r, struct contact_get_in in, struct arena *a,
    struct contact_get_row *ret_row)
{
	const struct db_value values[] = {
		db_from_id(in.id),
		db_from_id(in.client),
	};
	struct db_value columns[9];
	struct db_cursor *c;
	TRY(db_cursor_open(r, &contact_get_query, values, &c));
	enum err e = db_cursor_next(c, columns);
	if (e == ERR_OK)
		contact_get_fill(columns, a, ret_row);
	db_cursor_close(c);
	return e;
}

/* ---- contact_urgent ---- */

static const char contact_urgent_sql[] =
    "SELECT id, made, ended, urgent, asked, number, cost, label, note\n"
    "FROM contact\n"
    "WHERE client = $1 AND urgent = true\n"
    "ORDER BY cost DESC, ended NULLS LAST";
static const struct db_slot contact_urgent_in_slots[] = {
	{ DB_TYPE_ID, false }, /* client */
};
static const struct db_query contact_urgent_query = {
	.name = "contact_urgent",
	.sqlite = contact_urgent_sql,
	.pg = contact_urgent_sql,
	.in = contact_urgent_in_slots,
	.in_count = 1,
	.out = contact_get_out_slots,
	.out_count = 9,
};

enum err
contact_urgent(struct db_read *r, struct contact_urgent_in in, struct arena *a,
    struct contact_get_rows *ret_rows)
{
	const struct db_value values[] = {
		db_from_id(in.client),
	};
	struct db_value columns[9];
	struct db_cursor *c;
	TRY(db_cursor_open(r, &contact_urgent_query, values, &c));
	struct contact_get_rows rows = { NULL, 0 };
	size_t room = 0;
	enum err e;
	while ((e = db_cursor_next(c, columns)) == ERR_OK) {
		rows.v = db_list_grow(a, rows.v, rows.n, &room, sizeof *rows.v);
		contact_get_fill(columns, a, &rows.v[rows.n++]);
	}
	db_cursor_close(c);
	if (e != ERR_NOT_FOUND)
		return e;
	*ret_rows = rows;
	return ERR_OK;
}

/* ---- contact_insert ---- */

static const char contact_insert_sql[] =
    "INSERT INTO contact (id, client, made, ended, urgent, asked, number, cost, label, note)\n"
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
static const struct db_slot contact_insert_in_slots[] = {
	{ DB_TYPE_ID, false }, /* id */
	{ DB_TYPE_ID, false }, /* client */
	{ DB_TYPE_INT, false }, /* made */
	{ DB_TYPE_INT, true }, /* ended */
	{ DB_TYPE_BOOL, false }, /* urgent */
	{ DB_TYPE_BOOL, true }, /* asked */
	{ DB_TYPE_INT, true }, /* number */
	{ DB_TYPE_INT, false }, /* cost */
	{ DB_TYPE_TEXT, true }, /* label */
	{ DB_TYPE_BYTES, true }, /* note */
};
static const struct db_query contact_insert_query = {
	.name = "contact_insert",
	.sqlite = contact_insert_sql,
	.pg = contact_insert_sql,
	.in = contact_insert_in_slots,
	.in_count = 10,
};

enum err
contact_insert(struct db_write *w, struct contact_insert_in in)
{
	const struct db_value values[] = {
		db_from_id(in.id),
		db_from_id(in.client),
		db_from_int(in.made),
		db_from_int_or_null(in.ended),
		db_from_bool(in.urgent),
		db_from_bool_or_null(in.asked),
		db_from_int_or_null(in.number),
		db_from_int(in.cost),
		db_from_text(in.label),
		db_from_bytes(in.note),
	};
	int64_t changed;
	return db_execute(w, &contact_insert_query, values, &changed);
}

/* ---- contact_close ---- */

static const char contact_close_sql[] =
    "UPDATE contact SET ended = $1 WHERE id = $2 AND client = $3 AND ended IS NULL";
static const struct db_slot contact_close_in_slots[] = {
	{ DB_TYPE_INT, false }, /* ended */
	{ DB_TYPE_ID, false }, /* id */
	{ DB_TYPE_ID, false }, /* client */
};
static const struct db_query contact_close_query = {
	.name = "contact_close",
	.sqlite = contact_close_sql,
	.pg = contact_close_sql,
	.in = contact_close_in_slots,
	.in_count = 3,
};

enum err
contact_close(struct db_write *w, struct contact_close_in in, int64_t *ret_changed)
{
	const struct db_value values[] = {
		db_from_int(in.ended),
		db_from_id(in.id),
		db_from_id(in.client),
	};
	return db_execute(w, &contact_close_query, values, ret_changed);
}

/* ---- contact_take ---- */

static const char contact_take_sql[] =
    "UPDATE contact SET number = $2 WHERE client = $1 AND number IS NULL RETURNING id";
static const struct db_slot contact_take_in_slots[] = {
	{ DB_TYPE_ID, false }, /* client */
	{ DB_TYPE_INT, false }, /* number */
};
static const struct db_slot contact_take_out_slots[] = {
	{ DB_TYPE_ID, false }, /* id */
};
static const struct db_query contact_take_query = {
	.name = "contact_take",
	.sqlite = contact_take_sql,
	.pg = contact_take_sql,
	.in = contact_take_in_slots,
	.in_count = 2,
	.out = contact_take_out_slots,
	.out_count = 1,
};

static void
contact_take_fill(const struct db_value *v, struct arena *a, struct contact_take_row *ret_row)
{
	(void)a;
	ret_row->id = v[0].id;
}

enum err
contact_take(struct db_write *w, struct contact_take_in in, struct arena *a,
    struct contact_take_row *ret_row)
{
	const struct db_value values[] = {
		db_from_id(in.client),
		db_from_int(in.number),
	};
	struct db_value columns[1];
	struct db_cursor *c;
	TRY(db_cursor_open(db_reading(w), &contact_take_query, values, &c));
	enum err e = db_cursor_next(c, columns);
	if (e == ERR_OK)
		contact_take_fill(columns, a, ret_row);
	db_cursor_close(c);
	return e;
}

/* ---- contact_count ---- */

static const char contact_count_sql[] =
    "SELECT count(DISTINCT c.id), count(t.id), max(t.made) FROM client AS c LEFT JOIN contact AS t ON t.client = c.id";
static const struct db_slot contact_count_out_slots[] = {
	{ DB_TYPE_INT, false }, /* clients */
	{ DB_TYPE_INT, false }, /* contacts */
	{ DB_TYPE_INT, true }, /* last */
};
static const struct db_query contact_count_query = {
	.name = "contact_count",
	.sqlite = contact_count_sql,
	.pg = contact_count_sql,
	.out = contact_count_out_slots,
	.out_count = 3,
};

static void
contact_count_fill(const struct db_value *v, struct arena *a, struct contact_count_row *ret_row)
{
	(void)a;
	ret_row->clients = v[0].i;
	ret_row->contacts = v[1].i;
	ret_row->last = db_to_int_or_null(&v[2]);
}

enum err
contact_count(struct db_read *r, struct arena *a,
    struct contact_count_rows *ret_rows)
{
	struct db_value columns[3];
	struct db_cursor *c;
	TRY(db_cursor_open(r, &contact_count_query, NULL, &c));
	struct contact_count_rows rows = { NULL, 0 };
	size_t room = 0;
	enum err e;
	while ((e = db_cursor_next(c, columns)) == ERR_OK) {
		rows.v = db_list_grow(a, rows.v, rows.n, &room, sizeof *rows.v);
		contact_count_fill(columns, a, &rows.v[rows.n++]);
	}
	db_cursor_close(c);
	if (e != ERR_NOT_FOUND)
		return e;
	*ret_rows = rows;
	return ERR_OK;
}

/* ---- word_put ---- */

static const char word_put_sql[] =
    "INSERT INTO word (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
static const struct db_slot word_put_in_slots[] = {
	{ DB_TYPE_TEXT, false }, /* name */
	{ DB_TYPE_BYTES, false }, /* value */
};
static const struct db_query word_put_query = {
	.name = "word_put",
	.sqlite = word_put_sql,
	.pg = word_put_sql,
	.in = word_put_in_slots,
	.in_count = 2,
};

enum err
word_put(struct db_write *w, struct word_put_in in)
{
	const struct db_value values[] = {
		db_from_text(in.name),
		db_from_bytes(in.value),
	};
	int64_t changed;
	return db_execute(w, &word_put_query, values, &changed);
}

/* ---- word_find ---- */

static const char word_find_sql[] =
    "SELECT name FROM word WHERE name GLOB '*' || $1 || '*' ORDER BY name";
static const char word_find_pg[] =
    "SELECT name FROM word WHERE strpos(name, $1) > 0 ORDER BY name";
static const struct db_slot word_find_in_slots[] = {
	{ DB_TYPE_TEXT, false }, /* part */
};
static const struct db_slot word_find_out_slots[] = {
	{ DB_TYPE_TEXT, false }, /* name */
};
static const struct db_query word_find_query = {
	.name = "word_find",
	.sqlite = word_find_sql,
	.pg = word_find_pg,
	.in = word_find_in_slots,
	.in_count = 1,
	.out = word_find_out_slots,
	.out_count = 1,
};

static void
word_find_fill(const struct db_value *v, struct arena *a, struct word_find_row *ret_row)
{
	ret_row->name = db_to_str(&v[0], a);
}

enum err
word_find(struct db_read *r, struct word_find_in in, struct arena *a,
    struct word_find_rows *ret_rows)
{
	const struct db_value values[] = {
		db_from_text(in.part),
	};
	struct db_value columns[1];
	struct db_cursor *c;
	TRY(db_cursor_open(r, &word_find_query, values, &c));
	struct word_find_rows rows = { NULL, 0 };
	size_t room = 0;
	enum err e;
	while ((e = db_cursor_next(c, columns)) == ERR_OK) {
		rows.v = db_list_grow(a, rows.v, rows.n, &room, sizeof *rows.v);
		word_find_fill(columns, a, &rows.v[rows.n++]);
	}
	db_cursor_close(c);
	if (e != ERR_NOT_FOUND)
		return e;
	*ret_rows = rows;
	return ERR_OK;
}

/* ---- word_count ---- */

static const char word_count_sql[] =
    "SELECT count(*) FROM word";
static const struct db_slot word_count_out_slots[] = {
	{ DB_TYPE_INT, false }, /* n */
};
static const struct db_query word_count_query = {
	.name = "word_count",
	.sqlite = word_count_sql,
	.pg = word_count_sql,
	.out = word_count_out_slots,
	.out_count = 1,
};

static void
word_count_fill(const struct db_value *v, struct arena *a, struct word_count_row *ret_row)
{
	(void)a;
	ret_row->n = v[0].i;
}

enum err
word_count(struct db_read *r, struct arena *a,
    struct word_count_row *ret_row)
{
	struct db_value columns[1];
	struct db_cursor *c;
	TRY(db_cursor_open(r, &word_count_query, NULL, &c));
	enum err e = db_cursor_next(c, columns);
	if (e == ERR_OK)
		word_count_fill(columns, a, ret_row);
	db_cursor_close(c);
	return e;
}
