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

/* --- What cannot be read again ----------------------------------------------- */

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
static void add_lengths(log_part *part, const pfl_event *events, size_t count)
{
    if (part->lengths_used == 0)
        part->next_offset = part->start;
    for (size_t i = 0; i < count; i++) {
        add_length(part, events[i].offset - part->next_offset);
        part->next_offset = events[i].offset;
    }
}

uint64_t log_count_lengths(const log_part *part, uint64_t offset)
{
    uint64_t at = part->start, length = 0, line = 0;
    unsigned shift = 0;
    for (size_t i = 0; i < part->lengths_used; i++) {
        length |= (uint64_t)(part->lengths[i] & 127) << shift;
        shift += 7;
        if (part->lengths[i] >= 128)
            continue;
        at += length;
        line++;
        if (at >= offset)
            return at == offset ? line : 0;
        length = shift = 0;
    }
    return 0;
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
    if (c->log->file->regular)
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
    const log_part *last = c->log->parts + c->log->part_count - 1;
    for (size_t i = 0; i < batch->count && !c->log->refused;) {
        while (c->part < last && batch->events[i].offset >= c->part->end)
            c->part++;
        size_t n = run_of(c, batch->events + i, batch->count - i);
        if (n == 0)
            break; /* behind what was there when the run began */
        if (!c->log->file->regular)
            add_lengths(c->part, batch->events + i, n);
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
