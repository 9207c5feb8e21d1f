#!/bin/sh
# What pfl-events promises on its command line. Usage: test_cli_events.sh DIRECTORY-OF-THE-PROGRAMS
tested=pfl-events
. "$(dirname "$0")/cli_checks.sh"
events=$programs/$tested

# session DAY QUEUE-ID: four lines of one message, without year and zone.
session() {
    cat <<END
$1 05:02:11 mx1 postfix/smtps/smtpd[4328]: connect from unknown[198.51.100.7]
$1 05:02:12 mx1 postfix/smtps/smtpd[4328]: $2: client=unknown[198.51.100.7], sasl_method=PLAIN, sasl_username=Root
$1 05:02:12 mx1 postfix/qmgr[99]: $2: from=<root@example.net>, size=501, nrcpt=1 (queue active)
$1 05:02:13 mx1 postfix/smtps/smtpd[4328]: disconnect from unknown[198.51.100.7] ehlo=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=6
END
}

session "Jul 10" 9248D303AA >mail.log
session "Jul 09" 9248D303AB >mail.log.1
session "Jul  8" 9248D303AC >mail.log.2
touch -d 2026-07-10T06:00:00Z mail.log mail.log.1 mail.log.2 2>/dev/null || touch -t 202607100600 mail.log mail.log.1 mail.log.2

# --- Options

run --help
check "--help: status and text" is "$status" 0
check "--help: names every option" eval 'has out --kind && has out --follow && has out --utc-offset && lines err 0'
run --version
check "--version" eval 'is $status 0 && has out pfl-events && lines out 1'
run --nonsense mail.log
check "unknown option: one line, status 2" told_once --nonsense
check "unknown option: nothing printed" lines out 0
run -x mail.log
check "unknown short option" told_once -x
run --kind
check "missing value" told_once --kind
run --stats=yes mail.log
check "value for a flag" told_once --stats
run --kind connect,nonsense mail.log
check "unknown kind: told, with the list" eval 'told_once nonsense && has err sasl-login'
run --kind "" mail.log
check "empty kind" told_once --kind
for bad in --addr=192.0.2.0/33 --addr=192.0.2 --addr=2001:db8::/129 --since=yesterday --until=2026-02-30 --until=2026-07-10T25:00 \
    --format=xml --utc-offset=2 --reference-time=July --color=maybe; do
    run "$bad" mail.log
    check "bad value: $bad" told_once "${bad%%=*}"
done

# --- Output

run mail.log
check "ndjson: a line an event" eval 'is $status 0 && lines out 4 && lines err 0'
check "ndjson: keys of the contract" has out '{"kind":"sasl-login","time":"2026-07-10T05:02:12Z","file":"mail.log","line":2,"host":"mx1","program":"postfix/smtps/smtpd","pid":4328,"queue_id":"9248D303AA","client_name":"unknown","client_addr":"198.51.100.7","sasl_method":"PLAIN","sasl_username":"Root"'
run --format csv mail.log
check "csv: a header and a line an event" eval 'is $status 0 && lines out 5 && head -n 1 out | grep -q "^kind,time,file,line,"'
run --format text mail.log
check "text: time, kind, program, queue id, fields" has out '2026-07-10 05:02:12Z  sasl-login  postfix/smtps/smtpd[4328] 9248D303AA client_name=unknown client_addr=198.51.100.7 sasl_method=PLAIN sasl_username=Root'
check "text: no colours into a file" lacks out "$(printf '\033')"
printf 'Jul 10 10:92:01 mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]\n' >no-time.log
run --format text no-time.log
check "text: an impossible stamp" eval 'is $status 0 && has out "no time" && has out client_addr=192.0.2.1'
run --since 1970-01-01 no-time.log
check "--since: an impossible stamp is in no span" lines out 0
run --format text --color mail.log
check "--color: colours into a file" has out "$(printf '\033[')"
run --format text --color=never mail.log
check "--color=never" lacks out "$(printf '\033')"
run mail.log -- --stats
check "after --: a file" eval 'told_once --stats && lines out 4'
printf 'Jul 10 05:02:12 mx1 postfix/smtpd[1]: warning: \033[31m \302\233 \342\200\256 \377 \\x1b "a=b\n' >evil.log
run --format text evil.log
check "text: no control, bidi or broken UTF-8" eval '! LC_ALL=C grep -q "[^ -~]" out'
check "text: they are shown" has out '\x1b[31m \u{9b} \u{202e} \xff \x5cx1b \"a=b"'
printf 'x\n' >"$(printf 'evil\033[31m.log')"
run "$(printf 'missing\033[31m.log')"
check "messages: no control characters" eval '! LC_ALL=C grep -q "[^ -~]" err && told_once "\\x1b"'
if [ -c /dev/full ]; then
    "$events" mail.log >/dev/full 2>err
    status=$?
    check "a full disk: one line, status 2" told_once "standard output"
