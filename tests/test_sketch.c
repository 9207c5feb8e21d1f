/*
 * What a state keeps of sets and lines: sketches, evidence, days, next hops, and the senders'
 * folding. Each against a model, and as something that adds up in any order.
 */
#include "lib/aggregate/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "chance.h"
#include "sized_heap.h"

/* === Sketches === */

static int compare_hashes(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* The smallest of all hashes, each once. */
static void check_sketch(const struct sketch *s, const uint64_t *hashes, size_t count, uint16_t limit)
{
    uint64_t *sorted = malloc((count + 1) * sizeof *sorted);
    uint32_t kept = 0;
    memcpy(sorted, hashes, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_hashes);
    for (size_t i = 0; i < count && kept < limit; i++)
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            assert_true(kept < sketch_kept(s));
            assert_true(s->hashes[kept++] == sorted[i]);
        }
    assert_int_equal(sketch_kept(s), kept);
    assert_true(s == NULL || s->count <= s->capacity);
    if (kept < limit)
        assert_int_equal(pfl_sketch_count(s, limit), kept);
    free(sorted);
}

static void test_sketches_keep_the_smallest(void **state)
{
    (void)state;
    static const uint16_t limits[] = {TROUBLE_OTHERS, TROUBLE_DOMAINS, 64, 256, 3};
    uint64_t hashes[600];
    for (unsigned round = 0; round < 50; round++) {
        uint16_t limit = limits[round % 5];
        struct sketch *s = NULL;
        open_memory(UINT64_MAX);
        for (size_t i = 0; i < 600; i++) {
            hashes[i] = chance(4) == 0 && i > 0 ? hashes[chance(i)] : chance(UINT64_MAX) >> chance(64);
            hashes[i] = chance(50) == 0 ? UINT64_MAX : hashes[i];
            pfl_sketch_add(&memory, &s, hashes[i], limit);
            if (i < 20 || i % 50 == 0)
                check_sketch(s, hashes, i + 1, limit);
        }
        assert_int_equal(memory.used, sizeof *s + s->capacity * sizeof(uint64_t) + BLOCK_OVERHEAD);
        pfl_sketch_free(&memory, s);
        pfl_sketch_free(&memory, NULL);
        close_memory();
    }
}

/* Of evenly spread hashes, 256 of them kept: off by three tenths at most, by a fifteenth mostly, and to neither side.
 */
static void test_the_error_above_the_limit(void **state)
{
    (void)state;
    double sum = 0, squares = 0;
    unsigned estimates = 0;
    open_memory(UINT64_MAX);
    for (unsigned round = 0; round < 30; round++) {
        struct sketch *s = NULL;
        for (uint64_t n = 1; n <= 20000; n++) {
            const uint64_t words[2] = {n, round};
            pfl_sketch_add(&memory, &s, pfl_fixed_hash(words, sizeof words), 256);
            double off = (double)pfl_sketch_count(s, 256) / (double)n - 1;
            assert_true(off > -0.3 && off < 0.3);
            if (n >= 256 && n % 1000 == 0) {
                sum += off;
                squares += off * off;
                estimates++;
            }
        }
        pfl_sketch_free(&memory, s);
    }
    assert_true(squares / estimates < 1.0 / (15 * 15));
    assert_true(sum / estimates > -0.02 && sum / estimates < 0.02);
    close_memory();
}

static void merge_sketch(struct sketch **into, const struct sketch *from)
{
    for (uint32_t i = 0; i < sketch_kept(from); i++)
        pfl_sketch_add(&memory, into, from->hashes[i], 64);
}

static void assert_same_sketch(const struct sketch *a, const struct sketch *b)
{
    assert_int_equal(sketch_kept(a), sketch_kept(b));
    assert_memory_equal(a->hashes, b->hashes, sketch_kept(a) * sizeof(uint64_t));
}

static void test_unions_of_sketches(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 100; round++) {
        struct sketch *parts[3] = {0}, *all = NULL, *forth = NULL, *back = NULL, *pair = NULL;
        open_memory(UINT64_MAX);
        for (unsigned i = 0; i < 3; i++)
            for (uint64_t k = 1 + chance(100); k > 0; k--) {
                uint64_t n = chance(150);
                pfl_sketch_add(&memory, &parts[i], pfl_fixed_hash(&n, sizeof n), 64);
                pfl_sketch_add(&memory, &all, pfl_fixed_hash(&n, sizeof n), 64);
            }
        for (unsigned i = 0; i < 3; i++)
            merge_sketch(&forth, parts[i]);
        merge_sketch(&pair, parts[2]);
        merge_sketch(&pair, parts[1]);
        merge_sketch(&back, pair);
        merge_sketch(&back, parts[0]);
        merge_sketch(&back, all); /* once more */
        assert_same_sketch(all, forth);
        assert_same_sketch(all, back);
        for (unsigned i = 0; i < 3; i++)
            pfl_sketch_free(&memory, parts[i]);
        pfl_sketch_free(&memory, all);
        pfl_sketch_free(&memory, forth);
        pfl_sketch_free(&memory, back);
        pfl_sketch_free(&memory, pair);
        close_memory();
    }
}

