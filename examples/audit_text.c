/* The report for people: the answer, the incidents (audit_incident.c), the noise. Contract in audit_report.h. */
#include "audit_text.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- The answer -------------------------------------------------------------- */

#define NAMES_SHOWN 3

/* Who it is about: the subjects with the server's verdict, or what else speaks for it. */
static void put_names(const report *r, output *out)
{
    size_t count = 0;
    for (size_t i = 0; i < r->subject_count; i++) {
        if (r->subjects[i].row->verdict != r->row->verdict)
            continue;
        if (++count > NAMES_SHOWN)
            continue;
        output_string(out, count > 1 ? ", " : "");
        report_name(out, &r->subjects[i]);
    }
    if (count > NAMES_SHOWN)
        output_format(out, " and %zu more", count - NAMES_SHOWN);
    if (count > 0)
        return;
    for (size_t i = 0; i < r->server.count; i++)
        if (is_nameless(r->server.findings[i])) {
            output_string(out, "an account that the log does not name");
            return;
        }
    if (r->server.count > 0)
        report_piece(out, r->server.findings[0]->text);
}

static void put_reason(const report *r, output *out)
{
    if (r->reason.length > 0)
        report_piece(out, r->reason);
    else
        output_string(out, "the log says too little");
}

void report_answer(const report *r, output *out)
{
    switch (r->row->verdict) {
    case PFL_VERDICT_COMPROMISED:
        output_string(out, "Yes, somebody broke in: ");
        put_names(r, out);
        break;
    case PFL_VERDICT_LIKELY:
        output_string(out, "Probably yes, somebody broke in: ");
        put_names(r, out);
        break;
    case PFL_VERDICT_CHECK:
        output_string(out, "Not sure, please check: ");
        put_names(r, out);
        break;
    case PFL_VERDICT_ATTACKED:
        output_string(out, "Passwords are being guessed; no break-in found in the ");
        report_covered(out, r);
        output_string(out, " this log covers");
        break;
    case PFL_VERDICT_CLEAN:
        output_string(out, "Nothing found in the ");
        report_covered(out, r);
        output_string(out, " this log covers");
        break;
    default:
        output_string(out, "Cannot tell: ");
        put_reason(r, out);
    }
}

/* Nothing found in half of what was there is another answer. */
static void put_evicted(const report *r, output *out)
{
    const pfl_totals_row *t = r->totals;
    uint64_t evicted = t->evicted_addresses + t->evicted_names + t->evicted_messages + t->evicted_subjects +
                       t->evicted_others + t->evicted_buckets + t->lost;
    if (evicted == 0)
        return;
    report_count(out, evicted, "record");
    output_string(out,
                  " had no room and were dropped: counts may be too low, findings may be missing (--max-memory).\n");
}

static void put_answer(const report *r, output *out)
{
    uint32_t verdict = r->row->verdict;
    char first[TIME_TEXT], last[TIME_TEXT];
    output_paint(out, verdict >= PFL_VERDICT_LIKELY ? "1;31" : verdict >= PFL_VERDICT_CHECK ? "1;33" : "1");
    report_answer(r, out);
    output_string(out, ".");
    output_paint(out, NULL);
    output_string(out, "\n");
    if (r->totals->lines == 0)
        return;

    report_count(out, r->totals->lines, "line");
    if ((r->row->present & PFL_AUDIT_ROW_FIRST) != 0) {
        output_format(out, " from %s to %s UTC (", report_time(r->row->first, true, first),
                      report_time(r->row->last, true, last));
        report_covered(out, r);
        output_string(out, "); all times are UTC");
    }
    output_string(out, ".\n");
    if ((r->row->present & PFL_AUDIT_ROW_FIRST) == 0)
        output_string(out, "Postfix logs to /var/log/mail.log or /var/log/maillog; where there is no syslog daemon:\n"
                           "  journalctl -o json -u 'postfix*' | pfl-audit\n");
    if (r->reading->failed)
        output_string(out, "Some input could not be read: this is about the rest.\n");
    put_evicted(r, out);
    if (r->reason.length > 0 && verdict != PFL_VERDICT_UNKNOWN) {
        output_string(out, "The log tells little: ");
        put_reason(r, out);
        output_string(out, ".\n");
    }
}

