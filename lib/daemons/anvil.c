#include "lib/daemons/daemons.h"

/*
 * anvil(8): the most it counted, written when it stops (anvil/anvil.c):
 *
 *   statistics: max connection rate 4/60s for (SERVICE:ADDRESS) at Nov 23 16:17:55
 *   statistics: max cache size 6 at Nov 23 16:17:55
 */

/* 60s, or 5m, 2h, 7d as anvil_rate_time_unit was written before 2.6 */
static bool period(cursor *c, int64_t *out)
{
    static const char units[] = "smhdw";
    static const int64_t seconds[] = {1, 60, 3600, 86400, 604800};
    uint32_t count;
    if (!line_number32(c, &count) || cursor_at_end(c) || *c->at == '\0')
        return false;
    const char *unit = strchr(units, *c->at);
    if (unit == NULL)
        return false;
    c->at++;
    *out = (int64_t)count * seconds[unit - units] * 1000000;
    return true;
}

/* master.cf has a port behind an address or a host name; names of services have neither brackets nor dots. */
static bool lacks_port(piece service)
{
    const char *end = service.at + service.length, *at = end;
    while (at > service.at && at[-1] != ':' && at[-1] != ']' && at[-1] != '.')
        at--;
    return at > service.at && at[-1] != ':';
}

/*
 * SERVICE:ADDRESS). Both may hold colons (127.0.0.1:10025:127.0.0.1, and IPv6
 * with a /84 prefix since 3.8): the address is the longest end that is one
 * and leaves a service.
 */
static bool service_and_address(cursor *c, piece *service, piece *address)
{
    piece both;
    if (!line_until(c, ')', &both))
        return false;
    for (const char *at = both.at + 1; at < both.at + both.length; at++) {
        *address = piece_between(at, both.at + both.length);
        *service = piece_between(both.at, at - 1);
        if (at[-1] == ':' && !lacks_port(*service) && (pfl_is_address(*address) || piece_is(*address, "unknown")))
            return true;
    }
    return false;
}

bool pfl_read_anvil(struct line *line)
{
    cursor c = line->rest;
    piece word, service, address, at;
    uint32_t count;
    int64_t unit;
    if (line->event->severity != PFL_SEVERITY_INFO || !literal(&c, "statistics: max "))
        return false;
    const char *from = c.at;
    if (!line_run(&c, CLASS_LOWER, &word) || !literal(&c, " ") || !line_run(&c, CLASS_LOWER, &word))
        return false;
    piece statistic = piece_between(from, c.at);
    if (!literal(&c, " ") || !line_number32(&c, &count))
        return false;
    if (literal(&c, "/")) {
        if (!period(&c, &unit))
            return false;
        SET_NUMBER(line, anvil, period, unit);
    }
    if (literal(&c, " for (")) {
        if (!service_and_address(&c, &service, &address))
            return false;
        SET_TEXT(line, anvil, anvil_service, service);
        SET_TEXT(line, anvil, client_addr, address);
    }
    if (!literal(&c, " at "))
        return false;
    rest(&c, &at);
    line->event->kind = PFL_KIND_ANVIL;
    SET_TEXT(line, anvil, statistic, statistic);
    SET_NUMBER(line, anvil, count, count);
    SET_TEXT(line, anvil, at, at);
    return true;
}
