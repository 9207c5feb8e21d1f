/*
 * --report ADDR: an abuse report on one address for those who run its network, as
 * X-ARF 4 (xarf.org): guessing is connection/login_attack, sending through an account
 * that was broken into or an open relay is messaging/spam. All times are UTC.
 *
 * X-ARF wants the client's port, which tells apart customers behind one address.
 * Postfix logs it only with smtpd_client_port_logging: it is taken from the lines when
 * it is there, and never made up. Contract in audit_report.h.
 */
#include "audit_text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LINES 20

typedef struct accusation {
    piece address;
    finding **findings; /* that it is a source of; the last one may only have lines of the victim */
    size_t count;
    const subject *victim; /* an account it sent through, or itself as a relaying client; NULL for none */
    uint64_t failures, messages;
    int64_t first, last;
} accusation;

/* --- Gathering --------------------------------------------------------------- */

static void add_finding(accusation *a, finding *f, const source *from)
{
    a->findings = must_resize(a->findings, (a->count + 1) * sizeof *a->findings);
    a->findings[a->count++] = f;
    a->first = from->first < a->first ? from->first : a->first;
    a->last = from->last > a->last ? from->last : a->last;
    a->failures = from->failures > a->failures ? from->failures : a->failures;
    a->messages = from->messages > a->messages ? from->messages : a->messages;
}

/* What weighs by itself, and what is about somebody who was broken into. */
static bool weighs(const finding *f)
{
    return f->subject == NULL ? f->row->severity > PFL_FINDING_INFO || piece_equal(f->rule, (piece){"R03", 3})
                              : f->subject->row->verdict >= PFL_VERDICT_LIKELY;
}

static void gather(accusation *a, const report *r)
{
    for (size_t i = 0; i < r->finding_count; i++) {
        finding *f = &r->findings[i];
        for (size_t k = 0; k < f->source_count; k++) {
            if (!piece_equal(f->sources[k].address, a->address) || !weighs(f))
                continue;
            add_finding(a, f, &f->sources[k]);
            if (f->subject != NULL && f->sources[k].messages > 0 && a->victim == NULL)
                a->victim = f->subject;
        }
    }
    const subject *client = report_subject(r, SUBJECT_CLIENT, a->address, 0);
    if (client == NULL || client->row->verdict < PFL_VERDICT_LIKELY)
        return;
    a->victim = client;
    for (size_t i = 0; i < client->findings.count; i++) {
        finding *f = client->findings.findings[i];
        const source seen = {a->address, f->row->first, f->row->last, 0, client->row->messages};
        add_finding(a, f, &seen);
    }
}

/* Of the address itself: how often it failed in all. */
static void take_totals(accusation *a, const report *r)
{
    audit_table t;
    table_read(
        &t, r->audit,
        &(pfl_rows_options){.table = PFL_TABLE_ADDRESSES, .key = a->address.at, .key_length = a->address.length});
    if (t.count > 0) {
        const pfl_addresses_row *row = table_row(&t, 0);
        a->failures = row->failures;
        if (a->first == INT64_MAX) {
            a->first = row->first;
            a->last = row->last;
        }
    }
    table_free(&t);
}

/* --- Printing ---------------------------------------------------------------- */

static void put_json(output *out, piece text)
{
    output_json(out, text.at, text.length, NULL);
}

