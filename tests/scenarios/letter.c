/* Choosing senders and recipients. Contract in letter.h. */
#include "letter.h"

#define LOCAL_PARTS 30000u
#define ALIASES     8u

mailbox person_mailbox(const person *p)
{
    return account_mailbox(p->number);
}

mailbox letter_listed(uint64_t list, uint32_t n)
{
    uint64_t fixed = mix_bits(list + n * UINT64_C(0x9E3779B97F4A7C15)), u = fixed & 0xFFFF;
    /* Most have their mailbox at one of the big providers, as with random_skewed(). */
    uint32_t number = DOMAIN_REMOTE + (uint32_t)((u * u >> 16) * u * (BACKUP_FIRST - DOMAIN_REMOTE) >> 32);
    return (mailbox){(uint32_t)(fixed >> 32) % LOCAL_PARTS, number};
}

/* --- Recipients -------------------------------------------------------------- */

/* People know addresses that work, and servers that take their mail. */
static bool works(const world *w, uint32_t number)
{
    enum manner manner = w->domains[number].manner;
    return manner == MANNER_GOOD || manner == MANNER_GREY || manner == MANNER_SPAM || manner == MANNER_SLOW;
}

static mailbox draw_known(month *m, const person *p)
{
    world *w = &m->w;
    if (random_chance(&w->random, 250))
        return account_mailbox(random_below(&w->random, w->account_count));
    uint32_t to = account_domain(&w->accounts[p->number], p->number, &w->random);
    if (!works(w, to) && !random_chance(&w->random, 40))
        to = account_domain(&w->accounts[p->number], p->number, &w->random);
    if (!works(w, to) && !random_chance(&w->random, 40))
        to = DOMAIN_REMOTE + p->number % 5;
    uint32_t local = random_skewed(&w->random, 60) + p->number * 7;
    return (mailbox){local, to};
}

static mailbox draw_colleague(month *m, const person *p)
{
    uint32_t count = m->w.account_count / DOMAINS_OWN + 1, n = random_below(&m->w.random, count);
    return account_mailbox(n * DOMAINS_OWN + p->domain);
}

static uint32_t draw_count(world *w)
{
    uint32_t draw = random_below(&w->random, 1000);
    return draw < 780 ? 1 : draw < 900 ? 2 : draw < 950 ? 3 : (uint32_t)random_between(&w->random, 4, 9);
}

static void add_known(month *m, message *l, const act *a, const person *p)
{
    uint32_t count = a->recipients > 0 ? a->recipients : draw_count(&m->w);
    for (uint32_t tries = 0; l->recipient_count < count && tries < count * 4; tries++)
        arrive_add_recipient(l, draw_known(m, p));
}

/* Of addresses that fail all the time, those who look after their lists keep few. */
static void add_listed(month *m, message *l, act *a)
{
    for (uint32_t i = 0; i < a->recipients; i++) {
        mailbox to = letter_listed(a->list, a->place++);
        bool is_kept = a->refused > 0 || works(&m->w, to.domain) || to.local % 4 == 0;
        arrive_add_recipient(l, is_kept ? to : letter_listed(a->list + 1, a->place));
    }
}

/* The alias is in the log as what the message was first for. */
static void add_forwarded(message *l, const person *p)
{
    arrive_add_recipient(l, letter_listed(p->number, 0));
    l->recipients[0].by_alias = true;
    l->recipients[0].orig_to = person_mailbox(p);
}

static void add_hosted(month *m, message *l, const act *a)
{
    uint32_t local = random_skewed(&m->w.random, 400);
    arrive_add_recipient(l, (mailbox){local, (uint32_t)a->list});
}

/* --- Senders ----------------------------------------------------------------- */

/* local=domain, as VERP writes a recipient, and SRS a sender the other way round. */
static void put_with_equals(log_writer *to, const world *w, mailbox m)
{
    size_t from = to->used;
    put_mailbox(to, w->domains, m);
    for (size_t i = from; i < to->used; i++)
        if (to->data[i] == '@')
            to->data[i] = '=';
}

static const char *finish(month *m, log_writer *text)
{
    put_byte(text, '\0');
    return month_keep(m, text->data);
}

static const char *verp_sender(month *m, const person *p, mailbox to)
{
    char text[256];
    log_writer writer = {.data = text};
    put(&writer, "bounces+");
    put_with_equals(&writer, &m->w, to);
    put_byte(&writer, '@');
    put(&writer, m->w.domains[p->domain].name);
    return finish(m, &writer);
}

static const char *srs_sender(month *m, const person *p, mailbox from)
{
    char text[256];
    log_writer writer = {.data = text};
    const domain *d = &m->w.domains[from.domain];
    put(&writer, "SRS0=");
    put_letters(&writer, mix_bits(from.local), 4);
    put(&writer, "=7K=");
    put(&writer, d->name);
    put_byte(&writer, '=');
    size_t begin = writer.used;
    put_mailbox(&writer, m->w.domains, from);
    while (writer.used > begin && text[writer.used - 1] != '@')
        writer.used--;
    put(&writer, m->w.domains[p->domain].name);
    return finish(m, &writer);
}

