/* Making messages. Contract in corpus_arrival.h. */
#include "corpus_arrival.h"

#include "corpus_profile.h"

#define USUAL_MOST 20u /* recipients */

/* --- Recipients -------------------------------------------------------------- */

static uint32_t draw_recipient_count(world *w)
{
    uint32_t draw = random_below(&w->random, 1000);
    if (w->profile->most_recipients < USUAL_MOST)
        return 1 + draw * w->profile->most_recipients / 1000;
    return draw < 740   ? 1
           : draw < 880 ? 2
           : draw < 940 ? 3
           : draw < 985 ? (uint32_t)random_between(&w->random, 4, 8)
                        : (uint32_t)random_between(&w->random, 9, USUAL_MOST);
}

/* A message has a recipient once. */
static bool has_recipient(const message *m, mailbox to)
{
    for (uint32_t i = 0; i < m->recipient_count; i++)
        if (m->recipients[i].to.local == to.local && m->recipients[i].to.domain == to.domain)
            return true;
    return false;
}

bool arrive_add_recipient(message *m, mailbox to)
{
    if (m->recipient_count == RECIPIENTS_MAX || has_recipient(m, to))
        return false;
    m->recipients[m->recipient_count++] = (recipient){.to = to};
    return true;
}

static mailbox draw_correspondent(world *w, uint32_t who)
{
    if (random_chance(&w->random, 180))
        return any_own_mailbox(w);
    uint32_t to_domain = account_domain(&w->accounts[who], who, &w->random);
    return (mailbox){random_skewed(&w->random, 400), to_domain};
}

static void add_correspondents(world *w, message *m, uint32_t who)
{
    uint32_t count = draw_recipient_count(w);
    while (m->recipient_count < count)
        arrive_add_recipient(m, draw_correspondent(w, who));
}

static void add_own_recipients(world *w, message *m)
{
    uint32_t count = 1 + random_skewed(&w->random, 4), tries = 0;
    while (m->recipient_count < count && tries++ < 20) {
        mailbox to = any_own_mailbox(w);
        bool by_alias = random_chance(&w->random, 60);
        if (arrive_add_recipient(m, to) && by_alias) {
            recipient *r = &m->recipients[m->recipient_count - 1];
            r->by_alias = true;
            r->orig_to = (mailbox){to.local % 32, to.domain};
        }
    }
}

/* --- Message-IDs ------------------------------------------------------------- */

static void append(message *m, const char *text, size_t length)
{
    memcpy(m->message_id + m->message_id_length, text, length);
    m->message_id_length = (uint8_t)(m->message_id_length + length);
}

static void append_decimal(message *m, uint32_t value, int digits)
{
    char text[4];
    for (int i = digits - 1; i >= 0; i--, value /= 10)
        text[i] = (char)('0' + value % 10);
    append(m, text, (size_t)digits);
}

static void append_hex(message *m, uint64_t value, int digits)
{
    char text[12];
    for (int i = digits - 1; i >= 0; i--, value >>= 4)
        text[i] = "0123456789abcdef"[value & 15];
    append(m, text, (size_t)digits);
}

void arrive_with_drawn_id(world *w, message *m)
{
    const domain *d = &w->domains[m->sender.domain];
    uint64_t high = random_next(&w->random), low = mix_bits(high);
    append_hex(m, high >> 32, 8);
    append(m, "-", 1);
    append_hex(m, high >> 16, 4);
    append(m, "-", 1);
    append_hex(m, high, 4);
    append(m, "-", 1);
    append_hex(m, low >> 48, 4);
    append(m, "-", 1);
    append_hex(m, low, 12);
    append(m, "@", 1);
    append(m, d->name, d->name_length);
}

void arrive_with_own_id(message *m, int64_t now)
{
    clock_time t = clock_split(now);
    m->message_id_length = 0;
    append_decimal(m, t.year, 4);
    append_decimal(m, t.month, 2);
    append_decimal(m, t.day, 2);
    append_decimal(m, t.hour, 2);
    append_decimal(m, t.minute, 2);
    append_decimal(m, t.second, 2);
    append(m, ".", 1);
    append(m, m->id.text, m->id.length);
    append(m, "@", 1);
    append(m, m->host->name, strlen(m->host->name));
    append(m, ".example.net", 12);
}

/* --- The ways in ------------------------------------------------------------- */

message *arrive_message(world *w, host *h, enum corpus_group group, uint32_t owner, int64_t now)
{
    uint32_t number = pool_take(&w->messages);
    message *m = pool_at(&w->messages, number);
    m->number = number;
    m->host = h;
    m->group = (uint8_t)group;
    m->owner = owner;
    m->arrived = now;
    m->size = 700 + random_skewed(&w->random, 60000);
    m->size *= 1 + random_below(&w->random, 40);
    return m;
}

