/* Doing what is planned. Contract in act.h. */
#include "act.h"

#include "attack.h"
#include "corpus_others.h"
#include "day.h"
#include "letter.h"
#include "visit.h"

void act_add(month *m, int64_t time, const act *a)
{
    if (time < m->set.start)
        return;
    uint32_t number = pool_take(&m->acts);
    *act_at(m, number) = *a;
    agenda_add(&m->w.agenda, time, ACTOR_PLAN, number);
}

/* The container proxy stands before Dovecot too. */
static void read_mail(month *m, const act *a, int64_t now)
{
    world *w = &m->w;
    bool is_masked = m->profile.masked > 0 && random_chance(&w->random, m->profile.masked);
    if (a->attack != NO_ATTACK && attack_is_masked(m, a->attack))
        is_masked = true;
    mailbox_login l = {.protocol = a->who % 10 == 3 ? "pop3" : "imap", .name = a->name};
    l.addr = is_masked ? w->mask : address_number(&w->addresses, a->from.ip);
    l.pid = 30000 + random_below(&w->random, 900000);
    l.session = random_next(&w->random);
    dovecot_login(w, world_any_host(w), &l, now);
    attack_came(m, a, now);
}

static void pick_up(month *m, act *a, int64_t now)
{
    world *w = &m->w;
    message *l = letter_write(m, a, world_any_host(w), now);
    attack_sent(m, a, l->recipient_count, now);
    message_next(w, l, MESSAGE_PICKUP, now);
}

void act_step(world *w, uint32_t number, int64_t now)
{
    month *m = month_of(w);
    act *a = act_at(m, number);
    switch (a->kind) {
    case ACT_DAY:
        day_plan(m, a->who, now);
        agenda_add(&w->agenda, now + DAY, ACTOR_PLAN, number);
        break;
    case ACT_VISIT:
        visit_begin(m, number, now);
        break;
    case ACT_READ:
        read_mail(m, a, now);
        break;
    case ACT_PICKUP:
        pick_up(m, a, now);
        break;
    case ACT_MUTE:
    case ACT_UNMUTE:
        w->log.muted = a->kind == ACT_MUTE;
        break;
    }
}
