/* What to type next, for an incident. Nothing here is run. Contract in audit_text.h. */
#include "audit_text.h"
#include <inttypes.h>
#include <string.h>

typedef struct steps {
    const report *r;
    const suspect *s;
    output *out;
    int number;
} steps;

static void put_step(steps *t, const char *text)
{
    if (t->number++ == 0)
        output_string(t->out, "  Next steps\n");
    output_format(t->out, "%*s%d. %s\n", LABEL_WIDTH, "", t->number, text);
}

static void put_indent(steps *t)
{
    output_format(t->out, "%*s     ", LABEL_WIDTH, "");
}

static void put_line(steps *t, const char *text)
{
    put_indent(t);
    output_format(t->out, "%s\n", text);
}

/* --- 1: close the tap -------------------------------------------------------- */

/* A name that can be pasted into a shell as it is. */
static bool is_plain(piece name)
{
    bool plain = name.length > 0 && name.at[0] != '-';
    for (size_t i = 0; plain && i < name.length; i++)
        plain = name.at[i] != '\0' && strchr("abcdefghijklmnopqrstuvwxyz0123456789@._+-", name.at[i]) != NULL;
    return plain;
}

static void put_user(steps *t)
{
    if (is_plain(t->s->who->name))
        report_piece(t->out, t->s->who->name);
    else
        output_string(t->out, "ACCOUNT");
}

static bool has_dovecot(const report *r)
{
    return r->totals->logins > 0 || r->totals->auth_failures > 0;
}

static void close_account(steps *t)
{
    put_step(t, "Close the tap: give the account a new password (or lock it), then end what is open:");
    put_indent(t);
    if (has_dovecot(t->r)) {
        output_string(t->out, "doveadm auth cache flush ");
        put_user(t);
        output_string(t->out, "; doveadm kick ");
        put_user(t);
        output_string(t->out, "; postfix reload\n");
    } else {
        output_string(t->out, "postfix reload     (and restart what checks its passwords, if that remembers them;\n");
        put_line(t, "with Dovecot: doveadm auth cache flush; doveadm kick)");
    }
    put_indent(t);
    output_string(t->out, "Until then refuse it, in the table of check_sasl_access: ");
    put_user(t);
    output_string(t->out, " REJECT\n");
    if (!is_plain(t->s->who->name))
        put_line(t, "(its name is not written here: with such characters a shell may do anything)");
}

static void close_web(steps *t)
{
    uint32_t uid = t->s->who->uid;
    char day[TIME_TEXT];
    report_time(t->s->since - INT64_C(86400000000), true, day);
    put_step(t, "Close the tap: stop the web site or job that sends:");
    put_indent(t);
    output_format(t->out, "getent passwd %" PRIu32 "; ps -u %" PRIu32 " -o pid,lstart,args\n", uid, uid);
    put_line(
        t, "Until it is found, with the name of that user: postconf -e 'authorized_submit_users = !USER, static:all'");
    put_step(t, "Look for files that it planted, and for requests (POST) in the web server's log at these times:");
    put_indent(t);
    output_format(t->out, "find / -xdev -uid %" PRIu32 " -newermt '%.10s' -type f -ls\n", uid, day);
}

static void close_relay(steps *t)
{
    put_step(t, "Close the tap: let only logins and one's own networks relay. Compare:");
    put_line(t, "postconf mynetworks smtpd_relay_restrictions smtpd_recipient_restrictions");
    put_line(t,
             "(permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination; no 0.0.0.0/0 in mynetworks)");
}

/* --- 2: hold the queue ------------------------------------------------------- */

/* Postfix made the queue IDs: no characters of an attacker's choice. */
static void hold_queue(steps *t)
{
    const suspect *s = t->s;
    if (s->waiting == 0)
        return;
    put_step(t, "Hold what it still has in the queue; do not delete it, it is evidence:");
    put_indent(t);
    output_string(t->out, "postsuper");
    for (size_t i = 0; i < s->queue_id_count; i++) {
        output_string(t->out, " -h ");
        report_piece(t->out, s->queue_ids[i]);
    }
    output_string(t->out, "\n");
    if (s->waiting > s->queue_id_count) {
        put_indent(t);
        output_format(t->out, "and %" PRIu64 " more: see mailq\n", s->waiting - s->queue_id_count);
    }
}

