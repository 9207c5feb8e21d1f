/*
 * Findings in words: what was seen, how many, how many are too many, and what is usual.
 */
#include "lib/detect/audit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

struct sentence {
    char *text;
    size_t length;
};

static void say(struct sentence *s, const char *format, ...)
{
    va_list arguments;
    if (s->length >= EXPLANATION - 1)
        return;
    va_start(arguments, format);
    int length = vsnprintf(s->text + s->length, EXPLANATION - s->length, format, arguments);
    va_end(arguments);
    s->length += length > 0 ? (size_t)length : 0;
    s->length = s->length < EXPLANATION - 1 ? s->length : EXPLANATION - 1;
}

/* "1 message", "2 messages". */
static void say_count(struct sentence *s, uint64_t count, const char *one, const char *many)
{
    say(s, "%" PRIu64 " %s", count, count == 1 ? one : many);
}

/* "16 or more failed logins" */
static void say_failures(struct sentence *s, const struct finding *f, uint64_t count)
{
    say(s, "%" PRIu64 "%s failed %s", count, f->at_least ? " or more" : "", count == 1 ? "login" : "logins");
}

static void say_address(struct sentence *s, const struct finding *f)
{
    char text[PFL_NETWORK_TEXT];
    pfl_network address = {.bits = 128};
    if (f->sources == NULL)
        return;
    memcpy(address.bytes, f->sources[0].bytes, sizeof address.bytes);
    pfl_network_text(&address, text);
    say(s, "%s", text);
}

static void say_host(struct sentence *s, const struct pfl_audit *a, const struct finding *f)
{
    const struct text *name = f->name == NONE ? NULL : &host_at(&a->view->state->coverage, f->name)->name;
    if (name != NULL && name->length > 0 && a->view->hosts.count > 1)
        say(s, "%.*s: ", (int)(name->length < 64 ? name->length : 64), name->bytes);
}

/* " (limit 100; the most on earlier days was 7)" */
static void say_limit(struct sentence *s, const struct finding *f)
{
    say(s, " (limit %" PRIu64, f->limit);
    if (f->had_own)
        say(s, "; the most on earlier days was %" PRIu64, f->usual);
    say(s, ")");
}

static void say_doubt(struct sentence *s, const struct finding *f)
{
    if (f->severity == PFL_FINDING_LOW)
        say(s, "; but the account had logged in from there before them: a typing error, or a program with an old "
               "password");
    else if (f->access < 5)
        say(s, "; and it went on failing afterwards, as a program with an old password does");
}

static void explain_r01(struct sentence *s, const struct finding *f)
{
    say_failures(s, f, f->more[0]);
    say(s, " from ");
    say_address(s, f);
    if (f->source_count > 1)
        say(s, " (and the like from %" PRIu32 " more)", f->source_count - 1);
    switch (f->form) {
    case FORM_SLOW_ACCOUNT:
        say(s, " in the day before the login, %" PRIu64 " of them for this account", f->more[2]);
        say_doubt(s, f);
        return;
    case FORM_SLOW:
        say(s, " in the day before the login, on ");
        say_count(s, f->more[1], "name", "names");
        say(s, " that never logged in from there");
        say_doubt(s, f);
        return;
    default:
        break;
    }
    say(s, " in the hour before the login");
    if (f->more[2] > 0)
        say(s, ", %" PRIu64 " of them for this account", f->more[2]);
    if (f->form == FORM_NAMES) {
        say(s, ", on ");
        say_count(s, f->more[1], "name", "names");
        say(s, " that never logged in from there");
    }
    if (f->form == FORM_NAMELESS)
        say(s, "; the log does not tell their names");
    say_doubt(s, f);
}

static void explain_r02(struct sentence *s, const struct finding *f)
{
    say(s, "%" PRIu64 " failed logins for it within 24 hours from %" PRIu64 " networks that it never used", f->count,
        f->more[0]);
    say(s, ", then a login from one of them");
    if (f->access < 5)
        say(s,
            "; but %" PRIu64 " failed where it had been used, too: a device that is carried around has an old password",
            f->more[1]);
}

static void explain_silent(struct sentence *s, const struct finding *f)
{
    say_failures(s, f, f->count);
    say(s, " from ");
    say_address(s, f);
    if (f->more[0] > 0) {
        say(s, " on ");
        say_count(s, f->more[0], "name", "names");
    }
    say(s, f->form == FORM_SILENT ? " in the hour" : " in the day");
    say(s, " before a login that sent no mail: the log does not say into which account");
}

