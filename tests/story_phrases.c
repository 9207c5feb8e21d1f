#define _POSIX_C_SOURCE 200809L
#include "story_phrases.h"

#include "cases.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND INT64_C(1000000)
#define WORD   128 /* bytes of a word in a line */

/* A phrase as it is written; words may have placeholders. */
typedef struct phrase {
    int64_t start;
    unsigned counts[2]; /* outer, inner */
    int64_t steps[2];
    const char *who, *does;
    const char *uid; /* NULL: an account, or nobody */
    const char *from, *to, *as, *size, *outcome, *via;
    unsigned recipients;
} phrase;

/* One time of all: what is written now. */
typedef struct deed {
    phrase_target *target;
    const phrase *phrase;
    char stamp[24], id[16];
    char who[WORD], from[WORD], as[WORD];
    unsigned i, j;
} deed;

/* === Lines === */

static void say(const deed *d, const char *program, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    int length = snprintf(line, sizeof line, "%s mx1 postfix/%s: ", d->stamp, program);
    va_start(arguments, format);
    vsnprintf(line + length, sizeof line - (size_t)length, format, arguments);
    va_end(arguments);
    d->target->add(d->target->context, line);
}

/* The number that a placeholder stands for; 0: it is none. */
static unsigned number_of(const char *word, const deed *d, unsigned k)
{
    if (word[0] != '{' || word[1] == 0 || word[2] != '}')
        return 0;
    switch (word[1]) {
    case 'i':
        return d->i;
    case 'j':
        return d->j;
    case 'k':
        return k;
    default:
        return 0;
    }
}

/* Puts numbers where {i}, {j} and {k} stand. */
static void fill(char out[WORD], const char *word, const deed *d, unsigned k)
{
    size_t at = 0;
    while (*word && at < WORD - 12) {
        unsigned number = number_of(word, d, k);
        if (number > 0)
            at += (size_t)snprintf(out + at, WORD - at, "%u", number);
        else
            out[at++] = *word;
        word += number > 0 ? 3 : 1;
    }
    out[at] = 0;
}

static int is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* The program that delivers, and to where: by smtp(8) to the recipient's server, or to one that is named. */
static const char *route(const deed *d, const char *to, char relay[2 * WORD])
{
    const char *via = d->phrase->via, *at = strchr(to, '@');
    char server[WORD + 4];
    snprintf(relay, 2 * WORD, "local");
    if (is(via, "local"))
        return "local[7]";
    fill(server, via, d, 0);
    if (is(via, "smtp") || is(via, "relay"))
        snprintf(server, sizeof server, "mx.%s", at == NULL ? to : at + 1);
    snprintf(relay, 2 * WORD, "%s[203.0.113.25]:25", server);
    return is(via, "relay") ? "relay/smtp[7]" : "smtp[7]";
}

/* What became of one recipient. */
static void deliver(const deed *d, unsigned k)
{
    static const char *const outcomes[][3] = {
        {"sent", "dsn=2.0.0, status=sent", "250 2.0.0 Ok: queued as 37B24F457A"},
        {"bounced", "dsn=5.1.1, status=bounced", "host said: 550 5.1.1 User unknown"},
        {"spam", "dsn=5.7.1, status=bounced", "host said: 550 5.7.1 rejected as spam"},
        {"greylisted", "dsn=4.7.1, status=deferred", "host said: 450 4.7.1 greylisted, might be spam"},
        {"dmarc", "dsn=5.7.26, status=bounced", "host said: 550 5.7.26 likely spam: not signed"},
    };
    char to[WORD], relay[2 * WORD];
    fill(to, d->phrase->to, d, k);
    const char *program = route(d, to, relay);
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (is(d->phrase->outcome, outcomes[i][0]))
            say(d, program, "%s: to=<%s>, relay=%s, delay=0.5, delays=0.1/0/0.2/0.2, %s (%s)", d->id, to, relay,
                outcomes[i][1], outcomes[i][2]);
}

static void send_message(deed *d)
{
    const phrase *p = d->phrase;
    int ends = is(p->outcome, "sent") || is(p->outcome, "bounced") || is(p->outcome, "spam") || is(p->outcome, "dmarc");
    snprintf(d->id, sizeof d->id, "4F%06X", ++d->target->messages);
    if (p->uid != NULL)
        say(d, "pickup[3]", "%s: uid=%s from=<%s>", d->id, p->uid, d->as);
    else if (is(d->who, "nobody"))
        say(d, "smtpd[1]", "%s: client=unknown[%s]", d->id, d->from);
    else
        say(d, "submission/smtpd[1]", "%s: client=unknown[%s], sasl_method=PLAIN, sasl_username=%s", d->id, d->from,
            d->who);
    say(d, "qmgr[2]", "%s: from=<%s>, size=%s, nrcpt=%u (queue active)", d->id, d->as, p->size, p->recipients);
    for (unsigned k = 1; k <= p->recipients; k++)
        deliver(d, k);
    if (ends)
        say(d, "qmgr[2]", "%s: removed", d->id);
}

static void fail_to_log_in(deed *d)
{
    int named = !is(d->who, "nobody");
    say(d, "submission/smtpd[1]", "warning: unknown[%s]: SASL PLAIN authentication failed: authentication failure%s%s",
        d->from, named ? ", sasl_username=" : "", named ? d->who : "");
}

