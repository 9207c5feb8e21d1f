/*
 * The mail service and who runs it: releases that were started, and an administrator's
 * deeds, day by day of each host.
 */
#include "lib/aggregate/counted.h"

/* A deed on its day; NULL when the line has no time, or there is no memory. */
static struct deed *deed_now(const struct counted *in, enum operation operation)
{
    struct host_day *d =
        in->time == PFL_TIME_INVALID ? NULL : pfl_coverage_day(&in->state->coverage, in->host, day_of(in->time));
    if (d == NULL)
        return NULL;
    struct deed *deed = &d->deeds[operation];
    widen(in, &deed->first, &deed->last);
    return deed;
}

static void count_told(const struct counted *in, enum operation operation)
{
    struct deed *deed = deed_now(in, operation);
    if (deed != NULL)
        deed->told = sum_32(deed->told, in->times);
}

static void count_summed(const struct counted *in, enum operation operation, uint32_t count)
{
    struct deed *deed = count == 0 ? NULL : deed_now(in, operation);
    if (deed != NULL)
        deed->summed = sum_32(deed->summed, count);
}

/*
 * master(8) tells of a start, a reload and a stop, whoever asked for it; what postfix-script
 * says of the same is not counted once more.
 */
void pfl_count_lifecycle(const struct counted *in)
{
    const pfl_lifecycle *l = &in->event->lifecycle;
    if ((in->event->present & PFL_HAS_LIFECYCLE_SIGNAL) != 0)
        count_told(in, OPERATION_STOP);
    if ((in->event->present & PFL_HAS_LIFECYCLE_VERSION) == 0)
        return;
    count_told(in, counted_is(in, l->action, "reload") ? OPERATION_RELOAD : OPERATION_START);
    struct release *r = pfl_coverage_release(&in->state->coverage, counted_text(in, l->version));
    if (r == NULL)
        return;
    r->starts += counted_is(in, l->action, "daemon started") ? in->times : 0;
    widen(in, &r->first, &r->last);
}

/* postsuper(1): a line for each message, and a sum at the end. */
void pfl_count_deed(const struct counted *in)
{
    static const struct {
        const char *message, *sum;
        enum operation operation;
    } deeds[] = {
        {"removed", "Deleted", OPERATION_DELETE},
        {"placed on hold", "Placed on hold", OPERATION_HOLD},
        {"requeued", "Requeued", OPERATION_REQUEUE},
        {"released from hold", "Released from hold", OPERATION_RELEASE},
    };
    const pfl_queue_admin *q = &in->event->queue_admin;
    bool is_sum = (in->event->present & PFL_HAS_QUEUE_ADMIN_COUNT) != 0;
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (!counted_is(in, q->action, is_sum ? deeds[i].sum : deeds[i].message))
            continue;
        if (is_sum)
            count_summed(in, deeds[i].operation, q->count);
        else
            count_told(in, deeds[i].operation);
    }
}
