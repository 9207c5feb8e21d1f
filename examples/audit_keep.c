/*
 * How far back the details of a state go. Contract in audit_reading.h.
 *
 * A state that is loaded and saved every night gathers hours, accesses and failures of
 * each day. Compacted, it has sums of them, and what is usual for an account; a line
 * from before can then no longer be counted.
 */
#include "audit_reading.h"
#include "audit_report.h"
#include <inttypes.h>
#include <time.h>

#define SECONDS INT64_C(1000000)
#define DAYS    (86400 * SECONDS)

int32_t keep_merge(pfl_aggregator *state, pfl_aggregator *from)
{
    int64_t one = pfl_aggregator_compacted(state), other = pfl_aggregator_compacted(from);
    int32_t status = PFL_OK;
    if (one != other)
        status = one < other ? pfl_aggregator_compact(state, other) : pfl_aggregator_compact(from, one);
    return status == PFL_OK ? pfl_aggregator_merge(state, from) : status;
}

/* The time of the last line; a clock that ran ahead must not make all that comes too old. */
static int32_t last_time(pfl_aggregator *state, int64_t *last)
{
    const pfl_rows_options one_row = {.size = sizeof one_row, .table = PFL_TABLE_TOTALS};
    pfl_view *view = NULL;
    pfl_rows *rows = NULL;
    pfl_totals_row totals = {.last = PFL_TIME_INVALID};
    size_t count;
    int32_t status = pfl_view_create(&view, state);
    if (status == PFL_OK)
        status = pfl_rows_create(&rows, view, &one_row);
    if (status == PFL_OK)
        status = pfl_rows_next(rows, &totals, sizeof totals, 1, &count);
    pfl_rows_destroy(rows);
    pfl_view_destroy(view);
    int64_t now = (int64_t)time(NULL) * SECONDS;
    *last = totals.last < now ? totals.last : now;
    return status < 0 ? status : PFL_OK;
}

int32_t keep_days(pfl_aggregator *state, uint64_t days)
{
    int64_t last;
    int32_t status = last_time(state, &last);
    if (status != PFL_OK || last == PFL_TIME_INVALID)
        return status;
    return pfl_aggregator_compact(state, last - (int64_t)days * DAYS);
}

void keep_tell_passed(reading *r, const run_log *log)
{
    char from[TIME_TEXT];
    if (log->passed == 0)
        return;
    message(log->file != NULL ? log->file->name : NULL,
            "lines from before %s, of which the state keeps only sums, are not counted: %" PRIuFAST64,
            report_time(r->kept_from, true, from), log->passed);
    r->failed = true;
}
