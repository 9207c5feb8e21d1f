# What is done in an hour, against limits and against what is usual: R09, R10, R11, R16, R17, R26, R27
# (lib/detect/amounts.c). A day is usual when the log has it from its start, and no finding is about it.

# R09: a hundred messages in an hour.
> 2026-11-23T09:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        severity  medium
        count  100
        limit  100
        usual  absent
        abuse_points  2
        access_points  0
        first  2026-11-23T09:00:00Z
        last  2026-11-23T09:59:59.999999Z
        sources  1
    verdicts alice@example.net
        verdict  clean
        abuse_points  2
    none findings R10

# R09: ninety-nine are few.
> 2026-11-23T09:00:00Z 99 times every 30s: alice@example.net sends from 198.51.100.11
    none findings R09

# R09: an hour is one of the clock.
> 2026-11-23T09:30:00Z 120 times every 30s: alice@example.net sends from 198.51.100.11
    none findings R09

# R09: 299 are no more than many.
> 2026-11-23T09:00:00Z 299 times every 10s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        severity  medium
        count  299

# R09, high: three hundred. That alone is worth a look.
> 2026-11-23T09:00:00Z 300 times every 10s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        severity  high
        count  300
        abuse_points  4
    verdicts alice@example.net
        verdict  check
        reason  R09
        abuse_points  4
        messages  300
        recipients  300

# R09: 250 recipients in an hour.
> 2026-11-23T09:00:00Z 5 times every 10m: alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 50
    findings R09 alice@example.net
        severity  medium
        count  250
        limit  250
        abuse_points  2

# R09: 249 are few.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 249
    none findings R09

# R09: 499 are no more than many.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 499
    findings R09 alice@example.net
        severity  medium

# R09, high: five hundred.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 500
    findings R09 alice@example.net
        severity  high
        count  500
        limit  250
        abuse_points  4

# R09, with a baseline of thirty an hour: five times that is 150.
> 2026-11-16T00:00:00Z 6 times every 1d, 30 times every 1m: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 149 times every 20s: alice@example.net sends from 198.51.100.11
    none findings R09

# R09, with a baseline of thirty an hour: 150 are five times as many.
> 2026-11-16T00:00:00Z 6 times every 1d, 30 times every 1m: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 150 times every 20s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        severity  medium
        count  150
        limit  150
        usual  30

# R09: a day that the log has from its start is usual, 90 an hour: the limit is 450.
> 2026-11-22T00:00:00Z 90 times every 20s: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    none findings R09

# R09: of a day that it has from eight on, nobody knows the rest.
> 2026-11-22T08:00:00Z 90 times every 20s: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        limit  100
        usual  absent

# R09: the attack of one night is not what is usual in the next.
> 2026-11-21T00:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-22T01:00:00Z 110 times every 30s: alice@example.net sends from 198.51.100.11
> 2026-11-23T01:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        count  110
        limit  100
        first  2026-11-22T01:00:00Z
        last  2026-11-23T01:59:59.999999Z

# R09: nor is a day on which somebody got in, however little was sent.
> 2026-11-21T00:00:00Z nobody connects from 203.0.113.7
> 2026-11-22T00:05:00Z 10 times every 1m: alice@example.net fails from 192.0.2.66
> 2026-11-22T01:00:00Z 90 times every 20s: alice@example.net sends from 192.0.2.66
> 2026-11-23T09:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    findings R01 alice@example.net
    findings R09 alice@example.net
        limit  100
        first  2026-11-23T09:00:00Z

# R09: ninety days later a day is forgotten. From August 25 to November 23 it is ninety days.
> 2026-08-25T00:00:00Z 90 times every 20s: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    none findings R09

# R09: on the 91st.
> 2026-08-24T00:00:00Z 90 times every 20s: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 100 times every 30s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        limit  100

# R09, R10: a newsletter is told as bulk.
@bulk News@example.net
> 2026-11-23T09:00:00Z news@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 500
    none findings R09
    none findings R10
    audit
        verdict  clean
        findings  0

# R09: its limits are the caller's.
@limit R09.messages 3
@limit R09.messages-high 4
> 2026-11-23T09:00:00Z 4 times every 30s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        severity  high
        count  4
        limit  3

# R09: how many times its own is the caller's: twice thirty is less than a hundred, four times is not.
@limit R09.times 4
> 2026-11-16T00:00:00Z 6 times every 1d, 30 times every 1m: alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z 120 times every 20s: alice@example.net sends from 198.51.100.11
    findings R09 alice@example.net
        limit  120
        count  120

# R10: fifty domains for the first time in one hour.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 50
    findings R10 alice@example.net
        severity  medium
        count  50
        limit  50
        abuse_points  2
    none findings R09

