/*
 * A message as a block for a person. Contract in trace_report.h.
 *
 *     9B46FAA6954 on mx1, 2026-07-10 05:02:12Z: left the queue, 1 sent
 *       Client        dsl-7.isp.example[198.51.100.7]
 *       ...
 *       9B46FAA6954   left the queue
 *         sent        bob@example.com, 2026-07-10 05:02:13Z
 *                     mx.example.com[192.0.2.25]:25, 2.0.0: 250 2.0.0 Ok: queued as 4D1F
 *       Lines
 *         2026-07-10 05:02:12Z  9B46FAA6954  sasl-login  mail.log:12
 */
#include "trace_report.h"
#include <inttypes.h>
#include <string.h>

/* --- The head ---------------------------------------------------------------- */

/* ", 2 sent, 1 bounced": what became of the recipients in the end. */
static void put_counts(output *out, const trace_message *m)
{
    static const struct {
        const char *word;
        uint16_t kinds[2];
    } groups[] = {
        {"sent", {PFL_KIND_SENT, 0}},
        {"deferred", {PFL_KIND_DEFERRED, 0}},
        {"bounced", {PFL_KIND_BOUNCED, 0}},
        {"deliverable", {PFL_KIND_DELIVERABLE, 0}},
        {"undeliverable", {PFL_KIND_UNDELIVERABLE, 0}},
        {"rejected", {PFL_KIND_REJECT, PFL_KIND_MILTER}},
        {"unclear", {PFL_KIND_OTHER, 0}},
    };
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        uint32_t count = 0;
        for (size_t i = 0; i < m->count; i++)
            for (uint32_t k = 0; k < m->legs[i]->outcomes.count && !leg_is_of_notice(m->legs[i]); k++) {
                const outcome *o = &m->legs[i]->outcomes.items[k];
                uint16_t kind = kept_has_recipient(o->line) ? o->kind : PFL_KIND_OTHER;
                bool counts = kind == groups[g].kinds[0] || kind == groups[g].kinds[1];
                count += counts && outcome_next(m->legs[i], o) == NULL;
            }
        if (count > 0)
            output_format(out, ", %" PRIu32 " %s", count, groups[g].word);
    }
}

static void put_head(const report *r, const trace_message *m)
{
    size_t length;
    const char *host = leg_host(m->legs[0], &length);
    output_paint(r->out, "1");
    report_queue_id(r->out, m->legs[0]);
    output_paint(r->out, NULL);
    if (length > 0) {
        output_string(r->out, " on ");
        report_name(r->out, host, length);
    }
    output_string(r->out, ", ");
    report_when(r->out, m->legs[0]->first);
    output_string(r->out, ": ");
    output_paint(r->out, state_paint(m->state));
    output_string(r->out, state_words(m->state));
    put_counts(r->out, m);
    output_paint(r->out, NULL);
    output_string(r->out, "\n");
}

/* NAME[ADDRESS] as Postfix writes it. Neither can hold a bracket. */
static void put_client(output *out, const char *label, const pfl_event *event, const char *text, uint16_t name,
                       uint16_t address)
{
    pfl_span span;
    if (!pfl_event_span(event, address, &span))
        return;
    report_heading(out, label);
    report_text_field(out, "", event, text, name);
    output_string(out, "[");
    output_text(out, text + span.offset, span.length);
    output_string(out, "]\n");
}

static void put_beginning(const report *r, const trace_message *m)
{
    const leg *first = m->legs[0];
    output *out = r->out;
    pfl_event event;
    if (m->begin != NULL) {
        const char *text = kept_event(r->parser, m->begin, &event);
        pfl_span span;
        put_client(out, "Client", &event, text, PFL_FIELD_CLIENT_NAME, PFL_FIELD_CLIENT_ADDR);
        put_client(out, "For client", &event, text, PFL_FIELD_ORIG_CLIENT_NAME, PFL_FIELD_ORIG_CLIENT_ADDR);
        if (pfl_event_span(&event, PFL_FIELD_SASL_USERNAME, &span)) {
            report_heading(out, "Login");
            report_field(out, "", &event, text, PFL_FIELD_SASL_USERNAME);
            report_field(out, " by ", &event, text, PFL_FIELD_SASL_METHOD);
            output_string(out, "\n");
        }
        if (event.kind == PFL_KIND_PICKUP) {
            report_heading(out, "Local user");
            output_format(out, "uid %" PRIu32 "\n", event.pickup.uid);
        }
        if ((first->facts & IS_CUT_OFF) != 0) {
            report_heading(out, "Continues");
            if (!report_field(out, "", &event, text, PFL_FIELD_ORIG_QUEUE_ID))
                report_field(out, "", &event, text, PFL_FIELD_ORIG_ID);
            output_string(out, ", which is not in this log\n");
        }
    } else if (trace_message_lacks_beginning(m)) {
        report_heading(out, "Client");
        output_string(out, "not known: the beginning is not in this log\n");
    } else {
        report_heading(out, "Client");
        output_string(out, "none: Postfix's own message, or it began before this log\n");
    }
}

