/* Blocks of /16, and addresses in them. Contract in place.h. */
#include "place.h"

#include "corpus_random.h"

#include <stdio.h>

/* The first /16 of each use, and how many there are: 240.0 to 255.255 hold 4,096. */
#define HOME_16S     0xF000u /* 240: three to an ISP */
#define PHONE_16S    0xF100u /* 241: four to a carrier */
#define AWAY_16S     0xF200u /* 242 and 243 */
#define OFFICE_16S   0xF400u
#define HOSTING_16S  0xF500u
#define STRANGER_16S 0xF600u /* 246 to 252 */
#define SERVER_16S   0xFD00u
#define V6_BLOCK     UINT64_C(0x3FFF) /* then 12 bits: 0 to 127 ISPs, from 0x800 on strangers */

/* No host is .0 or .255. */
static place v4(enum net net, uint32_t first_16, uint32_t which, uint32_t host)
{
    uint32_t third = host >> 8 & 255, fourth = host % 253 + 1;
    uint32_t top = first_16 + which;
    return (place){ipv4(top >> 8, top & 255, third, fourth), net};
}

/* 3fff:0XXX:NNNN:NNNN and anything */
static place v6(enum net net, uint32_t block, uint64_t fixed)
{
    uint64_t high = V6_BLOCK << 48 | (uint64_t)block << 32 | (fixed & 0xFFFFFFFFu);
    return (place){{high, mix_bits(fixed)}, net};
}

place place_office(uint32_t number)
{
    return v4(NET_OFFICE, OFFICE_16S, number % 256, (uint32_t)(mix_bits(number) & 0xFFFF));
}

place place_home(uint32_t isp, bool is_v6, uint64_t fixed)
{
    if (is_v6)
        return v6(NET_HOME, isp, fixed);
    return v4(NET_HOME, HOME_16S, isp * 3 + (uint32_t)(fixed >> 16) % 3, (uint32_t)(fixed & 0xFFFF));
}

/* The last is a small carrier: a handful of addresses for everybody. */
place place_phone(uint32_t carrier, uint64_t fixed)
{
    bool is_small = carrier == CARRIERS - 1;
    uint32_t net = (uint32_t)(fixed & 0xFFFF) % (is_small ? 2 : 16);
    uint32_t host = (uint32_t)(fixed >> 16 & 0xFFFF) % (is_small ? 3 : 24);
    return v4(NET_PHONE, PHONE_16S, carrier * 4 + net % 4, (net / 4 * 32 + carrier) << 8 | (host + 8));
}

place place_away(uint64_t fixed)
{
    return v4(NET_AWAY, AWAY_16S, (uint32_t)(fixed >> 32) % 512, (uint32_t)(fixed & 0xFFFF));
}

place place_hosting(uint64_t fixed)
{
    return v4(NET_HOSTING, HOSTING_16S, (uint32_t)(fixed >> 32) % 256, (uint32_t)(fixed & 0xFFFF));
}

place place_stranger(uint64_t fixed)
{
    if (fixed >> 60 == 0)
        return v6(NET_STRANGER, 0x800 + (uint32_t)(fixed >> 32 & 0x7FF), fixed);
    return v4(NET_STRANGER, STRANGER_16S, (uint32_t)(fixed >> 32) % 1792, (uint32_t)(fixed & 0xFFFF));
}

place place_server(uint32_t domain)
{
    uint64_t fixed = mix_bits(domain);
    return v4(NET_SERVER, SERVER_16S, (uint32_t)(fixed >> 32) % 512, (uint32_t)(fixed & 0xFFFF));
}

place place_loopback(void)
{
    return (place){ipv4(127, 0, 0, 1), NET_LOOPBACK};
}

/* --- Names ------------------------------------------------------------------- */

/* dsl-240-1-2-3.pool.isp.example */
static const char *with_address(place p, char *text, const char *before, const char *behind)
{
    uint32_t ip = (uint32_t)p.ip.low;
    snprintf(text, PLACE_ROOM, "%s%u-%u-%u-%u%s", before, ip >> 24, ip >> 16 & 255, ip >> 8 & 255, ip & 255, behind);
    return text;
}

const char *place_name(place p, char text[PLACE_ROOM])
{
    uint64_t draw = mix_bits(p.ip.low ^ p.ip.high) % 100;
    if (p.net == NET_LOOPBACK)
        return "localhost";
    if (p.ip.high != 0)
        return "unknown";
    switch (p.net) {
    case NET_OFFICE:
        return with_address(p, text, "static-", ".business.example");
    case NET_HOME:
        return draw < 80 ? with_address(p, text, "dsl-", ".pool.isp.example") : "unknown";
    case NET_PHONE:
        return draw < 40 ? with_address(p, text, "mobile-", ".cell.example") : "unknown";
    case NET_AWAY:
        return draw < 30 ? with_address(p, text, "guest-", ".hotel.example") : "unknown";
    case NET_HOSTING:
        return with_address(p, text, "srv-", ".hosting.example");
    case NET_STRANGER:
        return draw < 30 ? with_address(p, text, "vps-", ".hosting.example") : "unknown";
    case NET_SERVER:
    case NET_LOOPBACK:
        break;
    }
    return "unknown";
}
