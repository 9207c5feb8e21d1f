/* What pfl-audit is asked to do: the command line, taken apart by audit_options.c. */
#ifndef EXAMPLES_AUDIT_WISHES_H
#define EXAMPLES_AUDIT_WISHES_H

#include "options.h"
#include <postfixlog/detect.h>

typedef enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_HTML } report_format;
typedef enum block_format { BLOCK_NONE, BLOCK_NFT, BLOCK_IPSET, BLOCK_FAIL2BAN, BLOCK_CSV, BLOCK_CIDR } block_format;

typedef struct name_list {
    const char **names; /* as they were given: they lie in argv */
    size_t count;
} name_list;

typedef struct network_list {
    pfl_network *networks;
    size_t count;
} network_list;

typedef struct wishes {
    options given; /* the files, and what all programs have */
    report_format format;
    uint32_t least; /* --min-severity: PFL_FINDING_ */
    name_list bulk, monitors, loads;
    network_list trusted, proxies, monitor_networks;
    unsigned jobs;       /* threads */
    uint64_t max_memory; /* 0 for the library's default */
    const char *save;    /* NULL for none */
    uint64_t keep;       /* days of details in the saved state, 0 for all */
    block_format block;
    const char *address; /* --report, NULL for none */
    bool nagios, cron;
} wishes;

/* Takes the command line apart; --help, --version, --rules and what is wrong end the program here. */
void wishes_read(wishes *w, int argc, char **argv);
void wishes_free(wishes *w);

/* What the rules are told of it. */
pfl_audit_options wishes_of_rules(const wishes *w);

#endif
