/* The report for people: the answer, the incidents, the noise. Contract in audit_report.h. */
#include "audit_report.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void report_label(output *out, const char *label)
{
    output_format(out, "  %-*s", LABEL_WIDTH - 2, label);
}

void report_name(output *out, const subject *s)
{
    if (s->is_local)
        output_format(out, "uid %" PRIu32, s->uid);
    else
        output_text(out, s->name, s->name_length);
}

void report_address(output *out, const audit *a, uint32_t n)
{
    size_t length;
    const char *text = table_name(&a->t->addresses, n, &length);
    output_text(out, text, length);
}

static void put_count(output *out, uint64_t count, const char *one)
{
    output_format(out, "%" PRIu64 " %s%s", count, one, count == 1 ? "" : "s");
}

/* --- The answer -------------------------------------------------------------- */

static void put_covered(output *out, const tally *t)
{
    int64_t minutes = t->last >= t->first ? (t->last - t->first) / MINUTE : 0;
    if (minutes < 120)
        put_count(out, (uint64_t)minutes, "minute");
    else if (minutes < 72 * 60)
        put_count(out, (uint64_t)minutes / 60, "hour");
    else
        put_count(out, (uint64_t)minutes / 60 / 24, "day");
}

/* The names of those with this verdict, three at most. */
static void put_names(const report *r, const subject *const *order, output *out)
{
    const audit *a = r->audit;
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->t->subject_count; i++) {
        if (a->judgements[order[i]->number].verdict != a->verdict)
            continue;
        if (++count > 3)
            continue;
        output_string(out, count > 1 ? ", " : "");
        report_name(out, order[i]);
    }
    if (count > 3)
        output_format(out, " and %" PRIu32 " more", count - 3);
    if (count == 0)
        output_string(out, "an account that the log does not name");
}

static void put_answer(const report *r, const subject *const *order, output *out)
{
    const audit *a = r->audit;
    output_paint(out, a->verdict >= VERDICT_LIKELY ? "1;31" : a->verdict == VERDICT_CHECK ? "1;33" : "1");
    switch (a->verdict) {
    case VERDICT_COMPROMISED:
        output_string(out, "Yes, somebody broke in: ");
        put_names(r, order, out);
        break;
    case VERDICT_LIKELY:
        output_string(out, "Probably yes, somebody broke in: ");
        put_names(r, order, out);
        break;
    case VERDICT_CHECK:
        output_string(out, "Not sure, please check: ");
        put_names(r, order, out);
        break;
    case VERDICT_ATTACKED:
        output_string(out, "Passwords are being guessed; no break-in found in the ");
        put_covered(out, a->t);
        output_string(out, " this log covers");
        break;
    case VERDICT_CLEAN:
        output_string(out, "Nothing found in the ");
        put_covered(out, a->t);
        output_string(out, " this log covers");
        break;
    case VERDICT_UNKNOWN:
        output_format(out, "Cannot tell: %s", a->unreadable);
        break;
    }
    output_string(out, ".");
    output_paint(out, NULL);
    output_string(out, "\n");

    char first[TIME_TEXT], last[TIME_TEXT];
    put_count(out, a->t->lines, "line");
    if (a->t->first <= a->t->last) {
        output_format(out, " from %s to %s UTC (", report_time(a->t->first, true, first),
                      report_time(a->t->last, true, last));
        put_covered(out, a->t);
        output_string(out, ")");
    }
    output_string(out, ".\n");
    if (r->input_trouble)
        output_string(out, "Some input could not be read: this is about the rest.\n");
    if (a->unreadable != NULL && a->verdict != VERDICT_UNKNOWN)
        output_format(out, "The log tells little: %s.\n", a->unreadable);
}

/* --- An incident ------------------------------------------------------------- */

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
    output_format(out, ": last message %s", report_time(i->last, true, time));
    if (i->last_address != TABLE_NONE) {
        output_string(out, " from ");
        report_address(out, r->audit, i->last_address);
    }
    output_format(out, ", log ends %s\n", report_time(t->last, true, seen));
    report_label(out, "In the queue");
    output_format(out, "%" PRIu64 " of its messages, %" PRIu64 " recipients still waiting\n", i->who->waiting,
                  i->who->waiting_recipients);
}

