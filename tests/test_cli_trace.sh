#!/bin/sh
# What pfl-trace promises. Usage: test_cli_trace.sh DIRECTORY-OF-THE-PROGRAMS
tested=pfl-trace
. "$(dirname "$0")/cli_checks.sh"

# same: what was printed is exactly the standard input.
same() {
    cat >expected
    diff expected out >differences || { head -n 20 differences; return 1; }
}
# at TIME PROGRAM: TEXT, a line of mx1 on 2026-07-10; the log is put together of such lines.
at() {
    time=$1 program=$2
    shift 2
    printf '2026-07-10T%sZ mx1 postfix/%s: %s\n' "$time" "$program" "$*"
}
count() { grep -c "$1" out; }

# --- One message: two recipients, retries, a bounce and its notice

{
    at 05:02:11 "smtps/smtpd[4328]" "connect from dsl-7.isp.example[198.51.100.7]"
    at 05:02:12 "smtps/smtpd[4328]" "9248D303AA: client=dsl-7.isp.example[198.51.100.7], sasl_method=PLAIN, sasl_username=Alice@example.net"
    at 05:02:12 "cleanup[4330]" "9248D303AA: message-id=<1@client.example>"
    at 05:02:12 "qmgr[99]" "9248D303AA: from=<alice@example.net>, size=501, nrcpt=2 (queue active)"
    at 05:02:13 "smtp[4340]" "9248D303AA: to=<bob@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1.2, delays=0.1/0.1/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4D1F)"
    at 05:02:14 "smtp[4341]" "9248D303AA: to=<carol@example.org>, relay=mx.example.org[203.0.113.9]:25, delay=2, delays=0.1/0.1/1/0.8, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.9] said: 451 4.7.1 later (in reply to RCPT TO command))"
    at 06:02:14 "qmgr[99]" "9248D303AA: from=<alice@example.net>, size=501, nrcpt=1 (queue active)"
    at 06:02:15 "smtp[4342]" "9248D303AA: to=<carol@example.org>, relay=mx.example.org[203.0.113.9]:25, delay=3603, delays=3602/0/1/0, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.9] said: 550 5.1.1 unknown (in reply to RCPT TO command))"
    at 06:02:15 "cleanup[4350]" "A1B2C303AB: message-id=<20260710060215.A1B2C303AB@mx1.example.net>"
    at 06:02:15 "bounce[4351]" "9248D303AA: sender non-delivery notification: A1B2C303AB"
    at 06:02:15 "qmgr[99]" "A1B2C303AB: from=<>, size=2700, nrcpt=1 (queue active)"
    at 06:02:15 "qmgr[99]" "9248D303AA: removed"
    at 06:02:16 "local[4352]" "A1B2C303AB: to=<alice@example.net>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)"
    at 06:02:16 "qmgr[99]" "A1B2C303AB: removed"
} >one.log

run --queue-id 9248D303AA one.log
check "text: the whole block" same <<'END'
9248D303AA on mx1, 2026-07-10 05:02:12Z: left the queue, 1 sent, 1 bounced
  Client        dsl-7.isp.example[198.51.100.7]
  Login         Alice@example.net by PLAIN
  Sender        alice@example.net
  Size          501 bytes, 2 recipients
  Message-ID    <1@client.example>
  9248D303AA    left the queue, 2026-07-10 06:02:15Z
    sent        bob@example.com, 2026-07-10 05:02:13Z
                mx.example.com[192.0.2.25]:25, dsn 2.0.0: 250 2.0.0 Ok: queued as 4D1F
    bounced     carol@example.org, 2026-07-10 06:02:15Z, 2 attempts
                mx.example.org[203.0.113.9]:25, dsn 5.1.1: host mx.example.org[203.0.113.9] said: 550 5.1.1 unknown (in reply to RCPT TO command)
  A1B2C303AB    sender non-delivery notification: left the queue, 2026-07-10 06:02:16Z
    sent        alice@example.net, 2026-07-10 06:02:16Z
                local, dsn 2.0.0: delivered to mailbox
  Lines
    2026-07-10 05:02:12Z  9248D303AA  sasl-login     one.log:2
    2026-07-10 05:02:12Z  9248D303AA  message-id     one.log:3
    2026-07-10 05:02:12Z  9248D303AA  queued         one.log:4
    2026-07-10 05:02:13Z  9248D303AA  sent           one.log:5
    2026-07-10 05:02:14Z  9248D303AA  deferred       one.log:6
    2026-07-10 06:02:14Z  9248D303AA  queued         one.log:7
    2026-07-10 06:02:15Z  9248D303AA  bounced        one.log:8
    2026-07-10 06:02:15Z  A1B2C303AB  message-id     one.log:9
    2026-07-10 06:02:15Z  9248D303AA  bounce-notice  one.log:10
    2026-07-10 06:02:15Z  A1B2C303AB  queued         one.log:11
    2026-07-10 06:02:15Z  9248D303AA  removed        one.log:12
    2026-07-10 06:02:16Z  A1B2C303AB  sent           one.log:13
    2026-07-10 06:02:16Z  A1B2C303AB  removed        one.log:14
