/*
 * Logins that succeeded after others failed: R01 (the same address), R02 (many networks).
 */
#include "lib/detect/audit.h"

#define FAST      HOURS
#define GOES_ON   (2 * HOURS) /* a program with an old password fails again and again, also after somebody logged in */
#define GOES_ON_3 3

/* === R01 === */

/* What preceded a login, and what that makes of it. */
struct success {
    int64_t time;
    enum form form;
    uint32_t severity, access;
    struct attempts attempts;
};

static const struct address *address_of(const struct pfl_audit *a, const uint8_t bytes[16])
{
    const struct table *t = &a->view->state->addresses;
    uint32_t number = pfl_table_find(t, bytes, 16);
    return number == NONE ? NULL : table_at(t, number);
}

static bool has_names(const struct pfl_audit *a)
{
    return a->view->state->coverage.totals[TOTAL_NAMED_FAILURES] > 0;
}

/* In an office somebody always mistypes, and without names it may be anybody: so many for each account there. */
static uint64_t nameless_limit(const struct pfl_audit *a, const uint8_t address[16])
{
    const struct user_address *users = pfl_index_address(&a->index, address);
    uint64_t for_one = limit_of(a, LIMIT_R01_ACCOUNT);
    uint64_t for_all = users == NULL ? 0 : users->accounts * limit_of(a, LIMIT_R01_FAILURES);
    return for_all > for_one ? for_all : for_one;
}

/* The form in which failures within an hour are too many; FORM_USUAL: they are not. */
static enum form judge_fast(const struct pfl_audit *a, const struct address *from, const struct attempts *t,
                            uint64_t for_one)
{
    if (t->failures < limit_of(a, LIMIT_R01_FAILURES))
        return FORM_USUAL;
    /* Names that are lost may be this account's: whoever begins with a name that is nobody's could hide it so. */
    bool hides = t->strange > 0 && t->hidden >= limit_of(a, LIMIT_R01_ACCOUNT);
    if (t->strange >= limit_of(a, LIMIT_R01_NAMES) || hides)
        return FORM_NAMES;
    if (for_one >= limit_of(a, LIMIT_R01_ACCOUNT))
        return FORM_ACCOUNT;
    return !has_names(a) && t->nameless >= nameless_limit(a, from->bytes) ? FORM_NAMELESS : FORM_USUAL;
}

/* The same within a day: on strange names, or very often for one. */
static enum form judge_slow(const struct pfl_audit *a, const struct attempts *t, uint64_t for_one)
{
    uint64_t limit = limit_of(a, LIMIT_R01_SLOW);
    if (t->failures >= limit && t->strange >= limit)
        return FORM_SLOW;
    return for_one >= limit_of(a, LIMIT_R01_SLOW_ACCOUNT) ? FORM_SLOW_ACCOUNT : FORM_USUAL;
}

/* Whether a program with an old password fails there: nobody who has just found the right one goes on guessing. */
static bool goes_on(const struct pfl_audit *a, const struct address *from, int64_t login, uint64_t user)
{
    struct attempts later;
    const struct shown end = shown_time(login + GOES_ON);
    pfl_index_attempts(&a->index, from, login + SECONDS, &end, user, &later);
    return later.own >= GOES_ON_3 && later.strange == 0;
}

/* The login at a time against what failed before it. */
static bool judge_login(const struct pfl_audit *a, const struct address *from, const struct shown *login,
                        int64_t first_there, uint64_t user, struct success *e)
{
    *e = (struct success){.time = login->time, .severity = PFL_FINDING_HIGH, .access = 5};
    pfl_index_attempts(&a->index, from, bucket_of(login->time) * BUCKET - FAST, login, user, &e->attempts);
    e->form = judge_fast(a, from, &e->attempts, e->attempts.own);
    if (e->form == FORM_USUAL) {
        pfl_index_attempts(&a->index, from, login->time - DAYS, login, user, &e->attempts);
        e->form = judge_slow(a, &e->attempts, e->attempts.own);
        if (e->form == FORM_USUAL)
            return false;
    }
    if (first_there < e->attempts.first) {
        e->severity = PFL_FINDING_LOW;
        e->access = 0;
    } else if ((e->form == FORM_ACCOUNT || e->form == FORM_SLOW_ACCOUNT) && goes_on(a, from, login->time, user)) {
        e->severity = PFL_FINDING_MEDIUM;
        e->access = 2;
    }
    return true;
}