static void explain_r05(struct sentence *s, const struct finding *f)
{
    say_count(s, f->count, "failed login", "failed logins");
    say(s, " on %" PRIu64 " names within ten minutes, far more than usual", f->more[0]);
    if (f->form == FORM_OUTAGE)
        say(s,
            "; most are of accounts that log in from these addresses: the password check may have been out of order");
}

static void explain_r06(struct sentence *s, const struct finding *f)
{
    const char *what = f->form == FORM_WIDE ? "new networks (/16 or /32)" : "networks it had not used";
    say(s, "used from %" PRIu64 " %s within %s (limit %" PRIu64 ")", f->count, what,
        f->form == FORM_DAY ? "24 hours" : "an hour", f->limit);
}

static void explain_r09(struct sentence *s, const struct finding *f)
{
    say_count(s, f->more[2], "message", "messages");
    say(s, " to ");
    say_count(s, f->more[1], "recipient", "recipients");
    say(s, " in one hour (limit here %" PRIu64 " %s", f->limit, f->form == FORM_RECIPIENTS ? "recipients" : "messages");
    if (f->had_own)
        say(s, "; the most on earlier days was %" PRIu64, f->usual);
    say(s, ")");
}

static void explain_r11(struct sentence *s, const struct finding *f)
{
    uint64_t outcomes = f->count + f->more[2];
    say_count(s, f->count, "recipient", "recipients");
    say(s, " in %" PRIu64 "%s domains failed for good in one hour, %" PRIu64 " of 100", f->more[1],
        f->more[1] >= TROUBLE_DOMAINS ? " or more" : "", outcomes == 0 ? 100 : f->count * 100 / outcomes);
    say_limit(s, f);
}

static void explain_r12(struct sentence *s, const struct finding *f)
{
    say_count(s, f->count, "new sender address", "new sender addresses");
    say(s, " within 24 hours (limit %" PRIu64 ")", f->limit);
    if (f->more[0] > 0) {
        say(s, ", of ");
        say_count(s, f->more[0], "domain that is not this server's", "domains that are not this server's");
    }
}

static void explain_r15(struct sentence *s, const struct finding *f)
{
    say_count(s, f->more[1], "message", "messages");
    say(s, " without a login went out to ");
    say_count(s, f->count, "recipient", "recipients");
    say(s, " in ");
    say_count(s, f->more[0], "domain", "domains");
    say(s, " that are not this server's");
}

static void explain_r17(struct sentence *s, const struct finding *f)
{
    say_count(s, f->count, "reply", "replies");
    say(s, " in one hour, of %" PRIu64 " %s, call it spam or refuse this server", f->more[2],
        f->more[2] == 1 ? "provider" : "providers");
    say_limit(s, f);
}

static void explain_r18(struct sentence *s, const struct pfl_audit *a, const struct finding *f)
{
    static const char *const deeds[OPERATIONS] = {
        [OPERATION_START] = "Postfix was started",
        [OPERATION_STOP] = "Postfix was stopped",
        [OPERATION_RELOAD] = "Postfix was reloaded",
        [OPERATION_DELETE] = "messages were deleted from the queue by hand",
        [OPERATION_HOLD] = "messages were put on hold by hand",
        [OPERATION_REQUEUE] = "messages were requeued by hand",
        [OPERATION_RELEASE] = "held messages were released by hand",
    };
    say_host(s, a, f);
    say(s, "%s, ", deeds[f->more[0] < OPERATIONS ? f->more[0] : 0]);
    say_count(s, f->count, "time", "times");
    say(s, " on this day");
}

static void explain_r19(struct sentence *s, const struct pfl_audit *a, const struct finding *f)
{
    say_host(s, a, f);
    switch (f->form) {
    case FORM_GAP:
        say(s, "no line for ");
        say_count(s, f->count, "hour", "hours");
        say(s, "; 99 times of 100 the next one comes within ");
        say_count(s, f->more[0] == 0 ? 1 : f->more[0], "minute", "minutes");
        break;
    case FORM_BACKWARD:
        say(s, "time goes back %" PRIu64 " times, by %" PRIu64 " seconds at most", f->count, f->more[0]);
        break;
    case FORM_SKEW:
        say(s,
            "%" PRIu64 " lines tell another time than their queue ID or Message-ID, by %" PRIu64 " seconds at most: "
            "the clock or the zone is wrong, or lines were written afterwards",
            f->count, f->more[0]);
        break;
    case FORM_ORPHANS:
        say(s, "%" PRIu64 " of %" PRIu64 " messages have no beginning in this log: lines or files are missing",
            f->count, f->more[0]);
        break;
    default:
        say(s, "the syslog daemon says that it dropped %" PRIu64 " lines", f->count);
        break;
    }
}

