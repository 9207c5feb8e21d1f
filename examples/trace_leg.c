/* Contract in trace_leg.h. */
#include "trace_leg.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

/* --- Legs -------------------------------------------------------------------- */

const char *leg_queue_id(const leg *l, size_t *length)
{
    static const char none[] = "NOQUEUE";
    bool named = (l->facts & IS_SESSION) == 0;
    *length = named ? l->entry.length - sizeof(uint32_t) : sizeof none - 1;
    return named ? l->name : none;
}

leg *leg_make(const char *name, size_t length, struct host *host)
{
    leg *l = must_resize(NULL, sizeof *l + length);
    *l = (leg){.host = host, .first = PFL_TIME_INVALID, .ended = PFL_TIME_INVALID};
    memcpy(l->name, name, length);
    l->entry = (index_entry){.name = l->name, .length = (uint32_t)length};
    return l;
}

void leg_free(leg *l)
{
    kept_line *lines[] = {l->begin, l->message_id, l->envelope, l->reason, l->notice};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        free(lines[i]);
    for (uint32_t i = 0; i < l->outcomes.count; i++)
        free(l->outcomes.items[i].line);
    free(l->outcomes.items);
    free(l->outcomes.slots);
    steps_free(&l->steps);
    free(l);
}

bool leg_first_step(const leg *l, step *first)
{
    return steps_next(&(steps_reader){.list = &l->steps}, first);
}

int leg_compare(const leg *a, const leg *b)
{
    step of_a = {.file = UINT32_MAX}, of_b = of_a; /* one without lines comes last */
    leg_first_step(a, &of_a);
    leg_first_step(b, &of_b);
    if (of_a.file != of_b.file)
        return of_a.file < of_b.file ? -1 : 1;
    return of_a.line < of_b.line ? -1 : of_a.line > of_b.line;
}

bool leg_is_satisfied(const leg *l)
{
    switch (l->end) {
    case END_NONE:
    case END_REQUEUED:
        return false;
    case END_REMOVED:
        return (l->facts & HAS_EXPIRED) != 0 || ((l->facts & HAS_QUEUED) != 0 && l->finished >= l->nrcpt);
    case END_DELETED:
    case END_REFUSED:
    case END_DISCARDED:
    case END_CANCELED:
    case END_ACCEPTED:
        return true;
    }
    return false;
}

/* --- Lines ------------------------------------------------------------------- */

bool line_has(const log_line *in, uint16_t field)
{
    pfl_span span;
    return pfl_event_span(in->event, field, &span);
}

bool line_is(const log_line *in, uint16_t field, const char *word)
{
    pfl_span span;
    return pfl_event_span(in->event, field, &span) && span.length == strlen(word) &&
           memcmp(in->text + span.offset, word, span.length) == 0;
}

/* --- Kept lines -------------------------------------------------------------- */

/* A field of the line, as a part of its message; empty when it is not there. */
static pfl_span span_in_message(const log_line *in, uint16_t field)
{
    pfl_span span = {0, 0};
    if (pfl_event_span(in->event, field, &span))
        span.offset = (uint16_t)(span.offset - in->event->message.offset);
    return span;
}

kept_line *leg_keep(const log_line *in)
{
    const pfl_event *event = in->event;
    kept_line *k = must_resize(NULL, sizeof *k + event->program.length + event->message.length);
    *k = (kept_line){
        .time = event->time,
        .line = event->line,
        .file = in->file,
        .pid = event->pid,
        .program_length = event->program.length,
        .message_length = event->message.length,
        .to = span_in_message(in, PFL_FIELD_TO),
        .orig_to = span_in_message(in, PFL_FIELD_ORIG_TO),
        .from = span_in_message(in, PFL_FIELD_FROM),
        .client = span_in_message(in, PFL_FIELD_CLIENT_ADDR),
    };
    if (k->to.length == 0 && k->to.offset == 0)
        k->to.length = event->message.length;
    memcpy(k->bytes, in->text + event->program.offset, event->program.length);
    memcpy(k->bytes + k->program_length, in->text + event->message.offset, event->message.length);
    return k;
}

bool kept_has(const kept_line *k, pfl_span kept, const log_line *in, uint16_t field)
{
    pfl_span span = span_in_message(in, field);
    return span.length == kept.length &&
           memcmp(kept_message(k) + kept.offset, in->text + in->event->message.offset + span.offset, span.length) == 0;
}
