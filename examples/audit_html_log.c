/* The page about the server and its log: findings tied to nobody, and what was read. Contract in audit_html.h. */
#include "audit_html.h"
#include <inttypes.h>
#include <string.h>

#define FINDINGS_SHOWN 50
#define ROWS_SHOWN     50
#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* --- Findings ------------------------------------------------------------------------ */

static const html_column finding_columns[] = {
    {"About", NULL, 0, false},  {"What was found", NULL, 0, false}, {"Rule", NULL, 0, false},
    {"Weight", NULL, 0, false}, {"From", NULL, 0, false},           {"Until", NULL, 0, false},
};

static void put_finding(output *out, const finding *f)
{
    output_string(out, "<tr><td>");
    if (f->subject != NULL)
        html_name(out, f->subject);
    else if (f->source_count > 0)
        html_piece(out, f->sources[0].address);
    else
        output_string(out, "the server");
    if (f->subject == NULL && f->row->sources > 1)
        output_format(out, " <span class=\"none\">and %" PRIu64 " more</span>", f->row->sources - 1);
    output_string(out, "</td><td class=\"text\">");
    html_piece(out, f->text);
    output_string(out, "</td>");
    html_rule_cells(out, f);
    output_string(out, "</tr>\n");
}

/* Of nobody, or of those who are not under suspicion: incidents have theirs. */
static bool is_of_server(const finding *f)
{
    return f->subject == NULL ? !is_nameless(f) : f->subject->row->verdict < PFL_VERDICT_CHECK;
}

void html_server(output *out, const report *r)
{
    uint64_t shown = 0, more = 0;
    for (size_t i = 0; i < r->finding_count; i++) {
        const finding *f = &r->findings[i];
        if (!is_of_server(f) || !report_shows(r, f))
            continue;
        if (shown == FINDINGS_SHOWN) {
            more++;
            continue;
        }
        if (shown++ == 0) {
            output_string(out, "<section>\n<h2>Other findings</h2>\n"
                               "<p>About the server and its log, and about those who are under no "
                               "suspicion.</p>\n");
            html_table_begin(out, "Other findings", NULL, finding_columns, COUNT_OF(finding_columns));
        }
        put_finding(out, f);
    }
    if (shown == 0)
        return;
    html_table_end(out);
    html_more(out, more, "that weigh no more: --format json has them");
    output_string(out, "</section>\n");
}

/* --- What the log says and does not say ----------------------------------------------- */

static void put_fact(output *out, uint64_t count, const char *text)
{
    if (count > 0)
        output_format(out, "<li>%s: <b>%" PRIu64 "</b></li>\n", text, count);
}

static void put_names_known(output *out, const pfl_totals_row *t)
{
    if (t->failures == 0)
        output_string(out, "<li>No login failed.</li>\n");
    else if (t->named_failures == 0)
        output_string(out, "<li>Failed logins carry no user name (Postfix before 3.9): rules about names have nothing "
                           "to go by.</li>\n");
    else
        output_format(out, "<li><b>%" PRIu64 "</b> of %" PRIu64 " failed logins carry a user name.</li>\n",
                      t->named_failures, t->failures);
}

static void put_facts(output *out, const report *r)
{
    const pfl_totals_row *t = r->totals;
    output_string(out, "<ul class=\"log\">\n");
    put_names_known(out, t);
    put_fact(out, t->loopback_messages,
             "Messages from this host itself without a login, whose accounts are not in this log");
    put_fact(out, r->row->masked, "Internal or trusted addresses that several accounts use, not counted as attackers");
    put_fact(out, t->unreal_failures, "Failures in which no password was wrong, not counted");
    put_fact(out, t->aborted, "Logins that the client gave up, not counted");
    put_fact(out, t->ambiguous, "Lines with two readings, the doubtful part of which is left out");
    put_fact(out, t->injections, "Lines in which somebody else wrote what only Postfix writes");
    put_fact(out, t->truncated, "Lines that were too long, and are read to the limit");
    put_fact(out, t->time_invalid, "Lines without a time that can be, which are in the totals only");
    put_fact(out, t->year_inferred, "Lines without a year, which was inferred");
    put_fact(out, t->suppressed, "Lines that the system logger left out, by its own account");
    put_fact(out, t->repeats, "Lines that stand for repeats of the line before them");
    put_fact(out, t->orphans, "Messages that left the queue, and whose beginning is not in this log");
    put_fact(out, t->waiting, "Messages in the queue when the log ends");
    output_string(out, "</ul>\n");
}

/* --- Files, hosts, releases ------------------------------------------------------------ */