END
check "found: status 0" is "$status" 0
cp out first
run --format ndjson --queue-id 9248D303AA one.log
tr -d '\n' >object <<'END'
{"state":"removed","time":"2026-07-10T05:02:12Z","queue_ids":[
{"queue_id":"9248D303AA","host":"mx1","time":"2026-07-10T05:02:12Z","file":"one.log","line":2,"state":"removed"},
{"queue_id":"A1B2C303AB","host":"mx1","link":"notice","linked_to":"9248D303AA","notice":"sender non-delivery notification","time":"2026-07-10T06:02:15Z","file":"one.log","line":9,"state":"removed"}],
"client_name":"dsl-7.isp.example","client_addr":"198.51.100.7","sasl_method":"PLAIN","sasl_username":"Alice@example.net","from":"alice@example.net","size":501,"nrcpt":2,"message_id":"<1@client.example>",
"recipients":[
{"to":"bob@example.com","relay":"mx.example.com[192.0.2.25]:25","dsn":"2.0.0","status":"sent","reply":"250 2.0.0 Ok: queued as 4D1F","delay":1.2,"attempts":1,"queue_id":"9248D303AA","time":"2026-07-10T05:02:13Z","file":"one.log","line":5},
{"to":"carol@example.org","relay":"mx.example.org[203.0.113.9]:25","dsn":"5.1.1","status":"bounced","reply":"host mx.example.org[203.0.113.9] said: 550 5.1.1 unknown (in reply to RCPT TO command)","delay":3603,"attempts":2,"queue_id":"9248D303AA","time":"2026-07-10T06:02:15Z","file":"one.log","line":8},
{"to":"alice@example.net","relay":"local","dsn":"2.0.0","status":"sent","reply":"delivered to mailbox","delay":1,"attempts":1,"queue_id":"A1B2C303AB","notice":true,"time":"2026-07-10T06:02:16Z","file":"one.log","line":13}],
"steps":[
{"time":"2026-07-10T05:02:12Z","kind":"sasl-login","queue_id":"9248D303AA","file":"one.log","line":2},
{"time":"2026-07-10T05:02:12Z","kind":"message-id","queue_id":"9248D303AA","file":"one.log","line":3},
{"time":"2026-07-10T05:02:12Z","kind":"queued","queue_id":"9248D303AA","file":"one.log","line":4},
{"time":"2026-07-10T05:02:13Z","kind":"sent","queue_id":"9248D303AA","file":"one.log","line":5},
{"time":"2026-07-10T05:02:14Z","kind":"deferred","queue_id":"9248D303AA","file":"one.log","line":6},
{"time":"2026-07-10T06:02:14Z","kind":"queued","queue_id":"9248D303AA","file":"one.log","line":7},
{"time":"2026-07-10T06:02:15Z","kind":"bounced","queue_id":"9248D303AA","file":"one.log","line":8},
{"time":"2026-07-10T06:02:15Z","kind":"message-id","queue_id":"A1B2C303AB","file":"one.log","line":9},
{"time":"2026-07-10T06:02:15Z","kind":"bounce-notice","queue_id":"9248D303AA","file":"one.log","line":10},
{"time":"2026-07-10T06:02:15Z","kind":"queued","queue_id":"A1B2C303AB","file":"one.log","line":11},
{"time":"2026-07-10T06:02:15Z","kind":"removed","queue_id":"9248D303AA","file":"one.log","line":12},
{"time":"2026-07-10T06:02:16Z","kind":"sent","queue_id":"A1B2C303AB","file":"one.log","line":13},
{"time":"2026-07-10T06:02:16Z","kind":"removed","queue_id":"A1B2C303AB","file":"one.log","line":14}]}
END
echo >>object
check "ndjson: the whole object" same <object

# --- Options

run --help
check "--help: status and text" is "$status" 0
check "--help: names every option" eval 'has out --message-id && has out --follow && has out "Exit status" && lines err 0'
run --version
check "--version" eval 'is $status 0 && has out pfl-trace && lines out 1'
run one.log
check "no wish: told, status 2" eval 'told_once --queue-id && lines out 0'
run --since 2026-07-10 one.log
check "a time alone is no wish" told_once --user
run --nonsense one.log
check "unknown option" told_once --nonsense
for bad in --addr=192.0.2.0/33 --since=yesterday --until=2026-02-30 --format=xml --format=csv; do
    run --to bob@example.com "$bad" one.log
    check "bad value: $bad" told_once "${bad%%=*}"
done
run --queue-id 9248D303AC one.log
check "nothing found: status 1, nothing printed" eval 'is $status 1 && lines out 0 && lines err 0'
run --queue-id 9248D303AC one.log missing.log
check "a missing file: status 2 though nothing was found" told_once missing.log
run --queue-id 9248D303AA missing.log one.log
check "a missing file: status 2, the rest is read" eval 'told_once missing.log && diff first out >/dev/null'
if [ -c /dev/full ]; then
    "$programs/$tested" --queue-id 9248D303AA one.log >/dev/full 2>err
    status=$?
    check "a full disk: one line, status 2" told_once "standard output"
fi

# found NAME ARGUMENTS...: the message of one.log is found; absent NAME ARGUMENTS...: it is not.
found() {
    name=$1
    shift
    run "$@" one.log
    check "$name" eval 'is $status 0 && diff first out >/dev/null'
}
absent() {
    name=$1
    shift
    run "$@" one.log
    check "$name" eval 'is $status 1 && lines out 0'
}
found "--user, without regard to case" --user aLICE@example.net
absent "--user: the whole name" --user alice
found "--addr" --addr 198.51.100.7
found "--addr: a network" --addr 198.51.100.0/24
absent "--addr: another network" --addr 198.51.101.0/24
found "--queue-id: of its notice" --queue-id A1B2C303AB
absent "--queue-id: exactly" --queue-id 9248d303aa
found "--message-id" --message-id "<1@client.example>"
found "--message-id: without brackets" --message-id 1@client.example
absent "--message-id: exactly" --message-id 1@CLIENT.example
found "--to, without regard to case" --to CAROL@example.org
found "--to: in brackets" --to "<bob@example.com>"
absent "--to: the whole address" --to bob@example.co
found "--from" --from alice@EXAMPLE.net
found "--from: the empty sender is that of its notice" --from ""
absent "--from: not a recipient" --from bob@example.com
found "two options: both hold" --from alice@example.net --to bob@example.com
absent "two options: one does not hold" --from alice@example.net --to dave@example.com
found "an option twice: one of them" --to dave@example.com --to bob@example.com
absent "an option twice, and another" --to dave@example.com --to bob@example.com --user bob
found "--since: a line at T" --user alice@example.net --since 2026-07-10T06:02:16Z
absent "--since: all lines before T" --user alice@example.net --since 2026-07-10T06:02:16.1Z
found "--until: a line before T" --user alice@example.net --until 2026-07-10T05:02:12.5
absent "--until: no line before T" --user alice@example.net --until 2026-07-10T05:02:12Z
found "--since and --until: a line between" --user alice@example.net --since 2026-07-10T05:02:14Z --until 2026-07-10T05:02:15Z
absent "--since and --until: none between" --user alice@example.net --since 2026-07-10T05:02:15Z --until 2026-07-10T06:02:14Z
run --queue-id 9248D303AA --host relay9 one.log
check "--host" has out "9248D303AA on relay9, "
run --queue-id 9248D303AA --color one.log
check "--color: colours into a file" has out "$(printf '\033[')"
run --queue-id 9248D303AA --color=never one.log
check "--color=never" lacks out "$(printf '\033')"