static void put_envelope(const report *r, const trace_message *m)
{
    output *out = r->out;
    pfl_event event;
    const char *text = m->sender != NULL ? kept_event(r->parser, m->sender, &event) : NULL;
    pfl_span span;
    if (text != NULL) {
        report_heading(out, "Sender");
        report_field(out, "", &event, text, PFL_FIELD_FROM);
        output_string(out, "\n");
    }
    if (m->size != NULL) {
        text = kept_event(r->parser, m->size, &event);
        if ((event.flags & PFL_FLAG_AMBIGUOUS) != 0) {
            report_heading(out, "Envelope");
            output_string(out, "unclear: ");
            output_text(out, text + event.message.offset, event.message.length);
            output_string(out, "\n");
        }
        if ((event.present & PFL_HAS_QUEUED_SIZE) != 0) {
            report_heading(out, "Size");
            output_format(out, "%" PRIu64 " bytes, %" PRIu32 " recipient%s\n", event.queued.size, event.queued.nrcpt,
                          event.queued.nrcpt == 1 ? "" : "s");
        }
    }
    if (m->message_id != NULL) {
        text = kept_event(r->parser, m->message_id, &event);
        if (pfl_event_span(&event, PFL_FIELD_MESSAGE_ID, &span)) {
            report_heading(out, "Message-ID");
            report_text_field(out, "", &event, text, PFL_FIELD_MESSAGE_ID);
            output_string(out, "\n");
        }
    }
}

/* --- Legs -------------------------------------------------------------------- */

/* Who answered and what: of a recipient that smtpd(8) refused, its own answer. */
static void put_answer(output *out, const pfl_event *event, const char *text)
{
    pfl_span span;
    bool refused = pfl_field_info(event->kind, PFL_FIELD_REPLY_CODE) != NULL;
    if (refused) {
        if ((event->present & PFL_HAS_REJECT_REPLY_CODE) != 0)
            output_format(out, "%u ", event->reject.reply_code);
        if (report_text_field(out, "", event, text, PFL_FIELD_DSN))
            output_string(out, " ");
        report_text_field(out, "", event, text, PFL_FIELD_REPLY);
        return;
    }
    bool some = report_field(out, "", event, text, PFL_FIELD_RELAY);
    some = report_text_field(out, some ? ", dsn " : "dsn ", event, text, PFL_FIELD_DSN) || some;
    if (pfl_event_span(event, PFL_FIELD_REPLY, &span) && some)
        output_string(out, ": ");
    report_text_field(out, "", event, text, PFL_FIELD_REPLY);
}

static void put_outcome(const report *r, const leg *l, const outcome *o)
{
    output *out = r->out;
    pfl_event event;
    bool clear = kept_has_recipient(o->line);
    const char *status = "unclear", *text = kept_event(r->parser, o->line, &event);
    const leg *next = outcome_next(l, o);
    size_t length = strlen(status);
    if (clear)
        report_status(&event, text, &status, &length);
    output_string(out, "    ");
    output_paint(out, outcome_paint(clear ? o->kind : PFL_KIND_OTHER));
    output_text(out, status, length);
    output_paint(out, NULL);
    output_format(out, "%*s", length + 2 < LABEL_WIDTH - 2 ? (int)(LABEL_WIDTH - 2 - length) : 2, "");
    report_field(out, "", &event, text, PFL_FIELD_TO);
    report_field(out, ", for ", &event, text, PFL_FIELD_ORIG_TO);
    output_string(out, clear ? ", " : "");
    report_when(out, event.time);
    if (o->attempts > 1)
        output_format(out, ", %" PRIu32 " attempts", o->attempts);
    if (next != NULL) {
        output_string(out, ", goes on as ");
        report_queue_id(out, next);
    }
    output_format(out, "\n%*s", LABEL_WIDTH + 2, "");
    if (clear)
        put_answer(out, &event, text);
    else
        output_text(out, text + event.message.offset, event.message.length);
    output_string(out, "\n");
}

