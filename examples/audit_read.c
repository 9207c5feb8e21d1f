/*
 * All files of a run, in several threads. Contract in audit_reading.h.
 *
 * Each thread takes one part after the other: a compressed file, standard input, or
 * a piece of a plain file. The first thread counts into the state of the run, each
 * other one into its own; then these are added up. The states of any parts add up to
 * the same figures, so the report does not depend on who read what.
 */
#include "audit_reading.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct work {
    reading *r;
    pthread_mutex_t lock;      /* of the place, and of what follows */
    size_t log, part;          /* to be read next */
    atomic_uint_fast64_t done; /* bytes, as files lie there */
    atomic_bool failed;
} work;

typedef struct worker {
    work *work;
    pfl_aggregator *state;
    pthread_t thread;
    bool first; /* it is the program's own thread, and shows how far all are */
} worker;

/* The next part; of what is no plain file, all parts at once. */
static bool take_part(work *w, run_log **log, log_part **part)
{
    bool found = false;
    pthread_mutex_lock(&w->lock);
    while (!found && w->log < w->r->log_count) {
        *log = &w->r->logs[w->log];
        bool is_over = (*log)->refused || (*log)->waits || w->part == (*log)->part_count;
        if (!is_over) {
            *part = &(*log)->parts[w->part++];
            bool plain = input_is_plain((*log)->file);
            found = !plain || !(*part)->known;
            is_over = !plain;
        }
        if (is_over) {
            w->log++;
            w->part = 0;
        }
    }
    pthread_mutex_unlock(&w->lock);
    return found;
}

/* The number of a stream whose first line was not there when it was opened. */
static void name_stream(const reading *r, run_log *log, const input_batch *batch)
{
    if (log->part_count > 0 || batch->count == 0)
        return;
    log->stream = input_stream(batch);
    log_plan(log, r, 1);
}

static void read_part(worker *self, run_log *log, log_part *part)
{
    reading *r = self->work->r;
    bool plain = input_is_plain(log->file);
    uint64_t start = plain ? part->start : 0, end = plain ? part->end : UINT64_MAX, told = 0;
    input_reader *reader = input_reader_open(r->in, log->file, start, end);
    counter c = {
        .state = self->state, .kept_from = r->kept_from, .log = log, .host = r->wishes->given.input.host, .part = part};
    input_batch batch;
    while (!log->refused && input_reader_next(reader, &batch)) {
        if (plain) {
            counter_add(&c, &batch, batch.events, batch.count);
        } else {
            name_stream(r, log, &batch);
            c.part = c.part == NULL ? log->parts : c.part;
            counter_add_stream(&c, &batch);
        }
        uint64_t place = input_reader_place(reader) - start;
        uint64_t done = atomic_fetch_add(&self->work->done, place - told) + place - told;
        told = place;
        if (self->first)
            input_progress(r->in, log->file, done);
    }
    if (!plain && !log->refused)
        counter_end_stream(&c);
    if (input_reader_close(reader) != 0)
        atomic_store(&self->work->failed, true);
}

static void *run(void *argument)
{
    worker *self = argument;
    run_log *log;
    log_part *part;
    while (take_part(self->work, &log, &part))
        read_part(self, log, part);
    return NULL;
}

static size_t count_tasks(const reading *r)
{
    size_t tasks = 0;
    for (size_t i = 0; i < r->log_count; i++) {
        const run_log *log = &r->logs[i];
        for (size_t k = 0; k < log->part_count && !log->refused && !log->waits; k++)
            tasks += input_is_plain(log->file) ? !log->parts[k].known : k == 0;
    }
    return tasks;
}

static void merge(reading *r, worker *other)
{
    int32_t status = pfl_aggregator_merge(r->state, other->state);
    pfl_aggregator_destroy(other->state);
    if (status == PFL_OK)
        return;
    message(NULL, "what a thread has read cannot be added: %s", pfl_strerror(status));
    r->failed = true;
}

static void work_on(work *w, size_t count)
{
    worker *workers = must_resize(NULL, count * sizeof *workers);
    size_t started = 1;
    workers[0] = (worker){.work = w, .state = w->r->state, .first = true};
    for (; started < count; started++) {
        worker *other = &workers[started];
        *other = (worker){.work = w};
        if (pfl_aggregator_create(&other->state, &w->r->options) != PFL_OK)
            break;
        if (pthread_create(&other->thread, NULL, run, other) != 0) {
            pfl_aggregator_destroy(other->state);
            break; /* fewer do it too */
        }
    }
    run(&workers[0]);
    for (size_t i = 1; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        merge(w->r, &workers[i]);
    }
    free(workers);
}

/*
 * Whether a log before this one is the same stream: a copy, or the compressed one
 * beside the plain one. A pipe that has said nothing yet may be it, too.
 */
static bool must_wait(const reading *r, size_t log)
{
    if (r->logs[log].stream == 0)
        return !input_is_plain(r->logs[log].file);
    for (size_t i = 0; i < log; i++)
        if (r->logs[i].stream == r->logs[log].stream)
            return true;
    return false;
}

static void plan(reading *r)
{
    r->log_count = input_file_count(r->in);
    r->logs = must_resize(NULL, r->log_count * sizeof *r->logs);
    for (size_t i = 0; i < r->log_count; i++) {
        r->logs[i] = (run_log){.file = input_file_at(r->in, i), .stream = input_file_at(r->in, i)->stream};
        r->logs[i].waits = must_wait(r, i);
        if (!r->logs[i].waits)
            log_plan(&r->logs[i], r, r->wishes->jobs);
    }
}

/* After all others: mostly nothing of it is new. */
static void read_waiting(worker *self, run_log *log)
{
    bool plain = input_is_plain(log->file);
    if (log->stream == 0) {
        read_part(self, log, NULL);
        return;
    }
    log_plan(log, self->work->r, 1);
    for (size_t k = 0; k < log->part_count && !log->refused && (plain || k == 0); k++)
        if (!plain || !log->parts[k].known)
            read_part(self, log, &log->parts[k]);
}

void reading_files(reading *r)
{
    work w = {.r = r, .lock = PTHREAD_MUTEX_INITIALIZER};
    worker self = {.work = &w, .state = r->state, .first = true};
    plan(r);
    size_t tasks = count_tasks(r);
    work_on(&w, tasks < r->wishes->jobs ? tasks + (tasks == 0) : r->wishes->jobs);
    for (size_t i = 0; i < r->log_count; i++) {
        if (r->logs[i].waits)
            read_waiting(&self, &r->logs[i]);
        r->failed |= r->logs[i].refused;
        keep_tell_passed(r, &r->logs[i]);
    }
    r->failed |= atomic_load(&w.failed);
    message_progress(NULL);
}
