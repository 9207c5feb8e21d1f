#include "lib/daemons/daemons.h"

/*
 * Outcomes of recipients, written alike by every delivery agent and by the queue
 * manager and cleanup(8) for them (global/log_adhoc.c):
 *
 *   to=<A>[, orig_to=<O>], relay=R[, conn_use=N], delay=D[, delays=D/D/D/D][, tls=T][, dsn=X.Y.Z], status=S (REPLY)
 *
 * The reply is often a remote server's, so that only the first status= counts;
 * it runs to the last parenthesis of the line.
 */
struct delivery {
    piece to, orig_to;
    bool has_orig_to;
    struct relay relay;
    bool has_conn_use;
    uint32_t conn_use;
    int64_t delay;
    piece delays, tls, dsn, status, reply; /* at NULL for none */
    int64_t parts[4];
    uint16_t kind;
};

/* The readings of a line: all that differ behind the addresses. An address that might have swallowed the next does not.
 */
struct readings {
    struct delivery first;
    size_t count;
    size_t fits; /* all of them */
    size_t tries;
    const struct line *line;
    bool first_odd;   /* first is what this program never writes */
    bool odd_domains; /* what follows an @ need be no domain */
};

/* The kind of a status; 0 for a word that is none. */
static uint16_t status_kind(piece status)
{
    if (piece_is(status, "sent"))
        return PFL_KIND_SENT;
    if (piece_is(status, "deferred") || piece_is(status, "SOFTBOUNCE")) /* soft_bounce = yes: it stays in the queue */
        return PFL_KIND_DEFERRED;
    if (piece_is(status, "bounced"))
        return PFL_KIND_BOUNCED;
    if (piece_is(status, "deliverable"))
        return PFL_KIND_DELIVERABLE;
    if (piece_is(status, "undeliverable") || piece_is(status, "undeliverable-but-not-cached"))
        return PFL_KIND_UNDELIVERABLE;
    return 0;
}

/* status=S (REPLY) */
static bool status(cursor *c, struct delivery *d)
{
    if (!literal(c, "status=") || !line_run(c, CLASS_LETTER | CLASS_DASH, &d->status))
        return false;
    d->kind = status_kind(d->status);
    if (d->kind == 0 || !literal(c, " ("))
        return false;
    rest(c, &d->reply);
    if (d->reply.length > 0 && d->reply.at[d->reply.length - 1] == ')')
        d->reply.length--; /* missing only when the line was cut */
    return true;
}

static bool delays(cursor *c, struct delivery *d)
{
    const char *from = c->at;
    for (size_t i = 0; i < 4; i++)
        if ((i > 0 && !literal(c, "/")) || !pfl_word_delay(c, &d->parts[i]))
            return false;
    d->delays = piece_between(from, c->at);
    return true;
}

/* What follows the recipient, with its leading comma. */
static bool outcome(cursor c, struct delivery *d)
{
    if (!literal(&c, ", relay=") || !pfl_word_relay(&c, &d->relay))
        return false;
    d->has_conn_use = literal(&c, ", conn_use=");
    if (d->has_conn_use && !line_number32(&c, &d->conn_use))
        return false;
    if (!literal(&c, ", delay=") || !pfl_word_delay(&c, &d->delay))
        return false;
    d->delays.at = d->tls.at = d->dsn.at = NULL;
    if (literal(&c, ", delays=") && !delays(&c, d))
        return false;
    if (!literal(&c, ", "))
        return false;
    if (literal(&c, "tls=") && (!line_until(&c, ',', &d->tls) || !literal(&c, " ")))
        return false;
    if (literal(&c, "dsn=") && (!line_until(&c, ',', &d->dsn) || !literal(&c, " ")))
        return false;
    return status(&c, d);
}

