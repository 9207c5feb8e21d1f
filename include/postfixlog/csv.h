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
 * The columns are kind, time, file, line, the head's other fields, the fields of
 * all kinds in the order of their ids, repeat (always written) and flags (names
 * joined by a blank). Derived fields have none. Absent is an empty cell, empty
 * text is "". Values are those of the JSON form, and text is escaped by its
 * rules, except that a row is one line and CSV has no \u: controls, bidirectional
 * marks and line separators are the \xHH of their bytes.
 *
 * Text is not changed for the sake of spreadsheets: one that takes a cell which
 * starts with = or @ for a formula has to be told to import text.
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
