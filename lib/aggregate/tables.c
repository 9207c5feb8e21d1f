/*
 * Reflection: tables.def as constant tables.
 */
#include <postfixlog/rows.h>

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* One sentence a name, and what it is. A name that no table has is an unused variable here: the compiler tells. */
#define PFL_COLUMN(id, name, type, unit, doc) static const char doc_##name[] = doc;
#include "lib/aggregate/tables.def"

enum {
#define PFL_COLUMN(id, name, type, unit, doc) ID_##name = (id),
#include "lib/aggregate/tables.def"
};

enum {
#define PFL_COLUMN(id, name, type, unit, doc) TYPE_##name = PFL_TYPE_##type,
#include "lib/aggregate/tables.def"
};

enum {
#define PFL_COLUMN(id, name, type, unit, doc) UNIT_##name = PFL_UNIT_##unit,
#include "lib/aggregate/tables.def"
};

/* One byte a column: sizeof counts the columns of a table, offsetof numbers them from 1. */
/* clang-format off */
struct numbers_none {
    uint8_t before_all;
#define PFL_TABLE(code, NAME, name, record, doc) }; struct numbers_##record { uint8_t before_all;
#define PFL_SHOWS(record, name) uint8_t name;
#include "lib/aggregate/tables.def"
};
/* clang-format on */
#define COLUMN_COUNT(record) (sizeof(struct numbers_##record) - 1)
#define NUMBER(record, name) (offsetof(struct numbers_##record, name) - 1)

static const pfl_field columns[] = {
#define PFL_SHOWS(record, name)                                                                                        \
    {#name, doc_##name, ID_##name, TYPE_##name, UNIT_##name, offsetof(pfl_##record, name), NUMBER(record, name), 0},
#include "lib/aggregate/tables.def"
};

/* Where the columns of a table lie in columns[]. */
enum {
#define PFL_TABLE(code, NAME, name, record, doc)                                                                       \
    FIRST_##record, LAST_##record = FIRST_##record + (int)COLUMN_COUNT(record) - 1,
#include "lib/aggregate/tables.def"
};

static const pfl_table tables[] = {
#define PFL_TABLE(code, NAME, name, record, doc)                                                                       \
    {name, doc, &columns[FIRST_##record], COLUMN_COUNT(record), code, sizeof(pfl_##record), 0},
#include "lib/aggregate/tables.def"
};

/* The records are what other languages read by offset: no padding of the compiler's own, and the types that are told.
 */
/* clang-format off */
#define TYPE_OF(member) _Generic(member, \
    pfl_span: PFL_TYPE_TEXT, uint32_t: PFL_TYPE_U32, uint64_t: PFL_TYPE_U64, int64_t: PFL_TYPE_TIME)
/* clang-format on */
#define STORED_AS(name) ((int)TYPE_##name == (int)PFL_TYPE_DURATION ? (int)PFL_TYPE_TIME : (int)TYPE_##name)
#define PFL_TABLE(code, NAME, name, record, doc)                                                                       \
    _Static_assert(sizeof(pfl_##record) % 8 == 0 && COLUMN_COUNT(record) <= 64, name);
#define PFL_SHOWS(record, name)                                                                                        \
    _Static_assert((int)TYPE_OF(((pfl_##record *)0)->name) == STORED_AS(name) &&                                       \
                       offsetof(pfl_##record, name) % (sizeof(((pfl_##record *)0)->name) == 8 ? 8 : 4) == 0,           \
                   #record " " #name);
#include "lib/aggregate/tables.def"

const pfl_table *pfl_table_at(size_t index)
{
    return index < COUNT(tables) ? &tables[index] : NULL;
}

const pfl_table *pfl_table_info(uint16_t code)
{
    for (size_t i = 0; i < COUNT(tables); i++)
        if (tables[i].code == code)
            return &tables[i];
    return NULL;
}

const pfl_table *pfl_table_by_name(const char *name)
{
    for (size_t i = 0; name != NULL && i < COUNT(tables); i++)
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}
