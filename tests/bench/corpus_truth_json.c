/* Printing what was counted. Contract in corpus_truth_json.h. */
#include "corpus_truth_json.h"

#include "corpus_profile.h"

#include <inttypes.h>

/* Names are made by the same functions that make the log's: here into a buffer of their own. */
typedef struct writer {
    const world *w;
    FILE *out;
    log_writer names;
    char text[256];
} writer;

static const char *finished(writer *x)
{
    put_byte(&x->names, '\0');
    x->names.used = 0;
    return x->text;
}

static const char *login_name(writer *x, uint32_t name)
{
    put_login_name(&x->names, x->w->domains, x->w->account_count, name);
    return finished(x);
}

/* --- Parts ------------------------------------------------------------------- */

static const char *const kind_names[] = {
#define KIND(name, text) text,
    CORPUS_KINDS(KIND)
#undef KIND
};

static const char *const group_names[] = {
#define GROUP(name, text) text,
    CORPUS_GROUPS(GROUP)
#undef GROUP
};

static void write_counts(writer *x, const char *title, const char *const *names, const uint64_t *counts, int count)
{
    fprintf(x->out, "  \"%s\": {", title);
    for (int i = 0; i < count; i++)
        fprintf(x->out, "%s\"%s\": %" PRIu64, i > 0 ? ", " : "", names[i], counts[i]);
    fprintf(x->out, "},\n");
}

static void write_about(writer *x, const truth_about *about)
{
    const world *w = x->w;
    fprintf(x->out,
            "  \"corpus\": {\"profile\": \"%s\", \"seed\": %" PRIu64 ", \"format\": \"%s\", \"hosts\": %" PRIu32
            ", \"accounts\": %" PRIu32 ", \"start\": %" PRId64 "},\n",
            w->profile->name, about->seed, w->log.format == LOG_RFC3164 ? "rfc3164" : "rfc3339", w->host_count,
            w->account_count, about->start);
}

static void write_totals(writer *x)
{
    const world *w = x->w;
    const truth *t = &w->truth;
    const uint64_t *k = t->kinds;
    fprintf(x->out, "  \"totals\": {\"lines\": %" PRIu64 ", \"bytes\": %" PRIu64, w->log.lines, w->log.bytes);
    fprintf(x->out, ", \"first\": %" PRId64 ", \"last\": %" PRId64, w->log.first, w->log.last);
    fprintf(x->out, ", \"connects\": %" PRIu64 ", \"disconnects\": %" PRIu64, k[KIND_CONNECT], k[KIND_DISCONNECT]);
    fprintf(x->out, ",\n    \"failures\": %" PRIu64 ", \"named_failures\": %" PRIu64 ", \"no_failures\": %" PRIu64,
            t->failures, t->named_failures, t->no_failures);
    fprintf(x->out, ", \"sasl_logins\": %" PRIu64 ", \"messages_without_login\": %" PRIu64, k[KIND_SASL_LOGIN],
            k[KIND_CLIENT] - t->filter_legs);
    fprintf(x->out, ", \"filter_legs\": %" PRIu64 ", \"pickups\": %" PRIu64 ", \"requeues\": %" PRIu64, t->filter_legs,
            k[KIND_PICKUP] - t->requeues, t->requeues);
    fprintf(x->out, ",\n    \"sent_lines\": %" PRIu64 ", \"deferred_lines\": %" PRIu64 ", \"bounced_lines\": %" PRIu64,
            k[KIND_SENT], k[KIND_DEFERRED], k[KIND_BOUNCED]);
    fprintf(x->out, ", \"expired\": %" PRIu64 ", \"messages\": %" PRIu64 ", \"open_messages\": %" PRIu64 "},\n",
            k[KIND_EXPIRED], t->messages_begun, t->messages_begun - t->messages_done);
}

