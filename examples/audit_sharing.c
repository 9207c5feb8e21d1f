/* Who else uses an address: an office and a carrier have many behind one. Contract in audit_text.h. */
#include "audit_text.h"
#include <stdlib.h>

typedef struct asked {
    piece address;
    size_t place;
} asked;

static int by_address(const void *left, const void *right)
{
    return piece_compare(((const asked *)left)->address, ((const asked *)right)->address);
}

static int by_name(const void *left, const void *right)
{
    return piece_compare(*(const piece *)left, *(const piece *)right);
}

/* The accounts under suspicion, by name. */
static piece *suspicious(const report *r, size_t *count)
{
    piece *names = must_resize(NULL, r->subject_count * sizeof *names);
    *count = 0;
    for (size_t i = 0; i < r->subject_count; i++)
        if (r->subjects[i].kind == SUBJECT_ACCOUNT && r->subjects[i].row->verdict >= PFL_VERDICT_CHECK)
            names[(*count)++] = r->subjects[i].name;
    if (*count > 0)
        qsort(names, *count, sizeof *names, by_name);
    return names;
}

/* An account counts once for each day it came from there: what matters is whether any did. */
void report_count_innocents(const report *r, const piece *addresses, size_t count, uint64_t *counts)
{
    size_t suspect_count;
    audit_table t;
    asked *wanted = must_resize(NULL, count * sizeof *wanted);
    for (size_t i = 0; i < count; i++) {
        wanted[i] = (asked){addresses[i], i};
        counts[i] = 0;
    }
    if (count == 0) {
        free(wanted);
        return;
    }
    qsort(wanted, count, sizeof *wanted, by_address);
    piece *suspects = suspicious(r, &suspect_count);
    table_read(&t, r->audit, &(pfl_rows_options){.table = PFL_TABLE_ACCESSES});
    for (size_t i = 0; i < t.count; i++) {
        const pfl_accesses_row *row = table_row(&t, i);
        asked key = {table_text(&t, i, row->client_addr), 0};
        const asked *found = bsearch(&key, wanted, count, sizeof *wanted, by_address);
        piece name = table_text(&t, i, row->sasl_username);
        if (found != NULL && bsearch(&name, suspects, suspect_count, sizeof *suspects, by_name) == NULL)
            counts[found->place]++;
    }
    table_free(&t);
    free(suspects);
    free(wanted);
}
