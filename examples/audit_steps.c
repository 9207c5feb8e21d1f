/* What to type next, for an incident. Nothing here is run. Contract in audit_report.h. */
#include "audit_report.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void put_step(output *out, int *number, const char *text)
{
    if ((*number)++ == 0) {
        output_string(out, "  Next steps\n");
    }
    output_format(out, "%*s%d. %s\n", LABEL_WIDTH, "", *number, text);
}

static void put_command(output *out)
{
    output_format(out, "%*s     ", LABEL_WIDTH, "");
}

/* A name that can be pasted into a shell as it is; others are left to the reader. */
static void put_user(output *out, const subject *s)
{
    bool plain = s->name_length > 0 && s->name[0] != '-';
    for (size_t i = 0; plain && i < s->name_length; i++)
        plain = strchr("abcdefghijklmnopqrstuvwxyz0123456789@._+-", s->name[i]) != NULL && s->name[i] != '\0';
    if (plain)
        output_bytes(out, s->name, s->name_length);
    else
        output_string(out, "ACCOUNT");
}

static void close_tap(output *out, int *number, const subject *s)
{
    put_step(out, number, "Close the tap: give the account a new password (or lock it), then end what is open:");
    put_command(out);
    output_string(out, "doveadm auth cache flush ");
    put_user(out, s);
    output_string(out, "; doveadm kick ");
    put_user(out, s);
    output_string(out, "; postfix reload\n");
    put_command(out);
    output_string(out, "Until then refuse it (check_sasl_access): ");
    put_user(out, s);
    output_string(out, " REJECT\n");
}

static void stop_web(output *out, int *number, uint32_t uid)
{
    char text[160];
    snprintf(text, sizeof text,
             "Close the tap: stop the site or job that runs as uid %" PRIu32 " (getent passwd %" PRIu32 ").", uid, uid);
    put_step(out, number, text);
    put_command(out);
    output_string(out,
                  "Until it is found: postconf -e 'authorized_submit_users = !USER, static:all'; postfix reload\n");
}

#define HELD_SHOWN 20

/* The queue IDs of what is still there. Postfix made them: no characters of an attacker's choice. */
static void hold_queue(const report *r, output *out, int *number, const subject *s)
{
    const table *queue = &r->audit->t->queue;
    size_t shown = 0;
    if (s->waiting == 0)
        return;
    put_step(out, number, "Hold what it still has in the queue; do not delete it, it is evidence:");
    put_command(out);
    output_string(out, "postsuper");
    for (uint32_t i = 0; i < queue->count && shown < HELD_SHOWN; i++) {
        const message_open *m = table_at(queue, i);
        if (m == NULL || m->owner != s || m->nrcpt <= m->done)
            continue;
        size_t length;
        const char *key = table_name(queue, i, &length), *id = (const char *)memchr(key, '\0', length) + 1;
        output_string(out, " -h ");
        output_text(out, id, (size_t)(key + length - id));
        shown++;
    }
    output_string(out, "\n");
    if (s->waiting > shown) {
        put_command(out);
        output_format(out, "and %" PRIu64 " more\n", s->waiting - shown);
    }
}

/* Addresses that may be blocked without shutting out this server, its networks or other accounts. */
static bool can_block(const report *r, uint32_t n)
{
    const address *a = table_at(&r->audit->t->addresses, n);
    return !a->internal && a->net != TABLE_NONE && a->accounts < 2;
}

static bool is_ipv6(const report *r, uint32_t n)
{
    size_t length;
    const char *text = table_name(&r->audit->t->addresses, n, &length);
    return memchr(text, ':', length) != NULL;
}

static void block(const report *r, const incident *i, output *out, int *number)
{
    size_t blocked = 0, shared = 0;
    for (size_t k = 0; k < i->address_count; k++) {
        blocked += can_block(r, i->addresses[k]);
        shared += !can_block(r, i->addresses[k]);
    }
    if (blocked > 0)
        put_step(out, number, "Block those of the addresses that are not the owner's:");
    for (int six = 0; six < 2; six++) {
        const char *before =
            six ? "nft add rule inet filter input ip6 saddr { " : "nft add rule inet filter input ip saddr { ";
        bool any = false;
        for (size_t k = 0; k < i->address_count; k++) {
            if (!can_block(r, i->addresses[k]) || is_ipv6(r, i->addresses[k]) != six)
                continue;
            if (!any)
                put_command(out);
            output_string(out, any ? ", " : before);
            report_address(out, r->audit, i->addresses[k]);
            any = true;
        }
        output_string(out, any ? " } drop\n" : "");
    }
    if (blocked == 0 || shared == 0)
        return;
    put_command(out);
    output_format(out, "(left out: %zu internal, trusted or used by other accounts too)\n", shared);
}

static void look_and_tell(const report *r, const incident *i, output *out, int *number)
{
    /* What is no address (unknown) may be anything, and this line is made to be pasted. */
    size_t shown = 0;
    for (size_t k = 0; k < i->address_count; k++) {
        const address *a = table_at(&r->audit->t->addresses, i->addresses[k]);
        if (a->net == TABLE_NONE || a->internal)
            continue;
        if (shown++ == 0) {
            put_step(out, number, "Look for the same addresses in other logs (Dovecot, web, sshd):");
            put_command(out);
            output_string(out, "grep -hF");
        }
        output_string(out, " -e ");
        report_address(out, r->audit, i->addresses[k]);
    }
    if (shown == 0)
        return;
    output_string(out, " /var/log/mail.log /var/log/auth.log\n");
    if (i->judgement->verdict == VERDICT_CHECK)
        return;
    block(r, i, out, number);
    put_step(out, number,
             "Report it: the abuse contact is in `whois ADDRESS`; send the evidence lines and these UTC times.");
}

void report_steps(const report *r, const incident *i, output *out)
{
    int number = 0;
    if (i == NULL) {
        put_step(out, &number,
                 "Find the account: the IMAP and authentication logs name it next to the address and time above.");
        put_step(out, &number, "Give it a new password; then look at what it did there.");
        return;
    }
    const subject *s = i->who;
    if (i->judgement->verdict == VERDICT_CHECK) {
        put_step(out, &number,
                 s->is_local ? "Find out which program sent this, and whether it should."
                             : "Ask the owner of the account whether this was them.");
        if (!s->is_local)
            put_step(out, &number, "If it sends bulk mail on purpose: --bulk with its name. If not:");
    }
    if (s->is_local)
        stop_web(out, &number, s->uid);
    else
        close_tap(out, &number, s);
    hold_queue(r, out, &number, s);
    if (s->is_local)
        put_step(out, &number,
                 "Look into the web server's access log for requests (POST) at the times of the evidence lines.");
    look_and_tell(r, i, out, &number);
}
