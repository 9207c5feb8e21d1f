#include "lib/daemons/daemons.h"

/* dnsblog(8): addr ADDRESS listed by domain DOMAIN as ADDRESS (dnsblog/dnsblog.c) */
bool pfl_read_dnsblog(struct line *line)
{
    cursor c = line->rest;
    piece addr, domain, reply;
    if (line->event->severity != PFL_SEVERITY_INFO || !literal(&c, "addr ") ||
        !line_run(&c, CLASS_ALNUM | CLASS_ADDRESS, &addr) || !literal(&c, " listed by domain ") ||
        !line_run(&c, CLASS_ALNUM | CLASS_HOST, &domain) || !literal(&c, " as ") ||
        !line_run(&c, CLASS_ALNUM | CLASS_ADDRESS, &reply) || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_DNSBL;
    SET_TEXT(line, dnsbl, client_addr, addr);
    SET_TEXT(line, dnsbl, dnsbl_domain, domain);
    SET_TEXT(line, dnsbl, dnsbl_reply, reply);
    return true;
}
