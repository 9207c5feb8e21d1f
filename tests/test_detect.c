/*
 * detect.h: its tables, the options of an audit, and its rows. What the rules find is told by the stories in
 * tests/rules/; bounds, memory and threads are tested in test_detect_bounds.c.
 */
#include "phrase_state.h"
#include "stories.h"
#include "story_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* === One log with three incidents === */

static const char *const incidents[] = {
    "2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66",
    "2026-11-23T09:05:00Z 3 times every 1m: alice@example.net sends from 192.0.2.66",
    "2026-11-23T09:10:00Z 20 times every 1m: uid 33 sends",
    "2026-11-23T09:40:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 3",
    NULL,
};

static pfl_aggregator *state;
static pfl_view *view;

static int open_view(void **unused)
{
    (void)unused;
    state = phrase_state(incidents, NULL);
    return state != NULL && pfl_view_create(&view, state) == PFL_OK ? 0 : 1;
}

static int close_view(void **unused)
{
    (void)unused;
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
    return 0;
}

static pfl_audit *audit_with(const pfl_audit_options *options)
{
    pfl_audit *audit;
    assert_int_equal(pfl_audit_create(&audit, view, options), PFL_OK);
    assert_non_null(audit);
    return audit;
}

static pfl_rows *rows_of(const pfl_audit *audit, uint16_t table, const char *key)
{
    const pfl_rows_options options = {
        .size = sizeof options, .table = table, .key = key, .key_length = key == NULL ? 0 : strlen(key)};
    pfl_rows *rows;
    assert_int_equal(pfl_audit_rows(&rows, audit, &options), PFL_OK);
    return rows;
}

static uint64_t count_of(const pfl_audit *audit, uint16_t table, const char *key)
{
    pfl_rows *rows = rows_of(audit, table, key);
    uint64_t count = pfl_rows_count(rows);
    pfl_rows_destroy(rows);
    return count;
}

static void next(pfl_rows *rows, void *record, size_t size)
{
    size_t count;
    assert_int_equal(pfl_rows_next(rows, record, size, 1, &count), PFL_OK);
    assert_int_equal(count, 1);
}

static bool says(const pfl_rows *rows, pfl_span span, const char *text)
{
    return span.length == strlen(text) && memcmp(pfl_rows_text(rows) + span.offset, text, span.length) == 0;
}

/* How many findings of a rule an audit with some options has. */
static unsigned found(const pfl_audit_options *options, const char *rule)
{
    pfl_audit *audit = audit_with(options);
    pfl_rows *rows = rows_of(audit, PFL_TABLE_FINDINGS, NULL);
    pfl_findings_row row;
    unsigned count = 0;
    for (uint64_t i = 0; i < pfl_rows_count(rows); i++) {
        next(rows, &row, sizeof row);
        count += says(rows, row.rule, rule);
    }
    pfl_rows_destroy(rows);
    pfl_audit_destroy(audit);
    return count;
}

/* === Names and tables === */

static void test_names_are_pinned(void **unused)
{
    static const struct {
        uint32_t code;
        const char *name;
    } verdicts[] = {{0, "clean"},  {10, "unknown"}, {20, "attacked"},
                    {30, "check"}, {40, "likely"},  {50, "compromised"}},
      severities[] = {{0, "info"}, {10, "low"}, {20, "medium"}, {30, "high"}, {40, "critical"}};
    (void)unused;
    for (size_t i = 0; i < COUNT(verdicts); i++)
        assert_string_equal(pfl_verdict_name(verdicts[i].code), verdicts[i].name);
    for (size_t i = 0; i < COUNT(severities); i++) {
        assert_string_equal(pfl_finding_name(severities[i].code), severities[i].name);
        assert_int_equal(pfl_finding_code(severities[i].name), severities[i].code);
    }
    assert_null(pfl_verdict_name(1));
    assert_null(pfl_verdict_name(60));
    assert_null(pfl_verdict_name(UINT32_MAX));
    assert_null(pfl_finding_name(5));
    assert_null(pfl_finding_name(50));
    assert_int_equal(pfl_finding_code("worse"), -1);
    assert_int_equal(pfl_finding_code(""), -1);
    assert_int_equal(pfl_finding_code("High"), -1);
    assert_int_equal(pfl_finding_code(NULL), -1);
}

