/*
 * events.h: the record's layout, and what reflection tells about it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <postfixlog/events.h>

static size_t kind_count(void)
{
    size_t count = 0;
    while (pfl_kind_at(count) != NULL)
        count++;
    return count;
}

static size_t size_of(uint16_t type)
{
    switch (type) {
    case PFL_TYPE_TEXT:
        return sizeof(pfl_span);
    case PFL_TYPE_SEVERITY:
    case PFL_TYPE_CATEGORY:
        return 1;
    case PFL_TYPE_U16:
        return 2;
    case PFL_TYPE_U32:
        return 4;
    case PFL_TYPE_U64:
    case PFL_TYPE_DURATION:
    case PFL_TYPE_TIME:
        return 8;
    }
    return 0;
}

/* === Layout === */

static void test_the_layout_is_pinned(void **state)
{
    (void)state;
    assert_int_equal(sizeof(pfl_event), 256);
    assert_int_equal(offsetof(pfl_event, time), 16);
    assert_int_equal(offsetof(pfl_event, host), 60);
    assert_int_equal(offsetof(pfl_event, message), 76);
    assert_int_equal(offsetof(pfl_event, connect), 88);
    assert_int_equal(offsetof(pfl_event, delivery), 88);
}

/* No two fields of a kind share a byte or a bit, and all lie where they may. */
static void test_fields_do_not_overlap(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count(); k++) {
        const pfl_kind *kind = pfl_kind_at(k);
        unsigned char taken[sizeof(pfl_event)] = {0};
        uint64_t bits = 0;
        for (size_t i = 0; i < kind->field_count; i++) {
            const pfl_field *field = &kind->fields[i];
            assert_true(size_of(field->type) > 0);
            assert_true(field->offset >= 88 && field->offset + size_of(field->type) <= sizeof(pfl_event));
            for (size_t byte = 0; byte < size_of(field->type); byte++)
                assert_int_equal(taken[field->offset + byte]++, 0);
            assert_true(field->bit >= 16 && field->bit < 64);
            assert_int_equal(bits >> field->bit & 1, 0);
            bits |= UINT64_C(1) << field->bit;
        }
    }
}

