/*
 * Mail that clients relayed to the Internet without a login: R15.
 *
 * Most of it is none: a gateway passes mail on to the server behind it, by smtp(8), as an
 * open relay does. What tells them apart is who writes where: to a gateway's domains many
 * clients write that write to nothing else.
 */
#include "lib/detect/audit.h"
#include "lib/detect/history.h"

#include <stdlib.h>

/* === Next hops === */

/* Who runs the servers that a client's mail went to: one relation of a client and a hop. */
struct relation {
    uint32_t hop;
    uint32_t client; /* place */
    bool only;       /* the client wrote to no other */
    bool served;     /* the hop is that of a gateway */
};

static const struct domain *domain_of(const struct pfl_audit *a, const struct viewed_contact *c)
{
    return table_at(&a->view->state->domains, a->view->domains.numbers[c->domain]);
}

static bool is_single(const struct domain *d)
{
    return d->hops[0] != 0 && d->hops[1] == 0;
}

static const struct viewed_contact *contacts_of(const struct pfl_audit *a, uint32_t subject)
{
    return &a->view->contacts[a->view->subjects[subject].first_contact];
}

/* The one hop that all of a client's mail went to; 0: there are several. */
static uint32_t only_hop(const struct pfl_audit *a, uint32_t subject)
{
    const struct viewed_contact *c = contacts_of(a, subject);
    uint32_t hop = 0;
    for (uint32_t i = 0; i < a->view->subjects[subject].domains; i++) {
        const struct domain *d = domain_of(a, &c[i]);
        if (!is_single(d) || (hop != 0 && d->hops[0] != hop))
            return 0;
        hop = d->hops[0];
    }
    return hop;
}

static int compare(const void *left, const void *right)
{
    const struct relation *a = left, *b = right;
    if (a->hop != b->hop)
        return a->hop < b->hop ? -1 : 1;
    return a->client < b->client ? -1 : a->client > b->client;
}

/* All relations, each once, by hop. */
static struct relation *list_relations(struct pfl_audit *a, uint32_t *room, uint32_t *count)
{
    const struct pfl_view *v = a->view;
    uint32_t found = 0, kept = 0;
    *room = 0;
    for (uint32_t s = 0; s < v->subject_count; s++)
        *room += subject_is(v, s, SUBJECT_CLIENT) ? v->subjects[s].domains : 0;
    struct relation *all = view_array(&a->memory, *room, sizeof *all);
    for (uint32_t s = 0; all != NULL && s < v->subject_count; s++) {
        if (!subject_is(v, s, SUBJECT_CLIENT))
            continue;
        bool only = only_hop(a, s) != 0;
        for (uint32_t i = 0; i < v->subjects[s].domains; i++) {
            const struct domain *d = domain_of(a, &contacts_of(a, s)[i]);
            if (is_single(d))
                all[found++] = (struct relation){.hop = d->hops[0], .client = s, .only = only};
        }
    }
    if (found > 0)
        qsort(all, found, sizeof *all, compare);
    for (uint32_t i = 0; i < found; i++)
        if (kept == 0 || compare(&all[kept - 1], &all[i]) != 0)
            all[kept++] = all[i];
    *count = kept;
    return all;
}

/* Who writes to a domain: one's own, and clients that relay. */
enum { BY_OWN = 1, BY_CLIENT = 2 };

static bool mark_domains(struct pfl_audit *a, uint8_t **marks)
{
    const struct pfl_view *v = a->view;
    *marks = view_array(&a->memory, v->domains.count, sizeof **marks);
    for (uint32_t i = 0; *marks != NULL && i < v->contact_count && v->contacts[i].subject != NONE; i++)
        (*marks)[v->contacts[i].domain] |= subject_is(v, v->contacts[i].subject, SUBJECT_CLIENT) ? BY_CLIENT : BY_OWN;
    return *marks != NULL;
}

/* What is known of all hops. */
struct hops {
    struct relation *relations;
    uint32_t room, count;
    uint8_t *marks; /* by domain */
};

#define SERVED_BY 2  /* clients at least that write to a hop and to no other */
#define WAY_OUT   10 /* domains at a hop to which only one's own write: a relayhost */

/* All mail to the outside goes there. */
static bool is_way_out(const struct pfl_audit *a, const struct hops *h, uint32_t hop)
{
    uint32_t domains = 0;
    for (uint32_t i = 0; i < a->view->domains.count && domains < WAY_OUT; i++) {
        const struct domain *d = table_at(&a->view->state->domains, a->view->domains.numbers[i]);
        domains += h->marks[i] == BY_OWN && d->local == 0 && is_single(d) && d->hops[0] == hop;
    }
    return domains >= WAY_OUT;
}

