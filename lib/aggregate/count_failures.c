/* Logins that failed, and those that left no name. */
#include "lib/aggregate/counted.h"

static uint32_t since_bucket(int64_t time)
{
    return (uint32_t)(time - bucket_of(time) * BUCKET);
}

static struct bucket *bucket_now(const struct counted *in, struct address *a)
{
    if (a == NULL || in->time == PFL_TIME_INVALID)
        return NULL;
    return pfl_address_bucket(&in->state->memory, a, bucket_of(in->time));
}

/* Lines that say "failed" where nobody's password was wrong: nothing was tried. */
static bool is_unreal(const struct counted *in)
{
    piece reason = counted_text(in, in->event->auth_fail.reason);
    return piece_starts(reason, "Connection lost to authentication server") ||
           piece_starts(reason, "Invalid authentication mechanism");
}

/* Dovecot's auth process tells what smtpd or a login process tells as well. */
static enum teller teller_of(const struct counted *in)
{
    return piece_starts(counted_text(in, in->event->program), "dovecot") &&
                   piece_starts(counted_text(in, in->event->service), "auth")
               ? TELLER_AUTH
               : TELLER_SERVER;
}

static void count_guess(const struct counted *in, piece name, enum teller teller, const struct address *from,
                        uint32_t times)
{
    struct guess *g = pfl_guess_put(&in->state->guesses, name);
    if (g == NULL)
        return;
    g->counts[teller] = sum_32(g->counts[teller], times);
    widen(in, &g->first, &g->last);
    if (from != NULL) {
        struct place_key net = pfl_place_key(0, from->bytes);
        pfl_sketch_add(&in->state->memory, &g->nets, pfl_fixed_hash(net.bytes, sizeof net.bytes), NETS_KEPT);
    }
}

static void count_failure_at(const struct counted *in, struct address *a, enum teller teller, uint32_t times,
                             uint64_t user)
{
    struct memory *m = &in->state->memory;
    struct bucket *b = bucket_now(in, a);
    address_add(a, teller == TELLER_AUTH ? ADDRESS_AUTH_FAILURES : ADDRESS_FAILURES, times);
    if (user != 0)
        pfl_sketch_add(m, &a->users, user, USERS_KEPT);
    pfl_evidence_offer(m, &a->first_failure, KEEP_LATEST_DAY, in->time, pfl_counted_place(in), counted_line(in));
    pfl_evidence_offer(m, &a->last_failure, KEEP_LAST, in->time, pfl_counted_place(in), counted_line(in));
    if (b == NULL || times == 0)
        return;
    b->counts[teller] = sum_32(b->counts[teller], times);
    const struct failure failure = {since_bucket(in->time), in->state->stream, failure_line(in->event->offset, times),
                                    user};
    pfl_bucket_keep(m, b, teller, &failure, in->state->coverage.stream_ids);
}

void pfl_count_failure(const struct counted *in)
{
    const pfl_event *event = in->event;
    const pfl_auth_fail *fail = &event->auth_fail;
    uint64_t *totals = in->state->coverage.totals;
    struct address *a = pfl_counted_client(in, PFL_HAS_AUTH_FAIL_CLIENT_ADDR, fail->client_addr);
    if (is_unreal(in)) {
        totals[TOTAL_UNREAL_FAILURES] += in->times;
        address_add(a, ADDRESS_UNREAL, in->times);
        return;
    }
    enum teller teller = teller_of(in);
    /* Dovecot's login processes sum up the attempts of a session. */
    bool summed = (event->present & PFL_HAS_AUTH_FAIL_COUNT) != 0 && fail->count > 0;
    uint64_t sum = summed ? (uint64_t)fail->count * in->times : in->times;
    uint32_t times = sum > UINT32_MAX ? UINT32_MAX : (uint32_t)sum;
    uint64_t user = 0;
    totals[teller == TELLER_AUTH ? TOTAL_AUTH_FAILURES : TOTAL_FAILURES] += times;
    piece name = counted_text(in, fail->sasl_username);
    if ((event->present & PFL_HAS_AUTH_FAIL_SASL_USERNAME) != 0 && !piece_starts(name, "(unavailable)")) {
        struct folded folded;
        pfl_fold(&folded, name);
        piece key = {folded.bytes, folded.length};
        totals[teller == TELLER_AUTH ? TOTAL_NAMED_AUTH_FAILURES : TOTAL_NAMED_FAILURES] += times;
        user = user_hash(key);
        count_guess(in, key, teller, a, times);
    }
    if (a != NULL)
        count_failure_at(in, a, teller, times, user);
}

/* A session that logged in and handed in nothing: the log does not say who it was. */
void pfl_count_disconnect(const struct counted *in)
{
    const pfl_disconnect *left = &in->event->disconnect;
    if (left->auth_ok == 0 || left->rcpt_ok > 0)
        return;
    struct address *a = pfl_counted_client(in, PFL_HAS_DISCONNECT_CLIENT_ADDR, left->client_addr);
    struct bucket *b = bucket_now(in, a);
    address_add(a, ADDRESS_SILENT, in->times);
    if (b != NULL)
        bucket_silent(b, in->times, since_bucket(in->time), since_bucket(in->time));
}

/* Over one of this server's limits. */
void pfl_count_limited(const struct counted *in, struct address *a)
{
    struct bucket *b = bucket_now(in, a);
    address_add(a, ADDRESS_LIMITED, in->times);
    if (b != NULL)
        b->limited = sum_32(b->limited, in->times);
}
