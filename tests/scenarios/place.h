/*
 * Where clients are: networks by what they are for, and addresses in them.
 *
 * The documentation networks have five /16 between them, too few for people who
 * travel and for botnets. So IPv4 addresses are of 240.0.0.0/4, which belongs to
 * nobody (RFC 1112), and IPv6 addresses of 3fff::/20, which is for documentation
 * (RFC 9637). An address is a pure function of what it is asked for.
 */
#ifndef PLACE_H
#define PLACE_H

#include "corpus_address.h"

enum net {
    NET_OFFICE,   /* one fixed address for all who work there */
    NET_HOME,     /* of an ISP: a few /16 */
    NET_PHONE,    /* of a carrier: its customers share the addresses */
    NET_AWAY,     /* hotels, airports, cafes */
    NET_HOSTING,  /* rented machines */
    NET_STRANGER, /* bots, and those who rent them */
    NET_SERVER,   /* another domain's mail server: named by the session */
    NET_LOOPBACK
};

typedef struct place {
    ip_address ip;
    enum net net;
} place;

#define ISPS     24u
#define CARRIERS 6u

place place_office(uint32_t number);
place place_home(uint32_t isp, bool v6, uint64_t fixed);
place place_phone(uint32_t carrier, uint64_t fixed);
place place_away(uint64_t fixed);
place place_hosting(uint64_t fixed);
place place_stranger(uint64_t fixed);
place place_server(uint32_t domain);
place place_loopback(void);

#define PLACE_ROOM 64

/* What DNS calls it. */
const char *place_name(place p, char text[PLACE_ROOM]);

#endif
