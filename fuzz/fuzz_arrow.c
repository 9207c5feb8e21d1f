/*
 * Events as Arrow's columns, of any bytes.
 *
 * The columns are those that a reader of Arrow takes: every buffer is there, offsets rise,
 * text is UTF-8, codes have a name, what is null is 0. And they say what the events say,
 * in whatever batches and groups they were collected.
 *
 *     byte 0        rows of a batch: 1 to 255, or the default for 0
 *     byte 1        bit 0: binary columns; bits 1 to 7: which columns are left out, or none for 0
 *     byte 2        how many events are added together: 1 to 64
 *     rest          a log
 */
#include "record.h"

#include "lib/export/utf8.h"

#include <postfixlog/arrow.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEAD        3
#define MOST_GROUP  64
#define MOST_NAMES  256
#define SMALL_BATCH 7

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* === Columns, as a reader sees them === */

static int bit_at(const void *bits, int64_t row)
{
    return ((const unsigned char *)bits)[row / 8] >> row % 8 & 1;
}

static int is_null(const struct ArrowArray *column, int64_t row)
{
    return column->buffers[0] != NULL && !bit_at(column->buffers[0], row);
}

static const char *text_at(const struct ArrowArray *column, int64_t row, size_t *length)
{
    const int32_t *offsets = column->buffers[1];
    expect(offsets[row] >= 0 && offsets[row] <= offsets[row + 1], "offsets rise");
    *length = (size_t)(offsets[row + 1] - offsets[row]);
    return (const char *)column->buffers[2] + offsets[row];
}

static int64_t number_at(const struct ArrowArray *column, char format, int64_t row)
{
    switch (format) {
    case 's':
        return ((const int16_t *)column->buffers[1])[row];
    case 'i':
        return ((const int32_t *)column->buffers[1])[row];
    case 'b':
        return bit_at(column->buffers[1], row);
    default:
        return ((const int64_t *)column->buffers[1])[row];
    }
}

static int is_utf8(const char *text, size_t length)
{
    uint32_t character;
    for (size_t at = 0, step; at < length; at += step)
        if ((step = utf8_character((const unsigned char *)text + at, length - at, &character)) == 0)
            return 0;
    return 1;
}

static void check_column(const struct ArrowSchema *schema, const struct ArrowArray *column, int64_t rows)
{
    char format = schema->format[0];
    int64_t nulls = 0;
    expect(column->length == rows && column->offset == 0 && column->n_children == 0,
           "a column is as long as its batch");
    expect(column->n_buffers == (format == 'u' || format == 'z' ? 3 : 2), "a column has its buffers");
    expect((column->dictionary != NULL) == (format == 's'), "names have a dictionary");
    for (int64_t row = 0; row < rows; row++) {
        int null = is_null(column, row);
        nulls += null;
        if (format == 'u' || format == 'z') {
            size_t length;
            const char *text = text_at(column, row, &length);
            expect(!null || length == 0, "a text that is null is empty");
            expect(format == 'z' || is_utf8(text, length), "a text is UTF-8");
        } else {
            int64_t number = number_at(column, format, row);
            expect(!null || number == 0, "a number that is null is 0");
            expect(format != 's' || (number >= 0 && number < column->dictionary->length), "a code has a name");
        }
    }
    expect(nulls == column->null_count, "nulls are counted");
}

static void check_batch(const struct ArrowSchema *schema, const struct ArrowArray *batch)
{
    expect(batch->length > 0 && batch->null_count == 0 && batch->n_children == schema->n_children, "a batch has rows");
    for (int64_t i = 0; i < schema->n_children; i++)
        check_column(schema->children[i], batch->children[i], batch->length);
}

/* === What the events say === */

/* Where the columns of fields are, by their ids; -1 for those that were not asked for. */
static int64_t places[UINT8_MAX + 1];

static int64_t place_of(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (strcmp(schema->children[i]->name, name) == 0)
            return i;
    return -1;
}

