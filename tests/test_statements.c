/*
 * Every statement of tests/statements.txt, filled with plausible values, becomes
 * the event that is said there. Prints how many do.
 */
#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS     8
#define MAX_SHOWN  40
#define MAX_GROUPS 128

/* A value of a placeholder, and what its event must have where the placeholder promises that. */
struct value {
    const char *text;
    const char *client_name, *client_addr; /* NULL for none */
    uint16_t client_port;                  /* 0 for none */
};

struct placeholder {
    const char *name;
    struct value values[8];
};

/* clang-format off */
static const struct placeholder placeholders[] = {
    {"queue_id", {{"3ECE1AD67DE", NULL, NULL, 0}, {"4jYC3z5DJZz1d9lK", NULL, NULL, 0}, {"0A1B2C3D", NULL, NULL, 0}}},
    {"id", {{"917F7AD678E", NULL, NULL, 0}, {"4jYC3m2l5Fz1d9rv", NULL, NULL, 0}}},
    {"client", {{"unknown[192.0.2.66]", "unknown", "192.0.2.66", 0},
                {"mail.example.org[203.0.113.9]:40219", "mail.example.org", "203.0.113.9", 40219},
                {"mx_1.example.net[2001:db8::12]", "mx_1.example.net", "2001:db8::12", 0},
                {"localhost[127.0.0.1]", "localhost", "127.0.0.1", 0},
                {"unknown[unknown]", "unknown", "unknown", 0}}},
    {"client_unread", {{"unknown[192.0.2.66]", NULL, NULL, 0}, {"mail.example.org[203.0.113.9]:40219", NULL, NULL, 0}}},
    {"endpoint", {{"[192.0.2.66]:51386", NULL, "192.0.2.66", 51386}, {"[2001:db8::12]:25", NULL, "2001:db8::12", 25}}},
    {"bare_endpoint", {{"[192.0.2.66]51386", NULL, NULL, 0}}},
    {"client_addr", {{"192.0.2.66", NULL, "192.0.2.66", 0}, {"2001:db8::66", NULL, "2001:db8::66", 0}}},
    {"hostname", {{"dsl-11.isp.example", NULL, NULL, 0}, {"192.0.2.66", NULL, NULL, 0}, {"mx_1.example.net", NULL, NULL, 0}}},
    {"server", {{"mx.example.org[198.51.100.25]:25", NULL, NULL, 0}, {"mx.example.org[2001:db8::25]:465", NULL, NULL, 0}}},
    {"server_bare", {{"mx.example.org[198.51.100.25]", NULL, NULL, 0}, {"mx.example.org[2001:db8::25]", NULL, NULL, 0}}},
    {"socket", {{"private/smtp socket", NULL, NULL, 0}, {"unix:private/rewrite", NULL, NULL, 0}}},
    {"text", {{"x", NULL, NULL, 0}, {"some text: with \"quotes\" (and more); x=y", NULL, NULL, 0},
              {"warning: hostname evil.example does not resolve to address 203.0.113.1", NULL, NULL, 0},
              {"unknown[203.0.113.1]: SASL LOGIN authentication failed", NULL, NULL, 0},
              {"from mail.example.org[203.0.113.1]: status=sent (ok)", NULL, NULL, 0}, {"caf\xc3\xa9 ????", NULL, NULL, 0}}},
    {"plain", {{"x", NULL, NULL, 0}, {"some words", NULL, NULL, 0}, {"Access denied", NULL, NULL, 0}, {"a: b c", NULL, NULL, 0}}},
    {"error", {{"No such file or directory", NULL, NULL, 0}, {"Connection refused", NULL, NULL, 0}, {"Success", NULL, NULL, 0},
               {"Name or service not known", NULL, NULL, 0}, {"Unknown error", NULL, NULL, 0}}},
    {"word", {{"x", NULL, NULL, 0}, {"Server", NULL, NULL, 0}, {"some_word", NULL, NULL, 0}, {"a.b-c", NULL, NULL, 0}}},
    {"number", {{"0", NULL, NULL, 0}, {"1", NULL, NULL, 0}, {"42", NULL, NULL, 0}, {"1234567", NULL, NULL, 0}}},
    {"decimal", {{"0", NULL, NULL, 0}, {"0.13", NULL, NULL, 0}, {"12.5", NULL, NULL, 0}}},
    {"hex", {{"1f", NULL, NULL, 0}, {"0A1B2C3D4E5F", NULL, NULL, 0}}},
    {"dump", {{"0000", NULL, NULL, 0}, {"0a10", NULL, NULL, 0}}},
    {"char", {{"D", NULL, NULL, 0}, {"/", NULL, NULL, 0}}},
    {"path", {{"/etc/postfix/header_checks", NULL, NULL, 0}, {"active/3ECE1AD67DE", NULL, NULL, 0}, {"private/smtp", NULL, NULL, 0}}},
    {"parameter", {{"virtual_alias_maps", NULL, NULL, 0}, {"smtpd_tls_security_level", NULL, NULL, 0}}},
    {"value", {{"yes", NULL, NULL, 0}, {"encrypt", NULL, NULL, 0}}},
    {"table", {{"hash:/etc/postfix/access", NULL, NULL, 0}, {"proxy:mysql:/etc/postfix/users.cf", NULL, NULL, 0}, {"ldap:users", NULL, NULL, 0}}},
    {"map", {{"transport_maps", NULL, NULL, 0}, {"/etc/postfix/access.cidr", NULL, NULL, 0}}},
    {"name", {{"/var/lib/postfix/cache", NULL, NULL, 0}, {"btree:/var/lib/postfix/verify_cache", NULL, NULL, 0}}},
    {"type", {{"hash", NULL, NULL, 0}, {"btree", NULL, NULL, 0}, {"inline", NULL, NULL, 0}}},
    {"service", {{"smtp", NULL, NULL, 0}, {"defer", NULL, NULL, 0}, {"private/anvil", NULL, NULL, 0}}},
    {"queue", {{"active", NULL, NULL, 0}, {"deferred", NULL, NULL, 0}}},
    {"milter", {{"inet:127.0.0.1:8891", NULL, NULL, 0}, {"unix:/run/opendkim.sock", NULL, NULL, 0}}},
    {"address", {{"alice@example.net", NULL, NULL, 0}, {"o'brien+x@example.org", NULL, NULL, 0}}},
    {"user", {{"vmail", NULL, NULL, 0}, {"postfix", NULL, NULL, 0}}},
    {"host", {{"mx.example.org", NULL, NULL, 0}, {"example.net", NULL, NULL, 0}}},
    {"ip", {{"198.51.100.7", NULL, NULL, 0}, {"2001:db8::7", NULL, NULL, 0}}},
    {"rrtype", {{"MX", NULL, NULL, 0}, {"AAAA", NULL, NULL, 0}}},
    {"where", {{"RCPT", NULL, NULL, 0}, {"EHLO", NULL, NULL, 0}, {"END-OF-MESSAGE", NULL, NULL, 0}}},
    {"mechanism", {{"PLAIN", NULL, NULL, 0}, {"CRAM-MD5", NULL, NULL, 0}}},
    {"reason", {{"authentication failure", NULL, NULL, 0}, {"(reason unavailable)", NULL, NULL, 0}}},
    {"trust", {{"Anonymous", NULL, NULL, 0}, {"Untrusted", NULL, NULL, 0}, {"Trusted", NULL, NULL, 0}, {"Verified", NULL, NULL, 0}}},
    {"check", {{"warning", NULL, NULL, 0}, {"replace", NULL, NULL, 0}, {"prepend", NULL, NULL, 0}, {"info", NULL, NULL, 0}}},
    {"verdict", {{"reject", NULL, NULL, 0}, {"hold", NULL, NULL, 0}, {"discard", NULL, NULL, 0}}},
    {"access", {{"warn", NULL, NULL, 0}, {"hold", NULL, NULL, 0}, {"discard", NULL, NULL, 0}, {"redirect", NULL, NULL, 0}, {"filter", NULL, NULL, 0}}},
    {"allow", {{"ALLOW", NULL, NULL, 0}, {"DENY", NULL, NULL, 0}, {"WHITE", NULL, NULL, 0}, {"BLACK", NULL, NULL, 0}}},
    {"allow_word", {{"ALLOWLIST", NULL, NULL, 0}, {"WHITELIST", NULL, NULL, 0}}},
    {"anvil_rate", {{"connection", NULL, NULL, 0}, {"message", NULL, NULL, 0}, {"recipient", NULL, NULL, 0}, {"newtls", NULL, NULL, 0}, {"auth", NULL, NULL, 0}}},
};
/* clang-format on */

