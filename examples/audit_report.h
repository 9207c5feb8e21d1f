/* The reports of pfl-audit, for people and for programs. */
#ifndef EXAMPLES_AUDIT_REPORT_H
#define EXAMPLES_AUDIT_REPORT_H

#include "audit_findings.h"
#include "terminal.h"

typedef struct report {
    const audit *audit;
    severity least;     /* --min-severity: lesser findings are not shown; verdicts stand */
    bool input_trouble; /* something could not be read */
} report;

/* The answer, the incidents with evidence and next steps, the noise in one line. */
void report_text(const report *r, output *out);

/* One JSON object. */
void report_json(const report *r, output *out);

/* The subjects, worst verdict first, then most messages; as many as tally.subject_count. The caller frees it. */
const subject **report_order(const audit *a);

/* Addresses with failed logins, most failures first. The caller frees it. */
uint32_t *report_attackers(const audit *a, size_t *count);

/* 2026-06-10T03:24:20Z, or 2026-06-10 03:24:20 for people; "?" when there is no time. UTC, whole seconds. */
#define TIME_TEXT 40
const char *report_time(int64_t time, bool for_people, char text[TIME_TEXT]);

/*
 * One incident of the text report, and what to know of it for the next steps:
 * built by audit_text.c, the steps are audit_steps.c.
 */
typedef struct incident {
    const subject *who;
    const judgement *judgement;
    uint32_t addresses[FINDING_SOURCES]; /* that guessed, or that were new for the account when it began */
    size_t address_count;
    uint64_t new_addresses; /* all that were new */
    int64_t last;           /* the last message, from one of these if there are any */
    uint32_t last_address;
} incident;

/* The whole text of an incident of an account or local user; of logins after guessing that sent nothing. */
void report_incident(const report *r, const subject *s, output *out);
void report_nameless(const report *r, output *out);
void report_steps(const report *r, const incident *i, output *out);

/* Lines of a report: "   label        text", the label once and blanks under it. */
#define LABEL_WIDTH 16
void report_label(output *out, const char *label);
void report_count(output *out, uint64_t count, const char *one); /* "2 messages" */
void report_finding(const finding *f, output *out);              /* its reason, rule and severity, and the line's end */
void report_name(output *out, const subject *s);                 /* an account, or "uid 33" */
void report_address(output *out, const audit *a, uint32_t n);    /* harmless text of the log */

#endif