static void find_places(const struct ArrowSchema *schema)
{
    const pfl_kind *kind;
    const pfl_field *field;
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        places[field->id] = place_of(schema, field->name);
    for (size_t k = 0; (kind = pfl_kind_at(k)) != NULL; k++)
        for (size_t i = 0; i < kind->field_count; i++)
            places[kind->fields[i].id] = place_of(schema, kind->fields[i].name);
}

static void check_number(const struct ArrowSchema *schema, const struct ArrowArray *batch, int64_t row,
                         const char *name, uint64_t number)
{
    int64_t place = place_of(schema, name);
    if (place >= 0)
        expect(number_at(batch->children[place], schema->children[place]->format[0], row) ==
                   (int64_t)(number > INT64_MAX ? INT64_MAX : number),
               name);
}

static uint64_t value_of(const pfl_event *event, const pfl_field *field)
{
    union {
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
    } value = {.u64 = 0};
    const char *at = (const char *)event + field->offset;
    switch (field->type) {
    case PFL_TYPE_SEVERITY:
    case PFL_TYPE_CATEGORY:
        return memcpy(&value.u8, at, 1), value.u8;
    case PFL_TYPE_U16:
        return memcpy(&value.u16, at, 2), value.u16;
    case PFL_TYPE_U32:
        return memcpy(&value.u32, at, 4), value.u32;
    default:
        return memcpy(&value.u64, at, 8), value.u64;
    }
}

static void check_field(const struct ArrowSchema *schema, const struct ArrowArray *batch, int64_t row,
                        const recording *r, size_t index, const pfl_field *field)
{
    const pfl_event *event = &r->events[index];
    int64_t place = places[field->id];
    if (place < 0)
        return;
    const struct ArrowArray *column = batch->children[place];
    char format = schema->children[place]->format[0];
    expect(is_null(column, row) == !(event->present >> field->bit & 1), field->name);
    if (is_null(column, row))
        return;
    if (field->type != PFL_TYPE_TEXT) {
        uint64_t value = value_of(event, field);
        int64_t wanted = field->type == PFL_TYPE_U64 && value > INT64_MAX ? INT64_MAX : (int64_t)value;
        expect(number_at(column, format, row) == wanted, field->name);
        return;
    }
    size_t length;
    pfl_span span;
    const char *shown = text_at(column, row, &length);
    memcpy(&span, (const char *)event + field->offset, sizeof span);
    const char *text = recording_text(r, index) + span.offset;
    int plain = format == 'z' || (is_utf8(text, span.length) && memchr(text, '\\', span.length) == NULL);
    expect(!plain || (length == span.length && memcmp(shown, text, length) == 0), field->name);
    expect(length >= span.length, field->name);
}

static void check_row(const struct ArrowSchema *schema, const struct ArrowArray *batch, int64_t row, const recording *r,
                      size_t index)
{
    const pfl_event *event = &r->events[index];
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    int64_t place = place_of(schema, "kind");
    if (place >= 0) {
        size_t length;
        const struct ArrowArray *names = batch->children[place];
        const char *name = text_at(names->dictionary, number_at(names, 's', row), &length);
        expect(length == strlen(kind->name) && memcmp(name, kind->name, length) == 0, "the kind has its name");
    }
    check_number(schema, batch, row, "line", event->line);
    check_number(schema, batch, row, "offset", event->offset);
    check_number(schema, batch, row, "repeat", event->repeat);
    check_number(schema, batch, row, "truncated", !!(event->flags & PFL_FLAG_TRUNCATED));
    check_number(schema, batch, row, "ambiguous", !!(event->flags & PFL_FLAG_AMBIGUOUS));
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        if (!field->derived)
            check_field(schema, batch, row, r, index, field);
    for (size_t i = 0; i < kind->field_count; i++)
        if (!kind->fields[i].derived)
            check_field(schema, batch, row, r, index, &kind->fields[i]);
}

