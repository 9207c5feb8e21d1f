#include "events_output.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t steady_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

void stats_begin(event_stats *stats)
{
    *stats = (event_stats){.begun = steady_now()};
    size_t size = (UINT16_MAX + 1) * sizeof *stats->kinds;
    stats->kinds = must_resize(NULL, size);
    memset(stats->kinds, 0, size);
}

static void add_bytes(event_stats *stats, uint64_t bytes)
{
    if (stats->open != 0) {
        stats->bytes += bytes;
        stats->kinds[stats->open][1] += bytes;
    }
}

/*
 * The bytes of a line reach to the start of the next one. Those of the last line
 * of a batch may go on in the next batch, when it is longer than a line can be.
 */
void stats_add(event_stats *stats, const input_batch *batch, const event_filter *filter)
{
    uint64_t place = batch->start;
    if (batch->restarted)
        stats->open = 0;
    for (size_t i = 0; i < batch->count; i++) {
        const pfl_event *event = &batch->events[i];
        add_bytes(stats, event->offset - place);
        place = event->offset;
        stats->open = filter_wants(filter, event, input_text(batch, event)) ? event->kind : 0;
        if (stats->open != 0) {
            stats->lines++;
            stats->kinds[event->kind][0]++;
            stats->field_bytes += pfl_event_field_bytes(event);
        }
    }
    add_bytes(stats, batch->end - place);
    stats->bytes_read += batch->end - batch->start;
}

static const char *name_of(size_t code)
{
    const pfl_kind *kind = pfl_kind_info((uint16_t)code);
    return kind != NULL ? kind->name : "unknown";
}

static void print_ndjson(const event_stats *stats, output *out, double seconds)
{
    const char *comma = "";
    output_format(out, "{\"lines\":%" PRIu64 ",\"bytes\":%" PRIu64 ",\"kinds\":{", stats->lines, stats->bytes);
    for (size_t code = 0; code <= UINT16_MAX; code++)
        if (stats->kinds[code][0] > 0) {
            output_format(out, "%s\"%s\":%" PRIu64, comma, name_of(code), stats->kinds[code][0]);
            comma = ",";
        }
    output_format(out, "},\"field_bytes\":%" PRIu64 ",\"seconds\":%.6f}\n", stats->field_bytes, seconds);
}

static void print_csv(const event_stats *stats, output *out)
{
    output_string(out, "kind,lines,bytes\n");
    for (size_t code = 0; code <= UINT16_MAX; code++)
        if (stats->kinds[code][0] > 0)
            output_format(out, "%s,%" PRIu64 ",%" PRIu64 "\n", name_of(code), stats->kinds[code][0],
                          stats->kinds[code][1]);
}

static double share(uint64_t part, uint64_t whole)
{
    return whole > 0 ? 100 * (double)part / (double)whole : 0;
}

static void print_row(const event_stats *stats, output *out, const char *name, uint64_t lines, uint64_t bytes)
{
    output_format(out, "%-16s %12" PRIu64 " %15" PRIu64 " %7.2f %%\n", name, lines, bytes, share(lines, stats->lines));
}

/* The busiest kinds first; the same count in the order of their codes. */
static int compare_rows(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right; /* lines, code */
    if (a[0] != b[0])
        return a[0] > b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : 1;
}

static void print_table(const event_stats *stats, output *out, double seconds)
{
    uint64_t(*rows)[2] = must_resize(NULL, (UINT16_MAX + 1) * sizeof *rows);
    size_t count = 0;
    for (size_t code = 0; code <= UINT16_MAX; code++)
        if (stats->kinds[code][0] > 0) {
            rows[count][0] = stats->kinds[code][0];
            rows[count++][1] = code;
        }
    qsort(rows, count, sizeof *rows, compare_rows);
    output_format(out, "%-16s %12s %15s %9s\n", "kind", "lines", "bytes", "lines");
    for (size_t i = 0; i < count; i++)
        print_row(stats, out, name_of((size_t)rows[i][1]), rows[i][0], stats->kinds[rows[i][1]][1]);
    free(rows);
    print_row(stats, out, "total", stats->lines, stats->bytes);
    output_format(out, "\nnot understood: other %.2f %%, foreign %.2f %%, malformed %.2f %%\n",
                  share(stats->kinds[PFL_KIND_OTHER][0], stats->lines),
                  share(stats->kinds[PFL_KIND_FOREIGN][0], stats->lines),
                  share(stats->kinds[PFL_KIND_MALFORMED][0], stats->lines));
    output_format(out, "text fields: %" PRIu64 " bytes, %.1f %% of the lines' bytes\n", stats->field_bytes,
                  share(stats->field_bytes, stats->bytes));
    output_format(out, "read: %" PRIu64 " bytes in %.3f s, %.0f MB/s\n", stats->bytes_read, seconds,
                  seconds > 0 ? (double)stats->bytes_read / seconds / 1e6 : 0);
}

void stats_print(const event_stats *stats, output *out, event_format format)
{
    double seconds = (double)(steady_now() - stats->begun) / 1e6;
    switch (format) {
    case FORMAT_NDJSON:
        print_ndjson(stats, out, seconds);
        break;
    case FORMAT_CSV:
        print_csv(stats, out);
        break;
    case FORMAT_TEXT:
        print_table(stats, out, seconds);
        break;
    }
}

void stats_end(event_stats *stats)
{
    free(stats->kinds);
}
