/*
 * The reports of a break-in, of which the input chose all that others choose: a page, a text, JSON,
 * and lists for firewalls. Whatever stands in a log, none of it is markup or moves a terminal.
 *
 *     lines    what stands where the log has a user name, a sender, a recipient, a name of a client, a
 *              HELO name, a remote reply and a host; empty for something usual
 *     rest     lines of a log, read behind those of the break-in
 */
#include "fuzz/page_check.h"

#include "examples/audit_text.h"
#include "examples/audit_watch.h"

#include <postfixlog/postfixlog.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { USER, SENDER, RECIPIENT, CLIENT, HELO, REPLY, HOST, CHOICES };

#define LONGEST  600
#define LOG_ROOM (1 << 18)

typedef struct written_log {
    char bytes[LOG_ROOM];
    size_t length;
    unsigned second;
    char chosen[CHOICES][LONGEST + 1];
} written_log;

static void fail(const char *what, const char *fault, const output *out)
{
    fprintf(stderr, "%s: %s\n", what, fault);
    fwrite(out->data, 1, out->used, stderr);
    abort();
}

static void must(int32_t status)
{
    if (status < 0) {
        fprintf(stderr, "%s\n", pfl_strerror(status));
        abort();
    }
}

/* === The log === */

/* What follows "Jun  1 10:00:00 HOST postfix/" */
static void add(written_log *l, const char *format, ...)
{
    va_list values;
    size_t room = LOG_ROOM - l->length;
    int n = snprintf(l->bytes + l->length, room, "Jun  1 10:%02u:%02u %s postfix/", l->second / 60 % 60, l->second % 60,
                     l->chosen[HOST]);
    l->second++;
    va_start(values, format);
    int m = vsnprintf(l->bytes + l->length + n, room - (size_t)n, format, values);
    va_end(values);
    if ((size_t)(n + m) + 1 < room) {
        l->length += (size_t)(n + m);
        l->bytes[l->length++] = '\n';
    }
}

/* A line of the input; a NUL would end it. */
static size_t choose(char to[LONGEST + 1], const char *usual, const uint8_t *data, size_t size)
{
    const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
    size_t all = end == NULL ? size : (size_t)(end - data), length = all < LONGEST ? all : LONGEST;
    if (length > 0 && memchr(data, 0, length) == NULL)
        memcpy(to, data, length);
    else
        memcpy(to, usual, (length = strlen(usual)));
    to[length] = '\0';
    return end == NULL ? size : all + 1;
}

static void write_log(written_log *l, const uint8_t *data, size_t size)
{
    static const char *const usual[CHOICES] = {
        "alice@example.com", "alice@example.com", "x@example.net", "unknown", "localhost", "550 no such user", "mx"};
    for (size_t i = 0; i < CHOICES; i++) {
        size_t used = choose(l->chosen[i], usual[i], data, size);
        data += used;
        size -= used;
    }
    const char(*c)[LONGEST + 1] = (const char(*)[LONGEST + 1]) l->chosen;
    for (unsigned i = 0; i < 24; i++)
        add(l, "smtpd[7]: warning: %s[203.0.113.7]:4711: SASL LOGIN authentication failed: UGFz, sasl_username=%s%.0u",
            c[CLIENT], i % 2 == 0 ? c[USER] : "info", i % 2 == 0 ? 0 : i);
    for (unsigned i = 0; i < 10; i++) {
        add(l, "smtpd[7]: AAAAAA%02u: client=%s[203.0.113.7]:4711, sasl_method=LOGIN, sasl_username=%s", i, c[CLIENT],
            c[USER]);
        add(l, "cleanup[8]: AAAAAA%02u: message-id=<%u@example.com>", i, i);
        add(l, "qmgr[9]: AAAAAA%02u: from=<%s>, size=999, nrcpt=60 (queue active)", i, c[SENDER]);
        for (unsigned k = 0; k < 6; k++)
            add(l, "smtp[5]: AAAAAA%02u: to=<%s>, relay=%s[198.51.100.1]:25, delay=1, dsn=5.1.1, status=bounced (%s)",
                i, c[RECIPIENT], c[CLIENT], c[REPLY]);
        add(l, "smtpd[7]: NOQUEUE: reject: RCPT from %s[203.0.113.7]:4711: %s; from=<%s> to=<%s> proto=ESMTP helo=<%s>",
            c[CLIENT], c[REPLY], c[SENDER], c[RECIPIENT], c[HELO]);
    }
    add(l, "pickup[3]: BBBBBB: uid=33 from=<%s>", c[SENDER]);
    add(l, "qmgr[9]: BBBBBB: from=<%s>, size=999, nrcpt=90 (queue active)", c[SENDER]);
    size_t room = LOG_ROOM - l->length;
    memcpy(l->bytes + l->length, data, size < room ? size : room);
    l->length += size < room ? size : room;
}

