#!/bin/sh
# The programs under what goes wrong on servers. Usage: test_cli_endurance.sh DIRECTORY-OF-THE-PROGRAMS
# PFL_FULL=yes makes the endless lines 4 GiB long.
tested=pfl-events
. "$(dirname "$0")/cli_checks.sh"
status=0
limit=65536 # KiB of memory for what is endless

# As run, but from standard input, with little memory, and behind a pipe, too: its status goes to a file.
bounded() {
    (ulimit -v $limit && exec "$programs/$tested" "$@") >out 2>err
    echo $? >status
}
ended_below() { [ "$(cat status)" -lt "$1" ]; }
can_limit() { (ulimit -v $limit && "$programs/pfl-audit" --version) >/dev/null 2>&1; }
each="pfl-events:--format=ndjson pfl-audit:--format=json pfl-trace:--user=office@example.com"

login() { # NUMBER: four lines of a message
    id=$(printf '1A2B3%X' $((4096 + $1)))
    cat <<LINES
2026-07-10T10:00:00Z mx1 postfix/submission/smtpd[7]: $id: client=unknown[203.0.113.9], sasl_method=LOGIN, sasl_username=office@example.com
2026-07-10T10:00:00Z mx1 postfix/qmgr[9]: $id: from=<office@example.com>, size=900, nrcpt=1 (queue active)
2026-07-10T10:00:01Z mx1 postfix/smtp[8]: $id: to=<one@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
2026-07-10T10:00:01Z mx1 postfix/qmgr[9]: $id: removed
LINES
}
n=0
while [ $n -lt 400 ]; do
    login $n
    n=$((n + 1))
done >mail.log

# --- Endless lines and bombs

size=256M
[ -z "${PFL_FULL:-}" ] || size=4G
if can_limit; then
    for each_one in $each; do
        tested=${each_one%%:*}
        head -c $size /dev/zero | bounded "${each_one#*:}"
        check "$tested: a line of $size from a pipe" eval 'lacks err memory && ended_below 4'
        truncate -s $size sparse.log
        bounded "${each_one#*:}" sparse.log
        check "$tested: a line of $size in a file" eval 'lacks err memory && ended_below 4'
        rm sparse.log
    done
    tested=pfl-events
    head -c $size /dev/zero | bounded --stats --format ndjson
    check "an endless line is one, and all its bytes are counted" has out "\"lines\":1,\"bytes\":$(head -c $size /dev/zero | wc -c | tr -d ' '),"
    { head -c 100M /dev/zero; printf '\n'; cat mail.log; } | gzip -1 >bomb.gz
    for each_one in $each; do
        tested=${each_one%%:*}
        bounded "${each_one#*:}" bomb.gz
        check "$tested: a gzip bomb" eval 'lacks err memory && ended_below 2'
    done
    check "what lies behind a bomb is read" has out "1A2B31000"
else
    echo "SKIP memory cannot be limited"
fi

# --- Where output goes

for each_one in $each; do
    tested=${each_one%%:*}
    if [ -c /dev/full ]; then
        "$programs/$tested" "${each_one#*:}" mail.log >/dev/full 2>err
        status=$?
        check "$tested: a full disk: told, status 2" told_once "standard output"
    fi
    # The reader is gone before anything is written.
    { "$programs/$tested" "${each_one#*:}" mail.log 2>err; echo $? >status; } | :
    check "$tested: nobody reads: no message, no crash" eval 'lines err 0 && [ "$(cat status)" -le 2 ]'
    "$programs/$tested" "${each_one#*:}" mail.log 2>err >&-
    status=$?
    check "$tested: no standard output at all" eval '[ $status -le 2 ]'
done

# --- Signals

for each_one in $each; do
    tested=${each_one%%:*}
    for signal in INT TERM; do
        # Nothing comes, and nothing is said to end.
        mkfifo silent
        (exec 3<>silent; exec "$programs/$tested" "${each_one#*:}" silent 3>&-) >out 2>err &
        following=$!
        exec 3<>silent
        sleep 0.2
        kill -$signal $following
        check "$tested: SIG$signal in front of a silent pipe" eventually eval '! kill -0 $following 2>/dev/null'
        wait $following 2>/dev/null
        status=$?
        following=
        exec 3>&-
        rm silent
    done
done

# --- What is no log

