/*
 * Events as CSV (RFC 4180): one wide table, a column for every field there is.
 */
#ifndef POSTFIXLOG_CSV_H
#define POSTFIXLOG_CSV_H

#include <postfixlog/events.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes the row of column names, or one event as a row, without a line end.
 *
 * The columns are kind, time, file, line, the fields of all kinds in the order
 * of their ids, repeat and flags (names joined by a blank). Absent is an empty
 * cell, empty text is "". Values are those of the JSON form, and text is escaped
 * by its rules, except that a cell is one line: control characters are \xHH.
 *
 * Arguments and results as pfl_event_json.
 */
PFL_API int32_t pfl_csv_header(char *buffer, size_t capacity, size_t *length);
PFL_API int32_t pfl_event_csv(const pfl_event *event, const char *text, const char *file, char *buffer, size_t capacity,
                              size_t *length);

#ifdef __cplusplus
}
#endif

#endif