/* Many incidents: all of them in a line each, before they follow in full. */
static void put_overview(const report *r, output *out)
{
    size_t count = 0;
    char time[TIME_TEXT];
    for (size_t i = 0; i < r->subject_count; i++)
        count += r->subjects[i].row->verdict >= PFL_VERDICT_CHECK && !r->subjects[i].known_before;
    if (count <= NAMES_SHOWN)
        return;
    output_string(out, "\n");
    for (size_t i = 0; i < r->subject_count; i++) {
        const subject *s = &r->subjects[i];
        const pfl_verdicts_row *row = s->row;
        const char *verdict = pfl_verdict_name(row->verdict);
        if (row->verdict < PFL_VERDICT_CHECK || s->known_before)
            continue;
        bool entered = (row->present & PFL_VERDICTS_ROW_ENTRY) != 0;
        output_format(out, "  %-12s %s %7" PRIu64 " message%s %s", verdict != NULL ? verdict : "?",
                      report_time(entered ? row->entry : row->first, true, time), row->messages,
                      row->messages == 1 ? " " : "s", row->active != 0 ? "still active " : "");
        report_name(out, s);
        output_string(out, "\n");
    }
}

/* Incidents that were told of before are only named. */
static void put_known(const report *r, output *out)
{
    size_t count = 0;
    for (size_t i = 0; i < r->subject_count; i++) {
        const subject *s = &r->subjects[i];
        const char *verdict = pfl_verdict_name(s->row->verdict);
        if (!s->known_before || s->row->verdict < PFL_VERDICT_CHECK)
            continue;
        output_string(out, count++ == 0 ? "\nKnown before, and nothing new: " : ", ");
        report_name(out, s);
        output_format(out, " (%s)", verdict != NULL ? verdict : "?");
    }
    output_string(out, count > 0 ? ".\n" : "");
}

/* --- What is no incident ----------------------------------------------------- */

#define NOTED_SHOWN 10

static void put_title(output *out, const char *title)
{
    output_string(out, "\n");
    output_paint(out, "1");
    output_string(out, title);
    output_paint(out, NULL);
    output_string(out, "\n");
}

/* Findings about no account that weigh, but are no break-in: the record itself, outages. */
static void put_server(const report *r, output *out)
{
    bool any = false;
    for (size_t i = 0; i < r->server.count; i++) {
        const finding *f = r->server.findings[i];
        char time[TIME_TEXT];
        if (is_nameless(f) || f->row->severity < PFL_FINDING_LOW || !report_shows(r, f))
            continue;
        if (!any)
            put_title(out, "About the server and its log");
        any = true;
        output_format(out, "  %s ", report_time(f->row->first, true, time));
        report_finding(f, 0, out);
    }
}

/* Findings on those that are not under suspicion. */
static void put_noted(const report *r, output *out)
{
    size_t shown = 0, more = 0;
    for (size_t i = 0; i < r->finding_count; i++) {
        const finding *f = &r->findings[i];
        if (f->subject == NULL || f->subject->row->verdict >= PFL_VERDICT_CHECK || f->row->severity < PFL_FINDING_LOW ||
            !report_shows(r, f))
            continue;
        if (shown == NOTED_SHOWN) {
            more++;
            continue;
        }
        if (shown++ == 0)
            put_title(out, "Harmless by itself");
        output_string(out, "  ");
        report_name(out, f->subject);
        output_string(out, ": ");
        report_finding(f, 0, out);
    }
    if (more > 0)
        output_format(out, "  and %zu more\n", more);
}

/* --- The noise --------------------------------------------------------------- */

static size_t count_rule(const report *r, const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < r->finding_count; i++)
        count += piece_equal(r->findings[i].rule, (piece){rule, strlen(rule)});
    return count;
}

