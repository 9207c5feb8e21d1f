/*
 * The addresses that clients have, and what each did.
 *
 * All are of documentation networks or 198.18.0.0/15. An address has one number
 * however often and by whomever it is used.
 */
#ifndef CORPUS_ADDRESS_H
#define CORPUS_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADDRESS_ROOM 40 /* the longest text of one, and its end */

/* IPv4 when high is 0, then in low. */
typedef struct ip_address {
    uint64_t high, low;
} ip_address;

typedef struct address {
    ip_address ip;
    uint32_t connects;       /* to smtpd */
    uint32_t screened;       /* connects to postscreen */
    uint32_t failures;       /* logins that failed for the password's sake */
    uint32_t names;          /* user names in them */
    uint32_t logins;         /* messages handed in by a logged-in user */
    uint32_t mailbox_logins; /* Dovecot's */
} address;

typedef struct address_book {
    address *items;
    uint32_t count, capacity;
    uint32_t *slots; /* numbers plus 1; a power of two of them */
    uint32_t slot_count;
} address_book;

void address_free(address_book *book);

/* The number of an address; new ones are added. */
uint32_t address_number(address_book *book, ip_address ip);

ip_address ipv4(uint32_t a, uint32_t b, uint32_t c, uint32_t d);

/*
 * Strangers: the n-th of an endless stock of addresses, all different: 198.18.0.0/15
 * for most of the first 131,072, 2001:db8::/32 for the others.
 */
ip_address stock_address(uint32_t n);

/* As Postfix prints it (RFC 5952). Returns the length; ends the text. */
size_t address_text(ip_address ip, char text[ADDRESS_ROOM]);

#endif