fi
# Many events, so that the reader is gone long before the last.
i=0
while [ $i -lt 2000 ]; do
    cat mail.log
    i=$((i + 1))
done >long.log
{ "$events" long.log 2>err; echo $? >status; } | head -n 1 >out
check "a closed pipe: quiet" eval 'is "$(cat status)" 0 && lines err 0 && lines out 1'

# --- Filters

run --kind connect,disconnect mail.log
check "--kind" eval 'lines out 2 && has out \"connect\" && has out \"disconnect\"'
run --kind connect --kind queued mail.log
check "--kind twice" lines out 2
run --user root mail.log
check "--user, without regard to case" eval 'lines out 1 && has out sasl-login'
run --user roo mail.log
check "--user: the whole name" lines out 0
run --addr 198.51.100.0/24 mail.log
check "--addr: a network" lines out 3
run --addr=198.51.100.7 mail.log
check "--addr: an address" lines out 3
run --addr 198.51.100.8/29 mail.log
check "--addr: another network" lines out 0
run --addr ::/0 mail.log
check "--addr: IPv6 holds no IPv4" lines out 0
printf '2026-07-10T05:02:11Z mx1 postfix/smtpd[1]: connect from unknown[2001:db8:0:1::7]\n' >six.log
run --addr 2001:db8::/47 six.log
check "--addr: IPv6 network" lines out 1
run --addr 2001:db8:0:1:0:0:0:7 six.log
check "--addr: IPv6 in another spelling" lines out 1
run --queue-id 9248D303AB mail.log mail.log.1
check "--queue-id" eval 'lines out 2 && has out mail.log.1'
run --since 2026-07-10T05:02:12Z mail.log
check "--since: from T on" lines out 3
run --until 2026-07-10T05:02:12Z mail.log
check "--until: before T" lines out 1
run --since 2026-07-10T07:02:12+02:00 --until "2026-07-10 05:02:12.5" mail.log
check "--since and --until, zone and fraction" lines out 2
run --since 2026-07-09 --until 2026-07-10 mail.log mail.log.1 mail.log.2
check "--since and --until: dates" eval 'lines out 4 && lacks out 2026-07-10'

# --- Statistics

