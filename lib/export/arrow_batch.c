/*
 * Rows into columns. A row only touches the columns it has a value for: the others are
 * zeros already, and the offsets of a text column are caught up with at its next value.
 */
#include "lib/export/arrow_batch.h"

#include "lib/events/schema.h"
#include "lib/export/arrow_text.h"

/* A batch ends when a column has so much text: far from what an int32 offset can say. */
#define TEXT_LIMIT ((size_t)64 << 20)

#define FIRST_TEXT 1024

static size_t rounded(size_t size)
{
    return (size + 7) / 8 * 8;
}

static size_t bits_size(size_t rows)
{
    return rounded((rows + 7) / 8);
}

size_t pfl_arrow_slots_size(uint8_t form, size_t rows)
{
    switch (form) {
    case FORM_TEXT:
        return rounded((rows + 1) * sizeof(int32_t));
    case FORM_NAME:
        return rounded(rows * sizeof(int16_t));
    case FORM_INT32:
        return rounded(rows * sizeof(int32_t));
    case FORM_BOOL:
        return bits_size(rows);
    }
    return rows * sizeof(int64_t);
}

static void *resize(const pfl_arrow *arrow, void *pointer, size_t old_size, size_t new_size)
{
    return arrow->allocator.resize(arrow->allocator.context, pointer, old_size, new_size);
}

/* === Columns === */

static bool open_column(pfl_arrow *arrow, struct column *c)
{
    size_t bits = c->form.may_lack ? bits_size(arrow->rows_room) : 0;
    size_t slots = pfl_arrow_slots_size(c->form.form, arrow->rows_room);
    c->memory = resize(arrow, NULL, 0, bits + slots);
    if (c->memory == NULL)
        return false;
    c->bits = c->memory;
    c->slots = c->bits + bits;
    memset(c->memory, 0, bits + (c->form.form == FORM_TEXT ? sizeof(int32_t) : slots));
    return true;
}

static void release_column(pfl_arrow *arrow, struct column *c)
{
    size_t bits = c->form.may_lack ? bits_size(arrow->rows_room) : 0;
    if (c->memory != NULL)
        resize(arrow, c->memory, bits + pfl_arrow_slots_size(c->form.form, arrow->rows_room), 0);
    if (c->text != NULL)
        resize(arrow, c->text, c->text_room, 0);
}

void pfl_arrow_empty_column(pfl_arrow *arrow, struct column *c)
{
    release_column(arrow, c);
    *c = (struct column){.form = c->form, .text_before = c->text_before};
}

/* Room for so many bytes more. */
static bool grow_text(pfl_arrow *arrow, struct column *c, size_t more)
{
    size_t wanted = c->text_room == 0 ? c->text_before + c->text_before / 8 + FIRST_TEXT : 2 * c->text_room;
    if (wanted - c->text_used < more)
        wanted = c->text_used + more;
    char *text = resize(arrow, c->text, c->text_room, wanted);
    if (text == NULL)
        return false;
    c->text = text;
    c->text_room = wanted;
    return true;
}

static inline bool set_present(pfl_arrow *arrow, struct column *c)
{
    if (c->memory == NULL && !open_column(arrow, c))
        return false;
    if (c->form.may_lack)
        c->bits[arrow->rows / 8] |= (unsigned char)(1u << arrow->rows % 8);
    c->values++;
    return true;
}

/* Rows without a value start and end where the one before them ended. */
void pfl_arrow_catch_up(struct column *c, uint32_t row)
{
    int32_t *offsets = c->slots, used = (int32_t)c->text_used;
    uint32_t from = c->filled + 1, count = row - c->filled;
    c->filled = row;
    for (; count >= 8; count -= 8, from += 8)
        memcpy(&offsets[from], (int32_t[8]){used, used, used, used, used, used, used, used}, 8 * sizeof used);
    for (; count > 0; count--)
        offsets[from++] = used;
}