static const html_column file_columns[] = {
    {"File", NULL, PFL_COLUMN_FILE, false},        {"Lines", NULL, PFL_COLUMN_LINES, true},
    {"From byte", NULL, PFL_COLUMN_START, true},   {"To byte", NULL, PFL_COLUMN_END, true},
    {"First line", NULL, PFL_COLUMN_FIRST, false}, {"Last line", NULL, PFL_COLUMN_LAST, false},
};

static const html_column host_columns[] = {
    {"Host", NULL, PFL_COLUMN_HOST, false},
    {"Lines", NULL, PFL_COLUMN_LINES, true},
    {"Longest gap", "the longest time without a line", PFL_COLUMN_LONGEST_GAP, true},
    {"Usual gap", "99 of 100 gaps are no longer than this", PFL_COLUMN_USUAL_GAP, true},
    {"Backwards", "lines stamped earlier than the line before them", PFL_COLUMN_BACKWARD, true},
    {"Time told", "lines that tell the time of their message as well", PFL_COLUMN_TOLD, true},
    {"Contradicting", "those of them that tell another time than their stamp", PFL_COLUMN_CONTRADICTING, true},
    {"First line", NULL, PFL_COLUMN_FIRST, false},
    {"Last line", NULL, PFL_COLUMN_LAST, false},
};

static const html_column release_columns[] = {
    {"Postfix", NULL, PFL_COLUMN_VERSION, false},
    {"Starts", NULL, PFL_COLUMN_STARTS, true},
    {"First", NULL, PFL_COLUMN_FIRST, false},
    {"Last", NULL, PFL_COLUMN_LAST, false},
};

static const html_column operation_columns[] = {
    {"Operation", NULL, PFL_COLUMN_OPERATION, false}, {"Host", NULL, PFL_COLUMN_HOST, false},
    {"Times", NULL, PFL_COLUMN_COUNT, true},          {"First", NULL, PFL_COLUMN_FIRST, false},
    {"Last", NULL, PFL_COLUMN_LAST, false},
};

static void put_table(output *out, const report *r, uint16_t table, const char *title, const html_column *columns,
                      size_t count)
{
    audit_table t;
    table_read(&t, r->audit, &(pfl_rows_options){.table = table, .limit = ROWS_SHOWN});
    if (t.count > 0) {
        output_format(out, "<h3>%s</h3>\n", title);
        html_table_begin(out, title, t.info, columns, count);
        for (size_t i = 0; i < t.count; i++) {
            output_string(out, "<tr>");
            html_cells(out, &t, i, columns, 0, count);
            output_string(out, "</tr>\n");
        }
        html_table_end(out);
        html_more(out, table_count(r->audit, table) - t.count, "");
    }
    table_free(&t);
}

void html_coverage(output *out, const report *r)
{
    output_string(out, "<section>\n<h2>What the log covers</h2>\n");
    put_facts(out, r);
    put_table(out, r, PFL_TABLE_STREAMS, "Files", file_columns, COUNT_OF(file_columns));
    put_table(out, r, PFL_TABLE_HOSTS, "Hosts", host_columns, COUNT_OF(host_columns));
    put_table(out, r, PFL_TABLE_RELEASES, "Releases that were started", release_columns, COUNT_OF(release_columns));
    put_table(out, r, PFL_TABLE_OPERATIONS, "What administrators did, day by day", operation_columns,
              COUNT_OF(operation_columns));
    output_string(out, "</section>\n");
}

/* --- Rules ------------------------------------------------------------------------------ */

static bool has_found(const report *r, const char *rule)
{
    for (size_t i = 0; i < r->finding_count; i++)
        if (report_shows(r, &r->findings[i]) && piece_equal(r->findings[i].rule, (piece){rule, strlen(rule)}))
            return true;
    return false;
}

void html_rules_found(output *out, const report *r)
{
    const pfl_rule *rule;
    bool any = false;
    for (size_t i = 0; (rule = pfl_rule_at(i)) != NULL; i++) {
        if (!has_found(r, rule->name))
            continue;
        output_string(out, any ? "" : "<section>\n<h2>The rules that found something</h2>\n<dl class=\"rules\">\n");
        any = true;
        output_format(out, "<div><dt>%s</dt><dd><b>", rule->name);
        html_string(out, rule->title);
        output_string(out, ".</b> ");
        html_string(out, rule->doc);
        if (*rule->technique != '\0')
            output_format(out, " <span class=\"none\">MITRE ATT&amp;CK %s</span>", rule->technique);
        output_string(out, "</dd></div>\n");
    }
    if (any)
        output_string(out,
                      "</dl>\n<p class=\"more\">All of them, and their limits: pfl-audit --rules</p>\n</section>\n");
}
