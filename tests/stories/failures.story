# Logins that failed, as smtpd(8) tells them, and logins that left no name.

# With user names (Postfix 3.9, and late releases before it): per address, per name, in ten minutes each.
Nov 23 17:04:53 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: authentication failure, sasl_username=alice@example.net
Nov 23 17:09:59 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=Alice@example.net
Nov 23 17:10:00 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=info@example.net
Nov 23 17:10:05 mx1 postfix/submission/smtpd[21753]: warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: authentication failure, sasl_username=alice@example.net
    addresses 192.0.2.66
        first  2026-11-23T17:04:53Z
        last  2026-11-23T17:10:00Z
        failures  3
        auth_failures  0
        unreal_failures  0
        users_tried  2
        messages  0
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  2
        auth_failures  0
        first  2026-11-23T17:04:53Z
    failures 192.0.2.66 2026-11-23T17:10:00Z
        failures  1
        first  2026-11-23T17:10:00Z
    failures 203.0.113.7 2026-11-23T17:10:00Z
        failures  1
    names alice@example.net
        first  2026-11-23T17:04:53Z
        last  2026-11-23T17:10:05Z
        failures  3
        failure_networks  2
    names info@example.net
        failures  1
        failure_networks  1
    evidence 192.0.2.66 failure
        time  2026-11-23T17:04:53Z
    evidence 192.0.2.66 last-failure
        time  2026-11-23T17:10:00Z
    totals
        failures  4
        named_failures  4
        auth_failures  0
        unreal_failures  0
    none accounts

# Without them: there are failures, and no names.
Nov 23 17:04:53 mx1 postfix/smtpd[21752]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: UGFzc3dvcmQ6
Nov 23 17:04:54 mx1 postfix/smtpd[21752]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: authentication failure
    addresses 192.0.2.66
        failures  2
        users_tried  0
    totals
        failures  2
        named_failures  0
    none names

# "(unavailable)" is no name, and a client that is not known no address.
Nov 23 17:04:53 mx1 postfix/smtpd[21752]: warning: unknown[unknown]: SASL LOGIN authentication failed: no mechanism available, sasl_username=(unavailable)
    totals
        failures  1
        named_failures  0
    none names
    none addresses
    none failures

# Not real failures (DETECTION.md, item 3): nobody's password was wrong. An AUTH that was given up is none at all.
Nov 23 17:04:53 mx1 postfix/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: Connection lost to authentication server, sasl_username=(unavailable)
Nov 23 17:04:54 mx1 postfix/smtpd[21752]: warning: unknown[192.0.2.66]: SASL NTLM authentication failed: Invalid authentication mechanism: 'NTLM', sasl_username=alice@example.net
Nov 23 17:04:55 mx1 postfix/submission/smtpd[21775]: warning: unknown[192.0.2.66]: SASL LOGIN authentication aborted
    addresses 192.0.2.66
        failures  0
        unreal_failures  2
        aborted  1
        users_tried  0
    totals
        failures  0
        unreal_failures  2
        aborted  1
        named_failures  0
    none failures
    none names

# The failures of an account that is known show with it, and its successes are no failures of the address.
Nov 23 17:04:53 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: authentication failure, sasl_username=alice@example.net
Nov 23 17:04:54 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.99]: SASL PLAIN authentication failed: authentication failure, sasl_username=alice@example.net
Nov 23 17:04:55 mx1 postfix/submission/smtpd[21752]: warning: unknown[2001:db8:bad::2]: SASL PLAIN authentication failed: authentication failure, sasl_username=ALICE@example.net
Nov 23 17:05:00 mx1 postfix/submission/smtpd[21752]: 4086EAA6A01: client=unknown[192.0.2.66], sasl_method=PLAIN, sasl_username=alice@example.net
    accounts alice@example.net
        messages  1
        failures  3
        failure_networks  2
    addresses 192.0.2.66
        failures  1
        messages  1
        accounts  1

# A login that handed in nothing leaves "auth=1" when it goes, and no name: a silent login (DETECTION.md, item 1).
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.66] ehlo=1 auth=1 quit=1 commands=3
Nov 23 17:04:59 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.66] ehlo=1 auth=1/4 quit=1 commands=3/6
Nov 23 17:14:59 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.66] ehlo=1 auth=1 mail=0/1 quit=1 commands=3/4
Nov 23 17:15:00 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.66] ehlo=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=6
Nov 23 17:15:01 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.66] ehlo=1 auth=0/2 commands=1/3
Nov 23 17:15:02 mx1 postfix/smtpd[14080]: disconnect from unknown[192.0.2.66]
    addresses 192.0.2.66
        silent  3
        failures  0
        messages  0
    failures 192.0.2.66 2026-11-23T17:00:00Z
        silent  2
        failures  0
    failures 192.0.2.66 2026-11-23T17:10:00Z
        silent  1
    none accounts
    totals
        failures  0
        messages  0

# When in its ten minutes a silent login was: R01 asks whether it came behind the failures.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.66] ehlo=1 auth=1 quit=1 commands=3
    failures 192.0.2.66 2026-11-23T17:00:00Z
        silent  1
        first  absent
        first_silent  2026-11-23T17:04:51Z
        last_silent  2026-11-23T17:04:51Z

# Many failures in ten minutes: the last one is the last one. Ten minutes keep the first 16, and do not say the last.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u01
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u02
Nov 23 17:04:53 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u03
Nov 23 17:04:54 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u04
Nov 23 17:04:55 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u05
Nov 23 17:04:56 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u06
Nov 23 17:04:57 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u07
Nov 23 17:04:58 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u08
Nov 23 17:04:59 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u09
Nov 23 17:05:00 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u10
Nov 23 17:05:01 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u11
Nov 23 17:05:02 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u12
Nov 23 17:05:03 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u13
Nov 23 17:05:04 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u14
Nov 23 17:05:05 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u15
Nov 23 17:05:06 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u16
Nov 23 17:05:07 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u17
Nov 23 17:08:00 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=u18
    addresses 192.0.2.66
        failures  18
        users_tried  18
        last  2026-11-23T17:08:00Z
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  18
        first  2026-11-23T17:04:51Z
        first_silent  absent
    evidence 192.0.2.66 last-failure
        time  2026-11-23T17:08:00Z
    totals
        failures  18
        named_failures  18

# root logs in, and another system account that fails: R13 looks at the names.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66], sasl_method=LOGIN, sasl_username=root
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: authentication failure, sasl_username=www-data
    accounts root
        messages  1
        failures  0
    names www-data
        failures  1
    none names root
    none submitters

# rsyslog sums up lines that are the same ($RepeatedMsgReduction): all of them count.
Nov 23 17:04:53 mx1 postfix/submission/smtpd[24652]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: authentication failure, sasl_username=dave@example.net
Nov 23 17:04:59 mx1 postfix/submission/smtpd[24652]: message repeated 3 times: [ warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: authentication failure, sasl_username=dave@example.net]
    addresses 192.0.2.66
        failures  4
        users_tried  1
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  4
    names dave@example.net
        failures  4
    totals
        lines  2
        failures  4
        named_failures  4
        repeats  0