# --- A queue ID is used again

# short TIME HOST QUEUE-ID TO: a message, from its beginning to its end.
short() {
    at "$1" "smtpd[7]" "$3: client=mx.example.org[203.0.113.9]"
    at "$1" "cleanup[8]" "$3: message-id=<$4@sender.example>"
    at "$1" "qmgr[99]" "$3: from=<x@sender.example>, size=1, nrcpt=1 (queue active)"
    at "$1" "local[9]" "$3: to=<$4@example.net>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)"
    at "$1" "qmgr[99]" "$3: removed"
}
{
    short 01:00:00 mx1 C0FFE1A first
    short 01:00:01 mx1 C0FFE1A second
    short 01:00:01 mx2 C0FFE1A elsewhere | sed 's/Z mx1 /Z mx2 /'
} >again.log
run --queue-id C0FFE1A again.log
check "a queue ID used again: three messages" eval 'is "$(count "^C0FFE1A on ")" 3 && is "$(count "^C0FFE1A on mx2")" 1'
check "each with its own recipient" is "$(grep -c "1 sent$" out)" 3
check "an empty line between blocks" is "$(grep -c "^$" out)" 2
run --to second@example.net again.log
check "only one of them is asked for" eval 'is "$(count "^C0FFE1A on ")" 1 && has out again.log:6 && lacks out again.log:5 && lacks out again.log:11'
{
    short 01:00:00 mx1 C0FFE1A first | head -n 2
    short 01:00:00 mx1 C0FFE1A second | tail -n 4
} >two-ids.log
run --message-id "<first@sender.example>" two-ids.log
check "two Message-IDs in a header: one message" eval 'is "$(count "^C0FFE1A on ")" 1 && has out "1 sent" && has out two-ids.log:6'
run --message-id "<second@sender.example>" two-ids.log
check "by the second one, too" eval 'is "$(count "^C0FFE1A on ")" 1 && has out "1 sent" && has out two-ids.log:1'
{
    at 01:00:00 "smtpd[7]" "C0FFE1B: client=mx.example.org[203.0.113.9]"
    at 01:00:00 "cleanup[8]" "C0FFE1B: message-id=<late@sender.example>"
    at 01:00:00 "qmgr[99]" "C0FFE1B: from=<x@sender.example>, size=1, nrcpt=2 (queue active)"
    at 01:00:00 "qmgr[99]" "C0FFE1B: removed"
    at 01:01:00 "local[9]" "C0FFE1B: to=<late@example.net>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)"
    at 01:01:01 "local[9]" "C0FFE1B: to=<later@example.net>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)"
} >late.log
run --queue-id C0FFE1B late.log
check "an outcome a minute behind removed belongs to it" eval 'is "$(count "^C0FFE1B on ")" 2 && has out "left the queue, 1 sent"'
check "a later one does not; its beginning is missing" eval 'has out "still in the queue, 1 sent" && has out "not known: the beginning is not in this log"'

# --- A content filter

# in_and_out QUEUE-ID CLIENT TO RELAY REPLY: the beginning and end of a message around whatever happens.
begins() {
    at "$1" "smtpd[11]" "$2: client=$3"
    at "$1" "cleanup[12]" "$2: message-id=<filtered@sender.example>"
    at "$1" "qmgr[99]" "$2: from=<x@sender.example>, size=9, nrcpt=1 (queue active)"
}
ends() {
    at "$1" "smtp[13]" "$2: to=<$3>, relay=$4, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent ($5)"
    at "$1" "qmgr[99]" "$2: removed"
}
filtered() { # RELAY SECOND-CLIENT TIME-OF-THE-SECOND REPLY
    begins 02:00:00 D00001A "mx.example.org[203.0.113.9]"
    begins "$3" D00002A "$2"
    ends 02:00:05 D00001A bob@example.com "$1" "$4"
    ends 02:00:07 D00002A bob@example.com "mx.example.com[192.0.2.25]:25" "250 Ok"
}
joined() { is "$status" 0 && is "$(count '^D0000')" 1 && has out "D00002A       handed back by a content filter: left the queue" && has out "left the queue, 1 sent" &&
    has out "bob@example.com, 2026-07-10 02:00:05Z, goes on as D00002A"; }