/* --- 3 to 5: look elsewhere, block, report ------------------------------------ */

/* Those that are not one's own: their text is an address, and made to be pasted. */
static size_t put_addresses(steps *t, bool also_shared, int family, const char *before, const char *between)
{
    size_t count = 0;
    for (size_t i = 0; i < t->s->address_count; i++) {
        const suspect_address *a = &t->s->addresses[i];
        bool six = memchr(a->address.at, ':', a->address.length) != NULL;
        if (a->is_own || (a->is_shared && !also_shared) || (family != 0 && six != (family == 6)))
            continue;
        output_string(t->out, count++ == 0 ? before : between);
        report_piece(t->out, a->address);
    }
    return count;
}

static size_t count_addresses(const suspect *s, bool shared)
{
    size_t count = 0;
    for (size_t i = 0; i < s->address_count; i++)
        count += !s->addresses[i].is_own && (shared || !s->addresses[i].is_shared);
    return count;
}

static void look_elsewhere(steps *t)
{
    if (count_addresses(t->s, true) == 0)
        return;
    put_step(t, "Look for the same addresses in other logs (Dovecot, web, sshd):");
    put_indent(t);
    output_string(t->out, "grep -hF");
    put_addresses(t, true, 0, " -e ", " -e ");
    output_string(t->out, " /var/log/mail.log /var/log/auth.log\n");
}

static void block(steps *t)
{
    size_t blocked = count_addresses(t->s, false), left_out = t->s->address_count - blocked;
    if (blocked == 0)
        return;
    put_step(t, "Block those of the addresses that are not the owner's (all of them: pfl-audit --block nft):");
    for (int family = 4; family <= 6; family += 2) {
        const char *rule =
            family == 6 ? "nft add rule inet filter input ip6 saddr { " : "nft add rule inet filter input ip saddr { ";
        bool any = false;
        for (size_t i = 0; i < t->s->address_count; i++) {
            const suspect_address *a = &t->s->addresses[i];
            bool six = memchr(a->address.at, ':', a->address.length) != NULL;
            any |= !a->is_own && !a->is_shared && six == (family == 6);
        }
        if (!any)
            continue;
        put_indent(t);
        put_addresses(t, false, family, rule, ", ");
        output_string(t->out, " } drop\n");
    }
    if (!t->s->has_past && t->s->who->kind == SUBJECT_ACCOUNT)
        put_line(t, "(nothing of this account from before is known: some of them may be its owner's)");
    if (left_out > 0) {
        put_indent(t);
        output_format(t->out, "(left out: %zu internal, trusted or used by other accounts too)\n", left_out);
    }
}

static void tell(steps *t)
{
    if (count_addresses(t->s, true) == 0)
        return;
    put_step(t, "Report it: the abuse contact is in `whois ADDRESS`; `pfl-audit --report ADDRESS` writes the report.");
}

/* --- All --------------------------------------------------------------------- */

static void ask_first(steps *t)
{
    switch (t->s->who->kind) {
    case SUBJECT_ACCOUNT:
        put_step(t, "Ask the owner of the account whether this was them.");
        put_step(t, "If it sends bulk mail on purpose: --bulk with its name. If not:");
        break;
    case SUBJECT_LOCAL:
        put_step(t, "Find out which program sent this, and whether it should. If not:");
        break;
    case SUBJECT_CLIENT:
        put_step(t, "If this client may relay (a gateway, a scanner): --trusted with its address. If not:");
        break;
    }
}

void report_steps(const report *r, const suspect *s, output *out)
{
    steps t = {.r = r, .s = s, .out = out};
    if (s == NULL) {
        put_step(&t, "Find the account: the IMAP and authentication logs name it next to the address and time above.");
        put_step(&t, "Give it a new password; then look at what it did there.");
        return;
    }
    if (s->who->row->verdict == PFL_VERDICT_CHECK)
        ask_first(&t);
    switch (s->who->kind) {
    case SUBJECT_ACCOUNT:
        close_account(&t);
        break;
    case SUBJECT_LOCAL:
        close_web(&t);
        break;
    case SUBJECT_CLIENT:
        close_relay(&t);
        break;
    }
    hold_queue(&t);
    look_elsewhere(&t);
    if (s->who->row->verdict == PFL_VERDICT_CHECK)
        return;
    block(&t);
    tell(&t);
}
