/*
 * Rows into columns, some at a time: first it is noted which column gets what of which
 * row, then there is memory for all of it, and then each column takes in its values.
 *
 * A column is one type and one place in memory, so its loop has little to decide; going
 * row by row, most of the time went into the question what comes next.
 */
#include "lib/export/arrow_batch.h"

#include "lib/events/schema.h"
#include "lib/export/arrow_text.h"

/* A stream's number as text. */
#define STREAM_LENGTH 16

/* Short text is copied as so many bytes, where so many can be read and written. */
#define SHORT_TEXT 32

/* What is being added. */
struct group {
    pfl_arrow *arrow;
    const struct row *rows;
    size_t count;
    uint64_t plain;                     /* rows of which all text is the same in a column */
    uint64_t escaped;                   /* rows of which some was not */
    uint64_t columns[MAX_COLUMNS / 64]; /* that get something: a bit for each */
};

/* The next column that gets something, the first one behind NULL; NULL behind the last. */
static inline struct column *next_column(const struct group *g, const struct column *before)
{
    size_t place = before == NULL ? 0 : (size_t)(before - g->arrow->columns) + 1;
    for (uint64_t mask = UINT64_MAX << place % 64; place < MAX_COLUMNS; mask = UINT64_MAX) {
        uint64_t left = g->columns[place / 64] & mask;
        if (left != 0)
            return &g->arrow->columns[place / 64 * 64 + lowest_bit(left)];
        place = (place / 64 + 1) * 64;
    }
    return NULL;
}

/* === What goes where === */

static uint64_t first_rows(size_t count)
{
    return count == GROUP ? UINT64_MAX : (UINT64_C(1) << count) - 1;
}

static inline struct column *note(struct group *g, uint8_t place, uint64_t rows)
{
    struct column *c = &g->arrow->columns[place];
    g->columns[place / 64] |= UINT64_C(1) << place % 64;
    c->rows |= rows;
    return c;
}

static void note_own(struct group *g)
{
    const uint8_t own[] = {g->arrow->kind, g->arrow->line, g->arrow->offset, g->arrow->repeat};
    for (size_t i = 0; i < sizeof own; i++)
        if (own[i] != NO_COLUMN)
            note(g, own[i], first_rows(g->count));
    for (size_t i = 0; i < g->count; i++)
        for (uint32_t flags = g->rows[i].event->flags & g->arrow->wanted_flags; flags != 0; flags &= flags - 1)
            note(g, g->arrow->flag_columns[lowest_bit(flags)], UINT64_C(1) << i);
}

/* False when a span ends behind its text. */
static bool note_row(struct group *g, size_t i)
{
    const struct row *row = &g->rows[i];
    const struct route *route = row->route;
    uint64_t bits = row->present & route->spans;
    bool plain = (g->arrow->flags & PFL_ARROW_BINARY) != 0;
    if (!plain && bits != 0)
        plain = row->text_length != SIZE_MAX && is_plain(row->text, row->text_length);
    g->plain |= (uint64_t)plain << i;
    for (; bits != 0; bits &= bits - 1) {
        const struct place *place = &route->places[lowest_bit(bits)];
        pfl_span span;
        memcpy(&span, row->record + place->offset, sizeof span);
        if ((size_t)span.offset + span.length > row->text_length)
            return false;
        struct column *c = note(g, place->column, UINT64_C(1) << i);
        c->places[i] = place->offset;
        c->more_text += plain ? span.length : (size_t)WIDEST * span.length;
    }
    for (bits = row->present & route->others; bits != 0; bits &= bits - 1) {
        const struct place *place = &route->places[lowest_bit(bits)];
        note(g, place->column, UINT64_C(1) << i)->places[i] = place->offset;
    }
    return true;
}

/* How many rows are as they should be: up to the first that is not. */
static size_t note_rows(struct group *g)
{
    size_t sound = 0;
    if (g->arrow->table == NULL)
        note_own(g);
    while (sound < g->count && note_row(g, sound))
        sound++;
    for (struct column *c = next_column(g, NULL); c != NULL; c = next_column(g, c))
        c->rows &= first_rows(sound);
    return sound;
}

static void forget(struct group *g)
{
    for (struct column *c = next_column(g, NULL); c != NULL; c = next_column(g, c)) {
        c->rows = 0;
        c->more_text = 0;
    }
}

/* === Memory === */

static unsigned count_bits(uint64_t bits)
{
#ifdef __GNUC__
    return (unsigned)__builtin_popcountll(bits);
#else
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
#endif
}

