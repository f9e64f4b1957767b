/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef JSON_H
#define JSON_H
/*
 * JSON from and to other programs, on jansson. Reading collects everything
 * that is wrong, each with its JSON pointer (RFC 6901) and a reason in Dutch
 * and English, and goes on; nothing of what was sent is repeated in a reason.
 * Writing goes straight into a buffer.
 */
#include "arena.h"
#include "buf.h"
#include "date.h"
#include "str.h"

/* ---- what is wrong ---- */

#define JSON_MAX_FAULTS 100

struct json_fault {
	struct str pointer;
	const char *code; /* "required", "text.too_long": for programs, never changes */
	struct str detail, detail_en;
};

struct json_faults {
	struct arena *arena;
	struct json_fault v[JSON_MAX_FAULTS];
	size_t n; /* what comes after the last is not kept */
};

void json_faults_init(struct json_faults *f, struct arena *a);

/* "errors":[{"in":"body","pointer":...,"code":...,"detail":...,"detailEn":...},...] */
void json_faults_write(const struct json_faults *f, struct buf *b);

/* ---- reading ---- */

/* A place in a document: a value, and the way to it from the root. Absent
 * values have a place too, so that a fault can point there. */
struct json_t;
struct json_node {
	const struct json_node *parent; /* NULL at the root; must outlive this */
	const char *name;               /* in an object */
	size_t index;                   /* in an array, when name is NULL */
	struct json_t *value;           /* jansson's; NULL: absent */
};

enum json_need { JSON_OPTIONAL, JSON_REQUIRED };

/* Parses all of text; the tree lives until the arena ends. ERR_INVALID, with
 * one fault: not JSON, not UTF-8, NUL in a text, or a name twice in an object. */
enum err json_parse(struct str text, struct json_faults *f, struct arena *a, struct json_node *ret_root);

/* Is the node an object, and are all its members among names? Faults for
 * what is not. False only when it is no object: then there is nothing to read. */
bool json_expect_object(const struct json_node *o, const char *const *names, size_t n, struct json_faults *f);

/* The member of an object. A missing required one is a fault. */
struct json_node json_member(const struct json_node *o, const char *name, enum json_need need, struct json_faults *f);

/* The element of an array, or its number of elements (a fault when it is none). */
struct json_node json_element(const struct json_node *array, size_t index);
size_t json_count(const struct json_node *array, struct json_faults *f);

/* Values of members. Absent and faulty give STR_NONE, DATE_NONE, false, -1.
 * Text is trimmed, of 1 to max characters, in the arena of the faults, and
 * without control characters (json_lines allows line ends and tabs). */
struct str json_text(const struct json_node *o, const char *name, enum json_need need, size_t max,
    struct json_faults *f);
struct str json_lines(const struct json_node *o, const char *name, enum json_need need, size_t max,
    struct json_faults *f);
struct date json_date(const struct json_node *o, const char *name, enum json_need need, struct json_faults *f);
bool json_bool(const struct json_node *o, const char *name, enum json_need need, struct json_faults *f);
int64_t json_int(const struct json_node *o, const char *name, enum json_need need, int64_t min, int64_t max,
    struct json_faults *f);
/* The place in a closed list of words; names[n] are all that there are. */
int json_choice(const struct json_node *o, const char *name, enum json_need need, const char *const *words, size_t n,
    struct json_faults *f);
/* The same for a node itself. */
int json_word(const struct json_node *node, const char *const *words, size_t n, struct json_faults *f);

/* A fault at a node, or at a member of it. */
void json_fault_at(const struct json_node *node, struct json_faults *f, const char *code, const char *detail,
    const char *detail_en);
void json_fault_in(const struct json_node *o, const char *name, struct json_faults *f, const char *code,
    const char *detail, const char *detail_en);

/* ---- writing ---- */

/* Objects and arrays; name is NULL in an array and at the root. Commas come by themselves. */
void json_open(struct buf *b, const char *name, char bracket); /* '{' or '[' */
void json_close(struct buf *b, char bracket);                  /* '}' or ']' */
void json_put_text(struct buf *b, const char *name, struct str s); /* nothing when absent */
void json_put_z(struct buf *b, const char *name, const char *z);
void json_put_int(struct buf *b, const char *name, int64_t v);
void json_put_bool(struct buf *b, const char *name, bool v);
void json_put_date(struct buf *b, const char *name, struct date d); /* nothing when none */
/* Bytes that are JSON already. */
void json_put_raw(struct buf *b, const char *name, struct str json);

#endif
