/* Printing plans and what came of them. Contract in month_truth.h. */
#include "month_truth.h"

#include "attack.h"
#include "server.h"

#include <inttypes.h>

static const char *comma(uint32_t i)
{
    return i > 0 ? ", " : "";
}

/* null for what never happened */
static void put_time(FILE *out, const char *name, int64_t time)
{
    if (time == 0)
        fprintf(out, ", \"%s\": null", name);
    else
        fprintf(out, ", \"%s\": %" PRId64, name, time);
}

/* --- The month --------------------------------------------------------------- */

static void write_about(const month *m, FILE *out)
{
    const settings *set = &m->set;
    uint32_t written = 0;
    fprintf(out,
            "  \"month\": {\"seed\": %" PRIu64 ", \"start\": %" PRId64 ", \"days\": %" PRIu32 ", \"accounts\": %" PRIu32
            ", \"format\": \"%s\", \"names\": %s, \"dovecot\": %s, \"server\": [",
            set->seed, set->start, set->days, set->accounts, m->w.log.format == LOG_RFC3164 ? "rfc3164" : "rfc3339",
            set->names ? "true" : "false", set->dovecot ? "true" : "false");
    for (uint32_t i = 0; i < server_variant_count; i++)
        if (set->server & server_variants[i].bit)
            fprintf(out, "%s\"%s\"", comma(written++), server_variants[i].name);
    fprintf(out, "]");
    put_time(out, "cut_from", m->cut_from);
    put_time(out, "cut_until", m->cut_until);
    fprintf(out, "},\n  \"log\": {\"lines\": %" PRIu64 ", \"bytes\": %" PRIu64 ", \"failures\": %" PRIu64 "},\n",
            m->w.log.lines, m->w.log.bytes, m->w.truth.failures);
}

static void write_accounts(const month *m, FILE *out)
{
    fprintf(out, "  \"accounts\": {");
    for (uint32_t i = 0; i < m->set.accounts; i++) {
        const person *p = &m->people[i];
        const tally *y = &m->w.truth.tallies[i];
        fprintf(out, "%s\n    \"%s\": {\"persona\": \"%s\", \"story_day\": %" PRIu32 ", \"story_days\": %" PRIu32,
                i > 0 ? "," : "", p->login, persona_names[p->persona], p->story_day, p->story_days);
        fprintf(out,
                ", \"messages\": %" PRIu32 ", \"recipients\": %" PRIu32 ", \"sent\": %" PRIu32 ", \"bounced\": %" PRIu32
                ", \"deferred\": %" PRIu32 "}",
                y->messages, y->recipients, y->sent, y->bounced, y->deferred);
    }
    fprintf(out, "\n  },\n");
}

/* --- Attacks ----------------------------------------------------------------- */

static void write_victims(const month *m, const attack *x, FILE *out)
{
    bool is_framed = x->kind == ATTACK_INJECTION;
    fprintf(out, ", \"%s\": [", is_framed ? "framed" : "victims");
    for (uint32_t v = 0; v < x->victim_count; v++)
        fprintf(out, "%s{\"user\": \"%s\", \"persona\": \"%s\"}", comma(v), m->people[x->victims[v]].login,
                persona_names[m->people[x->victims[v]].persona]);
    fprintf(out, "]");
    if (is_framed)
        fprintf(out, ", \"victims\": []");
    if (x->kind == ATTACK_WEB_SHELL)
        fprintf(out, ", \"uid\": %" PRIu32, x->uid);
}

static void write_parameters(const attack *x, FILE *out)
{
    fprintf(out,
            "\"guesses_per_hour\": %" PRIu32 ", \"guesses\": %" PRIu32 ", \"recipients_per_hour\": %" PRIu32
            ", \"recipients_per_message\": %" PRIu32 ", \"hours\": %" PRIu32 ", \"addresses\": %" PRIu32,
            x->guesses_per_hour, x->guesses, x->recipients_per_hour, x->recipients_per_message, x->hours,
            x->address_count);
    fprintf(out, ", \"near\": %s, \"forged_senders\": %s, \"first_day\": %s", x->near ? "true" : "false",
            x->forges ? "true" : "false", x->first_day ? "true" : "false");
}

static void write_places(const month *m, const attack *x, FILE *out)
{
    char text[ADDRESS_ROOM];
    bool is_masked = attack_is_masked(m, x->number) || (m->set.server & SERVER_PROXY_ALL) != 0;
    fprintf(out, ",\n      \"addresses\": [");
    for (uint32_t i = 0; i < x->address_count; i++) {
        address_text(x->places[i].ip, text);
        fprintf(out, "%s\"%s\"", comma(i), text);
    }
    fprintf(out, "], \"masked\": %s", is_masked ? "true" : "false");
}

static void write_messages(const month *m, const attack *x, FILE *out)
{
    uint64_t recipients = 0;
    for (uint32_t i = 0; i < x->message_count; i++)
        recipients += x->messages[i].recipients;
    fprintf(out, ",\n      \"message_count\": %" PRIu32 ", \"recipient_count\": %" PRIu64 ", \"messages\": [",
            x->message_count, recipients);
    for (uint32_t i = 0; i < x->message_count; i++) {
        const attack_message *y = &x->messages[i];
        const char *from = y->victim != NOBODY ? m->people[y->victim].login : NULL;
        fprintf(out, "%s[%" PRId64 ", %" PRIu32 ", %s, ", comma(i), y->time, y->recipients,
                y->in_log ? "true" : "false");
        if (from != NULL)
            fprintf(out, "\"%s\"]", from);
        else
            fprintf(out, "null]");
    }
    fprintf(out, "]");
}

static void write_attack(const month *m, const attack *x, FILE *out)
{
    fprintf(out, "    {\"kind\": \"%s\"", attack_names[x->kind]);
    write_victims(m, x, out);
    fprintf(out, ",\n      \"parameters\": {");
    write_parameters(x, out);
    fprintf(out, "},\n      \"failures\": %" PRIu32, x->failures);
    put_time(out, "first_failure", x->first_failure);
    put_time(out, "last_failure", x->last_failure);
    put_time(out, "entered", x->entered);
    put_time(out, "last", x->last);
    write_places(m, x, out);
    write_messages(m, x, out);
    fprintf(out, "}");
}

bool month_truth_write(const month *m, FILE *out)
{
    fprintf(out, "{\n");
    write_about(m, out);
    write_accounts(m, out);
    fprintf(out, "  \"attacks\": [\n");
    for (uint32_t i = 0; i < m->attack_count; i++) {
        if (i > 0)
            fprintf(out, ",\n");
        write_attack(m, &m->attacks[i], out);
    }
    fprintf(out, "\n  ]\n}\n");
    return ferror(out) == 0;
}
