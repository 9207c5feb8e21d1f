/* Names and manners of 4,096 domains. Contract in corpus_domain.h. */
#include "corpus_domain.h"

#include "corpus_pool.h"
#include "corpus_random.h"

static const char *const own[DOMAIN_REMOTE] = {
    "example.com",    "example.net",    "example.org",   "shop.example",   "club.example",
    "school.example", "clinic.example", "hotel.example", "mx.example.net",
};

static const enum manner own_manners[DOMAIN_REMOTE] = {
    MANNER_LMTP, MANNER_LMTP, MANNER_LMTP,    MANNER_LMTP,  MANNER_VIRTUAL,
    MANNER_LMTP, MANNER_LMTP, MANNER_VIRTUAL, MANNER_LOCAL,
};

static const char *const qualities[32] = {
    "amber", "brisk",  "calm",  "cedar", "clear", "copper", "coral",  "crisp",  "dawn",  "dusty",  "early",
    "fair",  "gentle", "glad",  "grand", "green", "hazel",  "ivory",  "lively", "lunar", "mellow", "misty",
    "noble", "north",  "olive", "plain", "quiet", "rapid",  "silver", "south",  "tidy",  "violet",
};

static const char *const places[32] = {
    "anchor",  "basin",  "beacon", "brook",   "canyon", "cliff", "creek",  "dale",   "delta",  "dune",   "falls",
    "field",   "garden", "grove",  "harbor",  "heath",  "hill",  "island", "lagoon", "lake",   "meadow", "mill",
    "orchard", "pass",   "pier",   "plateau", "ridge",  "river", "shore",  "summit", "valley", "willow",
};

static const char *const ends[4] = {"", "-post", "-mail", "-group"};

/* The busiest behave, as the big providers do. */
static enum manner manner_of(uint32_t number)
{
    uint32_t draw = (uint32_t)(mix_bits(number) % 100);
    if (number < DOMAIN_REMOTE + 40)
        return draw < 85 ? MANNER_GOOD : draw < 93 ? MANNER_SPAM : MANNER_GREY;
    return draw < 75   ? MANNER_GOOD
           : draw < 84 ? MANNER_GREY
           : draw < 88 ? MANNER_UNKNOWN
           : draw < 90 ? MANNER_BLOCKS
           : draw < 93 ? MANNER_SPAM
           : draw < 97 ? MANNER_SLOW
           : draw < 99 ? MANNER_FULL
                       : MANNER_DEAD;
}

/* Small mail servers share their addresses with others, as on rented machines. */
static ip_address server_of(uint32_t number)
{
    if (number % 8 == 7)
        return (ip_address){UINT64_C(0x20010DB800250000), number};
    uint32_t host = 30 + number / 3 % 220;
    return number % 3 == 0   ? ipv4(192, 0, 2, host)
           : number % 3 == 1 ? ipv4(198, 51, 100, host)
                             : ipv4(203, 0, 113, host);
}

static void make_remote(domain *d, uint32_t number)
{
    /* Odd factors: every number below 4,096 gives another name. */
    uint32_t word = number * 1237u % DOMAIN_COUNT;
    d->manner = manner_of(number);
    d->server = server_of(number);
    snprintf(d->name, sizeof d->name, "%s-%s%s.example", qualities[word & 31], places[word >> 5 & 31],
             ends[word >> 10]);
}

domain *domains_make(void)
{
    domain *domains = must_resize(NULL, DOMAIN_COUNT * sizeof *domains);
    for (uint32_t i = 0; i < DOMAIN_COUNT; i++) {
        domain *d = &domains[i];
        *d = (domain){.manner = MANNER_LMTP, .product = mix_bits(i) & 3, .exchangers = 1};
        if (i < DOMAIN_REMOTE) {
            d->manner = own_manners[i];
            snprintf(d->name, sizeof d->name, "%s", own[i]);
        } else {
            make_remote(d, i);
        }
        char ip[ADDRESS_ROOM];
        address_text(d->server, ip);
        d->name_length = (uint8_t)strlen(d->name);
        d->relay_length = (uint8_t)snprintf(d->relay, sizeof d->relay, "mx.%s[%s]", d->name, ip);
    }
    return domains;
}

void put_server(log_writer *log, const domain *d, uint32_t which)
{
    if (which == 0) {
        put_bytes(log, d->relay, d->relay_length);
        return;
    }
    char ip[ADDRESS_ROOM];
    address_text((ip_address){d->server.high, d->server.low + which}, ip);
    put(log, "mx");
    put_number(log, which + 1);
    put_byte(log, '.');
    put_bytes(log, d->name, d->name_length);
    put_byte(log, '[');
    put(log, ip);
    put_byte(log, ']');
}

void put_next_hop(log_writer *log, const domain *d, uint32_t which)
{
    put_server(log, d, which);
    put(log, ":25");
}
