/* What the files of the text report share. */
#ifndef EXAMPLES_AUDIT_TEXT_H
#define EXAMPLES_AUDIT_TEXT_H

#include "audit_report.h"

/* An address of a suspect. */
typedef struct suspect_address {
    piece address;
    int64_t first, last; /* INT64_MAX and PFL_TIME_INVALID when it was never let in */
    bool is_new;         /* it first came when this began, or later */
    bool may_be_owner;   /* new, but so are all: nothing of the account is known from before */
    bool has_failed;     /* it guessed before */
    bool is_own;         /* internal, trusted or a proxy: says nothing, is never blocked */
    bool is_shared;      /* accounts that are under no suspicion use it, too */
} suspect_address;

/* More about a subject that is under suspicion: what it did since this began, and before. */
typedef struct suspect {
    const subject *who;
    int64_t since;      /* when it began, as far as is known */
    int64_t until;      /* an hour after the last of it: what came later may be the owner again */
    int64_t first;      /* when it was first seen */
    int64_t last;       /* its last message or login, from a new address if there are any */
    piece last_address; /* empty for none */
    uint64_t messages, recipients, sent, bounced, new_domains; /* since then, by whole hours */
    int64_t worst_hour;
    uint64_t worst_messages, worst_recipients;
    uint64_t usual_messages, usual_recipients; /* the most in an hour before */
    bool has_past;                             /* it did something before */
    uint64_t waiting, waiting_recipients;
    uint64_t failures, failure_networks; /* guesses at this account, in all */
    suspect_address *addresses;          /* those that are new, and those that guessed */
    size_t address_count, new_count;
    finding kept;     /* no finding: only lines about it that the state keeps, from since on */
    piece *queue_ids; /* of messages that wait: the first few */
    size_t queue_id_count;
    audit_table accesses, hours, contacts, queue, lines, row; /* that this points into */
} suspect;

/* audit_suspects.c */
void suspect_make(suspect *s, const report *r, const subject *who);
void suspect_free(suspect *s);

/* Whether one of suspect.hours is its own: an account may be called 33, too. */
bool suspect_has_hour(const suspect *s, const pfl_hours_row *hour);

/* Whether an address is one's own or says nothing about who is behind it: never to be blocked. */
bool report_is_own(const report *r, piece address);

/* How many accounts without suspicion used an address; asked for many at once: counts[i] is of addresses[i]. */
void report_count_innocents(const report *r, const piece *addresses, size_t count, uint64_t *counts);

/* The whole text of an incident, and of logins whose account the log does not name. */
void report_incident(const report *r, const subject *who, output *out);
void report_nameless(const report *r, output *out);

/*
 * Findings of an incident: of each rule one is told, with how many more there are.
 * They are how somebody got in, or what he did; report_is_unseen() when this log does
 * not show how.
 */
bool report_tells(const report *r, const finding_list *list, size_t place, size_t *more);
bool report_is_entry(const finding *f);
const char *report_finding_label(const suspect *s, const finding *f);
bool report_is_unseen(const suspect *s);

/*
 * Lines that show it, at most so many, in the order of their times: of these findings
 * and, when they have few, of those that the state keeps (suspect.kept). With kept
 * NULL, of the logins of nobody only.
 */
size_t report_choose_lines(const report *r, const finding_list *findings, const finding *kept, const evidence **shown,
                           size_t most);

/* What to type next; s is NULL when the account has no name. */
void report_steps(const report *r, const suspect *s, output *out);

/* The answer in one sentence, without its full stop. */
void report_answer(const report *r, output *out);

/* Lines of a report: "  label          text", the label once and blanks under it. */
#define LABEL_WIDTH 16
void report_label(output *out, const char *label);
void report_count(output *out, uint64_t count, const char *one); /* "2 messages" */
void report_finding(const finding *f, size_t more, output *out); /* its text, rule and severity, to the line's end */
void report_name(output *out, const subject *s);                 /* an account, "uid 33", an address */
void report_piece(output *out, piece text);                      /* text of the log, made harmless */
void report_covered(output *out, const report *r);               /* "20 hours" */

/* Whether there is a finding about no subject that says that somebody got in. */
static inline bool is_nameless(const finding *f)
{
    return f->subject == NULL && f->row->access_points > 0;
}

#endif
