/*
 * An event made by hand, with its text, for the tests of the exporters. Included
 * by tests behind cmocka.h.
 */
#ifndef TESTS_MADE_EVENT_H
#define TESTS_MADE_EVENT_H

#include <postfixlog/events.h>
#include <string.h>

/* An event under construction and its text. */
static pfl_event event;
static char text[4096];

static inline void start(uint16_t kind)
{
    memset(&event, 0, sizeof event);
    event.kind = kind;
    event.line = 1;
    event.repeat = 1;
}

static inline pfl_span say(const char *words)
{
    pfl_span span = {(uint16_t)event.text_length, (uint16_t)strlen(words)};
    assert_true(span.offset + span.length < sizeof text);
    memcpy(text + span.offset, words, span.length);
    event.text_length += span.length;
    return span;
}

/* Any field, by its description; texts are its name, numbers its id. */
static inline void give(const pfl_field *field)
{
    char *at = (char *)&event + field->offset;
    event.present |= UINT64_C(1) << field->bit;
    if (field->type == PFL_TYPE_TEXT)
        memcpy(at, &(pfl_span[]){say(field->name)}, 4);
    else if (field->type == PFL_TYPE_SEVERITY)
        *at = PFL_SEVERITY_WARNING;
    else if (field->type == PFL_TYPE_CATEGORY)
        *at = PFL_CATEGORY_QUEUE_FILE;
    else if (field->type == PFL_TYPE_U16)
        memcpy(at, &(uint16_t){field->id}, 2);
    else if (field->type == PFL_TYPE_U32)
        memcpy(at, &(uint32_t){field->id}, 4);
    else /* of 64 bits; as a duration or time these are whole seconds */
        memcpy(at, &(int64_t){field->type == PFL_TYPE_U64 ? field->id : field->id * INT64_C(1000000)}, 8);
}

#endif
