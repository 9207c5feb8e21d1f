/* Contract in saved_state.h. */
#include "saved_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

noreturn void fail(const char *what, int32_t status)
{
    fprintf(stderr, "%s (%d)\n", what, (int)status);
    abort();
}

void expect_ok(const char *what, int32_t status)
{
    if (status != PFL_OK)
        fail(what, status);
}

void expect_same(const buffer *a, const buffer *b, const char *what, int32_t status)
{
    if (a->length != b->length || memcmp(a->data, b->data, a->length) != 0)
        fail(what, status);
}

void append(buffer *b, const void *data, size_t length)
{
    char *more = realloc(b->data, b->length + length + 1);
    if (more == NULL)
        abort();
    b->data = more;
    memcpy(b->data + b->length, data, length);
    b->length += length;
}

buffer save_state(pfl_aggregator *a)
{
    static char chunk[PFL_SAVE_CAPACITY];
    buffer b = {0};
    pfl_saver *saver;
    size_t length;
    int32_t status;
    expect_ok("pfl_saver_create", pfl_saver_create(&saver, a));
    while ((status = pfl_saver_next(saver, chunk, sizeof chunk, &length)) == PFL_OK)
        append(&b, chunk, length);
    if (status != PFL_END)
        fail("pfl_saver_next", status);
    pfl_saver_destroy(saver);
    return b;
}