run --stats --format ndjson mail.log mail.log.1 evil.log
check "--stats: keys" eval 'grep -q "^{\"lines\":9,\"bytes\":[0-9]*,\"kinds\":{[^}]*},\"field_bytes\":[0-9]*,\"seconds\":[0-9.]*}$" out'
check "--stats: bytes are those of the files" has out "\"bytes\":$(cat mail.log mail.log.1 evil.log | wc -c | tr -d ' '),"
sum_of_kinds() { sed 's/.*"kinds":{\([^}]*\)}.*/\1/' out | tr ',' '\n' | awk -F: '{ n += $2 } END { print n + 0 }'; }
check "--stats: kinds add up" is "$(sum_of_kinds)" 9
run --stats mail.log
check "--stats: table" eval 'has out sasl-login && has out "MB/s" && has out malformed && has out foreign'
run --stats --format csv mail.log
check "--stats: csv" eval 'has out kind,lines,bytes && has out connect,1,'
run --stats --format ndjson --kind connect mail.log mail.log.1
check "--stats: after the filters" eval 'has out "\"lines\":2," && has out "\"kinds\":{\"connect\":2}"'
# Unfinished last line, empty lines, a line longer than any line can be, and 0 bytes.
{ printf 'a\n\n\r\n'; head -c 200000 /dev/zero | tr '\0' x; printf '\nb\0c\nlast'; } >odd.log
run --stats --format ndjson odd.log
check "--stats: odd lines" eval 'has out "\"lines\":6,\"bytes\":$(wc -c <odd.log | tr -d " ")," && is "$(sum_of_kinds)" 6'
head -c 200000 /dev/zero >zeros.log
run --stats --format ndjson zeros.log
check "--stats: one endless line" has out '"lines":1,"bytes":200000,'
: >empty.log
run --stats --format ndjson empty.log
check "--stats: an empty file" eval 'is $status 0 && has out "{\"lines\":0,\"bytes\":0,\"kinds\":{},\"field_bytes\":0,"'

# --- Files

run missing.log mail.log
check "a missing file: told, the rest is read" eval 'told_once missing.log && lines out 4'
mkdir directory
run mail.log directory
check "a directory: told, the rest is read" eval 'told_once directory && lines out 4'
run /dev/null mail.log
check "a device: told, the rest is read" eval 'told_once /dev/null && lines out 4'
if [ "$(id -u)" -ne 0 ]; then
    cp mail.log secret.log && chmod 0 secret.log
    run secret.log mail.log
    check "an unreadable file: told, the rest is read" eval 'told_once secret.log && lines out 4'
