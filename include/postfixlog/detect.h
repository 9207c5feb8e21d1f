/*
 * Was this server broken into? The rules, and the verdict on each account.
 *
 *     pfl_view_create(&view, state);
 *     pfl_audit_create(&audit, view, NULL);
 *     pfl_audit_rows(&rows, audit, &(pfl_rows_options){.size = sizeof(pfl_rows_options), .table = PFL_TABLE_VERDICTS});
 *     while (pfl_rows_next(rows, verdicts, sizeof *verdicts, 64, &count) == PFL_OK)
 *         ...
 *     pfl_rows_destroy(rows);
 *     pfl_audit_destroy(audit);
 *     pfl_view_destroy(view);
 *
 * An audit looks at a view once and keeps what it found: findings, each of one rule
 * and about one account, local user or client (or about none of them), with numbers,
 * limits, times, addresses and the places of a few lines; and for each of these
 * subjects a verdict. Everything follows from the state alone: the same lines, read in
 * whatever parts, give the same audit, whenever and wherever it is made. No rule asks
 * a clock, a network or another file.
 *
 * Five tables (tables.h) are read as those of a view are:
 *
 *   PFL_TABLE_AUDIT            one row: the verdict on the server
 *   PFL_TABLE_VERDICTS         one row for each subject, the worst first
 *   PFL_TABLE_FINDINGS         the findings, the worst first, numbered from 1
 *   PFL_TABLE_FINDING_SOURCES  the addresses of a finding, 32 at most
 *   PFL_TABLE_FINDING_LINES    lines that show it, 8 at most
 *
 * An audit allocates as a view does, about 100 bytes for each failed login that the
 * state keeps; findings are limited (16,384 at most, those of lower severity go
 * first). The view must outlive it. Several threads may read one audit, each with rows
 * of its own.
 */
#ifndef POSTFIXLOG_DETECT_H
#define POSTFIXLOG_DETECT_H

#include <postfixlog/rows.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_audit pfl_audit;

/* How bad it is. Pinned: a release may add some between these. */
enum {
    PFL_VERDICT_CLEAN = 0,       /* nothing was found, and the log says enough to tell */
    PFL_VERDICT_UNKNOWN = 10,    /* nothing was found, but the log does not say enough */
    PFL_VERDICT_ATTACKED = 20,   /* somebody tries to get in; nothing says that it worked */
    PFL_VERDICT_CHECK = 30,      /* unusual: somebody should look at it */
    PFL_VERDICT_LIKELY = 40,     /* most likely in the hands of somebody else */
    PFL_VERDICT_COMPROMISED = 50 /* in the hands of somebody else: they got in, and used it */
};

/* "likely", or NULL for a number that is none; valid for ever. Any thread. */
PFL_API const char *pfl_verdict_name(uint32_t verdict);

/* How much a finding weighs. Pinned. */
enum {
    PFL_FINDING_INFO = 0, /* goes with others: never a reason by itself */
    PFL_FINDING_LOW = 10,
    PFL_FINDING_MEDIUM = 20,
    PFL_FINDING_HIGH = 30,
    PFL_FINDING_CRITICAL = 40
};

/* "high", or NULL for a number that is none; and the number of a name, -1 for none. Any thread. */
PFL_API const char *pfl_finding_name(uint32_t severity);
PFL_API int32_t pfl_finding_code(const char *name);

/* === The rules === */

/* A rule. */
typedef struct pfl_rule {
    const char *name;      /* "R01" */
    const char *title;     /* "a login succeeded after failures from the same address" */
    const char *doc;       /* what it looks at, and what it is fooled by */
    const char *technique; /* MITRE ATT&CK, "T1110.001 T1110.003"; "" for none */
    uint32_t severity;     /* the highest it gives: PFL_FINDING_ */
    uint32_t reserved;
} pfl_rule;

/* A number that a rule compares with. */
typedef struct pfl_limit {
    const char *name; /* "R09.messages": the rule's name, and its own */
    const char *doc;  /* what it limits */
    uint32_t code;    /* for pfl_limit_setting; pinned */
    uint32_t usual;   /* its default */
} pfl_limit;

/*
 * Constant tables, from any thread: the index-th rule or limit, in the order of the
 * rules' names, NULL past the last; and the rule of a name, NULL when there is none.
 */
PFL_API const pfl_rule *pfl_rule_at(size_t index);
PFL_API const pfl_rule *pfl_rule_by_name(const char *name);
PFL_API const pfl_limit *pfl_limit_at(size_t index);

/* === Options === */

/* Another value for a limit. */
typedef struct pfl_limit_setting {
    uint32_t limit; /* pfl_limit.code */
    uint32_t value; /* 1 or more */
} pfl_limit_setting;

/* Options of pfl_audit_create; all zero is fine. All they point to is copied. */
typedef struct pfl_audit_options {
    uint32_t size; /* sizeof(pfl_audit_options) */
    uint32_t reserved;

    /* Networks that are one's own: no rule about addresses counts what comes from there, and no relaying from there is
     * found. */
    const pfl_network *trusted;
    size_t trusted_count;

    /* Proxies and webmail: whoever comes from there may be anybody, so rules about addresses do not look at it. */
    const pfl_network *proxies;
    size_t proxy_count;

    /* Accounts, and networks, of monitoring: their logins are never a probe of a stolen password. */
    const char *const *monitors; /* names, ended by 0 */
    size_t monitor_count;
    const pfl_network *monitor_networks;
    size_t monitor_network_count;

    /* Accounts that send to many: newsletters, lists, invoices. Rates and spread are theirs to choose. */
    const char *const *bulk;
    size_t bulk_count;

    const pfl_limit_setting *limits;
    size_t limit_count;
} pfl_audit_options;

/* === The audit === */

/*
 * Looks at a view. options may be NULL. Returns PFL_OK and sets *audit;
 * PFL_ERR_ARGUMENT (a NULL, a count without its array, no such limit, a value of 0),
 * PFL_ERR_OPTION (size is 0, or a tail this release does not know is not zero) or
 * PFL_ERR_MEMORY, with *audit NULL.
 */
PFL_API int32_t pfl_audit_create(pfl_audit **audit, const pfl_view *view, const pfl_audit_options *options);

/* Releases an audit; NULL is fine. */
PFL_API void pfl_audit_destroy(pfl_audit *audit);

/*
 * Opens the rows of one of the five tables, or of any table of the view; else as
 * pfl_rows_create(). Their key is the account, uid or address that findings are about;
 * for sources and lines, the number of the finding. The audit must outlive them.
 */
PFL_API int32_t pfl_audit_rows(pfl_rows **rows, const pfl_audit *audit, const pfl_rows_options *options);

#ifdef __cplusplus
}
#endif

#endif