static void test_rules_are_a_table(void **unused)
{
    static const char *const names[] = {"R01", "R02", "R03", "R04", "R05", "R06",  "R08", "R09", "R10",
                                        "R11", "R12", "R13", "R14", "R15", "R15b", "R16", "R17", "R18",
                                        "R19", "R20", "R21", "R23", "R24", "R26",  "R27"};
    (void)unused;
    for (size_t i = 0; i < COUNT(names); i++) {
        const pfl_rule *r = pfl_rule_at(i);
        assert_non_null(r);
        assert_string_equal(r->name, names[i]);
        assert_ptr_equal(pfl_rule_by_name(names[i]), r);
        assert_true(strlen(r->title) > 0 && strlen(r->doc) > 0);
        assert_true(r->technique[0] == '\0' || r->technique[0] == 'T');
        assert_non_null(pfl_finding_name(r->severity));
        assert_int_equal(r->reserved, 0);
        assert_true(i == 0 || strcmp(pfl_rule_at(i - 1)->name, r->name) < 0);
    }
    assert_null(pfl_rule_at(COUNT(names)));
    assert_null(pfl_rule_at(SIZE_MAX));
    assert_null(pfl_rule_by_name("R07"));
    assert_null(pfl_rule_by_name("r01"));
    assert_null(pfl_rule_by_name(""));
    assert_null(pfl_rule_by_name(NULL));
}

/* A limit's code is pinned: it is 100 times the number of its rule, and a small one. */
static void test_limits_are_a_table(void **unused)
{
    size_t i = 0;
    const pfl_limit *l;
    (void)unused;
    for (; (l = pfl_limit_at(i)) != NULL; i++) {
        const char *dot = strchr(l->name, '.');
        char rule[8] = "", number[16];
        assert_true(dot != NULL && dot - l->name < (long)sizeof rule);
        memcpy(rule, l->name, (size_t)(dot - l->name));
        assert_non_null(pfl_rule_by_name(rule));
        snprintf(number, sizeof number, "R%02u", (unsigned)(l->code / 100));
        assert_memory_equal(rule, number, 3);
        assert_true(l->usual > 0 && strlen(l->doc) > 0);
        assert_true(i == 0 || pfl_limit_at(i - 1)->code < l->code);
        assert_true(i == 0 || strncmp(pfl_limit_at(i - 1)->name, l->name, 3) <= 0);
    }
    assert_true(i > 40);
    assert_null(pfl_limit_at(i + 1));
}

static void test_some_limits_are_pinned(void **unused)
{
    static const pfl_limit pinned[] = {
        {"R01.failures", "", 101, 5},    {"R02.networks", "", 202, 5},        {"R06.wide", "", 601, 3},
        {"R09.messages", "", 901, 100},  {"R09.messages-high", "", 903, 300}, {"R09.recipients-high", "", 904, 500},
        {"R09.times", "", 905, 5},       {"R10.domains", "", 1001, 50},       {"R12.senders", "", 1201, 5},
        {"R15.recipients", "", 1501, 3}, {"R15.networks", "", 1502, 3},       {"R15b.percent", "", 1551, 95},
        {"R16.web", "", 1602, 20},       {"R17.replies", "", 1702, 5},        {"R21.size", "", 2101, 2048},
        {"R23.days", "", 2301, 60},      {"R24.accounts", "", 2401, 3},       {"R27.senders", "", 2701, 3},
    };
    (void)unused;
    for (size_t i = 0; i < COUNT(pinned); i++) {
        size_t at = 0;
        while (pfl_limit_at(at) != NULL && strcmp(pfl_limit_at(at)->name, pinned[i].name) != 0)
            at++;
        assert_non_null(pfl_limit_at(at));
        assert_int_equal(pfl_limit_at(at)->code, pinned[i].code);
        assert_int_equal(pfl_limit_at(at)->usual, pinned[i].usual);
    }
}

/* === Options === */

static void assert_refused(const pfl_audit_options *options, int32_t status)
{
    pfl_audit *audit = (pfl_audit *)&status;
    assert_int_equal(pfl_audit_create(&audit, view, options), status);
    assert_null(audit);
}

