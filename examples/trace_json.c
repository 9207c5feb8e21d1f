/* A message as one JSON object. Contract in trace_report.h. */
#include "trace_report.h"
#include <inttypes.h>
#include <string.h>

/* An object that is being written: what separates its next member from those before, and what happened to its texts. */
typedef struct writer {
    const report *report;
    const char *comma;
    int32_t escaped;
} writer;

/* --- Members ----------------------------------------------------------------- */

static void put_key(writer *w, const char *key)
{
    output_format(w->report->out, "%s\"%s\":", w->comma, key);
    w->comma = ",";
}

/* Opens an object or a list, as a member or (key NULL) in a list. */
static void put_open(writer *w, const char *key, const char *bracket)
{
    if (key != NULL)
        put_key(w, key);
    else
        output_string(w->report->out, w->comma);
    output_string(w->report->out, bracket);
    w->comma = "";
}

static void put_close(writer *w, const char *bracket)
{
    output_string(w->report->out, bracket);
    w->comma = ",";
}

static void put_text(writer *w, const char *key, const char *text, size_t length)
{
    put_key(w, key);
    output_json(w->report->out, text, length, &w->escaped);
}

static void put_string(writer *w, const char *key, const char *string)
{
    put_text(w, key, string, strlen(string));
}

static void put_number(writer *w, const char *key, uint64_t number)
{
    put_key(w, key);
    output_format(w->report->out, "%" PRIu64, number);
}

static void put_true(writer *w, const char *key)
{
    put_key(w, key);
    output_string(w->report->out, "true");
}

static void put_time(writer *w, int64_t time)
{
    char text[TIME_TEXT];
    if (time != PFL_TIME_INVALID)
        put_string(w, "time", report_time(time, false, text));
}

static void put_place(writer *w, uint32_t file, uint64_t line)
{
    put_string(w, "file", trace_file(w->report->trace, file));
    put_number(w, "line", line);
}

static void put_queue_id(writer *w, const char *key, const leg *l)
{
    size_t length;
    const char *id = leg_queue_id(l, &length);
    put_text(w, key, id, length);
}

/* Seconds, with as many digits behind the point as it takes. */
static void put_duration(writer *w, const char *key, int64_t duration)
{
    int digits = 6;
    unsigned fraction = (unsigned)(duration % 1000000);
    put_key(w, key);
    output_format(w->report->out, "%" PRId64, duration / 1000000);
    if (fraction == 0)
        return;
    for (; fraction % 10 == 0; fraction /= 10)
        digits--;
    output_format(w->report->out, ".%0*u", digits, fraction);
}

/* Fields of a line under their own names, those that it has. */
static void put_fields(writer *w, const pfl_event *event, const char *text, const uint16_t *fields, size_t count)
{
    pfl_span span;
    for (size_t i = 0; i < count; i++)
        if (pfl_event_span(event, fields[i], &span))
            put_text(w, pfl_field_info(event->kind, fields[i])->name, text + span.offset, span.length);
}

/* --- The message ------------------------------------------------------------- */

static void put_reason(writer *w, const kept_line *k)
{
    static const uint16_t fields[] = {PFL_FIELD_ACTION,  PFL_FIELD_WHERE,  PFL_FIELD_DSN,
                                      PFL_FIELD_REPLY,   PFL_FIELD_TO,     PFL_FIELD_SECTION,
                                      PFL_FIELD_CONTENT, PFL_FIELD_REASON, PFL_FIELD_MESSAGE};
    pfl_event event;
    const char *text = kept_event(w->report->parser, k, &event);
    put_open(w, "reason", "{");
    put_fields(w, &event, text, fields, sizeof fields / sizeof *fields);
    put_place(w, k->file, k->line);
    put_close(w, "}");
}

static void put_legs(writer *w, const trace_message *m)
{
    static const uint16_t notice[] = {PFL_FIELD_NOTICE};
    size_t length;
    pfl_event event;
    put_open(w, "queue_ids", "[");
    for (size_t i = 0; i < m->count; i++) {
        const leg *l = m->legs[i];
        put_open(w, NULL, "{");
        put_queue_id(w, "queue_id", l);
        const char *host = leg_host(l, &length);
        if (length > 0)
            put_text(w, "host", host, length);
        if (l->link != LINK_NONE) {
            put_string(w, "link", link_name(l->link));
            put_queue_id(w, "linked_to", l->parent);
        }
        if (l->notice != NULL) {
            const char *text = kept_event(w->report->parser, l->notice, &event);
            put_fields(w, &event, text, notice, 1);
        }
        put_time(w, l->first);
        step begin;
        if (leg_first_step(l, &begin))
            put_place(w, begin.file, begin.line);
        put_string(w, "state", state_name(leg_state_of(l)));
        if (l->reason != NULL)
            put_reason(w, l->reason);
        put_close(w, "}");
    }
    put_close(w, "]");
}

