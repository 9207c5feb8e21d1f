#include "forgery_parts.h"

#include "attack_text.h"

#include <stdio.h>
#include <string.h>

static const char *const queue_ids[] = {"4086EAA6A82", "4jYBXn4Zzcz1fdRd", "C44E3AA699E", "3ABCDE"};

mail_client some_client(void)
{
    static const mail_client clients[] = {
        {"unknown", "192.0.2.66", 0},
        {"dsl-11.home.isp.example", "192.0.2.11", 40219},
        {"unknown", "2001:db8:bad::9", 0},
        {"mail_1.example.net", "2001:db8::25", 25},
    };
    size_t index = below(sizeof clients / sizeof *clients);
    return clients[index];
}

const char *some_queue_id(void)
{
    return ONE_OF(queue_ids);
}

const char *maybe(const char *text)
{
    return below(3) == 0 ? NULL : text;
}

const char *some_address(const written *w)
{
    return free_address(w->charset == CHARSET_ASCII);
}

int has(const char *text, const char *part)
{
    return text && strstr(text, part) != NULL;
}

const char *neutered(const written *w)
{
    static char name[16384];
    snprintf(name, sizeof name, "%s", free_line());
    make_printable(name, strlen(name), w->charset, '?');
    neuter_helo(name);
    return name;
}

const char *refusal(const mail_context *x)
{
    static char text[32768];
    static const char *const endings[] = {
        "Relay access denied", "Recipient address rejected: User unknown in local recipient table",
        "Sender address rejected: not owned by user alice",
        "Service unavailable; client [192.0.2.66] blocked using zen.example; see example.net"};
    const char *what = below(3) == 0 && x->from ? x->from : x->to ? x->to : x->helo ? x->helo : "unknown[192.0.2.66]";
    if (below(4) == 0)
        return "Service unavailable; client [192.0.2.66] blocked using zen.example";
    snprintf(text, sizeof text, "<%s>: %s", what, ONE_OF(endings));
    return text;
}
