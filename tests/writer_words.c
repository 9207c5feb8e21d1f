#include "writer_words.h"

#include <postfixlog/postfixlog.h>

void put_queue_id(written *w, const char *queue_id)
{
    if (queue_id)
        put_field(w, "", PFL_FIELD_QUEUE_ID, queue_id);
    else
        put(w, "NOQUEUE");
    put(w, ": ");
}

void put_port(written *w, const char *before, uint16_t id, int port)
{
    if (port > 0) {
        put(w, before);
        put_number(w, id, port);
    }
}

void put_client(written *w, const mail_client *client)
{
    put_field(w, "", PFL_FIELD_CLIENT_NAME, client->name);
    if (client->addr == NULL)
        return;
    put_field(w, "[", PFL_FIELD_CLIENT_ADDR, client->addr);
    put(w, "]");
    put_port(w, ":", PFL_FIELD_CLIENT_PORT, client->port);
}

void put_optional(written *w, const char *before, uint16_t id, const char *text)
{
    if (text)
        put_field(w, before, id, text);
}

void put_context(written *w, const mail_context *x)
{
    if (x->from)
        put_address(w, " from=<", PFL_FIELD_FROM, x->from);
    if (x->to)
        put_address(w, " to=<", PFL_FIELD_TO, x->to);
    put_optional(w, " proto=", PFL_FIELD_PROTO, x->proto);
    if (x->helo) {
        put_field(w, " helo=<", PFL_FIELD_HELO, x->helo);
        put(w, ">");
    }
}