static void test_a_sketch_without_memory(void **state)
{
    (void)state;
    struct sketch *s = NULL;
    open_memory(UINT64_MAX);
    heap.allowed = 0;
    pfl_sketch_add(&memory, &s, 7, 16);
    assert_null(s);
    assert_int_equal(memory.lost, 1);
    heap.allowed = SIZE_MAX;
    pfl_sketch_add(&memory, &s, 7, 16);
    pfl_sketch_add(&memory, &s, 5, 16);
    heap.allowed = 0;
    pfl_sketch_add(&memory, &s, 6, 16);
    pfl_sketch_add(&memory, &s, 7, 16);
    assert_int_equal(memory.lost, 2);
    check_sketch(s, (const uint64_t[]){5, 7}, 2, 16);
    pfl_sketch_free(&memory, s);
    close_memory();
}

/* === Evidence === */

struct line {
    int64_t time;
    struct place place;
    char text[600];
    size_t length;
};

static bool is_before(const struct line *a, const struct line *b)
{
    size_t x = a->length < EVIDENCE_TEXT ? a->length : EVIDENCE_TEXT;
    size_t y = b->length < EVIDENCE_TEXT ? b->length : EVIDENCE_TEXT;
    int order = memcmp(a->text, b->text, x < y ? x : y);
    if (a->time != b->time)
        return a->time < b->time;
    if (order != 0 || x != y)
        return order != 0 ? order < 0 : x < y;
    if (a->place.stream != b->place.stream)
        return a->place.stream < b->place.stream;
    return a->place.offset < b->place.offset;
}

static bool is_on_a_later_day(const struct line *a, const struct line *b)
{
    if (a->time == PFL_TIME_INVALID || b->time == PFL_TIME_INVALID)
        return b->time == PFL_TIME_INVALID && a->time != PFL_TIME_INVALID;
    return day_of(a->time) > day_of(b->time);
}

static const struct line *to_be_kept(enum keep keep, const struct line *lines, size_t count)
{
    const struct line *kept = &lines[0];
    for (size_t i = 1; i < count; i++) {
        bool later = is_on_a_later_day(&lines[i], kept), sooner = is_on_a_later_day(kept, &lines[i]);
        bool before = is_before(&lines[i], kept), behind = is_before(kept, &lines[i]);
        if (keep == KEEP_FIRST ? before : keep == KEEP_LAST ? behind : later || (!sooner && before))
            kept = &lines[i];
    }
    return kept;
}

static struct line any_line(void)
{
    static const int64_t times[] = {PFL_TIME_INVALID, -1, 0, 5, DAYS - 1, DAYS, DAYS + 1};
    struct line line = {.time = times[chance(7)], .place = {chance(2), chance(2)}};
    line.length = chance(3) == 0 ? 510 + chance(6) : chance(3);
    memset(line.text, 'a', line.length);
    if (line.length > 0)
        line.text[chance(line.length)] = (char)('a' + chance(2));
    return line;
}

static void offer(struct evidence **slot, enum keep keep, const struct line *line)
{
    pfl_evidence_offer(&memory, slot, keep, line->time, line->place, (piece){line->text, line->length});
}

static void check_evidence(const struct evidence *e, const struct line *line)
{
    assert_int_equal(e->time, line->time);
    assert_int_equal(e->place.stream, line->place.stream);
    assert_int_equal(e->place.offset, line->place.offset);
    assert_int_equal(e->length, line->length < EVIDENCE_TEXT ? line->length : EVIDENCE_TEXT);
    assert_memory_equal(e->text, line->text, e->length);
}

/* Whichever comes first, and however they are put together, the same line stays. */
static void test_evidence_in_any_order(void **state)
{
    (void)state;
    struct line lines[12];
    for (unsigned round = 0; round < 3000; round++) {
        enum keep keep = (enum keep)(round % 3);
        size_t count = 2 + chance(10), middle = 1 + chance(count - 1);
        struct evidence *forth = NULL, *halves[2] = {0};
        open_memory(UINT64_MAX);
        for (size_t i = 0; i < count; i++) {
            lines[i] = any_line();
            offer(&forth, keep, &lines[i]);
        }
        for (size_t i = count; i-- > 0;)
            offer(&halves[i >= middle], keep, &lines[i]);
        const struct line *wanted = to_be_kept(keep, lines, count);
        bool second = pfl_evidence_prefers(keep, halves[1], halves[0]);
        check_evidence(second ? halves[1] : halves[0], wanted);
        pfl_evidence_merge(&memory, &halves[0], keep, halves[1]);
        pfl_evidence_merge(&memory, &halves[0], keep, halves[1]);
        pfl_evidence_merge(&memory, &halves[0], keep, NULL);
        check_evidence(forth, wanted);
        check_evidence(halves[0], wanted);
        pfl_evidence_free(&memory, forth);
        pfl_evidence_free(&memory, halves[0]);
        pfl_evidence_free(&memory, halves[1]);
        close_memory();
    }
}

