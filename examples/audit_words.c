/* Words that the text report is made of. Contract in audit_text.h. */
#include "audit_text.h"
#include <inttypes.h>
#include <string.h>

void report_label(output *out, const char *label)
{
    output_format(out, "  %-*s", LABEL_WIDTH - 2, label);
}

void report_count(output *out, uint64_t count, const char *one)
{
    output_format(out, "%" PRIu64 " %s%s", count, one, count == 1 ? "" : "s");
}

void report_piece(output *out, piece text)
{
    output_text(out, text.at, text.length);
}

void report_name(output *out, const subject *s)
{
    /* A name may look like several, or like part of the report: "eve, sasl_username=root". */
    bool odd = s->name.length == 0;
    for (size_t i = 0; i < s->name.length; i++)
        odd |= s->name.at[i] == ' ' || s->name.at[i] == ',' || s->name.at[i] == '"' ||
               (s->name.at[i] == ':' && s->kind == SUBJECT_ACCOUNT);
    if (s->kind == SUBJECT_LOCAL) {
        output_format(out, "uid %" PRIu32, s->uid);
        return;
    }
    output_string(out, odd ? "\"" : "");
    report_piece(out, s->name);
    output_string(out, odd ? "\"" : "");
}

void report_finding(const finding *f, size_t more, output *out)
{
    const char *severity = pfl_finding_name(f->row->severity);
    report_piece(out, f->text);
    output_string(out, " [");
    report_piece(out, f->rule);
    output_format(out, " %s]", severity != NULL ? severity : "?");
    if (more > 0)
        output_format(out, " and %zu more of this kind", more);
    output_string(out, "\n");
}

void report_covered(output *out, const report *r)
{
    int64_t first = r->row->first, last = r->row->last;
    int64_t minutes = first <= last ? (last - first) / INT64_C(60000000) : 0;
    if (minutes < 2)
        report_count(out, (uint64_t)(first <= last ? (last - first) / 1000000 : 0), "second");
    else if (minutes < 120)
        report_count(out, (uint64_t)minutes, "minute");
    else if (minutes < 72 * 60)
        report_count(out, (uint64_t)minutes / 60, "hour");
    else
        report_count(out, (uint64_t)minutes / 60 / 24, "day");
}
