/*
 * arrow.h: every value of every event of the case files is in its column, and nothing else is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arrow_log.h"
#include "cases.h"
#include "hex.h"
#include "lib/export/utf8.h"

/* Turns \xHH back into bytes. */
static size_t unescape(const char *text, size_t length, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        int byte = hex_byte(text + i, length - i);
        out[used++] = byte >= 0 ? (char)byte : text[i];
        i += byte >= 0 ? 3 : 0;
    }
    return used;
}

static void check_utf8(const char *text, size_t length)
{
    uint32_t character;
    for (size_t at = 0, width; at < length; at += width) {
        width = utf8_character((const unsigned char *)text + at, length - at, &character);
        assert_true(width > 0);
    }
}

static void check_field(const pfl_event *event, const char *text, const pfl_field *field, int64_t row, int binary)
{
    static char bytes[PFL_MAX_LINE];
    const struct ArrowArray *column = column_of(&schema, &batch, field->name);
    const char *at = (const char *)event + field->offset, *value;
    size_t length;
    assert_false(is_null(column, row));
    if (field->type == PFL_TYPE_TEXT) {
        pfl_span span;
        memcpy(&span, at, sizeof span);
        value = text_at(column, row, &length);
        if (!binary) {
            check_utf8(value, length);
            length = unescape(value, length, bytes);
            value = bytes;
        }
        assert_int_equal(length, span.length);
        assert_memory_equal(value, text + span.offset, length);
    } else if (field->type == PFL_TYPE_U32) {
        assert_true(int64_at(column, row) == *(const uint32_t *)(const void *)at);
    } else if (field->type == PFL_TYPE_U16) {
        assert_true(int32_at(column, row) == *(const uint16_t *)(const void *)at);
    } else if (field->type == PFL_TYPE_SEVERITY || field->type == PFL_TYPE_CATEGORY) {
        const char *name =
            field->type == PFL_TYPE_SEVERITY ? pfl_severity_name((uint8_t)*at) : pfl_category_name((uint8_t)*at);
        value = name_at(column, row, &length);
        assert_int_equal(length, strlen(name));
        assert_memory_equal(value, name, length);
    } else {
        assert_true(int64_at(column, row) == *(const int64_t *)(const void *)at);
    }
}

/* The event's fields are in its row, and nothing else is. */
static void check_row(const pfl_event *event, const char *text, int64_t row, int binary)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    int present = 0, filled = 0;
    size_t length;
    const char *name = name_at(column_of(&schema, &batch, "kind"), row, &length);
    assert_int_equal(length, strlen(kind->name));
    assert_memory_equal(name, kind->name, length);
    assert_true(int64_at(column_of(&schema, &batch, "line"), row) == (int64_t)event->line);
    assert_true(int64_at(column_of(&schema, &batch, "offset"), row) == (int64_t)event->offset);
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        if ((event->present >> field->bit & 1) != 0 && !field->derived)
            check_field(event, text, field, row, binary), present++;
    for (size_t i = 0; i < kind->field_count; i++)
        if ((event->present >> kind->fields[i].bit & 1) != 0)
            check_field(event, text, &kind->fields[i], row, binary), present++;
    for (int i = 0; i < schema.n_children; i++)
        filled += (schema.children[i]->flags & ARROW_FLAG_NULLABLE) != 0 && !is_null(batch.children[i], row);
    assert_int_equal(present, filled);
}

static void test_every_case(void **state)
{
    (void)state;
    case_list *all = cases_load(PFL_CASES);
    size_t length, consumed = 0, used, count;
    assert_non_null(all);
    const char *data = cases_corpus(all, &length);
    for (int binary = 0; binary < 2; binary++) {
        const pfl_arrow_options options = {.size = sizeof options, .flags = binary ? PFL_ARROW_BINARY : 0};
        pfl_parser *parser;
        pfl_event event;
        int64_t row = 0;
        assert_int_equal(pfl_parser_create(&parser, &reference), PFL_OK);
        open_log(data, length, &options);
        assert_true(next_batch());
        for (consumed = 0; consumed < length; consumed += used) {
            assert_true(pfl_parse(parser, data + consumed, length - consumed, PFL_FINAL, &event, sizeof event, 1,
                                  &count, &used) >= 0);
            assert_int_equal(count, 1);
            if (row == batch.length) {
                batch.release(&batch);
                assert_true(next_batch());
                row = 0;
            }
            check_row(&event, pfl_event_text(parser, data + consumed, &event), row++, binary);
        }
        assert_int_equal(row, batch.length);
        close_batch();
        pfl_parser_destroy(parser);
    }
    cases_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
