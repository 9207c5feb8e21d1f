/* One incident of the report for people. Contract in audit_text.h. */
#include "audit_text.h"
#include <inttypes.h>
#include <string.h>

static void put_blanks(output *out)
{
    output_format(out, "%*s", LABEL_WIDTH, "");
}

/* --- When -------------------------------------------------------------------- */

static void put_when(const report *r, const suspect *s, output *out)
{
    char time[TIME_TEXT], other[TIME_TEXT];
    report_label(out, "Since");
    output_format(out, "%s UTC (first seen %s, ", report_time(s->since, true, time),
                  report_time(s->first, true, other));
    output_format(out, "the log begins %s)\n", report_time(r->row->first, true, time));
    report_label(out, "Still active");
    output_string(out, s->who->row->active != 0 ? "YES" : "not in the last hour of the log");
    output_format(out, ": last %s %s", s->messages > 0 || s->who->kind != SUBJECT_ACCOUNT ? "message" : "login",
                  report_time(s->last, true, time));
    if (s->last_address.length > 0) {
        output_string(out, " from ");
        report_piece(out, s->last_address);
    }
    output_format(out, ", the log ends %s\n", report_time(r->row->last, true, time));
    report_label(out, "In the queue");
    report_count(out, s->waiting, "message");
    output_string(out, " of it by this log, ");
    report_count(out, s->waiting_recipients, "recipient");
    output_string(out, " still waiting\n");
}

/* --- How and what ------------------------------------------------------------ */

static bool is_first(const finding_list *list, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (piece_equal(list->findings[i]->rule, list->findings[place]->rule))
            return false;
    return true;
}

bool report_tells(const report *r, const finding_list *list, size_t place, size_t *more)
{
    const finding *f = list->findings[place];
    if (!report_shows(r, f) || !is_first(list, place))
        return false;
    *more = 0;
    for (size_t i = place + 1; i < list->count; i++)
        *more += piece_equal(list->findings[i]->rule, f->rule) && report_shows(r, list->findings[i]);
    return true;
}

/* What alone says that somebody else may have come; the other points are for hints. */
bool report_is_entry(const finding *f)
{
    return f->row->access_points >= 3;
}

const char *report_finding_label(const suspect *s, const finding *f)
{
    if (report_is_entry(f))
        return s->who->row->verdict >= PFL_VERDICT_LIKELY ? "How it got in" : "How it came";
    if (f->row->abuse_points > 0 || f->row->severity >= PFL_FINDING_HIGH)
        return "Sign";
    return f->row->access_points > 0 ? "Hint" : "Noted";
}

static void put_findings(const report *r, const suspect *s, bool entries, output *out)
{
    const finding_list *list = &s->who->findings;
    size_t more;
    for (size_t i = 0; i < list->count; i++) {
        const finding *f = list->findings[i];
        if (report_is_entry(f) != entries || !report_tells(r, list, i, &more))
            continue;
        report_label(out, report_finding_label(s, f));
        report_finding(f, more, out);
    }
}

bool report_is_unseen(const suspect *s)
{
    const finding_list *list = &s->who->findings;
    bool any = false;
    for (size_t i = 0; i < list->count; i++)
        any |= report_is_entry(list->findings[i]);
    return !any && s->who->kind == SUBJECT_ACCOUNT && s->who->row->verdict >= PFL_VERDICT_LIKELY;
}

static void put_entry(const report *r, const suspect *s, output *out)
{
    put_findings(r, s, true, out);
    if (!report_is_unseen(s))
        return;
    report_label(out, "How it got in");
    output_string(out, "this log does not show it: the password was known, or got in before this log begins\n");
}

static void put_did(const suspect *s, output *out)
{
    char time[TIME_TEXT];
    report_label(out, "What it did");
    if (s->messages == 0 && s->who->kind == SUBJECT_ACCOUNT) {
        output_string(out, "read a mailbox, at least; no mail by it since then in this log");
    } else {
        report_count(out, s->messages, "message");
        output_string(out, " to ");
        report_count(out, s->recipients, "recipient");
        output_string(out, " since then, ");
        report_count(out, s->new_domains, "new domain");
        output_format(out, "; %" PRIu64 " delivered, %" PRIu64 " failed for good", s->sent, s->bounced);
    }
    if (s->new_count > 0 && s->who->kind == SUBJECT_ACCOUNT)
        output_format(out, "; from %zu address%s%s", s->new_count, s->new_count == 1 ? "" : "es",
                      s->has_past ? ", new for it" : "");
    output_string(out, "\n");
    if (s->messages > 0) {
        put_blanks(out);
        output_format(out, "worst hour %s: ", report_time(s->worst_hour, true, time));
        report_count(out, s->worst_messages, "message");
        output_string(out, ", ");
        report_count(out, s->worst_recipients, "recipient");
        output_string(out, "; ");
        if (s->has_past)
            output_format(out, "before that never more than %" PRIu64 " and %" PRIu64 " in an hour\n",
                          s->usual_messages, s->usual_recipients);
        else
            output_string(out, "nothing before that in this log: what is usual for it is not known\n");
    }
}