static void explain_r04(struct sentence *s, const struct pfl_audit *a, const struct finding *f)
{
    const struct text *name = f->name == NONE ? NULL : table_at(&a->view->state->guesses, f->name);
    say_count(s, f->count, "failed login", "failed logins");
    say(s, " within %s", f->form == FORM_DAY ? "24 hours" : "30 minutes");
    if (name != NULL)
        say(s, " for %.*s", (int)(name->length < 128 ? name->length : 128), name->bytes);
    say(s, ", from %" PRIu64 " networks", f->more[0]);
}

size_t pfl_explain(const struct pfl_audit *a, const struct finding *f, char text[EXPLANATION])
{
    struct sentence s = {text, 0};
    text[0] = '\0';
    switch ((enum rule)f->rule) {
    case RULE_R01:
        if (f->form == FORM_SILENT || f->form == FORM_SILENT_SLOW)
            explain_silent(&s, f);
        else
            explain_r01(&s, f);
        break;
    case RULE_R02:
        explain_r02(&s, f);
        break;
    case RULE_R03:
        say_count(&s, f->count, "failed login", "failed logins");
        if (f->form == FORM_NAMELESS)
            say(&s, " within an hour; the log does not tell their names");
        else
            say(&s, " on %" PRIu64 " names within an hour", f->more[0]);
        break;
    case RULE_R04:
        explain_r04(&s, a, f);
        break;
    case RULE_R05:
        explain_r05(&s, f);
        break;
    case RULE_R06:
        explain_r06(&s, f);
        break;
    case RULE_R08:
        say(&s, "first login from a network far from all that it had used");
        break;
    case RULE_R09:
        explain_r09(&s, f);
        break;
    case RULE_R10:
        say(&s, "%" PRIu64 " domains written to for the first time, in one hour", f->count);
        say_limit(&s, f);
        break;
    case RULE_R11:
        explain_r11(&s, f);
        break;
    case RULE_R12:
        explain_r12(&s, f);
        break;
    case RULE_R13:
        say(&s, f->form == FORM_PROGRAM ? "an account of a program logged in, from outside: no person has it"
                                        : "an account with a name that everybody tries logged in, from outside");
        break;
    case RULE_R14:
        say_count(&s, f->count, "message", "messages");
        say(&s, " in an hour of the week in which none of %" PRIu64 " earlier ones was sent", f->usual);
        break;
    case RULE_R15:
        explain_r15(&s, f);
        break;
    case RULE_R15B:
        say(&s, "%" PRIu64 " of 100 connections come from the one address ", f->count);
        say_address(&s, f);
        say(&s, ": a proxy or a container network hides where clients are, so rules about addresses can say nothing");
        break;
    case RULE_R16:
        say_count(&s, f->count, "message", "messages");
        say(&s, " handed in locally in one hour");
        say_limit(&s, f);
        break;
    case RULE_R17:
        explain_r17(&s, f);
        break;
    case RULE_R18:
        explain_r18(&s, a, f);
        break;
    case RULE_R19:
        explain_r19(&s, a, f);
        break;
    case RULE_R20:
        say_count(&s, f->count, "line has", "lines have");
        say(&s, " text that looks like another line of this log, in a field that a client chooses");
        break;
    case RULE_R21:
        say(&s,
            "one message of %" PRIu64
            " bytes to one recipient from a network new to it, and then nothing for ten minutes "
            "or more",
            f->count);
        break;
    case RULE_R23:
        say(&s, "first login after %" PRIu64 " days (limit %" PRIu64 ")", f->count, f->limit);
        break;
    case RULE_R24:
        say(&s, "logged in from ");
        say_address(&s, f);
        say(&s, ", which within 24 hours used %" PRIu64 " accounts that had never been seen there", f->count);
        break;
    case RULE_R26:
        say(&s, "hit this server's own limits %" PRIu64 " times in one hour", f->count);
        say_limit(&s, f);
        break;
    case RULE_R27:
        say_count(&s, f->count, "sender address", "sender addresses");
        say(&s, " that are not its own refused in one hour (limit %" PRIu64 ")", f->limit);
        break;
    case RULES:
        break;
    }
    return s.length;
}
