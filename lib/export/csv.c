#include <postfixlog/csv.h>

#include "lib/events/schema.h"
#include "lib/export/escape.h"
#include "lib/export/flags.h"
#include "lib/export/output.h"

#define SEPARATOR ','

/* A row starts with kind, time, file and line. time is a field, too; derived fields have no column. */
static const char first_columns[] = "kind,time,file,line";
#define HAS_COLUMN(name) (ID_##name != ID_time && !DERIVED(name))

/* Columns of fields, in the order of their ids: COLUMN_ counts up, but not behind a field that has none. */
enum {
#define PFL_FIELD(id, name, type, unit, doc)                                                                           \
    COLUMN_##name, BEHIND_##name = HAS_COLUMN(name) ? COLUMN_##name : COLUMN_##name - 1,
#include "lib/events/events.def"
    COLUMN_COUNT
};

/* By id. */
static const uint8_t columns[ID_LIMIT] = {
#define PFL_FIELD(id, name, type, unit, doc) [id] = COLUMN_##name,
#include "lib/events/events.def"
};
_Static_assert(COLUMN_COUNT <= 128, "the columns of a row are a set of two words");

static const struct {
    struct literal name;
    int shown;
} column_names[] = {
#define PFL_FIELD(id, name, type, unit, doc) {LITERAL("," #name), HAS_COLUMN(name)},
#include "lib/events/events.def"
};

static const struct {
    uint32_t flag;
    char name[16];
} flags[] = {
#define FLAG(flag, name) {flag, name},
    EXPORTED_FLAGS(FLAG)};

int32_t pfl_csv_header(char *buffer, size_t capacity, size_t *length)
{
    struct output out;
    if (length == NULL || (buffer == NULL && capacity != 0))
        return PFL_ERR_ARGUMENT;
    output_open(&out, buffer, capacity);
    output_string(&out, first_columns);
    for (size_t i = 0; i < sizeof column_names / sizeof column_names[0]; i++)
        if (column_names[i].shown)
            output_literal(&out, &column_names[i].name);
    output_string(&out, ",repeat,flags");
    return output_close(&out, capacity, length);
}

/* === Cells === */

/* What is being written. */
struct row {
    struct output out;
    const pfl_event *event;
    const char *text;
    int32_t escaped;
    int32_t status;
    uint64_t filled[2];                    /* columns that have a value, by bit */
    const pfl_field *fields[COLUMN_COUNT]; /* those of filled columns; the others are not set */
};

/* RFC 4180 wants quotes around commas and quotes; some readers drop blanks at the ends of a bare cell. */
static int needs_quotes(const char *text, size_t length)
{
    return length == 0 || text[0] == ' ' || text[length - 1] == ' ' || memchr(text, SEPARATOR, length) != NULL ||
           memchr(text, '"', length) != NULL;
}

static void write_text(struct row *row, const char *text, size_t length)
{
    struct output *out = &row->out;
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    int quotes = needs_quotes(text, length);
    if (quotes)
        output_byte(out, '"');
    for (;;) {
        size_t plain = pfl_escape_plain(at, (size_t)(end - at));
        output_bytes(out, at, plain);
        at += plain;
        if (at == end)
            break;
        struct special special = pfl_escape_special(at, (size_t)(end - at));
        switch (special.form) {
        case SPECIAL_QUOTE:
            output_bytes(out, "\"\"", 2);
            break;
        case SPECIAL_BACKSLASH:
            output_byte(out, '\\');
            break;
        case SPECIAL_CONTROL: /* CSV has no \u escapes: the character's bytes */
        case SPECIAL_BYTE:
            for (size_t i = 0; i < special.length; i++)
                pfl_output_hex(out, at[i]);
            row->escaped = 1;
            break;
        }
        at += special.length;
    }
    if (quotes)
        output_byte(out, '"');
}

