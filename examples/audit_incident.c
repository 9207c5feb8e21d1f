/* One incident of the report for people. Contract in audit_report.h. */
#include "audit_report.h"
#include <inttypes.h>
#include <string.h>

void report_label(output *out, const char *label)
{
    output_format(out, "  %-*s", LABEL_WIDTH - 2, label);
}

void report_name(output *out, const subject *s)
{
    /* A name may look like several, or like part of the report: "eve, sasl_username=root". */
    bool odd = s->name_length == 0;
    for (size_t i = 0; i < s->name_length; i++)
        odd |= s->name[i] == ' ' || s->name[i] == ',' || s->name[i] == ':' || s->name[i] == '"';
    if (s->is_local) {
        output_format(out, "uid %" PRIu32, s->uid);
        return;
    }
    output_string(out, odd ? "\"" : "");
    output_text(out, s->name, s->name_length);
    output_string(out, odd ? "\"" : "");
}

void report_address(output *out, const audit *a, uint32_t n)
{
    size_t length;
    const char *text = table_name(&a->t->addresses, n, &length);
    output_text(out, text, length);
}

void report_count(output *out, uint64_t count, const char *one)
{
    output_format(out, "%" PRIu64 " %s%s", count, one, count == 1 ? "" : "s");
}

static void add_address(incident *i, uint32_t n)
{
    for (size_t k = 0; k < i->address_count; k++)
        if (i->addresses[k] == n)
            return;
    if (i->address_count < FINDING_SOURCES)
        i->addresses[i->address_count++] = n;
}

static incident incident_of(const report *r, const subject *s)
{
    const audit *a = r->audit;
    incident i = {.who = s, .judgement = &a->judgements[s->number], .last = s->last, .last_address = s->last_address};
    const char *const entries[] = {"R01", "R02"};
    for (size_t k = 0; k < 2; k++) {
        const finding *f = audit_find(a, s, entries[k]);
        if (f != NULL && f->access > 0)
            add_address(&i, f->sources[0]);
    }
    uint32_t name = s->is_local ? TABLE_NONE : table_find(&a->t->names, s->name, s->name_length);
    for (uint32_t n = 0; name != TABLE_NONE && n < a->t->pairs.count; n++) {
        const pair *p = table_at(&a->t->pairs, n);
        if (p->name != name || p->logins == 0 || p->first_login < i.judgement->since)
            continue;
        if (i.new_addresses++ == 0)
            i.last = INT64_MIN;
        add_address(&i, p->address);
        if (p->last_login > i.last) {
            i.last = p->last_login;
            i.last_address = p->address;
        }
    }
    return i;
}

static void put_when(const report *r, const incident *i, output *out)
{
    const tally *t = r->audit->t;
    char time[TIME_TEXT], seen[TIME_TEXT], begins[TIME_TEXT];
    report_label(out, "Since");
    output_format(out, "%s UTC (first seen %s, log begins %s)\n", report_time(i->judgement->since, true, time),
                  report_time(i->who->first, true, seen), report_time(t->first, true, begins));
    bool active = i->last != INT64_MIN && t->last - i->last < HOUR;
    report_label(out, "Still active");
    output_string(out, active ? "YES" : "not in the last hour of the log");
    output_format(out, ": last %s %s", i->who->messages > 0 ? "message" : "login", report_time(i->last, true, time));
    if (i->last_address != TABLE_NONE) {
        output_string(out, " from ");
        report_address(out, r->audit, i->last_address);
    }
    output_format(out, ", log ends %s\n", report_time(t->last, true, seen));
    if (i->who->messages == 0)
        return;
    report_label(out, "In the queue");
    report_count(out, i->who->waiting, "message");
    output_string(out, " of it by this log, ");
    report_count(out, i->who->waiting_recipients, "recipient");
    output_string(out, " still waiting\n");
}

void report_finding(const finding *f, output *out)
{
    output_text(out, f->what, strlen(f->what));
    output_format(out, " [%s %s]\n", f->rule, severity_name(f->severity));
}

static void put_new_addresses(const incident *i, output *out)
{
    if (i->new_addresses == 0)
        return;
    output_format(out,
                  i->new_addresses == 1 ? "; from %" PRIu64 " address that was new for it"
                                        : "; from %" PRIu64 " addresses that were new for it",
                  i->new_addresses);
}

