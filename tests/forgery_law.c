#include "forgery_law.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

#include <postfixlog/postfixlog.h>

/* The line that is looked at. */
static const written *w;

static char fault_text[256];

static const char *fault(const char *what, const char *name)
{
    snprintf(fault_text, sizeof fault_text, "%s %s", name, what);
    return fault_text;
}

/* Fields on which blame and trust are built: true to the last byte, or not there. */
static int is_sacred(uint16_t id)
{
    switch (id) {
    case PFL_FIELD_SASL_METHOD:
    case PFL_FIELD_SASL_USERNAME:
    case PFL_FIELD_CLIENT_NAME:
    case PFL_FIELD_CLIENT_ADDR:
    case PFL_FIELD_CLIENT_PORT:
    case PFL_FIELD_QUEUE_ID:
        return 1;
    default:
        return 0;
    }
}

static int64_t read_number(const pfl_event *event, const pfl_field *field)
{
    const char *at = (const char *)event + field->offset;
    uint16_t u16;
    uint32_t u32;
    int64_t i64;
    if (field->type == PFL_TYPE_U16)
        return memcpy(&u16, at, sizeof u16), u16;
    if (field->type == PFL_TYPE_U32)
        return memcpy(&u32, at, sizeof u32), u32;
    return memcpy(&i64, at, sizeof i64), i64;
}

/* Internal form: from and to are one stretch of text, and only its ends are known. */
static int swallowed(const struct latitude *law, const written_field *truth, pfl_span span)
{
    static const uint16_t pairs[][2] = {{PFL_FIELD_FROM, PFL_FIELD_TO}, {PFL_FIELD_TO, PFL_FIELD_ORIG_TO}};
    for (size_t i = 0; law->swallow && i < 2; i++) {
        const written_field *first = written_find(w, pairs[i][0]), *second = written_find(w, pairs[i][1]);
        if (!first || (truth->id != pairs[i][0] && truth->id != pairs[i][1]))
            continue;
        size_t end = second ? second->at + second->length : first->at + first->length;
        if (truth->id == pairs[i][0] ? span.offset == first->at && (size_t)span.offset + span.length <= end
                                     : (size_t)span.offset + span.length == end && span.offset >= first->at)
            return 1;
    }
    return 0;
}

static const char *text_fault(const struct latitude *law, const pfl_field *field, const written_field *truth,
                              pfl_span span)
{
    if (span.offset == truth->at && span.length == truth->length)
        return NULL;
    if (w->cut && !is_sacred(field->id) && span.offset == truth->at &&
        (size_t)span.offset + span.length == w->line_length)
        return NULL; /* the rest of it was cut off */
    if (swallowed(law, truth, span))
        return NULL;
    if (law->prefix_names &&
        (field->id == PFL_FIELD_SASL_SENDER || (span.offset == truth->at && span.length < truth->length)))
        return NULL;
    return fault("is not what was written", field->name);
}

static int may_follow_name(uint16_t id)
{
    return id == PFL_FIELD_SASL_SENDER || id == PFL_FIELD_ORIG_QUEUE_ID || id == PFL_FIELD_ORIG_CLIENT_NAME ||
           id == PFL_FIELD_ORIG_CLIENT_ADDR || id == PFL_FIELD_ORIG_CLIENT_PORT;
}

static const char *field_fault(const struct latitude *law, const pfl_event *event, const pfl_field *field)
{
    const written_field *truth = written_find(w, field->id);
    int present = event->present >> field->bit & 1;
    int second = field->id == PFL_FIELD_TO || field->id == PFL_FIELD_ORIG_TO;
    if (!present) {
        int excused = !truth || w->cut || (event->flags & PFL_FLAG_AMBIGUOUS) || law->silent || law->prefix_names ||
                      (law->swallow && second);
        return excused ? NULL : fault("is missing", field->name);
    }
    if (truth == NULL) {
        int excused = (law->prefix_names && may_follow_name(field->id)) || (law->swallow && second);
        return excused ? NULL : fault("is there and was not written", field->name);
    }
    if (truth->is_text) {
        pfl_span span;
        memcpy(&span, (const char *)event + field->offset, sizeof span);
        return text_fault(law, field, truth, span);
    }
    return read_number(event, field) == truth->number ? NULL : fault("is another number", field->name);
}

/*
 * What is left of a line that was cut may have no kind, or be a note. Deliveries of
 * which the outcome itself is in doubt are still deliveries.
 */
static int is_kind(const pfl_event *event)
{
    if (event->kind == w->kind || (w->cut && (event->kind == PFL_KIND_OTHER || event->kind == PFL_KIND_NOTE)))
        return 1;
    return (event->flags & PFL_FLAG_AMBIGUOUS) && w->form == FORM_INTERNAL && w->kind >= PFL_KIND_SENT &&
           w->kind <= PFL_KIND_UNDELIVERABLE && event->kind >= PFL_KIND_SENT && event->kind <= PFL_KIND_UNDELIVERABLE;
}

static const char *head_fault(const pfl_event *event)
{
    if (!is_kind(event))
        return "the kind is another";
    if (event->severity != w->severity)
        return "the severity is another";
    if ((event->present & PFL_HAS_PID) ? event->pid != w->pid : w->pid != 0)
        return "the pid is another";
    if (event->program.length != strlen(w->program) ||
        memcmp(w->line + event->program.offset, w->program, event->program.length))
        return "the program is another";
    return NULL;
}

const char *forgery_fault(const written *line, const struct latitude *law, const pfl_event *event)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    w = line;
    const char *what = event_fault(event, w->line);
    if (what == NULL)
        what = head_fault(event);
    if (what == NULL && law->one_reading && !w->cut && (event->flags & PFL_FLAG_AMBIGUOUS))
        what = "it has one reading, and is flagged";
    if (what == NULL && w->cut && w->length > 0 && strcmp(w->program, "dovecot") &&
        !(event->flags & PFL_FLAG_TRUNCATED))
        what = "it was cut, and is not flagged";
    for (size_t i = 0; what == NULL && i < kind->field_count; i++)
        if (event->kind == w->kind || is_sacred(kind->fields[i].id))
            what = field_fault(law, event, &kind->fields[i]);
    if (what == NULL && (field = pfl_field_info(event->kind, PFL_FIELD_QUEUE_ID)) != NULL)
        what = field_fault(law, event, field);
    return what;
}
