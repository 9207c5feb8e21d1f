/* The servers, their programs, and the processes of each as master(8) keeps them. */
#ifndef CORPUS_HOST_H
#define CORPUS_HOST_H

#include "corpus_log.h"
#include "corpus_queue_id.h"

enum program {
    PROGRAM_SMTPD,
    PROGRAM_SUBMISSION,
    PROGRAM_SMTPS,
    PROGRAM_CLEANUP,
    PROGRAM_SMTP,
    PROGRAM_LMTP,
    PROGRAM_LOCAL,
    PROGRAM_VIRTUAL,
    PROGRAM_BOUNCE,
    PROGRAM_DNSBLOG,
    PROGRAM_TLSPROXY,
    PROGRAM_AMAVIS,
    /* One process of each, always the same. */
    PROGRAM_QMGR,
    PROGRAM_PICKUP,
    PROGRAM_POSTSCREEN,
    PROGRAM_ANVIL,
    PROGRAM_SCACHE,
    PROGRAM_MASTER,
    PROGRAM_OPENDKIM,
    /* A new process every time. */
    PROGRAM_POSTSUPER,
    PROGRAM_SCRIPT,
    PROGRAM_SSHD,
    PROGRAM_CRON,
    /* Without a process ID in the log, or with that of init. */
    PROGRAM_SYSTEMD,
    PROGRAM_DOVECOT,
    PROGRAM_COUNT
};

typedef struct process {
    uint32_t pid, uses;
} process;

typedef struct process_pool {
    process *idle;
    uint32_t count, capacity;
} process_pool;

typedef struct host {
    char name[16];
    id_source ids;
    uint32_t last_pid;
    uint32_t pids[PROGRAM_COUNT]; /* of programs that have one process */
    process_pool pools[PROGRAM_COUNT];
    uint8_t head_lengths[PROGRAM_COUNT];
    char heads[PROGRAM_COUNT][48]; /* mx1 postfix/smtpd */
} host;

void host_open(host *h, uint32_t number, enum id_style ids);
void host_close(host *h);

/* A process for a while, and for one line. */
process host_take(host *h, enum program program, random_source *random);
void host_give_back(host *h, enum program program, process p);
uint32_t host_pid(host *h, enum program program, random_source *random);

/* Starts a line: stamp, host, program, PID. */
void host_line(const host *h, log_writer *log, int64_t now, enum program program, uint32_t pid);

#endif
