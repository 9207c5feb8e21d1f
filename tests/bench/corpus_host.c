/* Tags and process IDs. Contract in corpus_host.h. */
#include "corpus_host.h"

#include "corpus_pool.h"

#include <stdlib.h>

#define MAX_USE   100u /* main.cf: max_use */
#define FIRST_PID 21340u
#define LAST_PID  4194303u

static const char *const tags[PROGRAM_COUNT] = {
    [PROGRAM_SMTPD] = "postfix/smtpd",
    [PROGRAM_SUBMISSION] = "postfix/submission/smtpd",
    [PROGRAM_SMTPS] = "postfix/smtps/smtpd",
    [PROGRAM_CLEANUP] = "postfix/cleanup",
    [PROGRAM_SMTP] = "postfix/smtp",
    [PROGRAM_LMTP] = "postfix/lmtp",
    [PROGRAM_LOCAL] = "postfix/local",
    [PROGRAM_VIRTUAL] = "postfix/virtual",
    [PROGRAM_BOUNCE] = "postfix/bounce",
    [PROGRAM_DNSBLOG] = "postfix/dnsblog",
    [PROGRAM_TLSPROXY] = "postfix/tlsproxy",
    [PROGRAM_AMAVIS] = "amavis",
    [PROGRAM_QMGR] = "postfix/qmgr",
    [PROGRAM_PICKUP] = "postfix/pickup",
    [PROGRAM_POSTSCREEN] = "postfix/postscreen",
    [PROGRAM_ANVIL] = "postfix/anvil",
    [PROGRAM_SCACHE] = "postfix/scache",
    [PROGRAM_MASTER] = "postfix/master",
    [PROGRAM_OPENDKIM] = "opendkim",
    [PROGRAM_POSTSUPER] = "postfix/postsuper",
    [PROGRAM_SCRIPT] = "postfix/postfix-script",
    [PROGRAM_SSHD] = "sshd",
    [PROGRAM_CRON] = "CRON",
    [PROGRAM_SYSTEMD] = "systemd",
    [PROGRAM_DOVECOT] = "dovecot",
};

static uint32_t new_pid(host *h, uint32_t step)
{
    h->last_pid += 1 + step;
    if (h->last_pid > LAST_PID)
        h->last_pid = FIRST_PID;
    return h->last_pid;
}

void host_open(host *h, uint32_t number, enum id_style ids)
{
    *h = (host){.last_pid = FIRST_PID};
    snprintf(h->name, sizeof h->name, "mx%u", (unsigned)number + 1);
    ids_open(&h->ids, ids);
    for (int i = 0; i < PROGRAM_COUNT; i++)
        h->head_lengths[i] = (uint8_t)snprintf(h->heads[i], sizeof h->heads[i], "%s %s", h->name, tags[i]);
    for (int i = PROGRAM_QMGR; i <= PROGRAM_OPENDKIM; i++)
        h->pids[i] = 1180 + number * 40 + (uint32_t)(i - PROGRAM_QMGR);
    h->pids[PROGRAM_SYSTEMD] = 1;
}

void host_close(host *h)
{
    ids_close(&h->ids);
    for (int i = 0; i < PROGRAM_COUNT; i++)
        free(h->pools[i].idle);
}

process host_take(host *h, enum program program, random_source *random)
{
    process_pool *from = &h->pools[program];
    if (from->count > 0)
        return from->idle[--from->count];
    return (process){new_pid(h, random_below(random, 7)), 0};
}

void host_give_back(host *h, enum program program, process p)
{
    process_pool *to = &h->pools[program];
    if (++p.uses == MAX_USE)
        return;
    to->idle = must_grow(to->idle, sizeof *to->idle, to->count, &to->capacity);
    to->idle[to->count++] = p;
}

uint32_t host_pid(host *h, enum program program, random_source *random)
{
    if (program >= PROGRAM_SYSTEMD || (program >= PROGRAM_QMGR && program <= PROGRAM_OPENDKIM))
        return h->pids[program];
    if (program >= PROGRAM_POSTSUPER)
        return new_pid(h, random_below(random, 7));
    process p = host_take(h, program, random);
    host_give_back(h, program, p);
    return p.pid;
}

void host_line(const host *h, log_writer *log, int64_t now, enum program program, uint32_t pid)
{
    log_stamp(log, now);
    put_bytes(log, h->heads[program], h->head_lengths[program]);
    if (pid > 0) {
        put_byte(log, '[');
        put_number(log, pid);
        put_byte(log, ']');
    }
    put(log, ": ");
}
