/* Lines in, messages out. Contract in trace.h. */
#include "trace_parts.h"
#include <stdlib.h>
#include <string.h>

trace *trace_open(const query *q, bool at_once, trace_found *found, void *context)
{
    trace *t = must_resize(NULL, sizeof *t);
    *t = (trace){.query = q, .at_once = at_once, .found = found, .context = context};
    return t;
}

const char *trace_file(const trace *t, uint32_t file)
{
    return t->files[file];
}

const char *leg_host(const leg *l, size_t *length)
{
    *length = l->host->entry.length;
    return l->host->name;
}

/* --- Legs come and go -------------------------------------------------------- */

leg *trace_add(trace *t, const char *name, size_t length, host *h)
{
    leg *last = (leg *)index_find(&t->legs, name, length), *l = leg_make(name, length, h);
    l->older = t->newest;
    if (t->newest != NULL)
        t->newest->newer = l;
    t->newest = l;
    l->open = 1;
    if (last != NULL)
        trace_replace(t, last);
    index_put(&t->legs, &l->entry);
    clock_touch(l);
    return l;
}

/* Forgets all legs of a message. */
static void forget(trace *t, leg *l)
{
    while (l->child != NULL) {
        leg *child = l->child;
        l->child = child->sibling;
        forget(t, child);
    }
    clock_forget(l);
    index_remove(&t->legs, &l->entry);
    if (l->older != NULL)
        l->older->newer = l->newer;
    *(l->newer != NULL ? &l->newer->older : &t->newest) = l->older;
    leg_free(l);
}

/* Whether a message is asked for. Who handed it in is the word of its first leg. */
static bool is_found(const trace *t, const leg *root)
{
    uint8_t met = (uint8_t)((root->met & WISHES_OF_ORIGIN) | (root->met_all & ~WISHES_OF_ORIGIN));
    return (met & t->query->bits) == t->query->bits && (root->facts & IS_PRELUDE) == 0;
}

/* Nothing more is expected of any leg of a message. */
static void finish(trace *t, leg *root)
{
    bool found = is_found(t, root);
    if (found && !t->at_once)
        return; /* until the end, for the order */
    if (found)
        t->found(t->context, t, root);
    forget(t, root);
}

/* Nothing more is expected of a leg. */
static void settle(trace *t, leg *l)
{
    leg *root = leg_root(l);
    clock_forget(l);
    if (--root->open == 0)
        finish(t, root);
}

static void settle_if_complete(trace *t, leg *l)
{
    if (l->waiting && join_is_complete(l))
        settle(t, l);
}

void trace_replace(trace *t, leg *l)
{
    index_remove(&t->legs, &l->entry);
    l->facts |= IS_REPLACED;
    settle_if_complete(t, l);
}

static void settle_overdue(trace *t, const host *h)
{
    for (leg *l; (l = clock_overdue(h)) != NULL;)
        settle(t, l);
}

/* --- Lines ------------------------------------------------------------------- */

/* A line of a leg has come, even if nothing more was expected of it. */
static void touch(leg *l)
{
    if (!l->waiting)
        leg_root(l)->open++;
    clock_touch(l);
}

static void take_line(trace *t, const log_line *in)
{
    host *h = clock_host(t, in->event, in->text);
    leg *l = queue_leg(t, h, in);
    if (l != NULL) {
        leg_take(l, in);
        touch(l);
        l->met |= query_met(t->query, (uint8_t)~l->met, in->event, in->text);
        leg_root(l)->met_all |= l->met;
        leg *joined = join_line(t, l, in);
        /* The leg of the line waits until here, so that it and its message are still there. */
        if (joined != NULL)
            settle_if_complete(t, joined);
        settle_if_complete(t, l);
    }
    settle_overdue(t, h);
}

static uint32_t number_of_file(trace *t, const input_batch *batch)
{
    if (batch->restarted || t->file_count == 0) {
        t->files = must_resize(t->files, (t->file_count + 1) * sizeof *t->files);
        t->files[t->file_count++] = batch->file->name;
    }
    return t->file_count - 1;
}

void trace_batch(trace *t, const input_batch *batch)
{
    log_line in = {.file = number_of_file(t, batch)};
    for (size_t i = 0; i < batch->count; i++) {
        in.event = &batch->events[i];
        in.text = input_text(batch, in.event);
        take_line(t, &in);
    }
}

void trace_wait(trace *t, int64_t microseconds)
{
    for (host *h = t->newest_host; h != NULL; h = h->older) {
        clock_pass(h, microseconds);
        settle_overdue(t, h);
    }
}

/* --- The end ----------------------------------------------------------------- */

/* Messages go by the time of their first lines, then as they stand in the log; those without a time come last. */
static int compare(const void *left, const void *right)
{
    const leg *a = *(leg *const *)left, *b = *(leg *const *)right;
    bool a_timed = a->first != PFL_TIME_INVALID, b_timed = b->first != PFL_TIME_INVALID;
    if (a_timed != b_timed)
        return a_timed ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return leg_compare(a, b);
}

void trace_end(trace *t)
{
    leg **list = NULL;
    size_t count = 0, capacity = 0;
    for (leg *l = t->newest; l != NULL; l = l->older) {
        if (l->parent != NULL || !is_found(t, l))
            continue;
        if (count == capacity) {
            capacity = capacity > 0 ? 2 * capacity : 64;
            list = must_resize(list, capacity * sizeof *list);
        }
        list[count++] = l;
    }
    if (count > 0)
        qsort(list, count, sizeof *list, compare);
    for (size_t i = 0; i < count; i++)
        t->found(t->context, t, list[i]);
    free(list);
}

void trace_close(trace *t)
{
    for (leg *older; t->newest != NULL; t->newest = older) {
        older = t->newest->older;
        leg_free(t->newest);
    }
    for (host *older; t->newest_host != NULL; t->newest_host = older) {
        older = t->newest_host->older;
        free(t->newest_host);
    }
    index_free(&t->legs);
    index_free(&t->hosts);
    free(t->files);
    free(t);
}