static void put_attackers(const report *r, output *out)
{
    audit_table t;
    size_t count = 0;
    table_read(&t, r->audit,
               &(pfl_rows_options){.table = PFL_TABLE_ADDRESSES, .order = PFL_COLUMN_FAILURES, .descending = 1});
    while (count < t.count && ((const pfl_addresses_row *)table_row(&t, count))->failures > 0)
        count++;
    output_format(out, " from %zu address%s", count, count == 1 ? "" : "es");
    if (r->reading->kept_from != PFL_TIME_INVALID)
        output_string(out, " that the state still knows"); /* a compaction lets them go, and not the sum */
    if (count > 0) {
        const pfl_addresses_row *most = table_row(&t, 0);
        output_string(out, " (most: ");
        report_piece(out, table_text(&t, 0, most->client_addr));
        output_format(out, ", %" PRIu64 ")", most->failures);
    }
    table_free(&t);
}

static void put_noise(const report *r, output *out)
{
    const pfl_totals_row *t = r->totals;
    size_t sprays = count_rule(r, "R03"), targets = count_rule(r, "R04");
    bool foreign = (r->row->present & PFL_AUDIT_ROW_FIRST) == 0;
    if (t->lines == 0 || (foreign && t->failures == 0 && t->rejects == 0))
        return;
    output_string(out, "\nNoise: ");
    report_count(out, t->failures, "failed login");
    put_attackers(r, out);
    if (sprays > 0)
        output_format(out, ", %zu of them trying many user names", sprays);
    if (targets > 0)
        output_format(out, "; %zu user name%s tried from many networks", targets, targets == 1 ? "" : "s");
    output_string(out, "; ");
    report_count(out, t->rejects, "refused command");
    output_string(out, ".\n");
    if (t->failures > 0 && t->named_failures == 0)
        output_string(out, "Failed logins carry no user name (Postfix before 3.9): who was guessed at is not known.\n");
    if (t->loopback_messages > 0) {
        report_count(out, t->loopback_messages, "message");
        output_string(out, " came from this host itself without a login: the accounts are not in this log.\n");
    }
    if (r->row->masked > 0) {
        report_count(out, r->row->masked, "internal or trusted address");
        output_string(out, r->row->masked == 1 ? " is used by several accounts: not counted as an attacker.\n"
                                               : " are used by several accounts: not counted as attackers.\n");
    }
}

/* --- All --------------------------------------------------------------------- */

/* An open relay has clients by the dozen: what is to be done about the first few is enough. */
#define CLIENTS_SHOWN 3

static void put_incidents(const report *r, output *out)
{
    size_t clients = 0;
    for (size_t i = 0; i < r->subject_count; i++) {
        const subject *s = &r->subjects[i];
        if (s->row->verdict < PFL_VERDICT_CHECK || s->known_before)
            continue;
        if (s->kind != SUBJECT_CLIENT || ++clients <= CLIENTS_SHOWN)
            report_incident(r, s, out);
    }
    if (clients > CLIENTS_SHOWN) {
        output_string(out, "\n");
        report_count(out, clients - CLIENTS_SHOWN, "more client");
        output_string(out, " relayed without a login: the list is above, --format json has all of it.\n");
    }
}

/* The lines that are going to be shown. */
static void find_lines(const report *r)
{
    size_t count = 0;
    finding_list *lists = must_resize(NULL, (r->subject_count + 1) * sizeof *lists);
    for (size_t i = 0; i < r->subject_count; i++)
        if (r->subjects[i].row->verdict >= PFL_VERDICT_CHECK && !r->subjects[i].known_before)
            lists[count++] = r->subjects[i].findings;
    lists[count++] = r->server;
    report_find_lines(r, lists, count);
    free(lists);
}

void report_text(const report *r, output *out)
{
    put_answer(r, out);
    put_overview(r, out);
    find_lines(r);
    put_incidents(r, out);
    report_nameless(r, out);
    put_known(r, out);
    put_server(r, out);
    put_noted(r, out);
    put_noise(r, out);
}
