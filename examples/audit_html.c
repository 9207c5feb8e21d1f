/* The report as a page: its head, the answer, and the order of its parts. Contract in audit_html.h. */
#include "audit_html.h"
#include <inttypes.h>
#include <stdlib.h>

#define INCIDENTS_SHOWN 50
#define CLIENTS_SHOWN   5 /* an open relay has them by the dozen, and they are all alike */
#define INDEX_SHOWN     500

/* --- Head ---------------------------------------------------------------------------- */

static void put_answer(output *out, const report *r)
{
    output kept;
    output_open_memory(&kept);
    report_answer(r, &kept);
    html_kept(out, &kept);
    output_string(out, ".");
}

static void put_head(output *out, const report *r)
{
    output_string(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" "
                       "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<meta name=\"referrer\" content=\"no-referrer\">\n"
                       "<meta name=\"robots\" content=\"noindex\">\n<title>");
    put_answer(out, r);
    output_string(out, "</title>\n<style>\n");
    for (size_t i = 0; html_style[i] != NULL; i++)
        output_string(out, html_style[i]);
    output_string(out, "</style>\n</head>\n");
}

/* --- The answer ----------------------------------------------------------------------- */

static void put_period(output *out, const report *r)
{
    output kept;
    output_string(out, "<p>");
    html_count(out, r->totals->lines, "line");
    if ((r->row->present & PFL_AUDIT_ROW_FIRST) != 0) {
        output_string(out, " from ");
        html_time(out, r->row->first);
        output_string(out, " to ");
        html_time(out, r->row->last);
        output_string(out, " UTC (");
        output_open_memory(&kept);
        report_covered(&kept, r);
        html_kept(out, &kept);
        output_string(out, "); all times are UTC");
    }
    output_string(out, ".</p>\n");
}

/* Nothing found in half of what was there is another answer. */
static void put_dropped(output *out, const pfl_totals_row *t)
{
    uint64_t dropped = t->evicted_addresses + t->evicted_names + t->evicted_messages + t->evicted_subjects +
                       t->evicted_others + t->evicted_buckets + t->lost;
    if (dropped == 0)
        return;
    output_string(out, "<p class=\"caution\">");
    html_count(out, dropped, "record");
    output_string(out, " had no room and were dropped: counts may be too low, findings may be missing "
                       "(--max-memory).</p>\n");
}

static void put_top(output *out, const report *r)
{
    const char *verdict = pfl_verdict_name(r->row->verdict);
    output_format(out, "<header class=\"%s\">\n<p class=\"asked\">Was this mail server broken into?</p>\n<h1>",
                  verdict != NULL ? verdict : "unknown");
    put_answer(out, r);
    output_string(out, "</h1>\n");
    put_period(out, r);
    if (r->reading->failed)
        output_string(out, "<p class=\"caution\">Some input could not be read: this is about the rest.</p>\n");
    put_dropped(out, r->totals);
    if (r->reason.length > 0 && r->row->verdict != PFL_VERDICT_UNKNOWN) {
        output_string(out, "<p class=\"caution\">The log tells little: ");
        html_piece(out, r->reason);
        output_string(out, ".</p>\n");
    }
    output_string(out, "</header>\n<main>\n");
}

/* --- Incidents ------------------------------------------------------------------------ */

typedef struct incidents {
    suspect *suspects; /* told in full */
    size_t count;
    uint64_t more;  /* under suspicion too, but there is a limit */
    uint64_t known; /* told of before, and nothing is new */
} incidents;

static bool is_incident(const subject *s)
{
    return s->row->verdict >= PFL_VERDICT_CHECK;
}

static incidents gather(const report *r)
{
    incidents all = {.suspects = must_resize(NULL, INCIDENTS_SHOWN * sizeof(suspect))};
    size_t clients = 0;
    for (size_t i = 0; i < r->subject_count; i++) {
        const subject *s = &r->subjects[i];
        if (!is_incident(s))
            continue;
        if (s->known_before)
            all.known++;
        else if (all.count == INCIDENTS_SHOWN || (s->kind == SUBJECT_CLIENT && ++clients > CLIENTS_SHOWN))
            all.more++;
        else
            suspect_make(&all.suspects[all.count++], r, s);
    }
    return all;
}