static void put_did(const report *r, const incident *i, output *out)
{
    const tally *t = r->audit->t;
    const subject *s = i->who;
    hour sum = {0};
    uint32_t usual_messages = 0, usual_recipients = 0;
    uint64_t domains = 0;
    for (size_t k = 0; k < s->hour_count; k++) {
        const hour *h = &s->hours[k];
        if (h->start + HOUR <= i->judgement->since) {
            usual_messages = h->messages > usual_messages ? h->messages : usual_messages;
            usual_recipients = h->recipients > usual_recipients ? h->recipients : usual_recipients;
            continue;
        }
        sum.messages += h->messages;
        sum.recipients += h->recipients;
        sum.sent += h->sent;
        sum.failed += h->failed;
    }
    for (uint32_t k = 0; k < t->domains.count; k++) {
        const contact *c = table_at(&t->domains, k);
        domains += c->subject == s->number && c->first >= i->judgement->since;
    }
    report_label(out, "What it did");
    if (s->messages == 0) {
        output_string(out, "read a mailbox, at least; no mail by it in this log");
        put_new_addresses(i, out);
        output_string(out, "\n");
        return;
    }
    report_count(out, sum.messages, "message");
    output_string(out, " to ");
    report_count(out, sum.recipients, "recipient");
    output_string(out, " since then, ");
    report_count(out, domains, "new domain");
    output_format(out, "; %" PRIu32 " delivered, %" PRIu32 " failed for good", sum.sent, sum.failed);
    put_new_addresses(i, out);
    output_format(out, "\n%*s", LABEL_WIDTH, "");
    if (usual_messages > 0)
        output_format(out, "before that never more than %" PRIu32 " messages, %" PRIu32 " recipients in an hour\n",
                      usual_messages, usual_recipients);
    else
        output_string(out, "nothing before that in this log: what is usual for it is not known\n");
}

static void put_reasons(const report *r, const incident *i, output *out)
{
    const audit *a = r->audit;
    for (size_t k = 0; k < a->finding_count; k++) {
        const finding *f = &a->findings[k];
        if (f->who != i->who || f->severity < r->least)
            continue;
        report_label(out, f->access > 0 ? "How it got in" : f->abuse > 0 || f->who->is_local ? "Sign" : "Noted");
        report_finding(f, out);
    }
    for (size_t k = 0; k < a->finding_count; k++) {
        const finding *f = &a->findings[k];
        bool same = false;
        for (size_t n = 0; n < i->address_count; n++)
            same |= f->source_count > 0 && f->sources[0] == i->addresses[n];
        if (f->who != NULL || !same || f->severity < r->least)
            continue;
        char time[TIME_TEXT];
        report_label(out, "Before it");
        output_format(out, "%s ", report_time(f->start, true, time));
        report_address(out, a, f->sources[0]);
        output_string(out, ": ");
        report_finding(f, out);
    }
}

#define EVIDENCE_SHOWN 5
#define EVIDENCE_TEXT  240 /* of a line: the JSON report has more of it */

static void put_clue(const clue *c, output *out)
{
    output_format(out, "%*s", LABEL_WIDTH, "");
    output_text(out, c->file, strlen(c->file));
    output_format(out, ":%" PRIu64 ": ", c->line);
    output_text(out, c->text, c->length < EVIDENCE_TEXT ? c->length : EVIDENCE_TEXT);
    output_string(out, c->length > EVIDENCE_TEXT ? "...\n" : "\n");
}

static void add_clue(const clue **shown, size_t *count, const clue *c)
{
    for (size_t n = 0; n < *count; n++)
        if (shown[n]->line == c->line && shown[n]->file == c->file)
            return;
    if (*count < EVIDENCE_SHOWN)
        shown[(*count)++] = c;
}

/* The login and the failure before it; then a line of each sign in turn. */
static void put_evidence(const report *r, const subject *who, output *out)
{
    const audit *a = r->audit;
    const clue *shown[EVIDENCE_SHOWN];
    size_t count = 0;
    for (size_t round = 0; round < FINDING_EVIDENCE; round++)
        for (size_t k = 0; k < a->finding_count; k++) {
            const finding *f = &a->findings[k];
            size_t n = f->evidence_count;
            if (f->who != who || f->severity < r->least || round >= n || (who == NULL && f->access == 0))
                continue;
            if (strcmp(f->rule, "R01") != 0 && strcmp(f->rule, "R02") != 0)
                add_clue(shown, &count, f->evidence[round]);
            else if (round == 0)
                for (size_t i = n > 2 ? n - 2 : 0; i < n; i++)
                    add_clue(shown, &count, f->evidence[i]);
        }
    if (count == 0)
        return;
    output_string(out, "  Evidence\n");
    for (size_t n = 0; n < count; n++)
        put_clue(shown[n], out);
}

void report_incident(const report *r, const subject *s, output *out)
{
    const incident i = incident_of(r, s);
    output_string(out, "\n");
    output_paint(out, "1");
    report_name(out, s);
    output_format(out, ": %s\n", verdict_name(i.judgement->verdict));
    output_paint(out, NULL);
    put_when(r, &i, out);
    put_did(r, &i, out);
    put_reasons(r, &i, out);
    put_evidence(r, s, out);
    report_steps(r, &i, out);
}

/* Logins after guessing that sent nothing. */
void report_nameless(const report *r, output *out)
{
    const audit *a = r->audit;
    bool any = false;
    for (size_t k = 0; k < a->finding_count; k++) {
        const finding *f = &a->findings[k];
        char time[TIME_TEXT];
        if (f->who != NULL || f->access == 0 || f->severity < r->least)
            continue;
        if (!any) {
            output_paint(out, "1");
            output_string(out, "\nAn account without a name in the log: likely\n");
            output_paint(out, NULL);
        }
        any = true;
        report_label(out, "Since");
        output_format(out, "%s UTC\n", report_time(f->end, true, time));
        report_label(out, "How it got in");
        report_finding(f, out);
    }
    if (!any)
        return;
    put_evidence(r, NULL, out);
    report_steps(r, NULL, out);
}
