/* The rows of a table, all at once. Text of a row is a piece of memory that lives as long as the table. */
#ifndef EXAMPLES_AUDIT_TABLES_H
#define EXAMPLES_AUDIT_TABLES_H

#include <postfixlog/detect.h>
#include <postfixlog/postfixlog.h>
#include <stdbool.h>

/* Text of a log: any bytes, not ended by a 0. */
typedef struct piece {
    const char *at;
    size_t length;
} piece;

typedef struct audit_table {
    const pfl_table *info;
    size_t count;
    char *records;
    piece *texts;  /* of each row, where its spans count from, and the text that this table owns */
    char **blocks; /* that text, in one block for the rows that came at once */
    size_t block_count;
} audit_table;

/* Reads a table; see pfl_rows_options for order, limit and key. Without memory the program ends here. */
void table_read(audit_table *t, const pfl_audit *audit, const pfl_rows_options *options);
void table_free(audit_table *t);

/* A row, to be looked at as its record; its index-th text. */
static inline const void *table_row(const audit_table *t, size_t row)
{
    return t->records + row * t->info->record_size;
}

static inline piece table_text(const audit_table *t, size_t row, pfl_span span)
{
    return (piece){t->texts[row].at + span.offset, span.length};
}

bool piece_equal(piece one, piece other);
int piece_compare(piece one, piece other);

/* How many rows a table has. */
uint64_t table_count(const pfl_audit *audit, uint16_t code);

#endif
