/*
 * rows.h, promise by promise: what reflection tells, which rows come in which order, and
 * their JSON. What is refused is in test_adding.c.
 */
#include "fuzz/json_check.h"

#include "listings.h"

#ifdef PFL_THREADS
#include <pthread.h>
#endif

/* === Reflection === */

static size_t size_of(uint16_t type)
{
    return type == PFL_TYPE_TEXT || type == PFL_TYPE_U32 ? 4 : 8;
}

static void test_tables_by_place_code_and_name(void **state)
{
    (void)state;
    size_t found = 0;
    assert_int_equal(table_count(), 27);
    for (size_t i = 0; i < table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        assert_true(i == 0 || pfl_table_at(i - 1)->code < t->code);
        assert_ptr_equal(pfl_table_info(t->code), t);
        assert_ptr_equal(pfl_table_by_name(t->name), t);
        assert_true(strlen(t->doc) > 0 && t->reserved == 0);
    }
    for (uint32_t code = 0; code <= UINT16_MAX; code++)
        found += pfl_table_info((uint16_t)code) != NULL;
    assert_int_equal(found, table_count());
    assert_null(pfl_table_at(SIZE_MAX));
    assert_null(pfl_table_by_name("Accounts"));
    assert_null(pfl_table_by_name(""));
    assert_null(pfl_table_by_name(NULL));
}

/* Inside the record, behind `present`, and no two in one place; a name is the same thing in all tables. */
static void test_columns(void **state)
{
    (void)state;
    const pfl_field *known[256] = {NULL};
    for (size_t i = 0; i < table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        unsigned char taken[1024] = {0};
        uint64_t bits = 0;
        assert_true(t->column_count > 0 && t->record_size <= sizeof taken && t->record_size % 8 == 0);
        memset(taken, 1, sizeof bits);
        for (size_t k = 0; k < t->column_count; k++) {
            const pfl_field *c = &t->columns[k];
            size_t size = size_of(c->type);
            assert_true(c->offset % size == 0 && c->offset + size <= t->record_size);
            for (size_t byte = 0; byte < size; byte++)
                assert_int_equal(taken[c->offset + byte]++, 0);
            assert_true(c->bit < 64 && (bits >> c->bit & 1) == 0 && c->derived == 0 && strlen(c->doc) > 0);
            bits |= UINT64_C(1) << c->bit;
            assert_true(c->id > 0 && c->id < 256);
            if (known[c->id] == NULL)
                known[c->id] = c;
            assert_string_equal(known[c->id]->name, c->name);
            assert_true(known[c->id]->type == c->type && known[c->id]->unit == c->unit);
        }
    }
    for (size_t a = 1; a < 256; a++)
        for (size_t b = 1; b < a; b++)
            assert_true(known[a] == NULL || known[b] == NULL || strcmp(known[a]->name, known[b]->name) != 0);
}

/* A few, written by hand: the rest follows from the list. */
static void test_columns_are_those_of_the_header(void **state)
{
    (void)state;
    static const struct {
        uint16_t table, id;
        const char *name;
        size_t offset;
        uint64_t bit;
    } cases[] = {
        {PFL_TABLE_TOTALS, PFL_COLUMN_FIRST, "first", offsetof(pfl_totals_row, first), PFL_TOTALS_ROW_FIRST},
        {PFL_TABLE_TOTALS, PFL_COLUMN_MOST_MEMORY, "most_memory", offsetof(pfl_totals_row, most_memory),
         PFL_TOTALS_ROW_MOST_MEMORY},
        {PFL_TABLE_ACCOUNTS, PFL_COLUMN_FAILURE_NETWORKS, "failure_networks",
         offsetof(pfl_accounts_row, failure_networks), PFL_ACCOUNTS_ROW_FAILURE_NETWORKS},
        {PFL_TABLE_MESSAGES, PFL_COLUMN_NRCPT, "nrcpt", offsetof(pfl_messages_row, nrcpt), PFL_MESSAGES_ROW_NRCPT},
        {PFL_TABLE_EVIDENCE, PFL_COLUMN_TEXT, "text", offsetof(pfl_evidence_row, text), PFL_EVIDENCE_ROW_TEXT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const pfl_table *t = pfl_table_info(cases[i].table);
        const pfl_field *c = NULL;
        for (size_t k = 0; k < t->column_count; k++)
            c = t->columns[k].id == cases[i].id ? &t->columns[k] : c;
        assert_non_null(c);
        assert_string_equal(c->name, cases[i].name);
        assert_int_equal(c->offset, cases[i].offset);
        assert_true(UINT64_C(1) << c->bit == cases[i].bit);
    }
    assert_int_equal(pfl_table_info(PFL_TABLE_HOURS)->record_size, sizeof(pfl_hours_row));
}

/* === Which rows, in which order === */

static void test_every_table_has_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_rows_options o = options_for(pfl_table_at(i));
        struct listing *l = list(view, &o, 1);
        assert_true(l->count > 2 || (o.table == PFL_TABLE_TOTALS && l->count == 1) ||
                    (o.table == PFL_TABLE_STREAMS && l->count == 1));
        free_listing(l);
    }
}