# R10: forty-nine are few.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 49
    none findings R10

# R10: domains that were written to before are not new.
> 2026-11-23T08:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 10
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 59
    none findings R10

# R10, high: a hundred.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 100
    findings R10 alice@example.net
        severity  high
        count  100
        abuse_points  4

# R10: 99 are no more than many.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 99
    findings R10 alice@example.net
        severity  medium

# R10, with twelve new ones in an hour of yesterday: five times that is sixty.
> 2026-11-22T00:00:00Z alice@example.net sends from 198.51.100.11 to bob@a{k}.example recipients 12
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@b{k}.example recipients 59
    none findings R10

# R10, with twelve new ones in an hour of yesterday: sixty.
> 2026-11-22T00:00:00Z alice@example.net sends from 198.51.100.11 to bob@a{k}.example recipients 12
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@b{k}.example recipients 60
    findings R10 alice@example.net
        limit  60

# R11: ten recipients in five domains fail for good, of a hundred.
> 2026-11-23T09:00:00Z 5 times every 1m: alice@example.net sends from 198.51.100.11 to user{k}@d{i}.example recipients 2 outcome bounced
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 90
    findings R11 alice@example.net
        severity  medium
        count  10
        limit  10
        abuse_points  2

# R11: nine are few.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 9 outcome bounced
    none findings R11

# R11: of 101 they are less than one in ten.
> 2026-11-23T09:00:00Z 5 times every 1m: alice@example.net sends from 198.51.100.11 to user{k}@d{i}.example recipients 2 outcome bounced
> 2026-11-23T09:10:00Z alice@example.net sends from 198.51.100.11 to user{k}@example.org recipients 91
    none findings R11

# R11: four domains are dead ones.
> 2026-11-23T09:00:00Z 4 times every 1m: alice@example.net sends from 198.51.100.11 to user{k}@d{i}.example recipients 9 outcome bounced
    none findings R11

# R11: what is only deferred has not failed.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 20 outcome greylisted
    none findings R11
    none findings R17

# R11: 49 are no more than many.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 49 outcome bounced
    findings R11 alice@example.net
        severity  medium

# R11, high: fifty.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 50 outcome bounced
    findings R11 alice@example.net
        severity  high
        abuse_points  4

# R11, high: not when eleven failed in an hour of yesterday, in four domains: five times that is 55.
> 2026-11-22T00:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@d1.example recipients 11 outcome bounced
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 54 outcome bounced
    findings R11 alice@example.net
        severity  medium
        count  54
        limit  10

# R11, high: 55.
> 2026-11-22T00:00:00Z alice@example.net sends from 198.51.100.11 to user{k}@d1.example recipients 11 outcome bounced
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11 to bob@d{k}.example recipients 55 outcome bounced
    findings R11 alice@example.net
        severity  high
        count  55

# R16: fifty messages of a local user. On a first run that is worth a look.
> 2026-11-23T09:00:00Z 50 times every 1m: uid 1000 sends
    findings R16 1000
        severity  medium
        count  50
        limit  50
        technique  T1505.003
    verdicts 1000
        verdict  check
        reason  R16

# R16: forty-nine are few.
> 2026-11-23T09:00:00Z 49 times every 1m: uid 1000 sends
    none findings R16
    verdicts 1000
        verdict  clean

# R16: twenty of a web server's user are a hole in a web site.
> 2026-11-23T09:00:00Z 20 times every 1m: uid 33 sends
    findings R16 33
        severity  high
        count  20
        limit  20
    verdicts 33
        verdict  likely
        reason  R16
        messages  20
    audit
        verdict  likely

# R16: nineteen are a shop.
> 2026-11-23T09:00:00Z 19 times every 1m: uid 33 sends
    none findings R16

# R16: a shop that sends ten an hour may send 49; 20 and five times its own.
> 2026-11-22T00:00:00Z 10 times every 1m: uid 48 sends
> 2026-11-23T09:00:00Z 49 times every 1m: uid 48 sends
    none findings R16

# R16: the web servers' users of seven systems, and of none.
> 2026-11-23T09:00:00Z 20 times every 1m: uid 30 sends
> 2026-11-23T09:00:01Z 20 times every 1m: uid 48 sends
> 2026-11-23T09:00:02Z 20 times every 1m: uid 67 sends
> 2026-11-23T09:00:03Z 20 times every 1m: uid 80 sends
> 2026-11-23T09:00:04Z 20 times every 1m: uid 81 sends
> 2026-11-23T09:00:05Z 20 times every 1m: uid 82 sends
> 2026-11-23T09:00:06Z 20 times every 1m: uid 100 sends
    findings R16 30
    findings R16 48
    findings R16 67
    findings R16 80
    findings R16 81
    findings R16 82
    none findings R16 100

