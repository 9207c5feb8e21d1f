/*
 * The tables of a state and their records: printed from lib/aggregate/tables.def,
 * do not edit. How to read them: postfixlog/rows.h.
 */
#ifndef POSTFIXLOG_TABLES_H
#define POSTFIXLOG_TABLES_H

#include <postfixlog/kinds.h>

/* Tables. */
enum {
    PFL_TABLE_TOTALS = 1, /* all lines together: one row */
    PFL_TABLE_KINDS = 2, /* lines by the kind of their event */
    PFL_TABLE_STREAMS = 3, /* the ranges that were read */
    PFL_TABLE_HOSTS = 4, /* the hosts that wrote, and how far their clocks can be trusted */
    PFL_TABLE_RELEASES = 5, /* the releases of Postfix that were started */
    PFL_TABLE_OPERATIONS = 6, /* what administrators did, day by day of each host */
    PFL_TABLE_ACCOUNTS = 10, /* accounts that logged in */
    PFL_TABLE_SUBMITTERS = 11, /* local users that handed in mail */
    PFL_TABLE_RELAYS = 12, /* clients whose mail went to the Internet without a login: only that mail is counted */
    PFL_TABLE_NETWORKS = 20, /* the networks each account used */
    PFL_TABLE_ACCESSES = 21, /* the addresses each account used, day by day */
    PFL_TABLE_USAGES = 22, /* the services and mechanisms each account used */
    PFL_TABLE_HOURS = 23, /* what each account, local user and relaying client did, hour by hour */
    PFL_TABLE_SENDERS = 24, /* the addresses each account and local user wrote as */
    PFL_TABLE_CONTACTS = 25, /* the domains each account, local user and relaying client wrote to */
    PFL_TABLE_DAYS = 26, /* the same day by day; older days have no hours once they are compacted */
    PFL_TABLE_ADDRESSES = 30, /* client addresses */
    PFL_TABLE_FAILURES = 31, /* failed and silent logins of each address, in ten minutes each */
    PFL_TABLE_NAMES = 32, /* user names that failed to log in */
    PFL_TABLE_DOMAINS = 40, /* where mail to each domain went */
    PFL_TABLE_MESSAGES = 41, /* messages that are still in the queue */
    PFL_TABLE_EVIDENCE = 50, /* lines kept as evidence */
    PFL_TABLE_AUDIT = 60, /* the verdict on the server: one row */
    PFL_TABLE_VERDICTS = 61, /* the verdict on each account, local user and relaying client, the worst first */
    PFL_TABLE_FINDINGS = 62, /* what each rule found, the worst first */
    PFL_TABLE_FINDING_SOURCES = 63, /* the addresses of each finding, 32 at most */
    PFL_TABLE_FINDING_LINES = 64, /* lines that show each finding, 8 at most; their text where the state keeps it */
};

