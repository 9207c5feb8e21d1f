/*
 * What must hold for every event of every input, and when two events are the same.
 * Used by the tests and by the fuzz harness, so it needs no test framework.
 */
#ifndef CHECK_H
#define CHECK_H

#include <postfixlog/postfixlog.h>

/*
 * Looks whether an event keeps the promises of events.h: a known kind, present
 * bits of that kind only, spans inside the text, absent fields and reserved bytes
 * 0, a time that agrees with its flag. text is its text, or NULL when only the
 * record is at hand. Returns NULL, or what is wrong.
 */
const char *event_fault(const pfl_event *event, const char *text);

/*
 * Compares two events by everything but the place of their text: record by record,
 * and span by span the bytes. Returns NULL, or the name of what differs.
 */
const char *event_difference(const pfl_event *a, const char *a_text, const pfl_event *b, const char *b_text);

#endif