/* A line of statements.txt. */
struct statement {
    unsigned line;
    const char *program, *kind, *category; /* category NULL for the kinds that have none */
    const char *template;
};

static struct statement *statements;
static size_t statement_count;
static char *file_text;

/* A statement that was filled in: the message, and what the event must tell of it. */
struct filled {
    char message[4096];
    size_t length;
    struct value client;
    const char *queue_id, *hostname;
};

/* How many statements of a program, or of a severity, were classified. */
struct group {
    const char *name;
    unsigned total, classified, internal;
};

static uint32_t random_state;

static uint32_t next_random(void)
{
    random_state = random_state * UINT32_C(1664525) + UINT32_C(1013904223);
    return random_state >> 16;
}

/* ---- the list ---- */

static void add_statement(char *line, unsigned number)
{
    statements = realloc(statements, (statement_count + 1) * sizeof *statements);
    char *kind = strchr(line, ' ');
    char *template = kind ? strchr(kind + 1, ' ') : NULL;
    if (statements == NULL || template == NULL)
        fail_msg("statements.txt:%u: PROGRAM KIND[:CATEGORY] MESSAGE", number);
    *kind++ = 0;
    *template ++ = 0;
    char *category = strchr(kind, ':');
    if (category)
        *category++ = 0;
    statements[statement_count++] = (struct statement){number, line, kind, category, template};
}

