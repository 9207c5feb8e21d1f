# What findings come to: the verdicts on accounts, local users and clients, and on the server (lib/detect/verdict.c).
#
# Points for access: R01 5, R02 5, R06 3 or 5, R24 4; R08 1, R13 3, R14 1, R21 3, R23 2, of which these five give 2 at
# most together, and only next to what was done from there within a day. For abuse: R09, R10, R11 2 or 4, R12 3, R17 2,
# R26 2, R27 3.

# Compromised: they got in, and abuse of 4 points follows.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z 300 times every 10s: alice@example.net sends from 192.0.2.66
    verdicts alice@example.net
        verdict  compromised
        reason  R01 R09
        access_points  5
        abuse_points  4
        entry  2026-11-23T09:05:00Z
        first  2026-11-23T09:05:00Z
        last  2026-11-23T09:54:50Z
        active  1
        messages  300
        recipients  300
        known  0
        waiting  0
    audit
        verdict  compromised
        reason  absent

# Compromised by two things that give 2 points each: many messages, and domains that are new.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z 100 times every 10s: alice@example.net sends from 192.0.2.66 to bob@d{i}.example
    findings R10 alice@example.net
        severity  high
    verdicts alice@example.net
        verdict  compromised
        access_points  5
        abuse_points  6

# Likely: they got in; abuse of 3 points is not enough for more.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z 3 times every 1m: alice@example.net sends from 192.0.2.66 as bob@d{i}.example
    verdicts alice@example.net
        verdict  likely
        reason  R01 R12
        access_points  5
        abuse_points  3

# Likely: what was done before they got in is not their doing.
> 2026-11-22T09:00:00Z 300 times every 10s: alice@example.net sends from 198.51.100.11
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
    verdicts alice@example.net
        verdict  likely
        reason  R01 R09
        abuse_points  4

# Compromised from many networks.
> 2026-11-23T09:00:00Z 10 times every 6m, 30 times every 10s: alice@example.net sends from 2001:db8:{j}::1
    verdicts alice@example.net
        verdict  compromised
        reason  R06 R09
        access_points  5
        abuse_points  4

# Low findings weigh nothing: the account mistyped, and had been there before.
> 2026-11-23T08:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z 300 times every 10s: alice@example.net sends from 192.0.2.66
    verdicts alice@example.net
        verdict  check
        reason  R09
        access_points  0
        abuse_points  4
        entry  absent

# Likely: a known account, a new network, and two kinds of abuse from there.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 to bob@d{k}.example recipients 250 size 9000
    findings R10 alice@example.net
        severity  high
    verdicts alice@example.net
        verdict  likely
        reason  R10 R08
        access_points  1
        abuse_points  6
        known  1

# Likely: it is known from midnight on, when five days are behind it; what is done in the first hour of that day counts.
> 2026-11-01T09:00:00Z 5 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-06T00:05:00Z alice@example.net sends from 192.0.2.66 to bob@d{k}.example recipients 250 size 9000
    findings R10 alice@example.net
        first  2026-11-06T00:00:00Z
    verdicts alice@example.net
        verdict  likely
        reason  R10 R08
        known  1

# Check: the same of an account that nobody knows.
> 2026-11-01T09:00:00Z 4 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 to bob@d{k}.example recipients 250 size 9000
    verdicts alice@example.net
        verdict  check
        reason  R10
        access_points  0
        abuse_points  6
        known  0

# Check: the same from where it always is.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 90 size 9000
> 2026-11-10T09:10:00Z 99 times every 20s: alice@example.net sends from 198.51.100.11
    verdicts alice@example.net
        verdict  check
        access_points  0
        abuse_points  4

# Check: a person who is away and writes to many. One kind of abuse, and a network that is new.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 to user{k}@example.org recipients 500 size 9000
    verdicts alice@example.net
        verdict  check
        reason  R09
        access_points  1
        abuse_points  4

# Likely: hints together give 2 points at most. A probe, and then much mail.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T12:00:00Z alice@example.net sends from 192.0.2.66 to user{k}@example.org recipients 500 size 9000
    findings R21 alice@example.net
        access_points  3
    findings R08 alice@example.net
        access_points  1
    verdicts alice@example.net
        verdict  likely
        reason  R09 R21
        access_points  2
        abuse_points  4

# Hints of more than a day before have nothing to do with it.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-08T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T12:00:00Z alice@example.net sends from 192.0.2.66 to user{k}@example.org recipients 500 size 9000
    findings R21 alice@example.net
    verdicts alice@example.net
        verdict  check
        access_points  0

# Likely: eight points of abuse, five times the account's own, and sent as others.
> 2026-11-01T00:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 500
> 2026-11-10T09:10:00Z 3 times every 1m: alice@example.net sends from 198.51.100.11 as bob@f{i}.example
    verdicts alice@example.net
        verdict  likely
        reason  R09
        access_points  0
        abuse_points  11