static mailbox alias_of(month *m, const person *p)
{
    uint32_t n = random_below(&m->w.random, ALIASES);
    uint32_t local = p->number % 32 + 32 * (900 + n);
    return (mailbox){local, (p->domain + n % 3) % DOMAINS_OWN};
}

/* The sender a person's own mail has. */
static void from_person(message *l, const person *p)
{
    l->sender = person_mailbox(p);
    if (p->name != p->number)
        l->sender_text = p->login;
}

/* --- Forgeries --------------------------------------------------------------- */

/* A Message-ID that goes on like a delivery, or like a login. */
static void forge_message_id(month *m, message *l, const char *framed)
{
    bool as_login = random_chance(&m->w.random, 500);
    int length = snprintf(l->message_id, sizeof l->message_id, "%x@x>, %s%s", (unsigned)l->number,
                          as_login ? "sasl_username=" : "status=sent, from=<", framed);
    l->message_id_length = (uint8_t)(length < (int)sizeof l->message_id ? length : (int)sizeof l->message_id - 1);
}

/* --- Letters ----------------------------------------------------------------- */

static void write_outgoing(month *m, message *l, act *a, const person *p)
{
    from_person(l, p);
    switch (a->letter) {
    case LETTER_SELF:
        arrive_add_recipient(l, person_mailbox(p));
        break;
    case LETTER_COLLEAGUE:
        arrive_add_recipient(l, draw_colleague(m, p));
        break;
    case LETTER_LISTED:
        add_listed(m, l, a);
        break;
    case LETTER_VERP:
        add_listed(m, l, a);
        l->sender_text = verp_sender(m, p, l->recipients[0].to);
        break;
    case LETTER_ADMIN:
        arrive_add_recipient(l, (mailbox){1, DOMAIN_ORIGIN});
        break;
    case LETTER_ALIAS:
        l->sender = alias_of(m, p);
        l->sender_text = NULL;
        add_known(m, l, a, p);
        break;
    default:
        add_known(m, l, a, p);
        break;
    }
}

static void write_other(month *m, message *l, act *a, const person *p)
{
    world *w = &m->w;
    uint32_t local = random_skewed(&w->random, 5000);
    l->sender = a->domain >= DOMAIN_REMOTE ? (mailbox){local, a->domain} : any_foreign_mailbox(w);
    switch (a->letter) {
    case LETTER_SPAM:
        add_listed(m, l, a);
        break;
    case LETTER_HOSTED:
        add_hosted(m, l, a);
        break;
    case LETTER_FORWARDED:
        add_forwarded(l, p);
        break;
    case LETTER_SRS:
        l->sender_text = srs_sender(m, p, l->sender);
        add_forwarded(l, p);
        break;
    case LETTER_REDIRECTED: /* a new message: nothing tells whom the first was for */
        l->sender_text = srs_sender(m, p, l->sender);
        arrive_add_recipient(l, letter_listed(p->number, 0));
        break;
    default:
        arrive_add_recipient(l, any_own_mailbox(w));
        break;
    }
}

/* A local user writes as itself; one that the corpus does not have, with a sender of its choice. */
static void from_local_user(message *l, uint32_t uid)
{
    for (uint32_t i = 0; i < LOCAL_USERS; i++)
        if (local_users[i].uid == uid)
            l->sender = (mailbox){i, DOMAIN_ORIGIN};
}

static void write_to(month *m, message *l, act *a, bool is_own)
{
    const person *p = a->who != NOBODY ? &m->people[a->who] : NULL;
    if (is_own)
        write_outgoing(m, l, a, p);
    else if (a->letter == LETTER_ADMIN)
        arrive_add_recipient(l, (mailbox){1, DOMAIN_ORIGIN});
    else if (a->letter == LETTER_LISTED)
        add_listed(m, l, a);
    else
        write_other(m, l, a, p);
    if (a->kind == ACT_PICKUP)
        from_local_user(l, a->uid);
    if (a->sender != NULL)
        l->sender_text = a->sender;
}

message *letter_write(month *m, act *a, host *h, int64_t now)
{
    world *w = &m->w;
    bool is_own = a->letter <= LETTER_ADMIN && a->who != NOBODY, is_outgoing = is_own || a->letter == LETTER_SPAM;
    enum corpus_group group = a->kind == ACT_PICKUP ? GROUP_LOCAL : is_outgoing ? GROUP_SUBMISSION : GROUP_INBOUND;
    message *l = arrive_message(w, h, group, is_outgoing && a->who != NOBODY ? a->who : OWNER_NONE, now);
    write_to(m, l, a, is_own);
    if (a->size > 0 && l->size > a->size)
        l->size = a->size / 2 + l->size % (a->size / 2);
    l->refused = a->refused;
    l->uid = a->uid;
    l->leg = is_outgoing && (m->set.server & SERVER_FILTER) != 0 ? LEG_BEFORE_FILTER : LEG_ONLY;
    if (a->letter == LETTER_FORGED)
        forge_message_id(m, l, a->framed);
    else
        arrive_with_drawn_id(w, l);
    return l;
}
