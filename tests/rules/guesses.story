# Logins that succeed after others failed: R01 and R02 (lib/detect/guesses.c).
#
# R01 looks at the ten minutes of the login and the hour before them: of one at 09:05, from 08:00 on.

# R01, names: five failures on three names that never log in from there, then a login.
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z 2 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  5
        limit  5
        access_points  5
        abuse_points  0
        first  2026-11-23T09:00:00Z
        last  2026-11-23T09:05:00Z
        sources  1
        technique  T1110.001 T1110.003
    finding_sources 1 192.0.2.66
        failures  5
        messages  1
    verdicts alice@example.net
        verdict  likely
        reason  R01
        access_points  5
        abuse_points  0
        entry  2026-11-23T09:05:00Z
    audit
        verdict  likely

# R01, names: two names are too few, however often.
> 2026-11-23T09:00:00Z 9 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:00:10Z 9 times every 30s: user2@example.net fails from 192.0.2.66
> 2026-11-23T09:15:00Z alice@example.net sends from 192.0.2.66
    none findings R01
    verdicts alice@example.net
        verdict  clean
    audit
        verdict  clean

# R01, names: of ten minutes 16 failures are kept. Whoever begins with a name that is nobody's does not hide the rest:
# ten whose names are lost are as many as would be enough for the account.
> 2026-11-23T09:00:00Z 16 times every 1s: nobody@example.net fails from 192.0.2.66
> 2026-11-23T09:01:00Z 10 times every 1s: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        limit  5

# R01, names: nine that are lost are too few, and so they are where all names that are known log in from there.
> 2026-11-23T09:00:00Z 16 times every 1s: nobody@example.net fails from 192.0.2.66
> 2026-11-23T09:01:00Z 9 times every 1s: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T10:00:00Z 16 times every 1s: bob@example.net fails from 198.51.100.7
> 2026-11-23T10:01:00Z 30 times every 1s: carol@example.net fails from 198.51.100.7
> 2026-11-23T10:05:00Z carol@example.net sends from 198.51.100.7
> 2026-11-23T12:00:00Z bob@example.net sends from 198.51.100.7
    none findings R01

# R01, names: one that logs in from there, at whatever time, is not strange there; nor are colleagues who mistype.
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z 3 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T16:00:00Z user3@example.net sends from 192.0.2.66
    none findings R01 alice@example.net

# R01, names: four failures are too few for an hour, but three a day are enough on as many names.
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  4
        limit  3

# R01, slow: three names, from a day before the login on.
> 2026-11-22T09:05:00Z user1@example.net fails from 192.0.2.66
> 2026-11-22T15:00:00Z user2@example.net fails from 192.0.2.66
> 2026-11-22T21:00:00Z user3@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  3
        limit  3
        first  2026-11-22T09:05:00Z
        access_points  5

# R01, slow: a second more than a day before is too early.
> 2026-11-22T09:04:59Z user1@example.net fails from 192.0.2.66
> 2026-11-22T15:00:00Z user2@example.net fails from 192.0.2.66
> 2026-11-22T21:00:00Z user3@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01, account: ten failures for the account itself within the hour.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  10
        limit  10
        access_points  5

# R01, account: the lines shown are about the account, the second of the log first, and not what else fails from there.
2026-11-23T08:02:00Z mx1 postfix/submission/smtpd[22257]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: , sasl_username=bob@example.net
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        count  10
    none finding_lines 1 0
    finding_lines 1 154
        time  2026-11-23T08:05:00Z

# R01, account: nine are somebody who mistypes.
> 2026-11-23T08:05:00Z 9 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01
    audit
        verdict  clean

# R01, account: its name in any case.
> 2026-11-23T08:05:00Z 10 times every 5m: Alice@Example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@EXAMPLE.net sends from 192.0.2.66
    findings R01 alice@example.net
        count  10

# R01, account: the window begins with the bucket an hour before that of the login; 07:59:59 lies before it.
> 2026-11-23T07:59:59Z alice@example.net fails from 192.0.2.66
> 2026-11-23T08:05:00Z 9 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01, account: 08:00:00 lies in it.
> 2026-11-23T08:00:00Z alice@example.net fails from 192.0.2.66
> 2026-11-23T08:05:00Z 9 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        count  10

# R01, account, slowly: twenty within a day, two an hour.
> 2026-11-22T22:00:00Z 20 times every 30m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  20
        limit  20
        access_points  5

# R01, account, slowly: what fails there for others is no part of the count.
> 2026-11-22T21:00:00Z bob@example.net fails from 192.0.2.66
> 2026-11-22T22:00:00Z 20 times every 30m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        count  20
        limit  20

# R01, account, slowly: nineteen are too few.
> 2026-11-22T22:00:00Z 19 times every 30m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01 in a log without names: ten failures.
> 2026-11-23T09:00:00Z 10 times every 20s: nobody fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  10
        limit  10

