/*
 * A log as columns, for the tests of the Arrow export. Included by tests behind cmocka.h.
 */
#ifndef TESTS_ARROW_LOG_H
#define TESTS_ARROW_LOG_H

#include "arrow_reader.h"

/* What a test has open. */
static struct ArrowArrayStream stream;
static struct ArrowSchema schema;
static struct ArrowArray batch;

static const pfl_parser_options reference = {.size = sizeof reference, .reference_time = INT64_C(1795471200000000)};

static inline void open_log(const char *text, size_t length, const pfl_arrow_options *options)
{
    assert_int_equal(pfl_arrow_stream_bytes(&stream, &reference, text, length, options), PFL_OK);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
}

static inline int next_batch(void)
{
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    return batch.release != NULL;
}

static inline void close_log(void)
{
    schema.release(&schema);
    stream.release(&stream);
    assert_null(schema.release);
    assert_null(stream.release);
}

/* The first batch of a log, which is all of it; close with close_batch(). */
static inline void read_log(const char *text, const pfl_arrow_options *options)
{
    open_log(text, strlen(text), options);
    assert_true(next_batch());
}

static inline void close_batch(void)
{
    batch.release(&batch);
    assert_null(batch.release);
    assert_false(next_batch());
    close_log();
}

#endif
