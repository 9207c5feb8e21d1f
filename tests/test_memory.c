/*
 * One allocation, at creation; no write to the input; no locale, no environment.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS, setenv */
#include "cases.h"
#include "record.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* Counts, and fails after a number of allocations. */
typedef struct counter {
    size_t allocations, releases, bytes, allowed;
    void *block;
} counter;

static void *count_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    counter *c = context;
    if (new_size == 0) {
        c->releases++;
        assert_ptr_equal(pointer, c->block);
        assert_int_equal(old_size, c->bytes);
        free(pointer);
        return c; /* "its result is then ignored" */
    }
    assert_null(pointer);
    assert_int_equal(old_size, 0);
    if (c->allocations++ >= c->allowed)
        return NULL;
    c->bytes = new_size;
    c->block = malloc(new_size);
    return c->block;
}

static pfl_parser_options counting(counter *c, uint32_t max_line)
{
    return (pfl_parser_options){.size = sizeof(pfl_parser_options),
                                .max_line = max_line,
                                .reference_time = INT64_C(1795471200000000),
                                .allocator = {c, count_resize}};
}

static void test_one_allocation_of_the_promised_size(void **state)
{
    (void)state;
    static const uint32_t lines[] = {256, 4096, PFL_MAX_LINE, 0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        counter c = {.allowed = 1};
        pfl_parser_options options = counting(&c, lines[i]);
        pfl_parser *parser;
        assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
        assert_int_equal(c.allocations, 1);
        assert_true(c.bytes <= 2 * (size_t)(lines[i] ? lines[i] : PFL_MAX_LINE) + 16 * 1024);
        pfl_parser_destroy(parser);
        assert_int_equal(c.allocations, 1);
        assert_int_equal(c.releases, 1);
    }
}

static void test_nothing_is_allocated_later(void **state)
{
    (void)state;
    counter c = {.allowed = 1};
    pfl_parser_options options = counting(&c, 256);
    pfl_parser *parser;
    pfl_zone zone = {0, 3600, 0};
    case_list *all = cases_load(PFL_CASES);
    size_t length, cuts[] = {1000, 1001, 5000};
    recording r = {0};
    assert_non_null(all);
    const char *data = cases_corpus(all, &length);
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    record_parse(&r, parser, data, length, 8);
    pfl_parser_restart(parser, 0, 0);
    record_feed(&r, parser, data, length, cuts, 3, 8);
    pfl_parser_restart(parser, 0, 0);
    record_lines(&r, parser, data, length);
    pfl_parser_set_zones(parser, &zone, 1);
    pfl_parser_set_reference(parser, 1);
    assert_null(r.fault);
    assert_int_equal(c.allocations, 1);
    assert_int_equal(c.releases, 0);
    recording_free(&r);
    pfl_parser_destroy(parser);
    assert_int_equal(c.releases, 1);
    cases_free(all);
}

static void test_no_memory(void **state)
{
    (void)state;
    counter c = {.allowed = 0};
    pfl_parser_options options = counting(&c, 0);
    pfl_parser *parser = (pfl_parser *)&c;
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_ERR_MEMORY);
    assert_null(parser);
    assert_int_equal(c.allocations, 1);
    assert_int_equal(c.releases, 0);
    /* What is refused for another reason takes no memory at all. */
    options.max_line = 1;
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_ERR_ARGUMENT);
    assert_int_equal(c.allocations, 1);
}

/* The input lies on pages that cannot be written, and ends where the readable ones do. */
static void test_input_is_only_read(void **state)
{
    (void)state;
    case_list *all = cases_load(PFL_CASES);
    size_t length, page = (size_t)sysconf(_SC_PAGESIZE);
    assert_non_null(all);
    const char *data = cases_corpus(all, &length);
    size_t pages = (length + page - 1) / page * page;
    char *block = mmap(NULL, pages + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(block != MAP_FAILED);
    char *at = block + pages - length;
    memcpy(at, data, length);
    assert_int_equal(mprotect(block, pages, PROT_READ), 0);
    assert_int_equal(mprotect(block + pages, page, PROT_NONE), 0);
    pfl_parser *parser;
    pfl_event events[64];
    size_t count, consumed, used = 0;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    while (used < length) {
        assert_true(pfl_parse(parser, at + used, length - used, PFL_FINAL, events, sizeof *events, 64, &count,
                              &consumed) >= 0);
        used += consumed;
    }
    pfl_parser_restart(parser, 0, 0);
    assert_int_equal(pfl_parser_feed(parser, at, length), PFL_OK);
    while (pfl_parser_next(parser, events, sizeof *events, 64, &count) == PFL_OK)
        ;
    assert_memory_equal(at, data, length);
    pfl_parser_destroy(parser);
    munmap(block, pages + page);
    cases_free(all);
}

static void record_corpus(recording *r, const case_list *all)
{
    pfl_parser *parser;
    pfl_parser_options options = {.size = sizeof options, .reference_time = INT64_C(1795471200000000)};
    size_t length;
    const char *data = cases_corpus(all, &length);
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    record_parse(r, parser, data, length, 64);
    pfl_parser_destroy(parser);
}

/* Machines in Turkey, with decimal commas, or in Kathmandu read a log as all others do. */
static void test_locale_and_zone_do_not_matter(void **state)
{
    (void)state;
    static const char *const locales[] = {"tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8", "ja_JP.SJIS", ""};
    static const char *const zones[] = {"Asia/Kathmandu", "America/New_York", "Europe/Berlin", "XYZ-13", ""};
    case_list *all = cases_load(PFL_CASES);
    recording plain = {0};
    size_t index;
    assert_non_null(all);
    record_corpus(&plain, all);
    assert_null(plain.fault);
    for (size_t i = 0; i < 5; i++) {
        recording r = {0};
        setlocale(LC_ALL, locales[i]); /* as far as it is installed */
        assert_int_equal(setenv("TZ", zones[i], 1), 0);
        tzset();
        record_corpus(&r, all);
        assert_null(recordings_differ(&plain, &r, &index));
        recording_free(&r);
    }
    setlocale(LC_ALL, "C");
    unsetenv("TZ");
    recording_free(&plain);
    cases_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_allocation_of_the_promised_size),
        cmocka_unit_test(test_nothing_is_allocated_later),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_input_is_only_read),
        cmocka_unit_test(test_locale_and_zone_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
