/* Made by tools/sqlc from the schema: what belongs to one owner. */
#include "erase_rows.h"

#include "db_query.h"

static const struct db_slot slots[] = { { DB_TYPE_ID, false } };
#define QUERY(WHAT, SQL) \
	{ .name = "erase " WHAT, .sqlite = SQL, .pg = SQL, .in = slots, .in_count = 1 }

static const struct db_query queries[] = {
	QUERY("word page", "DELETE FROM word WHERE page IN (SELECT number FROM page WHERE story IN (SELECT id FROM story WHERE owner = $1))"),
	QUERY("page reader", "UPDATE page SET reader = NULL WHERE reader IN (SELECT id FROM worker WHERE owner = $1)"),
	QUERY("page above", "UPDATE page SET above = NULL WHERE above IN (SELECT number FROM page WHERE story IN (SELECT id FROM story WHERE owner = $1))"),
	QUERY("page story", "DELETE FROM page WHERE story IN (SELECT id FROM story WHERE owner = $1)"),
	QUERY("session worker", "DELETE FROM session WHERE worker IN (SELECT id FROM worker WHERE owner = $1)"),
	QUERY("link owner", "DELETE FROM link WHERE owner = $1"),
	QUERY("story owner", "DELETE FROM story WHERE owner = $1"),
	QUERY("worker owner", "DELETE FROM worker WHERE owner = $1"),
	QUERY("owner", "DELETE FROM owner WHERE id = $1"),
};

enum err
erase_rows(struct db_write *w, struct id owner)
{
	int64_t changed;
	struct db_value in[] = { db_from_id(owner) };
	for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
		TRY(db_execute(w, &queries[i], in, &changed));
	return ERR_OK;
}
