/* What accounts and local users did, hour by hour. Contract in audit_records.h. */
#include "audit_records.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

void subject_free(subject *s)
{
    for (size_t i = 0; i < s->hour_count; i++) {
        hour_detail *d = s->hours[i].detail;
        for (size_t k = 0; d != NULL && k < 3; k++) {
            free(d->rate[k]);
            free(d->failed[k]);
            free(d->refused[k]);
        }
        free(d);
    }
    for (size_t k = 0; k < 3; k++)
        free(s->sender_clues[k]);
    free(s->first_message);
    free(s->hours);
    free(s->name);
    free(s);
}

/* The hour of the event, NULL when its time is not known. Logs are mostly in order, so the search starts at the end. */
static hour *hour_of(subject *s, const reading *in)
{
    int64_t time = in->event->time;
    if (time == PFL_TIME_INVALID)
        return NULL;
    int64_t start = time - ((time % HOUR) + HOUR) % HOUR;
    size_t place = s->hour_count;
    while (place > 0 && s->hours[place - 1].start > start)
        place--;
    if (place > 0 && s->hours[place - 1].start == start)
        return &s->hours[place - 1];
    if (s->hour_count == s->hour_capacity) {
        s->hour_capacity = s->hour_capacity > 0 ? 2 * s->hour_capacity : 4;
        s->hours = must_resize(s->hours, s->hour_capacity * sizeof *s->hours);
    }
    memmove(s->hours + place + 1, s->hours + place, (s->hour_count - place) * sizeof *s->hours);
    s->hour_count++;
    s->hours[place] = (hour){.start = start};
    return &s->hours[place];
}

static hour_detail *detail_of(hour *h)
{
    if (h->detail == NULL) {
        h->detail = must_resize(NULL, sizeof *h->detail);
        memset(h->detail, 0, sizeof *h->detail);
    }
    return h->detail;
}

/*
 * Which lines of an hour become evidence: those with which a count reaches one
 * of three steps. The last steps are the limits of the rules (audit_abuse.c).
 */
static const uint64_t message_steps[3] = {20, 100, 300}, recipient_steps[3] = {100, 250, 500};
static const uint64_t failed_steps[3] = {3, 10, 50}, refused_steps[3] = {1, 5, 20}, sender_steps[3] = {2, 5, 20};

static bool reaches(const uint64_t steps[3], uint64_t before, uint64_t after)
{
    for (size_t i = 0; i < 3; i++)
        if (before < steps[i] && after >= steps[i])
            return true;
    return false;
}

static void keep(clue **clues, const uint64_t steps[3], uint64_t before, uint64_t after, const reading *in)
{
    for (size_t i = 0; i < 3; i++)
        if (before < steps[i] && after >= steps[i] && clues[i] == NULL) {
            clues[i] = clue_make(in);
            return; /* one line is evidence once */
        }
}

void subject_message(subject *s, const reading *in)
{
    const pfl_event *event = in->event;
    hour *h = hour_of(s, in);
    s->messages += event->repeat;
    if (s->first_message == NULL)
        s->first_message = clue_make(in);
    if (h == NULL)
        return;
    s->first = event->time < s->first ? event->time : s->first;
    s->last = event->time > s->last ? event->time : s->last;
    uint32_t before = h->messages;
    h->messages += event->repeat;
    if (h->detail != NULL || reaches(message_steps, before, h->messages))
        keep(detail_of(h)->rate, message_steps, before, h->messages, in);
}

/* --- Senders and recipients -------------------------------------------------- */

/* Counts a sender or domain (already in lower case) of a subject; true when it is new. */
static bool contact_add(table *list, const subject *s, const char *text, size_t length, const reading *in,
                        contact **result)
{
    char key[sizeof s->number + KEY_TEXT];
    memcpy(key, &s->number, sizeof s->number);
    memcpy(key + sizeof s->number, text, length);
    uint32_t known = list->count, number = table_put(list, key, sizeof s->number + length);
    contact *c = *result = table_at(list, number);
    if (number >= known)
        *c = (contact){.subject = s->number, .first = INT64_MAX};
    if (in->event->time != PFL_TIME_INVALID && in->event->time < c->first)
        c->first = in->event->time;
    return number >= known;
}

/*
 * Mailing lists write the recipient or a counter into the sender, to know whose
 * mail came back (VERP: list+user=host@, list-123-user=host@), and other servers
 * a checksum (prvs=0123abcd=user@). Takes that away; returns the new length.
 */
static size_t plain_sender(char *sender, size_t length)
{
    char *at = memchr(sender, '@', length), *end = at != NULL ? at : sender + length;
    char *equals = memchr(sender, '=', (size_t)(end - sender)), *cut = memchr(sender, '+', (size_t)(end - sender));
    if (equals != NULL && memchr(equals + 1, '=', (size_t)(end - equals - 1)) != NULL) {
        while (memchr(sender, '=', (size_t)(end - sender)) != NULL) {
            equals = memchr(sender, '=', (size_t)(end - sender));
            size_t gone = (size_t)(equals + 1 - sender);
            memmove(sender, equals + 1, length - gone);
            length -= gone;
            end -= gone;
        }
        return length;
    }
    if (cut == NULL && equals != NULL)
        cut = memchr(sender, '-', (size_t)(equals - sender));
    if (cut == NULL)
        return length;
    memmove(cut, end, (size_t)(sender + length - end));
    return length - (size_t)(end - cut);
}

