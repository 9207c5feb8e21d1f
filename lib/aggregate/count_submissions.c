/* Who hands in mail: accounts, local users, other clients; and who reads it. */
#include "lib/aggregate/counted.h"

/* A subject did something from an address: by mail, or to read mail. */
static void count_access(const struct counted *in, uint32_t number, const uint8_t address[16], bool by_mail)
{
    struct ledger *l = &in->state->ledger;
    struct access_key key = {.subject = number};
    struct place_key net = pfl_place_key(number, address);
    memcpy(key.address, address, sizeof key.address);
    const struct visit visit = {.messages = by_mail ? in->times : 0,
                                .logins = by_mail ? 0 : in->times,
                                .first = in->time,
                                .last = in->time,
                                .offset = in->event->offset,
                                .stream = in->state->stream};
    pfl_ledger_access(l, &key, day_of(in->time), &visit, in->state->coverage.stream_ids);
    struct presence *p = pfl_ledger_presence(l, &net);
    if (p == NULL)
        return;
    uint32_t *times = by_mail ? &p->messages : &p->logins;
    *times = sum_32(*times, in->times);
    pfl_presence_time(p, in->time);
    pfl_days_add(&p->days, day_of(in->time));
    pfl_evidence_offer(l->memory, &p->evidence, KEEP_FIRST, in->time, pfl_counted_place(in), counted_line(in));
}

static uint32_t word_of(const struct counted *in, piece text)
{
    struct folded folded;
    pfl_fold(&folded, text);
    return pfl_name_put(&in->state->words, (piece){folded.bytes, folded.length});
}

/* The time of something a subject did. */
static void count_time(const struct counted *in, struct subject *s)
{
    if (in->time == PFL_TIME_INVALID)
        return;
    widen(in, &s->first, &s->last);
    pfl_days_add(&s->days, day_of(in->time));
}

/* A message that a subject handed in. */
static void count_message(const struct counted *in, uint32_t number)
{
    struct ledger *l = &in->state->ledger;
    struct subject *s = subject_at(l, number);
    s->counts[COUNT_MESSAGES] += in->times;
    count_time(in, s);
    pfl_evidence_offer(l->memory, &s->evidence[EVIDENCE_MESSAGE], KEEP_LATEST_DAY, in->time, pfl_counted_place(in),
                       counted_line(in));
    if (in->time != PFL_TIME_INVALID)
        pfl_subject_hour(l, s, hour_of(in->time), HOUR_MESSAGES, in->times);
}

void pfl_count_sasl_message(const struct counted *in)
{
    const pfl_client *client = &in->event->client;
    struct ledger *l = &in->state->ledger;
    in->state->coverage.totals[TOTAL_SASL_MESSAGES] += in->times;
    struct address *a = pfl_counted_client(in, PFL_HAS_CLIENT_CLIENT_ADDR, client->client_addr);
    address_add(a, ADDRESS_SASL_MESSAGES, in->times);
    if ((in->event->present & PFL_HAS_CLIENT_SASL_USERNAME) == 0)
        return;
    uint32_t number = pfl_counted_account(in, counted_text(in, client->sasl_username));
    if (number == NONE)
        return;
    struct subject *s = subject_at(l, number);
    count_message(in, number);
    piece service = counted_text(in, in->event->service);
    pfl_subject_used(l, s, USAGE_SERVICE, word_of(in, service.length > 0 ? service : pfl_counted_program(in)),
                     in->times);
    if ((in->event->present & PFL_HAS_CLIENT_SASL_METHOD) != 0)
        pfl_subject_used(l, s, USAGE_METHOD, word_of(in, counted_text(in, client->sasl_method)), in->times);
    if (a != NULL && in->time != PFL_TIME_INVALID)
        count_access(in, number, a->bytes, true);
}

/* Dovecot: a login to read mail, by the same account and with the same password. */
void pfl_count_login(const struct counted *in)
{
    const pfl_login *login = &in->event->login;
    struct address *a = pfl_counted_client(in, PFL_HAS_LOGIN_CLIENT_ADDR, login->client_addr);
    in->state->coverage.totals[TOTAL_LOGINS] += in->times;
    address_add(a, ADDRESS_LOGINS, in->times);
    if ((in->event->present & PFL_HAS_LOGIN_SASL_USERNAME) == 0)
        return;
    uint32_t number = pfl_counted_account(in, counted_text(in, login->sasl_username));
    if (number == NONE)
        return;
    struct subject *s = subject_at(&in->state->ledger, number);
    s->counts[COUNT_LOGINS] += in->times;
    count_time(in, s);
    pfl_subject_used(&in->state->ledger, s, USAGE_SERVICE, word_of(in, counted_text(in, in->event->service)),
                     in->times);
    if (a != NULL && in->time != PFL_TIME_INVALID)
        count_access(in, number, a->bytes, false);
}

void pfl_count_client(const struct counted *in)
{
    const pfl_client *client = &in->event->client;
    uint64_t *totals = in->state->coverage.totals;
    struct address *a = pfl_counted_client(in, PFL_HAS_CLIENT_CLIENT_ADDR, client->client_addr);
    address_add(a, ADDRESS_MESSAGES, in->times);
    if ((in->event->present & (PFL_HAS_CLIENT_ORIG_QUEUE_ID | PFL_HAS_CLIENT_ORIG_CLIENT_ADDR)) != 0)
        return; /* a content filter hands it back */
    totals[TOTAL_MESSAGES] += in->times;
    if (a != NULL && address_is_loopback(a->bytes))
        totals[TOTAL_LOOPBACK] += in->times;
}

/* A requeued message is the same one; its beginning is joined with the end of the old one. */
void pfl_count_pickup(const struct counted *in)
{
    uint8_t uid[4];
    if ((in->event->present & PFL_HAS_PICKUP_ORIG_ID) != 0 || (in->event->present & PFL_HAS_PICKUP_UID) == 0)
        return;
    in->state->coverage.totals[TOTAL_LOCAL_MESSAGES] += in->times;
    uid_bytes(in->event->pickup.uid, uid);
    uint32_t number = pfl_subject_put(&in->state->ledger, SUBJECT_LOCAL, uid, sizeof uid);
    if (number != NONE)
        count_message(in, number);
}
