/* Lines of a log into a state. Contract in audit_reading.h. */
#include "audit_reading.h"
#include <string.h>

/* A mark every so many bytes: so little is read again to number a line of a report. */
#define MARK_EVERY (UINT64_C(1) << 20)

static void mark(log_part *part, uint64_t offset)
{
    size_t count = part->mark_count;
    if (count > 0 && offset - part->marks[count - 1].offset < MARK_EVERY)
        return;
    if ((count & (count - 1)) == 0) /* room for twice as many at each power of two */
        part->marks = must_resize(part->marks, (count > 0 ? 2 * count : 1) * sizeof *part->marks);
    part->marks[part->mark_count++] = (log_mark){offset, part->lines};
}

/* --- What cannot be read from any place -------------------------------------- */

/* Of so many lines of a compressed file: it can be unpacked again to number the others. */
#define LENGTHS_MOST (16 << 20)

static void add_length(log_part *part, uint64_t length)
{
    if (part->lengths_room - part->lengths_used < 10) {
        part->lengths_room = 2 * part->lengths_room + 4096;
        part->lengths = must_resize(part->lengths, part->lengths_room);
    }
    for (; length >= 128; length >>= 7)
        part->lengths[part->lengths_used++] = (unsigned char)(128 | (length & 127));
    part->lengths[part->lengths_used++] = (unsigned char)length;
}

/* Each line's distance from the one before; of the first one, from the part's start. */
static void add_lengths(log_part *part, const pfl_event *events, size_t count, bool regular)
{
    if (part->lengths_used > LENGTHS_MOST && regular)
        return;
    if (part->lengths_used == 0)
        part->next_offset = part->start;
    for (size_t i = 0; i < count; i++) {
        add_length(part, events[i].offset - part->next_offset);
        part->next_offset = events[i].offset;
    }
}

void log_count_lengths(const log_part *part, uint64_t before, input_line *lines, size_t count)
{
    uint64_t at = part->start, length = 0, line = before;
    unsigned shift = 0;
    for (size_t i = 0; i < part->lengths_used && count > 0; i++) {
        length |= (uint64_t)(part->lengths[i] & 127) << shift;
        shift += 7;
        if (part->lengths[i] >= 128)
            continue;
        at += length;
        line++;
        for (; count > 0 && lines->offset <= at; lines++, count--)
            lines->number = lines->offset == at ? line : lines->number;
        length = shift = 0;
    }
}

/* What is kept of texts in all, so that a flood of failed logins takes no more: later ones are unpacked again. */
#define TEXTS_MOST (32 << 20)
static atomic_size_t texts_kept;

static void add_text(log_part *part, uint64_t offset, const char *text, size_t length)
{
    length = length < LINE_TEXT ? length : LINE_TEXT;
    if (atomic_fetch_add(&texts_kept, length + sizeof *part->texts) > TEXTS_MOST)
        return;
    if (part->text_count == part->text_room)
        part->texts = must_resize(part->texts, (part->text_room = 2 * part->text_room + 64) * sizeof *part->texts);
    if (part->bytes_room - part->bytes_used < length)
        part->text_bytes = must_resize(part->text_bytes, part->bytes_room = 2 * part->bytes_room + 16384);
    part->texts[part->text_count++] = (log_text){offset, part->bytes_used, (uint32_t)length};
    memcpy(part->text_bytes + part->bytes_used, text, length);
    part->bytes_used += length;
}

/* Of logins, states keep where they stand: there are too many. */
static void add_texts(log_part *part, const input_batch *batch, const pfl_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const pfl_event *e = &events[i];
        bool is_login = e->kind == PFL_KIND_AUTH_FAIL || e->kind == PFL_KIND_SASL_LOGIN || e->kind == PFL_KIND_LOGIN;
        if (is_login && (e->flags & PFL_FLAG_TEXT_OWNED) == 0) /* JSON is shown as it stands in the file */
            add_text(part, e->offset, input_text(batch, e), input_line_length(batch, e));
    }
}

