/*
 * Addresses and networks: IPv4 and IPv6 in one form, as bytes.
 */
#ifndef POSTFIXLOG_NETWORK_H
#define POSTFIXLOG_NETWORK_H

#include <postfixlog/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A network, or with 128 bits one address. IPv4 lies in ::ffff:0:0/96 (RFC 4291,
 * 2.5.5.2), so that 192.0.2.0/24 has 120 bits; bytes behind the prefix are 0.
 */
typedef struct pfl_network {
    uint8_t bytes[16];
    uint8_t bits; /* 0 to 128 */
    uint8_t reserved[7];
} pfl_network;

/* Room for the longest text of a network, with the 0 at its end. */
#define PFL_NETWORK_TEXT 50

/*
 * Reads text[0 .. length): 192.0.2.1, 192.0.2.0/24, 2001:db8::1, 2001:db8::/32. A
 * scope (fe80::1%eth0) is passed over. A prefix counts the bits as the address is
 * written: /24 of 192.0.2.0, /120 of ::ffff:192.0.2.0. Bits behind it are cleared.
 * Returns PFL_OK, or PFL_ERR_ARGUMENT with *network untouched. Any thread.
 */
PFL_API int32_t pfl_network_parse(const char *text, size_t length, pfl_network *network);

/*
 * Writes a network as RFC 5952 has it, with /bits unless it is one address, into
 * text[0 .. PFL_NETWORK_TEXT), ended by a 0. Returns the length. Any thread.
 */
PFL_API size_t pfl_network_text(const pfl_network *network, char *text);

/* 1 when all of inner lies in outer, else 0; no IPv6 network holds IPv4, ::/0 neither. Any thread. */
PFL_API int32_t pfl_network_contains(const pfl_network *outer, const pfl_network *inner);

/*
 * 1 when a network lies in one that says nothing about who is behind it on the
 * Internet: loopback, private, link-local, or shared by carriers (RFC 1122, 1918,
 * 3927, 4193, 4291, 6598). Any thread.
 */
PFL_API int32_t pfl_network_is_internal(const pfl_network *network);

#ifdef __cplusplus
}
#endif

#endif
