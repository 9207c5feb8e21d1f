/*
 * The rules and their limits, as numbers.
 */
#ifndef PFL_DETECT_RULES_H
#define PFL_DETECT_RULES_H

#include <postfixlog/detect.h>

#include <stdbool.h>

enum rule {
#define PFL_RULE(code, name, severity, technique, title, doc) RULE_##code,
#include "lib/detect/rules.def"
    RULES
};

enum limit {
#define PFL_LIMIT(code, limit, number, name, usual, doc) LIMIT_##code##_##limit,
#include "lib/detect/rules.def"
    LIMITS
};

/* The values of one audit. */
struct limits {
    uint64_t of[LIMITS];
};

void pfl_limits_usual(struct limits *limits);

/* False when there is no such limit, or the value is 0. */
bool pfl_limits_set(struct limits *limits, const pfl_limit_setting *setting);

#endif
