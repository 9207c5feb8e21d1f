/*
 * What the files of the HTML report share: one page that loads nothing, runs nothing,
 * and shows text of the log as text.
 *
 *   audit_html.c            the page: its head, the answer, the order of its parts
 *   audit_html_style.c      how it looks: in light and dark, on paper, on a telephone
 *   audit_html_incident.c   one incident
 *   audit_html_timeline.c   what happened in it, hour by hour
 *   audit_html_chart.c      that as a picture, and as a table
 *   audit_html_tables.c     accounts, local users, relaying clients, those who guess
 *   audit_html_log.c        the server's findings, what the log covers, and the rules
 *   audit_html_write.c      the small pieces that all of these are made of
 *
 * What audit_text.h has words for is said in the same words here: its functions write
 * into memory, and html_kept() takes that over.
 */
#ifndef EXAMPLES_AUDIT_HTML_H
#define EXAMPLES_AUDIT_HTML_H

#include "audit_text.h"

/* --- Pieces: audit_html_write.c ----------------------------------------------- */

/* Any bytes, as text or as the value of an attribute: as output_text() shows them, and no markup. */
void html_text(output *out, piece text);

/* What was written to memory, which ends with this: it is harmless already, but may look like markup. */
void html_kept(output *out, output *kept);

void html_piece(output *out, piece text);        /* text of the log: whatever its script, it moves nothing around it */
void html_string(output *out, const char *text); /* a string of our own, as text */
void html_name(output *out, const subject *s);   /* as report_name() */
void html_name_begin(output *out, const subject *s);       /* <th>, for a name in a table */
void html_count(output *out, uint64_t n, const char *one); /* "2 messages" */
void html_time(output *out, int64_t time);                 /* 2026-06-10 03:24:20 */
void html_verdict(output *out, uint32_t verdict);          /* a word in its colour */
void html_severity(output *out, uint32_t severity);        /* the same */
void html_rule(output *out, piece rule);                   /* R01, and what that is */
void html_rules(output *out, piece rules);                 /* R01 R09 */
void html_rule_cells(output *out, const finding *f);       /* <td> of its rule, its weight, from and until */

/* A table: its cells come from a table of the library (info), or are written by hand. */
typedef struct html_column {
    const char *heading;
    const char *doc; /* what that is, when the heading does not say all; or NULL */
    uint16_t column; /* PFL_COLUMN_; 0 for what is written by hand */
    bool is_number;  /* written by hand: to the right */
} html_column;

void html_table_begin(output *out, const char *name, const pfl_table *info, const html_column *columns, size_t count);
void html_table_end(output *out);

/* The cells of columns[first .. count) of a row. */
void html_cells(output *out, const audit_table *t, size_t row, const html_column *columns, size_t first, size_t count);

/* "and 12 more", under a list that is longer than it may be. */
void html_more(output *out, uint64_t count, const char *what);

/* --- What happened hour by hour ------------------------------------------------ */

enum { SERIES_FAILURES, SERIES_SILENT, SERIES_KNOWN, SERIES_NEW, SERIES_MESSAGES, SERIES_RECIPIENTS, SERIES_COUNT };

/* From an hour to another one. */
typedef struct timeline {
    int64_t start; /* of the first hour */
    size_t hours;
    int64_t since;                             /* when it began */
    int64_t covered, covered_until;            /* by the log */
    uint64_t *values[SERIES_COUNT];            /* of each hour */
    uint64_t usual_messages, usual_recipients; /* the most in an hour before */
    bool has_usual;
    bool is_cut; /* it went on behind the last hour */
} timeline;

/* audit_html_timeline.c */
void timeline_of_suspect(timeline *t, const report *r, const suspect *s);
void timeline_of_nameless(timeline *t, const report *r);
void timeline_free(timeline *t);

/* --- Parts of the page ---------------------------------------------------------- */

extern const char *const html_style[]; /* pieces of the style sheet, ended by NULL */

void html_chart(output *out, const timeline *t, size_t number);

/* An incident; and all logins whose account the log does not name. */
void html_incident(output *out, const report *r, const suspect *s, size_t number);
void html_nameless(output *out, const report *r, size_t number);

/* Whether html_nameless() has something to say. */
bool html_has_nameless(const report *r);

void html_accounts(output *out, const report *r);
void html_submitters(output *out, const report *r);
void html_relays(output *out, const report *r);
void html_attackers(output *out, const report *r);
void html_server(output *out, const report *r);
void html_coverage(output *out, const report *r);
void html_rules_found(output *out, const report *r);

#endif