static bool add_text(pfl_arrow *arrow, struct column *c, const char *text, size_t length, bool *has_escapes)
{
    bool binary = (arrow->flags & PFL_ARROW_BINARY) != 0;
    size_t room = binary ? length : WIDEST * length;
    if (!set_present(arrow, c))
        return false;
    if (c->text_room - c->text_used < room && !grow_text(arrow, c, room))
        return false;
    int32_t *offsets = c->slots;
    if (c->filled < arrow->rows)
        pfl_arrow_catch_up(c, arrow->rows);
    if (length > 0 && !binary)
        c->text_used += put_utf8(c->text + c->text_used, text, length, has_escapes);
    if (length > 0 && binary) {
        memcpy(c->text + c->text_used, text, length);
        c->text_used += length;
    }
    offsets[++c->filled] = (int32_t)c->text_used;
    if (c->text_used > arrow->most_text)
        arrow->most_text = c->text_used;
    return true;
}

static bool add_stream(pfl_arrow *arrow, struct column *c, uint64_t stream, bool *has_escapes)
{
    char digits[16];
    for (unsigned i = 0; i < sizeof digits; i++)
        digits[i] = "0123456789abcdef"[stream >> (60 - 4 * i) & 15];
    return add_text(arrow, c, digits, sizeof digits, has_escapes);
}

static bool add_name(pfl_arrow *arrow, struct column *c, size_t place)
{
    if (!set_present(arrow, c))
        return false;
    ((int16_t *)c->slots)[arrow->rows] = (int16_t)place;
    return true;
}

static bool add_int32(pfl_arrow *arrow, struct column *c, int32_t number)
{
    if (!set_present(arrow, c))
        return false;
    ((int32_t *)c->slots)[arrow->rows] = number;
    return true;
}

static bool add_int64(pfl_arrow *arrow, struct column *c, int64_t number)
{
    if (!set_present(arrow, c))
        return false;
    ((int64_t *)c->slots)[arrow->rows] = number;
    return true;
}

static bool add_unsigned(pfl_arrow *arrow, struct column *c, uint64_t number)
{
    return add_int64(arrow, c, number > INT64_MAX ? INT64_MAX : (int64_t)number);
}

/* A column of bits has no memory as long as all are 0. */
static bool add_true(pfl_arrow *arrow, struct column *c)
{
    if (!set_present(arrow, c))
        return false;
    ((unsigned char *)c->slots)[arrow->rows / 8] |= (unsigned char)(1u << arrow->rows % 8);
    return true;
}

/* === Rows === */

/* What is being added. */
struct row {
    const char *record;
    uint64_t present;
    const char *text;
    size_t text_length;
    bool escaped;
};

static int32_t status_of(bool done)
{
    return done ? PFL_OK : PFL_ERR_MEMORY;
}

static int32_t add_field(pfl_arrow *arrow, struct row *row, const struct place *place)
{
    struct column *c = &arrow->columns[place->column];
    const char *from = row->record + place->offset;
    union {
        pfl_span span;
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
        int64_t i64;
    } value;
    switch (place->type) {
    case PFL_TYPE_TEXT:
        memcpy(&value.span, from, sizeof value.span);
        if ((size_t)value.span.offset + value.span.length > row->text_length)
            return PFL_ERR_ARGUMENT;
        return status_of(add_text(arrow, c, row->text + value.span.offset, value.span.length, &row->escaped));
    case PFL_TYPE_SEVERITY:
    case PFL_TYPE_CATEGORY:
        memcpy(&value.u8, from, sizeof value.u8);
        /* A code that is none has the name of 0, which is empty. */
        return status_of(add_name(arrow, c, value.u8 < pfl_arrow_name_count(c->form.names) ? value.u8 : 0));
    case PFL_TYPE_U16:
        memcpy(&value.u16, from, sizeof value.u16);
        return status_of(add_int32(arrow, c, value.u16));
    case PFL_TYPE_U32:
        memcpy(&value.u32, from, sizeof value.u32);
        return status_of(add_int64(arrow, c, value.u32));
    case PFL_TYPE_U64:
        memcpy(&value.u64, from, sizeof value.u64);
        return status_of(add_unsigned(arrow, c, value.u64));
    case PFL_TYPE_TIME:
        memcpy(&value.i64, from, sizeof value.i64);
        return value.i64 == PFL_TIME_INVALID ? PFL_OK : status_of(add_int64(arrow, c, value.i64));
    case TYPE_STREAM:
        memcpy(&value.u64, from, sizeof value.u64);
        return status_of(add_stream(arrow, c, value.u64, &row->escaped));
    default:
        memcpy(&value.i64, from, sizeof value.i64);
        return status_of(add_int64(arrow, c, value.i64));
    }
}