/* Who delivers names where to: smtp(8) a server, and only discard(8), or who may be it, none. */
static bool odd_reading(const struct line *line, const struct delivery *d)
{
    if (d->relay.addr.length == 0 && !piece_is(d->relay.whole, "none") &&
        (line_tag_ends(line, "/smtp") || line_tag_ends(line, "/lmtp")))
        return true;
    if (!piece_is(d->relay.whole, "none") || (d->kind != PFL_KIND_SENT && d->kind != PFL_KIND_DELIVERABLE))
        return false;
    return !line_tag_ends(line, "/discard") && memchr(line->tag.at, '/', line->tag.length) != NULL;
}

static void add_reading(struct readings *readings, const struct delivery *d)
{
    bool odd = odd_reading(readings->line, d);
    readings->fits++;
    if (readings->count == 0 || (readings->first_odd && !odd)) {
        readings->first = *d;
        readings->first_odd = odd;
        readings->count = 1;
    } else if (readings->first.relay.whole.at != d->relay.whole.at && (!odd || readings->first_odd)) {
        readings->count++;
    }
}

/*
 * The i-th end of an address. In a line that was cut, where the true one may be
 * missing, only the first is looked at, and none when a quote is still open.
 */
static bool next_end(struct readings *readings, size_t i, struct addresses *a, piece *address, cursor *after)
{
    if (line_is_cut(readings->line) && (i > 0 || (a->from < a->end && *a->from == '"' && !a->quoted)))
        return false;
    char follows = line_is_cut(readings->line) ? '\0' : ',';
    return readings->tries++ < MANY_TRIES && pfl_next_address(a, follows, address, after);
}

/* All readings of what follows to=<A>. */
static void after_to(cursor c, piece to, struct readings *readings)
{
    struct delivery d; /* not all zero: that would take as long as the rest */
    struct addresses originals;
    cursor after;
    d.to = d.orig_to = to;
    d.has_orig_to = false;
    if (outcome(c, &d)) {
        add_reading(readings, &d);
    } else if (literal(&c, ", orig_to=") && pfl_addresses(c, &originals)) {
        d.has_orig_to = true;
        originals.odd = readings->odd_domains;
        size_t fits = readings->fits;
        do
            for (size_t i = 0; next_end(readings, i, &originals, &d.orig_to, &after); i++)
                if (outcome(after, &d))
                    add_reading(readings, &d);
        while (readings->fits == fits && pfl_without_quotes(&originals));
    }
}

/* to=A, without brackets: before 2.3, and in configurations edited to look like it. */
static bool bare_recipient(cursor c, struct delivery *d)
{
    memset(d, 0, sizeof *d);
    if (!line_until(&c, ',', &d->to))
        return false;
    c.at--;
    if (literal(&c, ", orig_to=")) {
        d->has_orig_to = true;
        if (!line_until(&c, ',', &d->orig_to))
            return false;
        c.at--;
    }
    return outcome(c, d);
}

/* "... queued as QID" of a next hop, "forwarded as QID" of local(8): the reply's last words. */
static bool queued_as(piece reply, piece *out)
{
    const char *end = reply.at + reply.length, *at = end;
    if (reply.length >= 32) { /* as most are: the end of a loop over an ID cannot be foretold */
        uint32_t others = ~scan_class_bits(end - 32, 32, CLASS_ALNUM);
        at -= others != 0 ? 31 - scan_highest(others) : 32;
    }
    while (at > reply.at && is_class(at[-1], CLASS_ALNUM))
        at--;
    *out = piece_between(at, end);
    static const char queued[] = "queued as ", forwarded[] = "forwarded as ";
    size_t before = (size_t)(at - reply.at);
    return out->length > 0 && ((before >= strlen(queued) && memcmp(at - strlen(queued), queued, strlen(queued)) == 0) ||
                               (before == strlen(forwarded) && memcmp(reply.at, forwarded, before) == 0));
}

