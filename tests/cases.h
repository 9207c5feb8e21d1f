/*
 * Cases: log lines written out for people, each with the event it must become.
 *
 *     # Why this line is here; the Postfix release or source that writes it.
 *     Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]
 *         kind  connect
 *         client_name  unknown
 *         client_addr  192.0.2.66
 *
 * At column 0 stand comments (#), directives (@) and raw lines; below a raw line,
 * indented by four blanks, "name  value" for what is expected of it. A raw line or
 * a value that cannot be shown starts with "\ ", and has its bytes as \xHH; the
 * empty line is a single "\". An empty value is "". Blank lines separate.
 *
 * Expectations are complete: the kind, each field of the kind's record, severity,
 * queue_id, message and the flags are listed when the event has them, and nothing
 * else may be present. These are looked at only when listed: time, host, program,
 * service, pid, and, together with time, the flags year_inferred and zone_inferred
 * that tell where it came from. repeat is listed unless it is 1. "absent  host pid"
 * says that these fields of the head must be missing. Durations are seconds, times
 * 2026-11-23T17:04:51.884029Z or invalid, severities, categories and kinds their names.
 *
 * Directives hold for the lines below them in their file:
 *
 *     @reference 2026-11-23T22:00:00Z       the reference time; this is the default
 *     @zone +01:00 2026-03-29T01:00:00Z +02:00 ...
 *                                           the first offset, then instants and the offset from there on
 *     @zone                                 no offsets, which is UTC: the default
 */
#ifndef CASES_H
#define CASES_H

#include <postfixlog/postfixlog.h>

typedef struct case_value {
    const char *name;
    const char *text; /* not ended by a 0 when it has one inside: use length */
    size_t length;
    unsigned line; /* in its file */
} case_value;

typedef struct case_zones {
    pfl_zone zones[8];
    uint32_t count;
} case_zones;

typedef struct log_case {
    const char *file; /* below the folder given: smtpd/connect.case */
    unsigned line;
    const char *text; /* the raw line, without an end */
    size_t length;
    int64_t reference;
    const case_zones *zones;
    const case_value *expected;
    size_t expected_count;
} log_case;

typedef struct case_list case_list;

/* Reads every *.case below a folder, in the order of their names; NULL (and why, on stderr) when one is not well
 * formed. */
case_list *cases_load(const char *folder);
void cases_free(case_list *list);

size_t cases_count(const case_list *list);
const log_case *cases_at(const case_list *list, size_t index);

/* All raw lines, each with its LF: a corpus. */
const char *cases_corpus(const case_list *list, size_t *length);

/* The expected value of that name, or NULL. */
const case_value *case_find(const log_case *c, const char *name);

/* A parser as the case's directives want it, or NULL. */
pfl_parser *case_parser(const log_case *c);

/* "2026-11-23T17:04:51.884029Z" as microseconds since 1970, INT64_MIN for "invalid"; 0 when it is neither. */
int read_instant(const char *text, size_t length, int64_t *out);

/* "0.13" as microseconds; 0 when it is not. */
int read_seconds(const char *text, size_t length, int64_t *out);

#endif
