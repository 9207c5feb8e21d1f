/* The report as one JSON object. Contract in audit_report.h. */
#include "audit_report.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ATTACKERS 1000 /* as many as are listed */

static void put_text(output *out, piece text)
{
    output_json(out, text.at, text.length, NULL);
}

static void put_time(output *out, const char *key, int64_t time)
{
    char text[TIME_TEXT];
    if (time == PFL_TIME_INVALID || time == INT64_MAX)
        output_format(out, "\"%s\":null", key);
    else
        output_format(out, "\"%s\":\"%s\"", key, report_time(time, false, text));
}

static void put_number(output *out, const char *key, uint64_t number)
{
    output_format(out, ",\"%s\":%" PRIu64, key, number);
}

static const char *verdict_word(uint32_t verdict)
{
    const char *name = pfl_verdict_name(verdict);
    return name != NULL ? name : "unknown";
}

/* --- Findings ---------------------------------------------------------------- */

static void put_evidence(output *out, const finding *f)
{
    output_string(out, ",\"evidence\":[");
    for (size_t i = 0; i < f->line_count; i++) {
        const evidence *e = &f->lines[i];
        output_string(out, i > 0 ? ",{\"file\":" : "{\"file\":");
        put_text(out, e->file);
        if (e->line > 0)
            output_format(out, ",\"line\":%" PRIu64, e->line);
        else
            output_format(out, ",\"line\":null,\"offset\":%" PRIu64, e->offset);
        output_string(out, ",\"text\":");
        put_text(out, e->text);
        output_string(out, "}");
    }
    output_string(out, "]");
}

/* The words of a text, as a list. */
static void put_words(output *out, piece text)
{
    const char *comma = "";
    for (size_t i = 0, n; i < text.length; i += n + 1) {
        for (n = 0; i + n < text.length && text.at[i + n] != ' ';)
            n++;
        if (n == 0)
            continue;
        output_string(out, comma);
        put_text(out, (piece){text.at + i, n});
        comma = ",";
    }
}

static void put_finding(output *out, const finding *f)
{
    const char *severity = pfl_finding_name(f->row->severity);
    output_string(out, "{\"rule\":");
    put_text(out, f->rule);
    output_format(out, ",\"severity\":\"%s\",", severity != NULL ? severity : "info");
    put_time(out, "start", f->row->first);
    output_string(out, ",");
    put_time(out, "end", f->row->last);
    put_number(out, "count", f->row->count);
    put_number(out, "limit", f->row->limit);
    if ((f->row->present & PFL_FINDINGS_ROW_USUAL) != 0)
        put_number(out, "usual", f->row->usual);
    else
        output_string(out, ",\"usual\":null");
    output_string(out, ",\"source_ip\":[");
    for (size_t i = 0; i < f->source_count; i++) {
        output_string(out, i > 0 ? "," : "");
        put_text(out, f->sources[i].address);
    }
    output_string(out, "]");
    put_number(out, "sources", f->row->sources);
    output_string(out, ",\"technique\":[");
    put_words(out, f->technique);
    output_string(out, "]");
    put_evidence(out, f);
    output_string(out, ",\"text\":");
    put_text(out, f->text);
    output_string(out, "}");
}

static void put_findings(output *out, const report *r, const finding_list *list)
{
    const char *comma = "";
    output_string(out, "[");
    for (size_t i = 0; i < list->count; i++) {
        if (!report_shows(r, list->findings[i]))
            continue;
        output_string(out, comma);
        put_finding(out, list->findings[i]);
        comma = ",";
    }
    output_string(out, "]");
}

/* --- Subjects ---------------------------------------------------------------- */

void report_json_subject(const report *r, const subject *s, output *out)
{
    switch (s->kind) {
    case SUBJECT_ACCOUNT:
        output_string(out, "{\"user\":");
        put_text(out, s->name);
        break;
    case SUBJECT_LOCAL:
        output_format(out, "{\"uid\":%" PRIu32, s->uid);
        break;
    case SUBJECT_CLIENT:
        output_string(out, "{\"addr\":");
        put_text(out, s->name);
        break;
    }
    output_format(out, ",\"verdict\":\"%s\"", verdict_word(s->row->verdict));
    put_number(out, "access", s->row->access_points);
    put_number(out, "abuse", s->row->abuse_points);
    output_format(out, ",\"known\":%s,\"active\":%s,", s->row->known != 0 ? "true" : "false",
                  s->row->active != 0 ? "true" : "false");
    put_time(out, "entry", (s->row->present & PFL_VERDICTS_ROW_ENTRY) != 0 ? s->row->entry : PFL_TIME_INVALID);
    put_number(out, "messages", s->row->messages);
    put_number(out, "recipients", s->row->recipients);
    put_number(out, "waiting", s->row->waiting);
    output_string(out, ",\"findings\":");
    put_findings(out, r, &s->findings);
    output_string(out, "}");
}

static void put_subjects(output *out, const report *r, subject_kind kind, const char *key)
{
    const char *comma = "";
    output_format(out, ",\"%s\":[", key);
    for (size_t i = 0; i < r->subject_count; i++) {
        if (r->subjects[i].kind != kind)
            continue;
        output_string(out, comma);
        report_json_subject(r, &r->subjects[i], out);
        comma = ",";
    }
    output_string(out, "]");
}

/* --- The log ----------------------------------------------------------------- */

