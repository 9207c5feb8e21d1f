/*
 * Who should not log in at all (R13), and when nobody does (R14).
 */
#include "lib/detect/audit.h"
#include "lib/detect/history.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* === R13 === */

/* Accounts of programs: nobody reads or writes mail as one of them. */
static const char *const programs[] = {"root",     "www-data", "apache", "nginx",   "httpd",  "postfix", "mysql",
                                       "postgres", "nobody",   "daemon", "bin",     "sys",    "sshd",    "ftp",
                                       "proxy",    "dovecot",  "tomcat", "jenkins", "oracle", "git",     "redis"};

/* Names that are tried by everybody, but that a printer or a backup may have as well. */
static const char *const usual_names[] = {"test", "guest", "mail", "backup", "temp", "tester", "test1", "demo"};

static bool is_one_of(piece name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (piece_is(name, names[i]))
            return true;
    return false;
}

static piece user_of(const struct text *key)
{
    piece name = {key->bytes + 1, key->length - 1};
    const char *at = name.length == 0 ? NULL : memchr(name.at, '@', name.length);
    return at == NULL ? name : piece_between(name.at, at);
}

/* The first login from a network that says that it is not a machine of one's own which always does this. */
static const struct presence *strange_login(const struct pfl_audit *a, uint32_t subject, bool *known)
{
    const struct index *x = &a->index;
    int64_t since = pfl_index_known_since(x, subject);
    for (uint32_t i = x->presence_start[subject]; i < x->presence_start[subject + 1]; i++) {
        const struct presence *p = x->presences[i];
        pfl_network net = {.bits = p->key.bits};
        memcpy(net.bytes, p->key.bytes, sizeof net.bytes);
        *known = since != PFL_TIME_INVALID && p->first >= since;
        bool learned = since != PFL_TIME_INVALID && p->first < since;
        if (is_time(p->first) && !learned && pfl_network_is_internal(&net) == 0 && !pfl_audit_is_own(a, net.bytes))
            return p;
    }
    return NULL;
}

static bool find_r13(struct pfl_audit *a, uint32_t subject)
{
    piece user = user_of(a->view->subjects[subject].key);
    bool program = is_one_of(user, programs, COUNT(programs)), known;
    if (!program && !is_one_of(user, usual_names, COUNT(usual_names)))
        return true;
    const struct presence *p = strange_login(a, subject, &known);
    if (p == NULL || a->monitored[subject])
        return true;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R13, known ? PFL_FINDING_HIGH : PFL_FINDING_MEDIUM, subject);
    if (f == NULL)
        return false;
    f->form = program ? FORM_PROGRAM : FORM_USUAL;
    f->access = 3;
    f->first = p->first;
    f->last = p->last;
    f->count = p->messages + p->logins;
    for (uint32_t i = a->index.login_start[subject]; i < a->index.login_start[subject + 1]; i++) {
        const struct login *l = &a->index.logins[i];
        struct source_address s = {.first = l->first, .last = l->last, .messages = l->messages};
        memcpy(s.bytes, l->address, sizeof s.bytes);
        if (memcmp(pfl_place_key(0, l->address).bytes, p->key.bytes, sizeof p->key.bytes) == 0)
            pfl_finding_source(&a->findings, f, &s);
    }
    pfl_finding_evidence(f, p->evidence);
    return true;
}

/* === R14 === */

#define WEEK_HOURS 168

/* The hour of the week; the first of 1970 was a Thursday, which does not matter here. */
static uint32_t week_hour(int32_t hour)
{
    int32_t rest = hour % WEEK_HOURS;
    return (uint32_t)(rest < 0 ? rest + WEEK_HOURS : rest);
}

/* The last hour of use at an hour of the week that had none before. */
static bool find_r14(struct pfl_audit *a, const struct history *h)
{
    uint64_t before[WEEK_HOURS] = {0}, all = 0;
    const struct viewed_hour *strange = NULL;
    uint64_t past = 0;
    for (uint32_t i = 0; i < h->hour_count; i++) {
        const struct viewed_hour *hour = &h->hours[i];
        uint32_t at = week_hour(hour->hour);
        if (hour->counts[HOUR_MESSAGES] == 0)
            continue;
        if (all >= limit_of(a, LIMIT_R14_MESSAGES) && before[at] == 0) {
            strange = hour;
            past = all;
        }
        before[at] += hour->counts[HOUR_MESSAGES];
        all += hour->counts[HOUR_MESSAGES];
    }
    if (strange == NULL)
        return true;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R14, PFL_FINDING_INFO, h->subject);
    if (f == NULL)
        return false;
    f->access = 1;
    f->first = strange->hour * HOURS;
    f->last = f->first + HOURS - 1;
    f->count = strange->counts[HOUR_MESSAGES];
    f->limit = limit_of(a, LIMIT_R14_MESSAGES);
    f->usual = past;
    return true;
}

bool pfl_find_habits(struct pfl_audit *a)
{
    for (uint32_t s = 0; s < a->view->subject_count; s++) {
        struct history h;
        if (!subject_is(a->view, s, SUBJECT_ACCOUNT))
            continue;
        if (!find_r13(a, s) || !pfl_history_open(&h, a, s))
            return false;
        bool done = find_r14(a, &h);
        pfl_history_close(&h, a);
        if (!done)
            return false;
    }
    return true;
}
