/*
 * network.h: addresses and networks, as text and back, compared with what the C library
 * makes of them.
 */
#define _POSIX_C_SOURCE 200809L
#include <postfixlog/network.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>

#include "chance.h"

static const pfl_network untouched = {{1, 2, 3}, 77, {9}};

/* In a block of its own size, so that the sanitizer sees what is read behind it. */
static int32_t parse(const char *text, size_t length, pfl_network *network)
{
    char *block = malloc(length + (length == 0));
    memcpy(block, text, length);
    *network = untouched;
    int32_t status = pfl_network_parse(block, length, network);
    if (status != PFL_OK) {
        assert_int_equal(status, PFL_ERR_ARGUMENT);
        assert_memory_equal(network, &untouched, sizeof untouched);
    }
    free(block);
    return status;
}

static pfl_network network_of(const char *text)
{
    pfl_network network;
    assert_int_equal(parse(text, strlen(text), &network), PFL_OK);
    return network;
}

static void expect_text(const pfl_network *network, const char *wanted)
{
    char text[PFL_NETWORK_TEXT];
    memset(text, 'x', sizeof text);
    assert_int_equal(pfl_network_text(network, text), strlen(wanted));
    assert_string_equal(text, wanted);
}

/* === Text === */

static void test_texts_and_how_they_are_written(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"192.0.2.1", "192.0.2.1"},
        {"0.0.0.0", "0.0.0.0"},
        {"255.255.255.255", "255.255.255.255"},
        {"192.0.2.0/24", "192.0.2.0/24"},
        {"192.0.2.77/24", "192.0.2.0/24"},
        {"192.0.2.77/32", "192.0.2.77"},
        {"192.0.2.77/0", "0.0.0.0/0"},
        {"192.0.2.255/31", "192.0.2.254/31"},
        {"::ffff:192.0.2.1", "192.0.2.1"},
        {"::FFFF:c000:201", "192.0.2.1"},
        {"::ffff:192.0.2.99/120", "192.0.2.0/24"},
        {"::ffff:192.0.2.99/96", "0.0.0.0/0"},
        {"::ffff:192.0.2.99/95", "::fffe:0:0/95"},
        {"::ffff:192.0.2.99/0", "::/0"},
        {"::192.0.2.1", "::c000:201"}, /* not the IPv4 of anybody: RFC 4291, 2.5.5.1 */
        {"2001:db8::192.0.2.1", "2001:db8::c000:201"},
        /* RFC 5952, 4.1 to 4.3 */
        {"2001:0db8::0001", "2001:db8::1"},
        {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:DB8::ABCD", "2001:db8::abcd"},
        {"0:0:0:0:0:0:0:0", "::"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"0:0:1::", "0:0:1::"},
        {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
        {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
        {"1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127"},
        {"2001:db8::/32", "2001:db8::/32"},
        {"2001:db8:ffff::1/33", "2001:db8:8000::/33"},
        {"2001:db8::1/128", "2001:db8::1"},
        {"fe80::1%eth0", "fe80::1"},
        {"fe80::1%2", "fe80::1"},
        {"fe80::1%eth0/64", "fe80::/64"},
        {"fe80::1%wlp3s0-a_b", "fe80::1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pfl_network network = network_of(cases[i][0]), again = network_of(cases[i][1]);
        expect_text(&network, cases[i][1]);
        assert_memory_equal(&network, &again, sizeof network);
    }
}

static void test_what_is_none(void **state)
{
    (void)state;
    static const char *const cases[] = {"",
                                        " ",
                                        "unknown",
                                        "1",
                                        "1.2",
                                        "1.2.3",
                                        "1.2.3.",
                                        "1.2.3.4.",
                                        ".1.2.3.4",
                                        "1..2.3",
                                        "1.2.3.4.5",
                                        "256.1.1.1",
                                        "1.2.3.256",
                                        "1.2.3.1000",
                                        "01.2.3.4",
                                        "1.2.3.04",
                                        "00.0.0.0",
                                        "1.2.3.4 ",
                                        " 1.2.3.4",
                                        "1.2.3.-4",
                                        "+1.2.3.4",
                                        "0x1.2.3.4",
                                        "1.2.3.a",
                                        "1.2.3.4x",
                                        "1.2.3.4/",
                                        "1.2.3.4/33",
                                        "1.2.3.4/-1",
                                        "1.2.3.4/8 ",
                                        "1.2.3.4/8/8",
                                        "1.2.3.4/99999999999999999999999",
                                        "1.2.3.4%eth0",
                                        "1.2.3.4%eth0/8",
                                        ":",
                                        ":::",
                                        ":1",
                                        "1:",
                                        "1:2",
                                        "1::2::3",
                                        "::1::",
                                        "1:::2",
                                        "12345::",
                                        "g::",
                                        "::g",
                                        "1:2:3:4:5:6:7",
                                        "1:2:3:4:5:6:7:8:9",
                                        "1:2:3:4:5:6:7:8:",
                                        "1:2:3:4:5:6:7:8::",
                                        "::1:2:3:4:5:6:7:8",
                                        "1:2:3:4::5:6:7:8",
                                        "1:2:3:4:5:6:7:1.2.3.4",
                                        "::1.2.3.4:5",
                                        "::1.2.3",
                                        "::01.2.3.4",
                                        "::256.2.3.4",
                                        "1.2.3.4::",
                                        "::1/129",
                                        "::1/",
                                        "::1/128x",
                                        "::1/4294967424",
                                        "::1%",
                                        "::1%/64",
                                        "::1% ",
                                        "::/64%eth0",
                                        "[::1]",
                                        "::ffff:1.2.3.4/129",
                                        "2001:db8::1 2001:db8::2"};
    pfl_network network;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (parse(cases[i], strlen(cases[i]), &network) == PFL_OK)
            fail_msg("\"%s\" was taken", cases[i]);
    assert_int_equal(parse("1.2.3.4\0", 8, &network), PFL_ERR_ARGUMENT);
    assert_int_equal(parse("1.2\0.3.4", 8, &network), PFL_ERR_ARGUMENT);
    assert_int_equal(parse("::\0", 3, &network), PFL_ERR_ARGUMENT);
    assert_int_equal(parse("::/6\0", 5, &network), PFL_ERR_ARGUMENT);
    assert_int_equal(parse("1.2.3.44", 7, &network), PFL_OK); /* the length says where it ends */
    assert_int_equal(network.bytes[15], 4);
    assert_int_equal(pfl_network_parse(NULL, 0, &network), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_network_parse("::", 2, NULL), PFL_ERR_ARGUMENT);
}

/* === The C library === */

/* Addresses as they are, and with runs of zeros and ones. */
static void any_address(uint8_t bytes[16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    for (size_t i = 0; i < 16; i++)
        bytes[i] = (uint8_t)chance(256);
    for (uint64_t i = chance(8); i > 0; i--)
        memset(bytes + 2 * chance(8), chance(4) > 0 ? 0 : 0xff, 2);
    if (chance(4) == 0)
        memcpy(bytes, mapped, sizeof mapped);
}

static bool begins_with_zeros(const uint8_t bytes[16], size_t count)
{
    size_t i = 0;
    while (i < count && bytes[i] == 0)
        i++;
    return i == count;
}

static void test_addresses_are_written_as_inet_ntop_writes_them(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 100000; i++) {
        pfl_network network = {.bits = 128}, again;
        char text[PFL_NETWORK_TEXT], wanted[INET6_ADDRSTRLEN];
        any_address(network.bytes);
        bool mapped = begins_with_zeros(network.bytes, 10) && network.bytes[10] == 0xff && network.bytes[11] == 0xff;
        if (!mapped && begins_with_zeros(network.bytes, 12))
            continue; /* which it writes as IPv4 */
        assert_non_null(
            inet_ntop(mapped ? AF_INET : AF_INET6, network.bytes + (mapped ? 12 : 0), wanted, sizeof wanted));
        size_t length = pfl_network_text(&network, text);
        assert_string_equal(text, wanted);
        assert_int_equal(parse(text, length, &again), PFL_OK);
        assert_memory_equal(&again, &network, sizeof network);
    }
}

static bool inet_reads(const char *text, uint8_t bytes[16])
{
    memset(bytes, 0, 16);
    bytes[10] = bytes[11] = 0xff;
    return inet_pton(AF_INET, text, bytes + 12) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

/* Addresses with some bytes changed, put in or taken out: both take them or both do not. */
static void test_texts_are_read_as_inet_pton_reads_them(void **state)
{
    (void)state;
    static const char bytes[] = "0123456789abcdefABCDEF::::....xg -";
    unsigned taken = 0;
    for (unsigned i = 0; i < 300000; i++) {
        uint8_t wanted[16];
        char text[64];
        pfl_network network;
        any_address(wanted);
        inet_ntop(chance(3) == 0 ? AF_INET : AF_INET6, wanted, text, INET6_ADDRSTRLEN);
        for (uint64_t changes = chance(3); changes > 0; changes--) {
            size_t length = strlen(text), at = chance(length + 1);
            if (chance(3) == 0 && at < length)
                memmove(text + at, text + at + 1, length - at);
            else if (chance(2) == 0 && length < sizeof text - 1)
                memmove(text + at + 1, text + at, length - at + 1);
            if (text[at] != '\0')
                text[at] = bytes[chance(sizeof bytes - 1)];
        }
        bool reads = inet_reads(text, wanted);
        if ((parse(text, strlen(text), &network) == PFL_OK) != reads)
            fail_msg("\"%s\" is %s", text, reads ? "an address" : "none");
        if (reads)
            assert_memory_equal(network.bytes, wanted, 16);
        taken += reads;
    }
    assert_true(taken > 50000 && taken < 250000);
}

/* === Networks === */

static bool bit_of(const pfl_network *network, unsigned i)
{
    return (network->bytes[i / 8] >> (7 - i % 8) & 1) != 0;
}

static bool is_ipv4(const pfl_network *network)
{
    return network->bits >= 96 && begins_with_zeros(network->bytes, 10) && network->bytes[10] == 0xff &&
           network->bytes[11] == 0xff;
}

static bool should_contain(const pfl_network *outer, const pfl_network *inner)
{
    for (unsigned i = 0; i < outer->bits; i++)
        if (i >= inner->bits || bit_of(outer, i) != bit_of(inner, i))
            return false;
    return is_ipv4(outer) == is_ipv4(inner);
}

static void test_prefixes_clear_what_is_behind_them(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits <= 128; bits++) {
        char text[PFL_NETWORK_TEXT];
        snprintf(text, sizeof text, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/%u", bits);
        pfl_network network = network_of(text);
        assert_int_equal(network.bits, bits);
        for (unsigned i = 0; i < 128; i++)
            assert_int_equal(bit_of(&network, i), i < bits);
        snprintf(text, sizeof text, "255.255.255.255/%u", bits);
        if (bits > 32) {
            assert_int_equal(parse(text, strlen(text), &network), PFL_ERR_ARGUMENT);
            continue;
        }
        network = network_of(text);
        assert_int_equal(network.bits, 96 + bits);
        for (unsigned i = 80; i < 128; i++)
            assert_int_equal(bit_of(&network, i), i < 96 + bits);
    }
}

static void test_contains_compares_bit_by_bit(void **state)
{
    (void)state;
    unsigned held = 0;
    for (unsigned i = 0; i < 200000; i++) {
        pfl_network pair[2];
        char text[PFL_NETWORK_TEXT + 5];
        uint8_t bytes[16];
        any_address(bytes);
        for (size_t k = 0; k < 2; k++) {
            pair[k] = (pfl_network){.bits = 128};
            memcpy(pair[k].bytes, bytes, sizeof bytes);
            if (chance(2) == 0)
                pair[k].bytes[chance(16)] ^= (uint8_t)(1 << chance(8));
            size_t length = pfl_network_text(&pair[k], text);
            snprintf(text + length, sizeof text - length, "/%u", (unsigned)chance(is_ipv4(&pair[k]) ? 33 : 129));
            pair[k] = network_of(text);
        }
        bool wanted = should_contain(&pair[0], &pair[1]);
        assert_int_equal(pfl_network_contains(&pair[0], &pair[1]), wanted);
        assert_int_equal(pfl_network_contains(&pair[0], &pair[0]), 1);
        held += wanted;
    }
    assert_true(held > 20000);
    pfl_network all = network_of("::/0"), all_ipv4 = network_of("0.0.0.0/0"), one = network_of("192.0.2.1");
    assert_int_equal(pfl_network_contains(&all, &one), 0);
    assert_int_equal(pfl_network_contains(&all, &all_ipv4), 0);
    assert_int_equal(pfl_network_contains(&all_ipv4, &one), 1);
    assert_int_equal(pfl_network_contains(&all_ipv4, &all), 0);
}

/* The first and the last address of each, and those next to them. */
static void test_internal_networks_at_their_edges(void **state)
{
    (void)state;
    static const char *const internal[] = {"127.0.0.0",       "127.255.255.255",
                                           "127.0.0.1",       "10.0.0.0",
                                           "10.255.255.255",  "172.16.0.0",
                                           "172.31.255.255",  "192.168.0.0",
                                           "192.168.255.255", "169.254.0.0",
                                           "169.254.255.255", "100.64.0.0",
                                           "100.127.255.255", "::1",
                                           "fc00::",          "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                           "fe80::",          "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                           "127.0.0.0/8",     "10.0.0.0/8",
                                           "10.1.2.0/24",     "172.16.0.0/12",
                                           "192.168.0.0/16",  "169.254.0.0/16",
                                           "100.64.0.0/10",   "fc00::/7",
                                           "fe80::/10",       "fe80::1%eth0",
                                           "::ffff:10.0.0.1"};
    static const char *const external[] = {"126.255.255.255",
                                           "128.0.0.0",
                                           "9.255.255.255",
                                           "11.0.0.0",
                                           "172.15.255.255",
                                           "172.32.0.0",
                                           "192.167.255.255",
                                           "192.169.0.0",
                                           "169.253.255.255",
                                           "169.255.0.0",
                                           "100.63.255.255",
                                           "100.128.0.0",
                                           "::",
                                           "::2",
                                           "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                           "fe00::",
                                           "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                           "fec0::",
                                           "::127.0.0.1",
                                           "::a00:1",
                                           "192.0.2.1",
                                           "2001:db8::1",
                                           "0.0.0.0",
                                           "255.255.255.255",
                                           "10.0.0.0/7",
                                           "127.0.0.0/7",
                                           "172.16.0.0/11",
                                           "192.168.0.0/15",
                                           "::1/127",
                                           "fc00::/6",
                                           "fe80::/9",
                                           "::/0",
                                           "0.0.0.0/0"};
    for (size_t i = 0; i < sizeof internal / sizeof internal[0]; i++) {
        pfl_network network = network_of(internal[i]);
        if (pfl_network_is_internal(&network) != 1)
            fail_msg("%s is external", internal[i]);
    }
    for (size_t i = 0; i < sizeof external / sizeof external[0]; i++) {
        pfl_network network = network_of(external[i]);
        if (pfl_network_is_internal(&network) != 0)
            fail_msg("%s is internal", external[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_and_how_they_are_written),
        cmocka_unit_test(test_what_is_none),
        cmocka_unit_test(test_addresses_are_written_as_inet_ntop_writes_them),
        cmocka_unit_test(test_texts_are_read_as_inet_pton_reads_them),
        cmocka_unit_test(test_prefixes_clear_what_is_behind_them),
        cmocka_unit_test(test_contains_compares_bit_by_bit),
        cmocka_unit_test(test_internal_networks_at_their_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
