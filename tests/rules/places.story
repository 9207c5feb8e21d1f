# Where an account is used from: R06, R08, R21, R23, R24 (lib/detect/places.c).
#
# An account is known after five days on which it did something, and ten messages. Of one that sends twice a day that
# is the sixth day. 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 and 2001:db8::/32 are far from each other.

# R06, known: three new networks, far from each other, within an hour.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:30:00Z alice@example.net sends from 203.0.113.66
> 2026-11-10T09:59:59Z alice@example.net sends from 2001:db8:1::1
    findings R06 alice@example.net
        severity  high
        count  3
        limit  3
        access_points  5
        first  2026-11-10T09:00:00Z
        last  2026-11-10T09:59:59Z
        sources  3
        technique  T1078
    verdicts alice@example.net
        verdict  likely
        reason  R06
        known  1

# R06, known: an hour does not hold both its ends.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:30:00Z alice@example.net sends from 203.0.113.66
> 2026-11-10T10:00:00Z alice@example.net sends from 2001:db8:1::1
    none findings R06

# R06, known: two are a person and a telephone.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:10:00Z alice@example.net sends from 203.0.113.66
    none findings R06

# R06, known: networks near one that the account used are those of its telephone, and never count.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 2001:db8:1::1
> 2026-11-10T09:00:00Z 9 times every 5m: alice@example.net sends from 2001:db8:{i}::1
    none findings R06
    none findings R08

# R06, known: five new networks in a day.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T01:00:00Z 5 times every 2h: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        severity  high
        count  5
        limit  5
        access_points  5

# R06, known: four are too few.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T01:00:00Z 4 times every 2h: alice@example.net sends from 2001:db8:{i}::1
    none findings R06

# R06, known: networks that it used before the day on which it became known do not count.
> 2026-11-01T09:00:00Z 5 times every 1h: alice@example.net sends from 2001:db8:{i}::1
> 2026-11-02T09:00:00Z 5 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T01:00:00Z 5 times every 1h: alice@example.net sends from 2001:db8:{i}::1
    none findings R06

# R06, without a baseline: ten networks within an hour.
> 2026-11-10T09:00:00Z 10 times every 6m: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        severity  high
        count  10
        limit  10
        access_points  5
        sources  10
    verdicts alice@example.net
        verdict  likely
        reason  R06
        known  0

# R06, without a baseline: nine are too few.
> 2026-11-10T09:00:00Z 9 times every 6m: alice@example.net sends from 2001:db8:{i}::1
    none findings R06
    verdicts alice@example.net
        verdict  clean

# R06, without a baseline: ten within a day are worth a look.
> 2026-11-10T01:00:00Z 10 times every 1h: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        severity  medium
        count  10
        limit  10
        access_points  3
    verdicts alice@example.net
        verdict  check
        reason  R06
        access_points  3

# R06, without a baseline: nineteen are as well.
> 2026-11-10T01:00:00Z 19 times every 1h: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        severity  medium
        count  19
        limit  10

# R06, without a baseline: twenty within a day are many.
> 2026-11-10T01:00:00Z 20 times every 1h: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        severity  high
        count  20
        limit  20
    verdicts alice@example.net
        verdict  likely

# R06: whoever comes through a proxy, comes from there.
@proxy 2001:db8::/32
> 2026-11-10T09:00:00Z 10 times every 6m: alice@example.net sends from 2001:db8:{i}::1
    none findings R06
    audit
        masked  10

# R06: one's own networks are no places.
@trusted 2001:db8::/32
> 2026-11-10T09:00:00Z 10 times every 6m: alice@example.net sends from 2001:db8:{i}::1
    none findings R06

# R06: its limits are the caller's.
@limit R06.first-hour 2
> 2026-11-10T09:00:00Z 2 times every 6m: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        severity  high
        count  2
        limit  2

# R06: more addresses than a finding lists.
> 2026-11-10T09:00:00Z 40 times every 1m: alice@example.net sends from 2001:db8:{i}::1
    findings R06 alice@example.net
        count  40
        sources  40
    finding_sources 1 2001:db8:1::1
        messages  1
    finding_sources 1 2001:db8:32::1
    none finding_sources 1 2001:db8:33::1

# R08: a known account at a network far from all that it used; travel looks the same.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 size 9000
    findings R08 alice@example.net
        severity  info
        count  1
        access_points  1
        first  2026-11-10T09:00:00Z
    finding_sources 1 192.0.2.66
        messages  1
    verdicts alice@example.net
        verdict  clean
        access_points  0
        known  1

# R08: four days are no baseline.
> 2026-11-01T09:00:00Z 4 times every 1d, 3 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 size 9000
    none findings R08
    verdicts alice@example.net
        known  0

# R08: nor are nine messages, on however many days.
> 2026-11-01T09:00:00Z 9 times every 1d: alice@example.net sends from 198.51.100.11
> 2026-11-12T09:00:00Z alice@example.net sends from 192.0.2.66 size 9000
    none findings R08