/* A gateway's hop: half of those that write there, and several, write to nothing else. */
static bool is_gateway(const struct pfl_audit *a, const struct hops *h, uint32_t hop)
{
    uint32_t low = 0, high = h->count, clients = 0, narrow = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (h->relations[middle].hop < hop)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < h->count && h->relations[low].hop == hop; low++) {
        clients++;
        narrow += h->relations[low].only;
    }
    return narrow >= SERVED_BY && narrow * 2 >= clients && !is_way_out(a, h, hop);
}

/* The relations whose hop serves somebody are marked: they are no relaying. */
static void mark_served(const struct pfl_audit *a, struct hops *h)
{
    bool served = false;
    for (uint32_t i = 0; i < h->count; i++) {
        if (i == 0 || h->relations[i].hop != h->relations[i - 1].hop)
            served = is_gateway(a, h, h->relations[i].hop);
        h->relations[i].served = served;
    }
}

static bool is_served(const struct hops *h, uint32_t hop, uint32_t client)
{
    const struct relation wanted = {.hop = hop, .client = client};
    const struct relation *found =
        h->count == 0 ? NULL : bsearch(&wanted, h->relations, h->count, sizeof wanted, compare);
    return found != NULL && found->served;
}

/* === R15 === */

/* Recipients of a client at domains that are nobody's here. */
static uint64_t relayed(const struct pfl_audit *a, uint32_t subject, const struct hops *h, uint64_t *domains)
{
    const struct viewed_contact *c = contacts_of(a, subject);
    uint64_t recipients = 0;
    *domains = 0;
    for (uint32_t i = 0; i < a->view->subjects[subject].domains; i++) {
        const struct domain *d = domain_of(a, &c[i]);
        if (d->local > 0 || (is_single(d) && is_served(h, d->hops[0], subject)))
            continue;
        recipients += c[i].recipients;
        ++*domains;
    }
    return recipients;
}

/* The worst hour of a client: what R09 says of it. */
static bool is_much(struct pfl_audit *a, uint32_t subject, bool *much)
{
    struct history h;
    if (!pfl_history_open(&h, a, subject))
        return false;
    for (uint32_t i = 0; i < h.hour_count; i++)
        *much |= h.hours[i].counts[HOUR_MESSAGES] >= limit_of(a, LIMIT_R09_MESSAGES_HIGH) ||
                 h.hours[i].counts[HOUR_RECIPIENTS] >= limit_of(a, LIMIT_R09_RECIPIENTS_HIGH);
    pfl_history_close(&h, a);
    return true;
}

static bool find_r15(struct pfl_audit *a, uint32_t subject, const struct hops *h)
{
    const struct viewed *s = &a->view->subjects[subject];
    const uint8_t *address = (const uint8_t *)s->key->bytes + 1;
    uint64_t domains, recipients = relayed(a, subject, h, &domains);
    bool much = false;
    if (recipients < limit_of(a, LIMIT_R15_RECIPIENTS) || address_is_loopback(address) ||
        pfl_audit_is_own(a, address) || pfl_networks_have(&a->proxies, address))
        return true;
    struct finding *f = pfl_finding_add(&a->findings, RULE_R15, PFL_FINDING_CRITICAL, subject);
    if (f == NULL || !is_much(a, subject, &much))
        return false;
    struct source_address from = {.first = pfl_viewed_first(a->view, s), .last = pfl_viewed_last(a->view, s)};
    memcpy(from.bytes, address, sizeof from.bytes);
    from.messages = pfl_viewed_count(a->view, s, COUNT_MESSAGES);
    f->form = much ? FORM_MESSAGES : FORM_USUAL;
    f->abuse = 4;
    f->first = from.first == NEVER_BEFORE ? PFL_TIME_INVALID : from.first;
    f->last = from.last;
    f->count = recipients;
    f->limit = limit_of(a, LIMIT_R15_RECIPIENTS);
    f->more[0] = domains;
    f->more[1] = from.messages;
    pfl_finding_source(&a->findings, f, &from);
    pfl_finding_evidence(f, pfl_viewed_evidence(a->view, s, EVIDENCE_MESSAGE));
    return true;
}

bool pfl_find_relays(struct pfl_audit *a)
{
    struct hops h = {0};
    h.relations = list_relations(a, &h.room, &h.count);
    bool done = mark_domains(a, &h.marks) && h.relations != NULL;
    if (done)
        mark_served(a, &h);
    for (uint32_t s = 0; done && s < a->view->subject_count; s++)
        if (subject_is(a->view, s, SUBJECT_CLIENT))
            done = find_r15(a, s, &h);
    view_release(&a->memory, h.relations, h.room, sizeof *h.relations);
    view_release(&a->memory, h.marks, a->view->domains.count, sizeof *h.marks);
    return done;
}