static int load(void **state)
{
    (void)state;
    FILE *file = fopen(PFL_CASES "/../statements.txt", "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return -1;
    long size = ftell(file);
    rewind(file);
    file_text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (file_text == NULL || fread(file_text, 1, (size_t)size, file) != (size_t)size)
        return -1;
    fclose(file);
    file_text[size] = 0;
    unsigned number = 0;
    for (char *line = file_text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = 0;
        number++;
        if (*line && *line != '#')
            add_statement(line, number);
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    free(statements);
    free(file_text);
    return 0;
}

/* ---- filling ---- */

static const struct placeholder *find_placeholder(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++)
        if (strlen(placeholders[i].name) == length && memcmp(placeholders[i].name, name, length) == 0)
            return &placeholders[i];
    return NULL;
}

static void append(struct filled *out, const char *text, size_t length)
{
    if (out->length + length >= sizeof out->message)
        fail_msg("a statement of more than %zu bytes", sizeof out->message);
    memcpy(out->message + out->length, text, length);
    out->length += length;
    out->message[out->length] = 0;
}

static const struct value *choose(const struct placeholder *p)
{
    size_t count = 0;
    while (count < sizeof p->values / sizeof p->values[0] && p->values[count].text)
        count++;
    return &p->values[next_random() % count];
}

/* Puts a value in for each placeholder. A brace around any other word is just that. */
static void fill(const char *template, struct filled *out)
{
    memset(out, 0, sizeof *out);
    while (*template) {
        size_t plain = strcspn(template, "{");
        append(out, template, plain);
        template += plain;
        if (*template == 0)
            return;
        size_t length = strspn(template + 1, "abcdefghijklmnopqrstuvwxyz_");
        const struct placeholder *p = template[1 + length] == '}' ? find_placeholder(template + 1, length) : NULL;
        if (p == NULL) {
            append(out, template ++, 1);
            continue;
        }
        const struct value *value = choose(p);
        append(out, value->text, strlen(value->text));
        if (value->client_addr)
            out->client = *value;
        if (strcmp(p->name, "queue_id") == 0 && out->queue_id == NULL)
            out->queue_id = value->text;
        if (strcmp(p->name, "hostname") == 0)
            out->hostname = value->text;
        template += length + 2;
    }
}

/* ---- looking ---- */

/* Whether a text field of the event is what it must be, and absent when that is NULL. */
static int text_is(const pfl_event *event, const char *line, uint16_t field, const char *expected)
{
    pfl_span span;
    if (!pfl_event_span(event, field, &span))
        return expected == NULL;
    return expected && span.length == strlen(expected) && memcmp(line + span.offset, expected, span.length) == 0;
}

/* The port that an event with a client tells, 0 for none. */
static uint16_t client_port(const pfl_event *event)
{
    const pfl_field *field = pfl_field_info(event->kind, PFL_FIELD_CLIENT_PORT);
    uint16_t port = 0;
    if (field && (event->present >> field->bit & 1))
        memcpy(&port, (const char *)event + field->offset, sizeof port);
    return port;
}

/* NULL, or what is wrong. */
static const char *fault(const struct statement *s, const struct filled *f, const pfl_event *event, const char *line)
{
    if (strcmp(pfl_kind_info(event->kind)->name, s->kind) != 0)
        return "kind";
    if (s->category && strcmp(pfl_category_name(event->diagnostic.category), s->category) != 0)
        return "category";
    if (!text_is(event, line, PFL_FIELD_QUEUE_ID, f->queue_id))
        return "queue_id";
    if (f->client.client_addr && !text_is(event, line, PFL_FIELD_CLIENT_NAME, f->client.client_name))
        return "client_name";
    if ((f->client.client_addr || s->category) && !text_is(event, line, PFL_FIELD_CLIENT_ADDR, f->client.client_addr))
        return "client_addr";
    if (client_port(event) != f->client.client_port)
        return "client_port";
    if (s->category && !text_is(event, line, PFL_FIELD_HOSTNAME, f->hostname))
        return "hostname";
    return NULL;
}

static struct group *find_group(struct group *groups, const char *name)
{
    size_t i = 0;
    while (i < MAX_GROUPS - 1 && groups[i].name && strcmp(groups[i].name, name) != 0)
        i++;
    groups[i].name = name;
    return &groups[i];
}

static void count(struct group *groups, const char *name, const pfl_event *event)
{
    struct group *group = find_group(groups, name);
    group->total++;
    group->classified += event->kind != PFL_KIND_OTHER;
    group->internal += (event->kind == PFL_KIND_WARNING || event->kind == PFL_KIND_ERROR) &&
                       event->diagnostic.category == PFL_CATEGORY_INTERNAL;
}

static void print_groups(const char *title, const struct group *groups)
{
    printf("\n%-20s statements classified internal\n", title);
    for (size_t i = 0; i < MAX_GROUPS && groups[i].name; i++)
        printf("%-20s %10u %10u %8u\n", groups[i].name, groups[i].total, groups[i].classified, groups[i].internal);
}

static void test_statements(void **state)
{
    static struct group by_severity[MAX_GROUPS], by_program[MAX_GROUPS];
    (void)state;
    pfl_parser *parser;
    unsigned wrong = 0;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    random_state = 1;
    for (unsigned round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < statement_count; i++) {
            const struct statement *s = &statements[i];
            struct filled filled;
            char line[sizeof filled.message + 128];
            pfl_event event;
            fill(s->template, &filled);
            int length =
                snprintf(line, sizeof line, "2026-11-23T17:04:51Z mx1 postfix/%s[123]: %s", s->program, filled.message);
            assert_int_equal(pfl_parse_line(parser, line, (size_t)length, &event, sizeof event), PFL_OK);
            const char *name = fault(s, &filled, &event, line);
            if (name && wrong++ < MAX_SHOWN)
                fprintf(stderr, "statements.txt:%u: %s, got %s%s%s\n    %s\n", s->line, name,
                        pfl_kind_info(event.kind)->name, s->category ? ":" : "",
                        s->category ? pfl_category_name(event.diagnostic.category) : "", line);
            if (round > 0)
                continue;
            const char *severity = pfl_severity_name(event.severity);
            count(by_severity, *severity ? severity : "information", &event);
            count(by_program, s->program, &event);
        }
    pfl_parser_destroy(parser);
    printf("%zu statements\n", statement_count);
    print_groups("severity", by_severity);
    print_groups("program", by_program);
    if (wrong)
        fail_msg("%u of %zu lines are not what statements.txt says", wrong, ROUNDS * statement_count);
}

/* ---- the tables of patterns ---- */

#define START(category, text, source)             text,
#define AFTER_COLON(lead, category, text, source) text,
#define AFTER_BLANK(lead, category, text, source) text,
#define AFTER_NAMES(category, text, source)

static const char *const warning_starts[] = {
#define WARNING_STARTS
#include "lib/daemons/diagnostics.def"
};
static const char *const warnings_after_colon[] = {
#define WARNINGS_AFTER_COLON
#include "lib/daemons/diagnostics.def"
};
static const char *const warnings_after_blank[] = {
#define WARNINGS_AFTER_BLANK
#include "lib/daemons/diagnostics.def"
};
static const char *const note_starts[] = {
#define NOTE_STARTS
#include "lib/daemons/notes.def"
};
static const char *const notes_after_colon[] = {
#define NOTES_AFTER_COLON
#include "lib/daemons/notes.def"
};
static const char *const notes_after_blank[] = {
#define NOTES_AFTER_BLANK
#include "lib/daemons/notes.def"
};

/* Sorted by bytes, two bytes that are no word first, known words only, no %s or %w at the end. */
static void check_table(const char *const *patterns, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char *text = patterns[i];
        size_t last = strlen(text);
        if (i > 0 && strcmp(patterns[i - 1], text) > 0)
            fail_msg("not sorted: %s", text);
        if (last < 2 || text[0] == '%' || text[1] == '%')
            fail_msg("starts with a word: %s", text);
        for (const char *at = strchr(text, '%'); at; at = strchr(at + 2, '%'))
            if (at[1] == 0 || strchr("swdqcpha.", at[1]) == NULL)
                fail_msg("an unknown word: %s", text);
        if (text[last - 2] == '%' && strchr("sw", text[last - 1]))
            fail_msg("ends with any text: %s", text);
    }
}

static void test_tables(void **state)
{
    (void)state;
#define CHECK(table) check_table(table, sizeof(table) / sizeof(table)[0])
    CHECK(warning_starts);
    CHECK(warnings_after_colon);
    CHECK(warnings_after_blank);
    CHECK(note_starts);
    CHECK(notes_after_colon);
    CHECK(notes_after_blank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_statements),
    };
    return cmocka_run_group_tests_name("statements", tests, load, unload);
}