/* One row at a time, or as many as fit: the same. */
static void test_batches_of_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_rows_options o = options_for(pfl_table_at(i));
        struct listing *one = list(view, &o, 1), *seven = list(view, &o, 7), *many = list(view, &o, 1000);
        assert_true(one->count == seven->count && one->count == many->count);
        for (uint32_t k = 0; k < one->count; k++) {
            assert_string_equal(one->json[k], seven->json[k]);
            assert_string_equal(one->json[k], many->json[k]);
        }
        free_listing(one);
        free_listing(seven);
        free_listing(many);
    }
}

static uint32_t place_in(const struct listing *l, const char *json)
{
    uint32_t i = 0;
    while (i < l->count && strcmp(l->json[i], json) != 0)
        i++;
    return i;
}

/* Rising or falling by the column, equal ones as they come without an order, none missing; the first ones with a limit.
 */
static void check_order(const struct listing *natural, pfl_rows_options o)
{
    struct listing *l = list(view, &o, 50);
    assert_int_equal(l->count, natural->count);
    for (uint32_t i = 0; i < l->count; i++) {
        uint32_t place = place_in(natural, l->json[i]);
        assert_true(place < natural->count);
        if (i == 0)
            continue;
        assert_true(o.descending ? l->values[i] <= l->values[i - 1] : l->values[i] >= l->values[i - 1]);
        if (l->values[i] == l->values[i - 1])
            assert_true(place > place_in(natural, l->json[i - 1]));
    }
    o.limit = 1 + l->count / 2;
    struct listing *few = list(view, &o, 50);
    assert_int_equal(few->count, l->count < o.limit ? l->count : o.limit);
    for (uint32_t i = 0; i < few->count; i++)
        assert_string_equal(few->json[i], l->json[i]);
    free_listing(l);
    free_listing(few);
}

static void test_order_by_every_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        pfl_rows_options o = options_for(t);
        struct listing *natural = list(view, &o, 50);
        for (uint16_t k = 0; k < t->column_count; k++)
            for (o.descending = 0; o.descending < 2 && t->columns[k].type != PFL_TYPE_TEXT; o.descending++) {
                o.order = t->columns[k].id;
                check_order(natural, o);
            }
        free_listing(natural);
    }
}