static void connect_to_it(deed *d)
{
    say(d, "smtpd[1]", "connect from unknown[%s]", d->from);
}

static void log_in_silently(deed *d)
{
    say(d, "submission/smtpd[1]", "disconnect from unknown[%s] ehlo=1 auth=1 quit=1 commands=3", d->from);
}

static void hit_a_limit(deed *d)
{
    say(d, "submission/smtpd[1]",
        "warning: Message delivery request rate limit exceeded: 101 from unknown[%s] for service submission", d->from);
}

static void be_refused(deed *d)
{
    say(d, "submission/smtpd[1]",
        "NOQUEUE: reject: RCPT from unknown[%s]: 553 5.7.1 <%s>: Sender address rejected: not owned by user %s; "
        "from=<%s> to=<bob@example.org> proto=ESMTP helo=<pc>",
        d->from, d->as, d->who, d->as);
}

/* === Phrases === */

static const struct {
    const char *verb;
    void (*write)(deed *d);
} verbs[] = {
    {"sends", send_message},      {"fails", fail_to_log_in},   {"connects", connect_to_it},
    {"logs-in", log_in_silently}, {"is-limited", hit_a_limit}, {"is-refused", be_refused},
};

static void write_one(phrase_target *target, const phrase *p, unsigned j, unsigned i)
{
    deed d = {.target = target, .phrase = p, .i = i, .j = j};
    time_t seconds = (time_t)((p->start + (j - 1) * p->steps[0] + (i - 1) * p->steps[1]) / SECOND);
    strftime(d.stamp, sizeof d.stamp, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
    fill(d.who, p->who, &d, 0);
    fill(d.from, p->from, &d, 0);
    fill(d.as, p->as != NULL ? p->as : d.who, &d, 0);
    if (is(d.as, "<>"))
        d.as[0] = 0;
    for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
        if (is(p->does, verbs[v].verb))
            verbs[v].write(&d);
}

/* 30s, 10m, 2h, 1d */
static int read_step(const char *word, int64_t *step)
{
    char *unit;
    long number = strtol(word, &unit, 10);
    int64_t seconds = *unit == 's' ? 1 : *unit == 'm' ? 60 : *unit == 'h' ? 3600 : *unit == 'd' ? 86400 : 0;
    *step = number * seconds * SECOND;
    return *step > 0 && (unit[1] == 0 || unit[1] == ',' || unit[1] == ':');
}

/* "6 times every 1d, 2 times every 10m:"; returns the word behind it. */
static char *read_repetitions(phrase *p, char *word, char **rest)
{
    for (unsigned n = 0; word != NULL && *word >= '1' && *word <= '9' && n < 2; n++) {
        char *times = strtok_r(NULL, " ", rest), *every = strtok_r(NULL, " ", rest), *step = strtok_r(NULL, " ", rest);
        p->counts[0] = p->counts[1];
        p->steps[0] = p->steps[1];
        p->counts[1] = (unsigned)strtoul(word, NULL, 10);
        if (step == NULL || !is(times, "times") || !is(every, "every") || !read_step(step, &p->steps[1]))
            return NULL;
        word = strtok_r(NULL, " ", rest);
    }
    return word;
}

static int read_detail(phrase *p, const char *name, const char *value)
{
    const struct {
        const char *name, **value;
    } details[] = {{"from", &p->from}, {"to", &p->to},           {"as", &p->as},
                   {"size", &p->size}, {"outcome", &p->outcome}, {"via", &p->via}};
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (is(name, details[i].name)) {
            *details[i].value = value;
            return 1;
        }
    p->recipients = is(name, "recipients") ? (unsigned)strtoul(value, NULL, 10) : 0;
    return p->recipients > 0;
}

static int has_verb(const phrase *p)
{
    for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
        if (p->does != NULL && is(p->does, verbs[v].verb))
            return 1;
    return 0;
}

const char *phrase_write(phrase_target *target, char *text)
{
    phrase p = {.counts = {1, 1}, .from = "", .to = "bob@example.org", .size = "501", .recipients = 1};
    char *rest, *word = strtok_r(text, " ", &rest), *value;
    p.outcome = "sent";
    p.via = "smtp";
    if (word == NULL || !read_instant(word, strlen(word), &p.start))
        return "no time";
    p.who = read_repetitions(&p, strtok_r(NULL, " ", &rest), &rest);
    if (p.who != NULL && is(p.who, "uid"))
        p.uid = strtok_r(NULL, " ", &rest);
    p.does = strtok_r(NULL, " ", &rest);
    if (p.uid != NULL || (p.who != NULL && is(p.who, "nobody")))
        p.as = "root";
    if (p.who == NULL || !has_verb(&p))
        return "nobody does anything that is known";
    while ((word = strtok_r(NULL, " ", &rest)) != NULL)
        if ((value = strtok_r(NULL, " ", &rest)) == NULL || !read_detail(&p, word, value))
            return "no such detail";
    for (unsigned j = 1; j <= p.counts[0]; j++)
        for (unsigned i = 1; i <= p.counts[1]; i++)
            write_one(target, &p, j, i);
    return NULL;
}