static void write_field(struct row *row, const pfl_field *field)
{
    if (field->type != PFL_TYPE_TEXT) {
        pfl_output_value(&row->out, row->event, field);
        return;
    }
    pfl_span span = span_at(row->event, field);
    if (span_is_inside(span, row->event))
        write_text(row, row->text + span.offset, span.length);
    else
        row->status = PFL_ERR_ARGUMENT;
}

static void write_separators(struct row *row, size_t count)
{
    static const char eight[8] = {SEPARATOR, SEPARATOR, SEPARATOR, SEPARATOR,
                                  SEPARATOR, SEPARATOR, SEPARATOR, SEPARATOR};
    for (; count > sizeof eight; count -= sizeof eight)
        output_bytes(&row->out, eight, sizeof eight);
    output_bytes(&row->out, eight, count);
}

/* Names joined by a blank. */
static void write_flags(struct row *row)
{
    struct output *out = &row->out;
    size_t empty = out->length;
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if ((row->event->flags & flags[i].flag) == 0)
            continue;
        if (out->length != empty)
            output_byte(out, ' ');
        output_string(out, flags[i].name);
    }
    if (row->escaped)
        output_string(out, out->length != empty ? " escaped" : "escaped");
}

/* === Rows === */

static void fill(struct row *row, const pfl_field *field)
{
    unsigned column = columns[field->id];
    row->filled[column / 64] |= UINT64_C(1) << column % 64;
    row->fields[column] = field;
}

/* Puts the fields that the event has, which lie in the order of its kind, into the columns' order. */
static void fill_columns(struct row *row, const pfl_kind *kind)
{
    const pfl_field *field;
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        if (field->id != ID_time && !field->derived && (row->event->present >> field->bit & 1) != 0)
            fill(row, field);
    for (uint64_t bits = payload_bits(row->event, kind); bits != 0; bits &= bits - 1) {
        field = &kind->fields[lowest_bit(bits)];
        if (!field->derived)
            fill(row, field);
    }
}

static void write_columns(struct row *row)
{
    size_t written = 0; /* separators so far: each column has one before it */
    for (unsigned word = 0; word < 2; word++) {
        for (uint64_t bits = row->filled[word]; bits != 0; bits &= bits - 1) {
            size_t column = 64 * word + lowest_bit(bits);
            write_separators(row, column + 1 - written);
            written = column + 1;
            write_field(row, row->fields[column]);
        }
    }
    write_separators(row, COLUMN_COUNT - written);
}

int32_t pfl_event_csv(const pfl_event *event, const char *text, const char *file, char *buffer, size_t capacity,
                      size_t *length)
{
    if (event == NULL || length == NULL || (buffer == NULL && capacity != 0) ||
        (text == NULL && event->text_length != 0))
        return PFL_ERR_ARGUMENT;

    struct row row;
    row.event = event;
    row.text = text != NULL ? text : "";
    row.escaped = 0;
    row.status = PFL_OK;
    row.filled[0] = row.filled[1] = 0;
    const pfl_kind *kind = pfl_kind_info(event->kind);
    if (kind == NULL)
        kind = pfl_kind_info(PFL_KIND_OTHER);
    fill_columns(&row, kind);

    output_open(&row.out, buffer, capacity);
    output_string(&row.out, kind->name);
    output_byte(&row.out, SEPARATOR);
    if ((event->present & PFL_HAS_TIME) != 0 && event->time != PFL_TIME_INVALID)
        pfl_output_time(&row.out, event->time);
    output_byte(&row.out, SEPARATOR);
    if (file != NULL)
        write_text(&row, file, strlen(file));
    output_byte(&row.out, SEPARATOR);
    pfl_output_number(&row.out, event->line);
    write_columns(&row);
    output_byte(&row.out, SEPARATOR);
    pfl_output_number(&row.out, event->repeat);
    output_byte(&row.out, SEPARATOR);
    write_flags(&row);
    return row.status == PFL_OK ? output_close(&row.out, capacity, length) : row.status;
}
