/*
 * The columns of an Arrow schema: their names and forms, and which field goes to which.
 *
 * They are derived from the reflection of events and tables, so that a field or a table
 * that is new there is a column here.
 */
#ifndef POSTFIXLOG_EXPORT_ARROW_FORM_H
#define POSTFIXLOG_EXPORT_ARROW_FORM_H

#include <postfixlog/rows.h>

#include <stdbool.h>

/* What a column stores: Arrow's types. */
enum {
    FORM_TEXT,  /* utf8, or binary */
    FORM_NAME,  /* int16 into a dictionary of utf8 */
    FORM_INT32, /* of 16 bits */
    FORM_INT64, /* of 32 bits and more */
    FORM_TIME,  /* timestamp[us, UTC] */
    FORM_BOOL
};

/* Columns that are no fields of a record. */
enum { OWN_NONE, OWN_KIND, OWN_LINE, OWN_OFFSET, OWN_REPEAT, OWN_FLAG, OWN_ESCAPED };

/* Dictionaries: a code is the place of its name. */
enum { NAMES_NONE, NAMES_KIND, NAMES_SEVERITY, NAMES_CATEGORY };

struct form {
    const char *name;
    uint32_t flag; /* of OWN_FLAG: its bit */
    uint16_t id;   /* PFL_FIELD_ or PFL_COLUMN_; 0 for an own column */
    uint8_t own;   /* OWN_ */
    uint8_t form;  /* FORM_ */
    uint8_t names; /* NAMES_, of FORM_NAME */
    uint8_t type;  /* in the record: PFL_TYPE_, or TYPE_STREAM */
    uint8_t unit;  /* PFL_UNIT_ */
    bool may_lack; /* nullable */
};

/* More than events and every table have; a column's place is a uint8_t. */
#define MAX_COLUMNS 192
#define NO_COLUMN   UINT8_MAX

/* All columns of a table, or of events for NULL, in order; returns how many. */
size_t pfl_arrow_forms(const pfl_table *table, struct form forms[MAX_COLUMNS]);

/* The stream's number is a name: text, of 16 hex digits. Beside the PFL_TYPE_ codes. */
#define TYPE_STREAM 100

/* A field and its column. */
struct place {
    uint16_t offset; /* in the record */
    uint8_t column;
};

/* The fields of a record that have a column, by their bit in `present`: those that are spans, and the others. */
struct route {
    uint64_t spans, others;
    struct place places[64];
};

/* How many routes there are: one for each kind, or one for a table. */
size_t pfl_arrow_route_count(const pfl_table *table);

/* Sets the routes to columns[0 .. count). */
void pfl_arrow_routes(const pfl_table *table, const struct form *columns, size_t count, struct route *routes);

/* The names of a dictionary: how many, and each of them. */
size_t pfl_arrow_name_count(uint8_t names);
const char *pfl_arrow_name(uint8_t names, size_t place);

/* The place of a kind's name, which is that of its route. */
size_t pfl_arrow_kind_place(uint16_t kind);

#endif