const char *log_kept_text(const log_part *part, uint64_t offset, size_t *length)
{
    size_t low = 0, high = part->text_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (part->texts[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == part->text_count || part->texts[low].offset != offset)
        return NULL;
    *length = part->texts[low].length;
    return part->text_bytes + part->texts[low].at;
}

/* --- Counting ---------------------------------------------------------------- */

static bool refuse(counter *c, int32_t status)
{
    switch (status) {
    case PFL_ERR_OVERLAP:
        log_refuse(c->log, "some of its lines are counted already, from another file: the rest of it is not read");
        break;
    case PFL_ERR_COMPACTED:
        log_refuse(c->log, "has lines from a time of which the state keeps only sums: the rest of it is not read");
        break;
    default:
        log_refuse(c->log, "%s", pfl_strerror(status));
    }
    return false;
}

static int32_t begin(counter *c, uint64_t offset)
{
    const char *name = c->log->file->name;
    const pfl_stream stream = {.size = sizeof stream,
                               .id = c->log->stream,
                               .offset = offset,
                               .name = name,
                               .name_length = strlen(name),
                               .host = c->host,
                               .host_length = c->host != NULL ? strlen(c->host) : 0};
    c->begun = c->part;
    return pfl_aggregator_begin(c->state, &stream);
}

static bool is_too_old(const counter *c, const pfl_event *event)
{
    return event->time < c->kept_from && event->time != PFL_TIME_INVALID;
}

/* How many events from the first on are too old, or are not. */
static size_t alike(const counter *c, const pfl_event *events, size_t count)
{
    size_t n = 1;
    while (n < count && is_too_old(c, &events[n]) == is_too_old(c, &events[0]))
        n++;
    return n;
}

static bool add(counter *c, const input_batch *batch, const pfl_event *events, size_t count)
{
    int32_t status = PFL_OK;
    if (input_is_plain(c->log->file))
        mark(c->part, events[0].offset);
    if (c->begun != c->part)
        status = begin(c, events[0].offset);
    if (status == PFL_OK)
        status = pfl_aggregator_add(c->state, batch->parser, batch->data, events, sizeof *events, count);
    c->part->lines += count;
    return status == PFL_OK || refuse(c, status);
}

/* A line that is too old is passed by: one of a wrong clock must not keep the others from being read. */
bool counter_add(counter *c, const input_batch *batch, const pfl_event *events, size_t count)
{
    bool fine = true;
    for (size_t n; fine && count > 0; events += n, count -= n) {
        n = c->kept_from == PFL_TIME_INVALID ? count : alike(c, events, count);
        if (!is_too_old(c, events)) {
            fine = add(c, batch, events, n);
        } else {
            c->log->passed += n;
            c->part->lines += n;
        }
    }
    return fine;
}

/* How many events from the first on are in its part. */
static size_t run_of(const counter *c, const pfl_event *events, size_t count)
{
    size_t n = 0;
    if (count > 0 && events[count - 1].offset < c->part->end)
        return count;
    while (n < count && events[n].offset < c->part->end)
        n++;
    return n;
}

bool counter_add_stream(counter *c, const input_batch *batch)
{
    if (batch->count == 0)
        return !c->log->refused; /* a log of which nothing came yet may have no parts */
    const log_part *last = c->log->parts + c->log->part_count - 1;
    for (size_t i = 0; i < batch->count && !c->log->refused;) {
        while (c->part < last && batch->events[i].offset >= c->part->end)
            c->part++;
        size_t n = run_of(c, batch->events + i, batch->count - i);
        if (n == 0)
            break; /* behind what was there when the run began */
        if (!input_is_plain(c->log->file))
            add_lengths(c->part, batch->events + i, n, c->log->file->regular);
        if (c->log->file->packing != INPUT_PLAIN)
            add_texts(c->part, batch, batch->events + i, n);
        for (size_t k = i; c->part->known && k < i + n; k++)
            if (!log_check_line(c->log, c->part, batch, &batch->events[k]))
                return false;
        if (!c->part->known && !counter_add(c, batch, batch->events + i, n))
            return false;
        i += n;
    }
    return !c->log->refused;
}

void counter_end_stream(counter *c)
{
    for (size_t i = 0; i < c->log->part_count && !c->log->refused; i++)
        if (c->log->parts[i].known && !c->log->parts[i].last_seen)
            log_refuse(c->log, "is shorter than when it was counted before: not all of it was compared");
}
