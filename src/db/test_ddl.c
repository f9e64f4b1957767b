/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ddl.h"

#include "banned.h"

static const char source[] =
    "-- A comment.\n"
    "-- scope: client\n"
    "-- clustered\n"
    "CREATE TABLE contact (\n"
    "\tid id NOT NULL PRIMARY KEY, -- ours\n"
    "\tclient id NOT NULL REFERENCES client (id),\n"
    "\tmade time NOT NULL,\n"
    "\turgent bool NOT NULL DEFAULT false,\n"
    "\tlabel text,\n"
    "\tcost cents,\n"
    "\tnote enc,\n"
    "\tUNIQUE (client, made)\n"
    ");\n"
    "\n"
    "CREATE INDEX contact_client\n"
    "\tON contact (client);\n"
    "-- only: pg\n"
    "CREATE INDEX contact_label ON contact (label);\n"
    "ALTER TABLE contact ADD COLUMN sum int NOT NULL DEFAULT 0;\n"
    "INSERT INTO setting (name, value) VALUES ('a;--b', '');\n";

static void
each_database_gets_its_words(void **state)
{
	(void)state;
	static const char *const expected[2][5] = {
		{ "CREATE TABLE contact (\n"
		  "\tid BLOB NOT NULL PRIMARY KEY,\n"
		  "\tclient BLOB NOT NULL REFERENCES client (id),\n"
		  "\tmade INTEGER NOT NULL,\n"
		  "\turgent INTEGER CHECK (urgent IN (0, 1)) NOT NULL DEFAULT false,\n"
		  "\tlabel TEXT,\n"
		  "\tcost INTEGER,\n"
		  "\tnote BLOB,\n"
		  "\tUNIQUE (client, made)\n"
		  ") STRICT, WITHOUT ROWID",
		  "CREATE INDEX contact_client\nON contact (client)",
		  "ALTER TABLE contact ADD COLUMN sum INTEGER NOT NULL DEFAULT 0",
		  "INSERT INTO setting (name, value) VALUES ('a;--b', '')" },
		{ "CREATE TABLE contact (\n"
		  "\tid BYTEA NOT NULL PRIMARY KEY,\n"
		  "\tclient BYTEA NOT NULL REFERENCES client (id),\n"
		  "\tmade BIGINT NOT NULL,\n"
		  "\turgent BOOLEAN NOT NULL DEFAULT false,\n"
		  "\tlabel TEXT COLLATE \"C\",\n"
		  "\tcost BIGINT,\n"
		  "\tnote BYTEA,\n"
		  "\tUNIQUE (client, made)\n"
		  ")",
		  "CREATE INDEX contact_client\nON contact (client)",
		  "CREATE INDEX contact_label ON contact (label)",
		  "ALTER TABLE contact ADD COLUMN sum BIGINT NOT NULL DEFAULT 0",
		  "INSERT INTO setting (name, value) VALUES ('a;--b', '')" },
	};
	struct arena *a = arena_new();
	for (int dialect = 0; dialect < 2; dialect++) {
		struct ddl ddl;
		assert_int_equal(ddl_parse(str_from_z(source), (enum ddl_dialect)dialect, a, &ddl), ERR_OK);
		assert_int_equal(ddl.n, 4 + dialect);
		for (size_t i = 0; i < ddl.n; i++)
			assert_string_equal(str_z(ddl.v[i].sql, a), expected[dialect][i]);
	}
	arena_free(a);
}

static void
tables_are_described(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct ddl ddl;
	assert_int_equal(ddl_parse(str_from_z(source), DDL_SQLITE, a, &ddl), ERR_OK);
	const struct ddl_statement *table = &ddl.v[0];
	assert_true(str_eq_z(table->table, "contact"));
	assert_true(str_eq_z(table->scope, "client"));
	assert_int_equal(table->line, 4);
	assert_int_equal(table->column_count, 7);
	assert_true(str_eq_z(table->columns[6].name, "note"));
	assert_int_equal(table->columns[6].type, DDL_ENC);
	assert_true(table->columns[6].nullable);
	assert_false(table->columns[2].nullable);
	assert_true(str_eq_z(ddl.v[2].table, "contact"));
	assert_true(str_eq_z(ddl.v[2].columns[0].name, "sum"));
	arena_free(a);
}

static void
faults_say_where(void **state)
{
	(void)state;
	static const struct {
		const char *source;
		int line;
		const char *fault;
	} cases[] = {
		{ "CREATE TABLE a (\n\tid uuid\n);\n", 2, "this is not one of our type words: uuid" },
		{ "CREATE TABLE a (id id);\n", 1, "write one column a line, below \"CREATE TABLE name (\"" },
		{ "CREATE TABLE a (\n\tid id\n) STRICT;\n", 3, "a table ends with a line that is just \");\"" },
		{ "-- scope: client\nCREATE TABLE a (\n\tid id\n);\n", 4,
		    "the table has no column for its scope: client" },
		{ "\n-- clustered\nCREATE INDEX a ON b (c);\n", 3, "the comment above belongs to a CREATE TABLE" },
		{ "CREATE INDEX a ON b (c)\n", 2, "the last statement has no end" },
		{ "ALTER TABLE a DROP COLUMN b;\n", 1, "only ALTER TABLE name ADD COLUMN is known here" },
		{ "-- only: mysql\n", 1, "only: sqlite or pg, not mysql" },
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct ddl ddl;
		assert_int_equal(ddl_parse(str_from_z(cases[i].source), DDL_PG, a, &ddl), ERR_INVALID);
		assert_int_equal(ddl.fault_line, cases[i].line);
		assert_string_equal(str_z(ddl.fault, a), cases[i].fault);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_database_gets_its_words),
		cmocka_unit_test(tables_are_described),
		cmocka_unit_test(faults_say_where),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
