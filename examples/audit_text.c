/* The report for people: the answer, the incidents (audit_incident.c), the noise. Contract in audit_report.h. */
#include "audit_report.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- The answer -------------------------------------------------------------- */

static void put_covered(output *out, const tally *t)
{
    int64_t minutes = t->last >= t->first ? (t->last - t->first) / MINUTE : 0;
    if (minutes < 120)
        report_count(out, (uint64_t)minutes, "minute");
    else if (minutes < 72 * 60)
        report_count(out, (uint64_t)minutes / 60, "hour");
    else
        report_count(out, (uint64_t)minutes / 60 / 24, "day");
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
    report_count(out, a->t->lines, "line");
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
        report_finding(f, out);
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
    report_count(out, t->failure_count, "failed login");
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
    report_count(out, t->kinds[PFL_KIND_REJECT], "refused command");
    output_string(out, ".\n");
    if (t->failure_count > 0 && t->named_failures == 0)
        output_string(out, "Failed logins carry no user name (Postfix before 3.9): who was guessed at is not known.\n");
    if (t->proxied > 0)
        output_format(out,
                      "%" PRIu64 " messages came from this host itself without a login: accounts not in this log.\n",
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
            report_incident(r, order[i], out);
    report_nameless(r, out);
    put_noted(r, out);
    put_noise(r, out);
    free(order);
}