# R16: root is no web server's user.
> 2026-11-23T09:00:00Z 20 times every 1m: uid 0 sends
    none findings R16

# R16: root's cron that goes mad is worth a look.
> 2026-11-23T09:00:00Z 50 times every 1m: uid 0 sends
    findings R16 0
        severity  medium
    verdicts 0
        verdict  check

# R16, high: five times what is usual, of five days and ten messages.
> 2026-11-16T00:00:00Z 5 times every 1d, 10 times every 1m: uid 1000 sends
> 2026-11-23T09:00:00Z 50 times every 1m: uid 1000 sends
    findings R16 1000
        severity  high
        limit  50
        usual  10
    verdicts 1000
        verdict  likely

# R16: less than five times what is usual.
> 2026-11-16T00:00:00Z 5 times every 1d, 11 times every 1m: uid 1000 sends
> 2026-11-23T09:00:00Z 54 times every 1m: uid 1000 sends
    none findings R16

# R16: its limits are the caller's.
@limit R16.messages 3
@limit R16.web 2
> 2026-11-23T09:00:00Z 3 times every 1m: uid 1000 sends
> 2026-11-23T09:10:00Z 2 times every 1m: uid 80 sends
    findings R16 1000
        limit  3
    findings R16 80
        limit  2

# R17: five replies in an hour call it spam.
> 2026-11-23T09:00:00Z 5 times every 1m: alice@example.net sends from 198.51.100.11 outcome spam
    findings R17 alice@example.net
        severity  medium
        count  5
        limit  5
        abuse_points  2

# R17: four, and one provider, are few.
> 2026-11-23T09:00:00Z 4 times every 1m: alice@example.net sends from 198.51.100.11 outcome spam
    none findings R17

# R17: three providers, one reply each.
> 2026-11-23T09:00:00Z 3 times every 1m: alice@example.net sends from 198.51.100.11 to bob@d{i}.example outcome spam
    findings R17 alice@example.net
        severity  medium
        count  3

# R17: two providers.
> 2026-11-23T09:00:00Z 2 times every 1m: alice@example.net sends from 198.51.100.11 to bob@d{i}.example outcome spam
> 2026-11-23T09:10:00Z 2 times every 1m: alice@example.net sends from 198.51.100.11 to bob@d{i}.example outcome spam
    none findings R17

# R17: greylisting, and a signature that is missing, are about the server.
> 2026-11-23T09:00:00Z 9 times every 1m: alice@example.net sends from 198.51.100.11 to bob@d{i}.example outcome dmarc
> 2026-11-23T09:20:00Z 9 times every 1m: alice@example.net sends from 198.51.100.11 to bob@d{i}.example outcome greylisted
    none findings R17

# R17, high: twenty.
> 2026-11-23T09:00:00Z 20 times every 1m: alice@example.net sends from 198.51.100.11 outcome spam
    findings R17 alice@example.net
        severity  high
        count  20
        abuse_points  2

# R17: nineteen.
> 2026-11-23T09:00:00Z 19 times every 1m: alice@example.net sends from 198.51.100.11 outcome spam
    findings R17 alice@example.net
        severity  medium

# R26: this server's limits, hit ten times in an hour by the only account of an address.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:05:00Z 10 times every 5m: nobody is-limited from 198.51.100.11
    findings R26 alice@example.net
        severity  medium
        count  10
        limit  10
        abuse_points  2

# R26: nine times.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:05:00Z 9 times every 5m: nobody is-limited from 198.51.100.11
    none findings R26

# R26: ten times, but in two hours.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:15:00Z 10 times every 5m: nobody is-limited from 198.51.100.11
    none findings R26

# R26: of two accounts nobody knows which it was.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:00:00Z carol@example.net sends from 198.51.100.11
> 2026-11-23T09:05:00Z 10 times every 5m: nobody is-limited from 198.51.100.11
    none findings R26

# R27: three senders that are not its own, refused in an hour.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:05:00Z 3 times every 5m: alice@example.net is-refused from 198.51.100.11 as ceo{i}@example.org
    findings R27 alice@example.net
        severity  high
        count  3
        limit  3
        abuse_points  3
    verdicts alice@example.net
        verdict  check
        reason  R27

# R27: two.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:05:00Z 2 times every 5m: alice@example.net is-refused from 198.51.100.11 as ceo{i}@example.org
    none findings R27

# R27: a program that is set up wrongly tries one, again and again.
> 2026-11-23T09:00:00Z alice@example.net sends from 198.51.100.11
> 2026-11-23T09:05:00Z 9 times every 5m: alice@example.net is-refused from 198.51.100.11 as ceo@example.org
    none findings R27