/* Without an order: by what the row is about. Addresses by their bytes. */
static void test_the_natural_order(void **state)
{
    (void)state;
    static const struct {
        uint16_t table;
        const char *first, *last;
    } cases[] = {
        {PFL_TABLE_ACCOUNTS, "\"sasl_username\":\"\\\"\\\\", "\"sasl_username\":\"\\\\xff\\\\xfe"},
        {PFL_TABLE_HOSTS, "\"host\":\"MX\"", "\"host\":\"mx2\""},
        {PFL_TABLE_RELEASES, "\"version\":\"3.0.1\"", "\"version\":\"3.9.1\""},
        {PFL_TABLE_OPERATIONS, "\"host\":\"mx\",\"operation\":\"start\"", "\"host\":\"mx2\",\"operation\":\"delete\""},
        {PFL_TABLE_SUBMITTERS, "\"uid\":33", "\"uid\":44"},
        {PFL_TABLE_RELAYS, "\"client_addr\":\"192.0.2.0\"", "\"client_addr\":\"192.0.2.11\""},
        {PFL_TABLE_ADDRESSES, "\"client_addr\":\"10.0.0.0\"", "\"client_addr\":\"2001:db8:ffff::b\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const pfl_rows_options o = options_for(pfl_table_info(cases[i].table));
        struct listing *l = list(view, &o, 1);
        assert_non_null(strstr(l->json[0], cases[i].first));
        assert_non_null(strstr(l->json[l->count - 1], cases[i].last));
        free_listing(l);
    }
}

static void test_limits(void **state)
{
    (void)state;
    pfl_rows_options o = options_for(pfl_table_info(PFL_TABLE_ACCOUNTS));
    struct listing *all = list(view, &o, 50);
    const uint64_t limits[] = {1, all->count - 1, all->count, all->count + 1, UINT64_MAX, 0};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        o.limit = limits[i];
        struct listing *l = list(view, &o, 50);
        assert_int_equal(l->count, o.limit == 0 || o.limit > all->count ? all->count : o.limit);
        free_listing(l);
    }
    free_listing(all);
}

/* === Keys === */

static uint32_t count_for(uint16_t table, const char *key, const char *in_each)
{
    pfl_rows_options o = options_for(pfl_table_info(table));
    o.key = key;
    o.key_length = strlen(key);
    struct listing *l = list(view, &o, 50);
    uint32_t count = l->count;
    for (uint32_t i = 0; i < count; i++)
        assert_non_null(strstr(l->json[i], in_each));
    free_listing(l);
    return count;
}