apart() { is "$status" 0 && is "$(count '^D0000')" 1 && lacks out "D00002A  " && lacks out "goes on as"; }
ok="250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as D00002A"
filtered "127.0.0.1[127.0.0.1]:10024" "localhost[127.0.0.1]" 02:00:04 "$ok" >filter.log
run --queue-id D00001A filter.log
check "queued as: by a loopback address" joined
run --queue-id D00002A filter.log
check "the same, asked for by the second queue ID" joined
run --addr 203.0.113.9 filter.log
check "--addr: the client in front of the filter" joined
run --addr 127.0.0.1 filter.log
check "--addr: not the filter" is "$status" 1
run --format ndjson --queue-id D00001A filter.log
check "ndjson: the link, and the outcome that is none" eval 'has out "\"queue_id\":\"D00002A\",\"host\":\"mx1\",\"link\":\"filter\",\"linked_to\":\"D00001A\"" && is "$(grep -o "\"next_queue_id\":\"D00002A\"" out | wc -l | tr -d " ")" 1'
filtered "scan[10.0.0.3]:10024" "scan.lan.example[10.0.0.3]" 02:00:04 "$ok" >internal.log
run --queue-id D00001A internal.log
check "queued as: by an internal address" joined
filtered "scan[/var/run/scan.sock]" "localhost[::1]" 02:00:04 "$ok" | sed 's/smtp\[13\]: D00001A/lmtp[13]: D00001A/' >socket.log
run --queue-id D00001A socket.log
check "queued as: by a socket" joined
filtered "mx.evil.example[203.0.113.66]:25" "localhost[127.0.0.1]" 02:00:04 "$ok" >remote.log
run --queue-id D00001A remote.log
check "queued as: another server may say what it likes" apart
filtered "127.0.0.1[127.0.0.1]:10024" "dsl-8.isp.example[198.51.100.8]" 02:00:04 "$ok" >outsider.log
run --queue-id D00001A outsider.log
check "queued as: not a message that came from outside" apart
filtered "127.0.0.1[127.0.0.1]:10024" "localhost[127.0.0.1], sasl_method=PLAIN, sasl_username=dave" 02:00:04 "$ok" >login.log
run --queue-id D00001A login.log
check "queued as: not a message of a user" apart
filtered "127.0.0.1[127.0.0.1]:10024" "localhost[127.0.0.1]" 01:50:05 "$ok" >nearly.log
run --queue-id D00001A nearly.log
check "queued as: begun ten minutes before" joined
filtered "127.0.0.1[127.0.0.1]:10024" "localhost[127.0.0.1]" 01:50:04 "$ok" >old.log
run --queue-id D00001A old.log
check "queued as: not one that was begun earlier" apart
filtered "192.0.2.1[192.0.2.1]:10024" "mx1.example.net[192.0.2.1], orig_queue_id=D00001A, orig_client=mx.example.org[203.0.113.9]" 02:00:04 "$ok" >original.log
run --queue-id D00002A original.log
check "orig_queue_id: from any address" joined
filtered "192.0.2.1[192.0.2.1]:10024" "mx1.example.net[192.0.2.1], orig_queue_id=D00001A, orig_client=mx.example.org[203.0.113.9]" 02:00:04 "250 taken" >silent.log
run --queue-id D00001A silent.log
check "orig_queue_id: the filter does not say what it did" joined
sed '1,3d' original.log | grep -v D00001A:\  >second.log
run --format ndjson --queue-id D00001A second.log
check "the first queue ID is not in the log: found by its name" eval 'is $status 0 && has out "\"orig_queue_id\":\"D00001A\"" && has out "\"begin_missing\":true"'
run --addr 203.0.113.9 second.log
check "its client is known all the same" eval 'has out "For client    mx.example.org[203.0.113.9]" && has out "Continues     D00001A, which is not in this log"'
filtered "127.0.0.1[127.0.0.1]:10024" "localhost[127.0.0.1]" 02:00:04 "$ok" | sed '4,6s/ mx1 / mx2 /' >hosts.log
run --queue-id D00001A hosts.log
check "queue IDs of another host are others" apart

{
    sed -n 1,3p filter.log
    begins 02:00:01 D00002A "localhost[127.0.0.1]"
    ends 02:00:02 D00002A carol@example.com "mx.example.com[192.0.2.25]:25" "250 Ok"
    begins 02:00:03 D00003A "localhost[127.0.0.1]"
    at 02:00:04 "smtp[13]" "D00001A: to=<bob@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok: queued as D00003A)"
    ends 02:00:05 D00001A carol@example.net "127.0.0.1[127.0.0.1]:10024" "250 Ok: queued as D00002A"
} >split.log
run --to carol@example.com split.log
check "queued as: what was asked for came before the link" eval 'has out "D00001A on mx1" && has out split.log:1'
check "queued as: two, in the order in which they began" is "$(sed -n 's/^  \(D0000[0-9]A\)  .*/\1/p' out | tr '\n' ' ')" "D00001A D00002A D00003A "
check "queued as: one of them is still under way" has out "D00001A on mx1, 2026-07-10 02:00:00Z: still in the queue, 1 sent"

# --- A filter in front of the queue

{
    at 03:00:00 "smtpd[21]" "connect from dsl-7.isp.example[198.51.100.7]"
    at 03:00:00 "smtpd[21]" "NOQUEUE: client=dsl-7.isp.example[198.51.100.7], sasl_method=PLAIN, sasl_username=alice@example.net"
    at 03:00:01 "smtpd[22]" "E00001A: client=localhost[127.0.0.1]"
    at 03:00:01 "cleanup[23]" "E00001A: message-id=<2@client.example>"
    at 03:00:01 "qmgr[99]" "E00001A: from=<alice@example.net>, size=44, nrcpt=1 (queue active)"
    at 03:00:01 "smtpd[21]" "proxy-accept: END-OF-MESSAGE: 250 2.0.0 from MTA(smtp:[127.0.0.1]:10026): 250 2.0.0 Ok: queued as E00001A; from=<alice@example.net> to=<bob@example.com> proto=ESMTP helo=<c> sasl_username=<alice@example.net>"
    at 03:00:02 "smtp[24]" "E00001A: to=<bob@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)"
    at 03:00:02 "qmgr[99]" "E00001A: removed"
    at 03:00:03 "smtpd[21]" "NOQUEUE: client=dsl-7.isp.example[198.51.100.7], sasl_method=PLAIN, sasl_username=alice@example.net"
    at 03:00:03 "smtpd[21]" "proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, virus; from=<alice@example.net> to=<dave@example.com> proto=ESMTP helo=<c> sasl_username=<alice@example.net>"
    at 03:00:04 "smtpd[21]" "NOQUEUE: client=dsl-7.isp.example[198.51.100.7], sasl_method=PLAIN, sasl_username=alice@example.net"
    at 03:00:04 "smtpd[21]" "disconnect from dsl-7.isp.example[198.51.100.7] ehlo=1 auth=1 mail=3 rcpt=3 data=2 quit=1 commands=9"
} >proxy.log
run --user alice@example.net proxy.log
check "a filter in front of the queue: three messages" is "$(count '^NOQUEUE on mx1')" 3
check "the first one was handed on" eval 'has out "NOQUEUE on mx1, 2026-07-10 03:00:00Z: left the queue, 1 sent" && has out "E00001A       handed on by the filter in front of the queue: left the queue, 2026-07-10 03:00:02Z"'
check "the second one was refused, and why" eval 'has out "NOQUEUE on mx1, 2026-07-10 03:00:03Z: refused" && has out "proxy-reject END-OF-MESSAGE, to dave@example.com: 554 5.7.0 Reject, virus"'
check "the third one never came" has out "NOQUEUE on mx1, 2026-07-10 03:00:04Z: begun, but never queued"
run --queue-id E00001A proxy.log
check "found by the queue ID behind the filter" eval 'is "$(count "^NOQUEUE on mx1")" 1 && has out "Login         alice@example.net by PLAIN" && has out proxy.log:2'
run --from alice@example.net --to dave@example.com proxy.log
check "the refused one by its envelope" eval 'is "$(count " on mx1")" 1 && has out "03:00:03Z: refused"'

