#include "lib/detect/audit.h"

#include "lib/events/handle.h"

#include <stdlib.h>

/* === Networks === */

static bool copy_networks(struct pfl_audit *a, struct networks *out, const pfl_network *items, size_t count)
{
    out->items = pfl_memory_resize(&a->memory, NULL, 0, (count + 1) * sizeof *items);
    if (out->items == NULL)
        return false;
    out->count = count;
    if (count > 0)
        memcpy(out->items, items, count * sizeof *items);
    return true;
}

static void free_networks(struct pfl_audit *a, struct networks *n)
{
    memory_release(&a->memory, n->items, (n->count + 1) * sizeof *n->items);
}

bool pfl_networks_have(const struct networks *networks, const uint8_t address[16])
{
    pfl_network one = {.bits = 128};
    memcpy(one.bytes, address, sizeof one.bytes);
    for (size_t i = 0; i < networks->count; i++)
        if (pfl_network_contains(&networks->items[i], &one) != 0)
            return true;
    return false;
}

bool pfl_audit_is_own(const struct pfl_audit *a, const uint8_t address[16])
{
    return pfl_networks_have(&a->trusted, address);
}

static bool is_internal(const uint8_t address[16])
{
    pfl_network one = {.bits = 128};
    memcpy(one.bytes, address, sizeof one.bytes);
    return pfl_network_is_internal(&one) != 0;
}

bool pfl_audit_is_masked(const struct pfl_audit *a, const uint8_t address[16])
{
    const struct user_address *u = pfl_index_address(&a->index, address);
    return u != NULL ? u->masked : pfl_networks_have(&a->proxies, address) || pfl_audit_is_own(a, address);
}

bool pfl_audit_is_masked_network(const struct pfl_audit *a, const struct place_key *net)
{
    const struct index *x = &a->index;
    uint32_t low = 0, high = x->address_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (memcmp(x->addresses[middle].bytes, net->bytes, sizeof net->bytes) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < x->address_count; low++) {
        struct place_key its = pfl_place_key(0, x->addresses[low].bytes);
        if (memcmp(its.bytes, net->bytes, sizeof its.bytes) != 0)
            return false;
        if (x->addresses[low].masked)
            return true;
    }
    return false;
}

static void mark_masked(struct pfl_audit *a)
{
    for (uint32_t i = 0; i < a->index.address_count; i++) {
        struct user_address *u = &a->index.addresses[i];
        u->masked = pfl_networks_have(&a->proxies, u->bytes) || pfl_audit_is_own(a, u->bytes) ||
                    (is_internal(u->bytes) && u->accounts >= 2);
    }
}

/* === Options === */

static bool mark_accounts(struct pfl_audit *a, bool **out, const char *const *names, size_t count)
{
    bool *are = view_array(&a->memory, a->view->subject_count, sizeof *are);
    *out = are;
    for (size_t i = 0; are != NULL && i < count; i++) {
        struct folded folded;
        pfl_fold(&folded, (piece){names[i], strlen(names[i])});
        uint32_t place = pfl_view_find(a->view, SUBJECT_ACCOUNT, folded.bytes, folded.length);
        if (place != NONE)
            are[place] = true;
    }
    return are != NULL;
}

static bool is_network(const pfl_network *n)
{
    return n->bits <= 128;
}

static bool are_networks(const pfl_network *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (items == NULL || !is_network(&items[i]))
            return false;
    return true;
}

static bool are_names(const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (names == NULL || names[i] == NULL)
            return false;
    return true;
}

static int32_t check_options(const pfl_audit_options *o)
{
    bool fine = are_networks(o->trusted, o->trusted_count) && are_networks(o->proxies, o->proxy_count) &&
                are_networks(o->monitor_networks, o->monitor_network_count) &&
                are_names(o->monitors, o->monitor_count) && are_names(o->bulk, o->bulk_count) &&
                (o->limits != NULL || o->limit_count == 0);
    return fine ? PFL_OK : PFL_ERR_ARGUMENT;
}

static bool copy_options(struct pfl_audit *a, const pfl_audit_options *o)
{
    return copy_networks(a, &a->trusted, o->trusted, o->trusted_count) &&
           copy_networks(a, &a->proxies, o->proxies, o->proxy_count) &&
           copy_networks(a, &a->monitors, o->monitor_networks, o->monitor_network_count) &&
           mark_accounts(a, &a->bulk, o->bulk, o->bulk_count) &&
           mark_accounts(a, &a->monitored, o->monitors, o->monitor_count);
}

/* === The audit === */

static bool look(struct pfl_audit *a)
{
    const struct coverage *c = &a->view->state->coverage;
    a->first = c->first == NEVER_BEFORE ? PFL_TIME_INVALID : c->first;
    a->last = c->last;
    a->first_day = is_time(a->first) ? day_of(a->first + DAYS - 1) : INT32_MAX;
    if (!pfl_index_open(&a->index, &a->memory, a->view))
        return false;
    mark_masked(a);
    bool done = pfl_find_guesses(a) && pfl_find_attackers(a) && pfl_find_places(a) && pfl_find_habits(a) &&
                pfl_find_amounts(a) && pfl_find_senders(a) && pfl_find_relays(a) && pfl_find_traces(a) &&
                pfl_judge(a) && pfl_find_operations(a);
    pfl_findings_sort(&a->findings);
    return done && a->memory.lost == 0;
}

int32_t pfl_audit_create(pfl_audit **audit, const pfl_view *view, const pfl_audit_options *options)
{
    pfl_audit_options o;
    if (audit == NULL)
        return PFL_ERR_ARGUMENT;
    *audit = NULL;
    if (view == NULL)
        return PFL_ERR_ARGUMENT;
    if (pfl_take_options(options, &o, sizeof o) != PFL_OK || o.reserved != 0)
        return PFL_ERR_OPTION;
    int32_t status = check_options(&o);
    if (status != PFL_OK)
        return status;
    struct limits limits;
    pfl_limits_usual(&limits);
    for (size_t i = 0; i < o.limit_count; i++)
        if (!pfl_limits_set(&limits, &o.limits[i]))
            return PFL_ERR_ARGUMENT;
    pfl_allocator allocator = view->memory.allocator;
    pfl_audit *a = allocator.resize(allocator.context, NULL, 0, sizeof *a);
    if (a == NULL)
        return PFL_ERR_MEMORY;
    *a = (struct pfl_audit){.view = view, .limits = limits};
    a->memory = (struct memory){.allocator = allocator, .limit = UINT64_MAX};
    a->findings.memory = &a->memory;
    if (!copy_options(a, &o) || !look(a)) {
        pfl_audit_destroy(a);
        return PFL_ERR_MEMORY;
    }
    *audit = a;
    return PFL_OK;
}

void pfl_audit_destroy(pfl_audit *audit)
{
    if (audit == NULL)
        return;
    struct memory *m = &audit->memory;
    uint32_t subjects = audit->view->subject_count;
    pfl_findings_free(&audit->findings);
    pfl_index_close(&audit->index);
    view_release(m, audit->verdicts, subjects, sizeof *audit->verdicts);
    view_release(m, audit->bulk, subjects, sizeof *audit->bulk);
    view_release(m, audit->monitored, subjects, sizeof *audit->monitored);
    free_networks(audit, &audit->trusted);
    free_networks(audit, &audit->proxies);
    free_networks(audit, &audit->monitors);
    m->allocator.resize(m->allocator.context, audit, sizeof *audit, 0);
}