static void write_tally(writer *x, const tally *y)
{
    uint32_t waiting = y->recipients - y->sent - y->bounced - y->deleted;
    fprintf(x->out,
            "{\"messages\": %" PRIu32 ", \"recipients\": %" PRIu32 ", \"sent\": %" PRIu32 ", \"bounced\": %" PRIu32,
            y->messages, y->recipients, y->sent, y->bounced);
    fprintf(x->out, ", \"deferred\": %" PRIu32 ", \"deleted\": %" PRIu32 ", \"open_messages\": %" PRIu32, y->deferred,
            y->deleted, y->open_messages);
    fprintf(x->out, ", \"open_recipients\": %" PRIu32 ", \"most_messages_in_hour\": %" PRIu32 ", \"domains\": %" PRIu32,
            waiting, y->most_in_hour, y->domains);
}

static void write_accounts(writer *x)
{
    fprintf(x->out, "  \"accounts\": {");
    for (uint32_t i = 0; i < x->w->account_count; i++) {
        const account *a = &x->w->accounts[i];
        fprintf(x->out, "%s\n    \"%s\": ", i > 0 ? "," : "", login_name(x, i));
        write_tally(x, &x->w->truth.tallies[i]);
        fprintf(x->out, ", \"mailbox_logins\": %" PRIu32 ", \"logins\": {", a->mailbox_logins);
        bool more = false;
        for (uint32_t place = 0; place < a->address_count; place++) {
            char text[ADDRESS_ROOM];
            if (a->logins[place] == 0)
                continue;
            address_text(x->w->addresses.items[a->addresses[place]].ip, text);
            fprintf(x->out, "%s\"%s\": %" PRIu32, more ? ", " : "", text, a->logins[place]);
            more = true;
        }
        fprintf(x->out, "}}");
    }
    fprintf(x->out, "\n  },\n");
}

static void write_local_users(writer *x)
{
    fprintf(x->out, "  \"uids\": {");
    for (uint32_t i = 0; i < LOCAL_USERS; i++) {
        fprintf(x->out, "%s\n    \"%" PRIu32 "\": ", i > 0 ? "," : "", local_users[i].uid);
        write_tally(x, &x->w->truth.tallies[x->w->account_count + i]);
        fprintf(x->out, "}");
    }
    fprintf(x->out, "\n  },\n");
}

static void write_addresses(writer *x)
{
    bool more = false;
    fprintf(x->out, "  \"addresses\": {");
    for (uint32_t i = 0; i < x->w->addresses.count; i++) {
        const address *a = &x->w->addresses.items[i];
        char text[ADDRESS_ROOM];
        if (a->connects + a->screened + a->failures + a->logins + a->mailbox_logins == 0)
            continue;
        address_text(a->ip, text);
        fprintf(x->out, "%s\n    \"%s\": {\"connects\": %" PRIu32 ", \"screened\": %" PRIu32, more ? "," : "", text,
                a->connects, a->screened);
        fprintf(x->out, ", \"failures\": %" PRIu32 ", \"names\": %" PRIu32 ", \"logins\": %" PRIu32, a->failures,
                a->names, a->logins);
        fprintf(x->out, ", \"mailbox_logins\": %" PRIu32 "}", a->mailbox_logins);
        more = true;
    }
    fprintf(x->out, "\n  },\n");
}

static void write_names(writer *x)
{
    const truth *t = &x->w->truth;
    bool more = false;
    fprintf(x->out, "  \"failing_names\": {");
    for (uint32_t i = 0; i < t->name_count; i++) {
        if (t->name_failures[i] == 0)
            continue;
        fprintf(x->out, "%s\n    \"%s\": %" PRIu32, more ? "," : "", login_name(x, i), t->name_failures[i]);
        more = true;
    }
    fprintf(x->out, "\n  }\n");
}

bool truth_write(const world *w, const truth_about *about, FILE *out)
{
    writer x = {.w = w, .out = out};
    x.names.data = x.text;
    fprintf(out, "{\n");
    write_about(&x, about);
    write_totals(&x);
    write_counts(&x, "kinds", kind_names, w->truth.kinds, KIND_COUNT);
    write_counts(&x, "groups", group_names, w->truth.groups, GROUP_COUNT);
    write_accounts(&x);
    write_local_users(&x);
    write_addresses(&x);
    write_names(&x);
    fprintf(out, "}\n");
    return ferror(out) == 0;
}