/* A few of each, written by hand: the rest follows from the list. */
static void test_bits_and_offsets_are_those_of_the_header(void **state)
{
    (void)state;
    static const struct {
        uint16_t kind, id, type, unit;
        size_t offset;
        uint64_t bit;
    } cases[] = {
        {PFL_KIND_OTHER, PFL_FIELD_TIME, PFL_TYPE_TIME, PFL_UNIT_MICROSECONDS, offsetof(pfl_event, time), PFL_HAS_TIME},
        {PFL_KIND_OTHER, PFL_FIELD_HOST, PFL_TYPE_TEXT, 0, offsetof(pfl_event, host), PFL_HAS_HOST},
        {PFL_KIND_OTHER, PFL_FIELD_PROGRAM, PFL_TYPE_TEXT, 0, offsetof(pfl_event, program), PFL_HAS_PROGRAM},
        {PFL_KIND_OTHER, PFL_FIELD_SERVICE, PFL_TYPE_TEXT, 0, offsetof(pfl_event, service), PFL_HAS_SERVICE},
        {PFL_KIND_OTHER, PFL_FIELD_PID, PFL_TYPE_U32, 0, offsetof(pfl_event, pid), PFL_HAS_PID},
        {PFL_KIND_OTHER, PFL_FIELD_SEVERITY, PFL_TYPE_SEVERITY, 0, offsetof(pfl_event, severity), PFL_HAS_SEVERITY},
        {PFL_KIND_OTHER, PFL_FIELD_QUEUE_ID, PFL_TYPE_TEXT, 0, offsetof(pfl_event, queue_id), PFL_HAS_QUEUE_ID},
        {PFL_KIND_OTHER, PFL_FIELD_MESSAGE, PFL_TYPE_TEXT, 0, offsetof(pfl_event, message), PFL_HAS_MESSAGE},
        {PFL_KIND_CONNECT, PFL_FIELD_CLIENT_NAME, PFL_TYPE_TEXT, 0, offsetof(pfl_event, connect.client_name),
         PFL_HAS_CONNECT_CLIENT_NAME},
        {PFL_KIND_CONNECT, PFL_FIELD_CLIENT_PORT, PFL_TYPE_U16, 0, offsetof(pfl_event, connect.client_port),
         PFL_HAS_CONNECT_CLIENT_PORT},
        {PFL_KIND_DISCONNECT, PFL_FIELD_NOTES, PFL_TYPE_TEXT, 0, offsetof(pfl_event, disconnect.notes),
         PFL_HAS_DISCONNECT_NOTES},
        {PFL_KIND_TIMEOUT, PFL_FIELD_BYTES, PFL_TYPE_U64, PFL_UNIT_BYTES, offsetof(pfl_event, session_end.bytes),
         PFL_HAS_SESSION_END_BYTES},
        {PFL_KIND_SENT, PFL_FIELD_TO, PFL_TYPE_TEXT, 0, offsetof(pfl_event, delivery.to), PFL_HAS_DELIVERY_TO},
        {PFL_KIND_SENT, PFL_FIELD_DELAY, PFL_TYPE_DURATION, PFL_UNIT_MICROSECONDS, offsetof(pfl_event, delivery.delay),
         PFL_HAS_DELIVERY_DELAY},
        {PFL_KIND_BOUNCED, PFL_FIELD_QUEUED_AS, PFL_TYPE_TEXT, 0, offsetof(pfl_event, delivery.queued_as),
         PFL_HAS_DELIVERY_QUEUED_AS},
        {PFL_KIND_TLS, PFL_FIELD_TLS_CIPHER_BITS, PFL_TYPE_U16, PFL_UNIT_BITS, offsetof(pfl_event, tls.tls_cipher_bits),
         PFL_HAS_TLS_TLS_CIPHER_BITS},
        {PFL_KIND_NOTE, PFL_FIELD_CATEGORY, PFL_TYPE_CATEGORY, 0, offsetof(pfl_event, diagnostic.category),
         PFL_HAS_DIAGNOSTIC_CATEGORY},
        {PFL_KIND_ANVIL, PFL_FIELD_PERIOD, PFL_TYPE_DURATION, PFL_UNIT_MICROSECONDS, offsetof(pfl_event, anvil.period),
         PFL_HAS_ANVIL_PERIOD},
        {PFL_KIND_TLS, PFL_FIELD_REASON, PFL_TYPE_TEXT, 0, offsetof(pfl_event, tls.reason), PFL_HAS_TLS_REASON},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const pfl_field *field = pfl_field_info(cases[i].kind, cases[i].id);
        assert_non_null(field);
        assert_int_equal(field->id, cases[i].id);
        assert_int_equal(field->type, cases[i].type);
        assert_int_equal(field->unit, cases[i].unit);
        assert_int_equal(field->offset, cases[i].offset);
        assert_true(UINT64_C(1) << field->bit == cases[i].bit);
    }
}

/* === Kinds and fields === */

static void test_kinds_are_in_the_order_of_their_codes(void **state)
{
    (void)state;
    assert_true(kind_count() > 20);
    for (size_t k = 1; k < kind_count(); k++)
        assert_true(pfl_kind_at(k - 1)->code < pfl_kind_at(k)->code);
    assert_null(pfl_kind_at(kind_count()));
    assert_null(pfl_kind_at(SIZE_MAX));
}

static void test_a_kind_by_every_code(void **state)
{
    (void)state;
    size_t found = 0;
    for (uint32_t code = 0; code <= UINT16_MAX; code++) {
        const pfl_kind *kind = pfl_kind_info((uint16_t)code);
        if (kind != NULL) {
            assert_int_equal(kind->code, code);
            found++;
        }
    }
    assert_int_equal(found, kind_count());
    assert_string_equal(pfl_kind_info(PFL_KIND_SASL_LOGIN)->name, "sasl-login");
    assert_null(pfl_kind_info(0));
}

static void test_a_kind_by_name(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count(); k++) {
        assert_ptr_equal(pfl_kind_by_name(pfl_kind_at(k)->name), pfl_kind_at(k));
        assert_true(strlen(pfl_kind_at(k)->doc) > 0);
    }
    assert_null(pfl_kind_by_name("sasl_login"));
    assert_null(pfl_kind_by_name("sent "));
    assert_null(pfl_kind_by_name(""));
    assert_null(pfl_kind_by_name(NULL));
}

static void test_fields_come_in_schema_order(void **state)
{
    (void)state;
    static const char *const names[] = {"client_name", "client_addr", "client_port", "where", "bytes"};
    const pfl_kind *kind = pfl_kind_info(PFL_KIND_LOST_CONNECTION);
    assert_int_equal(kind->field_count, 5);
    for (size_t i = 0; i < kind->field_count; i++)
        assert_string_equal(kind->fields[i].name, names[i]);
    assert_int_equal(pfl_kind_info(PFL_KIND_OTHER)->field_count, 0);
    assert_int_equal(pfl_kind_info(PFL_KIND_DISCONNECT)->field_count, 40);
}

