# Who attacks, and whom: R03, R04, R05 (lib/detect/attackers.c). None of them says that it worked.

# R03: ten names and fifteen failures within an hour, from one address.
> 2026-11-23T09:00:00Z 10 times every 1m: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:40:00Z 5 times every 1m: user1@example.net fails from 192.0.2.66
    findings R03
        severity  info
        count  15
        limit  15
        first  2026-11-23T09:00:00Z
        last  2026-11-23T09:44:00Z
        access_points  0
        technique  T1110.003
    finding_sources 1 192.0.2.66
        failures  15
    audit
        verdict  attacked

# R03: nine names are too few.
> 2026-11-23T09:00:00Z 9 times every 1m: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:40:00Z 6 times every 1m: user1@example.net fails from 192.0.2.66
    none findings R03
    audit
        verdict  clean

# R03: fourteen failures are too few.
> 2026-11-23T09:00:00Z 10 times every 1m: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:40:00Z 4 times every 1m: user1@example.net fails from 192.0.2.66
    none findings R03

# R03: an hour is six buckets; 10:00 is no longer in that of 09:00.
> 2026-11-23T09:00:00Z 10 times every 30s: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T10:00:00Z 5 times every 1m: user1@example.net fails from 192.0.2.66
    none findings R03

# R03 in a log without names: fifteen failures.
> 2026-11-23T09:00:00Z 15 times every 1m: nobody fails from 192.0.2.66
    findings R03
        severity  info
        count  15
    audit
        verdict  attacked

# R03: not from one's own network.
@trusted 192.0.2.0/24
> 2026-11-23T09:00:00Z 15 times every 1m: user{i}@example.net fails from 192.0.2.66
    none findings R03
    audit
        verdict  clean

# R03: its limits are the caller's.
@limit R03.names 2
@limit R03.failures 3
> 2026-11-23T09:00:00Z 2 times every 1m: user{i}@example.net fails from 192.0.2.66
> 2026-11-23T09:40:00Z user1@example.net fails from 192.0.2.66
    findings R03
        count  3
        limit  3

# R04: ten failures for one name, from five networks within half an hour.
> 2026-11-23T09:00:00Z 2 times every 10m, 5 times every 1m: info@example.net fails from 2001:db8:{i}::1
    findings R04
        severity  info
        count  10
        limit  10
        sasl_username  absent
        technique  T1110.001
    audit
        verdict  attacked

# R04: nine failures are too few.
> 2026-11-23T09:00:00Z 5 times every 1m: info@example.net fails from 2001:db8:{i}::1
> 2026-11-23T09:10:00Z 4 times every 1m: info@example.net fails from 2001:db8:{i}::1
    none findings R04

# R04: four networks are too few.
> 2026-11-23T09:00:00Z 3 times every 5m, 4 times every 1m: info@example.net fails from 2001:db8:{i}::1
    none findings R04
    audit
        verdict  clean

# R04: half an hour does not hold both its ends.
> 2026-11-23T09:00:00Z info@example.net fails from 2001:db8:1::1
> 2026-11-23T09:22:00Z 9 times every 1m: info@example.net fails from 2001:db8:{i}::1
    none findings R04

# R04, slowly: thirty within a day.
> 2026-11-22T10:00:00Z 6 times every 4h, 5 times every 1m: info@example.net fails from 2001:db8:{i}::1
    findings R04
        severity  info
        count  30
        limit  30

# R04, slowly: twenty-nine are too few.
> 2026-11-22T10:00:00Z 5 times every 4h, 5 times every 1m: info@example.net fails from 2001:db8:{i}::1
> 2026-11-23T06:00:00Z 4 times every 1m: info@example.net fails from 2001:db8:{i}::1
    none findings R04

# R04: of an account that is used, the finding is about it.
> 2026-11-23T08:00:00Z info@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 2 times every 10m, 5 times every 1m: info@example.net fails from 2001:db8:{i}::1
    findings R04 info@example.net
        count  10
    verdicts info@example.net
        verdict  clean
    audit
        verdict  attacked

# R05: thirty names in ten minutes, and eleven such times in the log: more than the mean and three deviations.
#
# Of N times with one that has all failures x, the mean is x/N and the variance x*x/N*(1 - 1/N); it is above by three
# deviations when 1 - 1/N > 9/N, which is so from eleven on.
> 2026-11-23T09:00:00Z nobody connects from 192.0.2.1
> 2026-11-23T10:40:00Z 30 times every 10s: user{i}@example.net fails from 2001:db8:{i}::1
    findings R05
        severity  low
        count  30
        limit  30
        first  2026-11-23T10:40:00Z
    audit
        verdict  attacked

# R05: in a log of ten times ten minutes nothing is that unusual.
> 2026-11-23T09:10:00Z nobody connects from 192.0.2.1
> 2026-11-23T10:40:00Z 30 times every 10s: user{i}@example.net fails from 2001:db8:{i}::1
    none findings R05
    audit
        verdict  clean

# R05: twenty-nine names are too few.
> 2026-11-23T09:00:00Z nobody connects from 192.0.2.1
> 2026-11-23T10:40:00Z 29 times every 10s: user{i}@example.net fails from 2001:db8:{i}::1
> 2026-11-23T10:49:00Z user1@example.net fails from 2001:db8:1::1
    none findings R05

# R05: when those who fail are mostly at home, it is an outage of the password check, and no attack.
> 2026-11-23T09:00:00Z 16 times every 10s: user{i}@example.net sends from 2001:db8:{i}::1
> 2026-11-23T10:40:00Z 30 times every 10s: user{i}@example.net fails from 2001:db8:{i}::1
    findings R05
        severity  info
        count  30
    audit
        verdict  clean

# R05: half of them at home is no outage.
> 2026-11-23T09:00:00Z 15 times every 10s: user{i}@example.net sends from 2001:db8:{i}::1
> 2026-11-23T10:40:00Z 30 times every 10s: user{i}@example.net fails from 2001:db8:{i}::1
    findings R05
        severity  low
    audit
        verdict  attacked