static void put_base64(output *out, const char *data, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        uint32_t three = 0;
        char four[4];
        for (size_t k = 0; k < 3; k++)
            three = three << 8 | (i + k < length ? (unsigned char)data[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            four[k] = i + k <= length ? digits[three >> (18 - 6 * k) & 63] : '=';
        output_bytes(out, four, sizeof four);
    }
}

/* The same report has the same id, whoever makes it again: a UUID of version 8 (RFC 9562). */
static void put_id(const accusation *a, output *out)
{
    char key[PFL_NETWORK_TEXT + 2 * TIME_TEXT], first[TIME_TEXT], last[TIME_TEXT];
    int length = snprintf(key, sizeof key, "%.*s %s %s", (int)a->address.length, a->address.at,
                          report_time(a->first, false, first), report_time(a->last, false, last));
    uint64_t high = pfl_stream_id(key, (size_t)length), low = pfl_stream_id(key, (size_t)length - 1);
    high = (high & ~UINT64_C(0xf000)) | 0x8000;
    low = (low & ~(UINT64_C(3) << 62)) | UINT64_C(1) << 63;
    output_format(out, "%08" PRIx64 "-%04" PRIx64 "-%04" PRIx64 "-%04" PRIx64 "-%012" PRIx64, high >> 32,
                  high >> 16 & 0xffff, high & 0xffff, low >> 48, low & UINT64_C(0xffffffffffff));
}

/* The host that wrote most lines speaks for the server. */
static void put_reporter(const report *r, output *out)
{
    static const char *const parties[] = {"reporter", "sender"};
    audit_table t;
    piece host = {"localhost", 9};
    table_read(&t, r->audit,
               &(pfl_rows_options){.table = PFL_TABLE_HOSTS, .order = PFL_COLUMN_LINES, .descending = 1, .limit = 1});
    if (t.count > 0 && ((const pfl_hosts_row *)table_row(&t, 0))->host.length > 0)
        host = table_text(&t, 0, ((const pfl_hosts_row *)table_row(&t, 0))->host);
    for (size_t i = 0; i < 2; i++) {
        char contact[300];
        int length =
            snprintf(contact, sizeof contact, "postmaster@%.*s", (int)(host.length < 255 ? host.length : 255), host.at);
        output_format(out, "  \"%s\": {\"org\": ", parties[i]);
        put_json(out, host);
        output_string(out, ", \"contact\": ");
        put_json(out, (piece){contact, (size_t)length});
        output_string(out, ", \"domain\": ");
        put_json(out, host);
        output_string(out, "},\n");
    }
    table_free(&t);
}

/* [ADDR]:PORT in a line of evidence; 0 for none. */
static unsigned port_in(piece line, piece address)
{
    for (size_t i = 0; i + address.length + 3 < line.length; i++) {
        size_t at = i + 1 + address.length;
        unsigned port = 0;
        if (line.at[i] != '[' || memcmp(line.at + i + 1, address.at, address.length) != 0 || line.at[at] != ']' ||
            line.at[at + 1] != ':')
            continue;
        for (at += 2; at < line.length && line.at[at] >= '0' && line.at[at] <= '9' && port <= 65535; at++)
            port = 10 * port + (unsigned)(line.at[at] - '0');
        if (port >= 1 && port <= 65535)
            return port;
    }
    return 0;
}

static unsigned port_of(const accusation *a)
{
    unsigned port = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < a->findings[i]->line_count && port == 0; k++)
            port = port_in(a->findings[i]->lines[k].text, a->address);
    return port;
}

/* The address the account wrote as most often. */
static void put_smtp_from(const report *r, const subject *victim, output *out)
{
    audit_table t;
    if (victim->kind != SUBJECT_ACCOUNT)
        return;
    table_read(&t, r->audit,
               &(pfl_rows_options){.table = PFL_TABLE_SENDERS,
                                   .order = PFL_COLUMN_MESSAGES,
                                   .descending = 1,
                                   .limit = 1,
                                   .key = victim->name.at,
                                   .key_length = victim->name.length});
    if (t.count > 0) {
        output_string(out, "  \"smtp_from\": ");
        put_json(out, table_text(&t, 0, ((const pfl_senders_row *)table_row(&t, 0))->from));
        output_string(out, ",\n");
    }
    table_free(&t);
}

/* Lines that name the address, each with its time in UTC before it. Returns the length. */
static size_t lines_about(const accusation *a, char **text)
{
    size_t length = 0, shown = 0;
    *text = NULL;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < a->findings[i]->line_count && shown < MOST_LINES; k++) {
            const evidence *e = &a->findings[i]->lines[k];
            char time[TIME_TEXT];
            bool again = false, named = false;
            for (size_t n = 0; n < i && !again; n++)
                for (size_t m = 0; m < a->findings[n]->line_count; m++)
                    again |=
                        a->findings[n]->lines[m].stream == e->stream && a->findings[n]->lines[m].offset == e->offset;
            for (size_t n = 0; n + a->address.length <= e->text.length && !named; n++)
                named = memcmp(e->text.at + n, a->address.at, a->address.length) == 0;
            if (again || !named)
                continue;
            report_time(e->time, false, time);
            *text = must_resize(*text, length + strlen(time) + e->text.length + 2);
            length += (size_t)sprintf(*text + length, "%s ", time);
            memcpy(*text + length, e->text.at, e->text.length);
            length += e->text.length;
            (*text)[length++] = '\n';
            shown++;
        }
    return length;
}