/* Reads a stream to its end, and releases it. */
static void check_stream(struct ArrowArrayStream *stream, const recording *r)
{
    struct ArrowSchema schema;
    struct ArrowArray batch;
    size_t index = 0;
    expect(stream->get_schema(stream, &schema) == 0, "a stream has a schema");
    find_places(&schema);
    while (expect(stream->get_next(stream, &batch) == 0, "a stream goes on"), batch.release != NULL) {
        check_batch(&schema, &batch);
        for (int64_t row = 0; row < batch.length; row++, index++) {
            expect(index < r->count, "a row is an event");
            check_row(&schema, &batch, row, r, index);
        }
        batch.release(&batch);
    }
    expect(index == r->count, "an event is a row");
    schema.release(&schema);
    stream->release(stream);
}

/* === The two ways === */

/* All columns but those that the byte leaves out. */
static uint32_t choose(unsigned left_out, const char *names[MOST_NAMES], struct ArrowSchema *schema)
{
    pfl_arrow *all;
    uint32_t count = 0;
    expect(pfl_arrow_create(&all, NULL) == PFL_OK && pfl_arrow_schema(all, schema) == PFL_OK, "all columns");
    pfl_arrow_destroy(all);
    expect(schema->n_children <= MOST_NAMES, "so many columns");
    for (int64_t i = 0; i < schema->n_children; i++)
        if (((unsigned)i * 37 + left_out) % 128 >= left_out)
            names[count++] = schema->children[i]->name;
    if (count == 0)
        names[count++] = "kind";
    return count;
}

static void check_groups(pfl_parser *parser, const char *log, size_t length, size_t most,
                         const pfl_arrow_options *options, const recording *r)
{
    pfl_event events[MOST_GROUP];
    struct ArrowArrayStream stream;
    pfl_arrow *arrow;
    size_t count, used;
    int32_t status = PFL_FULL;
    pfl_arrow_options o = *options;
    o.batch_rows = SMALL_BATCH;
    expect(pfl_arrow_create(&arrow, &o) == PFL_OK, "pfl_arrow_create");
    pfl_parser_restart(parser, 0, 0);
    for (size_t at = 0; status == PFL_FULL; at += used) {
        status = pfl_parse(parser, log + at, length - at, PFL_FINAL, events, sizeof *events, most, &count, &used);
        expect(pfl_arrow_add(arrow, parser, log + at, events, sizeof *events, count) == PFL_OK, "pfl_arrow_add");
    }
    expect(pfl_arrow_stream(&stream, arrow) == PFL_OK, "pfl_arrow_stream");
    check_stream(&stream, r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const pfl_parser_options parsing = {.size = sizeof parsing, .reference_time = INT64_C(1795471200000000)};
    const char *names[MOST_NAMES];
    struct ArrowSchema schema;
    struct ArrowArrayStream stream;
    pfl_parser *parser;
    recording r = {0};
    if (size < HEAD)
        return 0;
    const uint8_t *rest = data + HEAD;
    const char *log;
    memcpy(&log, &rest, sizeof log); /* for a char pointer without a cast that drops const */
    size_t length = size - HEAD, most = 1 + data[2] % MOST_GROUP;
    pfl_arrow_options options = {
        .size = sizeof options, .flags = data[1] & 1 ? PFL_ARROW_BINARY : 0, .batch_rows = data[0]};
    schema.release = NULL;
    if (data[1] >> 1 != 0) {
        options.column_count = choose(data[1] >> 1, names, &schema);
        options.columns = names;
    }
    expect(pfl_parser_create(&parser, &parsing) == PFL_OK, "pfl_parser_create");
    record_parse(&r, parser, log, length, most);
    expect(pfl_arrow_stream_bytes(&stream, &parsing, log, length, &options) == PFL_OK, "pfl_arrow_stream_bytes");
    check_stream(&stream, &r);
    check_groups(parser, log, length, most, &options, &r);
    if (schema.release != NULL)
        schema.release(&schema);
    recording_free(&r);
    pfl_parser_destroy(parser);
    return 0;
}