static void test_evidence_without_memory(void **state)
{
    (void)state;
    struct line lines[3] = {
        {.time = 5, .length = 5}, {.time = 4, .length = EVIDENCE_STEP + 1}, {.time = 3, .length = EVIDENCE_STEP}};
    struct evidence *e = NULL;
    open_memory(UINT64_MAX);
    heap.allowed = 0;
    offer(&e, KEEP_FIRST, &lines[0]);
    assert_null(e);
    heap.allowed = SIZE_MAX;
    offer(&e, KEEP_FIRST, &lines[0]);
    heap.allowed = 0;
    offer(&e, KEEP_FIRST, &lines[1]);
    check_evidence(e, &lines[0]);
    offer(&e, KEEP_FIRST, &lines[2]); /* takes no more than the one before it */
    check_evidence(e, &lines[2]);
    assert_int_equal(memory.lost, 2);
    pfl_evidence_free(&memory, e);
    close_memory();
}

/* === Days === */

#define FIRST_DAY (-200)
#define ALL_DAYS  1400

/* The days that a set shows, up to 127 before its last. */
static void check_days(const struct days *d, const bool there[ALL_DAYS])
{
    int32_t last = ALL_DAYS - 1;
    while (last >= 0 && !there[last])
        last--;
    assert_int_equal((d->bits[0] | d->bits[1]) != 0, last >= 0);
    for (int32_t i = 0; last >= 0 && i < 128; i++)
        assert_int_equal(d->bits[i / 64] >> i % 64 & 1, i <= last && there[last - i]);
    if (last >= 0)
        assert_int_equal(d->last, FIRST_DAY + last);
}

static void test_days(void **state)
{
    (void)state;
    static const uint64_t spans[] = {3, 64, 65, 127, 128, 129, 600};
    for (unsigned round = 0; round < 2000; round++) {
        bool there[ALL_DAYS] = {false};
        struct days parts[3] = {0}, forth = {0}, back = {0};
        uint64_t start = chance(100), span = spans[chance(7)];
        for (unsigned n = 1 + (unsigned)chance(30); n > 0; n--) {
            uint64_t day = start + chance(2) * (span - 1) + chance(2) * chance(span);
            there[day] = true;
            pfl_days_add(&parts[chance(3)], (int32_t)day + FIRST_DAY);
        }
        for (unsigned i = 0; i < 3; i++)
            pfl_days_merge(&forth, &parts[i]);
        pfl_days_merge(&parts[1], &parts[0]);
        pfl_days_merge(&back, &parts[2]);
        pfl_days_merge(&back, &parts[1]);
        pfl_days_merge(&back, &forth);
        check_days(&forth, there);
        check_days(&back, there);
    }
}

/* === Names === */

static void test_senders_as_people_mean_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Eve@Dest.Example", "eve@dest.example"},
        {"eve+tag@dest.example", "eve@dest.example"},
        {"bounce-7-eve=dest.example@list.example", "bounce@list.example"},
        {"bounce+7-adam=other.example@list.example", "bounce@list.example"},
        {"first-last@dest.example", "first-last@dest.example"},
        {"prvs=1234abcdef=Eve@dest.example", "eve@dest.example"},
        {"prvs=1234@dest.example", "prvs=1234@dest.example"},
        {"SRS0=HHH=TT=dest.example=eve@relay.example", "srs0@relay.example"},
        {"srs1=HHH=one.example==HHH=TT=dest.example=eve@relay.example", "srs1@relay.example"},
        {"srs0+HHH=TT=dest.example=eve@relay.example", "srs0@relay.example"},
        {"+tag@dest.example", "+tag@dest.example"},
        {"=x@dest.example", "=x@dest.example"},
        {"a@b+c@dest.example", "a@b@dest.example"},
        {"@dest.example", "@dest.example"},
        {"eve+tag", "eve+tag"},
        {"eve@", "eve@"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct folded folded;
        pfl_fold_sender(&folded, (piece){cases[i][0], strlen(cases[i][0])});
        assert_int_equal(folded.length, strlen(cases[i][1]));
        assert_memory_equal(folded.bytes, cases[i][1], folded.length);
    }
}