static void test_keys(void **state)
{
    (void)state;
    static const struct {
        uint16_t table;
        const char *key, *in_each;
        uint32_t count;
    } cases[] = {
        {PFL_TABLE_ACCOUNTS, "user3@example.com", "\"user3@example.com\"", 1},
        {PFL_TABLE_ACCOUNTS, "USER3@Example.COM", "\"user3@example.com\"", 1},
        {PFL_TABLE_ACCOUNTS, "user3@example.co", "", 0},
        {PFL_TABLE_ACCOUNTS, "user3@example.comm", "", 0},
        {PFL_TABLE_ACCOUNTS, "\xff\xfe\xc3(", "\"escaped\":true", 1},
        {PFL_TABLE_SUBMITTERS, "35", "\"uid\":35,", 1},
        {PFL_TABLE_SUBMITTERS, "035", "\"uid\":35,", 1}, /* a number, however it is written */
        {PFL_TABLE_SUBMITTERS, "0x23", "", 0},
        {PFL_TABLE_SUBMITTERS, "4294967331", "", 0}, /* not modulo 2^32 */
        {PFL_TABLE_RELAYS, "192.0.2.3", "\"192.0.2.3\"", 1},
        {PFL_TABLE_NETWORKS, "user3@example.com", "\"user3@example.com\"", 2},
        {PFL_TABLE_ACCESSES, "user3@example.com", "\"user3@example.com\"", 5},
        {PFL_TABLE_USAGES, "user3@example.com", "\"user3@example.com\"", 3},
        {PFL_TABLE_HOURS, "user3@example.com", "\"user3@example.com\"", 4},
        {PFL_TABLE_HOURS, "35", "\"uid\":35,", 1},
        {PFL_TABLE_HOURS, "192.0.2.3", "\"192.0.2.3\"", 1},
        {PFL_TABLE_DAYS, "user3@example.com", "\"user3@example.com\"", 4},
        {PFL_TABLE_SENDERS, "user3@example.com", "\"user3@example.com\"", 2},
        {PFL_TABLE_CONTACTS, "user3@example.com", "\"user3@example.com\"", 4},
        {PFL_TABLE_CONTACTS, "192.0.2.3", "\"relayed0.example\"", 1},
        {PFL_TABLE_ADDRESSES, "2001:db8:ffff::b", "\"2001:db8:ffff::b\"", 1},
        {PFL_TABLE_ADDRESSES, "2001:DB8:FFFF::B", "\"2001:db8:ffff::b\"", 1},
        {PFL_TABLE_ADDRESSES, "2001:db8:ffff:0:0:0:0:b", "", 0}, /* addresses are asked for as rows have them */
        {PFL_TABLE_ADDRESSES, "::ffff:10.0.0.1", "", 0},
        {PFL_TABLE_ADDRESSES, "10.0.0.1", "\"10.0.0.1\"", 1},
        {PFL_TABLE_FAILURES, "2001:db8:ffff::b", "\"2001:db8:ffff::b\"", 12},
        {PFL_TABLE_NAMES, "NAME1", "\"name1\"", 1},
        {PFL_TABLE_DOMAINS, "Relayed1.Example", "\"relayed1.example\"", 1},
        {PFL_TABLE_MESSAGES, "a0a030", "\"queue_id\":\"A0A030\"", 1},
        {PFL_TABLE_EVIDENCE, "user2@example.com", "\"user2@example.com\"", 5},
        {PFL_TABLE_EVIDENCE, "2001:db8:ffff::b", "\"2001:db8:ffff::b\"", 2},
        {PFL_TABLE_KINDS, "sasl-login", "\"sasl-login\"", 1},
        {PFL_TABLE_RELEASES, "3.7.1", "\"3.7.1\"", 1},
        {PFL_TABLE_HOSTS, "mx1", "\"mx1\"", 1},
        {PFL_TABLE_OPERATIONS, "mx1", "\"mx1\"", 1},
        {PFL_TABLE_TOTALS, "nobody", "\"lines\"", 1}, /* about all, whoever is asked for */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (count_for(cases[i].table, cases[i].key, cases[i].in_each) != cases[i].count)
            fail_msg("%s %s: %u rows", pfl_table_info(cases[i].table)->name, cases[i].key,
                     (unsigned)count_for(cases[i].table, cases[i].key, cases[i].in_each));
}

/* "in any case" */
static void test_a_host_in_capitals_by_its_key(void **state)
{
    (void)state;
    assert_int_equal(count_for(PFL_TABLE_HOSTS, "MX", ""), 2); /* mx too */
}

/* === JSON === */

static void test_json_at_every_capacity(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        const pfl_rows_options o = options_for(t);
        uint64_t record[128];
        pfl_rows *rows;
        size_t count, length, again;
        assert_int_equal(pfl_rows_create(&rows, view, &o), PFL_OK);
        assert_int_equal(pfl_rows_next(rows, record, t->record_size, 1, &count), PFL_OK);
        char *whole = json_of(t->code, record, pfl_rows_text(rows));
        length = strlen(whole);
        for (size_t room = 0; room <= length; room++) {
            char *buffer = malloc(room + (room == 0));
            assert_int_equal(pfl_row_json(t->code, record, pfl_rows_text(rows), buffer, room, &again),
                             room < length ? PFL_FULL : PFL_OK);
            assert_int_equal(again, length);
            if (room == length)
                assert_memory_equal(buffer, whole, length);
            free(buffer);
        }
        char start[64];
        snprintf(start, sizeof start, "{\"table\":\"%s\",", t->name);
        assert_memory_equal(whole, start, strlen(start));
        free(whole);
        pfl_rows_destroy(rows);
    }
}