/* Columns: one number a name, in all tables. */
enum {
    PFL_COLUMN_SASL_USERNAME = 1,
    PFL_COLUMN_UID = 2,
    PFL_COLUMN_CLIENT_ADDR = 3,
    PFL_COLUMN_NETWORK = 4,
    PFL_COLUMN_HOST = 5,
    PFL_COLUMN_SERVICE = 6,
    PFL_COLUMN_SASL_METHOD = 7,
    PFL_COLUMN_FROM = 8,
    PFL_COLUMN_DOMAIN = 9,
    PFL_COLUMN_QUEUE_ID = 10,
    PFL_COLUMN_VERSION = 11,
    PFL_COLUMN_KIND = 12,
    PFL_COLUMN_FILE = 13,
    PFL_COLUMN_TEXT = 14,
    PFL_COLUMN_STATE = 15,
    PFL_COLUMN_FIRST = 16,
    PFL_COLUMN_SECOND = 17,
    PFL_COLUMN_LAST = 18,
    PFL_COLUMN_TIME = 19,
    PFL_COLUMN_ACTIVE_DAYS = 20,
    PFL_COLUMN_MESSAGES = 21,
    PFL_COLUMN_LOGINS = 22,
    PFL_COLUMN_RECIPIENTS = 23,
    PFL_COLUMN_BYTES = 24,
    PFL_COLUMN_SENT = 25,
    PFL_COLUMN_BOUNCED = 26,
    PFL_COLUMN_UNKNOWN = 27,
    PFL_COLUMN_DEFERRED = 28,
    PFL_COLUMN_REFUSED = 29,
    PFL_COLUMN_NOTICES = 30,
    PFL_COLUMN_AMBIGUOUS = 31,
    PFL_COLUMN_WAITING = 32,
    PFL_COLUMN_WAITING_RECIPIENTS = 33,
    PFL_COLUMN_MESSAGES_IN_HOUR = 34,
    PFL_COLUMN_RECIPIENTS_IN_HOUR = 35,
    PFL_COLUMN_NEW_DOMAINS = 36,
    PFL_COLUMN_BOUNCED_DOMAINS = 37,
    PFL_COLUMN_REFUSING = 38,
    PFL_COLUMN_UNOWNED = 39,
    PFL_COLUMN_UNOWNED_SENDERS = 40,
    PFL_COLUMN_SENDERS = 41,
    PFL_COLUMN_DOMAINS = 42,
    PFL_COLUMN_NRCPT = 43,
    PFL_COLUMN_FINISHED = 44,
    PFL_COLUMN_SIZE = 45,
    PFL_COLUMN_LOCAL = 46,
    PFL_COLUMN_RELAYED = 47,
    PFL_COLUMN_REMOTE = 48,
    PFL_COLUMN_NEXT_HOPS = 49,
    PFL_COLUMN_ADDRESSES = 50,
    PFL_COLUMN_NETWORKS = 51,
    PFL_COLUMN_ACCOUNTS = 52,
    PFL_COLUMN_FAILURES = 53,
    PFL_COLUMN_AUTH_FAILURES = 54,
    PFL_COLUMN_UNREAL_FAILURES = 55,
    PFL_COLUMN_NAMED_FAILURES = 56,
    PFL_COLUMN_ABORTED = 57,
    PFL_COLUMN_FAILURE_NETWORKS = 58,
    PFL_COLUMN_USERS_TRIED = 59,
    PFL_COLUMN_SILENT = 60,
    PFL_COLUMN_CONNECTIONS = 61,
    PFL_COLUMN_LOST = 62,
    PFL_COLUMN_PLAIN_MESSAGES = 63,
    PFL_COLUMN_LOOPBACK_MESSAGES = 64,
    PFL_COLUMN_LOCAL_MESSAGES = 65,
    PFL_COLUMN_REJECTS = 66,
    PFL_COLUMN_ABUSE = 67,
    PFL_COLUMN_LIMITED = 68,
    PFL_COLUMN_SCREENED = 69,
    PFL_COLUMN_LISTED = 70,
    PFL_COLUMN_TLS_FAILURES = 71,
    PFL_COLUMN_STREAM = 72,
    PFL_COLUMN_START = 73,
    PFL_COLUMN_END = 74,
    PFL_COLUMN_OFFSET = 75,
    PFL_COLUMN_LINES = 76,
    PFL_COLUMN_TRUNCATED = 77,
    PFL_COLUMN_TIME_INVALID = 78,
    PFL_COLUMN_YEAR_INFERRED = 79,
    PFL_COLUMN_REPEATS = 80,
    PFL_COLUMN_SUPPRESSED = 81,
    PFL_COLUMN_ORPHANS = 82,
    PFL_COLUMN_ABANDONED = 83,
    PFL_COLUMN_STARTS = 84,
    PFL_COLUMN_ACTIVE_MINUTES = 85,
    PFL_COLUMN_LONGEST_GAP = 86,
    PFL_COLUMN_USUAL_GAP = 87,
    PFL_COLUMN_BACKWARD = 88,
    PFL_COLUMN_MOST_BACKWARD = 89,
    PFL_COLUMN_TOLD = 90,
    PFL_COLUMN_CONTRADICTING = 91,
    PFL_COLUMN_LEAST_SKEW = 92,
    PFL_COLUMN_MOST_SKEW = 93,
    PFL_COLUMN_EVICTED_ADDRESSES = 94,
    PFL_COLUMN_EVICTED_NAMES = 95,
    PFL_COLUMN_EVICTED_MESSAGES = 96,
    PFL_COLUMN_EVICTED_SUBJECTS = 97,
    PFL_COLUMN_EVICTED_OTHERS = 98,
    PFL_COLUMN_ADDRESS_ERROR = 99,
    PFL_COLUMN_NAME_ERROR = 100,
    PFL_COLUMN_MEMORY = 101,
    PFL_COLUMN_MOST_MEMORY = 102,
    PFL_COLUMN_EVICTED_BUCKETS = 103,
    PFL_COLUMN_OPERATION = 104,
    PFL_COLUMN_COUNT = 105,
    PFL_COLUMN_INJECTIONS = 106,
    PFL_COLUMN_VERDICT = 160,
    PFL_COLUMN_SEVERITY = 161,
    PFL_COLUMN_RULE = 162,
    PFL_COLUMN_TECHNIQUE = 163,
    PFL_COLUMN_NUMBER = 164,
    PFL_COLUMN_LIMIT = 166,
    PFL_COLUMN_USUAL = 167,
    PFL_COLUMN_ACCESS_POINTS = 168,
    PFL_COLUMN_ABUSE_POINTS = 169,
    PFL_COLUMN_KNOWN = 170,
    PFL_COLUMN_ACTIVE = 171,
    PFL_COLUMN_FINDINGS = 172,
    PFL_COLUMN_SOURCES = 173,
    PFL_COLUMN_REASON = 174,
    PFL_COLUMN_MASKED = 175,
    PFL_COLUMN_ENTRY = 176,
    PFL_COLUMN_FIRST_SILENT = 177,
    PFL_COLUMN_LAST_SILENT = 178,
};