# Check: a newsletter, the first of a month, gives eight points as well, from where the account always is.
> 2026-11-01T00:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 500
    verdicts alice@example.net
        verdict  check
        reason  R09
        abuse_points  8

# Check: much of it fails, too; it is an old list, and still from where the account always is.
> 2026-11-01T00:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 400
> 2026-11-10T09:10:00Z alice@example.net sends from 198.51.100.11 to bob@e{k}.example recipients 50 outcome bounced
    findings R11 alice@example.net
        severity  high
    verdicts alice@example.net
        verdict  check

# Likely, when a proxy hides where it comes from.
@proxy 198.51.100.11
> 2026-11-01T00:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 400
> 2026-11-10T09:10:00Z alice@example.net sends from 198.51.100.11 to bob@e{k}.example recipients 50 outcome bounced
    verdicts alice@example.net
        verdict  likely

# Likely without any baseline: very much mail, sent as others.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 500
> 2026-11-23T09:10:00Z 3 times every 1m: alice@example.net sends from 198.51.100.11 as bob@f{i}.example
    verdicts alice@example.net
        verdict  likely
        reason  R09 R12
        abuse_points  7

# Check: much mail, sent as others; 499 recipients are not very much.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 496
> 2026-11-23T09:10:00Z 3 times every 1m: alice@example.net sends from 198.51.100.11 as bob@f{i}.example
    verdicts alice@example.net
        verdict  check
        abuse_points  5

# Likely without any baseline: very much mail, from four addresses within ten minutes.
> 2026-11-23T09:00:00Z 4 times every 199s: alice@example.net sends from 192.0.2.{i} to user{k}@example.org recipients 125
    verdicts alice@example.net
        verdict  likely
        reason  R09
        access_points  0
        abuse_points  4

# Check: from three.
> 2026-11-23T09:00:00Z 3 times every 199s: alice@example.net sends from 192.0.2.{i} to user{k}@example.org recipients 167
    verdicts alice@example.net
        verdict  check
        reason  R09

# Check: from four within ten minutes and a second.
> 2026-11-23T09:00:00Z 4 times every 200s: alice@example.net sends from 192.0.2.{i} to user{k}@example.org recipients 125
    verdicts alice@example.net
        verdict  check

# Likely without any baseline: very much mail, of which much fails, in twenty domains, and is called spam.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 450
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 20 outcome spam
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 to user{k}@d1.example recipients 30 outcome bounced
    findings R11 alice@example.net
        severity  high
        count  50
    findings R17 alice@example.net
        severity  high
        count  20
    verdicts alice@example.net
        verdict  likely
        reason  R09 R11

# Check: nineteen domains.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 450
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 19 outcome spam
> 2026-11-23T09:15:00Z alice@example.net sends from 198.51.100.11 to carol@d1.example outcome spam
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 to user{k}@d1.example recipients 30 outcome bounced
    findings R17 alice@example.net
        severity  high
    verdicts alice@example.net
        verdict  check

# Check: nineteen replies that call it spam.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 450
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 19 outcome spam
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 to user{k}@d20.example recipients 31 outcome bounced
    findings R17 alice@example.net
        severity  medium
    verdicts alice@example.net
        verdict  check

# Check: a newsletter to an old list; nobody calls it spam.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 450
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 50 outcome bounced
    findings R11 alice@example.net
        severity  high
    verdicts alice@example.net
        verdict  check

# No longer active: the log goes on for more than an hour.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T10:05:01Z nobody connects from 203.0.113.7
    verdicts alice@example.net
        verdict  likely
        active  0
        last  2026-11-23T09:05:00Z

# Still active in the log's last hour.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T10:05:00Z nobody connects from 203.0.113.7
    verdicts alice@example.net
        active  1

# What still waits in the queue can be held.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z 3 times every 1m: alice@example.net sends from 192.0.2.66 outcome greylisted
> 2026-11-23T09:10:00Z alice@example.net sends from 192.0.2.66
    verdicts alice@example.net
        verdict  likely
        waiting  3

# The server's verdict is its worst subject's; the worst stands first, findings by their weight.
> 2026-11-23T07:00:00Z dora@example.net sends from 198.51.100.12
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
> 2026-11-23T09:10:00Z 50 times every 1m: uid 1000 sends
    verdicts alice@example.net
        verdict  likely
    verdicts 1000
        verdict  check
    verdicts dora@example.net
        verdict  clean
        findings  0
        reason  absent
        first  absent
        entry  absent
    finding_sources 1 192.0.2.66
    audit
        verdict  likely
        findings  2

# Nothing was found.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
    verdicts alice@example.net
        verdict  clean
        known  0
        active  0
    none findings
    audit
        verdict  clean
        reason  absent
        findings  0
        first  2026-11-23T09:00:00Z
        last  2026-11-23T09:00:00Z
