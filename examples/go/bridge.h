/*
 * What Go may not hand to C as it is: structs with pointers to Go's memory. They are
 * put together here, on C's stack, so that no such pointer outlives a call. Bytes come
 * as char: of a void pointer cgo looks at all that lies around it.
 */
#ifndef POSTFIXLOG_GO_BRIDGE_H
#define POSTFIXLOG_GO_BRIDGE_H

#include <postfixlog/postfixlog.h>

#include <stdlib.h>
#include <string.h>

static inline int32_t bridge_parser_create(pfl_parser **parser, uint32_t max_line, int64_t reference,
                                           const pfl_zone *zones, uint32_t zone_count)
{
    const pfl_parser_options options = {.size = sizeof options,
                                        .max_line = max_line,
                                        .reference_time = reference,
                                        .zones = zones,
                                        .zone_count = zone_count};
    return pfl_parser_create(parser, &options);
}

/* What a call of the parser made. */
typedef struct bridge_batch {
    size_t count;
    size_t consumed;
    const char *owned;     /* text that lies in the parser's buffer: of events with PFL_FLAG_TEXT_OWNED */
    uint64_t owned_offset; /* text_offset of its first byte */
    size_t owned_length;
} bridge_batch;

/* Finds the text in the parser's buffer, so that Go copies it once a batch. */
static inline void bridge_find_owned(const pfl_parser *parser, const void *data, const pfl_event *events,
                                     bridge_batch *batch)
{
    uint64_t start = UINT64_MAX, end = 0;
    for (size_t i = 0; i < batch->count; i++) {
        const pfl_event *event = &events[i];
        if ((event->flags & PFL_FLAG_TEXT_OWNED) == 0)
            continue;
        if (event->text_offset < start) {
            start = event->text_offset;
            batch->owned = pfl_event_text(parser, data, event);
        }
        if (event->text_offset + event->text_length > end)
            end = event->text_offset + event->text_length;
    }
    batch->owned_offset = start;
    batch->owned_length = end > start ? (size_t)(end - start) : 0;
}

static inline int32_t bridge_parse(pfl_parser *parser, const char *data, size_t length, uint32_t flags,
                                   pfl_event *events, size_t capacity, bridge_batch *batch)
{
    *batch = (bridge_batch){0};
    int32_t status =
        pfl_parse(parser, data, length, flags, events, sizeof *events, capacity, &batch->count, &batch->consumed);
    bridge_find_owned(parser, data, events, batch);
    return status;
}

static inline int32_t bridge_parse_line(pfl_parser *parser, const char *line, size_t length, pfl_event *event,
                                        bridge_batch *batch)
{
    *batch = (bridge_batch){0};
    int32_t status = pfl_parse_line(parser, line, length, event, sizeof *event);
    batch->count = status == PFL_OK;
    batch->consumed = length;
    bridge_find_owned(parser, line, event, batch);
    return status;
}

static inline int32_t bridge_parse_message(pfl_parser *parser, uint32_t pid, int64_t time, const char *host,
                                           size_t host_length, const char *program, size_t program_length,
                                           const char *text, size_t text_length, pfl_event *event, bridge_batch *batch)
{
    const pfl_message message = {.size = sizeof message,
                                 .pid = pid,
                                 .time = time,
                                 .host = host,
                                 .host_length = host_length,
                                 .program = program,
                                 .program_length = program_length,
                                 .message = text,
                                 .message_length = text_length};
    *batch = (bridge_batch){0};
    int32_t status = pfl_parse_message(parser, &message, event, sizeof *event);
    batch->count = status == PFL_OK;
    bridge_find_owned(parser, NULL, event, batch);
    return status;
}

static inline pfl_aggregator_options bridge_aggregator_options(const pfl_network *own, uint32_t own_count,
                                                               uint64_t max_memory)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .own_count = own_count, .own = own, .max_memory = max_memory};
    return options;
}

static inline int32_t bridge_aggregator_create(pfl_aggregator **state, const pfl_network *own, uint32_t own_count,
                                               uint64_t max_memory)
{
    const pfl_aggregator_options options = bridge_aggregator_options(own, own_count, max_memory);
    return pfl_aggregator_create(state, &options);
}

static inline int32_t bridge_aggregator_load(pfl_aggregator **state, const pfl_network *own, uint32_t own_count,
                                             uint64_t max_memory, const char *data, size_t length)
{
    const pfl_aggregator_options options = bridge_aggregator_options(own, own_count, max_memory);
    return pfl_aggregator_load(state, &options, data, length);
}

static inline int32_t bridge_aggregator_begin(pfl_aggregator *state, uint64_t id, uint64_t offset, const char *name,
                                              size_t name_length, const char *host, size_t host_length)
{
    const pfl_stream stream = {.size = sizeof stream,
                               .id = id,
                               .offset = offset,
                               .name = name,
                               .name_length = name_length,
                               .host = host,
                               .host_length = host_length};
    return pfl_aggregator_begin(state, &stream);
}

static inline int32_t bridge_aggregator_add(pfl_aggregator *state, const pfl_parser *parser, const char *data,
                                            const pfl_event *events, size_t count)
{
    return pfl_aggregator_add(state, parser, data, events, sizeof *events, count);
}

static inline uint64_t bridge_stream_id(const char *first_line, size_t length)
{
    return pfl_stream_id(first_line, length);
}

/* names are ended by a 0 each: those of monitors, then those of bulk senders. */
static inline int32_t bridge_audit_create(pfl_audit **audit, const pfl_view *view, const pfl_network *trusted,
                                          size_t trusted_count, const pfl_network *proxies, size_t proxy_count,
                                          const pfl_network *monitors, size_t monitor_count, const char *names,
                                          size_t monitor_names, size_t bulk_names, const pfl_limit_setting *limits,
                                          size_t limit_count)
{
    const char **list = calloc(monitor_names + bulk_names + 1, sizeof *list);
    if (list == NULL)
        return PFL_ERR_MEMORY;
    for (size_t i = 0; i < monitor_names + bulk_names; i++, names += strlen(names) + 1)
        list[i] = names;
    const pfl_audit_options options = {.size = sizeof options,
                                       .trusted = trusted,
                                       .trusted_count = trusted_count,
                                       .proxies = proxies,
                                       .proxy_count = proxy_count,
                                       .monitors = list,
                                       .monitor_count = monitor_names,
                                       .monitor_networks = monitors,
                                       .monitor_network_count = monitor_count,
                                       .bulk = list + monitor_names,
                                       .bulk_count = bulk_names,
                                       .limits = limits,
                                       .limit_count = limit_count};
    int32_t status = pfl_audit_create(audit, view, &options);
    free(list);
    return status;
}

/* The rows of an audit, or of a view when there is none. */
static inline int32_t bridge_rows_create(pfl_rows **rows, const pfl_view *view, const pfl_audit *audit, uint16_t table,
                                         uint16_t order, uint32_t descending, uint64_t limit, const char *key,
                                         size_t key_length)
{
    const pfl_rows_options options = {.size = sizeof options,
                                      .table = table,
                                      .order = order,
                                      .descending = descending,
                                      .limit = limit,
                                      .key = key,
                                      .key_length = key_length};
    return audit != NULL ? pfl_audit_rows(rows, audit, &options) : pfl_rows_create(rows, view, &options);
}

#endif