/* totals: all lines together: one row. */
typedef struct pfl_totals_row {
    uint64_t present; /* PFL_TOTALS_ROW_ bits */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t lines; /* lines */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t truncated; /* lines whose end is missing, or may be */
    uint64_t time_invalid; /* lines of Postfix without a possible time */
    uint64_t year_inferred; /* lines whose stamp had no year */
    uint64_t repeats; /* lines that only say that others were repeated */
    uint64_t suppressed; /* lines that the syslog daemon says it dropped */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t named_failures; /* failed logins with a user name */
    uint64_t unreal_failures; /* failed logins where no password was wrong */
    uint64_t aborted; /* logins given up by the client */
    uint64_t messages; /* messages handed in */
    uint64_t plain_messages; /* messages handed in without a login */
    uint64_t local_messages; /* messages handed in by local users */
    uint64_t loopback_messages; /* those of them that came from the host itself: webmail and its like */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t rejects; /* commands refused */
    uint64_t orphans; /* messages that left the queue and whose beginning is not in the log */
    uint64_t abandoned; /* messages that were begun and never queued */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t evicted_addresses; /* addresses evicted when memory was short */
    uint64_t evicted_names; /* user names that failed, evicted */
    uint64_t evicted_messages; /* messages in the queue, evicted */
    uint64_t evicted_subjects; /* accounts, local users and relaying clients, evicted */
    uint64_t evicted_others; /* domains and senders, evicted */
    uint64_t evicted_buckets; /* ten minutes of failed logins of an address, evicted; its counts stay */
    uint64_t address_error; /* failures of an address that eviction can hide, at most */
    uint64_t name_error; /* failures of a user name that eviction can hide, at most */
    uint64_t lost; /* connections lost or timed out; records for which there was no memory */
    uint64_t memory; /* memory in use (bytes) */
    uint64_t most_memory; /* the most that was ever in use (bytes) */
    uint64_t injections; /* lines in which somebody else wrote what only Postfix writes */
} pfl_totals_row;
#define PFL_TOTALS_ROW_FIRST (UINT64_C(1) << 0)
#define PFL_TOTALS_ROW_LAST (UINT64_C(1) << 1)
#define PFL_TOTALS_ROW_LINES (UINT64_C(1) << 2)
#define PFL_TOTALS_ROW_BYTES (UINT64_C(1) << 3)
#define PFL_TOTALS_ROW_AMBIGUOUS (UINT64_C(1) << 4)
#define PFL_TOTALS_ROW_TRUNCATED (UINT64_C(1) << 5)
#define PFL_TOTALS_ROW_TIME_INVALID (UINT64_C(1) << 6)
#define PFL_TOTALS_ROW_YEAR_INFERRED (UINT64_C(1) << 7)
#define PFL_TOTALS_ROW_REPEATS (UINT64_C(1) << 8)
#define PFL_TOTALS_ROW_SUPPRESSED (UINT64_C(1) << 9)
#define PFL_TOTALS_ROW_FAILURES (UINT64_C(1) << 10)
#define PFL_TOTALS_ROW_AUTH_FAILURES (UINT64_C(1) << 11)
#define PFL_TOTALS_ROW_NAMED_FAILURES (UINT64_C(1) << 12)
#define PFL_TOTALS_ROW_UNREAL_FAILURES (UINT64_C(1) << 13)
#define PFL_TOTALS_ROW_ABORTED (UINT64_C(1) << 14)
#define PFL_TOTALS_ROW_MESSAGES (UINT64_C(1) << 15)
#define PFL_TOTALS_ROW_PLAIN_MESSAGES (UINT64_C(1) << 16)
#define PFL_TOTALS_ROW_LOCAL_MESSAGES (UINT64_C(1) << 17)
#define PFL_TOTALS_ROW_LOOPBACK_MESSAGES (UINT64_C(1) << 18)
#define PFL_TOTALS_ROW_LOGINS (UINT64_C(1) << 19)
#define PFL_TOTALS_ROW_SENT (UINT64_C(1) << 20)
#define PFL_TOTALS_ROW_DEFERRED (UINT64_C(1) << 21)
#define PFL_TOTALS_ROW_BOUNCED (UINT64_C(1) << 22)
#define PFL_TOTALS_ROW_REJECTS (UINT64_C(1) << 23)
#define PFL_TOTALS_ROW_ORPHANS (UINT64_C(1) << 24)
#define PFL_TOTALS_ROW_ABANDONED (UINT64_C(1) << 25)
#define PFL_TOTALS_ROW_WAITING (UINT64_C(1) << 26)
#define PFL_TOTALS_ROW_EVICTED_ADDRESSES (UINT64_C(1) << 27)
#define PFL_TOTALS_ROW_EVICTED_NAMES (UINT64_C(1) << 28)
#define PFL_TOTALS_ROW_EVICTED_MESSAGES (UINT64_C(1) << 29)
#define PFL_TOTALS_ROW_EVICTED_SUBJECTS (UINT64_C(1) << 30)
#define PFL_TOTALS_ROW_EVICTED_OTHERS (UINT64_C(1) << 31)
#define PFL_TOTALS_ROW_EVICTED_BUCKETS (UINT64_C(1) << 32)
#define PFL_TOTALS_ROW_ADDRESS_ERROR (UINT64_C(1) << 33)
#define PFL_TOTALS_ROW_NAME_ERROR (UINT64_C(1) << 34)
#define PFL_TOTALS_ROW_LOST (UINT64_C(1) << 35)
#define PFL_TOTALS_ROW_MEMORY (UINT64_C(1) << 36)
#define PFL_TOTALS_ROW_MOST_MEMORY (UINT64_C(1) << 37)
#define PFL_TOTALS_ROW_INJECTIONS (UINT64_C(1) << 38)

/* kinds: lines by the kind of their event. */
typedef struct pfl_kinds_row {
    uint64_t present; /* PFL_KINDS_ROW_ bits */
    pfl_span kind; /* kind of event, or of evidence */
    uint8_t reserved_0[4];
    uint64_t lines; /* lines */
} pfl_kinds_row;
#define PFL_KINDS_ROW_KIND (UINT64_C(1) << 0)
#define PFL_KINDS_ROW_LINES (UINT64_C(1) << 1)