# --- Requeued, forwarded, notices

{
    begins 04:00:00 F00001A "mx.example.org[203.0.113.9]"
    at 04:00:01 "smtp[31]" "F00001A: to=<bob@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.25]:25: Connection timed out)"
    at 04:10:00 "postsuper[32]" "F00001A: requeued"
    at 04:30:00 "pickup[33]" "F00002A: uid=106 from=<x@sender.example> orig_id=F00001A"
    at 04:30:00 "cleanup[34]" "F00002A: message-id=<filtered@sender.example>"
    at 04:30:00 "qmgr[99]" "F00002A: from=<x@sender.example>, size=9, nrcpt=1 (queue active)"
    ends 04:30:01 F00002A bob@example.com "mx.example.com[192.0.2.25]:25" "250 Ok"
} >requeue.log
run --queue-id F00002A requeue.log
check "requeued: one message" eval 'has out "F00001A on mx1, 2026-07-10 04:00:00Z: left the queue, 1 sent" && has out "F00001A       requeued by an administrator" && has out "F00002A       queued again: left the queue, 2026-07-10 04:30:01Z"'
check "requeued: its client is the first one's" has out "Client        mx.example.org[203.0.113.9]"
head -n 5 requeue.log >requeued.log
run --format ndjson --queue-id F00001A requeued.log
check "requeued, and the log ends" has out '{"state":"requeued"'
grep -v requeued requeue.log >all.log
run --queue-id F00001A all.log
check "requeued with all others: no line says so" eval 'has out "F00002A       queued again" && has out "left the queue, 1 sent"'

{
    begins 05:00:00 AB0001A "mx.example.org[203.0.113.9]"
    at 05:00:01 "cleanup[41]" "AB0002A: message-id=<filtered@sender.example>"
    at 05:00:01 "qmgr[99]" "AB0002A: from=<x@sender.example>, size=10, nrcpt=1 (queue active)"
    at 05:00:01 "local[42]" "AB0001A: to=<carol@example.net>, orig_to=<team@example.net>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (forwarded as AB0002A)"
    at 05:00:01 "qmgr[99]" "AB0001A: removed"
    ends 05:00:02 AB0002A carol@example.com "mx.example.com[192.0.2.25]:25" "250 Ok"
} >forward.log
run --to carol@example.com forward.log
check "forwarded: one message" eval 'has out "AB0001A on mx1, 2026-07-10 05:00:00Z: left the queue, 1 sent" && has out "carol@example.net, for team@example.net, 2026-07-10 05:00:01Z, goes on as AB0002A" && has out "AB0002A       forwarded: left the queue"'
run --to team@example.net forward.log
check "--to: before aliasing" is "$status" 0
sed 's/relay=local, /relay=mx.evil.example[203.0.113.66]:25, /' forward.log >forged.log
run --queue-id AB0001A forged.log
check "forwarded as: not the word of another server" eval 'has out "AB0001A on mx1" && lacks out "AB0002A  "'

{
    begins 06:00:00 AC0001A "dsl-7.isp.example[198.51.100.7], sasl_method=PLAIN, sasl_username=alice@example.net"
    at 06:00:01 "smtp[51]" "AC0001A: to=<bob@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/1/0, dsn=4.2.0, status=deferred (host mx.example.com[192.0.2.25] said: 450 later (in reply to RCPT TO command))"
    at 10:00:00 "bounce[52]" "AC0001A: sender delay notification: AC0002A"
    at 10:00:00 "cleanup[53]" "AC0002A: message-id=<20260710100000.AC0002A@mx1.example.net>"
    at 10:00:00 "qmgr[99]" "AC0002A: from=<>, size=20, nrcpt=1 (queue active)"
    ends 10:00:01 AC0002A x@sender.example local "delivered to mailbox"
    at 10:00:02 "bounce[52]" "AC0001A: sender delay notification: AC0003A"
    at 10:00:03 "bounce[52]" "warning: AC0001A: sender notification failed to lost@sender.example"
} >notice.log
run --queue-id AC0002A notice.log
check "a notice that is named before its lines" eval 'is "$(count "^AC000.A on")" 1 && has out "AC0002A       sender delay notification: left the queue, 2026-07-10 10:00:01Z" && has out notice.log:6'
check "a notice whose lines do not come" has out "AC0003A       sender delay notification: its lines are not in the log"
check "what becomes of notices is no outcome" has out "AC0001A on mx1, 2026-07-10 06:00:00Z: still in the queue, 1 deferred"
run --queue-id AC0003A notice.log
check "found by the notice that has no lines" has out "AC0001A on mx1"

