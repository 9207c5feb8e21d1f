/*
 * Events as JSON: one object a line.
 */
#ifndef POSTFIXLOG_JSON_H
#define POSTFIXLOG_JSON_H

#include <postfixlog/events.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes one event as a JSON object, without a line end, into buffer[0 .. capacity).
 *
 * Keys come in schema order: kind, time, file, line, host, program, pid,
 * queue_id, severity, the fields of the kind's record, message; absent fields
 * are left out. A time is a string in UTC
 * ("2026-07-10T05:02:12Z", with six digits of a second when it has a fraction),
 * a duration a number of seconds, everything else a number or a string. repeat
 * is a key when it is not 1, and so is each flag that is set ("ambiguous":true).
 *
 * Text that is not UTF-8 keeps its bytes as \xHH: the object then has
 * "escaped":true, and so it has when a backslash that would read as such a byte
 * is itself written \x5c: two different texts never become one. Controls (C0, DEL
 * and C1), bidirectional marks and line separators are \u escapes.
 *
 * text is pfl_event_text() of the event. file is the key file (0-terminated), or
 * NULL for none. Sets *length to the length of the object. Returns PFL_OK;
 * PFL_FULL when it does not fit (call again with *length bytes: nothing useful
 * was written; buffer may be NULL when capacity is 0); PFL_ERR_ARGUMENT, also for
 * a span that ends behind the text. A year beyond 0000 to 9999 is written with
 * its sign and six digits. Any thread.
 */
PFL_API int32_t pfl_event_json(const pfl_event *event, const char *text, const char *file, char *buffer,
                               size_t capacity, size_t *length);

/*
 * Writes text[0 .. length) as a JSON string, quotes included, by the same rules;
 * for programs that print more than events. *escaped, if given, is set to 1 when
 * \xHH was needed, and left alone otherwise. Returns as above.
 */
PFL_API int32_t pfl_text_json(const char *text, size_t text_length, char *buffer, size_t capacity, size_t *length,
                              int32_t *escaped);

#ifdef __cplusplus
}
#endif

#endif