static void test_json_of_values(void **state)
{
    (void)state;
    pfl_streams_row s = {.present = PFL_STREAMS_ROW_STREAM | PFL_STREAMS_ROW_START | PFL_STREAMS_ROW_FIRST,
                         .stream = 0xab,
                         .start = UINT64_MAX,
                         .first = 1};
    char *json = json_of(PFL_TABLE_STREAMS, &s, "");
    assert_string_equal(json, "{\"table\":\"streams\",\"stream\":\"00000000000000ab\",\"start\":18446744073709551615,"
                              "\"first\":\"1970-01-01T00:00:00.000001Z\"}");
    free(json);
    pfl_hosts_row h = {.present = PFL_HOSTS_ROW_HOST | PFL_HOSTS_ROW_LEAST_SKEW, .host = {1, 2}, .least_skew = -500000};
    json = json_of(PFL_TABLE_HOSTS, &h, "x\xff\n");
    assert_string_equal(json, "{\"table\":\"hosts\",\"host\":\"\\\\xff\\u000a\",\"least_skew\":-0.5,\"escaped\":true}");
    free(json);
    size_t length = 7;
    char room[64];
    assert_int_equal(pfl_row_json(0, &s, "", room, sizeof room, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, NULL, "", room, sizeof room, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, &s, NULL, room, sizeof room, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, &s, "", NULL, 1, &length), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_row_json(PFL_TABLE_STREAMS, &s, "", room, sizeof room, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(length, 7);
}

/* === Threads === */

#ifdef PFL_THREADS
/* A hash of all rows of all tables; nothing is asserted here, for cmocka knows one thread. */
static void *read_all(void *result)
{
    uint64_t words[2] = {0, 0}, record[128];
    char json[1 << 14];
    for (size_t i = 0; i < view_table_count(); i++) {
        const pfl_table *t = pfl_table_at(i);
        pfl_rows_options o = options_for(t);
        pfl_rows *rows;
        size_t count, length;
        o.order = t->columns[t->column_count - 1].type == PFL_TYPE_TEXT ? 0 : t->columns[t->column_count - 1].id;
        if (pfl_rows_create(&rows, view, &o) != PFL_OK)
            return NULL;
        while (pfl_rows_next(rows, record, t->record_size, 1, &count) == PFL_OK &&
               pfl_row_json(t->code, record, pfl_rows_text(rows), json, sizeof json, &length) == PFL_OK) {
            words[1] = pfl_stream_id(json, length);
            words[0] = pfl_stream_id(words, sizeof words);
        }
        pfl_rows_destroy(rows);
    }
    memcpy(result, words, sizeof words[0]);
    return result;
}

static void test_threads_read_one_view(void **state)
{
    (void)state;
    pthread_t threads[4];
    uint64_t results[4] = {0}, wanted = 0;
    read_all(&wanted);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &results[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(results[i] == wanted && wanted != 0);
    }
}

#define VIEWS 20000

static void *close_all(void *views)
{
    for (size_t i = 0; i < VIEWS; i++)
        pfl_view_destroy(((pfl_view **)views)[i]);
    return NULL;
}

/* A collector of garbage closes what was forgotten on a thread of its own. */
static void test_views_closed_on_another_thread(void **state)
{
    (void)state;
    static pfl_view *views[VIEWS];
    pfl_view *other;
    pthread_t thread;
    pfl_aggregator *a = new_state();
    for (size_t i = 0; i < VIEWS; i++)
        assert_int_equal(pfl_view_create(&views[i], a), PFL_OK);
    assert_int_equal(pthread_create(&thread, NULL, close_all, views), 0);
    for (size_t i = 0; i < VIEWS; i++) {
        assert_int_equal(pfl_view_create(&other, a), PFL_OK);
        pfl_view_destroy(other);
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(pfl_aggregator_compact(a, 0), PFL_OK);
    pfl_aggregator_destroy(a);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_by_place_code_and_name),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_columns_are_those_of_the_header),
        cmocka_unit_test(test_every_table_has_rows),
        cmocka_unit_test(test_batches_of_rows),
        cmocka_unit_test(test_order_by_every_column),
        cmocka_unit_test(test_the_natural_order),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_a_host_in_capitals_by_its_key),
        cmocka_unit_test(test_json_at_every_capacity),
        cmocka_unit_test(test_json_of_values),
#ifdef PFL_THREADS
        cmocka_unit_test(test_threads_read_one_view),
        cmocka_unit_test(test_views_closed_on_another_thread),
#endif
    };
    return cmocka_run_group_tests(tests, open_shared, close_shared);
}
