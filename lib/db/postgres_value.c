// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading rows in PostgreSQL's binary format. Our columns are int8, float8, text
// and bytea; expressions also give bool (EXISTS), int4 (constants) and numeric
// (the sum of int8).
#include "db/postgres.h"

#include "base/check.h"

#include <endian.h>

enum { BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, FLOAT4 = 700, FLOAT8 = 701, NUMERIC = 1700 };

bool postgres_next(struct cursor *c)
{
    return ++c->row < c->n_rows;
}

void postgres_close(struct cursor *c)
{
    link_reset(c->tx->connection);
}

bool postgres_is_null(struct cursor *c, int column)
{
    return PQgetisnull(c->engine, c->row, column);
}

bytes postgres_get_bytes(struct cursor *c, int column)
{
    return (bytes){(const uint8_t *)PQgetvalue(c->engine, c->row, column),
                   (size_t)PQgetlength(c->engine, c->row, column)};
}

str postgres_get_text(struct cursor *c, int column)
{
    return bytes_str(postgres_get_bytes(c, column));
}

// A whole number of 1, 2, 4 or 8 bytes, the highest first.
static int64_t whole(bytes b)
{
    check(b.n == 1 || b.n == 2 || b.n == 4 || b.n == 8);
    int64_t n = (int8_t)b.p[0];
    for (size_t i = 1; i < b.n; i++)
        n = n * 256 + b.p[i];
    return n;
}

static int short_at(bytes b, size_t at)
{
    return (int)whole((bytes){b.p + at, 2});
}

// numeric: the number of digits to base 10000, the weight of the first, the
// sign, the decimals shown, then the digits.
static double numeric_real(bytes b)
{
    double value = 0, unit = 1;
    int n = short_at(b, 0), weight = short_at(b, 2);
    for (int i = weight; i > 0; i--)
        unit *= 10000;
    for (int i = weight; i < 0; i++)
        unit /= 10000;
    for (int i = 0; i < n; i++, unit /= 10000)
        value += unit * short_at(b, 8 + 2 * (size_t)i);
    return short_at(b, 4) ? -value : value;
}

static int64_t numeric_int(bytes b)
{
    int64_t value = 0;
    int n = short_at(b, 0), weight = short_at(b, 2);
    for (int i = 0; i <= weight; i++) {
        int digit = i < n ? short_at(b, 8 + 2 * (size_t)i) : 0;
        check(!__builtin_mul_overflow(value, 10000, &value));
        check(!__builtin_add_overflow(value, digit, &value));
    }
    return short_at(b, 4) ? -value : value;
}

static double float_of(bytes b)
{
    union {
        uint64_t u8;
        double r8;
        uint32_t u4;
        float r4;
    } w;
    if (b.n == 8) {
        w.u8 = (uint64_t)whole(b);
        return w.r8;
    }
    w.u4 = (uint32_t)whole(b);
    return (double)w.r4;
}

int64_t postgres_get_int(struct cursor *c, int column)
{
    if (PQgetisnull(c->engine, c->row, column))
        return 0;
    bytes b = postgres_get_bytes(c, column);
    switch (PQftype(c->engine, column)) {
    case BOOL:
    case INT2:
    case INT4:
    case INT8:
        return whole(b);
    case NUMERIC:
        return numeric_int(b);
    case FLOAT4:
    case FLOAT8:
        return (int64_t)float_of(b);
    default:
        check_failed("an int column has a type that is no number", __FILE__, __LINE__);
        return 0;
    }
}

double postgres_get_real(struct cursor *c, int column)
{
    bytes b = postgres_get_bytes(c, column);
    switch (PQftype(c->engine, column)) {
    case FLOAT4:
    case FLOAT8:
        return float_of(b);
    case NUMERIC:
        return numeric_real(b);
    default:
        return (double)postgres_get_int(c, column);
    }
}