static bool make_room(pfl_arrow *arrow, struct column *c)
{
    if (c->rows == 0)
        return true;
    if (c->slots == NULL && !pfl_arrow_open_column(arrow, c))
        return false;
    if (c->form.form != FORM_TEXT)
        return true;
    size_t more = SHORT_TEXT + (c->form.type == TYPE_STREAM ? GROUP * STREAM_LENGTH : c->more_text);
    return c->text_room - c->text_used >= more || pfl_arrow_grow_text(arrow, c, more);
}

static bool make_rooms(struct group *g)
{
    pfl_arrow *arrow = g->arrow;
    bool done = true;
    for (struct column *c = next_column(g, NULL); c != NULL; c = next_column(g, c))
        done = done && make_room(arrow, c);
    if (arrow->escaped != NO_COLUMN && g->plain != first_rows(g->count) && arrow->columns[arrow->escaped].slots == NULL)
        done = done && pfl_arrow_open_column(arrow, &arrow->columns[arrow->escaped]);
    return done;
}

/* === Values === */

/* Bits of rows into a bitmap, where bit 0 of a byte is its first row's. */
static void set_bits(void *bitmap, uint32_t row, uint64_t bits)
{
    unsigned char *bytes = (unsigned char *)bitmap + row / GROUP * sizeof bits;
    bits <<= row % GROUP;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    word |= bits;
    memcpy(bytes, &word, sizeof word);
#else
    for (; bits != 0; bits >>= 8)
        *bytes++ |= (unsigned char)bits;
#endif
}

/* The slots of the group's rows: zeros, as far as not all of them get a value. */
static void *open_slots(const struct group *g, struct column *c, size_t width)
{
    uint32_t row = g->arrow->rows, end = row + (uint32_t)g->count;
    if (c->filled < row || c->rows != first_rows(g->count))
        pfl_arrow_fill(c, end);
    c->filled = end;
    return (char *)c->slots + row * width;
}

static inline const char *value_of(const struct group *g, const struct column *c, unsigned row)
{
    return g->rows[row].record + c->places[row];
}

static void add_names(struct group *g, struct column *c)
{
    int16_t *slots = open_slots(g, c, sizeof *slots);
    size_t count = pfl_arrow_name_count(c->form.names);
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        uint8_t code;
        memcpy(&code, value_of(g, c, i), sizeof code);
        slots[i] = code < count ? code : 0; /* a code that is none has the name of 0, which is empty */
    }
}

static void add_16_bits(struct group *g, struct column *c)
{
    int32_t *slots = open_slots(g, c, sizeof *slots);
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        uint16_t number;
        memcpy(&number, value_of(g, c, i), sizeof number);
        slots[i] = number;
    }
}

static void add_32_bits(struct group *g, struct column *c)
{
    int64_t *slots = open_slots(g, c, sizeof *slots);
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        uint32_t number;
        memcpy(&number, value_of(g, c, i), sizeof number);
        slots[i] = number;
    }
}

static int64_t at_most(uint64_t number)
{
    return number > INT64_MAX ? INT64_MAX : (int64_t)number;
}

static void add_64_bits(struct group *g, struct column *c)
{
    int64_t *slots = open_slots(g, c, sizeof *slots);
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        uint64_t number;
        memcpy(&number, value_of(g, c, i), sizeof number);
        slots[i] = c->form.type == PFL_TYPE_U64 ? at_most(number) : (int64_t)number;
    }
}

/* A time that cannot be is none. */
static void add_times(struct group *g, struct column *c)
{
    int64_t *slots = open_slots(g, c, sizeof *slots);
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        int64_t time;
        memcpy(&time, value_of(g, c, i), sizeof time);
        slots[i] = time == PFL_TIME_INVALID ? 0 : time;
        if (time == PFL_TIME_INVALID)
            c->rows &= ~(UINT64_C(1) << i);
    }
}

/* The offsets behind the group's rows: zeros, to become first the lengths and then their sums. */
static int32_t *open_lengths(const struct group *g, struct column *c)
{
    pfl_arrow_fill(c, g->arrow->rows);
    int32_t *lengths = (int32_t *)c->slots + g->arrow->rows + 1;
    memset(lengths, 0, g->count * sizeof *lengths);
    return lengths;
}

static void close_lengths(const struct group *g, struct column *c, int32_t *lengths)
{
    int32_t end = lengths[-1];
    for (size_t i = 0; i < g->count; i++)
        lengths[i] = end += lengths[i];
    c->filled += (uint32_t)g->count;
    c->text_used = (size_t)end;
    if (c->text_used > g->arrow->most_text)
        g->arrow->most_text = c->text_used;
}

