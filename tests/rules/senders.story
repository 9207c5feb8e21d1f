# The addresses an account writes as: R12 (lib/detect/senders.c).
#
# example.org is this server's where somebody's mail to it is delivered locally.

# R12: three domains that are not this server's, within a day.
> 2026-11-23T09:00:00Z 3 times every 1h: alice@example.net sends from 198.51.100.11 as bob@d{i}.example
    findings R12 alice@example.net
        severity  high
        count  3
        limit  5
        abuse_points  3
        first  2026-11-23T09:00:00Z
        last  2026-11-23T11:00:00Z
    verdicts alice@example.net
        verdict  check
        reason  R12

# R12: two are an account of one's own, elsewhere, and a company's.
> 2026-11-23T09:00:00Z 2 times every 1h: alice@example.net sends from 198.51.100.11 as bob@d{i}.example
    none findings R12

# R12: five addresses of one foreign domain.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as anna@d.example
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 as bert@d.example
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as cara@d.example
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as dora@d.example
> 2026-11-23T09:40:00Z alice@example.net sends from 198.51.100.11 as emil@d.example
    findings R12 alice@example.net
        count  5
        limit  5

# R12: four.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as anna@d.example
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 as bert@d.example
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as cara@d.example
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as dora@d.example
    none findings R12

# R12: five of its own domain are aliases.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as anna@example.net
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 as bert@example.net
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as cara@example.net
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as dora@example.net
> 2026-11-23T09:40:00Z alice@example.net sends from 198.51.100.11 as emil@Example.net
    none findings R12

# R12: variable return paths are one sender, nor does the null sender, nor upper case.
> 2026-11-23T09:00:00Z 9 times every 1m: alice@example.net sends from 198.51.100.11 as news-{i}-bob=dest.example@d.example
> 2026-11-23T09:10:00Z 9 times every 1m: alice@example.net sends from 198.51.100.11 as <>
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as Bob@D.example
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as bob@d.example
    none findings R12

# R12: three foreign domains, the third a day after the first.
> 2026-11-22T09:00:00Z alice@example.net sends from 198.51.100.11 as bob@a.example
> 2026-11-22T10:00:00Z alice@example.net sends from 198.51.100.11 as bob@b.example
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as bob@c.example
    none findings R12

# R12: a second earlier.
> 2026-11-22T09:00:00Z alice@example.net sends from 198.51.100.11 as bob@a.example
> 2026-11-22T10:00:00Z alice@example.net sends from 198.51.100.11 as bob@b.example
> 2026-11-23T08:59:59Z alice@example.net sends from 198.51.100.11 as bob@c.example
    findings R12 alice@example.net
        count  3

# R12: five of another domain of this server. In a log that begins with the account, they may always have been its own.
> 2026-11-23T08:00:00Z nobody sends from 203.0.113.7 to carol@example.org via local
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as anna@example.org
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 as bert@example.org
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as cara@example.org
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as dora@example.org
> 2026-11-23T09:40:00Z alice@example.net sends from 198.51.100.11 as emil@example.org
    none findings R12

# R12: a known account never used them.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-23T08:00:00Z nobody sends from 203.0.113.7 to carol@example.org via local
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as anna@example.org
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 as bert@example.org
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as cara@example.org
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as dora@example.org
> 2026-11-23T09:40:00Z alice@example.net sends from 198.51.100.11 as emil@example.org
    findings R12 alice@example.net
        count  5

# R12: a known account did.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-02T12:00:00Z alice@example.net sends from 198.51.100.11 as anna@example.org
> 2026-11-02T13:00:00Z alice@example.net sends from 198.51.100.11 as bert@example.org
> 2026-11-23T08:00:00Z nobody sends from 203.0.113.7 to carol@example.org via local
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as anna@example.org
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 as bert@example.org
> 2026-11-23T09:20:00Z alice@example.net sends from 198.51.100.11 as cara@example.org
> 2026-11-23T09:30:00Z alice@example.net sends from 198.51.100.11 as dora@example.org
> 2026-11-23T09:40:00Z alice@example.net sends from 198.51.100.11 as emil@example.org
    none findings R12

# R12: a newsletter for others is told as bulk.
@bulk alice@example.net
> 2026-11-23T09:00:00Z 9 times every 1m: alice@example.net sends from 198.51.100.11 as bob@d{i}.example
    none findings R12

# R12: its limits are the caller's.
@limit R12.domains 1
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 as bob@d.example
    findings R12 alice@example.net
        count  1
