/* Words for mailboxes and user names. Contract in corpus_mailbox.h. */
#include "corpus_mailbox.h"

#include "corpus_random.h"

#define WORDS 32u

static const char *const roles[WORDS] = {
    "office",  "sales",   "orders",  "service", "reception", "billing",   "accounts", "workshop",
    "library", "press",   "events",  "jobs",    "contact",   "team",      "desk",     "studio",
    "returns", "booking", "garage",  "kitchen", "archive",   "planning",  "quality",  "logistics",
    "export",  "finance", "payroll", "safety",  "training",  "warehouse", "dispatch", "welcome",
};

/* Disjoint from the roles, or a guess would be an account. */
static const char *const guesses[GUESSES / DOMAINS_OWN] = {
    "admin",   "administrator", "test",      "test1",    "postmaster", "root",     "support", "user",
    "scanner", "backup",        "mail",      "noreply",  "student",    "demo",     "guest",   "web",
    "ftp",     "copier",        "fax",       "printer",  "security",   "manager",  "hr",      "it",
    "abuse",   "smtp",          "pop",       "imap",     "info",       "scan",     "monitor", "helpdesk",
    "news",    "newsletter",    "shop",      "webadmin", "sysadmin",   "operator", "data",    "server",
    "camera",  "alarm",         "voicemail", "spam",     "temp",       "trainee",  "media",   "default",
};

const local_user local_users[LOCAL_USERS] = {
    {33, "www-data"}, {0, "root"},       {1001, "deploy"},  {1002, "wiki"},
    {1003, "lists"},  {1004, "monitor"}, {1005, "reports"},
};

static void put_role(log_writer *log, uint32_t local)
{
    put(log, roles[local % WORDS]);
    if (local >= WORDS)
        put_number(log, local / WORDS);
}

static void put_at_domain(log_writer *log, const domain *d)
{
    put_byte(log, '@');
    put_bytes(log, d->name, d->name_length);
}

void put_mailbox(log_writer *log, const domain *domains, mailbox m)
{
    if (m.domain == DOMAIN_NONE)
        return;
    if (m.domain == DOMAIN_ORIGIN)
        put(log, local_users[m.local].name);
    else
        put_role(log, m.local);
    put_at_domain(log, &domains[m.domain]);
}

mailbox account_mailbox(uint32_t account)
{
    return (mailbox){account, account % DOMAINS_OWN};
}

/* Four syllables out of 64, shuffled so that neighbours do not look alike; then a number. */
static void put_invented(log_writer *log, uint32_t n)
{
    static const char consonants[] = "bdfghklmnprstvwz", vowels[] = "aeio";
    uint32_t bits = n & 0xFFFFFFu;
    bits = (bits * 0x9E3779u + 0x51ED27u) & 0xFFFFFFu;
    bits ^= bits >> 13;
    bits = (bits * 0x85EBCBu) & 0xFFFFFFu;
    for (int i = 0; i < 4; i++, bits >>= 6) {
        put_byte(log, consonants[bits & 15]);
        put_byte(log, vowels[bits >> 4 & 3]);
    }
    if (n >> 24 > 0)
        put_number(log, n >> 24);
}

void put_login_name(log_writer *log, const domain *domains, uint32_t accounts, uint32_t name)
{
    if (name < accounts) {
        put_mailbox(log, domains, account_mailbox(name));
    } else if (name - accounts < GUESSES) {
        uint32_t guess = name - accounts;
        put(log, guesses[guess % (GUESSES / DOMAINS_OWN)]);
        put_at_domain(log, &domains[guess / (GUESSES / DOMAINS_OWN)]);
    } else {
        uint32_t invented = name - accounts - GUESSES;
        put_invented(log, invented);
        put_at_domain(log, &domains[invented % DOMAINS_OWN]);
    }
}