static void add_texts(struct group *g, struct column *c)
{
    int32_t *lengths = open_lengths(g, c);
    char *to = c->text + c->text_used;
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        const struct row *row = &g->rows[i];
        pfl_span span;
        memcpy(&span, value_of(g, c, i), sizeof span);
        const char *from = row->text + span.offset;
        size_t length = span.length;
        if ((g->plain & left & (0 - left)) == 0) {
            bool escaped = false;
            length = put_utf8(to, from, length, &escaped);
            g->escaped |= (uint64_t)escaped << i;
        } else if (length <= SHORT_TEXT && (size_t)span.offset + SHORT_TEXT <= row->text_length) {
            memcpy(to, from, SHORT_TEXT);
        } else {
            memcpy(to, from, length);
        }
        to += length;
        lengths[i] = (int32_t)length;
    }
    close_lengths(g, c, lengths);
}

/* Sixteen hex digits. */
static void add_streams(struct group *g, struct column *c)
{
    int32_t *lengths = open_lengths(g, c);
    char *to = c->text + c->text_used;
    for (uint64_t left = c->rows; left != 0; left &= left - 1) {
        unsigned i = lowest_bit(left);
        uint64_t stream;
        memcpy(&stream, value_of(g, c, i), sizeof stream);
        for (unsigned shift = 64; shift > 0; shift -= 4)
            *to++ = "0123456789abcdef"[stream >> (shift - 4) & 15];
        lengths[i] = STREAM_LENGTH;
    }
    close_lengths(g, c, lengths);
}

/* Columns that are no fields have a value in every row. */
static void add_own(struct group *g, struct column *c)
{
    if (c->form.own == OWN_KIND) {
        int16_t *kinds = open_slots(g, c, sizeof *kinds);
        for (size_t i = 0; i < g->count; i++)
            kinds[i] = (int16_t)(g->rows[i].route - g->arrow->routes);
        return;
    }
    if (c->form.own == OWN_FLAG) {
        set_bits(c->slots, g->arrow->rows, c->rows);
        return;
    }
    int64_t *numbers = open_slots(g, c, sizeof *numbers);
    for (size_t i = 0; i < g->count; i++) {
        const pfl_event *event = g->rows[i].event;
        numbers[i] = at_most(c->form.own == OWN_LINE     ? event->line
                             : c->form.own == OWN_OFFSET ? event->offset
                                                         : event->repeat);
    }
}

static void add_field(struct group *g, struct column *c)
{
    switch (c->form.type) {
    case PFL_TYPE_TEXT:
        add_texts(g, c);
        break;
    case TYPE_STREAM:
        add_streams(g, c);
        break;
    case PFL_TYPE_SEVERITY:
    case PFL_TYPE_CATEGORY:
        add_names(g, c);
        break;
    case PFL_TYPE_U16:
        add_16_bits(g, c);
        break;
    case PFL_TYPE_U32:
        add_32_bits(g, c);
        break;
    case PFL_TYPE_TIME:
        add_times(g, c);
        break;
    default:
        add_64_bits(g, c);
    }
    set_bits(c->bits, g->arrow->rows, c->rows);
    c->values += count_bits(c->rows);
}

static void add_values(struct group *g)
{
    pfl_arrow *arrow = g->arrow;
    for (struct column *c = next_column(g, NULL); c != NULL; c = next_column(g, c)) {
        if (c->rows == 0) /* only of the row that is refused */
            continue;
        if (c->form.own != OWN_NONE)
            add_own(g, c);
        else
            add_field(g, c);
    }
    if (g->escaped != 0 && arrow->escaped != NO_COLUMN)
        set_bits(arrow->columns[arrow->escaped].slots, arrow->rows, g->escaped);
}

int32_t pfl_arrow_add_group(pfl_arrow *arrow, const struct row *rows, size_t count)
{
    struct group g;
    g.arrow = arrow;
    g.rows = rows;
    g.count = count;
    g.plain = g.escaped = 0;
    memset(g.columns, 0, sizeof g.columns);
    g.count = note_rows(&g);
    if (make_rooms(&g)) {
        add_values(&g);
        forget(&g);
        arrow->rows += (uint32_t)g.count;
        return g.count == count ? PFL_OK : PFL_ERR_ARGUMENT;
    }
    forget(&g);
    if (count == 1)
        return PFL_ERR_MEMORY;
    int32_t status = PFL_OK; /* one by one, to see how far the memory goes */
    for (size_t i = 0; i < count && status == PFL_OK; i++)
        status = pfl_arrow_add_group(arrow, rows + i, 1);
    return status;
}
