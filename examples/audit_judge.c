/* From findings to verdicts: per account and local user, then the server. */
#include "audit_findings.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

/* --- The coverage: does the log say enough to call a server clean? ------------ */

static const char *coverage_failure(const tally *t)
{
    uint64_t foreign = t->kinds[PFL_KIND_FOREIGN] + t->kinds[PFL_KIND_MALFORMED] + t->kinds[PFL_KIND_REPEAT];
    uint64_t postfix = t->lines - foreign;
    if (t->lines == 0)
        return "the log is empty";
    if (postfix == 0)
        return "no line of it is Postfix's";
    if (t->first > t->last)
        return "none of its lines has a time";
    if (t->kinds[PFL_KIND_MALFORMED] > t->lines / 2)
        return "most of its lines are not log lines";
    if (t->kinds[PFL_KIND_OTHER] > postfix / 2)
        return "most of Postfix's lines are not understood: their program names may be missing";
    if (t->time_invalid > postfix / 2)
        return "most of its lines have an impossible time";
    return NULL;
}

/* --- One account or local user ----------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    const uint64_t *x = left, *y = right;
    return *x < *y ? -1 : *x > *y;
}

/* Whether four addresses used the account within ten minutes of the clock. */
static bool from_everywhere(const audit *a, const subject *s)
{
    const attempts *logins = &a->t->logins;
    uint32_t name = table_find(&a->t->names, s->name, s->name_length);
    uint64_t *used = must_resize(NULL, logins->count * sizeof *used);
    size_t count = 0, run = 0;
    bool many = false;
    for (size_t i = 0; i < logins->count; i++)
        if (logins->items[i].name == name) {
            uint64_t bucket = (uint64_t)(logins->items[i].time / (10 * MINUTE));
            used[count++] = bucket << 32 | logins->items[i].address;
        }
    if (count > 0)
        qsort(used, count, sizeof *used, by_number);
    for (size_t i = 0; i < count && !many; i++) {
        if (i == 0 || used[i] >> 32 != used[i - 1] >> 32)
            run = 1;
        else if (used[i] != used[i - 1])
            run++;
        many = run >= 4;
    }
    free(used);
    return many;
}

/* An account is known after five days on which it sent something, and ten messages. */
static bool is_known(const subject *s, int64_t before)
{
    size_t days = 0;
    uint64_t messages = 0;
    int64_t last_day = INT64_MIN;
    for (size_t i = 0; i < s->hour_count && s->hours[i].start + HOUR <= before; i++) {
        days += s->hours[i].start / DAY != last_day;
        last_day = s->hours[i].start / DAY;
        messages += s->hours[i].messages;
    }
    return days >= 5 && messages >= 10;
}

static verdict judge_local(const audit *a, const subject *s)
{
    const finding *burst = audit_find(a, s, "R16");
    if (burst == NULL)
        return VERDICT_CLEAN;
    return burst->severity >= SEVERITY_HIGH ? VERDICT_LIKELY : VERDICT_CHECK;
}

static verdict judge_account(const audit *a, const subject *s, const judgement *j)
{
    const finding *guessed = audit_find(a, s, "R01"), *spread = audit_find(a, s, "R02");
    const finding *rate = audit_find(a, s, "R09"), *failed = audit_find(a, s, "R11");
    const finding *senders = audit_find(a, s, "R12"), *refused = audit_find(a, s, "R17");
    bool got_in = (guessed != NULL && guessed->access > 0) || spread != NULL;
    bool rate_high = rate != NULL && rate->severity >= SEVERITY_HIGH;
    bool failed_high = failed != NULL && failed->severity >= SEVERITY_HIGH;
    bool had_own = (rate != NULL && rate->had_own) || (failed != NULL && failed->had_own);
    bool beats_own = (rate != NULL && rate->beats_own) || (failed != NULL && failed->beats_own);

    if (got_in)
        return j->abuse >= 4 ? VERDICT_COMPROMISED : VERDICT_LIKELY;
    if (j->access >= 1 && j->abuse >= 4 && is_known(s, j->since))
        return VERDICT_LIKELY;
    if (j->abuse >= 8 && beats_own)
        return VERDICT_LIKELY;
    /* A first run over one log knows nothing about the account: the spread has to tell. */
    bool unwanted = failed_high && failed->domains >= 20 && refused != NULL && refused->severity >= SEVERITY_HIGH;
    if (!had_own && rate_high && (senders != NULL || unwanted || from_everywhere(a, s)))
        return VERDICT_LIKELY;
    return j->access + j->abuse >= 3 ? VERDICT_CHECK : VERDICT_CLEAN;
}

/* Being a system account is a hint only: alone it never makes an account suspicious. */
static int access_score(const finding *f)
{
    return strcmp(f->rule, "R13") == 0 && f->access > 2 ? 2 : f->access;
}

void audit_judge(audit *a)
{
    const tally *t = a->t;
    bool attacked = false;
    verdict worst = VERDICT_CLEAN;
    a->judgements = must_resize(NULL, t->subject_count * sizeof *a->judgements);
    for (uint32_t i = 0; i < t->subject_count; i++)
        a->judgements[i] = (judgement){.verdict = VERDICT_CLEAN, .since = INT64_MAX};
    for (size_t i = 0; i < a->finding_count; i++) {
        const finding *f = &a->findings[i];
        if (f->who == NULL) {
            attacked = true;
            worst = f->access > 0 ? VERDICT_LIKELY : worst;
            continue;
        }
        judgement *j = &a->judgements[f->who->number];
        bool is_entry = strcmp(f->rule, "R01") == 0 || strcmp(f->rule, "R02") == 0;
        j->access += access_score(f);
        j->abuse += f->abuse;
        if (f->access + f->abuse > 0 || strcmp(f->rule, "R16") == 0) {
            /* An hour's finding starts with the hour, and so maybe before the first message of all. */
            int64_t since = is_entry ? f->end : f->start > f->who->first ? f->start : f->who->first;
            j->since = since < j->since ? since : j->since;
        }
    }
    for (uint32_t i = 0; i < t->subject_count; i++) {
        const subject *s = t->subjects[i];
        judgement *j = &a->judgements[i];
        j->verdict = s->is_local ? judge_local(a, s) : judge_account(a, s, j);
        worst = j->verdict > worst ? j->verdict : worst;
    }
    if (worst == VERDICT_CLEAN && attacked)
        worst = VERDICT_ATTACKED;
    a->unreadable = coverage_failure(t);
    a->verdict = a->unreadable != NULL && worst < VERDICT_CHECK ? VERDICT_UNKNOWN : worst;
}
