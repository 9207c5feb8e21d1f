/*
 * What events.def says about a name, as constants; for the tables that are made from it.
 */
#ifndef POSTFIXLOG_EVENTS_SCHEMA_H
#define POSTFIXLOG_EVENTS_SCHEMA_H

#include <postfixlog/events.h>

#include <string.h>

/* The first payload field's bit in pfl_event.present; those below are the head's. */
#define FIRST_PAYLOAD_BIT 16

enum {
#define PFL_FIELD(id, name, type, unit, doc) ID_##name = (id),
#include "lib/events/events.def"
    ID_LIMIT /* ids rise in events.def: above them all */
};

enum {
#define PFL_FIELD(id, name, type, unit, doc) TYPE_##name = PFL_TYPE_##type,
#include "lib/events/events.def"
};

enum {
#define PFL_FIELD(id, name, type, unit, doc) UNIT_##name = PFL_UNIT_##unit,
#include "lib/events/events.def"
};

/* Casts, because compilers warn when two enums are compared. */
#define IS_TYPE(name, type) ((int)TYPE_##name == (int)PFL_TYPE_##type)

/* Fields whose text is a part of another field's. */
#define DERIVED(name) (ID_##name == ID_service)

/* The number of the lowest bit that is set; bits is not 0. To walk the set bits: bits &= bits - 1. */
static inline unsigned lowest_bit(uint64_t bits)
{
#ifdef __GNUC__
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned number = 0;
    for (; (bits & 1) == 0; bits >>= 1)
        number++;
    return number;
#endif
}

/* The bits of a kind's record, the first one at bit 0: others mean nothing in this kind. */
static inline uint64_t payload_bits(const pfl_event *event, const pfl_kind *kind)
{
    return (event->present >> FIRST_PAYLOAD_BIT) & ((UINT64_C(1) << kind->field_count) - 1);
}

/* The span of a text field. */
static inline pfl_span span_at(const pfl_event *event, const pfl_field *field)
{
    pfl_span span;
    memcpy(&span, (const char *)event + field->offset, sizeof span);
    return span;
}

/* Whether a span lies in the event's text, as every parsed one does. */
static inline int span_is_inside(pfl_span span, const pfl_event *event)
{
    return (uint32_t)span.offset + span.length <= event->text_length;
}

#endif