static uint64_t count_streams(const report *r)
{
    audit_table t;
    uint64_t count = 0;
    table_read(&t, r->audit, &(pfl_rows_options){.table = PFL_TABLE_STREAMS});
    for (size_t i = 0; i < t.count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = ((const pfl_streams_row *)table_row(&t, k))->stream ==
                   ((const pfl_streams_row *)table_row(&t, i))->stream;
        count += !seen;
    }
    table_free(&t);
    return count;
}

static void put_coverage(output *out, const report *r)
{
    const pfl_totals_row *t = r->totals;
    output_string(out, ",\"coverage\":{");
    put_time(out, "first", (r->row->present & PFL_AUDIT_ROW_FIRST) != 0 ? r->row->first : PFL_TIME_INVALID);
    output_string(out, ",");
    put_time(out, "last", (r->row->present & PFL_AUDIT_ROW_LAST) != 0 ? r->row->last : PFL_TIME_INVALID);
    output_format(out, ",\"ok\":%s", r->reason.length == 0 ? "true" : "false");
    if (r->reason.length > 0) {
        output_string(out, ",\"reason\":");
        put_text(out, r->reason);
    }
    output_format(out, ",\"input_complete\":%s", r->reading->failed ? "false" : "true");
    put_number(out, "files", count_streams(r));
    put_number(out, "hosts", table_count(r->audit, PFL_TABLE_HOSTS));
    put_number(out, "ambiguous", t->ambiguous);
    put_number(out, "truncated", t->truncated);
    put_number(out, "time_invalid", t->time_invalid);
    put_number(out, "year_inferred", t->year_inferred);
    put_number(out, "repeat_lines", t->repeats);
    put_number(out, "suppressed_lines", t->suppressed);
    put_number(out, "orphans", t->orphans);
    put_number(out, "failures_with_user", t->named_failures);
    put_number(out, "loopback_messages", t->loopback_messages);
    put_number(out, "masked_addresses", r->row->masked);
    put_number(out, "evicted",
               t->evicted_addresses + t->evicted_names + t->evicted_messages + t->evicted_subjects + t->evicted_others +
                   t->evicted_buckets);
    put_number(out, "lost", t->lost);
    output_string(out, "}");
}

static uint64_t put_kinds(output *out, const report *r)
{
    static const piece login = {"login", 5}, sasl_login = {"sasl-login", 10};
    audit_table t;
    uint64_t logins = 0;
    table_read(&t, r->audit, &(pfl_rows_options){.table = PFL_TABLE_KINDS});
    output_string(out, ",\"kinds\":{");
    for (size_t i = 0; i < t.count; i++) {
        const pfl_kinds_row *row = table_row(&t, i);
        piece name = table_text(&t, i, row->kind);
        output_string(out, i > 0 ? "," : "");
        put_text(out, name);
        output_format(out, ":%" PRIu64, row->lines);
        logins += piece_equal(name, login) || piece_equal(name, sasl_login) ? row->lines : 0;
    }
    output_string(out, "}");
    table_free(&t);
    return logins;
}

static void put_totals(output *out, const report *r)
{
    const pfl_totals_row *t = r->totals;
    output_format(out, ",\"totals\":{\"lines\":%" PRIu64, t->lines);
    put_number(out, "logins", put_kinds(out, r));
    put_number(out, "failures", t->failures);
    put_number(out, "messages", t->messages);
    put_number(out, "sent", t->sent);
    put_number(out, "deferred", t->deferred);
    put_number(out, "bounced", t->bounced);
    output_string(out, "}");
}

static void put_attackers(output *out, const report *r)
{
    audit_table t;
    const char *comma = "";
    table_read(&t, r->audit,
               &(pfl_rows_options){
                   .table = PFL_TABLE_ADDRESSES, .order = PFL_COLUMN_FAILURES, .descending = 1, .limit = ATTACKERS});
    output_string(out, ",\"attackers\":[");
    for (size_t i = 0; i < t.count; i++) {
        const pfl_addresses_row *row = table_row(&t, i);
        if (row->failures == 0)
            break;
        output_format(out, "%s{\"addr\":", comma);
        put_text(out, table_text(&t, i, row->client_addr));
        put_number(out, "failures", row->failures);
        put_number(out, "users_tried", row->users_tried);
        output_string(out, ",");
        put_time(out, "first", row->first);
        output_string(out, ",");
        put_time(out, "last", row->last);
        output_string(out, "}");
        comma = ",";
    }
    output_string(out, "]");
    table_free(&t);
}

static void find_lines(const report *r)
{
    finding_list *lists = must_resize(NULL, (r->subject_count + 1) * sizeof *lists);
    for (size_t i = 0; i < r->subject_count; i++)
        lists[i] = r->subjects[i].findings;
    lists[r->subject_count] = r->server;
    report_find_lines(r, lists, r->subject_count + 1);
    free(lists);
}

void report_json(const report *r, output *out)
{
    find_lines(r);
    output_format(out, "{\"verdict\":\"%s\"", verdict_word(r->row->verdict));
    put_coverage(out, r);
    put_totals(out, r);
    put_subjects(out, r, SUBJECT_ACCOUNT, "accounts");
    put_attackers(out, r);
    put_subjects(out, r, SUBJECT_LOCAL, "submitters");
    put_subjects(out, r, SUBJECT_CLIENT, "relays");
    output_string(out, ",\"server\":");
    put_findings(out, r, &r->server);
    output_string(out, "}\n");
}
