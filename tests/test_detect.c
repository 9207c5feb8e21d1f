/*
 * detect.h: its tables, and what holds for every audit. What the rules find is told by the stories in tests/rules/;
 * options and rows are tested in test_detect_options.c and test_detect_rows.c, bounds, memory and threads in
 * test_detect_bounds.c.
 */
#include "stories.h"
#include "story_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "three_incidents.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

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
        cmocka_unit_test(test_names_are_pinned),   cmocka_unit_test(test_rules_are_a_table),
        cmocka_unit_test(test_limits_are_a_table), cmocka_unit_test(test_some_limits_are_pinned),
        cmocka_unit_test(test_all_stories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
