/* Tables of the page: who logs in, who hands in mail, who guesses. Contract in audit_html.h. */
#include "audit_html.h"
#include <inttypes.h>

#define SUBJECTS_SHOWN  200
#define ATTACKERS_SHOWN 50
#define NAMES_SHOWN     25
#define COUNT_OF(list)  (sizeof(list) / sizeof *(list))

/* --- Subjects: a verdict, and the figures of the library's table ------------------- */

/* The first of these are written by hand. */
#define BY_HAND 3

static const html_column account_columns[] = {
    {"Account", NULL, 0, false},
    {"Verdict", NULL, 0, false},
    {"Rules", "the rules that found something about it", 0, false},
    {"Messages", "messages handed in", PFL_COLUMN_MESSAGES, true},
    {"Recipients", "recipients of its messages, once each", PFL_COLUMN_RECIPIENTS, true},
    {"Peak hour", "the most recipients in an hour", PFL_COLUMN_RECIPIENTS_IN_HOUR, true},
    {"Failed", "recipients that failed for good", PFL_COLUMN_BOUNCED, true},
    {"Refused", "recipients whose server said spam or blocked", PFL_COLUMN_REFUSED, true},
    {"Waiting", "its messages that are still in the queue", PFL_COLUMN_WAITING, true},
    {"Addresses", "client addresses it came from", PFL_COLUMN_ADDRESSES, true},
    {"Guesses", "failed logins for it", PFL_COLUMN_FAILURES, true},
    {"Last", NULL, PFL_COLUMN_LAST, false},
};

static const html_column sender_columns[] = {
    {"Who", NULL, 0, false},
    {"Verdict", NULL, 0, false},
    {"Rules", "the rules that found something about it", 0, false},
    {"Messages", "messages handed in", PFL_COLUMN_MESSAGES, true},
    {"Recipients", "recipients of its messages, once each", PFL_COLUMN_RECIPIENTS, true},
    {"Peak hour", "the most messages in an hour", PFL_COLUMN_MESSAGES_IN_HOUR, true},
    {"Failed", "recipients that failed for good", PFL_COLUMN_BOUNCED, true},
    {"Waiting", "its messages that are still in the queue", PFL_COLUMN_WAITING, true},
    {"Domains", "domains it wrote to", PFL_COLUMN_DOMAINS, true},
    {"First", NULL, PFL_COLUMN_FIRST, false},
    {"Last", NULL, PFL_COLUMN_LAST, false},
};

static bool is_row_of(const audit_table *t, size_t i, const subject *s)
{
    switch (s->kind) {
    case SUBJECT_ACCOUNT:
        return piece_equal(table_text(t, i, ((const pfl_accounts_row *)table_row(t, i))->sasl_username), s->name);
    case SUBJECT_LOCAL:
        return ((const pfl_submitters_row *)table_row(t, i))->uid == s->uid;
    case SUBJECT_CLIENT:
        return piece_equal(table_text(t, i, ((const pfl_relays_row *)table_row(t, i))->client_addr), s->name);
    }
    return false;
}

/* Each rule once. */
static void put_rules(output *out, const report *r, const subject *s)
{
    const char *blank = "";
    for (size_t i = 0; i < s->findings.count; i++) {
        const finding *f = s->findings.findings[i];
        bool seen = !report_shows(r, f);
        for (size_t k = 0; k < i && !seen; k++)
            seen = piece_equal(s->findings.findings[k]->rule, f->rule);
        if (seen)
            continue;
        output_string(out, blank);
        html_rule(out, f->rule);
        blank = " ";
    }
}

static void put_subject(output *out, const report *r, const subject *s, const audit_table *t,
                        const html_column *columns, size_t count)
{
    output_string(out, "<tr>");
    html_name_begin(out, s);
    html_name(out, s);
    output_string(out, "</th><td>");
    html_verdict(out, s->row->verdict);
    output_string(out, "</td><td class=\"few\">");
    put_rules(out, r, s);
    output_string(out, "</td>");
    size_t row = 0;
    while (row < t->count && !is_row_of(t, row, s))
        row++;
    if (row < t->count)
        html_cells(out, t, row, columns, BY_HAND, count);
    else
        output_format(out, "<td class=\"none\" colspan=\"%zu\">never logged in</td>", count - BY_HAND);
    output_string(out, "</tr>\n");
}

static void put_subjects(output *out, const report *r, subject_kind kind, uint16_t table, const char *title,
                         const html_column *columns, size_t count)
{
    audit_table t;
    uint64_t shown = 0, more = 0;
    table_read(&t, r->audit, &(pfl_rows_options){.table = table});
    for (size_t i = 0; i < r->subject_count; i++) {
        if (r->subjects[i].kind != kind)
            continue;
        if (shown == SUBJECTS_SHOWN) {
            more++;
            continue;
        }
        if (shown++ == 0) {
            output_format(out, "<section>\n<h2>%s</h2>\n", title);
            html_table_begin(out, title, t.info, columns, count);
        }
        put_subject(out, r, &r->subjects[i], &t, columns, count);
    }
    if (shown > 0) {
        html_table_end(out);
        html_more(out, more, "not worse than these: --format json has them");
        output_string(out, "</section>\n");
    }
    table_free(&t);
}

