/* Rows of a state's tables as JSON objects. */
#include <postfixlog/json.h>
#include <postfixlog/rows.h>

#include "lib/export/output.h"

static void write_string(struct output *out, const char *text, size_t length, int32_t *escaped)
{
    size_t written;
    if (pfl_text_json(text, length, out->at, out->room, &written, escaped) == PFL_OK)
        output_advance(out, written);
    else
        out->length += written;
}

/* A hash is a name, and most JSON readers would round the number. */
static void write_stream(struct output *out, uint64_t stream)
{
    static const char digits[] = "0123456789abcdef";
    output_byte(out, '"');
    for (int shift = 60; shift >= 0; shift -= 4)
        output_byte(out, digits[stream >> shift & 15]);
    output_byte(out, '"');
}

static void write_value(struct output *out, const char *row, const char *text, const pfl_field *column,
                        int32_t *escaped)
{
    pfl_span span;
    uint64_t value;
    uint32_t narrow;
    switch (column->type) {
    case PFL_TYPE_TEXT:
        memcpy(&span, row + column->offset, sizeof span);
        write_string(out, text + span.offset, span.length, escaped);
        break;
    case PFL_TYPE_U32:
        memcpy(&narrow, row + column->offset, sizeof narrow);
        pfl_output_number(out, narrow);
        break;
    case PFL_TYPE_TIME:
        memcpy(&value, row + column->offset, sizeof value);
        output_byte(out, '"');
        pfl_output_time(out, (int64_t)value);
        output_byte(out, '"');
        break;
    case PFL_TYPE_DURATION:
        memcpy(&value, row + column->offset, sizeof value);
        pfl_output_duration(out, (int64_t)value);
        break;
    default:
        memcpy(&value, row + column->offset, sizeof value);
        if (column->id == PFL_COLUMN_STREAM)
            write_stream(out, value);
        else
            pfl_output_number(out, value);
    }
}

int32_t pfl_row_json(uint16_t table, const void *record, const char *text, char *buffer, size_t capacity,
                     size_t *length)
{
    const pfl_table *t = pfl_table_info(table);
    struct output out;
    uint64_t present;
    int32_t escaped = 0;
    if (t == NULL || record == NULL || text == NULL || length == NULL || (buffer == NULL && capacity != 0))
        return PFL_ERR_ARGUMENT;
    memcpy(&present, record, sizeof present);
    output_open(&out, buffer, capacity);
    output_string(&out, "{\"table\":\"");
    output_string(&out, t->name);
    output_byte(&out, '"');
    for (uint16_t i = 0; i < t->column_count; i++) {
        const pfl_field *column = &t->columns[i];
        if ((present >> column->bit & 1) == 0)
            continue;
        output_string(&out, ",\"");
        output_string(&out, column->name);
        output_string(&out, "\":");
        write_value(&out, record, text, column, &escaped);
    }
    if (escaped)
        output_string(&out, ",\"escaped\":true");
    output_byte(&out, '}');
    return output_close(&out, capacity, length);
}
