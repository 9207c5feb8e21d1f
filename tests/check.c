#include "check.h"

#include <string.h>

#define KNOWN_FLAGS                                                                                                    \
    (PFL_FLAG_TEXT_OWNED | PFL_FLAG_TRUNCATED | PFL_FLAG_AMBIGUOUS | PFL_FLAG_TIME_INVALID | PFL_FLAG_YEAR_INFERRED |  \
     PFL_FLAG_ZONE_INFERRED | PFL_FLAG_HOUR_DOUBLED)

static size_t type_size(uint16_t type)
{
    switch (type) {
    case PFL_TYPE_TEXT:
    case PFL_TYPE_U32:
        return 4;
    case PFL_TYPE_SEVERITY:
    case PFL_TYPE_CATEGORY:
        return 1;
    case PFL_TYPE_U16:
        return 2;
    default:
        return 8;
    }
}

static int inside(const pfl_event *event, pfl_span span)
{
    return (uint32_t)span.offset + span.length <= event->text_length;
}

static int within(pfl_span inner, pfl_span outer)
{
    return inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length;
}

/*
 * A field that is there has its span inside the text; one that is not is 0. The
 * message is there in every kind, even where its bit is clear. covered collects
 * the bytes of the record that are fields.
 */
static const char *field_fault(const pfl_event *event, const pfl_field *field, unsigned char *covered)
{
    static const unsigned char zero[8];
    const unsigned char *bytes = (const unsigned char *)event + field->offset;
    int present = (event->present >> field->bit & 1) || field->id == PFL_FIELD_MESSAGE;

    memset(covered + field->offset, 1, type_size(field->type));
    if (field->id == PFL_FIELD_TIME)
        return NULL;
    if (!present && memcmp(bytes, zero, type_size(field->type)) != 0)
        return field->name;
    if (present && field->type == PFL_TYPE_TEXT) {
        pfl_span span;
        memcpy(&span, bytes, sizeof span);
        if (!inside(event, span))
            return field->name;
    }
    return NULL;
}

static int is_queue_id(const char *text, pfl_span span)
{
    static const char bytes[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (size_t i = 0; i < span.length; i++)
        if (memchr(bytes, text[span.offset + i], sizeof bytes - 1) == NULL)
            return 0;
    return span.length > 0;
}

static const char *head_fault(const pfl_event *event, const char *text)
{
    int invalid = event->time == PFL_TIME_INVALID;
    if (event->flags & ~KNOWN_FLAGS)
        return "an unknown flag";
    if (invalid != !!(event->flags & PFL_FLAG_TIME_INVALID) || invalid != !(event->present & PFL_HAS_TIME))
        return "time, its bit and its flag disagree";
    if (event->severity > PFL_SEVERITY_PANIC)
        return "an unknown severity";
    if (!(event->present & PFL_HAS_SEVERITY) != (event->severity == PFL_SEVERITY_INFO))
        return "severity and its bit disagree";
    if (event->text_length > PFL_MAX_LINE)
        return "more text than a line can have";
    if (event->line == 0)
        return "lines count from 1";
    /* Dovecot's is the first word of its message. */
    if ((event->present & PFL_HAS_SERVICE) && !within(event->service, event->program) &&
        !within(event->service, event->message))
        return "the service is neither inside the program nor inside the message";
    if ((event->present & PFL_HAS_QUEUE_ID) && text && !is_queue_id(text, event->queue_id))
        return "a queue ID that is none";
    return NULL;
}

const char *event_fault(const pfl_event *event, const char *text)
{
    unsigned char covered[sizeof *event] = {0};
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    uint64_t possible = 0;
    const char *fault;

    if (kind == NULL)
        return "an unknown kind";
    if ((fault = head_fault(event, text)) != NULL)
        return fault;
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++) {
        possible |= UINT64_C(1) << field->bit;
        if ((fault = field_fault(event, field, covered)) != NULL)
            return fault;
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        possible |= UINT64_C(1) << kind->fields[i].bit;
        if ((fault = field_fault(event, &kind->fields[i], covered)) != NULL)
            return fault;
    }
    if (event->present & ~possible)
        return "a present bit of another kind";
    if ((field = pfl_field_info(event->kind, PFL_FIELD_CATEGORY)) != NULL && (event->present >> field->bit & 1) &&
        pfl_category_name(event->diagnostic.category)[0] == '\0')
        return "an unknown category";
    /* The head's numbers are no fields; behind them and in the record, what is no field is 0. */
    for (size_t i = offsetof(pfl_event, reserved_1); i < sizeof *event; i++)
        if (!covered[i] && ((const unsigned char *)event)[i] != 0)
            return "a reserved byte, or one of another kind's record, is not 0";
    return event->reserved_0 == 0 ? NULL : "a reserved byte is not 0";
}

static const char *span_difference(const pfl_event *a, const char *a_text, const pfl_event *b, const char *b_text,
                                   const pfl_field *field)
{
    pfl_span x, y;
    memcpy(&x, (const char *)a + field->offset, sizeof x);
    memcpy(&y, (const char *)b + field->offset, sizeof y);
    if (x.length != y.length || (x.length > 0 && memcmp(a_text + x.offset, b_text + y.offset, x.length) != 0))
        return field->name;
    return NULL;
}

const char *event_difference(const pfl_event *a, const char *a_text, const pfl_event *b, const char *b_text)
{
    pfl_event x = *a, y = *b;
    const pfl_kind *kind = pfl_kind_info(a->kind);
    const pfl_field *field;
    const char *difference;

    if (a->kind != b->kind || kind == NULL)
        return "kind";
    if (a->present != b->present)
        return "present";
    if (a->line != b->line)
        return "line";
    if (a->offset != b->offset)
        return "offset";
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
        if (field->type == PFL_TYPE_TEXT && (difference = span_difference(a, a_text, b, b_text, field)) != NULL)
            return difference;
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].type == PFL_TYPE_TEXT &&
            (difference = span_difference(a, a_text, b, b_text, &kind->fields[i])) != NULL)
            return difference;
    if (a->text_length != b->text_length || (a->text_length && memcmp(a_text, b_text, a->text_length) != 0))
        return "text";
    /* The spans' places are the same too, because the text is; only where it lies may differ. */
    x.text_offset = y.text_offset = 0;
    x.flags &= ~PFL_FLAG_TEXT_OWNED;
    y.flags &= ~PFL_FLAG_TEXT_OWNED;
    return memcmp(&x, &y, sizeof x) == 0 ? NULL : "record";
}