fi
run mail.log mail.log.2 mail.log.1
check "rotated files: in time order" is "$(sed 's/.*"file":"\([^"]*\)".*/\1/' out | uniq | tr '\n' ' ')" "mail.log.2 mail.log.1 mail.log "
"$events" <mail.log >out 2>err
check "standard input" eval 'lines out 4 && has out "\"file\":\"-\""'
cat mail.log | "$events" - mail.log.1 --reference-time 2026-07-11 >out 2>err
check "standard input among files, in time order" is "$(sed 's/.*"file":"\([^"]*\)".*/\1/' out | uniq | tr '\n' ' ')" "mail.log.1 - "
mkfifo pipe
cat mail.log >pipe &
run pipe
check "a named pipe" eval 'is $status 0 && lines out 4'
(cat mail.log; sleep 3; cat mail.log.1) | "$events" >out 2>err &
eventually lines out 4
check "a slow pipe: nothing is held back" lines out 4
wait $!
check "a slow pipe: all is read" lines out 8
printf '__CURSOR=s=1\n__REALTIME_TIMESTAMP=1\nMESSAGE=x\n\n' >export.log
run export.log
check "journal export: a hint" eval 'is $status 0 && lines err 1 && has err "journalctl -o json"'
printf 'LPKSHHRH\0\0\0\0' >system.journal
run system.journal
check "a file of the journal: a hint" eval 'is $status 0 && lines err 1 && has err "journalctl -o json --file FILE"'
printf '{\n\t"MESSAGE" : "x"\n}\n' >pretty.json
run pretty.json
check "journalctl -o json-pretty: a hint" eval 'is $status 0 && lines err 1 && has err "journalctl -o json"'
# What others write in front of lines: what is not the line's is not taken off, and told.
for prefix in 'mail.log:' 'mail.log:17:' '17:' '[pod/mail-0/postfix] ' '    ' '/var/log/mail.log.1.gz:'; do
    sed "s|^|$prefix|" mail.log >grep.log
    run grep.log
    check "in front of each line, \"$prefix\": a hint" eval 'is $status 0 && lines err 1 && has err "grep.log: has \"$prefix\" where the time should be" && lines out 4 && is "$(grep -c malformed out)" 4'
    grep -h "" grep.log mail.log >mixed.log
    head -n 1 grep.log >>mixed.log
    run mixed.log
    check "in front of the first lines only, \"$prefix\": none" eval 'is $status 0 && lines err 0 && lines out 9'
done
sed 's/^.\{15\} mx1 [^ ]* //' mail.log >cat.log
"$events" - <cat.log >out 2>err
check "journalctl -o cat: a hint" eval 'lines err 1 && has err "standard input: has no time" && has err "journalctl -o json" && is "$(grep -c malformed out)" 4'
printf '192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 12\nwarning: x\n\n' >access.log
run access.log
check "lines of something else: no hint" eval 'is $status 0 && lines err 0 && lines out 3'
for prefix in '2026-07-10T05:02:13.123456789Z ' 'mail-1  | ' 'mail-1  | 2026-07-10T05:02:13.123456789Z ' '2026-07-10T05:02:13.123456789Z stdout F '; do
    sed "s/^/$prefix/; s/\$/\r/" mail.log >container.log
    for log in mail container; do
        run $log.log
        sed 's/"time":"[^"]*","file":"[^"]*",//; s/,"year_inferred":true,"zone_inferred":true//' out >$log.events
    done
    check "docker and kubectl, \"$prefix\": is read" eval 'lines err 0 && lines out 4 && cmp -s container.events mail.events'
done
for mark in '\377\376' '\376\377'; do
    printf "${mark}N\\0o\\0v\\0" >utf16.log
    run utf16.log
    check "UTF-16: a hint ($mark)" eval 'is $status 0 && lines err 1 && has err "iconv -f UTF-16 -t UTF-8 FILE"'
done

# --- Compressed files

for tool in gzip:gz bzip2:bz2 xz:xz zstd:zst; do
    suffix=${tool#*:} tool=${tool%:*}
    if ! command -v "$tool" >/dev/null; then
        echo "SKIP $tool is not installed"
        continue
    fi
    # By the bytes, not by the name.
    "$tool" -c <mail.log.1 >"old.$suffix.renamed"
    touch -r mail.log "old.$suffix.renamed"
    run mail.log "old.$suffix.renamed"
    check "$tool: read, and in order" eval 'is $status 0 && lines out 8 && head -n 1 out | grep -q renamed'
    "$tool" -c <long.log | head -c 300 >"cut.$suffix"
    run "cut.$suffix" mail.log
    check "$tool: cut short is told, the rest is read" eval 'told_once "cut.$suffix" && [ "$(wc -l <out)" -ge 4 ]'
    "$tool" -c <mail.log | "$events" >out 2>err
    status=$?
    check "$tool: a compressed pipe is told" told_once "$tool -dc"
    "$events" <"old.$suffix.renamed" >out 2>err
    check "$tool: a compressed file as standard input" lines out 4
    mkdir -p empty_path
    PATH=$work/empty_path "$events" "old.$suffix.renamed" mail.log >out 2>err
    status=$?
    check "$tool: a missing tool is named" eval 'told_once "$tool" && lines out 4'
done
gzip -c <long.log >long.gz
head -c $(($(wc -c <long.gz) - 9)) long.gz >cut-late.gz
run --stats --format ndjson cut-late.gz
check "a damaged end: what could be unpacked was read" eval 'told_once cut-late.gz && grep -q "\"lines\":[0-9]\{4\}" out'
gzip -c <mail.log >"-n.gz"
run -- -n.gz
check "a compressed file with an option's name" eval 'is $status 0 && lines out 4'
{ gzip -c <mail.log.1; gzip -c <mail.log; } >both.gz
run both.gz
check "gzip: two members" lines out 8

# --- Year and zone

run --reference-time 2020-01-01 mail.log
check "--reference-time" has out 2019-07-10T05:02:12Z
run --utc-offset +02:00 mail.log
check "--utc-offset" has out 2026-07-10T03:02:12Z
run --utc-offset +02:00 mail.log@-03:30
check "FILE@-03:30" eval 'has out 2026-07-10T08:32:12Z && has out "\"file\":\"mail.log\""'
TZ=Europe/Berlin "$events" mail.log >out 2>err
if TZ=Europe/Berlin date -d 2026-07-10T12:00Z +%H 2>/dev/null | grep -q 14; then
    check "the machine's zone" has out 2026-07-10T03:02:12Z
    session "Jan 10" 9248D303AD >winter.log
    touch -r mail.log winter.log
    TZ=Europe/Berlin "$events" winter.log >out 2>err
    check "the machine's zone, in winter" has out 2026-01-10T04:02:12Z
fi
# An old log, copied: cleanup's Message-IDs tell the year and the zone.
witness() {
    printf 'Jul 10 05:02:12 mx1 postfix/cleanup[7]: 9248D303AA: message-id=<20190710030212.9248D303AA@mx1.example.com>\n'
}
{ witness; session "Jul 11" 9248D303AA; } >copied.log
run copied.log
check "the log's own year and zone" eval 'lines out 5 && has out 2019-07-11T03:02:12Z && lacks out \"2026'
gzip -c <copied.log >copied.gz
run copied.gz
check "the same, compressed" eval 'lines out 5 && has out 2019-07-11T03:02:12Z && lacks out \"2026'
cat copied.log | "$events" >out 2>err
check "the same, from a pipe" eval 'lines out 5 && has out 2019-07-11T03:02:12Z && lacks out \"2026'
run --reference-time 2021-08-01 --utc-offset +00:00 copied.log
check "options win over the log" has out 2021-07-11T05:02:12Z
run --host mx9 mail.log
check "--host" eval 'lines out 4 && has out "\"host\":\"mx9\"" && lacks out \"mx1\"'

# --- Following

# follow OPTIONS...: starts pfl-events in the background.
follow() {
    "$events" --follow "$@" >out 2>err &
    following=$!
}
unfollow() {
    kill -INT "$following" 2>/dev/null
    tries=0
    while kill -0 "$following" 2>/dev/null && [ $tries -lt 50 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    kill -KILL "$following" 2>/dev/null
    wait "$following" 2>/dev/null
    status=$?
    following=
}
numbered() { printf '2026-07-10T05:02:%02dZ mx1 postfix/master[1]: event %d\n' "$1" "$1"; }

numbered 1 >grow.log
numbered 0 >grow.log.1
follow grow.log grow.log.1
check "--follow: what is there, older files first" eventually eval 'lines out 2 && tail -n 1 out | grep -q "event 1"'
numbered 2 >>grow.log
check "--follow: what is added" eventually has out "event 2"
printf '2026-07-10T05:02:03Z mx1 postfix/master[1]: ev' >>grow.log
sleep 0.5
printf 'ent 3\n' >>grow.log
check "--follow: a line written in two pieces" eventually has out "event 3"
mv grow.log grow.log.2
numbered 4 >>grow.log.2
numbered 5 >grow.log
check "--follow: rotated, the last line of the old file" eventually has out "event 4"
check "--follow: rotated, the new file" eventually has out "event 5"
check "--follow: line numbers start again" eval 'grep "event 5" out | grep -q "\"line\":1,"'
numbered 55 >>grow.log
check "--follow: rotated, and more of it" eventually has out "event 55"
numbered 6 >grow.log # shorter than before: seen whenever it is looked at
check "--follow: truncated" eventually has out "event 6"
rm grow.log
sleep 0.5
numbered 7 >grow.log
check "--follow: removed and made anew" eventually has out "event 7"
unfollow
check "--follow: each line once" eval 'lines out 9 && lines err 0'
check "--follow: ends well" is "$status" 0
numbered 1 >grow.log
follow --stats --format ndjson grow.log
sleep 1
numbered 2 >>grow.log
sleep 2
unfollow
check "--follow --stats: printed at the end" has out '"lines":2,'
follow later.log
sleep 0.3
numbered 1 >later.log
check "--follow: a file that comes later" eventually has out "event 1"
unfollow
follow -- long.gz
wait "$following"
status=$?
following=
check "--follow: not a compressed file" told_once long.gz

echo "$failures failed"
[ "$failures" -eq 0 ]
