#include "lib/detect/rules.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const pfl_rule rules[] = {
#define PFL_RULE(code, name, severity, technique, title, doc) {name, title, doc, technique, PFL_FINDING_##severity, 0},
#include "lib/detect/rules.def"
};

static const pfl_limit limits[] = {
#define PFL_LIMIT(code, limit, number, name, usual, doc) {name, doc, number, usual},
#include "lib/detect/rules.def"
};

const pfl_rule *pfl_rule_at(size_t index)
{
    return index < COUNT(rules) ? &rules[index] : NULL;
}

const pfl_rule *pfl_rule_by_name(const char *name)
{
    for (size_t i = 0; name != NULL && i < COUNT(rules); i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return NULL;
}

const pfl_limit *pfl_limit_at(size_t index)
{
    return index < COUNT(limits) ? &limits[index] : NULL;
}

void pfl_limits_usual(struct limits *values)
{
    for (size_t i = 0; i < COUNT(limits); i++)
        values->of[i] = limits[i].usual;
}

bool pfl_limits_set(struct limits *values, const pfl_limit_setting *setting)
{
    for (size_t i = 0; i < COUNT(limits) && setting->value != 0; i++)
        if (limits[i].code == setting->limit) {
            values->of[i] = setting->value;
            return true;
        }
    return false;
}

/* === Names === */

struct word {
    uint32_t code;
    const char *name;
};

static const struct word verdicts[] = {
    {PFL_VERDICT_CLEAN, "clean"}, {PFL_VERDICT_UNKNOWN, "unknown"}, {PFL_VERDICT_ATTACKED, "attacked"},
    {PFL_VERDICT_CHECK, "check"}, {PFL_VERDICT_LIKELY, "likely"},   {PFL_VERDICT_COMPROMISED, "compromised"},
};

static const struct word severities[] = {
    {PFL_FINDING_INFO, "info"}, {PFL_FINDING_LOW, "low"},           {PFL_FINDING_MEDIUM, "medium"},
    {PFL_FINDING_HIGH, "high"}, {PFL_FINDING_CRITICAL, "critical"},
};

const char *pfl_verdict_name(uint32_t verdict)
{
    for (size_t i = 0; i < COUNT(verdicts); i++)
        if (verdicts[i].code == verdict)
            return verdicts[i].name;
    return NULL;
}

const char *pfl_finding_name(uint32_t severity)
{
    for (size_t i = 0; i < COUNT(severities); i++)
        if (severities[i].code == severity)
            return severities[i].name;
    return NULL;
}

int32_t pfl_finding_code(const char *name)
{
    for (size_t i = 0; name != NULL && i < COUNT(severities); i++)
        if (strcmp(severities[i].name, name) == 0)
            return (int32_t)severities[i].code;
    return -1;
}