# R01 in a log without names: nine are too few.
> 2026-11-23T09:00:00Z 9 times every 20s: nobody fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01 in a log without names: in an office somebody always mistypes. Fourteen are not five for each of three accounts.
> 2026-11-23T09:00:00Z 14 times every 20s: nobody fails from 192.0.2.66
> 2026-11-23T09:05:00Z 3 times every 1m: user{i}@example.net sends from 192.0.2.66
    none findings R01

# R01 in a log without names: fifteen are.
> 2026-11-23T09:00:00Z 15 times every 20s: nobody fails from 192.0.2.66
> 2026-11-23T09:05:00Z 3 times every 1m: user{i}@example.net sends from 192.0.2.66
    findings R01 user1@example.net
        severity  high
        count  15
        limit  15

# R01 in a log with names: failures without one say nothing.
> 2026-11-23T09:00:00Z 12 times every 20s: nobody fails from 192.0.2.66
> 2026-11-23T09:00:00Z carol@example.net fails from 203.0.113.9
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01, low: the account had logged in from there before it failed. A program has an old password.
> 2026-11-23T08:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  low
        access_points  0
    verdicts alice@example.net
        verdict  clean
        access_points  0
    audit
        verdict  clean

# R01: not low when it logged in there only among the failures.
> 2026-11-23T08:05:00Z 9 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T08:55:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T09:00:00Z alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        severity  high
        count  10
        last  2026-11-23T09:05:00Z

# R01, medium: it goes on failing afterwards, which nobody does who has found the password.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T09:10:00Z 3 times every 50m: alice@example.net fails from 192.0.2.66
    findings R01 alice@example.net
        severity  medium
        access_points  2
    verdicts alice@example.net
        verdict  clean
        access_points  2

# R01: two failures afterwards are not enough for that.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T09:10:00Z 2 times every 50m: alice@example.net fails from 192.0.2.66
    findings R01 alice@example.net
        severity  high

# R01: a login that sends nothing tells no account; the server's verdict has it.
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z 2 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z nobody logs-in from 192.0.2.66
    findings R01
        sasl_username  absent
        severity  high
        count  5
        access_points  5
        last  2026-11-23T09:05:00Z
    none verdicts
    audit
        verdict  likely

# R01, slowly, in a log without names: such a login where no account ever was, behind twenty failures within a day.
> 2026-11-22T10:00:00Z 20 times every 1h: nobody fails from 192.0.2.66
> 2026-11-23T09:00:00Z nobody logs-in from 192.0.2.66
    findings R01
        severity  high
        count  20

# R01, slowly, in a log without names: nineteen are too few.
> 2026-11-22T10:00:00Z 19 times every 1h: nobody fails from 192.0.2.66
> 2026-11-23T09:00:00Z nobody logs-in from 192.0.2.66
    none findings R01

# R01: such a login is looked for at every address, whatever came from those before it.
> 2026-11-23T08:00:00Z nobody connects from 192.0.2.1
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z 2 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z nobody logs-in from 192.0.2.66
    finding_sources 1 192.0.2.66
        failures  5
    audit
        verdict  likely

# R01: anybody may be behind a proxy, also where no account is known that uses it.
@proxy 192.0.2.0/24
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z 2 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z nobody logs-in from 192.0.2.66
    none findings R01
    audit
        verdict  clean

# R01: such a login where somebody was before the failures is that of somebody who mistyped.
> 2026-11-23T08:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T09:00:00Z 3 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:02:00Z 2 times every 30s: user1@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z nobody logs-in from 192.0.2.66
    none findings R01
    audit
        verdict  clean

# R01: another address that fails does not matter.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.67
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01: what Postfix calls failed where nobody's password was wrong (DETECTION.md, item 3) counts for nothing.
> 2026-11-23T08:05:00Z 9 times every 5m: alice@example.net fails from 192.0.2.66
2026-11-23T09:00:00Z mx1 postfix/submission/smtpd[1]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: Connection lost to authentication server, sasl_username=alice@example.net
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01

# R01: anybody may be behind a proxy.
@proxy 192.0.2.0/24
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01
    audit
        verdict  clean
        masked  1

# R01: nobody guesses from one's own network.
@trusted 192.0.2.0/24
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    none findings R01
    audit
        verdict  clean

# R01: a private address that two accounts use is a gateway's.
> 2026-11-23T08:00:00Z carol@example.net sends from 10.0.0.1
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 10.0.0.1
> 2026-11-23T09:05:00Z alice@example.net sends from 10.0.0.1
    none findings R01

# R01: one that a single account uses is a machine.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 10.0.0.1
> 2026-11-23T09:05:00Z alice@example.net sends from 10.0.0.1
    findings R01 alice@example.net
        severity  high