static void put_evidence(const accusation *a, output *out)
{
    char *text;
    size_t length = lines_about(a, &text);
    if (length > 0) {
        output_string(out, ",\n  \"evidence\": [{\"content_type\": \"text/plain\", "
                           "\"description\": \"lines of the mail log, each behind its time in UTC\", \"payload\": \"");
        put_base64(out, text, length);
        output_format(out, "\", \"size\": %zu}]", length);
    }
    free(text);
}

static void put_description(const accusation *a, output *out)
{
    char text[1000] = "";
    size_t length = 0;
    for (size_t i = 0; i < a->count; i++) {
        piece words = a->findings[i]->text;
        if (words.length == 0)
            continue;
        if (length + words.length + 2 > sizeof text)
            break;
        length += (size_t)sprintf(text + length, "%s%.*s", length > 0 ? "; " : "", (int)words.length, words.at);
    }
    output_string(out, "  \"description\": ");
    put_json(out, (piece){text, length});
    output_string(out, ",\n");
}

static void put_report(const report *r, const accusation *a, output *out)
{
    char time[TIME_TEXT];
    bool spam = a->victim != NULL && a->failures == 0;
    unsigned port = port_of(a);
    output_string(out, "{\n  \"xarf_version\": \"4.2.0\",\n  \"report_id\": \"");
    put_id(a, out);
    output_format(out, "\",\n  \"timestamp\": \"%s\",\n", report_time(a->last, false, time));
    put_reporter(r, out);
    output_string(out, "  \"source_identifier\": ");
    put_json(out, a->address);
    output_string(out, ",\n");
    if (port != 0)
        output_format(out, "  \"source_port\": %u,\n", port);
    else
        message(a->address.at, "the log does not tell its port, which X-ARF asks for: smtpd_client_port_logging=yes");
    output_format(out, "  \"category\": \"%s\",\n  \"type\": \"%s\",\n  \"protocol\": \"%s\",\n",
                  spam ? "messaging" : "connection", spam ? "spam" : "login_attack", spam ? "smtp" : "tcp");
    if (spam) {
        put_smtp_from(r, a->victim, out);
        output_format(out, "  \"recipient_count\": %" PRIu64 ",\n",
                      a->victim->row->recipients > 0 ? a->victim->row->recipients : 1);
    }
    output_format(out, "  \"first_seen\": \"%s\",\n", report_time(a->first, false, time));
    output_format(out, "  \"last_seen\": \"%s\",\n", report_time(a->last, false, time));
    put_description(a, out);
    output_string(out, "  \"evidence_source\": \"automated_filter\"");
    put_evidence(a, out);
    output_string(out, "\n}\n");
}

bool report_xarf(const report *r, output *out)
{
    char text[PFL_NETWORK_TEXT];
    pfl_network network;
    accusation a = {.first = INT64_MAX, .last = PFL_TIME_INVALID};
    pfl_network_parse(r->wishes->address, strlen(r->wishes->address), &network);
    a.address = (piece){text, pfl_network_text(&network, text)};
    gather(&a, r);
    if (a.count == 0)
        return false;
    take_totals(&a, r);
    report_find_lines(r, &(finding_list){a.findings, a.count}, 1);
    suspect victim;
    if (a.victim != NULL) {
        const source seen = {a.address, a.first, a.last, a.failures, a.messages};
        suspect_make(&victim, r, a.victim);
        add_finding(&a, &victim.kept, &seen);
    }
    put_report(r, &a, out);
    if (a.victim != NULL)
        suspect_free(&victim);
    free(a.findings);
    return true;
}
