# Who should not log in at all, R13, and when nobody does, R14 (lib/detect/habits.c).

# R13: root logs in from outside. No person has this account: that alone is worth a look.
> 2026-11-23T09:00:00Z root@example.net sends from 192.0.2.66
    findings R13 root@example.net
        severity  medium
        count  1
        access_points  3
        technique  T1078.001
    finding_sources 1 192.0.2.66
        messages  1
    verdicts root@example.net
        verdict  check
        reason  R13

# R13: without a domain, in any case.
> 2026-11-23T09:00:00Z WWW-Data sends from 192.0.2.66
    findings R13 www-data
        severity  medium

# R13: test has a name that everybody tries, but somebody may have it: a hint.
> 2026-11-23T09:00:00Z test@example.net sends from 192.0.2.66
    findings R13 test@example.net
        severity  medium
        access_points  3
    verdicts test@example.net
        verdict  clean
        access_points  0

# R13: info is a mailbox, and roots are people.
> 2026-11-23T09:00:00Z info@example.net sends from 192.0.2.66
> 2026-11-23T09:10:00Z roots@example.net sends from 192.0.2.66
> 2026-11-23T09:20:00Z office@root.example sends from 192.0.2.66
    none findings R13

# R13: a machine of one's own, at a private address or a trusted one.
@trusted 192.0.2.0/24
> 2026-11-23T09:00:00Z root@example.net sends from 10.0.0.5
> 2026-11-23T09:10:00Z backup@example.net sends from 192.0.2.66
    none findings R13

# R13: monitoring logs in as test.
@monitor test@example.net
> 2026-11-23T09:00:00Z test@example.net sends from 192.0.2.66
    none findings R13

# R13: a printer that always does it has become known by the sixth day.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: backup@example.net sends from 198.51.100.11
    none findings R13

# R13, high: not from a network that is new to it.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: backup@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z backup@example.net sends from 192.0.2.66
    findings R13 backup@example.net
        severity  high
        access_points  3
        first  2026-11-10T09:00:00Z

# R14: two hundred messages, and none of them in this hour of the week.
> 2026-11-01T09:00:00Z 10 times every 1d, 20 times every 2m: alice@example.net sends from 198.51.100.11
> 2026-11-11T03:00:00Z alice@example.net sends from 198.51.100.11
    findings R14 alice@example.net
        severity  info
        count  1
        limit  200
        access_points  1
        first  2026-11-11T03:00:00Z
    verdicts alice@example.net
        verdict  clean
        access_points  0

# R14: of 199 nobody can tell.
> 2026-11-01T09:00:00Z 9 times every 1d, 20 times every 2m: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z 19 times every 2m: alice@example.net sends from 198.51.100.11
> 2026-11-11T03:00:00Z alice@example.net sends from 198.51.100.11
    none findings R14

# R14: an hour of the week that it was used in, once.
> 2026-11-01T09:00:00Z 10 times every 1d, 20 times every 2m: alice@example.net sends from 198.51.100.11
> 2026-11-04T03:59:00Z alice@example.net sends from 198.51.100.11
> 2026-11-11T03:00:00Z alice@example.net sends from 198.51.100.11
    none findings R14

# R14: its limit is the caller's.
@limit R14.messages 5
> 2026-11-01T09:00:00Z 5 times every 1d: alice@example.net sends from 198.51.100.11
> 2026-11-08T03:00:00Z alice@example.net sends from 198.51.100.11
    findings R14 alice@example.net
        limit  5