static void test_nothing_is_made_of_null(void **unused)
{
    pfl_audit *audit = (pfl_audit *)&audit;
    (void)unused;
    assert_int_equal(pfl_audit_create(NULL, view, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_create(&audit, NULL, NULL), PFL_ERR_ARGUMENT);
    assert_null(audit);
    pfl_audit_destroy(NULL);
}

static void test_wrong_options_are_refused(void **unused)
{
    static const pfl_network wide = {.bits = 129};
    static const char *const no_name[] = {"alice", NULL};
    static const pfl_limit_setting no_limit = {999, 1}, nothing = {101, 0}, none = {0, 1};
    const pfl_audit_options refused[] = {
        {.size = sizeof refused[0], .trusted_count = 1},
        {.size = sizeof refused[0], .proxy_count = 1},
        {.size = sizeof refused[0], .monitor_count = 1},
        {.size = sizeof refused[0], .monitor_network_count = 1},
        {.size = sizeof refused[0], .bulk_count = 1},
        {.size = sizeof refused[0], .limit_count = 1},
        {.size = sizeof refused[0], .trusted = &wide, .trusted_count = 1},
        {.size = sizeof refused[0], .proxies = &wide, .proxy_count = 1},
        {.size = sizeof refused[0], .monitor_networks = &wide, .monitor_network_count = 1},
        {.size = sizeof refused[0], .bulk = no_name, .bulk_count = 2},
        {.size = sizeof refused[0], .monitors = no_name, .monitor_count = 2},
        {.size = sizeof refused[0], .limits = &no_limit, .limit_count = 1},
        {.size = sizeof refused[0], .limits = &nothing, .limit_count = 1},
        {.size = sizeof refused[0], .limits = &none, .limit_count = 1},
    };
    (void)unused;
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_refused(&refused[i], PFL_ERR_ARGUMENT);
}

static void test_options_of_other_releases(void **unused)
{
    struct {
        pfl_audit_options known;
        uint64_t unknown[2];
    } newer = {.known = {.size = sizeof newer}};
    const pfl_audit_options none = {0}, reserved = {.size = sizeof reserved, .reserved = 1};
    const pfl_audit_options all_zero = {.size = sizeof all_zero}, older = {.size = 8};
    (void)unused;
    assert_refused(&none, PFL_ERR_OPTION);
    assert_refused(&reserved, PFL_ERR_OPTION);
    pfl_audit_destroy(audit_with(&all_zero));
    pfl_audit_destroy(audit_with(&older));
    pfl_audit_destroy(audit_with(&newer.known));
    newer.unknown[1] = 1;
    assert_refused(&newer.known, PFL_ERR_OPTION);
}

/* What an older release does not know does not count, whatever lies there. */
static void test_what_lies_behind_older_options_is_not_read(void **unused)
{
    pfl_audit_options older = {.size = 8, .bulk_count = 1, .limit_count = 1};
    (void)unused;
    pfl_audit_destroy(audit_with(&older));
}

static void test_limits_without_an_effect_on_others(void **unused)
{
    const pfl_limit_setting setting = {1602, 21}, twice[] = {{1602, 99}, {1602, 20}};
    const pfl_audit_options usual = {.size = sizeof usual},
                            less = {.size = sizeof less, .limits = &setting, .limit_count = 1},
                            last = {.size = sizeof last, .limits = twice, .limit_count = 2};
    (void)unused;
    assert_int_equal(found(&usual, "R16"), 1);
    assert_int_equal(found(&less, "R16"), 0);
    assert_int_equal(found(&less, "R01"), 1);
    assert_int_equal(found(&less, "R15"), 1);
    assert_int_equal(found(&last, "R16"), 1); /* the last one counts */
    assert_int_equal(found(&usual, "R16"), 1);
}

static void *copy_of(const void *from, size_t size)
{
    void *copy = malloc(size);
    assert_non_null(copy);
    return memcpy(copy, from, size);
}

/* Nothing of it is looked at once the audit is made: sanitizers see what is released. */
static void test_options_are_copied(void **unused)
{
    pfl_network network;
    const pfl_limit_setting setting = {1602, 21};
    (void)unused;
    assert_int_equal(pfl_network_parse("192.0.2.0/24", 12, &network), PFL_OK);
    char *name = copy_of("alice@example.net", 18);
    const char **names = copy_of(&name, sizeof name);
    pfl_network *networks = copy_of(&network, sizeof network);
    pfl_limit_setting *limits = copy_of(&setting, sizeof setting);
    pfl_audit_options *options = calloc(1, sizeof *options);
    *options = (pfl_audit_options){.size = sizeof *options,
                                   .trusted = networks,
                                   .trusted_count = 1,
                                   .proxies = networks,
                                   .proxy_count = 1,
                                   .monitors = names,
                                   .monitor_count = 1,
                                   .monitor_networks = networks,
                                   .monitor_network_count = 1,
                                   .bulk = names,
                                   .bulk_count = 1,
                                   .limits = limits,
                                   .limit_count = 1};
    pfl_audit *audit = audit_with(options);
    memset(networks, 0, sizeof *networks);
    memset(name, 0, 18);
    memset(limits, 0, sizeof *limits);
    free(name);
    free(names);
    free(networks);
    free(limits);
    free(options);
    assert_int_equal(count_of(audit, PFL_TABLE_FINDINGS, NULL), 1); /* R15: neither R01 nor R16 */
    assert_int_equal(count_of(audit, PFL_TABLE_FINDINGS, "203.0.113.66"), 1);
    pfl_audit_destroy(audit);
}

/* === Rows === */

static void test_the_tables_of_an_audit(void **unused)
{
    pfl_audit *audit = audit_with(NULL);
    (void)unused;
    assert_int_equal(count_of(audit, PFL_TABLE_AUDIT, NULL), 1);
    assert_int_equal(count_of(audit, PFL_TABLE_VERDICTS, NULL), 3);
    assert_int_equal(count_of(audit, PFL_TABLE_FINDINGS, NULL), 3);
    assert_int_equal(count_of(audit, PFL_TABLE_FINDING_SOURCES, NULL), 2); /* uid 33 has no address */
    assert_true(count_of(audit, PFL_TABLE_FINDING_LINES, NULL) >= 3);
    assert_int_equal(count_of(audit, PFL_TABLE_ACCOUNTS, NULL), 1);
    pfl_audit_destroy(audit);
}

/* R15 is critical; R01 (08:05) and R16 (09:00) are high, in the order of their times. */
static void test_the_worst_stands_first(void **unused)
{
    static const char *const rules[] = {"R15", "R01", "R16"};
    static const uint32_t severities[] = {PFL_FINDING_CRITICAL, PFL_FINDING_HIGH, PFL_FINDING_HIGH};
    static const uint32_t verdicts[] = {PFL_VERDICT_LIKELY, PFL_VERDICT_LIKELY, PFL_VERDICT_CHECK};
    pfl_audit *audit = audit_with(NULL);
    pfl_rows *rows = rows_of(audit, PFL_TABLE_FINDINGS, NULL);
    pfl_findings_row finding;
    pfl_verdicts_row verdict;
    (void)unused;
    for (size_t i = 0; i < COUNT(rules); i++) {
        next(rows, &finding, sizeof finding);
        assert_int_equal(finding.number, i + 1);
        assert_true(says(rows, finding.rule, rules[i]));
        assert_int_equal(finding.severity, severities[i]);
        assert_true(finding.text.length > 0);
    }
    pfl_rows_destroy(rows);
    rows = rows_of(audit, PFL_TABLE_VERDICTS, NULL);
    for (size_t i = 0; i < COUNT(verdicts); i++) {
        next(rows, &verdict, sizeof verdict);
        assert_int_equal(verdict.verdict, verdicts[i]);
    }
    pfl_rows_destroy(rows);
    pfl_audit_destroy(audit);
}

/* What a finding is about is the key of verdicts and findings; its number, that of its addresses and lines. */
static void test_keys(void **unused)
{
    static const struct {
        uint16_t table;
        const char *key;
        uint64_t count;
    } keys[] = {
        {PFL_TABLE_VERDICTS, "Alice@Example.NET", 1},
        {PFL_TABLE_VERDICTS, "33", 1},
        {PFL_TABLE_VERDICTS, "203.0.113.66", 1},
        {PFL_TABLE_VERDICTS, "carol@example.net", 0},
        {PFL_TABLE_FINDINGS, "alice@example.net", 1},
        {PFL_TABLE_FINDINGS, "33", 1},
        {PFL_TABLE_FINDINGS, "203.0.113.66", 1},
        {PFL_TABLE_FINDINGS, "R01", 0},
        {PFL_TABLE_FINDING_SOURCES, "1", 1},
        {PFL_TABLE_FINDING_SOURCES, "3", 0},
        {PFL_TABLE_FINDING_SOURCES, "4", 0},
        {PFL_TABLE_FINDING_SOURCES, "2x", 0},
        {PFL_TABLE_FINDING_LINES, "2", 3},
        {PFL_TABLE_FINDING_LINES, "99", 0},
    };
    pfl_audit *audit = audit_with(NULL);
    (void)unused;
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_int_equal(count_of(audit, keys[i].table, keys[i].key), keys[i].count);
    pfl_audit_destroy(audit);
}

static void test_rows_that_are_refused(void **unused)
{
    pfl_audit *audit = audit_with(NULL);
    const pfl_rows_options findings = {.size = sizeof findings, .table = PFL_TABLE_FINDINGS},
                           sizeless = {.table = PFL_TABLE_FINDINGS}, none = {.size = sizeof none, .table = 999},
                           foreign = {.size = sizeof foreign, .table = PFL_TABLE_FINDINGS, .order = PFL_COLUMN_BYTES};
    pfl_rows *rows = (pfl_rows *)&rows;
    (void)unused;
    assert_int_equal(pfl_audit_rows(NULL, audit, &findings), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_rows(&rows, NULL, &findings), PFL_ERR_ARGUMENT);
    assert_null(rows);
    assert_int_equal(pfl_audit_rows(&rows, audit, NULL), PFL_ERR_ARGUMENT);
    assert_null(rows);
    assert_int_equal(pfl_audit_rows(&rows, audit, &none), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_rows(&rows, audit, &foreign), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_audit_rows(&rows, audit, &sizeless), PFL_ERR_OPTION);
    assert_null(rows);
    assert_int_equal(pfl_rows_create(&rows, view, &findings), PFL_ERR_ARGUMENT); /* a view has no findings */
    assert_null(rows);
    pfl_audit_destroy(audit);
}

/* === All stories of the rules: what holds for every audit === */

struct seen {
    uint32_t severity[64]; /* the highest, by rule; UINT32_MAX: none */
};

static size_t place_of(const pfl_rows *rows, pfl_span rule)
{
    size_t i = 0;
    while (pfl_rule_at(i) != NULL && !says(rows, rule, pfl_rule_at(i)->name))
        i++;
    return i;
}

static void check_audit(const pfl_audit *audit, struct seen *seen)
{
    pfl_rows *rows = rows_of(audit, PFL_TABLE_FINDINGS, NULL);
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < pfl_rows_count(rows); i++) {
        pfl_findings_row f;
        char number[12];
        next(rows, &f, sizeof f);
        size_t rule = place_of(rows, f.rule);
        assert_non_null(pfl_rule_at(rule));
        assert_int_equal(f.number, i + 1);
        assert_true(f.severity <= before && f.severity <= pfl_rule_at(rule)->severity);
        assert_true(f.text.length > 20);
        assert_true(f.first <= f.last);
        before = f.severity;
        if (seen->severity[rule] == UINT32_MAX || f.severity > seen->severity[rule])
            seen->severity[rule] = f.severity;
        snprintf(number, sizeof number, "%u", i + 1);
        assert_int_equal(count_of(audit, PFL_TABLE_FINDING_SOURCES, number), f.sources < 32 ? f.sources : 32);
        assert_true(count_of(audit, PFL_TABLE_FINDING_LINES, number) <= 8);
    }
    pfl_rows_destroy(rows);
}

