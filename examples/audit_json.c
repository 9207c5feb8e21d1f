/* The report as one JSON object. Contract in audit_report.h. */
#include "audit_report.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Text of the log, as pfl_event_json() writes it: six characters for a byte at most. */
static void put_text(output *out, const char *text, size_t length)
{
    size_t capacity = 6 * length + 2, written = 0;
    char *room = output_room(out, capacity);
    if (pfl_text_json(text, length, room, capacity, &written, NULL) == PFL_OK)
        output_filled(out, written);
    else
        output_string(out, "\"\"");
}

static void put_time(output *out, const char *key, int64_t time)
{
    char text[TIME_TEXT];
    if (time == INT64_MIN || time == INT64_MAX)
        output_format(out, "\"%s\":null", key);
    else
        output_format(out, "\"%s\":\"%s\"", key, report_time(time, false, text));
}

static void put_number(output *out, const char *key, uint64_t number)
{
    output_format(out, ",\"%s\":%" PRIu64, key, number);
}

static void put_address(output *out, const audit *a, uint32_t number)
{
    size_t length;
    const char *text = table_name(&a->t->addresses, number, &length);
    put_text(out, text, length);
}

static void put_finding(output *out, const audit *a, const finding *f)
{
    output_format(out, "{\"rule\":\"%s\",\"severity\":\"%s\",", f->rule, severity_name(f->severity));
    put_time(out, "start", f->start);
    output_string(out, ",");
    put_time(out, "end", f->end);
    put_number(out, "count", f->count);
    put_number(out, "limit", f->limit);
    output_string(out, ",\"source_ip\":[");
    for (size_t i = 0; i < f->source_count; i++) {
        output_string(out, i > 0 ? "," : "");
        put_address(out, a, f->sources[i]);
    }
    output_string(out, "],\"technique\":[");
    for (size_t i = 0; i < 2 && f->techniques[i] != NULL; i++)
        output_format(out, "%s\"%s\"", i > 0 ? "," : "", f->techniques[i]);
    output_string(out, "],\"evidence\":[");
    for (size_t i = 0; i < f->evidence_count; i++) {
        const clue *c = f->evidence[i];
        output_string(out, i > 0 ? ",{\"file\":" : "{\"file\":");
        put_text(out, c->file, strlen(c->file));
        output_format(out, ",\"line\":%" PRIu64 ",\"text\":", c->line);
        put_text(out, c->text, c->length);
        output_string(out, "}");
    }
    output_string(out, "]}");
}

/* The findings of a subject (NULL: the server) that are severe enough to be shown. */
static void put_findings(output *out, const report *r, const subject *who)
{
    const char *comma = "";
    output_string(out, "[");
    for (const finding *f = audit_first(r->audit, who); f != NULL; f = audit_next(r->audit, f)) {
        if (f->severity < r->least)
            continue;
        output_string(out, comma);
        put_finding(out, r->audit, f);
        comma = ",";
    }
    output_string(out, "]");
}

static void put_coverage(output *out, const report *r)
{
    const tally *t = r->audit->t;
    output_string(out, ",\"coverage\":{");
    put_time(out, "first", t->first);
    output_string(out, ",");
    put_time(out, "last", t->last);
    output_format(out, ",\"ok\":%s", r->audit->unreadable == NULL ? "true" : "false");
    if (r->audit->unreadable != NULL)
        output_format(out, ",\"reason\":\"%s\"", r->audit->unreadable);
    output_format(out, ",\"input_complete\":%s", r->input_trouble ? "false" : "true");
    put_number(out, "files", t->file_count);
    put_number(out, "hosts", t->hosts.live);
    put_number(out, "ambiguous", t->ambiguous);
    put_number(out, "truncated", t->truncated);
    put_number(out, "time_invalid", t->time_invalid);
    put_number(out, "year_inferred", t->year_inferred);
    put_number(out, "repeat_lines", t->repeat_lines);
    put_number(out, "failures_with_user", t->named_failures);
    put_number(out, "silent_logins", t->silent.count);
    put_number(out, "loopback_messages", t->proxied);
    put_number(out, "masked_addresses", r->audit->masked);
    output_string(out, "}");
}

static void put_totals(output *out, const tally *t)
{
    const char *comma = "";
    output_format(out, ",\"totals\":{\"lines\":%" PRIu64 ",\"kinds\":{", t->lines);
    for (uint16_t i = 0; i <= UINT8_MAX; i++) {
        const pfl_kind *kind = pfl_kind_info(i);
        if (t->kinds[i] == 0)
            continue;
        if (kind != NULL)
            output_format(out, "%s\"%s\":%" PRIu64, comma, kind->name, t->kinds[i]);
        else
            output_format(out, "%s\"kind-%u\":%" PRIu64, comma, i, t->kinds[i]);
        comma = ",";
    }
    output_string(out, "}");
    put_number(out, "logins", t->login_count);
    put_number(out, "failures", t->failure_count);
    put_number(out, "messages", t->message_count);
    put_number(out, "sent", t->sent);
    put_number(out, "deferred", t->deferred);
    put_number(out, "bounced", t->bounced);
    output_string(out, "}");
}

/* accounts, or submitters: those of the ordered subjects that are local. */
static void put_subjects(output *out, const report *r, const subject *const *order, bool local)
{
    const audit *a = r->audit;
    const char *comma = "";
    output_format(out, ",\"%s\":[", local ? "submitters" : "accounts");
    for (uint32_t i = 0; i < a->t->subject_count; i++) {
        const subject *s = order[i];
        const judgement *j = &a->judgements[s->number];
        if (s->is_local != local)
            continue;
        output_string(out, comma);
        if (local) {
            output_format(out, "{\"uid\":%" PRIu32 ",\"verdict\":\"%s\"", s->uid, verdict_name(j->verdict));
        } else {
            output_string(out, "{\"user\":");
            put_text(out, s->name, s->name_length);
            output_format(out, ",\"verdict\":\"%s\",\"access\":%d,\"abuse\":%d", verdict_name(j->verdict), j->access,
                          j->abuse);
        }
        output_string(out, ",\"findings\":");
        put_findings(out, r, s);
        output_string(out, "}");
        comma = ",";
    }
    output_string(out, "]");
}

static void put_attackers(output *out, const audit *a)
{
    size_t count;
    uint32_t *list = report_attackers(a, &count);
    output_string(out, ",\"attackers\":[");
    for (size_t i = 0; i < count; i++) {
        const address *addr = table_at(&a->t->addresses, list[i]);
        output_string(out, i > 0 ? ",{\"addr\":" : "{\"addr\":");
        put_address(out, a, list[i]);
        put_number(out, "failures", addr->failures);
        put_number(out, "users_tried", addr->names);
        output_string(out, ",");
        put_time(out, "first", addr->first);
        output_string(out, ",");
        put_time(out, "last", addr->last);
        output_string(out, "}");
    }
    output_string(out, "]");
    free(list);
}

void report_json(const report *r, output *out)
{
    const subject **order = report_order(r->audit);
    output_format(out, "{\"verdict\":\"%s\"", verdict_name(r->audit->verdict));
    put_coverage(out, r);
    put_totals(out, r->audit->t);
    put_subjects(out, r, order, false);
    put_attackers(out, r->audit);
    put_subjects(out, r, order, true);
    output_string(out, ",\"relays\":[],\"server\":"); /* no rule looks at relays yet: audit_findings.h */
    put_findings(out, r, NULL);
    output_string(out, "}\n");
    free(order);
}