static uint64_t limit_of_form(const struct pfl_audit *a, enum form form, const uint8_t address[16])
{
    switch (form) {
    case FORM_SLOW:
        return limit_of(a, LIMIT_R01_SLOW);
    case FORM_SLOW_ACCOUNT:
        return limit_of(a, LIMIT_R01_SLOW_ACCOUNT);
    case FORM_ACCOUNT:
        return limit_of(a, LIMIT_R01_ACCOUNT);
    case FORM_NAMELESS:
        return nameless_limit(a, address);
    default:
        return limit_of(a, LIMIT_R01_FAILURES);
    }
}

static void describe(struct pfl_audit *a, struct finding *f, const struct success *e, const struct login *l)
{
    const struct attempts *t = &e->attempts;
    f->severity = (uint8_t)e->severity;
    f->access = (uint8_t)e->access;
    f->form = (uint8_t)e->form;
    f->first = t->first;
    f->last = e->time;
    f->count = e->form == FORM_ACCOUNT || e->form == FORM_SLOW_ACCOUNT ? t->own : t->failures;
    f->limit = limit_of_form(a, e->form, l->address);
    f->more[0] = t->failures;
    f->more[1] = t->strange;
    f->more[2] = t->own;
    f->line_count = 0;
    f->at_least = t->more;
    pfl_finding_attempts(f, t);
    if (e->time == l->first)
        pfl_finding_line(f, l->first, l->place);
}

static void add_source(struct pfl_audit *a, struct finding *f, const struct success *e, const struct login *l)
{
    struct source_address s = {.first = e->attempts.first, .last = l->last, .messages = l->messages};
    memcpy(s.bytes, l->address, sizeof s.bytes);
    s.failures = e->attempts.failures;
    pfl_finding_source(&a->findings, f, &s);
}

/* One finding an account: of the worst of its logins. Says false when there is no memory. */
static bool add_entry(struct pfl_audit *a, const struct login *l, const struct success *e, struct finding **found)
{
    bool worse = *found == NULL || e->severity > (*found)->severity;
    if (*found == NULL)
        *found = pfl_finding_add(&a->findings, RULE_R01, e->severity, l->subject);
    if (*found == NULL)
        return false;
    if (worse) {
        (*found)->source_count = 0;
        describe(a, *found, e, l);
    }
    if (e->severity == (*found)->severity)
        add_source(a, *found, e, l);
    return true;
}

/* When the account first logged in from the address of one of its logins. */
static int64_t first_there(const struct index *x, const struct login *l)
{
    const struct login *first = &x->logins[x->login_start[l->subject]];
    while (memcmp(first->address, l->address, sizeof l->address) != 0)
        first++;
    return first->first;
}

static bool find_r01(struct pfl_audit *a, uint32_t subject)
{
    const struct index *x = &a->index;
    struct finding *found = NULL;
    struct success e;
    for (uint32_t i = x->login_start[subject]; i < x->login_start[subject + 1]; i++) {
        const struct login *l = &x->logins[i];
        const struct address *from = address_of(a, l->address);
        if (from == NULL || from->bucket_count == 0 || pfl_audit_is_masked(a, l->address))
            continue;
        int64_t since = first_there(x, l);
        const struct shown first = {l->first, l->place}, last = shown_time(l->last);
        bool is_found = judge_login(a, from, &first, since, x->names[subject], &e) ||
                        (l->last != l->first && judge_login(a, from, &last, since, x->names[subject], &e));
        if (is_found && !add_entry(a, l, &e, &found))
            return false;
    }
    return true;
}

/* === R01, of logins that sent nothing: their account is not in the log === */

static bool found_at(const struct pfl_audit *a, const uint8_t bytes[16])
{
    for (uint32_t i = 0; i < a->findings.count; i++) {
        const struct finding *f = a->findings.all[i];
        uint32_t kept = finding_sources_kept(f);
        for (uint32_t k = 0; k < kept && f->rule == RULE_R01; k++)
            if (memcmp(f->sources[k].bytes, bytes, 16) == 0)
                return true;
    }
    return false;
}