# R01: its limits are the caller's.
@limit R01.account 4
@limit R01.failures 4
> 2026-11-23T09:00:00Z 4 times every 30s: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    findings R01 alice@example.net
        count  4
        limit  4

# R02: twenty failures from five networks, far from each other, within a day; then a login from one of them.
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 2001:db8:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    findings R02 alice@example.net
        severity  high
        count  20
        limit  20
        access_points  5
        first  2026-11-22T12:00:00Z
        last  2026-11-23T09:00:00Z
        technique  T1110.001
    none findings R01
    verdicts alice@example.net
        verdict  likely
        reason  R02

# R02: where the account logged in from that network, and not where it was before, are the finding's addresses.
> 2026-11-22T09:00:00Z alice@example.net sends from 2001:db8:9::1
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 3fff:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 3fff:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T10:00:00Z alice@example.net sends from 192.0.2.67
> 2026-11-23T11:00:00Z alice@example.net sends from 2001:db8:9::1
    findings R02 alice@example.net
        sources  2
    finding_sources 1 192.0.2.66
        messages  1
    finding_sources 1 192.0.2.67
        messages  1
    none finding_sources 1 2001:db8:9::1

# R02, medium: a phone with an old password fails at home, at work and on the way.
> 2026-11-21T09:00:00Z alice@example.net sends from 2001:db8:9::1
> 2026-11-22T11:00:00Z 10 times every 5m: alice@example.net fails from 2001:db8:9::1
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 3fff:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 3fff:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    findings R02 alice@example.net
        severity  medium
        count  20
        access_points  2
    verdicts alice@example.net
        verdict  clean

# R02: nine that its owner mistypes meanwhile change nothing.
> 2026-11-21T09:00:00Z alice@example.net sends from 2001:db8:9::1
> 2026-11-22T11:00:00Z 9 times every 5m: alice@example.net fails from 2001:db8:9::1
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 3fff:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 3fff:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    findings R02 alice@example.net
        severity  high
        access_points  5

# R02: nor does a phone when four times as much comes from elsewhere.
> 2026-11-21T09:00:00Z alice@example.net sends from 2001:db8:9::1
> 2026-11-22T11:00:00Z 10 times every 5m: alice@example.net fails from 2001:db8:9::1
> 2026-11-22T12:00:00Z 9 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 9 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 9 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 9 times every 1h: alice@example.net fails from 3fff:1::1
> 2026-11-22T12:40:00Z 8 times every 1h: alice@example.net fails from 3fff:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    findings R02 alice@example.net
        severity  high
        count  44

# R02: nineteen failures are too few.
> 2026-11-22T12:00:00Z 3 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 2001:db8:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02

# R02: four networks are too few.
> 2026-11-22T12:00:00Z 5 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 5 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 5 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 5 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02

# R02: networks near each other are those of a phone with an old password.
> 2026-11-22T12:00:00Z 4 times every 1h, 4 times every 10m: alice@example.net fails from 2001:db8:{i}::1
> 2026-11-22T12:50:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02

# R02: mailboxes are attacked daily, and their owners log in from networks that never failed.
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h, 3 times every 10m: alice@example.net fails from 2001:db8:{i}::1
> 2026-11-23T09:00:00Z alice@example.net sends from 203.0.113.80
    none findings R02

# R02: who mistypes while others guess tries again within a quarter of an hour.
> 2026-11-22T12:10:00Z 5 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 5 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 5 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-22T12:40:00Z 5 times every 1h: alice@example.net fails from 2001:db8:2::1
> 2026-11-23T08:50:00Z alice@example.net fails from 192.0.2.66
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02

# R02: not where the account was before, nor near it.
> 2026-11-21T09:00:00Z alice@example.net sends from 192.0.2.1
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 2001:db8:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02

# R02: what fails in a network where the account logs in counts for nothing: its owner is there.
> 2026-11-21T09:00:00Z alice@example.net sends from 2001:db8:2::9
> 2026-11-22T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-22T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-22T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-22T12:30:00Z 4 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-22T12:40:00Z 4 times every 1h: alice@example.net fails from 2001:db8:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02

# R02: failures of the day before yesterday are over.
> 2026-11-21T12:00:00Z 4 times every 1h: alice@example.net fails from 192.0.2.66
> 2026-11-21T12:10:00Z 4 times every 1h: alice@example.net fails from 198.51.100.7
> 2026-11-21T12:20:00Z 4 times every 1h: alice@example.net fails from 203.0.113.7
> 2026-11-21T12:30:00Z 4 times every 1h: alice@example.net fails from 2001:db8:1::1
> 2026-11-21T12:40:00Z 4 times every 1h: alice@example.net fails from 2001:db8:2::1
> 2026-11-23T09:00:00Z alice@example.net sends from 192.0.2.66
    none findings R02