mkdir folder
ln -s nowhere dangling
ln -s loop loop
ln -s mail.log link
: >empty
for each_one in $each; do
    tested=${each_one%%:*}
    for bad in folder dangling loop missing /dev/zero; do
        run "${each_one#*:}" $bad mail.log
        check "$tested: $bad is told, the rest is read" eval 'lines err 1 && has err "$bad" && [ -s out ]'
    done
    run "${each_one#*:}" mail.log
    cp out plain
    run "${each_one#*:}" link
    sed 's/"link"/"mail.log"/g; s/link:/mail.log:/g' out >renamed
    check "$tested: a link to a log is that log" cmp -s plain renamed
    if [ "$(id -u)" -ne 0 ]; then
        cp mail.log secret && chmod 0 secret
        run "${each_one#*:}" secret mail.log
        check "$tested: what may not be read is told" eval 'lines err 1 && has err secret && [ -s out ]'
        rm -f secret
    fi
    # It is removed, and another one cut short, while something else is read.
    mkfifo pipe
    cp mail.log vanishes
    cp mail.log shrinks
    "$programs/$tested" "${each_one#*:}" pipe vanishes shrinks >out 2>err </dev/null &
    exec 3>pipe
    rm vanishes
    : >shrinks
    exec 3>&-
    wait $!
    check "$tested: files that vanish and shrink" is "$(($? < 4))" 1
    rm -f pipe vanishes shrinks
done

# --- Following

tested=pfl-events
numbered() { printf '2026-07-10T05:02:00Z mx1 postfix/master[1]: event %d.\n' "$1"; }
: >grow.log
"$programs/pfl-events" --follow grow.log >out 2>err &
following=$!
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
    case $((n % 3)) in
    0) numbered $n >>grow.log ;;
    1) mv grow.log grow.log.1 && numbered $n >grow.log ;;
    2) : >grow.log && sleep 0.5 && numbered $n >>grow.log ;; # as copytruncate does
    esac
    eventually has out "event $n." || break
done
check "--follow: rotated, truncated, and grown again and again" has out "event 12."
check "--follow: each line once" lines out 12
rm grow.log
mkdir grow.log
sleep 0.5
rmdir grow.log
numbered 13 >later
mv later grow.log
check "--follow: a folder in the log's place, and a log again" eventually has out "event 13."
ln -sf first.log current
numbered 1 >first.log
numbered 2 >second.log
kill $following
wait $following 2>/dev/null
"$programs/pfl-events" --follow current >out 2>err &
following=$!
check "--follow: through a link" eventually has out "event 1."
ln -sf second.log current
check "--follow: to what the link leads to now" eventually has out "event 2."
kill $following
wait $following 2>/dev/null
check "--follow: SIGTERM ends it well" is $? 0
following=

# --- States

tested=pfl-audit
head -n 800 mail.log >half.log
"$programs/pfl-audit" --save old half.log >/dev/null
"$programs/pfl-audit" --load old --save new mail.log >/dev/null
whole() { cmp -s state old || cmp -s state new; }
kill_at=$programs/../tests/kill_at.so
if [ -e "$kill_at" ] && LD_PRELOAD=$kill_at "$programs/pfl-audit" --version >/dev/null 2>&1; then
    n=1 wrong=
    status=137
    while [ $status -eq 137 ] && [ $n -lt 1000 ]; do
        rm -f state.*
        cp old state
        (LD_PRELOAD=$kill_at PFL_KILL_AT=$n exec "$programs/pfl-audit" --load state --save state mail.log >/dev/null 2>&1)
        status=$?
        whole || wrong="$wrong $n"
        n=$((n + 1))
    done 2>/dev/null
    check "--save: killed at each of its steps, the state is the old or the new one" is "$wrong" ""
    check "--save: there were steps to be killed at, and an end" eval '[ $n -gt 4 ] && [ $n -lt 1000 ] && cmp -s state new'
else
    echo "SKIP nothing can be preloaded"
fi
n=0
while [ $n -lt 30 ]; do
    cp old state
    "$programs/pfl-audit" --load state --save state mail.log >/dev/null 2>&1 &
    sleep 0.00$((n % 10))
    kill -KILL $!
    wait $!
    whole || break
    n=$((n + 1))
done 2>/dev/null
check "--save: killed at any time, the state is the old or the new one" is $n 30
run --load state
check "--save: and can be loaded" is "$(($status < 2))" 1
rm -f state.*
for bad in folder dangling mail.log empty; do
    run --load $bad mail.log
    check "--load: $bad is no state" eval 'told_once $bad && lines out 0'
done
cp old target
ln -s target state-link
run --load state-link --save state-link mail.log
check "--save: not through a link" eval 'cmp -s target old && cmp -s state-link new'
mkdir disk
if mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
    cp old disk/state
    head -c 60K /dev/zero >disk/filler 2>/dev/null
    run --load disk/state --save disk/state mail.log
    check "--save: a full disk is told" eval 'lines err 1 && has err disk/state'
    check "--save: a full disk leaves the old state, and nothing beside it" eval 'cmp -s disk/state old && is "$(ls disk | tr "\n" " ")" "filler state "'
    umount disk
else
    echo "SKIP no file system can be mounted"
fi

[ $failures -eq 0 ] || echo "$failures checks failed"
[ $failures -eq 0 ]