static void put_beginning(writer *w, const trace_message *m)
{
    static const uint16_t fields[] = {PFL_FIELD_CLIENT_NAME,      PFL_FIELD_CLIENT_ADDR,   PFL_FIELD_SASL_METHOD,
                                      PFL_FIELD_SASL_USERNAME,    PFL_FIELD_ORIG_QUEUE_ID, PFL_FIELD_ORIG_CLIENT_NAME,
                                      PFL_FIELD_ORIG_CLIENT_ADDR, PFL_FIELD_ORIG_ID};
    pfl_event event;
    if (m->begin == NULL)
        return;
    const char *text = kept_event(w->report->parser, m->begin, &event);
    put_fields(w, &event, text, fields, sizeof fields / sizeof *fields);
    bool client = event.kind == PFL_KIND_CLIENT || event.kind == PFL_KIND_SASL_LOGIN;
    if (client && (event.present & PFL_HAS_CLIENT_CLIENT_PORT) != 0)
        put_number(w, "client_port", event.client.client_port);
    if (event.kind == PFL_KIND_PICKUP && (event.present & PFL_HAS_PICKUP_UID) != 0)
        put_number(w, "uid", event.pickup.uid);
}

static void put_envelope(writer *w, const trace_message *m)
{
    static const uint16_t from[] = {PFL_FIELD_FROM}, message_id[] = {PFL_FIELD_MESSAGE_ID};
    pfl_event event;
    if (m->sender != NULL) {
        const char *text = kept_event(w->report->parser, m->sender, &event);
        put_fields(w, &event, text, from, 1);
    }
    if (m->size != NULL) {
        kept_event(w->report->parser, m->size, &event);
        if ((event.present & PFL_HAS_QUEUED_SIZE) != 0)
            put_number(w, "size", event.queued.size);
        if ((event.present & PFL_HAS_QUEUED_NRCPT) != 0)
            put_number(w, "nrcpt", event.queued.nrcpt);
    }
    if (m->message_id != NULL) {
        const char *text = kept_event(w->report->parser, m->message_id, &event);
        put_fields(w, &event, text, message_id, 1);
    }
}

static void put_outcome(writer *w, const leg *l, const outcome *o)
{
    static const uint16_t who[] = {PFL_FIELD_TO, PFL_FIELD_ORIG_TO, PFL_FIELD_RELAY, PFL_FIELD_DSN},
                          said[] = {PFL_FIELD_REPLY};
    const char *status;
    size_t length;
    pfl_event event;
    const char *text = kept_event(w->report->parser, o->line, &event);
    const leg *next = outcome_next(l, o);
    bool delivered = pfl_field_info(event.kind, PFL_FIELD_DELAY) != NULL;
    put_open(w, NULL, "{");
    put_fields(w, &event, text, who, sizeof who / sizeof *who);
    report_status(&event, text, &status, &length);
    put_text(w, "status", status, length);
    if (!delivered && (event.present & PFL_HAS_REJECT_REPLY_CODE) != 0)
        put_number(w, "reply_code", event.reject.reply_code);
    put_fields(w, &event, text, said, 1);
    if ((event.flags & PFL_FLAG_AMBIGUOUS) != 0) {
        put_true(w, "ambiguous");
        put_text(w, "message", text + event.message.offset, event.message.length);
    }
    if (delivered && (event.present & PFL_HAS_DELIVERY_DELAY) != 0)
        put_duration(w, "delay", event.delivery.delay);
    put_number(w, "attempts", o->attempts);
    put_queue_id(w, "queue_id", l);
    if (next != NULL)
        put_queue_id(w, "next_queue_id", next);
    if (leg_is_of_notice(l))
        put_true(w, "notice");
    put_time(w, event.time);
    put_place(w, o->line->file, o->line->line);
    put_close(w, "}");
}

static void put_recipients(writer *w, const trace_message *m)
{
    put_open(w, "recipients", "[");
    for (size_t i = 0; i < m->count; i++)
        for (uint32_t k = 0; k < m->legs[i]->outcomes.count; k++)
            put_outcome(w, m->legs[i], &m->legs[i]->outcomes.items[k]);
    put_close(w, "]");
}

static void put_steps(writer *w, const trace_message *m)
{
    put_open(w, "steps", "[");
    for (size_t i = 0; i < m->step_count; i++) {
        const step *s = &m->steps[i].step;
        const pfl_kind *kind = pfl_kind_info((uint16_t)s->kind);
        put_open(w, NULL, "{");
        put_time(w, s->time);
        put_string(w, "kind", kind != NULL ? kind->name : "other");
        put_queue_id(w, "queue_id", m->steps[i].leg);
        put_place(w, s->file, s->line);
        put_close(w, "}");
    }
    put_close(w, "]");
}

void report_json(const report *r, const trace_message *m)
{
    writer w = {.report = r, .comma = ""};
    bool ambiguous = false;
    for (size_t i = 0; i < m->count; i++)
        ambiguous |= (m->legs[i]->facts & IS_AMBIGUOUS) != 0;
    put_open(&w, NULL, "{");
    put_string(&w, "state", state_name(m->state));
    put_time(&w, m->legs[0]->first);
    put_legs(&w, m);
    put_beginning(&w, m);
    put_envelope(&w, m);
    put_recipients(&w, m);
    put_steps(&w, m);
    if (trace_message_lacks_beginning(m))
        put_true(&w, "begin_missing");
    if (ambiguous)
        put_true(&w, "ambiguous");
    if (w.escaped != 0)
        put_true(&w, "escaped");
    put_close(&w, "}\n");
}