/* An account may be named without its domain. */
static bool is_own(const subject *s, const char *sender, size_t length)
{
    if (s->is_local || s->name_length > length || memcmp(sender, s->name, s->name_length) != 0)
        return false;
    return s->name_length == length || (sender[s->name_length] == '@' && memchr(s->name, '@', s->name_length) == NULL);
}

void subject_queued(tally *t, subject *s, const reading *in)
{
    const pfl_queued *queued = &in->event->queued;
    char sender[KEY_TEXT];
    contact *c;
    s->recipients += queued->nrcpt;
    hour *h = hour_of(s, in);
    if (h != NULL) {
        uint32_t before = h->recipients;
        h->recipients += queued->nrcpt;
        if (h->detail != NULL || reaches(recipient_steps, before, h->recipients))
            keep(detail_of(h)->rate, recipient_steps, before, h->recipients, in);
    }
    size_t length = record_key(sender, in->text + queued->from.offset, queued->from.length);
    length = plain_sender(sender, length);
    if (length == 0 || !contact_add(&t->senders, s, sender, length, in, &c))
        return;
    c->own = is_own(s, sender, length);
    if (!c->own) {
        s->sender_count++;
        keep(s->sender_clues, sender_steps, s->sender_count - 1, s->sender_count, in);
    }
}

/* --- Outcomes ---------------------------------------------------------------- */

static uint32_t hash_of(const char *text, size_t length)
{
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT32_C(16777619);
    return hash;
}

static void add_hash(uint32_t *list, uint16_t *count, size_t capacity, uint32_t hash)
{
    for (size_t i = 0; i < *count; i++)
        if (list[i] == hash)
            return;
    if (*count < capacity)
        list[(*count)++] = hash;
}

static bool contains(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= length; i++) {
        size_t k = 0;
        while (k < size && (text[i + k] | 0x20) == (word[k] | 0x20))
            k++;
        if (k == size)
            return true;
    }
    return false;
}

/*
 * Whether a remote server refuses the mail for what it is or who sends it. A
 * greylist asks everybody to come back, and 5.7.26 is about missing SPF and DKIM.
 */
static bool says_spam(const reading *in)
{
    static const char *const words[] = {"spam",  "unsolicited", "blocked",    "blacklist", "blocklist", "block list",
                                        "dnsbl", "reputation",  "bulk email", "bulk mail", "listed in"};
    const pfl_delivery *d = &in->event->delivery;
    const char *reply = in->text + d->reply.offset;
    if (contains(reply, d->reply.length, "greylist") || contains(reply, d->reply.length, "graylist") ||
        (d->dsn.length == 6 && memcmp(in->text + d->dsn.offset, "5.7.26", 6) == 0))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (contains(reply, d->reply.length, words[i]))
            return true;
    return false;
}

/* Who runs the next hop, roughly: its name without the first label, mx1.mail.example -> mail.example. */
static uint32_t provider_of(const reading *in)
{
    const char *relay = in->text + in->event->delivery.relay.offset;
    size_t length = 0;
    while (length < in->event->delivery.relay.length && relay[length] != '[' && relay[length] != ':')
        length++;
    const char *dot = length > 0 ? memchr(relay, '.', length) : NULL;
    if (dot != NULL && memchr(dot + 1, '.', (size_t)(relay + length - dot) - 1) != NULL)
        return hash_of(dot + 1, (size_t)(relay + length - dot) - 1);
    return hash_of(relay, length);
}

void subject_outcome(tally *t, subject *s, const reading *in)
{
    const pfl_event *event = in->event;
    const pfl_delivery *d = &event->delivery;
    char domain[KEY_TEXT];
    contact *c;
    const char *to = in->text + d->to.offset, *at = to + d->to.length;
    while (at > to && at[-1] != '@')
        at--;
    size_t length = record_key(domain, at, (size_t)(to + d->to.length - at));
    if (at > to && contact_add(&t->domains, s, domain, length, in, &c))
        s->domain_count++;

    hour *h = hour_of(s, in), none = {0};
    hour *count = h != NULL ? h : &none;
    if (event->kind == PFL_KIND_SENT) {
        s->sent += event->repeat;
        count->sent += event->repeat;
        return;
    }
    if (event->kind == PFL_KIND_BOUNCED) {
        s->failed += event->repeat;
        count->failed += event->repeat;
        if (h != NULL) {
            hour_detail *more = detail_of(h);
            add_hash(more->failed_domains, &more->failed_domain_count, 32, hash_of(domain, length));
            keep(more->failed, failed_steps, h->failed - event->repeat, h->failed, in);
        }
    }
    if (!says_spam(in))
        return;
    s->refused += event->repeat;
    count->refused += event->repeat;
    if (h != NULL) {
        hour_detail *more = detail_of(h);
        add_hash(more->providers, &more->provider_count, 4, provider_of(in));
        keep(more->refused, refused_steps, h->refused - event->repeat, h->refused, in);
    }
}