void html_accounts(output *out, const report *r)
{
    put_subjects(out, r, SUBJECT_ACCOUNT, PFL_TABLE_ACCOUNTS, "Accounts", account_columns, COUNT_OF(account_columns));
}

void html_submitters(output *out, const report *r)
{
    put_subjects(out, r, SUBJECT_LOCAL, PFL_TABLE_SUBMITTERS, "Local users that hand in mail", sender_columns,
                 COUNT_OF(sender_columns));
}

void html_relays(output *out, const report *r)
{
    put_subjects(out, r, SUBJECT_CLIENT, PFL_TABLE_RELAYS, "Clients that relay without a login", sender_columns,
                 COUNT_OF(sender_columns));
}

/* --- Those who guess ---------------------------------------------------------------- */

static const html_column attacker_columns[] = {
    {"Address", NULL, PFL_COLUMN_CLIENT_ADDR, false},
    {"Failed logins", NULL, PFL_COLUMN_FAILURES, true},
    {"Names tried", "user names that failed from there", PFL_COLUMN_USERS_TRIED, true},
    {"Let in", "accounts that logged in from there", PFL_COLUMN_ACCOUNTS, true},
    {"Silent", "sessions that logged in and handed in nothing", PFL_COLUMN_SILENT, true},
    {"Messages", "messages handed in", PFL_COLUMN_MESSAGES, true},
    {"Refused", "commands refused", PFL_COLUMN_REJECTS, true},
    {"Connections", NULL, PFL_COLUMN_CONNECTIONS, true},
    {"First", NULL, PFL_COLUMN_FIRST, false},
    {"Last", NULL, PFL_COLUMN_LAST, false},
};

static const html_column name_columns[] = {
    {"User name", NULL, PFL_COLUMN_SASL_USERNAME, false},
    {"Failed logins", NULL, PFL_COLUMN_FAILURES, true},
    {"From networks", "networks its failed logins came from", PFL_COLUMN_FAILURE_NETWORKS, true},
    {"First", NULL, PFL_COLUMN_FIRST, false},
    {"Last", NULL, PFL_COLUMN_LAST, false},
    {"Account", "whether it ever logged in", 0, false},
};

static void put_account_of(output *out, const report *r, const audit_table *t, size_t i)
{
    const pfl_names_row *row = table_row(t, i);
    const subject *s = report_subject(r, SUBJECT_ACCOUNT, table_text(t, i, row->sasl_username), 0);
    output_string(out, "<td>");
    if (s != NULL)
        html_verdict(out, s->row->verdict);
    else
        output_string(out, "<span class=\"none\">never logged in</span>");
    output_string(out, "</td>");
}

/* The rows with the most failures; the names also say whether they are accounts. */
static void put_failing(output *out, const report *r, uint16_t table, const char *title, const char *what,
                        const html_column *columns, size_t count, size_t most)
{
    audit_table t;
    size_t failing = 0;
    table_read(&t, r->audit, &(pfl_rows_options){.table = table, .order = PFL_COLUMN_FAILURES, .descending = 1});
    while (failing < t.count &&
           (table == PFL_TABLE_NAMES ? ((const pfl_names_row *)table_row(&t, failing))->failures
                                     : ((const pfl_addresses_row *)table_row(&t, failing))->failures) > 0)
        failing++;
    if (failing > 0) {
        output_format(out, "<h3>%s</h3>\n", title);
        html_table_begin(out, title, t.info, columns, count);
        for (size_t i = 0; i < failing && i < most; i++) {
            output_string(out, "<tr>");
            html_cells(out, &t, i, columns, 0, table == PFL_TABLE_NAMES ? count - 1 : count);
            if (table == PFL_TABLE_NAMES)
                put_account_of(out, r, &t, i);
            output_string(out, "</tr>\n");
        }
        html_table_end(out);
        html_more(out, failing > most ? failing - most : 0, what);
    }
    table_free(&t);
}

void html_attackers(output *out, const report *r)
{
    const pfl_totals_row *t = r->totals;
    output_string(out, "<section>\n<h2>Guessing</h2>\n<p>");
    html_count(out, t->failures, "failed login");
    output_string(out, ", ");
    html_count(out, t->rejects, "refused command");
    output_string(out, ".");
    if (t->failures > 0 && t->named_failures == 0)
        output_string(out, " Failed logins carry no user name (Postfix before 3.9): who was guessed at is not known.");
    output_string(out, "</p>\n");
    put_failing(out, r, PFL_TABLE_ADDRESSES, "Addresses that failed to log in", "addresses with fewer failed logins",
                attacker_columns, COUNT_OF(attacker_columns), ATTACKERS_SHOWN);
    put_failing(out, r, PFL_TABLE_NAMES, "User names that were guessed at", "names with fewer failed logins",
                name_columns, COUNT_OF(name_columns), NAMES_SHOWN);
    output_string(out, "</section>\n");
}