static void test_the_head_and_its_end(void **state)
{
    (void)state;
    static const char *const names[] = {"time", "host", "program", "service", "pid", "severity", "queue_id", "message"};
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(pfl_head_field(i)->name, names[i]);
    assert_null(pfl_head_field(8));
    assert_null(pfl_head_field(SIZE_MAX));
}

static void test_a_field_by_every_id_of_every_kind(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count(); k++) {
        const pfl_kind *kind = pfl_kind_at(k);
        size_t found = 0;
        for (uint32_t id = 0; id <= UINT16_MAX; id++) {
            const pfl_field *field = pfl_field_info(kind->code, (uint16_t)id);
            if (field != NULL) {
                assert_int_equal(field->id, id);
                found++;
            }
        }
        assert_int_equal(found, kind->field_count + 8u);
        for (size_t i = 0; i < kind->field_count; i++)
            assert_ptr_equal(pfl_field_info(kind->code, kind->fields[i].id), &kind->fields[i]);
        for (size_t i = 0; pfl_head_field(i) != NULL; i++)
            assert_ptr_equal(pfl_field_info(kind->code, pfl_head_field(i)->id), pfl_head_field(i));
    }
}

static void test_a_name_has_one_id_type_and_unit_in_all_kinds(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count(); k++)
        for (size_t i = 0; i < pfl_kind_at(k)->field_count; i++) {
            const pfl_field *a = &pfl_kind_at(k)->fields[i];
            for (size_t l = 0; l < kind_count(); l++)
                for (size_t j = 0; j < pfl_kind_at(l)->field_count; j++) {
                    const pfl_field *b = &pfl_kind_at(l)->fields[j];
                    assert_int_equal(strcmp(a->name, b->name) == 0, a->id == b->id);
                    assert_true(a->id != b->id || (a->type == b->type && a->unit == b->unit));
                }
        }
}

static void test_service_is_the_only_derived_field(void **state)
{
    (void)state;
    for (size_t i = 0; pfl_head_field(i) != NULL; i++)
        assert_int_equal(pfl_head_field(i)->derived, pfl_head_field(i)->id == PFL_FIELD_SERVICE);
    for (size_t k = 0; k < kind_count(); k++)
        for (size_t i = 0; i < pfl_kind_at(k)->field_count; i++)
            assert_int_equal(pfl_kind_at(k)->fields[i].derived, 0);
}

static void test_an_unknown_kind_has_the_head_alone(void **state)
{
    (void)state;
    assert_ptr_equal(pfl_field_info(UINT16_MAX, PFL_FIELD_HOST), pfl_field_info(PFL_KIND_OTHER, PFL_FIELD_HOST));
    assert_null(pfl_field_info(UINT16_MAX, PFL_FIELD_TO));
    assert_null(pfl_field_info(0, PFL_FIELD_CLIENT_NAME));
}

static void test_severity_names(void **state)
{
    (void)state;
    assert_string_equal(pfl_severity_name(PFL_SEVERITY_INFO), "");
    assert_string_equal(pfl_severity_name(PFL_SEVERITY_WARNING), "warning");
    assert_string_equal(pfl_severity_name(PFL_SEVERITY_ERROR), "error");
    assert_string_equal(pfl_severity_name(PFL_SEVERITY_FATAL), "fatal");
    assert_string_equal(pfl_severity_name(PFL_SEVERITY_PANIC), "panic");
    assert_string_equal(pfl_severity_name(5), "");
    assert_string_equal(pfl_severity_name(UINT8_MAX), "");
}

static void test_category_names(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",           "config",         "dict",       "network",  "tls",      "sasl",      "milter", "resource",
        "queue-file", "protocol-abuse", "rate-limit", "delivery", "internal", "lifecycle", "",
    };
    for (uint8_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(pfl_category_name(i), names[i]);
    assert_string_equal(pfl_category_name(UINT8_MAX), "");
}

/* === Events === */

