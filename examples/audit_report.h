/*
 * What the reports of pfl-audit print: subjects with their verdicts and findings, as
 * plain structs. audit_report.c makes them of the library's tables; every format
 * reads this and nothing else.
 *
 *   audit_text.c, audit_incident.c, audit_steps.c   for people
 *   audit_json.c                                    for programs
 *   audit_html.c and audit_html_*.c                 for people, in a browser (audit_html.h)
 *   audit_block.c, audit_xarf.c                     for firewalls, for abuse desks
 *   audit_watch.c                                   for monitoring, and as it happens
 */
#ifndef EXAMPLES_AUDIT_REPORT_H
#define EXAMPLES_AUDIT_REPORT_H

#include "audit_reading.h"
#include "audit_tables.h"

/* A line that shows a finding. */
typedef struct evidence {
    piece file; /* as this run calls it; as the state does, when it is not of this run */
    piece text; /* its first bytes; empty when nobody has them any more */
    uint64_t stream, offset;
    uint64_t line;  /* from 1; 0 when the file is not of this run: then only the offset is known */
    int64_t time;   /* PFL_TIME_INVALID for none */
    char *own_text; /* text, when it was read again */
} evidence;

/* An address of a finding. */
typedef struct source {
    piece address;
    int64_t first, last;
    uint64_t failures, messages; /* that the finding is about */
} source;

struct subject;

typedef struct finding {
    const struct subject *subject; /* NULL: about none */
    const pfl_findings_row *row;
    piece rule, technique;
    piece text; /* what it is in words, with its numbers; may hold text of the log */
    source *sources;
    size_t source_count; /* listed; row->sources has all */
    evidence *lines;
    size_t line_count;
    bool known_before; /* it was told of already: --cron, --follow */
} finding;

typedef struct finding_list {
    finding **findings; /* the worst first */
    size_t count;
} finding_list;

typedef enum subject_kind { SUBJECT_ACCOUNT, SUBJECT_LOCAL, SUBJECT_CLIENT } subject_kind;

/* An account, a local user, or a client that relayed. */
typedef struct subject {
    subject_kind kind;
    piece name; /* of the account, or the client's address */
    uint32_t uid;
    const pfl_verdicts_row *row;
    piece reason; /* the rules that decided */
    finding_list findings;
    bool known_before; /* it was told of already, and nothing is new */
} subject;

typedef struct report {
    const wishes *wishes;
    const reading *reading;
    const pfl_audit *audit; /* for further tables */
    const pfl_audit_row *row;
    piece reason; /* what the log does not say, if that weighs */
    const pfl_totals_row *totals;
    subject *subjects; /* the worst first */
    size_t subject_count;
    finding *findings; /* the worst first */
    size_t finding_count;
    finding_list server;   /* those about none */
    audit_table tables[6]; /* that all of this points into */
} report;

/* Makes a report of what was read, and releases it. Without memory the program ends here. */
void report_make(report *r, const reading *from, const pfl_audit *audit);
void report_free(report *r);

/* Whether a finding is to be shown (--min-severity). */
static inline bool report_shows(const report *r, const finding *f)
{
    return f->row->severity >= r->wishes->least;
}

/* The subject of a kind with a name or uid, NULL when there is none. */
const subject *report_subject(const report *r, subject_kind kind, piece name, uint32_t uid);

/* audit_lines.c: the numbers, and where the state has none the texts, of the lines of some findings. */
void report_find_lines(const report *r, const finding_list *lists, size_t count);

/* 2026-06-10T03:24:20Z, or 2026-06-10 03:24:20 for people; "?" when there is no time. UTC, whole seconds. */
#define TIME_TEXT 40
const char *report_time(int64_t time, bool for_people, char text[TIME_TEXT]);

/* --- Formats ----------------------------------------------------------------- */

/* The answer, the incidents with evidence and next steps, the noise in one line. */
void report_text(const report *r, output *out);

/* One page that loads nothing else. */
void report_html(const report *r, output *out);

/* One JSON object. */
void report_json(const report *r, output *out);

/* --block: addresses, in the syntax of a tool. */
void report_block(const report *r, output *out);

/* --report: an abuse report on one address. Returns false when nothing speaks against it. */
bool report_xarf(const report *r, output *out);

/* --nagios: one line; returns the status that goes with it. */
int report_nagios(const report *r, output *out);

/* A subject as report_json() has it, with its kind's key first. */
void report_json_subject(const report *r, const subject *s, output *out);

#endif
