/* What was told of already. Contract in audit_watch.h. */
#include "audit_watch.h"
#include <stdlib.h>
#include <string.h>

struct told_subject {
    subject_kind kind;
    uint32_t uid, verdict;
    char *name;
    size_t length;
    int64_t last; /* when the last of it that weighs ended */
};

struct told_finding {
    int64_t last;
    char address[PFL_NETWORK_TEXT];
};

/* A finding that says something by itself. */
static bool weighs(const finding *f)
{
    return f->row->access_points + f->row->abuse_points > 0 || f->row->severity >= PFL_FINDING_HIGH;
}

static int64_t last_of(const subject *s)
{
    int64_t last = PFL_TIME_INVALID;
    for (size_t i = 0; i < s->findings.count; i++)
        if (weighs(s->findings.findings[i]) && s->findings.findings[i]->row->last > last)
            last = s->findings.findings[i]->row->last;
    return last;
}

/* An account without a name: its login is known by the address and the time. */
static bool is_nameless(const finding *f)
{
    return f->subject == NULL && f->row->access_points > 0;
}

static struct told_finding key_of(const finding *f)
{
    struct told_finding key = {.last = f->row->last};
    if (f->source_count > 0 && f->sources[0].address.length < sizeof key.address)
        memcpy(key.address, f->sources[0].address.at, f->sources[0].address.length);
    return key;
}

static struct told_subject *find(const told *t, const subject *s)
{
    for (size_t i = 0; i < t->subject_count; i++) {
        struct told_subject *known = &t->subjects[i];
        if (known->kind == s->kind && known->uid == s->uid && piece_equal((piece){known->name, known->length}, s->name))
            return known;
    }
    return NULL;
}

void told_remember(told *t, const report *r)
{
    for (size_t i = 0; i < r->subject_count; i++) {
        const subject *s = &r->subjects[i];
        if (s->row->verdict < PFL_VERDICT_CHECK)
            continue;
        struct told_subject *known = find(t, s);
        if (known == NULL) {
            t->subjects = must_resize(t->subjects, (t->subject_count + 1) * sizeof *t->subjects);
            known = &t->subjects[t->subject_count++];
            *known = (struct told_subject){s->kind, s->uid, 0, must_resize(NULL, s->name.length), s->name.length, 0};
            if (s->name.length > 0)
                memcpy(known->name, s->name.at, s->name.length);
        }
        if (s->known_before)
            continue; /* what is told later counts from what was told */
        known->verdict = s->row->verdict;
        known->last = last_of(s);
    }
    for (size_t i = 0; i < r->server.count; i++) {
        const finding *f = r->server.findings[i];
        if (!is_nameless(f) || f->known_before)
            continue;
        t->findings = must_resize(t->findings, (t->finding_count + 1) * sizeof *t->findings);
        t->findings[t->finding_count++] = key_of(f);
    }
}

void told_free(told *t)
{
    for (size_t i = 0; i < t->subject_count; i++)
        free(t->subjects[i].name);
    free(t->subjects);
    free(t->findings);
}

size_t told_mark(const told *t, report *r, int64_t quiet)
{
    size_t fresh = 0;
    for (size_t i = 0; i < r->subject_count; i++) {
        subject *s = &r->subjects[i];
        const struct told_subject *known = find(t, s);
        int64_t last = last_of(s);
        if (s->row->verdict < PFL_VERDICT_CHECK)
            continue;
        s->known_before = known != NULL && s->row->verdict <= known->verdict &&
                          (last <= known->last || known->last == PFL_TIME_INVALID || last - known->last <= quiet);
        fresh += !s->known_before;
    }
    for (size_t i = 0; i < r->server.count; i++) {
        finding *f = r->server.findings[i];
        struct told_finding key = key_of(f);
        for (size_t k = 0; k < t->finding_count && is_nameless(f); k++)
            f->known_before |= key.last == t->findings[k].last && strcmp(key.address, t->findings[k].address) == 0;
        fresh += is_nameless(f) && !f->known_before;
    }
    return fresh;
}