static void test_a_span_by_id(void **state)
{
    (void)state;
    pfl_event event = {.kind = PFL_KIND_REJECT,
                       .present = PFL_HAS_HOST | PFL_HAS_REJECT_FROM | PFL_HAS_REJECT_REPLY_CODE,
                       .host = {3, 4},
                       .queue_id = {9, 9}};
    event.reject.from = (pfl_span){50, 0};
    event.reject.to = (pfl_span){60, 6};
    pfl_span span = {7, 7};
    assert_int_equal(pfl_event_span(&event, PFL_FIELD_HOST, &span), 1);
    assert_int_equal(span.offset, 3);
    assert_int_equal(span.length, 4);
    assert_int_equal(pfl_event_span(&event, PFL_FIELD_FROM, &span), 1);
    assert_int_equal(span.offset, 50);
    assert_int_equal(span.length, 0);

    static const uint16_t without[] = {PFL_FIELD_QUEUE_ID,
                                       PFL_FIELD_TO,         /* not present */
                                       PFL_FIELD_REPLY_CODE, /* no text */
                                       PFL_FIELD_RELAY,      /* not of this kind */
                                       0,
                                       UINT16_MAX};
    span = (pfl_span){7, 7};
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        assert_int_equal(pfl_event_span(&event, without[i], &span), 0);
        assert_true(span.offset == 7 && span.length == 7);
    }
    assert_int_equal(pfl_event_span(NULL, PFL_FIELD_HOST, &span), 0);
    assert_int_equal(pfl_event_span(&event, PFL_FIELD_HOST, NULL), 0);
    event.kind = UINT16_MAX;
    assert_int_equal(pfl_event_span(&event, PFL_FIELD_HOST, &span), 1);
    assert_int_equal(pfl_event_span(&event, PFL_FIELD_FROM, &span), 0);
}

/* The sum is that of all present texts, derived ones apart: each field alone, then all, then none. */
static void test_field_bytes(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count(); k++) {
        const pfl_kind *kind = pfl_kind_at(k);
        pfl_event event = {.kind = kind->code};
        uint64_t sum = 0;
        memset((char *)&event + offsetof(pfl_event, host), 0xFF, sizeof event - offsetof(pfl_event, host));
        for (size_t i = 0; i < kind->field_count + 8u; i++) {
            const pfl_field *field = i < 8 ? pfl_head_field(i) : &kind->fields[i - 8];
            pfl_span span = {0, (uint16_t)(1000 + i)};
            if (field->type == PFL_TYPE_TEXT)
                memcpy((char *)&event + field->offset, &span, sizeof span);
            uint64_t alone = field->type == PFL_TYPE_TEXT && !field->derived ? span.length : 0;
            event.present = UINT64_C(1) << field->bit;
            assert_int_equal(pfl_event_field_bytes(&event), alone);
            sum += alone;
        }
        event.present = UINT64_MAX;
        assert_int_equal(pfl_event_field_bytes(&event), sum);
        event.present = 0;
        assert_int_equal(pfl_event_field_bytes(&event), 0);
    }
    assert_int_equal(pfl_event_field_bytes(NULL), 0);
}

static void test_field_bytes_of_an_unknown_kind_are_the_head_s(void **state)
{
    (void)state;
    pfl_event event = {
        .kind = UINT16_MAX, .present = UINT64_MAX, .host = {0, 5}, .service = {0, 7}, .message = {0, 11}};
    memset((char *)&event + 88, 0xFF, 168);
    assert_int_equal(pfl_event_field_bytes(&event), 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_layout_is_pinned),
        cmocka_unit_test(test_fields_do_not_overlap),
        cmocka_unit_test(test_bits_and_offsets_are_those_of_the_header),
        cmocka_unit_test(test_kinds_are_in_the_order_of_their_codes),
        cmocka_unit_test(test_a_kind_by_every_code),
        cmocka_unit_test(test_a_kind_by_name),
        cmocka_unit_test(test_fields_come_in_schema_order),
        cmocka_unit_test(test_the_head_and_its_end),
        cmocka_unit_test(test_a_field_by_every_id_of_every_kind),
        cmocka_unit_test(test_a_name_has_one_id_type_and_unit_in_all_kinds),
        cmocka_unit_test(test_service_is_the_only_derived_field),
        cmocka_unit_test(test_an_unknown_kind_has_the_head_alone),
        cmocka_unit_test(test_severity_names),
        cmocka_unit_test(test_category_names),
        cmocka_unit_test(test_a_span_by_id),
        cmocka_unit_test(test_field_bytes),
        cmocka_unit_test(test_field_bytes_of_an_unknown_kind_are_the_head_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
