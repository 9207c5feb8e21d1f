/*
 * One log with three incidents, and what an audit says of it. Included by tests behind cmocka.h.
 */
#ifndef TESTS_THREE_INCIDENTS_H
#define TESTS_THREE_INCIDENTS_H

#include "phrase_state.h"

#include <stdbool.h>
#include <string.h>

static const char *const incidents[] = {
    "2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66",
    "2026-11-23T09:05:00Z 3 times every 1m: alice@example.net sends from 192.0.2.66",
    "2026-11-23T09:10:00Z 20 times every 1m: uid 33 sends",
    "2026-11-23T09:40:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 3",
    NULL,
};

static pfl_aggregator *state;
static pfl_view *view;

static inline int open_view(void **unused)
{
    (void)unused;
    state = phrase_state(incidents, NULL);
    return state != NULL && pfl_view_create(&view, state) == PFL_OK ? 0 : 1;
}

static inline int close_view(void **unused)
{
    (void)unused;
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
    return 0;
}

static inline pfl_audit *audit_with(const pfl_audit_options *options)
{
    pfl_audit *audit;
    assert_int_equal(pfl_audit_create(&audit, view, options), PFL_OK);
    assert_non_null(audit);
    return audit;
}

static inline pfl_rows *rows_of(const pfl_audit *audit, uint16_t table, const char *key)
{
    const pfl_rows_options options = {
        .size = sizeof options, .table = table, .key = key, .key_length = key == NULL ? 0 : strlen(key)};
    pfl_rows *rows;
    assert_int_equal(pfl_audit_rows(&rows, audit, &options), PFL_OK);
    return rows;
}

static inline uint64_t count_of(const pfl_audit *audit, uint16_t table, const char *key)
{
    pfl_rows *rows = rows_of(audit, table, key);
    uint64_t count = pfl_rows_count(rows);
    pfl_rows_destroy(rows);
    return count;
}

static inline void next(pfl_rows *rows, void *record, size_t size)
{
    size_t count;
    assert_int_equal(pfl_rows_next(rows, record, size, 1, &count), PFL_OK);
    assert_int_equal(count, 1);
}

static inline bool says(const pfl_rows *rows, pfl_span span, const char *text)
{
    return span.length == strlen(text) && memcmp(pfl_rows_text(rows) + span.offset, text, span.length) == 0;
}

#endif