# R08: ten are.
> 2026-11-01T09:00:00Z 10 times every 1d: alice@example.net sends from 198.51.100.11
> 2026-11-12T09:00:00Z alice@example.net sends from 192.0.2.66 size 9000
    findings R08 alice@example.net
        severity  info

# R08, medium: what was done within a day was done from there.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z 100 times every 30s: alice@example.net sends from 192.0.2.66 size 9000
    findings R08 alice@example.net
        severity  medium
        access_points  1
    findings R09 alice@example.net
        severity  medium
    verdicts alice@example.net
        verdict  check
        reason  R09
        access_points  1
        abuse_points  2

# R08 stays a hint when it was done from where the account always is.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 size 9000
> 2026-11-10T12:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    findings R08 alice@example.net
        severity  info
    verdicts alice@example.net
        verdict  clean
        access_points  0
        abuse_points  2

# R21: the first message from a new network is small and to one, and nothing follows for ten minutes.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 size 2047
> 2026-11-10T09:10:00Z nobody connects from 203.0.113.7
    findings R21 alice@example.net
        severity  medium
        count  2047
        limit  2048
        access_points  3
    verdicts alice@example.net
        verdict  clean

# R21: 2,048 bytes are a letter.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 size 2048
> 2026-11-10T09:10:00Z nobody connects from 203.0.113.7
    none findings R21
    findings R08 alice@example.net

# R21: so is what two people get.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66 recipients 2 to user{k}@example.org
> 2026-11-10T09:10:00Z nobody connects from 203.0.113.7
    none findings R21

# R21: somebody who writes again within ten minutes is at work.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:09:59Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:20:00Z nobody connects from 203.0.113.7
    none findings R21

# R21: ten minutes are silence.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:10:00Z alice@example.net sends from 192.0.2.66
    findings R21 alice@example.net

# R21: what came from one new network does not hide what comes from the next.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z 2 times every 1m: alice@example.net sends from 203.0.113.7
> 2026-11-11T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-11T09:10:00Z nobody connects from 203.0.113.7
    findings R21 alice@example.net
        first  2026-11-11T09:00:00Z

# R21: a log that ends before them does not tell.
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:09:59Z nobody connects from 203.0.113.7
    none findings R21

# R21: an account of monitoring sends such messages all day, from whichever machine.
@monitor Alice@example.net
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:10:00Z nobody connects from 203.0.113.7
    none findings R21
    findings R08 alice@example.net

# R21: a network of monitoring, whichever the account.
@monitor 192.0.2.0/24
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:10:00Z nobody connects from 203.0.113.7
    none findings R21

# R21: its limit is the caller's.
@limit R21.size 501
> 2026-11-01T09:00:00Z 6 times every 1d, 2 times every 1h: alice@example.net sends from 198.51.100.11
> 2026-11-10T09:00:00Z alice@example.net sends from 192.0.2.66
> 2026-11-10T09:10:00Z nobody connects from 203.0.113.7
    none findings R21

# R23: more than sixty days without a login. August 1 and October 1 are sixty-one days apart.
> 2026-08-01T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-10-01T09:00:00Z alice@example.net sends from 198.51.100.11
    findings R23 alice@example.net
        severity  medium
        count  61
        limit  60
        access_points  2
        first  2026-10-01T09:00:00Z
    verdicts alice@example.net
        verdict  clean

# R23: sixty days are a holiday.
> 2026-08-01T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-09-30T09:00:00Z alice@example.net sends from 198.51.100.11
    none findings R23

# R23: its limit is the caller's.
@limit R23.days 2
> 2026-08-01T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-08-04T09:00:00Z alice@example.net sends from 198.51.100.11
    findings R23 alice@example.net
        count  3
        limit  2

# R24: three known accounts of two domains come from one address that none of them was near before, within a day.
> 2026-11-01T09:00:00Z 11 times every 1d, 2 times every 10m: user{i}@example.net sends from 2001:db8:{i}::1
> 2026-11-01T10:00:00Z 11 times every 1d: carol@example.org sends from 2001:db8:3::1
> 2026-11-20T09:00:00Z user1@example.net sends from 192.0.2.66
> 2026-11-20T12:00:00Z user2@example.net sends from 192.0.2.66
> 2026-11-21T08:59:59Z carol@example.org sends from 192.0.2.66
    findings R24 user1@example.net
        severity  high
        count  3
        limit  3
        access_points  4
        first  2026-11-20T09:00:00Z
        technique  T1078 T1110.004
    findings R24 user2@example.net
        count  3
    findings R24 carol@example.org
        first  2026-11-21T08:59:59Z
    verdicts carol@example.org
        verdict  likely
        reason  R24
        entry  2026-11-21T08:59:59Z

# R24: a second later it is not within a day.
> 2026-11-01T09:00:00Z 11 times every 1d, 2 times every 10m: user{i}@example.net sends from 2001:db8:{i}::1
> 2026-11-01T10:00:00Z 11 times every 1d: carol@example.org sends from 2001:db8:3::1
> 2026-11-20T09:00:00Z user1@example.net sends from 192.0.2.66
> 2026-11-20T12:00:00Z user2@example.net sends from 192.0.2.66
> 2026-11-21T09:00:00Z carol@example.org sends from 192.0.2.66
    none findings R24