/* === The reports === */

static void read_log(pfl_aggregator *state, const written_log *l)
{
    static pfl_event events[64];
    const pfl_parser_options with = {.size = sizeof with, .reference_time = INT64_C(1795471200000000)};
    pfl_parser *parser;
    size_t used = 0, count, consumed;
    int32_t status;
    must(pfl_parser_create(&parser, &with));
    do {
        must(status = pfl_parse(parser, l->bytes + used, l->length - used, PFL_FINAL, events, sizeof *events, 64,
                                &count, &consumed));
        must(pfl_aggregator_add(state, parser, l->bytes + used, events, sizeof *events, count));
        used += consumed;
    } while (status == PFL_FULL);
    pfl_parser_destroy(parser);
}

/* Evidence is read again from files; here it is in memory. */
static void show_lines(report *r, const written_log *l)
{
    for (size_t i = 0; i < r->finding_count; i++)
        for (size_t k = 0; k < r->findings[i].line_count; k++) {
            evidence *e = &r->findings[i].lines[k];
            if (e->offset >= l->length)
                continue;
            const char *at = l->bytes + e->offset, *end = memchr(at, '\n', l->length - e->offset);
            e->text = (piece){at, (size_t)((end != NULL ? end : l->bytes + l->length) - at)};
            e->file = (piece){l->chosen[USER], strlen(l->chosen[USER])};
            e->line = k + 1;
        }
}

static void check(const report *r, const char *what, void (*write)(const report *r, output *out),
                  const char *(*fault_of)(const char *bytes, size_t length))
{
    output out;
    output_open_memory(&out);
    write(r, &out);
    const char *fault = out.used == 0 ? "nothing" : fault_of(out.data, out.used);
    if (fault != NULL)
        fail(what, fault, &out);
    free(out.data);
}

/* A firewall's list has addresses and our own words. */
static const char *list_fault(const char *list, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (list[i] != '\n' && list[i] != '\t' && (list[i] < ' ' || list[i] > '~'))
            return "a byte that is not ours";
    return NULL;
}

static void write_monitoring(const report *r, output *out)
{
    report_nagios(r, out);
}

static void write_abuse_report(const report *r, output *out)
{
    if (!report_xarf(r, out))
        output_string(out, "nothing speaks against it");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static written_log l;
    l.length = l.second = 0;
    write_log(&l, data, size);
    wishes w = {.least = PFL_FINDING_INFO, .address = "203.0.113.7"};
    reading from = {.wishes = &w, .kept_from = PFL_TIME_INVALID};
    must(pfl_aggregator_create(&from.state, NULL));
    read_log(from.state, &l);
    look now;
    look_open(&now, &from);
    show_lines(&now.report, &l);
    check(&now.report, "page", report_html, page_fault);
    check(&now.report, "text", report_text, text_fault);
    check(&now.report, "JSON", report_json, text_fault);
    check(&now.report, "monitoring", write_monitoring, text_fault);
    check(&now.report, "abuse report", write_abuse_report, text_fault);
    w.block = BLOCK_NFT;
    check(&now.report, "block", report_block, list_fault);
    look_close(&now);
    pfl_aggregator_destroy(from.state);
    return 0;
}