/* Guessing from the addresses that got in, and at this account at all. */
static void put_before(const report *r, const suspect *s, output *out)
{
    char time[TIME_TEXT];
    for (size_t i = 0; i < r->server.count; i++) {
        const finding *f = r->server.findings[i];
        bool same = false;
        for (size_t k = 0; k < s->address_count && f->source_count > 0; k++)
            same |= piece_equal(f->sources[0].address, s->addresses[k].address);
        if (!same || is_nameless(f) || !report_shows(r, f))
            continue;
        report_label(out, "Before it");
        output_format(out, "%s ", report_time(f->row->first, true, time));
        report_piece(out, f->sources[0].address);
        output_string(out, ": ");
        report_finding(f, 0, out);
    }
    if (s->failures == 0)
        return;
    report_label(out, "Guessed at");
    report_count(out, s->failures, "failed login");
    output_string(out, " for this account from ");
    report_count(out, s->failure_networks, "network");
    output_string(out, " in this log\n");
}

/* --- Evidence ---------------------------------------------------------------- */

#define EVIDENCE_SHOWN  5
#define EVIDENCE_ENOUGH 4   /* with less, other lines that the state keeps of it fill up */
#define EVIDENCE_TEXT   240 /* of a line: the JSON report has more of it */

static void put_evidence_line(const evidence *e, output *out)
{
    put_blanks(out);
    report_piece(out, e->file.length > 0 ? e->file : (piece){"?", 1});
    if (e->line > 0)
        output_format(out, ":%" PRIu64, e->line);
    else
        output_format(out, "@%" PRIu64, e->offset);
    output_string(out, e->text.length > 0 ? ": " : "");
    output_text(out, e->text.at, e->text.length < EVIDENCE_TEXT ? e->text.length : EVIDENCE_TEXT);
    output_string(out, e->text.length > EVIDENCE_TEXT ? "...\n" : "\n");
}

/* Keeps them in the order of their times. */
static void add_evidence(const evidence **shown, size_t *count, size_t most, const evidence *e)
{
    size_t place = *count;
    for (size_t i = 0; i < *count; i++)
        if (shown[i]->stream == e->stream && shown[i]->offset == e->offset)
            return;
    if (*count == most)
        return;
    while (place > 0 && (shown[place - 1]->time > e->time ||
                         (shown[place - 1]->time == e->time && shown[place - 1]->offset > e->offset)))
        place--;
    memmove(shown + place + 1, shown + place, (*count - place) * sizeof *shown);
    shown[place] = e;
    (*count)++;
}

/* Of how it got in the last lines, the login among them; and a line of each sign in turn. */
size_t report_choose_lines(const report *r, const finding_list *findings, const finding *kept, const evidence **shown,
                           size_t most)
{
    size_t count = 0;
    /* Hints come to nothing beside what weighs. */
    uint32_t least = findings->count > 0 ? findings->findings[0]->row->severity : PFL_FINDING_INFO;
    least = least > PFL_FINDING_LOW ? PFL_FINDING_MEDIUM : PFL_FINDING_INFO;
    for (size_t round = 0; round < most; round++)
        for (size_t i = 0; i < findings->count; i++) {
            const finding *f = findings->findings[i];
            if (!report_shows(r, f) || round >= f->line_count || (kept == NULL && !is_nameless(f)) ||
                f->row->severity < least || !is_first(findings, i))
                continue;
            add_evidence(shown, &count, most, &f->lines[report_is_entry(f) ? f->line_count - 1 - round : round]);
        }
    for (size_t i = 0; kept != NULL && i < kept->line_count && count < EVIDENCE_ENOUGH; i++)
        add_evidence(shown, &count, most, &kept->lines[i]);
    return count;
}

static void put_evidence(const report *r, const finding_list *findings, const finding *kept, output *out)
{
    const evidence *shown[EVIDENCE_SHOWN];
    size_t count = report_choose_lines(r, findings, kept, shown, EVIDENCE_SHOWN);
    if (count == 0)
        return;
    output_string(out, "  Evidence\n");
    for (size_t i = 0; i < count; i++)
        put_evidence_line(shown[i], out);
}

/* --- All --------------------------------------------------------------------- */

void report_incident(const report *r, const subject *who, output *out)
{
    const char *verdict = pfl_verdict_name(who->row->verdict);
    suspect s;
    suspect_make(&s, r, who);
    output_string(out, "\n");
    output_paint(out, "1");
    report_name(out, who);
    output_format(out, ": %s", verdict != NULL ? verdict : "?");
    output_paint(out, NULL);
    if (who->reason.length > 0) {
        output_string(out, " (");
        report_piece(out, who->reason);
        output_string(out, ")");
    }
    output_string(out, "\n");
    put_when(r, &s, out);
    put_entry(r, &s, out);
    put_did(&s, out);
    put_before(r, &s, out);
    put_findings(r, &s, false, out);
    put_evidence(r, &who->findings, &s.kept, out);
    report_steps(r, &s, out);
    suspect_free(&s);
}

void report_nameless(const report *r, output *out)
{
    bool any = false;
    for (size_t i = 0; i < r->server.count; i++) {
        const finding *f = r->server.findings[i];
        char time[TIME_TEXT];
        if (!is_nameless(f) || f->known_before || !report_shows(r, f))
            continue;
        if (!any) {
            output_paint(out, "1");
            output_string(out, "\nAn account that the log does not name\n");
            output_paint(out, NULL);
        }
        any = true;
        report_label(out, "Since");
        output_format(out, "%s UTC\n", report_time(f->row->last, true, time));
        report_label(out, "How it got in");
        report_finding(f, 0, out);
    }
    if (!any)
        return;
    put_evidence(r, &r->server, NULL, out);
    report_steps(r, NULL, out);
}