# R24: near it is the same /16, of IPv6 the same /32: where an account's carrier may have put it.
> 2026-11-01T09:00:00Z 11 times every 1d, 2 times every 10m: user{i}@example.net sends from 3fff:{i}::1
> 2026-11-01T10:00:00Z 11 times every 1d: carol@example.org sends from 2001:db8:3::1
> 2026-11-20T09:00:00Z 2 times every 10m: user{i}@example.net sends from 2001:db8:66::1
> 2026-11-20T12:00:00Z carol@example.org sends from 2001:db8:66::1
    none findings R24

# R24: another /32 is far away.
> 2026-11-01T09:00:00Z 11 times every 1d, 2 times every 10m: user{i}@example.net sends from 3fff:{i}::1
> 2026-11-01T10:00:00Z 11 times every 1d: carol@example.org sends from 3fff:3::1
> 2026-11-20T09:00:00Z 2 times every 10m: user{i}@example.net sends from 2001:db8:66::1
> 2026-11-20T12:00:00Z carol@example.org sends from 2001:db8:66::1
    findings R24 carol@example.org
        count  3

# R24: on the first day of a log nobody is known; who is elsewhere on five days behind it and never came back was a stranger.
> 2026-11-01T09:00:00Z 3 times every 10m: user{i}@d{i}.example sends from 2001:db8:66::1
> 2026-11-04T09:00:00Z 5 times every 1d, 3 times every 10m: user{i}@d{i}.example sends from 3fff:{i}::1
    findings R24 user1@d1.example
        count  3

# R24: who comes back to a network near it on another day has that carrier.
> 2026-11-01T09:00:00Z 3 times every 10m: user{i}@d{i}.example sends from 2001:db8:66::1
> 2026-11-02T09:00:00Z user1@d1.example sends from 2001:db8:77::1
> 2026-11-04T09:00:00Z 5 times every 1d, 3 times every 10m: user{i}@d{i}.example sends from 3fff:{i}::1
    none findings R24

# R24: two accounts are a couple.
> 2026-11-01T09:00:00Z 11 times every 1d: user1@example.net sends from 2001:db8:1::1
> 2026-11-01T10:00:00Z 11 times every 1d: carol@example.org sends from 2001:db8:3::1
> 2026-11-20T09:00:00Z user1@example.net sends from 192.0.2.66
> 2026-11-20T12:00:00Z carol@example.org sends from 192.0.2.66
    none findings R24

# R24: three of one domain are colleagues on their way.
> 2026-11-01T09:00:00Z 11 times every 1d, 3 times every 10m: user{i}@example.net sends from 2001:db8:{i}::1
> 2026-11-20T09:00:00Z 3 times every 10m: user{i}@example.net sends from 192.0.2.66
    none findings R24

# R24: an office; the network is known to two of them.
> 2026-11-01T09:00:00Z 11 times every 1d, 5 times every 10m: user{i}@d{i}.example sends from 2001:db8:{i}::1
> 2026-11-14T09:00:00Z 2 times every 10m: user{i}@d{i}.example sends from 192.0.2.1
> 2026-11-20T09:00:00Z 5 times every 10m: user{i}@d{i}.example sends from 192.0.2.66
    none findings R24

# R24: it is known to one of them only.
> 2026-11-01T09:00:00Z 11 times every 1d, 5 times every 10m: user{i}@d{i}.example sends from 2001:db8:{i}::1
> 2026-11-14T09:00:00Z user1@d1.example sends from 192.0.2.1
> 2026-11-20T09:00:00Z 5 times every 10m: user{i}@d{i}.example sends from 192.0.2.66
    findings R24 user2@d2.example
        count  4
    none findings R24 user1@d1.example

# R24: an office in which most begin.
> 2026-11-01T09:00:00Z 11 times every 1d, 3 times every 10m: user{i}@d{i}.example sends from 2001:db8:{i}::1
> 2026-11-20T08:00:00Z 4 times every 10m: new{i}@d{i}.example sends from 192.0.2.66
> 2026-11-20T09:00:00Z 3 times every 10m: user{i}@d{i}.example sends from 192.0.2.66
    none findings R24

# R24: webmail is told as a proxy.
@proxy 192.0.2.66
> 2026-11-01T09:00:00Z 11 times every 1d, 3 times every 10m: user{i}@d{i}.example sends from 2001:db8:{i}::1
> 2026-11-20T09:00:00Z 3 times every 10m: user{i}@d{i}.example sends from 192.0.2.66
    none findings R24

# R24: its limits are the caller's.
@limit R24.domains 1
@limit R24.accounts 2
> 2026-11-01T09:00:00Z 11 times every 1d, 2 times every 10m: user{i}@example.net sends from 2001:db8:{i}::1
> 2026-11-20T09:00:00Z 2 times every 10m: user{i}@example.net sends from 192.0.2.66
    findings R24 user1@example.net
        count  2
        limit  2
