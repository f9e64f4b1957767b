/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <endian.h>
#include <limits.h>
#include <string.h>

#include "db_pg.h"

#include "banned.h"

/* Numbers of PostgreSQL's own types; they never change. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_VARCHAR = 1043,
	OID_NUMERIC = 1700 };

#define NUMERIC_BASE 10000
#define NUMERIC_NEGATIVE 0x4000

static Oid
oid_of(enum db_type type)
{
	switch (type) {
	case DB_TYPE_INT:
		return OID_INT8;
	case DB_TYPE_BOOL:
		return OID_BOOL;
	case DB_TYPE_TEXT:
		return OID_TEXT;
	case DB_TYPE_ID:
	case DB_TYPE_BYTES:
		return OID_BYTEA;
	}
	return 0;
}

void
pg_parameter_types(const struct db_query *q, Oid *ret_types)
{
	for (unsigned i = 0; i < q->in_count; i++)
		ret_types[i] = oid_of(q->in[i].type);
}

static enum err
encode_one(struct pg_parameters *p, unsigned i, const struct db_value *v)
{
	static const char yes = 1, no = 0;
	p->formats[i] = 1;
	p->lengths[i] = 0;
	p->values[i] = NULL;
	if (v->null)
		return ERR_OK;
	switch (v->type) {
	case DB_TYPE_INT:
		p->numbers[i] = htobe64((uint64_t)v->i);
		p->values[i] = (const char *)&p->numbers[i];
		p->lengths[i] = sizeof p->numbers[i];
		return ERR_OK;
	case DB_TYPE_BOOL:
		p->values[i] = v->i != 0 ? &yes : &no;
		p->lengths[i] = 1;
		return ERR_OK;
	case DB_TYPE_ID:
		p->values[i] = (const char *)v->id.b;
		p->lengths[i] = sizeof v->id.b;
		return ERR_OK;
	case DB_TYPE_TEXT:
	case DB_TYPE_BYTES:
		if (v->s.n > INT_MAX)
			return ERR_LIMIT;
		p->values[i] = v->s.p;
		p->lengths[i] = (int)v->s.n;
		return ERR_OK;
	}
	return ERR_INTERNAL;
}

enum err
pg_encode(const struct db_query *q, const struct db_value *in, struct pg_parameters *ret_parameters)
{
	assert(q->in_count <= DB_SLOTS_MAX);
	for (unsigned i = 0; i < q->in_count; i++)
		TRY(encode_one(ret_parameters, i, &in[i]));
	return ERR_OK;
}

static int64_t
big_endian(const unsigned char *p, int n)
{
	uint64_t v = (p[0] & 0x80) != 0 ? UINT64_MAX : 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

/* A sum of BIGINT is NUMERIC: count of digits, weight of the first, sign, scale, digits to base 10,000. */
static bool
decode_numeric(const unsigned char *p, int n, int64_t *ret_value)
{
	int64_t count = n < 8 ? -1 : big_endian(p, 2), weight = n < 8 ? 0 : big_endian(p + 2, 2), v = 0;
	int sign = n < 8 ? 0 : p[4] << 8 | p[5];
	if (count < 0 || n != 8 + 2 * count || (sign != 0 && sign != NUMERIC_NEGATIVE))
		return false;
	for (int64_t i = 0; i <= weight || i < count; i++) {
		int64_t digit = i < count ? big_endian(p + 8 + 2 * i, 2) : 0;
		if (i > weight && digit != 0)
			return false; /* it has a fraction */
		if (i <= weight &&
		    (__builtin_mul_overflow(v, NUMERIC_BASE, &v) || __builtin_sub_overflow(v, digit, &v)))
			return false;
	}
	if (sign == 0 && v == INT64_MIN)
		return false;
	*ret_value = sign == 0 ? -v : v;
	return true;
}

static bool
decode_int(Oid oid, const unsigned char *p, int n, int64_t *ret_value)
{
	if (oid == OID_NUMERIC)
		return decode_numeric(p, n, ret_value);
	if (!(oid == OID_INT8 && n == 8) && !(oid == OID_INT4 && n == 4) && !(oid == OID_INT2 && n == 2))
		return false;
	*ret_value = big_endian(p, n);
	return true;
}

bool
pg_decode(const PGresult *result, int row, int column, enum db_type type, struct db_value *ret_value)
{
	*ret_value = (struct db_value){ .type = type, .null = PQgetisnull(result, row, column) != 0 };
	if (ret_value->null)
		return true;
	Oid oid = PQftype(result, column);
	int n = PQgetlength(result, row, column);
	const char *p = PQgetvalue(result, row, column);
	switch (type) {
	case DB_TYPE_INT:
		return decode_int(oid, (const unsigned char *)p, n, &ret_value->i);
	case DB_TYPE_BOOL:
		ret_value->i = p[0] != 0;
		return oid == OID_BOOL && n == 1;
	case DB_TYPE_ID:
		if (oid != OID_BYTEA || n != sizeof ret_value->id.b)
			return false;
		memcpy(ret_value->id.b, p, sizeof ret_value->id.b);
		return true;
	case DB_TYPE_TEXT:
	case DB_TYPE_BYTES:
		ret_value->s = str_from(p, (size_t)n);
		return type == DB_TYPE_TEXT ? oid == OID_TEXT || oid == OID_VARCHAR : oid == OID_BYTEA;
	}
	return false;
}