run --to lost@sender.example notice.log
check "--to: not where a notice should have gone" is "$status" 1
head -n 13 one.log | grep -v "A1B2C303AB: to=" >undelivered.log
run --queue-id 9248D303AA undelivered.log
check "a notice that is still in the queue" eval 'has out "9248D303AA on mx1, 2026-07-10 05:02:12Z: left the queue, 1 sent" && has out "notification: still in the queue"'
{
    begins 06:30:00 AC0004A "mx.example.org[203.0.113.9]"
    at 06:30:01 "bounce[52]" "AC0004A: sender non-delivery notification: AC0004A"
    at 06:30:01 "qmgr[99]" "AC0004A: removed"
} >loop.log
run --queue-id AC0004A loop.log
check "a notice about itself" eval 'is "$status" 0 && is "$(count "^AC0004A on")" 1 && has out loop.log:5'

# --- How messages end

begun() { begins "$1" "$2" "dsl-7.isp.example[198.51.100.7]"; }
{
    begun 07:00:00 B00001A
    begun 07:00:01 B00002A
    at 07:00:02 "postsuper[61]" "B00002A: placed on hold"
    begun 07:00:03 B00003A
    at 07:00:04 "postsuper[61]" "B00003A: removed"
    begun 07:00:05 B00004A
    at 07:00:06 "qmgr[99]" "B00004A: from=<x@sender.example>, status=expired, returned to sender"
    at 07:00:06 "qmgr[99]" "B00004A: removed"
    at 07:00:07 "smtpd[11]" "B00005A: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:08 "smtpd[11]" "B00006A: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:08 "cleanup[12]" "B00006A: removed (canceled)"
    at 07:00:09 "smtpd[11]" "B00007A: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:09 "cleanup[12]" "B00007A: message-id=<x@sender.example>"
    at 07:00:09 "cleanup[12]" "B00007A: milter-reject: END-OF-MESSAGE from dsl-7.isp.example[198.51.100.7]: 5.7.1 spam; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<c>"
    at 07:00:09 "cleanup[12]" "B00007A: removed (canceled)"
    at 07:00:10 "smtpd[11]" "B00008A: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:10 "cleanup[12]" "B00008A: discard: header Subject: x, to root: y from dsl-7.isp.example[198.51.100.7]; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<c>: away"
    at 07:00:11 "smtpd[11]" "B00009A: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:11 "cleanup[12]" "B00009A: hold: header Subject: x from dsl-7.isp.example[198.51.100.7]; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<c>: look"
    at 07:00:11 "cleanup[12]" "B00009A: message-id=<held@sender.example>"
    begun 07:00:12 B0000AA
    at 07:00:13 "smtpd[11]" "B0000AA: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:14 "smtp[13]" "B0000BA: to=<bob@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect timed out)"
    at 07:00:15 "pickup[14]" "B0000CA: uid=33 from=<www-data>"
    at 07:00:15 "smtpd[11]" "warning: B0000DA: queue file size limit exceeded"
    begun 07:00:15 B0000EA
    at 07:00:15 "postsuper[61]" "B0000EA: placed on hold"
    at 07:00:16 "postsuper[62]" "Released from hold: 2 messages"
    at 07:00:16 "qmgr[99]" "B0000EA: from=<x@sender.example>, size=9, nrcpt=1 (queue active)"
    at 07:00:16 "smtpd[11]" "B0000DA: client=dsl-7.isp.example[198.51.100.7]"
    at 07:00:16 "smtpd[11]" "warning: B0000DA: queue file size limit exceeded"
} >ends.log
# ends_as QUEUE-ID STATE WORDS: in both forms.
ends_as() {
    run --format ndjson --queue-id "$1" ends.log
    cp out object
    run --queue-id "$1" ends.log
    state=$2 words=$3
    check "ends as $2" eval 'grep -q "^{\"state\":\"$state\"," object && has out ": $words"'
}
ends_as B00001A queued "still in the queue"
ends_as B00002A held "on hold"
ends_as B00003A deleted "deleted by an administrator"
ends_as B00004A expired "expired, returned to its sender"
ends_as B00005A never-queued "begun, but never queued"
ends_as B00006A canceled "canceled by its client"
ends_as B00007A refused "refused"
check "refused: once, with all its lines, and why" eval 'is "$(count " on mx1")" 1 && is "$(count "ends.log:")" 4 && has out "milter-reject END-OF-MESSAGE, to bob@example.com: 5.7.1 spam"'
check "refused: its sender" has out "Sender        x@sender.example"
ends_as B00008A discarded discarded
check "discarded: the matched line is quoted" has out 'discard header "Subject: x, to root: y", to bob@example.com: away'
ends_as B00009A held "on hold"
check "on hold before message-id=: one message" eval 'is "$(count " on mx1")" 1 && has out "Message-ID    <held@sender.example>"'
ends_as B0000AA unknown "its end is not in the log"
check "its queue ID was used again" is "$(count "^B0000AA on mx1")" 2
ends_as B0000BA queued "still in the queue, 1 deferred"
check "no beginning: said" has out "Client        not known: the beginning is not in this log"
has object '"begin_missing":true'
check "no beginning: said in JSON" is $? 0
ends_as B0000CA never-queued "begun, but never queued"
check "a local user" eval 'has out "Local user    uid 33" && has object "\"uid\":33"'
ends_as B0000DA never-queued "begun, but never queued"
check "a warning says why; without a message there is none" eval 'has out "warning: B0000DA: queue file size limit exceeded" && is "$(count "ends.log:")" 2'
ends_as B0000EA queued "still in the queue"
{
    begun 07:00:00 B00001A
    at 08:00:00 "master[1]" "still here"
    printf '2026-07-16T09:00:00Z mx1 postfix/master[1]: still here\n'
} >forever.log
run --queue-id B00001A forever.log
check "no line for five days: its end is missing" has out "its end is not in the log"

# --- Mail that is refused before it has a queue ID