/* Never longer, never cut to nothing, with the domain it had; and for the sanitizer nothing behind its end. */
static void test_folding_of_anything(void **state)
{
    (void)state;
    static const char bytes[] = "ab@@++-==.XpPrRvVsS01\xfc";
    for (unsigned round = 0; round < 20000; round++) {
        size_t length = chance(20) == 0 ? 505 + chance(20) : chance(24);
        char *text = malloc(length + (length == 0));
        struct folded folded, lower;
        for (size_t i = 0; i < length; i++)
            text[i] = bytes[chance(sizeof bytes)]; /* and 0 */
        if (length > 9 && chance(3) == 0)
            memcpy(text, chance(2) == 0 ? "prvs=" : "SRS0=", 5);
        piece address = {text, length};
        pfl_fold(&lower, address);
        pfl_fold_sender(&folded, address);
        assert_int_equal(lower.length, length < NAME_LENGTH ? length : NAME_LENGTH);
        assert_true(folded.length <= lower.length);
        piece was = pfl_domain_of((piece){lower.bytes, lower.length});
        piece is = pfl_domain_of((piece){folded.bytes, folded.length});
        assert_int_equal(is.length, was.length);
        assert_memory_equal(is.at, was.at, is.length);
        for (size_t i = 0; i < folded.length; i++)
            assert_true(folded.bytes[i] < 'A' || folded.bytes[i] > 'Z');
        free(text);
    }
}

static void test_names_go_with_their_last_mention(void **state)
{
    (void)state;
    const struct hash_key key = {{1, 2}};
    const piece one = {"one.example", 11}, two = {"two.example", 11};
    struct table names;
    open_memory(UINT64_MAX);
    pfl_table_open(&names, &memory, &key, sizeof(struct name), 0);
    uint32_t a = pfl_name_put(&names, one), b = pfl_name_put(&names, two);
    assert_int_equal(pfl_name_put(&names, one), a);
    name_mention(&names, a);
    name_mention(&names, a);
    name_mention(&names, b);
    name_mention(&names, NONE);
    pfl_name_forget(&names, a, true);
    assert_int_equal(pfl_table_find(&names, one.at, one.length), a);
    pfl_name_forget(&names, a, true);
    assert_int_equal(pfl_table_find(&names, one.at, one.length), NONE);
    pfl_name_forget(&names, b, false);
    assert_int_equal(pfl_table_find(&names, two.at, two.length), b);
    pfl_name_forget(&names, NONE, true);
    heap.allowed = 0;
    assert_int_equal(pfl_name_put(&names, (piece){"three.example", 13}), NONE);
    pfl_table_close(&names);
    close_memory();
}

/* The two smallest, whatever came first. */
static void test_next_hops(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 2000; round++) {
        struct domain d = {.hops = {0, 0}};
        uint32_t least[2] = {UINT32_MAX, UINT32_MAX};
        uint32_t below = chance(2) == 0 ? 6 : UINT32_MAX;
        for (unsigned n = (unsigned)chance(8); n > 0; n--) {
            uint32_t hop = (uint32_t)chance(below), told = hop == 0 ? 1 : hop;
            pfl_domain_hop(&d, hop);
            if (told < least[0]) {
                least[1] = least[0];
                least[0] = told;
            } else if (told > least[0] && told < least[1]) {
                least[1] = told;
            }
        }
        for (unsigned i = 0; i < 2; i++)
            assert_int_equal(d.hops[i], least[i] == UINT32_MAX ? 0 : least[i]);
    }
}

static void test_sums_stay_at_their_highest(void **state)
{
    (void)state;
    assert_int_equal(sum_32(UINT32_MAX - 1, 1), UINT32_MAX);
    assert_int_equal(sum_32(UINT32_MAX - 1, 2), UINT32_MAX);
    assert_int_equal(sum_32(UINT32_MAX, UINT32_MAX), UINT32_MAX);
    assert_int_equal(sum_32(2, 3), 5);
    assert_true(sum_64(UINT64_MAX - 1, 1) == UINT64_MAX);
    assert_true(sum_64(UINT64_MAX, UINT64_MAX) == UINT64_MAX);
    assert_int_equal(sum_64(UINT32_MAX, 1), UINT64_C(1) << 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sketches_keep_the_smallest),
        cmocka_unit_test(test_the_error_above_the_limit),
        cmocka_unit_test(test_unions_of_sketches),
        cmocka_unit_test(test_a_sketch_without_memory),
        cmocka_unit_test(test_evidence_in_any_order),
        cmocka_unit_test(test_evidence_without_memory),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_senders_as_people_mean_them),
        cmocka_unit_test(test_folding_of_anything),
        cmocka_unit_test(test_names_go_with_their_last_mention),
        cmocka_unit_test(test_next_hops),
        cmocka_unit_test(test_sums_stay_at_their_highest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
