/* Contract in trace_query.h. */
#include "trace_query.h"
#include <stdlib.h>

static wish wish_of(uint8_t bit, const char *value)
{
    wish w = {.bit = bit, .text = value, .length = strlen(value)};
    bool in_brackets = w.length >= 2 && value[0] == '<' && value[w.length - 1] == '>';
    if (in_brackets && (bit == WISH_TO || bit == WISH_FROM || bit == WISH_MESSAGE_ID)) {
        w.text++;
        w.length -= 2;
    }
    if (bit == WISH_ADDR && !value_network(value, &w.net))
        options_fail("--addr", "\"%s\" is not an address or a network such as 192.0.2.0/24", value);
    return w;
}

void query_add(query *q, uint8_t bit, const char *value)
{
    wish w = wish_of(bit, value);
    q->wishes = must_resize(q->wishes, (q->count + 1) * sizeof *q->wishes);
    q->wishes[q->count++] = w;
    q->bits |= bit;
}

void query_free(query *q)
{
    free(q->wishes);
    *q = (query){0};
}

static bool is_field(const wish *w, const pfl_event *event, const char *text, uint16_t field)
{
    pfl_span span;
    if (!pfl_event_span(event, field, &span))
        return false;
    const char *value = text + span.offset;
    size_t length = span.length;
    switch (w->bit) {
    case WISH_ADDR:
        return network_holds(&w->net, value, length);
    case WISH_QUEUE_ID:
        return length == w->length && memcmp(value, w->text, length) == 0;
    case WISH_MESSAGE_ID:
        if (length >= 2 && value[0] == '<' && value[length - 1] == '>') {
            value++;
            length -= 2;
        }
        return length == w->length && memcmp(value, w->text, length) == 0;
    default:
        return length == w->length && same_folded(value, w->text, length);
    }
}

static bool is_met(const wish *w, const pfl_event *event, const char *text)
{
    switch (w->bit) {
    case WISH_USER:
        return is_field(w, event, text, PFL_FIELD_SASL_USERNAME);
    case WISH_ADDR:
        return is_field(w, event, text, PFL_FIELD_CLIENT_ADDR) || is_field(w, event, text, PFL_FIELD_ORIG_CLIENT_ADDR);
    case WISH_QUEUE_ID:
        /* Those that Postfix itself names: they may have no lines in this log. */
        return is_field(w, event, text, PFL_FIELD_QUEUE_ID) || is_field(w, event, text, PFL_FIELD_ORIG_QUEUE_ID) ||
               is_field(w, event, text, PFL_FIELD_ORIG_ID) || is_field(w, event, text, PFL_FIELD_NOTICE_ID);
    case WISH_MESSAGE_ID:
        return is_field(w, event, text, PFL_FIELD_MESSAGE_ID) || is_field(w, event, text, PFL_FIELD_RESENT_MESSAGE_ID);
    case WISH_TO:
        /* to= of a notice that failed is where the notice should have gone. */
        return event->kind != PFL_KIND_BOUNCE_NOTICE &&
               (is_field(w, event, text, PFL_FIELD_TO) || is_field(w, event, text, PFL_FIELD_ORIG_TO));
    case WISH_FROM:
        return is_field(w, event, text, PFL_FIELD_FROM);
    }
    return false;
}

uint8_t query_met(const query *q, uint8_t open, const pfl_event *event, const char *text)
{
    uint8_t met = 0;
    open &= q->bits;
    if ((open & WISH_TIME) != 0 && event->time != PFL_TIME_INVALID && event->time >= q->since && event->time < q->until)
        met |= WISH_TIME;
    for (size_t i = 0; i < q->count; i++)
        if ((open & q->wishes[i].bit & ~met) != 0 && is_met(&q->wishes[i], event, text))
            met |= q->wishes[i].bit;
    return met;
}
