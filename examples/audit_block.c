/*
 * --block: the addresses behind what was found, in the syntax of a tool. Nothing is
 * run. Contract in audit_report.h.
 *
 * Listed are addresses that try many names or got in by guessing, and those that came
 * to an account when somebody else did. Never listed: internal, trusted and monitoring
 * networks, and proxies. An address that accounts without suspicion use, too, is only
 * mentioned: blocking it would shut them out; and so are those of an account of which
 * nothing is known from before: its owner's may be among them.
 */
#include "audit_text.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct blocked {
    piece address;
    pfl_network network;
    piece reason; /* rule, or the verdict of the subject it came to */
    int64_t first, last;
    uint64_t failures, messages;
    bool six;
    bool may_be_owner;
    uint64_t innocents; /* accounts without suspicion, by days */
} blocked;

typedef struct block_list {
    blocked *items;
    size_t count, room;
} block_list;

/* --- Gathering --------------------------------------------------------------- */

static void add(block_list *list, const report *r, piece address, piece reason, const source *from, bool may_be_owner)
{
    pfl_network network;
    if (pfl_network_parse(address.at, address.length, &network) != PFL_OK || report_is_own(r, address))
        return;
    if (list->count == list->room)
        list->items = must_resize(list->items, (list->room = 2 * list->room + 64) * sizeof *list->items);
    list->items[list->count++] = (blocked){.address = address,
                                           .network = network,
                                           .reason = reason,
                                           .first = from != NULL ? from->first : INT64_MAX,
                                           .last = from != NULL ? from->last : PFL_TIME_INVALID,
                                           .failures = from != NULL ? from->failures : 0,
                                           .messages = from != NULL ? from->messages : 0,
                                           .six = memchr(address.at, ':', address.length) != NULL,
                                           .may_be_owner = may_be_owner};
}

/* Why an address is not to be blocked, NULL when it is. */
static const char *left_out(const blocked *b)
{
    return b->innocents > 0 ? "other accounts use it too" : b->may_be_owner ? "it may be the owner's" : NULL;
}

static bool is_rule(const finding *f, const char *rule)
{
    return piece_equal(f->rule, (piece){rule, strlen(rule)});
}

/* Findings whose addresses did it themselves, whoever they are. */
static bool names_attackers(const finding *f)
{
    return is_rule(f, "R03") || is_nameless(f) ||
           ((is_rule(f, "R01") || is_rule(f, "R24")) && f->row->severity >= PFL_FINDING_HIGH);
}

/* The verdict is what the pieces point to: names of verdicts are valid for ever. */
static void add_suspect(block_list *list, const report *r, const subject *who, suspect *s)
{
    const char *verdict = pfl_verdict_name(who->row->verdict);
    suspect_make(s, r, who);
    for (size_t i = 0; i < s->address_count; i++) {
        const suspect_address *a = &s->addresses[i];
        const source seen = {a->address, a->first, a->last, 0, 0};
        add(list, r, a->address, (piece){verdict, strlen(verdict)}, &seen, a->may_be_owner);
    }
}

static int by_address(const void *left, const void *right)
{
    const blocked *a = left, *b = right;
    int order = memcmp(a->network.bytes, b->network.bytes, sizeof a->network.bytes);
    if (a->six != b->six)
        return a->six ? 1 : -1;
    return order != 0 ? order : piece_compare(a->reason, b->reason);
}

/* One entry for each address, with all that is known of it. */
static void unite(block_list *list)
{
    size_t kept = 0;
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, by_address);
    for (size_t i = 0; i < list->count; i++) {
        blocked *b = &list->items[i], *before = kept > 0 ? &list->items[kept - 1] : NULL;
        if (before == NULL || !piece_equal(before->address, b->address)) {
            list->items[kept++] = *b;
            continue;
        }
        before->first = b->first < before->first ? b->first : before->first;
        before->last = b->last > before->last ? b->last : before->last;
        before->failures = b->failures > before->failures ? b->failures : before->failures;
        before->may_be_owner &= b->may_be_owner;
        before->messages = b->messages > before->messages ? b->messages : before->messages;
    }
    list->count = kept;
}

static void count_innocents(block_list *list, const report *r)
{
    piece *addresses = must_resize(NULL, list->count * sizeof *addresses);
    uint64_t *counts = must_resize(NULL, list->count * sizeof *counts);
    for (size_t i = 0; i < list->count; i++)
        addresses[i] = list->items[i].address;
    report_count_innocents(r, addresses, list->count, counts);
    for (size_t i = 0; i < list->count; i++)
        list->items[i].innocents = counts[i];
    free(addresses);
    free(counts);
}

/* --- Printing ---------------------------------------------------------------- */

static void put_left_out(output *out, const block_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (left_out(&list->items[i]) != NULL) {
            output_format(out, "# left out, %s: ", left_out(&list->items[i]));
            report_piece(out, list->items[i].address);
            output_string(out, "\n");
        }
}