/* The first silent login of a bucket against what failed before it. */
static bool find_silent(struct pfl_audit *a, const struct address *from, const struct bucket *b)
{
    int64_t time = b->bucket * BUCKET + b->first_silent;
    const struct shown login = shown_time(time + 1); /* it is told when the session ends, behind what failed in it */
    const struct user_address *users = pfl_index_address(&a->index, from->bytes);
    struct attempts t;
    pfl_index_attempts(&a->index, from, b->bucket * BUCKET - FAST, &login, 0, &t);
    enum form form = judge_fast(a, from, &t, t.worst);
    if (form == FORM_USUAL && users == NULL) {
        pfl_index_attempts(&a->index, from, time - DAYS, &login, 0, &t);
        form = judge_slow(a, &t, has_names(a) ? t.worst : t.nameless);
    }
    bool was_here = users != NULL && a->index.logins[a->index.by_address[users->start]].first < t.first;
    if (form == FORM_USUAL || was_here || found_at(a, from->bytes))
        return true;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R01, PFL_FINDING_HIGH, NONE);
    if (f == NULL)
        return false;
    struct source_address s = {.first = t.first, .last = b->bucket * BUCKET + b->last_silent, .failures = t.failures};
    memcpy(s.bytes, from->bytes, sizeof s.bytes);
    f->form = form == FORM_SLOW || form == FORM_SLOW_ACCOUNT ? FORM_SILENT_SLOW : FORM_SILENT;
    f->access = 5;
    f->first = t.first;
    f->last = time;
    f->count = t.failures;
    f->limit = limit_of(a, LIMIT_R01_FAILURES);
    f->more[0] = t.names;
    pfl_finding_source(&a->findings, f, &s);
    f->at_least = t.more;
    pfl_finding_attempts(f, &t);
    return true;
}

static bool find_silents(struct pfl_audit *a)
{
    const struct table *t = &a->view->state->addresses;
    const struct order *order = &a->view->addresses;
    bool done = true;
    for (uint32_t i = 0; done && i < order->count; i++) {
        const struct address *from = table_at(t, order->numbers[i]);
        if (from->counts[ADDRESS_SILENT] == 0 || pfl_audit_is_masked(a, from->bytes))
            continue;
        for (uint32_t k = 0; k < from->bucket_count && done; k++)
            if (from->buckets[k].silent > 0)
                done = find_silent(a, from, &from->buckets[k]);
    }
    return done;
}

/* === R02 === */

/* What failed for an account in the day before a login, from networks that it never used. */
struct siege {
    uint64_t failures;
    uint64_t at_home; /* and from those that it did use */
    uint32_t networks, wides;
    bool from_here; /* the network of the login is one of them */
    const struct failed *first, *last;
};

#define SIEGE_NETWORKS 64             /* more are not told apart */
#define TYPING         (15 * MINUTES) /* a password is found again, or given up, within this */

static bool is_wide_of(const uint8_t a[16], const uint8_t b[16])
{
    static const uint8_t ipv4[12] = {[10] = 0xff, [11] = 0xff};
    return memcmp(a, b, memcmp(a, ipv4, sizeof ipv4) == 0 ? 14 : 4) == 0;
}

/* Counts a network among those met so far. */
static void add_network(struct siege *s, struct place_key seen[SIEGE_NETWORKS], const struct place_key *net)
{
    bool wide_known = false;
    for (uint32_t i = 0; i < s->networks && i < SIEGE_NETWORKS; i++) {
        if (memcmp(seen[i].bytes, net->bytes, sizeof net->bytes) == 0)
            return;
        wide_known |= is_wide_of(seen[i].bytes, net->bytes);
    }
    if (s->networks < SIEGE_NETWORKS)
        seen[s->networks] = *net;
    s->networks++;
    s->wides += !wide_known;
}

/* Whether an account logged in from a network before a time. */
static bool used_network(const struct index *x, uint32_t subject, const struct place_key *net, int64_t before)
{
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        const struct presence *p = x->presences[i];
        if (p->first < before && p->key.bits == net->bits && memcmp(p->key.bytes, net->bytes, sizeof net->bytes) == 0)
            return true;
    }
    return false;
}

