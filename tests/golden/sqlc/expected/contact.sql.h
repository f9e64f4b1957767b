/* Made by tools/sqlc from contact.sql: change that file instead. */
#ifndef CONTACT_SQL_H
#define CONTACT_SQL_H
#include "db.h"
#include "id.h"

struct client_insert_in {
	struct id id;
	int64_t made;
};
enum err client_insert(struct db_write *w, struct client_insert_in in);

struct contact_list_in {
	struct id client;
	int64_t before;
};
struct contact_list_row {
	struct id id;
	int64_t made;
	struct db_int ended;
	struct str label;
};
struct contact_list_rows {
	struct contact_list_row *v;
	size_t n;
};
enum err contact_list(struct db_read *r, struct contact_list_in in, struct arena *a,
    struct contact_list_rows *ret_rows);

struct contact_get_in {
	struct id id;
	struct id client;
};
struct contact_get_row {
	struct id id;
	int64_t made;
	struct db_int ended;
	bool urgent;
	struct db_int asked;
	struct db_int number;
	int64_t cost;
	struct str label;
	struct str note;
};
struct contact_get_rows {
	struct contact_get_row *v;
	size_t n;
};
/* ERR_NOT_FOUND when there is no such row. */
enum err contact_get(struct db_read *r, struct contact_get_in in, struct arena *a,
    struct contact_get_row *ret_row);

struct contact_urgent_in {
	struct id client;
};
enum err contact_urgent(struct db_read *r, struct contact_urgent_in in, struct arena *a,
    struct contact_get_rows *ret_rows);

struct contact_insert_in {
	struct id id;
	struct id client;
	int64_t made;
	struct db_int ended;
	bool urgent;
	struct db_int asked;
	struct db_int number;
	int64_t cost;
	struct str label;
	struct str note;
};
enum err contact_insert(struct db_write *w, struct contact_insert_in in);

struct contact_close_in {
	int64_t ended;
	struct id id;
	struct id client;
};
enum err contact_close(struct db_write *w, struct contact_close_in in, int64_t *ret_changed);

struct contact_take_in {
	struct id client;
	int64_t number;
};
struct contact_take_row {
	struct id id;
};
/* ERR_NOT_FOUND when there is no such row. */
enum err contact_take(struct db_write *w, struct contact_take_in in, struct arena *a,
    struct contact_take_row *ret_row);

struct contact_count_row {
	int64_t clients;
	int64_t contacts;
	struct db_int last;
};
struct contact_count_rows {
	struct contact_count_row *v;
	size_t n;
};
enum err contact_count(struct db_read *r, struct arena *a,
    struct contact_count_rows *ret_rows);

struct word_put_in {
	struct str name;
	struct str value;
};
enum err word_put(struct db_write *w, struct word_put_in in);

struct word_find_in {
	struct str part;
};
struct word_find_row {
	struct str name;
};
struct word_find_rows {
	struct word_find_row *v;
	size_t n;
};
enum err word_find(struct db_read *r, struct word_find_in in, struct arena *a,
    struct word_find_rows *ret_rows);

struct word_count_row {
	int64_t n;
};
/* ERR_NOT_FOUND when there is no such row. */
enum err word_count(struct db_read *r, struct arena *a,
    struct word_count_row *ret_row);

#endif