refused() { # PID CLIENT FROM TO
    at 09:00:00 "smtpd[$1]" "NOQUEUE: reject: RCPT from $2: 554 5.7.1 <$4>: Relay access denied; from=<$3> to=<$4> proto=ESMTP helo=<h>"
}
{
    at 09:00:00 "smtpd[71]" "connect from unknown[203.0.113.66]"
    refused 71 "unknown[203.0.113.66]" a@evil.example one@example.com
    refused 72 "unknown[203.0.113.67]" a@evil.example other@example.com
    refused 71 "unknown[203.0.113.66]" a@evil.example two@example.com
    refused 71 "unknown[203.0.113.66]" b@evil.example three@example.com
    at 09:00:00 "smtpd[71]" "disconnect from unknown[203.0.113.66] ehlo=1 mail=2 rcpt=0/3 quit=1 commands=4/7"
    refused 71 "unknown[203.0.113.66]" b@evil.example four@example.com
    at 09:00:00 "smtpd[71]" "NOQUEUE: reject: CONNECT from unknown[203.0.113.66]: 554 5.7.1 go away; proto=SMTP"
} >refused.log
run --addr 203.0.113.66 refused.log
check "refused: a block for a session and sender" is "$(count '^NOQUEUE on mx1, 2026-07-10 09:00:00Z: refused')" 3
check "refused: both recipients of the first" has out "refused, 2 rejected"
check "refused: with the answer" has out "                554 5.7.1 <two@example.com>: Relay access denied"
run --format ndjson --to two@example.com refused.log
check "refused: asked for by one of two" eval 'lines out 1 && has out "\"to\":\"one@example.com\",\"dsn\":\"5.7.1\",\"status\":\"reject\",\"reply_code\":554,\"reply\":\"<one@example.com>: Relay access denied\"" && lacks out three@'
check "refused: its client" has out '"client_name":"unknown","client_addr":"203.0.113.66","from":"a@evil.example"'
run --to nobody@example.com refused.log
check "refused: nobody asked" is "$status" 1

{
    at 09:10:00 "smtpd[73]" "NOQUEUE: discard: RCPT from mx.example.org[203.0.113.9]: <bob@example.com>: Recipient address dropped; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<h>"
    at 09:10:00 "smtpd[74]" "BD0002A: client=mx.example.org[203.0.113.9]"
    at 09:10:00 "smtpd[73]" "BD0001A: client=mx.example.org[203.0.113.9]"
    at 09:10:01 "smtpd[75]" "NOQUEUE: hold: RCPT from mx.example.org[203.0.113.9]: <bob@example.com>: Recipient address held; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<h>"
    refused 75 "mx.example.org[203.0.113.9]" x@sender.example bob@example.com
    at 09:10:01 "smtpd[75]" "BD0003A: client=mx.example.org[203.0.113.9]"
    at 09:10:02 "smtpd[76]" "NOQUEUE: hold: RCPT from mx.example.org[203.0.113.9]: <bob@example.com>: Recipient address held; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<h>"
    at 09:10:02 "smtpd[76]" "disconnect from mx.example.org[203.0.113.9] ehlo=1 mail=1 rcpt=1 quit=1 commands=4"
    at 09:10:03 "smtpd[76]" "BD0004A: client=mx.example.org[203.0.113.9]"
} >prelude.log
run --queue-id BD0001A prelude.log
check "what access(5) did before there is a queue ID" eval 'has out "BD0001A on mx1, 2026-07-10 09:10:00Z: discarded" && has out prelude.log:1 && has out "discard RCPT, to bob@example.com: <bob@example.com>: Recipient address dropped"'
run --queue-id BD0002A --queue-id BD0003A --queue-id BD0004A prelude.log
check "not to another process, behind a refusal, or after the client left" is "$(count ': begun, but never queued')" 3
run --addr 203.0.113.9 prelude.log
check "it is no message by itself" is "$(count ' on mx1')" 5

# --- What others write

{
    at 11:00:00 "smtpd[81]" "BE0001A: client=unknown[203.0.113.66], sasl_sender=x\", sasl_method=PLAIN, sasl_username=ceo@example.net"
    at 11:00:00 "cleanup[82]" "BE0001A: message-id=<x>, from=<ceo@example.net>, sasl_username=ceo@example.net"
    at 11:00:00 "qmgr[99]" "BE0001A: from=<\"a> to=<ceo@example.net\"@evil.example>, size=1, nrcpt=1 (queue active)"
    at 11:00:01 "smtp[83]" "$(printf 'BE0001A: to=<"q, status=sent (x)"@example.com>, relay=mx.evil.example[203.0.113.66]:25, delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (host said: 550 \033[31m\302\233\342\200\256\377 status=sent (250 ok))')"
    at 11:00:02 "qmgr[99]" "BE0001A: removed"
} >evil.log
run --user ceo@example.net --user ceo evil.log
check "no forged user" is "$status" 1
run --from ceo@example.net evil.log
check "no forged sender" is "$status" 1
run --to ceo@example.net evil.log
check "no forged recipient" is "$status" 1
run --addr 203.0.113.66 evil.log
check "text: no control, bidi or broken UTF-8" eval '! LC_ALL=C grep -q "[^ -~]" out'
check "text: they are shown" has out 'host said: 550 \x1b[31m\u{9b}\u{202e}\xff status=sent (250 ok)'
check "text: what looks like more than a name is quoted" eval 'has out "    bounced     \"\\\"q, status=sent (x)\\\"@example.com\", 2026-07-10" && has out ": left the queue, 1 bounced"'
run --format ndjson --addr 203.0.113.66 evil.log
check "ndjson: escaped" eval '! LC_ALL=C grep -q "[^ -~]" out && has out "\"escaped\":true" && has out "\\u202e"'
at 11:10:00 "smtp[83]" "BE0002A: to=<a>, relay=x[192.0.2.1]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok@reply.example>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (no)" >two.log
run --queue-id BE0002A two.log
check "text: a line with two readings is shown as it is" eval 'has out "still in the queue, 1 unclear" && has out "    unclear     2026-07-10 11:10:00Z" && has out "                BE0002A: to=<a>, relay=x"'
run --format ndjson --queue-id BE0002A two.log
check "ndjson: a line with two readings" eval 'has out "\"ambiguous\":true,\"message\":\"BE0002A: to=<a>, relay=x" && lacks out "\"to\":"'
run --to a two.log
check "a line with two readings names nobody" is "$status" 1

# --- Many recipients, in any case