/* Each rule finds something in some story, and its highest severity is what it says. */
static void test_all_stories(void **unused)
{
    story_list *all = stories_load(PFL_CASES "/../rules");
    struct seen seen;
    (void)unused;
    assert_non_null(all);
    memset(&seen, 0xff, sizeof seen);
    for (size_t i = 0; i < stories_count(all); i++) {
        const story *s = stories_at(all, i);
        pfl_aggregator *read = story_state(s);
        pfl_audit *audit;
        pfl_view *seen_of;
        assert_int_equal(story_read(read, s, 0, s->line_count), PFL_OK);
        assert_int_equal(pfl_view_create(&seen_of, read), PFL_OK);
        assert_int_equal(pfl_audit_create(&audit, seen_of, NULL), PFL_OK);
        check_audit(audit, &seen);
        pfl_audit_destroy(audit);
        pfl_view_destroy(seen_of);
        pfl_aggregator_destroy(read);
    }
    stories_free(all);
    for (size_t i = 0; pfl_rule_at(i) != NULL; i++)
        if (seen.severity[i] != pfl_rule_at(i)->severity)
            fail_msg("%s: %s is the highest severity in the stories", pfl_rule_at(i)->name,
                     seen.severity[i] == UINT32_MAX ? "none" : pfl_finding_name(seen.severity[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_pinned),
        cmocka_unit_test(test_rules_are_a_table),
        cmocka_unit_test(test_limits_are_a_table),
        cmocka_unit_test(test_some_limits_are_pinned),
        cmocka_unit_test(test_nothing_is_made_of_null),
        cmocka_unit_test(test_wrong_options_are_refused),
        cmocka_unit_test(test_options_of_other_releases),
        cmocka_unit_test(test_what_lies_behind_older_options_is_not_read),
        cmocka_unit_test(test_limits_without_an_effect_on_others),
        cmocka_unit_test(test_options_are_copied),
        cmocka_unit_test(test_the_tables_of_an_audit),
        cmocka_unit_test(test_the_worst_stands_first),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_rows_that_are_refused),
        cmocka_unit_test(test_all_stories),
    };
    return cmocka_run_group_tests(tests, open_view, close_view);
}