static void put_finding(const finding *f, output *out)
{
    output_text(out, f->what, strlen(f->what));
    output_format(out, " [%s %s]\n", f->rule, severity_name(f->severity));
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
    put_count(out, sum.messages, "message");
    output_string(out, " to ");
    put_count(out, sum.recipients, "recipient");
    output_string(out, " since then, ");
    put_count(out, domains, "new domain");
    output_format(out, "; %" PRIu32 " delivered, %" PRIu32 " failed for good", sum.sent, sum.failed);
    if (i->new_addresses > 0) {
        output_string(out, "; from ");
        output_format(out,
                      i->new_addresses == 1 ? "%" PRIu64 " address that was new for it"
                                            : "%" PRIu64 " addresses that were new for it",
                      i->new_addresses);
    }
    output_format(out, "\n%*s", LABEL_WIDTH, "");
    output_format(out, "before that at most %" PRIu32 " messages, %" PRIu32 " recipients in an hour\n", usual_messages,
                  usual_recipients);
}

static void put_reasons(const report *r, const incident *i, output *out)
{
    const audit *a = r->audit;
    for (size_t k = 0; k < a->finding_count; k++) {
        const finding *f = &a->findings[k];
        if (f->who != i->who || f->severity < r->least)
            continue;
        report_label(out, f->access > 0 ? "How it got in" : f->abuse > 0 || f->who->is_local ? "Sign" : "Noted");
        put_finding(f, out);
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
        put_finding(f, out);
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
    report_label(out, "Evidence");
    output_string(out, "\n");
    for (size_t n = 0; n < count; n++)
        put_clue(shown[n], out);
}

static void put_incident(const report *r, const subject *s, output *out)
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
static void put_nameless(const report *r, output *out)
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
        put_finding(f, out);
    }
    if (!any)
        return;
    put_evidence(r, NULL, out);
    report_steps(r, NULL, out);
}

/* --- The rest ---------------------------------------------------------------- */

#define NOTED_SHOWN 10

/* Findings on accounts that are not under suspicion. */
static void put_noted(const report *r, output *out)
{
    const audit *a = r->audit;
    size_t shown = 0, more = 0;
    for (size_t k = 0; k < a->finding_count; k++) {
        const finding *f = &a->findings[k];
        if (f->who == NULL || f->severity < r->least || a->judgements[f->who->number].verdict >= VERDICT_CHECK)
            continue;
        if (shown == NOTED_SHOWN) {
            more++;
            continue;
        }
        output_string(out, shown++ == 0 ? "\nHarmless by itself:\n  " : "  ");
        report_name(out, f->who);
        output_string(out, ": ");
        put_finding(f, out);
    }
    if (more > 0)
        output_format(out, "  and %zu more\n", more);
}

static void put_noise(const report *r, output *out)
{
    const audit *a = r->audit;
    const tally *t = a->t;
    size_t count, sprays = 0;
    uint32_t *list = report_attackers(a, &count);
    for (size_t k = 0; k < a->finding_count; k++)
        sprays += strcmp(a->findings[k].rule, "R03") == 0;
    output_string(out, "\nNoise: ");
    put_count(out, t->failure_count, "failed login");
    output_format(out, " from %zu address%s", count, count == 1 ? "" : "es");
    if (count > 0) {
        const address *most = table_at(&t->addresses, list[0]);
        output_string(out, " (most: ");
        report_address(out, a, list[0]);
        output_format(out, ", %" PRIu64 ")", most->failures);
    }
    if (sprays > 0)
        output_format(out, ", %zu of them trying many user names", sprays);
    output_string(out, "; ");
    put_count(out, t->kinds[PFL_KIND_REJECT], "refused command");
    output_string(out, ".\n");
    if (t->failure_count > 0 && t->named_failures == 0)
        output_string(out, "Failed logins carry no user name (Postfix before 3.9): who was guessed at is not known.\n");
    if (t->proxied > 0)
        output_format(out,
                      "%" PRIu64
                      " messages came from this host itself without a login: their accounts are not in this log.\n",
                      t->proxied);
    if (a->masked > 0)
        output_format(
            out, "%" PRIu64 " internal or trusted addresses are used by several accounts: not counted as attackers.\n",
            a->masked);
    free(list);
}

void report_text(const report *r, output *out)
{
    const audit *a = r->audit;
    const subject **order = report_order(a);
    put_answer(r, order, out);
    for (uint32_t i = 0; i < a->t->subject_count; i++)
        if (a->judgements[order[i]->number].verdict >= VERDICT_CHECK)
            put_incident(r, order[i], out);
    put_nameless(r, out);
    put_noted(r, out);
    put_noise(r, out);
    free(order);
}