static void put_elements(output *out, const block_list *list, bool six)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].six != six || left_out(&list->items[i]) != NULL)
            continue;
        output_string(out, count++ == 0 ? "\t\telements = {\n\t\t\t" : ",\n\t\t\t");
        report_piece(out, list->items[i].address);
    }
    output_string(out, count > 0 ? "\n\t\t}\n" : "");
}

/* A table of its own, which replaces the one of the last time; mail ports only. */
static void put_nft(output *out, const block_list *list)
{
    output_string(out, "# nft -f FILE\n");
    put_left_out(out, list);
    output_string(out, "table inet pfl_audit\ndelete table inet pfl_audit\ntable inet pfl_audit {\n"
                       "\tset addresses4 {\n\t\ttype ipv4_addr\n");
    put_elements(out, list, false);
    output_string(out, "\t}\n\tset addresses6 {\n\t\ttype ipv6_addr\n");
    put_elements(out, list, true);
    output_string(out, "\t}\n\tchain input {\n\t\ttype filter hook input priority -10; policy accept;\n"
                       "\t\ttcp dport { 25, 110, 143, 465, 587, 993, 995, 4190 } ip saddr @addresses4 drop\n"
                       "\t\ttcp dport { 25, 110, 143, 465, 587, 993, 995, 4190 } ip6 saddr @addresses6 drop\n"
                       "\t}\n}\n");
}

static void put_ipset(output *out, const block_list *list)
{
    output_string(out, "# ipset restore -! < FILE; then a rule with -m set --match-set pfl_audit4 src\n");
    put_left_out(out, list);
    output_string(out, "create pfl_audit4 hash:ip family inet\ncreate pfl_audit6 hash:ip family inet6\n");
    for (size_t i = 0; i < list->count; i++)
        if (left_out(&list->items[i]) == NULL) {
            output_format(out, "add pfl_audit%d ", list->items[i].six ? 6 : 4);
            report_piece(out, list->items[i].address);
            output_string(out, "\n");
        }
}

static void put_fail2ban(output *out, const block_list *list)
{
    output_string(out, "# commands for a shell; JAIL=postfix-sasl unless that is called otherwise\n");
    put_left_out(out, list);
    for (size_t i = 0; i < list->count; i++)
        if (left_out(&list->items[i]) == NULL) {
            output_string(out, "fail2ban-client set \"${JAIL:-postfix-sasl}\" banip ");
            report_piece(out, list->items[i].address);
            output_string(out, "\n");
        }
}

static void put_csv(output *out, const block_list *list)
{
    char first[TIME_TEXT], last[TIME_TEXT];
    output_string(out, "address,reason,first,last,failures,messages,left_out\n");
    for (size_t i = 0; i < list->count; i++) {
        const blocked *b = &list->items[i];
        report_piece(out, b->address);
        output_string(out, ",");
        report_piece(out, b->reason);
        output_format(out, ",%s,%s,%" PRIu64 ",%" PRIu64 ",%s\n", report_time(b->first, false, first),
                      report_time(b->last, false, last), b->failures, b->messages,
                      left_out(b) != NULL ? left_out(b) : "");
    }
}

static void put_cidr(output *out, const block_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (left_out(&list->items[i]) == NULL) {
            report_piece(out, list->items[i].address);
            output_string(out, list->items[i].six ? "/128\n" : "/32\n");
        }
}

void report_block(const report *r, output *out)
{
    block_list list = {0};
    suspect *suspects = must_resize(NULL, r->subject_count * sizeof *suspects);
    size_t suspect_count = 0;
    for (size_t i = 0; i < r->finding_count; i++) {
        const finding *f = &r->findings[i];
        for (size_t k = 0; k < f->source_count && names_attackers(f); k++)
            add(&list, r, f->sources[k].address, f->rule, &f->sources[k], false);
    }
    for (size_t i = 0; i < r->subject_count; i++)
        if (r->subjects[i].row->verdict >= PFL_VERDICT_LIKELY)
            add_suspect(&list, r, &r->subjects[i], &suspects[suspect_count++]);
    unite(&list);
    count_innocents(&list, r);
    switch (r->wishes->block) {
    case BLOCK_NFT:
        put_nft(out, &list);
        break;
    case BLOCK_IPSET:
        put_ipset(out, &list);
        break;
    case BLOCK_FAIL2BAN:
        put_fail2ban(out, &list);
        break;
    case BLOCK_CSV:
        put_csv(out, &list);
        break;
    case BLOCK_NONE:
    case BLOCK_CIDR:
        put_cidr(out, &list);
        break;
    }
    for (size_t i = 0; i < suspect_count; i++)
        suspect_free(&suspects[i]);
    free(suspects);
    free(list.items);
}
