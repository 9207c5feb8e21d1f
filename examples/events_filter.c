#include "events_output.h"
#include <stdio.h>
#include <string.h>

void filter_begin(event_filter *filter)
{
    *filter = (event_filter){.since = INT64_MIN, .until = INT64_MAX};
}

/* "connect, disconnect, ...": the names of all kinds. */
static void list_kinds(char *list, size_t size)
{
    const pfl_kind *kind;
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; (kind = pfl_kind_at(i)) != NULL && used < size; i++)
        used += (size_t)snprintf(list + used, size - used, "%s%s", i > 0 ? ", " : "", kind->name);
}

void filter_kinds(event_filter *filter, const char *list)
{
    filter->by_kind = true;
    for (bool last = false; !last; list++) {
        char name[32], all[900];
        size_t length = strcspn(list, ",");
        const pfl_kind *kind = NULL;
        if (length < sizeof name) {
            memcpy(name, list, length);
            name[length] = '\0';
            kind = pfl_kind_by_name(name);
        }
        if (kind == NULL) {
            list_kinds(all, sizeof all);
            options_fail("--kind", "\"%.*s\" is none of: %s", (int)(length < 99 ? length : 99), list, all);
        }
        filter->kinds[kind->code / 8] |= (uint8_t)(1 << kind->code % 8);
        list += length;
        last = *list == '\0';
    }
}

bool filter_wants(const event_filter *filter, const pfl_event *event, const char *text)
{
    pfl_span span;
    if (filter->by_kind && (filter->kinds[event->kind / 8] >> event->kind % 8 & 1) == 0)
        return false;
    if (filter->since != INT64_MIN || filter->until != INT64_MAX) {
        /* A line without a time is in no span of time. */
        if (event->time == PFL_TIME_INVALID || event->time < filter->since || event->time >= filter->until)
            return false;
    }
    if (filter->queue_id != NULL &&
        (!pfl_event_span(event, PFL_FIELD_QUEUE_ID, &span) || span.length != strlen(filter->queue_id) ||
         memcmp(text + span.offset, filter->queue_id, span.length) != 0))
        return false;
    if (filter->user != NULL &&
        (!pfl_event_span(event, PFL_FIELD_SASL_USERNAME, &span) || span.length != strlen(filter->user) ||
         !same_folded(text + span.offset, filter->user, span.length)))
        return false;
    return !filter->by_network || (pfl_event_span(event, PFL_FIELD_CLIENT_ADDR, &span) &&
                                   network_holds(&filter->net, text + span.offset, span.length));
}