static message *make_submission(world *w, const session *s, int64_t now)
{
    message *m = arrive_message(w, s->host, GROUP_SUBMISSION, s->account, now);
    m->sender = account_mailbox(s->account);
    m->leg = random_chance(&w->random, w->profile->filtered) ? LEG_BEFORE_FILTER : LEG_ONLY;
    add_correspondents(w, m, s->account);
    arrive_with_drawn_id(w, m);
    return m;
}

static message *make_inbound(world *w, const session *s, int64_t now)
{
    message *m = arrive_message(w, s->host, GROUP_INBOUND, OWNER_NONE, now);
    m->sender = (mailbox){random_skewed(&w->random, 5000), s->domain};
    add_own_recipients(w, m);
    arrive_with_drawn_id(w, m);
    return m;
}

/* The same message, its Message-ID included; the filter adds a few header lines. */
static message *make_second_leg(world *w, const session *s, int64_t now)
{
    const message *first = pool_at(&w->messages, s->account);
    message *m = arrive_message(w, s->host, (enum corpus_group)first->group, first->owner, now);
    m->leg = LEG_BEHIND_FILTER;
    m->counted = true;
    m->sender = first->sender;
    m->sender_text = first->sender_text;
    m->refused = first->refused;
    m->size = first->size + 480;
    append(m, first->message_id, first->message_id_length);
    memcpy(m->recipients, first->recipients, sizeof m->recipients);
    m->recipient_count = first->recipient_count;
    return m;
}

static void put_login(world *w, const session *s)
{
    put(&w->log, s->sasl_method == 0 ? ", sasl_method=PLAIN, sasl_username=" : ", sasl_method=LOGIN, sasl_username=");
    put_login_name(&w->log, w->domains, w->account_count, s->account);
}

static void count_login(world *w, const session *s)
{
    w->accounts[s->account].logins[s->place]++;
    w->addresses.items[s->addr].logins++;
}

uint32_t arrive_by_smtp(world *w, session *s, int64_t now)
{
    queue_id id;
    bool is_filter = s->visitor == VISITOR_FILTER, is_user = s->visitor == VISITOR_USER;
    if (!ids_take(&s->host->ids, now, is_filter ? RESERVE_FOR_FILTERED : RESERVE_FOR_NEW, &id))
        return 0;
    message *m = is_filter ? make_second_leg(w, s, now)
                 : is_user ? make_submission(w, s, now)
                           : make_inbound(w, s, now);
    m->id = id;

    host_line(s->host, &w->log, now, (enum program)s->program, s->process.pid);
    put_bytes(&w->log, id.text, id.length);
    put(&w->log, ": client=");
    put_client(&w->log, s);
    if (is_user)
        put_login(w, s);
    world_end_line(w, is_user ? KIND_SASL_LOGIN : KIND_CLIENT, (enum corpus_group)m->group);

    if (is_user)
        count_login(w, s);
    if (is_filter)
        w->truth.filter_legs++;
    else
        truth_message(&w->truth, m->owner, now);
    if (is_filter)
        message_filtered(w, s->account, &id, now);
    int64_t delay = random_between(&w->random, 20 * MILLISECOND, 150 * MILLISECOND);
    message_next(w, m, MESSAGE_CLEANUP, now + delay);
    return m->recipient_count;
}

void arrive_by_pickup(world *w, host *h, int64_t now)
{
    /* The web server's user, number 0, writes seldom: else it would look like a stolen web form. */
    uint32_t user = random_chance(&w->random, 40) ? 0 : 1 + random_below(&w->random, LOCAL_USERS - 1);
    message *m = arrive_message(w, h, GROUP_LOCAL, w->account_count + user, now);
    m->sender = (mailbox){user, DOMAIN_ORIGIN};
    m->uid = local_users[user].uid;
    if (random_chance(&w->random, 300))
        arrive_add_recipient(m, (mailbox){1, DOMAIN_ORIGIN});
    else if (random_chance(&w->random, 500))
        add_own_recipients(w, m);
    else
        arrive_add_recipient(m, any_foreign_mailbox(w));
    message_next(w, m, MESSAGE_PICKUP, now + MILLISECOND);
}

message *arrive_notice(world *w, const message *about, int64_t now)
{
    queue_id id;
    if (!ids_take(&about->host->ids, now, RESERVE_NOTHING, &id))
        return NULL;
    message *m = arrive_message(w, about->host, GROUP_NOTICES, OWNER_NONE, now);
    m->id = id;
    m->sender = (mailbox){0, DOMAIN_NONE};
    m->size = 2400 + about->size % 9000;
    arrive_with_own_id(m, now);
    arrive_add_recipient(m, about->sender);
    return m;
}