static void set_delivery(struct line *line, const struct delivery *d)
{
    piece next;
    line->event->kind = d->kind;
    SET_TEXT(line, delivery, to, d->to);
    if (d->has_orig_to)
        SET_TEXT(line, delivery, orig_to, d->orig_to);
    SET_RELAY(line, delivery, d->relay);
    if (d->has_conn_use)
        SET_NUMBER(line, delivery, conn_use, d->conn_use);
    SET_NUMBER(line, delivery, delay, d->delay);
    if (d->delays.at) {
        SET_TEXT(line, delivery, delays, d->delays);
        SET_NUMBER(line, delivery, delay_before_qmgr, d->parts[0]);
        SET_NUMBER(line, delivery, delay_in_qmgr, d->parts[1]);
        SET_NUMBER(line, delivery, delay_setup, d->parts[2]);
        SET_NUMBER(line, delivery, delay_transmission, d->parts[3]);
    }
    if (d->tls.at)
        SET_TEXT(line, delivery, tls, d->tls);
    if (d->dsn.at)
        SET_TEXT(line, delivery, dsn, d->dsn);
    SET_TEXT(line, delivery, status, d->status);
    SET_TEXT(line, delivery, reply, d->reply);
    if (queued_as(d->reply, &next))
        SET_TEXT(line, delivery, queued_as, next);
}

static void read_recipients(struct addresses recipients, bool odd_domains, struct readings *readings)
{
    piece to;
    cursor after;
    recipients.odd = readings->odd_domains = odd_domains;
    do
        for (size_t i = 0; next_end(readings, i, &recipients, &to, &after); i++)
            after_to(after, to, readings);
    while (readings->fits == 0 && pfl_without_quotes(&recipients));
}

static bool recipient(struct line *line, cursor c)
{
    struct readings readings;
    readings.line = line;
    readings.count = readings.fits = readings.tries = 0;
    readings.first_odd = false;
    struct addresses recipients;
    if (!literal(&c, "to="))
        return false;
    if (pfl_addresses(c, &recipients)) {
        read_recipients(recipients, false, &readings);
        if (readings.fits == 0)
            read_recipients(recipients, true, &readings);
        if (readings.tries > MANY_TRIES && readings.count > 0)
            readings.count++;
    } else if (bare_recipient(c, &readings.first)) {
        readings.count = 1;
    }
    if (readings.count == 0)
        return false;
    if (readings.count == 1 && !line_is_cut(line)) {
        set_delivery(line, &readings.first);
    } else {
        /* What kind of outcome it was is the first reading's word; everything else is left open. */
        line->event->kind = readings.first.kind;
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
    }
    return true;
}

/* status=deferred (bounce failed): no recipient (global/bounce.c) */
static bool status_alone(struct line *line, cursor c)
{
    struct delivery d;
    if (!status(&c, &d))
        return false;
    line->event->kind = d.kind;
    SET_TEXT(line, delivery, status, d.status);
    SET_TEXT(line, delivery, reply, d.reply);
    return true;
}

/* passing <ADDRESS> to transport=TRANSPORT (global/deliver_pass.c, 3.6) */
static bool handoff(struct line *line, cursor c)
{
    struct addresses addresses;
    piece to, transport;
    cursor after;
    if (line_is_cut(line) || !literal(&c, "passing ") || !pfl_addresses(c, &addresses))
        return false;
    addresses.odd = true; /* what follows tells the end */
    while (pfl_next_address(&addresses, ' ', &to, &after))
        if (literal(&after, " to transport=") && line_run(&after, CLASS_ALNUM | CLASS_HOST, &transport) &&
            cursor_at_end(&after)) {
            line->event->kind = PFL_KIND_HANDOFF;
            SET_TEXT(line, handoff, to, to);
            SET_TEXT(line, handoff, transport, transport);
            return true;
        }
    return false;
}

bool pfl_read_delivery(struct line *line)
{
    if (!line->has_queue || line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return recipient(line, line->rest) || status_alone(line, line->rest) || handoff(line, line->rest);
}