{
    at 12:00:00 "smtpd[91]" "BF0001A: client=dsl-7.isp.example[198.51.100.7]"
    at 12:00:00 "qmgr[99]" "BF0001A: from=<x@sender.example>, size=1, nrcpt=40 (queue active)"
    for round in deferred sent; do
        i=0
        while [ $i -lt 40 ]; do
            name=User$i
            [ $round = sent ] || name=user$i
            at 12:00:01 "smtp[92]" "BF0001A: to=<$name@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=$round (Ok)"
            i=$((i + 1))
        done
    done
    at 12:00:02 "smtp[92]" "BF0001A: to=<user1@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=4.0.0, status=deferred (no)"
    at 12:00:02 "qmgr[99]" "BF0001A: removed"
} >many.log
run --to uSER39@example.com many.log
check "forty recipients, each once" eval 'has out "left the queue, 40 sent" && is "$(count "^    sent        User")" 40 && is "$(count ", 2 attempts$")" 39'
check "nothing behind a final outcome changes it" has out "User1@example.com, 2026-07-10 12:00:01Z, 3 attempts"

# --- Files, order

sed -n '1,7p' one.log >mail.log.1
sed -n '8,$p' one.log | gzip -c >mail.log.renamed
run --queue-id 9248D303AA mail.log.renamed mail.log.1
check "rotated and compressed files in any order: one message" eval 'has out "left the queue, 1 sent, 1 bounced" && has out mail.log.1:7 && has out mail.log.renamed:1'
cat one.log | "$programs/$tested" --format ndjson --queue-id 9248D303AA >out 2>err
check "standard input" eval 'lines out 1 && has out "\"file\":\"-\",\"line\":14"'
{
    short 14:00:00 mx1 CC0001A one
    short 13:00:00 mx1 CC0002A two
    short 15:00:00 mx1 CC0003A three
} >order.log
run --format ndjson --from x@sender.example order.log
check "messages in the order of time" is "$(sed 's/.*"queue_ids":\[{"queue_id":"\([^"]*\)".*/\1/' out | tr '\n' ' ')" "CC0002A CC0001A CC0003A "
printf 'Jul 10 10:92:01 mx1 postfix/smtpd[1]: CC0004A: client=unknown[192.0.2.1]\n' >no-time.log
run --queue-id CC0004A no-time.log
check "a stamp that cannot be" eval 'has out "CC0004A on mx1, no time: begun" && has out "no time               CC0004A  client  no-time.log:1"'

{
    at 13:00:00 "smtpd[1]" "CC0005A: client=mx.example.org[203.0.113.9]"
    i=0
    while [ $i -lt 63 ]; do
        echo "no line of a log"
        i=$((i + 1))
    done
    at 13:00:00 "cleanup[2]" "CC0005A: message-id=<far@sender.example>"
} >far.log
run --queue-id CC0005A far.log
check "lines that are far from each other" eval 'has out far.log:1 && has out far.log:65'

# --- Memory: what is not asked for is forgotten

# Messages that end, and such that an internal server took: about 60 MB if all were kept.
awk 'BEGIN {
    for (i = 0; i < 60000; i++) {
        stamp = sprintf("2026-07-%02dT%02d:%02d:%02dZ mx1 postfix/", 1 + i / 3600, i / 150 % 24, i * 24 / 60 % 60, i * 24 % 60)
        id = sprintf("%05XAB%04X", i * 7 % 1000000, i)
        relay = i % 2 ? "mx.example.com[192.0.2.25]:25" : "hub.lan.example[10.0.0.9]:25"
        print stamp "smtpd[1]: " id ": client=mx.example.org[203.0.113.9]"
        print stamp "cleanup[2]: " id ": message-id=<" i "." id "@a-rather-long-name-of-a-sending-host.sender.example>"
        print stamp "qmgr[3]: " id ": from=<somebody@sender.example>, size=1, nrcpt=1 (queue active)"
        print stamp "smtp[4]: " id ": to=<user" i "@example.com>, relay=" relay ", delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 0123456789AB)"
        print stamp "qmgr[3]: " id ": removed"
    }
}' >long.log
if ( (ulimit -v 32768 && "$programs/$tested" --version); exit $?) >/dev/null 2>&1; then
    (ulimit -v 32768 && "$programs/$tested" --queue-id 00000AB0000 long.log >out 2>err)
    check "memory: 32 MB are enough for one of 60,000 messages" is $? 0
else
    echo "SKIP memory cannot be limited"
fi

# --- Following

{
    short 15:00:00 mx1 CD0001A one
    begins 15:00:01 CD0002A "mx.example.org[203.0.113.9]"
} >grow.log
"$programs/$tested" --follow --from x@sender.example grow.log >out 2>err &
following=$!
check "--follow: a message that is complete" eventually has out "CD0001A on mx1"
short 15:00:02 mx1 CD0003A three >>grow.log
check "--follow: and the next one" eventually has out "CD0003A on mx1"
check "--follow: not what is under way" lacks out CD0002A
{
    at 15:00:03 "smtpd[1]" "CD0004A: client=mx.example.org[203.0.113.9]"
    at 15:00:03 "cleanup[2]" "CD0004A: message-id=<refused@sender.example>"
    at 15:00:03 "cleanup[2]" "CD0004A: milter-reject: END-OF-MESSAGE from mx.example.org[203.0.113.9]: 5.7.1 spam; from=<x@sender.example> to=<bob@example.com> proto=ESMTP helo=<c>"
    at 15:00:03 "cleanup[2]" "CD0004A: removed (canceled)"
    at 15:01:10 "master[3]" "a minute later"
} >>grow.log
check "--follow: a refused one, with its last line" eventually has out "grow.log:17"
kill -INT "$following"
wait "$following"
status=$?
following=
check "--follow: what is under way at the end" eval 'is $status 0 && has out "CD0002A on mx1, 2026-07-10 15:00:01Z: still in the queue"'
check "--follow: each once" is "$(count ' on mx1')" 4

echo "$failures failed"
[ "$failures" -eq 0 ]