/* Why it was refused, discarded or put on hold, in the words of the line that did it. */
static void put_reason(const report *r, const kept_line *k)
{
    pfl_event event;
    pfl_span span;
    const char *text = kept_event(r->parser, k, &event);
    output_format(r->out, "%*s", LABEL_WIDTH + 2, "");
    report_text_field(r->out, "", &event, text, PFL_FIELD_ACTION);
    report_text_field(r->out, " ", &event, text, PFL_FIELD_WHERE);
    report_text_field(r->out, " ", &event, text, PFL_FIELD_SECTION);
    report_field(r->out, " ", &event, text, PFL_FIELD_CONTENT);
    report_field(r->out, ", to ", &event, text, PFL_FIELD_TO);
    if (pfl_event_span(&event, PFL_FIELD_REPLY, &span)) {
        output_string(r->out, ": ");
        put_answer(r->out, &event, text);
    }
    report_text_field(r->out, ": ", &event, text, PFL_FIELD_REASON);
    report_text_field(r->out, "", &event, text, PFL_FIELD_MESSAGE); /* of a warning */
    output_string(r->out, "\n");
}

static void put_leg(const report *r, const leg *l)
{
    size_t length;
    const char *id = leg_queue_id(l, &length);
    leg_state state = leg_state_of(l);
    pfl_event event;
    report_label(r->out, id, length);
    output_string(r->out, link_words(l->link));
    if (l->notice != NULL) {
        const char *text = kept_event(r->parser, l->notice, &event);
        report_text_field(r->out, "", &event, text, PFL_FIELD_NOTICE);
        output_string(r->out, ": ");
    }
    output_string(r->out, l->steps.count > 0 ? state_words(state) : "its lines are not in the log");
    if (l->end != END_NONE && l->ended != PFL_TIME_INVALID) {
        output_string(r->out, ", ");
        report_when(r->out, l->ended);
    }
    output_string(r->out, "\n");
    if (l->reason != NULL)
        put_reason(r, l->reason);
    for (uint32_t i = 0; i < l->outcomes.count; i++)
        put_outcome(r, l, &l->outcomes.items[i]);
}

/* --- Lines ------------------------------------------------------------------- */

static void put_lines(const report *r, const trace_message *m)
{
    int id_width = 0, kind_width = 0;
    for (size_t i = 0; i < m->step_count; i++) {
        size_t length;
        const pfl_kind *kind = pfl_kind_info((uint16_t)m->steps[i].step.kind);
        leg_queue_id(m->steps[i].leg, &length);
        id_width = (int)length > id_width ? (int)length : id_width;
        length = kind != NULL ? strlen(kind->name) : 0;
        kind_width = (int)length > kind_width ? (int)length : kind_width;
    }
    output_paint(r->out, PAINT_DIM);
    output_string(r->out, "  Lines");
    output_paint(r->out, NULL);
    output_string(r->out, "\n");
    for (size_t i = 0; i < m->step_count; i++) {
        const step *s = &m->steps[i].step;
        const pfl_kind *kind = pfl_kind_info((uint16_t)s->kind);
        const char *id, *file = trace_file(r->trace, s->file);
        size_t length;
        char time[TIME_TEXT];
        id = leg_queue_id(m->steps[i].leg, &length);
        output_format(r->out, "    %-20s  ",
                      s->time != PFL_TIME_INVALID ? report_time(s->time, true, time) : "no time");
        output_text(r->out, id, length);
        output_format(r->out, "%*s  %-*s  ", id_width - (int)length, "", kind_width, kind != NULL ? kind->name : "");
        output_text(r->out, file, strlen(file));
        output_format(r->out, ":%" PRIu64 "\n", s->line);
    }
}

void report_text(const report *r, const trace_message *m)
{
    put_head(r, m);
    put_beginning(r, m);
    put_envelope(r, m);
    for (size_t i = 0; i < m->count; i++)
        put_leg(r, m->legs[i]);
    put_lines(r, m);
}