static struct siege look_back(const struct pfl_audit *a, uint32_t subject, const struct presence *at)
{
    const struct index *x = &a->index;
    struct place_key seen[SIEGE_NETWORKS];
    struct siege s = {0};
    uint32_t count;
    const struct failed *f = pfl_index_failed(x, x->names[subject], &count);
    for (uint32_t i = 0; i < count && f[i].time < at->first; i++) {
        const struct address *from = table_at(&a->view->state->addresses, f[i].address);
        struct place_key net = pfl_place_key(0, from->bytes);
        if (f[i].time < at->first - DAYS)
            continue;
        if (used_network(x, subject, &net, at->first)) {
            s.at_home += f[i].times;
            continue;
        }
        s.failures += f[i].times;
        /* Who guesses has long tried; who mistypes tries again at once. */
        s.from_here |= net.bits == at->key.bits && memcmp(net.bytes, at->key.bytes, sizeof net.bytes) == 0 &&
                       f[i].time < at->first - TYPING;
        add_network(&s, seen, &net);
        s.first = s.first == NULL ? &f[i] : s.first;
        s.last = &f[i];
    }
    return s;
}

/* No network near it was used before: who mistypes while others guess does so where he mostly is. */
static bool is_far(const struct index *x, uint32_t subject, const struct presence *at)
{
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        const struct presence *p = x->presences[i];
        if (p->first < at->first && p->key.bits == at->key.bits && is_wide_of(p->key.bytes, at->key.bytes))
            return false;
    }
    return true;
}

/* A phone with an old password fails from a carrier's networks: they are near each other. */
#define SIEGE_WIDES 3

/* Or they are not; but it is taken home and to work, and fails there as well, which no attacker can do. */
#define AT_HOME 10

static bool is_carried_around(const struct siege *s)
{
    return s->at_home >= AT_HOME && s->at_home >= s->failures / 4;
}

static bool find_r02(struct pfl_audit *a, uint32_t subject)
{
    const struct index *x = &a->index;
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        const struct presence *p = x->presences[i];
        if (!is_time(p->first) || pfl_audit_is_masked(a, p->key.bytes))
            continue;
        struct siege s = is_far(x, subject, p) ? look_back(a, subject, p) : (struct siege){0};
        if (s.failures < limit_of(a, LIMIT_R02_FAILURES) || s.networks < limit_of(a, LIMIT_R02_NETWORKS) ||
            s.wides < SIEGE_WIDES || !s.from_here)
            continue;
        bool is_doubtful = is_carried_around(&s);
        uint32_t severity = is_doubtful ? PFL_FINDING_MEDIUM : PFL_FINDING_HIGH;
        struct finding *f = pfl_finding_add(&a->findings, RULE_R02, severity, subject);
        if (f == NULL)
            return false;
        f->access = is_doubtful ? 2 : 5;
        f->more[1] = s.at_home;
        f->first = s.first->time;
        f->last = p->first;
        f->count = s.failures;
        f->limit = limit_of(a, LIMIT_R02_FAILURES);
        f->more[0] = s.networks;
        pfl_finding_line(f, s.first->time, s.first->place);
        pfl_finding_line(f, s.last->time, s.last->place);
        pfl_finding_evidence(f, p->evidence);
        for (uint32_t k = x->login_start[subject]; k < x->login_start[subject + 1]; k++) {
            const struct login *l = &x->logins[k];
            struct place_key net = pfl_place_key(0, l->address);
            struct source_address from = {.first = l->first, .last = l->last, .messages = l->messages};
            memcpy(from.bytes, l->address, sizeof from.bytes);
            if (l->first >= p->first && memcmp(net.bytes, p->key.bytes, sizeof net.bytes) == 0)
                pfl_finding_source(&a->findings, f, &from);
        }
        return true; /* the first of an account says enough */
    }
    return true;
}

bool pfl_find_guesses(struct pfl_audit *a)
{
    for (uint32_t s = 0; s < a->view->subject_count; s++)
        if (subject_is(a->view, s, SUBJECT_ACCOUNT) && (!find_r01(a, s) || !find_r02(a, s)))
            return false;
    return find_silents(a);
}