/* Takes back what was added to the row that cannot be. */
static void forget(struct column *c, uint32_t row)
{
    unsigned char bit = (unsigned char)(1u << row % 8);
    if (c->memory == NULL)
        return;
    if (c->form.form == FORM_BOOL)
        ((unsigned char *)c->slots)[row / 8] &= (unsigned char)~bit;
    if (!c->form.may_lack || (c->bits[row / 8] & bit) == 0)
        return;
    c->bits[row / 8] &= (unsigned char)~bit;
    c->values--;
    if (c->form.form == FORM_TEXT && c->filled > row) {
        c->filled = row;
        c->text_used = (size_t)((int32_t *)c->slots)[row];
    } else if (c->form.form != FORM_TEXT) {
        size_t width = pfl_arrow_slots_size(c->form.form, 8) / 8;
        memset((char *)c->slots + row * width, 0, width);
    }
}

static int32_t add_fields(pfl_arrow *arrow, struct row *row, const struct route *route)
{
    int32_t status = PFL_OK;
    for (uint64_t bits = row->present & route->wanted; bits != 0 && status == PFL_OK; bits &= bits - 1)
        status = add_field(arrow, row, &route->places[lowest_bit(bits)]);
    if (status == PFL_OK && row->escaped && arrow->escaped != NO_COLUMN)
        status = status_of(add_true(arrow, &arrow->columns[arrow->escaped]));
    return status;
}

static int32_t add_own(pfl_arrow *arrow, const pfl_event *event, size_t kind)
{
    struct column *columns = arrow->columns;
    bool done = true;
    if (arrow->kind != NO_COLUMN)
        done = add_name(arrow, &columns[arrow->kind], kind);
    if (arrow->line != NO_COLUMN)
        done = done && add_unsigned(arrow, &columns[arrow->line], event->line);
    if (arrow->offset != NO_COLUMN)
        done = done && add_unsigned(arrow, &columns[arrow->offset], event->offset);
    if (arrow->repeat != NO_COLUMN)
        done = done && add_unsigned(arrow, &columns[arrow->repeat], event->repeat);
    for (uint32_t flags = event->flags & arrow->wanted_flags; flags != 0; flags &= flags - 1)
        done = done && add_true(arrow, &columns[arrow->flag_columns[lowest_bit(flags)]]);
    return status_of(done);
}

/* The row is whole, or taken back. */
static int32_t end_row(pfl_arrow *arrow, int32_t status)
{
    if (status == PFL_OK) {
        arrow->rows++;
        return PFL_OK;
    }
    for (uint32_t i = 0; i < arrow->column_count; i++)
        forget(&arrow->columns[i], arrow->rows);
    return status;
}

static bool make_room(pfl_arrow *arrow)
{
    return (arrow->rows < arrow->rows_room && arrow->most_text < TEXT_LIMIT) || pfl_arrow_close_batch(arrow);
}

int32_t pfl_arrow_add_event(pfl_arrow *arrow, const pfl_event *event, const char *text)
{
    size_t kind = pfl_arrow_kind_place(event->kind);
    struct row row = {
        .record = (const char *)event, .present = event->present, .text = text, .text_length = event->text_length};
    if (!make_room(arrow))
        return PFL_ERR_MEMORY;
    int32_t status = add_own(arrow, event, kind);
    if (status == PFL_OK)
        status = add_fields(arrow, &row, &arrow->routes[kind]);
    return end_row(arrow, status);
}

int32_t pfl_arrow_add_record(pfl_arrow *arrow, const void *record, const char *text)
{
    struct row row = {.record = record, .text = text, .text_length = SIZE_MAX};
    memcpy(&row.present, record, sizeof row.present);
    if (!make_room(arrow))
        return PFL_ERR_MEMORY;
    return end_row(arrow, add_fields(arrow, &row, arrow->routes));
}

bool pfl_arrow_close_batch(pfl_arrow *arrow)
{
    if (arrow->rows == 0)
        return true;
    struct block *block = pfl_block_create(arrow);
    if (block == NULL)
        return false;
    *arrow->last = block;
    arrow->last = pfl_block_next(block);
    arrow->rows = 0;
    arrow->most_text = 0;
    uint32_t next = 2 * arrow->rows_room;
    arrow->rows_room = next < arrow->most_rows ? next : arrow->most_rows;
    return true;
}