static void release(incidents *all)
{
    for (size_t i = 0; i < all->count; i++)
        suspect_free(&all->suspects[i]);
    free(all->suspects);
}

/* since is PFL_TIME_INVALID for one that is not told in full. */
static void put_index_row(output *out, const subject *s, int64_t since, size_t number)
{
    const pfl_verdicts_row *row = s->row;
    output_string(out, "<tr>");
    html_name_begin(out, s);
    if (number > 0)
        output_format(out, "<a href=\"#incident-%zu\">", number);
    html_name(out, s);
    output_string(out, number > 0 ? "</a>" : "");
    output_string(out, "</th><td>");
    html_verdict(out, row->verdict);
    output_string(out, "</td><td>");
    html_rules(out, s->reason);
    output_string(out, "</td><td>");
    html_time(out, since);
    output_format(out, "</td><td>%s</td><td class=\"n\">%" PRIu64 "</td><td class=\"n\">%" PRIu64 "</td>",
                  s->known_before    ? "known before, nothing new"
                  : row->active != 0 ? "yes"
                                     : "no",
                  row->messages, row->recipients);
    output_format(out, "<td class=\"n\">%" PRIu64 "</td></tr>\n", row->waiting);
}

/* Who is under suspicion, when it is more than one. */
static void put_index(output *out, const report *r, const incidents *all)
{
    static const html_column columns[] = {
        {"Who", NULL, 0, false},
        {"Verdict", NULL, 0, false},
        {"Decided by", NULL, 0, false},
        {"Since", NULL, 0, false},
        {"Still active", NULL, 0, false},
        {"Messages", "in the whole log", 0, true},
        {"Recipients", "in the whole log", 0, true},
        {"In the queue", NULL, 0, true},
    };
    size_t shown = 0, number = 0;
    if (all->count + all->known < 2 && all->known == 0)
        return;
    output_string(out, "<section>\n<h2>Under suspicion</h2>\n");
    html_table_begin(out, "Under suspicion", NULL, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < r->subject_count && shown < INDEX_SHOWN; i++) {
        const subject *s = &r->subjects[i];
        if (!is_incident(s))
            continue;
        bool in_full = number < all->count && all->suspects[number].who == s;
        number += in_full;
        shown++;
        put_index_row(out, s, in_full ? all->suspects[number - 1].since : PFL_TIME_INVALID, in_full ? number : 0);
    }
    html_table_end(out);
    html_more(out, all->count + all->known + all->more - shown, "under suspicion: --format json has them");
    output_string(out, "</section>\n");
}

static void put_incidents(output *out, const report *r, const incidents *all)
{
    for (size_t i = 0; i < all->count; i++)
        html_incident(out, r, &all->suspects[i], i + 1);
    html_more(out, all->more, "under suspicion: the list above names them, --format json has all about them");
    if (html_has_nameless(r))
        html_nameless(out, r, all->count + 1);
}

/* The lines that are going to be shown. */
static void find_lines(const report *r)
{
    size_t count = 0;
    finding_list *lists = must_resize(NULL, (r->subject_count + 1) * sizeof *lists);
    for (size_t i = 0; i < r->subject_count && count < INCIDENTS_SHOWN; i++)
        if (is_incident(&r->subjects[i]) && !r->subjects[i].known_before)
            lists[count++] = r->subjects[i].findings;
    lists[count++] = r->server;
    report_find_lines(r, lists, count);
    free(lists);
}

/* --- All ------------------------------------------------------------------------------ */

void report_html(const report *r, output *out)
{
    find_lines(r);
    incidents all = gather(r);
    put_head(out, r);
    output_string(out, "<body>\n");
    put_top(out, r);
    put_index(out, r, &all);
    put_incidents(out, r, &all);
    html_accounts(out, r);
    html_submitters(out, r);
    html_relays(out, r);
    html_attackers(out, r);
    html_server(out, r);
    html_coverage(out, r);
    html_rules_found(out, r);
    output_format(out,
                  "</main>\n<footer>pfl-audit %s. Nothing but the log was asked; a password that was stolen elsewhere "
                  "and only read mail leaves no line in it.</footer>\n</body>\n</html>\n",
                  pfl_version());
    release(&all);
}