/* streams: the ranges that were read. */
typedef struct pfl_streams_row {
    uint64_t present; /* PFL_STREAMS_ROW_ bits */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_0[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t start; /* where a range begins (bytes) */
    uint64_t end; /* where a range ends (bytes) */
    uint64_t lines; /* lines */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
} pfl_streams_row;
#define PFL_STREAMS_ROW_FILE (UINT64_C(1) << 0)
#define PFL_STREAMS_ROW_STREAM (UINT64_C(1) << 1)
#define PFL_STREAMS_ROW_START (UINT64_C(1) << 2)
#define PFL_STREAMS_ROW_END (UINT64_C(1) << 3)
#define PFL_STREAMS_ROW_LINES (UINT64_C(1) << 4)
#define PFL_STREAMS_ROW_FIRST (UINT64_C(1) << 5)
#define PFL_STREAMS_ROW_LAST (UINT64_C(1) << 6)

/* hosts: the hosts that wrote, and how far their clocks can be trusted. */
typedef struct pfl_hosts_row {
    uint64_t present; /* PFL_HOSTS_ROW_ bits */
    pfl_span host; /* host that wrote the lines */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t lines; /* lines */
    uint64_t active_minutes; /* minutes in which a line was written */
    int64_t longest_gap; /* the longest time without a line, in minutes (microseconds) */
    int64_t usual_gap; /* behind 99 of 100 minutes with a line the next one came within this time (microseconds) */
    uint64_t backward; /* lines stamped earlier than the line before them */
    int64_t most_backward; /* by how much at most (microseconds) */
    uint64_t told; /* lines that tell the time of their message as well */
    uint64_t contradicting; /* those of them that tell another time than their stamp */
    int64_t least_skew; /* stamp less told time of those, at least (microseconds) */
    int64_t most_skew; /* and at most (microseconds) */
} pfl_hosts_row;
#define PFL_HOSTS_ROW_HOST (UINT64_C(1) << 0)
#define PFL_HOSTS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_HOSTS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_HOSTS_ROW_LINES (UINT64_C(1) << 3)
#define PFL_HOSTS_ROW_ACTIVE_MINUTES (UINT64_C(1) << 4)
#define PFL_HOSTS_ROW_LONGEST_GAP (UINT64_C(1) << 5)
#define PFL_HOSTS_ROW_USUAL_GAP (UINT64_C(1) << 6)
#define PFL_HOSTS_ROW_BACKWARD (UINT64_C(1) << 7)
#define PFL_HOSTS_ROW_MOST_BACKWARD (UINT64_C(1) << 8)
#define PFL_HOSTS_ROW_TOLD (UINT64_C(1) << 9)
#define PFL_HOSTS_ROW_CONTRADICTING (UINT64_C(1) << 10)
#define PFL_HOSTS_ROW_LEAST_SKEW (UINT64_C(1) << 11)
#define PFL_HOSTS_ROW_MOST_SKEW (UINT64_C(1) << 12)

/* releases: the releases of Postfix that were started. */
typedef struct pfl_releases_row {
    uint64_t present; /* PFL_RELEASES_ROW_ bits */
    pfl_span version; /* release of Postfix */
    uint8_t reserved_0[4];
    uint64_t starts; /* times it was started */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
} pfl_releases_row;
#define PFL_RELEASES_ROW_VERSION (UINT64_C(1) << 0)
#define PFL_RELEASES_ROW_STARTS (UINT64_C(1) << 1)
#define PFL_RELEASES_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_RELEASES_ROW_LAST (UINT64_C(1) << 3)

/* operations: what administrators did, day by day of each host. */
typedef struct pfl_operations_row {
    uint64_t present; /* PFL_OPERATIONS_ROW_ bits */
    pfl_span host; /* host that wrote the lines */
    pfl_span operation; /* what was done to the mail system: start, stop, reload; to messages: delete, hold, requeue, release */
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t count; /* how often */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
} pfl_operations_row;
#define PFL_OPERATIONS_ROW_HOST (UINT64_C(1) << 0)
#define PFL_OPERATIONS_ROW_OPERATION (UINT64_C(1) << 1)
#define PFL_OPERATIONS_ROW_TIME (UINT64_C(1) << 2)
#define PFL_OPERATIONS_ROW_COUNT (UINT64_C(1) << 3)
#define PFL_OPERATIONS_ROW_FIRST (UINT64_C(1) << 4)
#define PFL_OPERATIONS_ROW_LAST (UINT64_C(1) << 5)

/* accounts: accounts that logged in. */
typedef struct pfl_accounts_row {
    uint64_t present; /* PFL_ACCOUNTS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t unknown; /* recipients whose message left the queue, and the log does not say how */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t refused; /* recipients whose server said spam or blocked */
    uint64_t notices; /* non-delivery and delay notices about its messages */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t waiting_recipients; /* their recipients without an outcome */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
    uint64_t senders; /* addresses it wrote as */
    uint64_t domains; /* domains it wrote to */
    uint64_t addresses; /* addresses used */
    uint64_t networks; /* networks used */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t failure_networks; /* networks its failed logins came from */
} pfl_accounts_row;
#define PFL_ACCOUNTS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_ACCOUNTS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_ACCOUNTS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_ACCOUNTS_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_ACCOUNTS_ROW_LOGINS (UINT64_C(1) << 4)
#define PFL_ACCOUNTS_ROW_RECIPIENTS (UINT64_C(1) << 5)
#define PFL_ACCOUNTS_ROW_BYTES (UINT64_C(1) << 6)
#define PFL_ACCOUNTS_ROW_SENT (UINT64_C(1) << 7)
#define PFL_ACCOUNTS_ROW_BOUNCED (UINT64_C(1) << 8)
#define PFL_ACCOUNTS_ROW_UNKNOWN (UINT64_C(1) << 9)
#define PFL_ACCOUNTS_ROW_DEFERRED (UINT64_C(1) << 10)
#define PFL_ACCOUNTS_ROW_REFUSED (UINT64_C(1) << 11)
#define PFL_ACCOUNTS_ROW_NOTICES (UINT64_C(1) << 12)
#define PFL_ACCOUNTS_ROW_AMBIGUOUS (UINT64_C(1) << 13)
#define PFL_ACCOUNTS_ROW_WAITING (UINT64_C(1) << 14)
#define PFL_ACCOUNTS_ROW_WAITING_RECIPIENTS (UINT64_C(1) << 15)
#define PFL_ACCOUNTS_ROW_ACTIVE_DAYS (UINT64_C(1) << 16)
#define PFL_ACCOUNTS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 17)
#define PFL_ACCOUNTS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 18)
#define PFL_ACCOUNTS_ROW_SENDERS (UINT64_C(1) << 19)
#define PFL_ACCOUNTS_ROW_DOMAINS (UINT64_C(1) << 20)
#define PFL_ACCOUNTS_ROW_ADDRESSES (UINT64_C(1) << 21)
#define PFL_ACCOUNTS_ROW_NETWORKS (UINT64_C(1) << 22)
#define PFL_ACCOUNTS_ROW_FAILURES (UINT64_C(1) << 23)
#define PFL_ACCOUNTS_ROW_FAILURE_NETWORKS (UINT64_C(1) << 24)

/* submitters: local users that handed in mail. */
typedef struct pfl_submitters_row {
    uint64_t present; /* PFL_SUBMITTERS_ROW_ bits */
    uint32_t uid; /* uid of a local user */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t unknown; /* recipients whose message left the queue, and the log does not say how */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t refused; /* recipients whose server said spam or blocked */
    uint64_t notices; /* non-delivery and delay notices about its messages */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t waiting_recipients; /* their recipients without an outcome */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
    uint64_t senders; /* addresses it wrote as */
    uint64_t domains; /* domains it wrote to */
} pfl_submitters_row;
#define PFL_SUBMITTERS_ROW_UID (UINT64_C(1) << 0)
#define PFL_SUBMITTERS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_SUBMITTERS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_SUBMITTERS_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_SUBMITTERS_ROW_RECIPIENTS (UINT64_C(1) << 4)
#define PFL_SUBMITTERS_ROW_BYTES (UINT64_C(1) << 5)
#define PFL_SUBMITTERS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_SUBMITTERS_ROW_BOUNCED (UINT64_C(1) << 7)
#define PFL_SUBMITTERS_ROW_UNKNOWN (UINT64_C(1) << 8)
#define PFL_SUBMITTERS_ROW_DEFERRED (UINT64_C(1) << 9)
#define PFL_SUBMITTERS_ROW_REFUSED (UINT64_C(1) << 10)
#define PFL_SUBMITTERS_ROW_NOTICES (UINT64_C(1) << 11)
#define PFL_SUBMITTERS_ROW_AMBIGUOUS (UINT64_C(1) << 12)
#define PFL_SUBMITTERS_ROW_WAITING (UINT64_C(1) << 13)
#define PFL_SUBMITTERS_ROW_WAITING_RECIPIENTS (UINT64_C(1) << 14)
#define PFL_SUBMITTERS_ROW_ACTIVE_DAYS (UINT64_C(1) << 15)
#define PFL_SUBMITTERS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 16)
#define PFL_SUBMITTERS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 17)
#define PFL_SUBMITTERS_ROW_SENDERS (UINT64_C(1) << 18)
#define PFL_SUBMITTERS_ROW_DOMAINS (UINT64_C(1) << 19)

/* relays: clients whose mail went to the Internet without a login: only that mail is counted. */
typedef struct pfl_relays_row {
    uint64_t present; /* PFL_RELAYS_ROW_ bits */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t unknown; /* recipients whose message left the queue, and the log does not say how */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t notices; /* non-delivery and delay notices about its messages */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t waiting_recipients; /* their recipients without an outcome */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
    uint64_t domains; /* domains it wrote to */
} pfl_relays_row;
#define PFL_RELAYS_ROW_CLIENT_ADDR (UINT64_C(1) << 0)
#define PFL_RELAYS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_RELAYS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_RELAYS_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_RELAYS_ROW_RECIPIENTS (UINT64_C(1) << 4)
#define PFL_RELAYS_ROW_BYTES (UINT64_C(1) << 5)
#define PFL_RELAYS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_RELAYS_ROW_BOUNCED (UINT64_C(1) << 7)
#define PFL_RELAYS_ROW_UNKNOWN (UINT64_C(1) << 8)
#define PFL_RELAYS_ROW_DEFERRED (UINT64_C(1) << 9)
#define PFL_RELAYS_ROW_NOTICES (UINT64_C(1) << 10)
#define PFL_RELAYS_ROW_AMBIGUOUS (UINT64_C(1) << 11)
#define PFL_RELAYS_ROW_WAITING (UINT64_C(1) << 12)
#define PFL_RELAYS_ROW_WAITING_RECIPIENTS (UINT64_C(1) << 13)
#define PFL_RELAYS_ROW_ACTIVE_DAYS (UINT64_C(1) << 14)
#define PFL_RELAYS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 15)
#define PFL_RELAYS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 16)
#define PFL_RELAYS_ROW_DOMAINS (UINT64_C(1) << 17)

/* networks: the networks each account used. */
typedef struct pfl_networks_row {
    uint64_t present; /* PFL_NETWORKS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    pfl_span network; /* network of an address: /24 or /48 */
    int64_t first; /* the first time (microseconds) */
    int64_t second; /* the second time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t size; /* size of a message (bytes) */
    uint32_t nrcpt; /* recipients of a message */
    uint8_t reserved_0[4];
} pfl_networks_row;
#define PFL_NETWORKS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_NETWORKS_ROW_NETWORK (UINT64_C(1) << 1)
#define PFL_NETWORKS_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_NETWORKS_ROW_SECOND (UINT64_C(1) << 3)
#define PFL_NETWORKS_ROW_LAST (UINT64_C(1) << 4)
#define PFL_NETWORKS_ROW_MESSAGES (UINT64_C(1) << 5)
#define PFL_NETWORKS_ROW_LOGINS (UINT64_C(1) << 6)
#define PFL_NETWORKS_ROW_ACTIVE_DAYS (UINT64_C(1) << 7)
#define PFL_NETWORKS_ROW_SIZE (UINT64_C(1) << 8)
#define PFL_NETWORKS_ROW_NRCPT (UINT64_C(1) << 9)

/* accesses: the addresses each account used, day by day. */
typedef struct pfl_accesses_row {
    uint64_t present; /* PFL_ACCESSES_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    pfl_span client_addr; /* address of a client */
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t recipients; /* recipients of its messages, once each */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_0[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t offset; /* where a line begins (bytes) */
} pfl_accesses_row;
#define PFL_ACCESSES_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_ACCESSES_ROW_CLIENT_ADDR (UINT64_C(1) << 1)
#define PFL_ACCESSES_ROW_TIME (UINT64_C(1) << 2)
#define PFL_ACCESSES_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_ACCESSES_ROW_LOGINS (UINT64_C(1) << 4)
#define PFL_ACCESSES_ROW_FIRST (UINT64_C(1) << 5)
#define PFL_ACCESSES_ROW_LAST (UINT64_C(1) << 6)
#define PFL_ACCESSES_ROW_RECIPIENTS (UINT64_C(1) << 7)
#define PFL_ACCESSES_ROW_FILE (UINT64_C(1) << 8)
#define PFL_ACCESSES_ROW_STREAM (UINT64_C(1) << 9)
#define PFL_ACCESSES_ROW_OFFSET (UINT64_C(1) << 10)

/* usages: the services and mechanisms each account used. */
typedef struct pfl_usages_row {
    uint64_t present; /* PFL_USAGES_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    pfl_span service; /* smtpd's service: submission, smtps, smtpd; Dovecot's process */
    pfl_span sasl_method; /* SASL mechanism */
    uint8_t reserved_0[4];
    uint64_t messages; /* messages handed in */
} pfl_usages_row;
#define PFL_USAGES_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_USAGES_ROW_SERVICE (UINT64_C(1) << 1)
#define PFL_USAGES_ROW_SASL_METHOD (UINT64_C(1) << 2)
#define PFL_USAGES_ROW_MESSAGES (UINT64_C(1) << 3)

/* hours: what each account, local user and relaying client did, hour by hour. */
typedef struct pfl_hours_row {
    uint64_t present; /* PFL_HOURS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t refused; /* recipients whose server said spam or blocked */
    uint64_t bounced_domains; /* domains of recipients that failed, 32 at most */
    uint64_t refusing; /* providers that refused, 16 at most */
    uint64_t unowned; /* messages refused because the sender address was another's */
    uint64_t unowned_senders; /* those addresses, 16 at most */
    uint64_t new_domains; /* domains written to for the first time */
} pfl_hours_row;
#define PFL_HOURS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_HOURS_ROW_UID (UINT64_C(1) << 1)
#define PFL_HOURS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_HOURS_ROW_TIME (UINT64_C(1) << 3)
#define PFL_HOURS_ROW_MESSAGES (UINT64_C(1) << 4)
#define PFL_HOURS_ROW_RECIPIENTS (UINT64_C(1) << 5)
#define PFL_HOURS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_HOURS_ROW_BOUNCED (UINT64_C(1) << 7)
#define PFL_HOURS_ROW_DEFERRED (UINT64_C(1) << 8)
#define PFL_HOURS_ROW_REFUSED (UINT64_C(1) << 9)
#define PFL_HOURS_ROW_BOUNCED_DOMAINS (UINT64_C(1) << 10)
#define PFL_HOURS_ROW_REFUSING (UINT64_C(1) << 11)
#define PFL_HOURS_ROW_UNOWNED (UINT64_C(1) << 12)
#define PFL_HOURS_ROW_UNOWNED_SENDERS (UINT64_C(1) << 13)
#define PFL_HOURS_ROW_NEW_DOMAINS (UINT64_C(1) << 14)

/* senders: the addresses each account and local user wrote as. */
typedef struct pfl_senders_row {
    uint64_t present; /* PFL_SENDERS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span from; /* envelope sender: in lower case, without its variable parts */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
} pfl_senders_row;
#define PFL_SENDERS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_SENDERS_ROW_UID (UINT64_C(1) << 1)
#define PFL_SENDERS_ROW_FROM (UINT64_C(1) << 2)
#define PFL_SENDERS_ROW_FIRST (UINT64_C(1) << 3)
#define PFL_SENDERS_ROW_LAST (UINT64_C(1) << 4)
#define PFL_SENDERS_ROW_MESSAGES (UINT64_C(1) << 5)

/* contacts: the domains each account, local user and relaying client wrote to. */
typedef struct pfl_contacts_row {
    uint64_t present; /* PFL_CONTACTS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span domain; /* domain of recipients */
    int64_t first; /* the first time (microseconds) */
    uint64_t recipients; /* recipients of its messages, once each */
} pfl_contacts_row;
#define PFL_CONTACTS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_CONTACTS_ROW_UID (UINT64_C(1) << 1)
#define PFL_CONTACTS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_CONTACTS_ROW_DOMAIN (UINT64_C(1) << 3)
#define PFL_CONTACTS_ROW_FIRST (UINT64_C(1) << 4)
#define PFL_CONTACTS_ROW_RECIPIENTS (UINT64_C(1) << 5)

/* days: the same day by day; older days have no hours once they are compacted. */
typedef struct pfl_days_row {
    uint64_t present; /* PFL_DAYS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
} pfl_days_row;
#define PFL_DAYS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_DAYS_ROW_UID (UINT64_C(1) << 1)
#define PFL_DAYS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_DAYS_ROW_TIME (UINT64_C(1) << 3)
#define PFL_DAYS_ROW_MESSAGES (UINT64_C(1) << 4)
#define PFL_DAYS_ROW_RECIPIENTS (UINT64_C(1) << 5)
#define PFL_DAYS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_DAYS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 7)
#define PFL_DAYS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 8)

/* addresses: client addresses. */
typedef struct pfl_addresses_row {
    uint64_t present; /* PFL_ADDRESSES_ROW_ bits */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t connections; /* connections */
    uint64_t lost; /* connections lost or timed out; records for which there was no memory */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t unreal_failures; /* failed logins where no password was wrong */
    uint64_t aborted; /* logins given up by the client */
    uint64_t users_tried; /* user names that failed from there; an estimate above 255 */
    uint64_t silent; /* sessions that logged in and handed in nothing */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t plain_messages; /* messages handed in without a login */
    uint64_t rejects; /* commands refused */
    uint64_t abuse; /* times the protocol was broken */
    uint64_t limited; /* times a limit of this server was exceeded */
    uint64_t screened; /* complaints of postscreen */
    uint64_t listed; /* listings by DNS lists */
    uint64_t tls_failures; /* TLS handshakes that failed */
    uint64_t accounts; /* accounts that logged in from there */
} pfl_addresses_row;
#define PFL_ADDRESSES_ROW_CLIENT_ADDR (UINT64_C(1) << 0)
#define PFL_ADDRESSES_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_ADDRESSES_ROW_LAST (UINT64_C(1) << 2)
#define PFL_ADDRESSES_ROW_CONNECTIONS (UINT64_C(1) << 3)
#define PFL_ADDRESSES_ROW_LOST (UINT64_C(1) << 4)
#define PFL_ADDRESSES_ROW_FAILURES (UINT64_C(1) << 5)
#define PFL_ADDRESSES_ROW_AUTH_FAILURES (UINT64_C(1) << 6)
#define PFL_ADDRESSES_ROW_UNREAL_FAILURES (UINT64_C(1) << 7)
#define PFL_ADDRESSES_ROW_ABORTED (UINT64_C(1) << 8)
#define PFL_ADDRESSES_ROW_USERS_TRIED (UINT64_C(1) << 9)
#define PFL_ADDRESSES_ROW_SILENT (UINT64_C(1) << 10)
#define PFL_ADDRESSES_ROW_MESSAGES (UINT64_C(1) << 11)
#define PFL_ADDRESSES_ROW_LOGINS (UINT64_C(1) << 12)
#define PFL_ADDRESSES_ROW_PLAIN_MESSAGES (UINT64_C(1) << 13)
#define PFL_ADDRESSES_ROW_REJECTS (UINT64_C(1) << 14)
#define PFL_ADDRESSES_ROW_ABUSE (UINT64_C(1) << 15)
#define PFL_ADDRESSES_ROW_LIMITED (UINT64_C(1) << 16)
#define PFL_ADDRESSES_ROW_SCREENED (UINT64_C(1) << 17)
#define PFL_ADDRESSES_ROW_LISTED (UINT64_C(1) << 18)
#define PFL_ADDRESSES_ROW_TLS_FAILURES (UINT64_C(1) << 19)
#define PFL_ADDRESSES_ROW_ACCOUNTS (UINT64_C(1) << 20)

/* failures: failed and silent logins of each address, in ten minutes each. */
typedef struct pfl_failures_row {
    uint64_t present; /* PFL_FAILURES_ROW_ bits */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t silent; /* sessions that logged in and handed in nothing */
    uint64_t limited; /* times a limit of this server was exceeded */
    int64_t first; /* the first time (microseconds) */
    int64_t first_silent; /* the first of the silent logins (microseconds) */
    int64_t last_silent; /* and the last of them (microseconds) */
} pfl_failures_row;
#define PFL_FAILURES_ROW_CLIENT_ADDR (UINT64_C(1) << 0)
#define PFL_FAILURES_ROW_TIME (UINT64_C(1) << 1)
#define PFL_FAILURES_ROW_FAILURES (UINT64_C(1) << 2)
#define PFL_FAILURES_ROW_AUTH_FAILURES (UINT64_C(1) << 3)
#define PFL_FAILURES_ROW_SILENT (UINT64_C(1) << 4)
#define PFL_FAILURES_ROW_LIMITED (UINT64_C(1) << 5)
#define PFL_FAILURES_ROW_FIRST (UINT64_C(1) << 6)
#define PFL_FAILURES_ROW_FIRST_SILENT (UINT64_C(1) << 7)
#define PFL_FAILURES_ROW_LAST_SILENT (UINT64_C(1) << 8)

/* names: user names that failed to log in. */
typedef struct pfl_names_row {
    uint64_t present; /* PFL_NAMES_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t failure_networks; /* networks its failed logins came from */
} pfl_names_row;
#define PFL_NAMES_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_NAMES_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_NAMES_ROW_LAST (UINT64_C(1) << 2)
#define PFL_NAMES_ROW_FAILURES (UINT64_C(1) << 3)
#define PFL_NAMES_ROW_AUTH_FAILURES (UINT64_C(1) << 4)
#define PFL_NAMES_ROW_FAILURE_NETWORKS (UINT64_C(1) << 5)

/* domains: where mail to each domain went. */
typedef struct pfl_domains_row {
    uint64_t present; /* PFL_DOMAINS_ROW_ bits */
    pfl_span domain; /* domain of recipients */
    uint8_t reserved_0[4];
    uint64_t local; /* deliveries on this server: by local, virtual, lmtp, pipe */
    uint64_t relayed; /* deliveries by the relay transport, or to an internal address */
    uint64_t remote; /* deliveries to the Internet */
    uint64_t next_hops; /* who runs the servers they went to; 2 is two or more */
} pfl_domains_row;
#define PFL_DOMAINS_ROW_DOMAIN (UINT64_C(1) << 0)
#define PFL_DOMAINS_ROW_LOCAL (UINT64_C(1) << 1)
#define PFL_DOMAINS_ROW_RELAYED (UINT64_C(1) << 2)
#define PFL_DOMAINS_ROW_REMOTE (UINT64_C(1) << 3)
#define PFL_DOMAINS_ROW_NEXT_HOPS (UINT64_C(1) << 4)

/* messages: messages that are still in the queue. */
typedef struct pfl_messages_row {
    uint64_t present; /* PFL_MESSAGES_ROW_ bits */
    pfl_span host; /* host that wrote the lines */
    pfl_span queue_id; /* queue ID */
    pfl_span state; /* where a message is: queued, held */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span from; /* envelope sender: in lower case, without its variable parts */
    uint8_t reserved_0[4];
    uint64_t size; /* size of a message (bytes) */
    uint32_t nrcpt; /* recipients of a message */
    uint8_t reserved_1[4];
    uint64_t finished; /* those with an outcome */
    int64_t first; /* the first time (microseconds) */
} pfl_messages_row;
#define PFL_MESSAGES_ROW_HOST (UINT64_C(1) << 0)
#define PFL_MESSAGES_ROW_QUEUE_ID (UINT64_C(1) << 1)
#define PFL_MESSAGES_ROW_STATE (UINT64_C(1) << 2)
#define PFL_MESSAGES_ROW_SASL_USERNAME (UINT64_C(1) << 3)
#define PFL_MESSAGES_ROW_UID (UINT64_C(1) << 4)
#define PFL_MESSAGES_ROW_CLIENT_ADDR (UINT64_C(1) << 5)
#define PFL_MESSAGES_ROW_FROM (UINT64_C(1) << 6)
#define PFL_MESSAGES_ROW_SIZE (UINT64_C(1) << 7)
#define PFL_MESSAGES_ROW_NRCPT (UINT64_C(1) << 8)
#define PFL_MESSAGES_ROW_FINISHED (UINT64_C(1) << 9)
#define PFL_MESSAGES_ROW_FIRST (UINT64_C(1) << 10)

/* evidence: lines kept as evidence. */
typedef struct pfl_evidence_row {
    uint64_t present; /* PFL_EVIDENCE_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span kind; /* kind of event, or of evidence */
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_0[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t offset; /* where a line begins (bytes) */
    pfl_span text; /* a line, its first 512 bytes; of a finding, what it is in words */
    uint8_t reserved_1[4];
} pfl_evidence_row;
#define PFL_EVIDENCE_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_EVIDENCE_ROW_UID (UINT64_C(1) << 1)
#define PFL_EVIDENCE_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_EVIDENCE_ROW_KIND (UINT64_C(1) << 3)
#define PFL_EVIDENCE_ROW_TIME (UINT64_C(1) << 4)
#define PFL_EVIDENCE_ROW_FILE (UINT64_C(1) << 5)
#define PFL_EVIDENCE_ROW_STREAM (UINT64_C(1) << 6)
#define PFL_EVIDENCE_ROW_OFFSET (UINT64_C(1) << 7)
#define PFL_EVIDENCE_ROW_TEXT (UINT64_C(1) << 8)

/* audit: the verdict on the server: one row. */
typedef struct pfl_audit_row {
    uint64_t present; /* PFL_AUDIT_ROW_ bits */
    uint32_t verdict; /* how bad it is: PFL_VERDICT_ */
    pfl_span reason; /* why: of a verdict on the server, what the log does not say; of another, the rules that decided */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t findings; /* findings about it */
    uint64_t masked; /* private addresses that several accounts use, trusted ones and proxies: no rule about addresses looks at them */
} pfl_audit_row;
#define PFL_AUDIT_ROW_VERDICT (UINT64_C(1) << 0)
#define PFL_AUDIT_ROW_REASON (UINT64_C(1) << 1)
#define PFL_AUDIT_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_AUDIT_ROW_LAST (UINT64_C(1) << 3)
#define PFL_AUDIT_ROW_FINDINGS (UINT64_C(1) << 4)
#define PFL_AUDIT_ROW_MASKED (UINT64_C(1) << 5)

/* verdicts: the verdict on each account, local user and relaying client, the worst first. */
typedef struct pfl_verdicts_row {
    uint64_t present; /* PFL_VERDICTS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    uint32_t verdict; /* how bad it is: PFL_VERDICT_ */
    pfl_span reason; /* why: of a verdict on the server, what the log does not say; of another, the rules that decided */
    uint32_t access_points; /* points for how somebody got in */
    uint32_t abuse_points; /* points for what was done */
    uint32_t known; /* 1 when there was a baseline: days on which it did what it usually does */
    uint32_t active; /* 1 when it still went on in the last hour that the log covers */
    uint8_t reserved_0[4];
    uint64_t findings; /* findings about it */
    int64_t entry; /* when somebody got in, as far as that is known (microseconds) */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t waiting; /* its messages that are still in the queue */
} pfl_verdicts_row;
#define PFL_VERDICTS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_VERDICTS_ROW_UID (UINT64_C(1) << 1)
#define PFL_VERDICTS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_VERDICTS_ROW_VERDICT (UINT64_C(1) << 3)
#define PFL_VERDICTS_ROW_REASON (UINT64_C(1) << 4)
#define PFL_VERDICTS_ROW_ACCESS_POINTS (UINT64_C(1) << 5)
#define PFL_VERDICTS_ROW_ABUSE_POINTS (UINT64_C(1) << 6)
#define PFL_VERDICTS_ROW_KNOWN (UINT64_C(1) << 7)
#define PFL_VERDICTS_ROW_ACTIVE (UINT64_C(1) << 8)
#define PFL_VERDICTS_ROW_FINDINGS (UINT64_C(1) << 9)
#define PFL_VERDICTS_ROW_ENTRY (UINT64_C(1) << 10)
#define PFL_VERDICTS_ROW_FIRST (UINT64_C(1) << 11)
#define PFL_VERDICTS_ROW_LAST (UINT64_C(1) << 12)
#define PFL_VERDICTS_ROW_MESSAGES (UINT64_C(1) << 13)
#define PFL_VERDICTS_ROW_RECIPIENTS (UINT64_C(1) << 14)
#define PFL_VERDICTS_ROW_WAITING (UINT64_C(1) << 15)

/* findings: what each rule found, the worst first. */
typedef struct pfl_findings_row {
    uint64_t present; /* PFL_FINDINGS_ROW_ bits */
    uint32_t number; /* number of a finding, from 1 */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span rule; /* rule: R01 */
    uint32_t severity; /* how much a finding weighs: PFL_FINDING_ */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t count; /* how often */
    uint64_t limit; /* how many of that are too many, for this subject */
    uint64_t usual; /* the most of that in a time as long, on earlier days without findings */
    uint32_t access_points; /* points for how somebody got in */
    uint32_t abuse_points; /* points for what was done */
    pfl_span technique; /* MITRE ATT&CK techniques, a space between two */
    uint8_t reserved_0[4];
    uint64_t sources; /* addresses of a finding, also those that are not listed */
    pfl_span text; /* a line, its first 512 bytes; of a finding, what it is in words */
    uint8_t reserved_1[4];
} pfl_findings_row;
#define PFL_FINDINGS_ROW_NUMBER (UINT64_C(1) << 0)
#define PFL_FINDINGS_ROW_SASL_USERNAME (UINT64_C(1) << 1)
#define PFL_FINDINGS_ROW_UID (UINT64_C(1) << 2)
#define PFL_FINDINGS_ROW_CLIENT_ADDR (UINT64_C(1) << 3)
#define PFL_FINDINGS_ROW_RULE (UINT64_C(1) << 4)
#define PFL_FINDINGS_ROW_SEVERITY (UINT64_C(1) << 5)
#define PFL_FINDINGS_ROW_FIRST (UINT64_C(1) << 6)
#define PFL_FINDINGS_ROW_LAST (UINT64_C(1) << 7)
#define PFL_FINDINGS_ROW_COUNT (UINT64_C(1) << 8)
#define PFL_FINDINGS_ROW_LIMIT (UINT64_C(1) << 9)
#define PFL_FINDINGS_ROW_USUAL (UINT64_C(1) << 10)
#define PFL_FINDINGS_ROW_ACCESS_POINTS (UINT64_C(1) << 11)
#define PFL_FINDINGS_ROW_ABUSE_POINTS (UINT64_C(1) << 12)
#define PFL_FINDINGS_ROW_TECHNIQUE (UINT64_C(1) << 13)
#define PFL_FINDINGS_ROW_SOURCES (UINT64_C(1) << 14)
#define PFL_FINDINGS_ROW_TEXT (UINT64_C(1) << 15)

/* finding_sources: the addresses of each finding, 32 at most. */
typedef struct pfl_finding_sources_row {
    uint64_t present; /* PFL_FINDING_SOURCES_ROW_ bits */
    uint32_t number; /* number of a finding, from 1 */
    pfl_span client_addr; /* address of a client */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t messages; /* messages handed in */
} pfl_finding_sources_row;
#define PFL_FINDING_SOURCES_ROW_NUMBER (UINT64_C(1) << 0)
#define PFL_FINDING_SOURCES_ROW_CLIENT_ADDR (UINT64_C(1) << 1)
#define PFL_FINDING_SOURCES_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_FINDING_SOURCES_ROW_LAST (UINT64_C(1) << 3)
#define PFL_FINDING_SOURCES_ROW_FAILURES (UINT64_C(1) << 4)
#define PFL_FINDING_SOURCES_ROW_MESSAGES (UINT64_C(1) << 5)

/* finding_lines: lines that show each finding, 8 at most; their text where the state keeps it. */
typedef struct pfl_finding_lines_row {
    uint64_t present; /* PFL_FINDING_LINES_ROW_ bits */
    uint32_t number; /* number of a finding, from 1 */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_1[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t offset; /* where a line begins (bytes) */
    pfl_span text; /* a line, its first 512 bytes; of a finding, what it is in words */
    uint8_t reserved_2[4];
} pfl_finding_lines_row;
#define PFL_FINDING_LINES_ROW_NUMBER (UINT64_C(1) << 0)
#define PFL_FINDING_LINES_ROW_TIME (UINT64_C(1) << 1)
#define PFL_FINDING_LINES_ROW_FILE (UINT64_C(1) << 2)
#define PFL_FINDING_LINES_ROW_STREAM (UINT64_C(1) << 3)
#define PFL_FINDING_LINES_ROW_OFFSET (UINT64_C(1) << 4)
#define PFL_FINDING_LINES_ROW_TEXT (UINT64_C(1) << 5)

#endif
