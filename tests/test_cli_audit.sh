#!/bin/sh
# What pfl-audit promises. Usage: test_cli_audit.sh DIRECTORY-OF-THE-PROGRAMS
tested=pfl-audit
. "$(dirname "$0")/cli_checks.sh"
. "$here/cli_logs.sh"
audit=$programs/$tested
sample=$here/../examples/sample

plain() { ! LC_ALL=C grep -q '[^ -~]' "$1"; }

# json EXPRESSION: true in Python for the report j. verdict(USER) and rules(USER) look an account up.
json() {
    python3 - "$1" <<'END'
import json, sys
j = json.load(open("out", encoding="utf-8"))
accounts = {a["user"]: a for a in j["accounts"]}
def verdict(user): return accounts[user]["verdict"]
def rules(user): return {f["rule"]: f["severity"] for f in accounts[user]["findings"]}
sys.exit(0 if eval(sys.argv[1]) else 1)
END
}

# --- The sample

python3 "$sample/make_incident.py" >made.log
check "sample: mail.log is what make_incident.py writes" cmp -s made.log "$sample/mail.log"
cp "$sample/mail.log" mail.log
run mail.log
check "sample: status 1, no messages" eval 'is $status 1 && lines err 0'
check "sample: the answer comes first" eval 'head -n 1 out | grep -q "^Yes, .*: reception@example.com\.$"'
check "sample: one incident" is "$(grep -c 'Next steps' out)" 1
check "sample: since when, still active" eval 'has out "2026-06-10 03:24:22 UTC" && has out "Still active  YES"'
check "sample: how they got in" grep -q '^  How it got in 34 failed logins from 203.0.113.77 .*\[R01 high\]$' out
check "sample: evidence as file:line" eval 'grep -q "^ *mail.log:[0-9]*: Jun 10 03:24:22 mx .*client=unknown\[203.0.113.77\]" out'
check "sample: what is still in the queue can be held" has out 'postsuper -h '
check "sample: the noise in one line" is "$(grep -c '^Noise: ' out)" 1
check "sample: no colours into a file" plain out
run --format json mail.log
check "sample: json, status 1" eval 'is $status 1 && lines err 0'
check "sample: json keys" json 'list(j) == ["verdict", "coverage", "totals", "accounts", "attackers", "submitters", "relays", "server"]'
check "sample: json verdicts" json 'j["verdict"] == verdict("reception@example.com") == "compromised" and j["accounts"][0]["user"] == "reception@example.com"'
check "sample: json nobody else" json 'all(a["verdict"] == "clean" for a in j["accounts"][1:]) and len(accounts) == 8'
check "sample: json rules" json '{"R01": "high", "R09": "high", "R11": "high", "R12": "high"}.items() <= rules("reception@example.com").items()'
check "sample: json a stale telephone weighs nothing" json 'accounts["library@example.com"]["access"] == 0 and verdict("library@example.com") == "clean"'
check "sample: json scores" json 'accounts["reception@example.com"]["access"] == 5 and accounts["reception@example.com"]["abuse"] >= 8 and accounts["library@example.com"]["access"] == 0'
check "sample: json finding" json 'set(accounts["reception@example.com"]["findings"][0]) >= {"rule", "severity", "start", "end", "count", "limit", "usual", "source_ip", "technique", "evidence", "text"}'
check "sample: json evidence" json 'all(len(f["evidence"]) <= 8 and all(open(e["file"]).readlines()[e["line"] - 1].rstrip("\n") == e["text"] for e in f["evidence"]) for a in accounts.values() for f in a["findings"])'
check "sample: json totals" json 'j["totals"]["lines"] == sum(j["totals"]["kinds"].values()) == sum(1 for _ in open("mail.log")) and j["totals"]["logins"] == sum(j["totals"]["kinds"].get(k, 0) for k in ("sasl-login", "login"))'
check "sample: json failures that are none" json 'j["totals"]["failures"] == j["totals"]["kinds"]["auth-fail"] - 1'
check "sample: json attackers" json 'j["attackers"][0]["addr"] == "203.0.113.77" and j["attackers"][0]["users_tried"] == 14 and j["attackers"][0]["first"] == "2026-06-09T21:10:00Z"'
check "sample: json spraying" json '[f["rule"] for f in j["server"]] == ["R03"]'
check "sample: json submitters" json 'sorted((s["uid"], s["verdict"]) for s in j["submitters"]) == [(0, "clean"), (33, "clean")] and j["relays"] == []'
for zone in America/New_York Asia/Kolkata; do
    TZ=$zone "$audit" mail.log >other 2>err
    "$audit" mail.log >out
    check "sample: the same in $zone" cmp -s out other
done
gzip -c mail.log >mail.log.1.gz && run mail.log.1.gz
check "sample: compressed" eval 'is $status 1 && has out "Yes, "'
# A compressed log is unpacked once for its first lines and once for all, whatever the report shows of it.
mkdir counted
printf '#!/bin/sh\necho >>"%s/unpacked"\nexec "%s" "$@"\n' "$work" "$(command -v gzip)" >counted/gzip
chmod +x counted/gzip
{
    for one in 1 2 3; do
        HH=1$one
        for s in $(numbers 30); do fail "00:$s" "203.0.113.$one" "user$one@example.com"; done
        login 01:00 "203.0.113.$one" "user$one@example.com" "user$one@example.com" 900
    done
    HH=10
} >three.log
gzip -kf three.log
run three.log
sed 's/three\.log:/three.log.gz:/' out >plain.out
PATH=$work/counted:$PATH
run three.log.gz
PATH=${PATH#*:}
check "three incidents of a compressed log" eval 'is $(grep -c "^user.@example.com: " out) 3 && cmp -s plain.out out'
check "unpacked twice, and not for each line" lines unpacked 2

# --- Options

run --help
check "--help" eval 'is $status 0 && has out --bulk && has out --trusted && has out --min-severity && has out "Exit status" && lines err 0'
run --version
check "--version" eval 'is $status 0 && has out pfl-audit && lines out 1'
for bad in --nonsense --format=xml --jobs=0 --max-memory=1k --block=iptables --report=example --trusted=192.0.2.0/33 --min-severity=bad; do
    run "$bad" mail.log
    check "bad option: $bad" eval 'told_once "${bad%%=*}" && lines out 0'
done
run --format json --min-severity high mail.log
check "--min-severity hides, the verdict stands" json 'rules("library@example.com") == {} and j["server"] == [] and j["verdict"] == "compromised"'
run --min-severity critical mail.log
check "--min-severity in text" eval 'is $status 1 && has out "Yes, " && lacks out "[R01"'

{
    login 00:10 192.0.2.10 list@example.com list@example.com 600
    login 20:10 192.0.2.10 list@example.com list@example.com 600
} >bulk.log
run --format json bulk.log
check "rate: R09 of one sender from one address is no break-in" json 'verdict("list@example.com") == "check" and rules("list@example.com") == {"R09": "high"}'
run --format json --bulk List@Example.com bulk.log
check "--bulk, status 0" eval 'is $status 0 && json "verdict(\"list@example.com\") == \"clean\" and rules(\"list@example.com\") == {}"'

# --- R01 and its guards

for n in $(numbers 12); do fail "$n:00" 203.0.113.9 office@example.com; done >guess.log
login 12:30 203.0.113.9 office@example.com >>guess.log
run --format json guess.log
check "R01: guessed" json 'verdict("office@example.com") == "likely" and rules("office@example.com") == {"R01": "high"}'
{
    HH=09 login 50:00 203.0.113.9 office@example.com
    cat guess.log
} >stale.log
run --format json stale.log
check "R01: an old password from a known address is low" json 'verdict("office@example.com") == "clean" and rules("office@example.com") == {"R01": "low"}'
head -n 4 guess.log >typo.log
login 12:30 203.0.113.9 office@example.com >>typo.log
run typo.log
check "R01: four mistyped passwords are nothing" eval 'is $status 0 && head -n 1 out | grep -q "^Nothing found in the "'
{
    head -n 12 guess.log | sed 's/(reason unavailable)/Connection lost to authentication server/'
    tail -n 3 guess.log
} >outage.log
run --format json outage.log
check "failures of the server's own are none" json 'j["totals"]["failures"] == 0 and j["verdict"] == "clean"'
{
    head -n 2 guess.log
    sed -n 3p guess.log | sed 's/smtpd\[7\]: \(.*\)$/smtpd[7]: message repeated 10 times: [ \1]/'
    tail -n 3 guess.log
} >folded.log
run --format json folded.log
check "repeated lines count as often" json 'j["totals"]["failures"] == 12 and rules("office@example.com") == {"R01": "high"}'
for name in info sales test admin scan mail; do fail 01:00 203.0.113.9 $name; done >spray.log
login 02:00 203.0.113.9 office@example.com >>spray.log
run --format json spray.log
check "R01: other names guessed" json 'rules("office@example.com") == {"R01": "high"} and "T1110.003" in accounts["office@example.com"]["findings"][0]["technique"]'
sed 's/203\.0\.113\.9/10.0.0.9/' spray.log >inside.log
login 03:00 10.0.0.9 sales2@example.com >>inside.log
run --format json inside.log
check "R01: an internal address that two accounts use" json 'j["verdict"] == "clean" and j["coverage"]["masked_addresses"] == 1'
{
    cat spray.log
    login 03:00 203.0.113.9 sales2@example.com
} >shared.log
run --format json shared.log
check "R01: an outer one" json 'verdict("office@example.com") == verdict("sales2@example.com") == "likely"'
run --format json --trusted 203.0.113.0/24 shared.log
check "--trusted, status 0" eval 'is $status 0 && json "j[\"verdict\"] == \"clean\""'
sed 's/203\.0\.113\.9/unknown/' spray.log >unknown.log
run --format json unknown.log
check "R01: not from an address that is none" json 'j["verdict"] == "clean" and j["totals"]["failures"] == 6'
{
    head -n 12 guess.log
    echo '2026-07-10T10:12:30Z mx1 postfix/submission/smtpd[7]: disconnect from unknown[203.0.113.9] ehlo=1 auth=1 quit=1 commands=3'
} >silent.log
run --format json silent.log
check "R01: a login that sends nothing" json 'j["verdict"] == "likely" and [f["rule"] for f in j["server"]] == ["R01"] and j["accounts"] == []'

# --- The other rules

# net N: an address in one of six networks, of four wide ones
net() {
    case $1 in
    0) echo 192.0.2.9 ;;
    1) echo 198.51.100.9 ;;
    2) echo 203.0.113.9 ;;
    *) echo "2001:db8:$1::9" ;;
    esac
}
for n in $(numbers 24); do fail "$n:00" "$(net $((${n#0} % 6)))" office@example.com; done >spread.log
login 30:00 203.0.113.77 office@example.com >>spread.log
run --format json spread.log
check "R02: from many networks" json 'rules("office@example.com")["R02"] == "high" and verdict("office@example.com") == "likely"'
sed 's/203.0.113.77/2001:db8:77::7/' spread.log >elsewhere.log
run --format json elsewhere.log
check "R02: the owner, from a network that did not guess" json '"R02" not in rules("office@example.com") and j["verdict"] == "attacked"'
for n in $(numbers 16); do fail "$n:00" 203.0.113.9 "user$n"; done >many.log
run many.log
check "R03: attacked is not broken into" eval 'is $status 0 && head -n 1 out | grep -q "^Passwords are being guessed; no break-in found in the "'
login 00:00 192.0.2.1 test@example.com >test.log
run --format json test.log
check "R13: a test account is a hint only" json 'rules("test@example.com") == {"R13": "medium"} and verdict("test@example.com") == "clean"'
for n in $(numbers 25); do
    echo "2026-07-10T10:$n:00Z mx1 postfix/pickup[8]: 1A2B3F$n: uid=33 from=<www-data>"
done >web.log
run --format json web.log
check "R16: a web server's burst" json 'j["submitters"][0]["verdict"] == "likely" and j["submitters"][0]["findings"][0]["rule"] == "R16"'
sed 's/uid=33/uid=1000/' web.log >user.log
run --format json user.log
check "R16: not of a person" json 'j["submitters"][0]["verdict"] == "clean"'
for n in 1 2 3 4 5; do login "${n}0:00" "2001:db8:$n::9" office@example.com "office@example.com" 110; done >net.log
run --format json net.log
check "no baseline: rate alone" json 'verdict("office@example.com") == "check"'
for n in $(numbers 5); do login "00:$n" "2001:db8:$n::9" office@example.com "office@example.com" 110; done >net.log
run --format json net.log
check "no baseline: rate from four addresses at a time" json 'verdict("office@example.com") == "likely"'

# --- Many at once

for n in 1 2 3 4 5; do sed "s/office@/office$n@/g; s/203\.0\.113\.9/203.0.113.2$n/" guess.log; done >many.log
run many.log
check "many incidents: each in a line first" eval 'is $status 1 && sed -n 4,8p out | grep -c "^  likely       2026-07-10 10:12:30       1 message  still active office[1-5]@example.com$" | grep -qx 5'
{
    for day in 01 02 03 04 05 06; do
        for n in 1 2; do login "${n}0:00" 192.0.2.1 office@example.com; done | sed "s/07-10T/07-${day}T/"
    done
    cat guess.log
    for net in 198.51.100.7 2001:db8:77::7 233.252.0.7; do (HH=11 && login 00:00 $net office@example.com); done
} >kinds.log
run kinds.log
check "findings of one kind are one line" eval 'is "$(grep -c "\[R08 " out)" 1 && grep -q "^  Hint .*\[R08 [a-z]*\] and [1-9] more of this kind$" out'

# --- States

lines_of() { python3 -c 'import json, sys; [print(e["file"], e["line"]) for a in json.load(open(sys.argv[1]))["accounts"] for f in a["findings"] for e in f["evidence"]]' "$1"; }

"$audit" --format json mail.log >whole.json
"$audit" --format json --jobs 3 mail.log >out
check "--jobs: the same report" cmp -s out whole.json
cp mail.log grows.log
head -n 2000 mail.log >grows.log
touch -r mail.log grows.log
run --save first.state grows.log
check "--save: a state" eval 'is $status 0 && [ -s first.state ] && lines err 0'
tail -n +2001 mail.log >>grows.log
touch -r mail.log grows.log
run --load first.state --save second.state --format json grows.log
sed 's/"grows\.log"/"mail.log"/g' out >same
check "--load: of a grown log only the rest is read, the report is that of the whole" eval 'is $status 1 && lines err 0 && cmp -s same whole.json'
mv grows.log grows.log.1
gzip grows.log.1
run --load first.state --format json grows.log.1.gz
sed 's/"grows\.log\.1\.gz"/"mail.log"/g' out >same
check "--load: known by its first line, rotated and compressed" cmp -s same whole.json
run --load second.state --format json
check "--load: a state alone" eval 'is $status 1 && json "j[\"totals\"] == json.load(open(\"whole.json\"))[\"totals\"] and verdict(\"reception@example.com\") == \"compromised\""'
check "--load: lines of a file that is not there by their place" json 'all(e["line"] is None and open("mail.log", "rb").read()[e["offset"]:].startswith(e["text"].encode()) for a in accounts.values() for f in a["findings"] for e in f["evidence"])'
run --load second.state
check "--load: and in text" eval 'grep -q "^ *grows\.log@[0-9]*: Jun 10 03:24:22 mx .*client=unknown\[203.0.113.77\]\|^ *grows\.log@[0-9]*$" out'
"$audit" --load first.state --format json - <mail.log >out 2>err
check "--load: standard input, its lines are numbered" eval 'lines_of out | sed "s/^- /mail.log /" >same && lines_of whole.json | cmp -s - same'
python3 -c '
import datetime, json, re, sys
for line in sys.stdin:
    time, host, program, pid, message = re.match(r"(\S+)Z (\S+) (\S+)\[(\d+)\]: (.*)", line).groups()
    since = datetime.datetime.fromisoformat(time + "+00:00").timestamp()
    print(json.dumps({"__REALTIME_TIMESTAMP": f"{since:.0f}000000", "_HOSTNAME": host, "SYSLOG_IDENTIFIER": program,
                      "SYSLOG_PID": pid, "MESSAGE": message}))' <guess.log >journal.json
run --save journal.state --format json journal.json
lines_of out | sed "s/^journal.json /- /" >numbers
check "the journal: a file of it" eval 'is $status 1 && lines err 0 && json "j[\"totals\"][\"lines\"] == $(wc -l <journal.json)" && [ -s numbers ]'
"$audit" --format json <journal.json | lines_of /dev/stdin >same
check "the journal: lines of standard input have the same numbers" cmp -s same numbers
cat journal.json | "$audit" --format json | lines_of /dev/stdin >same
check "the journal: and of a pipe" cmp -s same numbers
{
    head -c 50 journal.json
    sleep 1
    tail -c +51 journal.json
} | "$audit" --load journal.state --format json - >out 2>err
check "the journal: a pipe is known by its first line, when that comes late, too" json 'j["totals"]["lines"] == sum(1 for _ in open("journal.json"))'
run --format json mail.log mail.log
check "a file that is given twice counts once" eval 'lines err 0 && cmp -s out whole.json'
head -c 300000 mail.log >half.log
run --save half.state half.log
run --load half.state --format json mail.log
check "--save: a line that is still being written is left for the next run" cmp -s out whole.json
head -n 2500 mail.log >mail.log.1
tail -n +2501 mail.log >mail.log.0
touch -r mail.log mail.log.1 mail.log.0
"$audit" --format json mail.log.1 mail.log.0 >two.json
"$audit" --save part1.state mail.log.1 >/dev/null
"$audit" --save part0.state mail.log.0 >/dev/null
for order in "part1 part0" "part0 part1"; do
    run --format json --load ${order% *}.state --load ${order#* }.state mail.log.0 mail.log.1
    check "--load: parts in any order are the whole ($order)" eval 'is $status 1 && cmp -s out two.json'
done
check "two files: what one file says" eval 'python3 -c "import json; a, b = json.load(open(\"two.json\")), json.load(open(\"whole.json\")); [f.pop(\"evidence\") for j in (a, b) for k in (\"accounts\", \"submitters\") for s in j[k] for f in s[\"findings\"]]; [f.pop(\"evidence\") for j in (a, b) for f in j[\"server\"]]; a[\"coverage\"].pop(\"files\"); b[\"coverage\"].pop(\"files\"); assert a == b"'
run --load first.state --load second.state
check "--load: states that overlap are refused" told_once second.state
sed '2000s/.*/Jun 10 03:00:00 mx postfix\/qmgr[1]: another line/' mail.log >changed.log
run --load first.state changed.log
check "--load: a log that goes on differently is refused" eval 'has err changed.log && lines err 1 && has out "could not be read"'
run --cron --load night.state --save night.state mail.log
check "--load: of a state that is to be made" eval 'is $status 1 && [ -s night.state ] && has out "Next steps" && lines err 0'
run --cron --load night.state --save night.state mail.log
check "--load: and of the one that was" eval 'is $status 1 && lines out 0 && lines err 0'
for bad in missing.state mail.log; do
    run --load $bad mail.log
    check "--load: $bad is none" eval 'told_once $bad && lines out 0'
done
head -c 2000 second.state >cut.state
run --load cut.state
check "--load: a state that is cut short" told_once cut.state
login 00:00 192.0.2.1 office@example.com >clean.log
run --save no/such/folder/state clean.log
check "--save: cannot be written" eval 'told_once no/such/folder/state && has out "Nothing found"'
mkdir folder.state
run --save folder.state clean.log
check "--save: not in the place of a folder" told_once folder.state
mkfifo pipe.state
ln -s pipe.state link.state
for other in pipe link; do
    run --save $other.state clean.log
    check "--save: not in the place of a pipe ($other)" eval 'told_once "$other.state: the state cannot be saved: it is no regular file" && [ -p $other.state ]'
done
run --save real.state clean.log
check "--save: a new state is its owner's" [ -n "$(find real.state -perm 600)" ]
chmod 640 real.state
ln -sf real.state link.state
cp real.state before.state
run --load link.state --save link.state typo.log
check "--save: the mode of the old one, a link is replaced" eval '[ -n "$(find link.state -perm 640)" ] && [ ! -L link.state ] && cmp -s real.state before.state && ! cmp -s link.state before.state'
rm -f pipe.state link.state real.state before.state
check "--save: leaves nothing beside" is "$(ls | grep -c 'state\.')" 0
run --load second.state --load first.state --save second.state
check "--save: not over a state when something else went wrong" eval 'told_once first.state && "$audit" --load second.state >/dev/null 2>&1; is $? 1'

# --- States that forget

# on DAY SCRIPT...: what the script logs, on another day
on() { "${@:2}" | sed "s/2026-07-10T/$1T/"; }
nights() {
    for day in 01 02 03 04 05 06 07 08; do
        on 2024-03-$day eval 'login 00:00 192.0.2.1 office@example.com; login 10:00 192.0.2.1 office@example.com'
        on 2024-03-$day eval 'for n in $(numbers 60); do fail "$n:30" "2001:db8:$day::$n" info; done'
    done
}
on 2024-02-10 cat guess.log >long.log
nights >>long.log
run --load keep.state --save keep.state --keep 3 --cron long.log
check "--keep: the report comes first, and is about all" eval 'is $status 1 && lines err 0 && has out "office@example.com: likely" && has out "2024-02-10 10:12:30"'
run --save all.state long.log
check "--keep: the state is smaller" [ "$(wc -c <keep.state)" -lt "$(wc -c <all.state)" ]
# Four days of sixty addresses, and the one that got in.
run --load keep.state
check "--keep: failures stay counted, of addresses that have gone too" eval 'has out "Noise: 492 failed logins from 241 addresses that the state still knows (most: 203.0.113.9, 12)"'
run --load keep.state --format json
check "--keep: what was before is not told again" json 'verdict("office@example.com") == "clean" and rules("office@example.com") == {}'
check "--keep: sums stay, and the account" json 'j["totals"]["lines"] == sum(1 for _ in open("long.log")) and j["totals"]["logins"] == 17 and j["totals"]["failures"] == 492 and len(accounts) == 1'
run --load all.state --format json
check "--keep: the other state tells it" json 'rules("office@example.com") == {"R01": "high"}'
on 2024-03-08 login 59:00 192.0.2.1 office@example.com >>long.log
run --load keep.state --save keep.state --keep 3 --cron long.log
check "--keep: a log that goes on" eval 'is $status 0 && lines out 0 && lines err 0'
{
    on 2024-03-01 fail 00:00 192.0.2.7 clock@example.com
    on 2024-03-08 sed "s/T10:/T11:/" guess.log
    on 1970-01-01 fail 00:00 192.0.2.7 clock@example.com
    on 2024-03-08 fail 59:59 203.0.113.9 office@example.com
} >>long.log
gzip -kf long.log
for log in long.log long.log.gz; do
    cp keep.state old.state
    run --load old.state --save old.state --keep 3 --cron $log
    check "--keep: a line of a wrong clock is told of, the others are read ($log)" eval 'is $status 1 && lines err 1 && has err "$log: lines from before 2024-03-05 00:00:00" && grep -q ": 2$" err && has out "office@example.com: likely" && lacks out clock@'
    check "--keep: lines of the log are numbered all the same ($log)" grep -q "^ *$log:$(grep -n T11:12:30.*client= long.log | cut -d: -f1): 2024-03-08T11:12:30Z mx1 .*client=unknown\[203.0.113.9\]" out
    run --load old.state --format json
    check "--keep: and counted ($log)" json 'j["totals"]["lines"] == sum(1 for _ in open("long.log")) - 2 and j["totals"]["failures"] == 492 + 13'
done
run --load keep.state --format json --jobs 1 guess.log long.log
sed 's/"file":"guess[^}]*//' out >one
run --load keep.state --format json --jobs 3 guess.log long.log
sed 's/"file":"guess[^}]*//' out >three
check "--keep: the same with threads" eval 'is $status 1 && lines err 1 && cmp -s one three'
on 2024-06-10 cat typo.log >june.log
run --load keep.state --save none.state --keep 3 june.log
check "--keep: days are counted from the last line on" eval 'run --load none.state --save none.state long.log; is $status 2 && has err "lines from before 2024-06-07 00:00:00"'
on 2106-01-01 cat typo.log >ahead.log
run --save ahead.state --keep 1 ahead.log
today=$(date -u +%Y-%m-%dT)
on 2026-07-10 cat guess.log | sed "s/2026-07-10T/$today/" >now.log
run --load ahead.state --cron now.log
check "--keep: a clock that ran ahead makes nothing too old" eval 'is $status 1 && lines err 0 && has out "office@example.com: likely"'
for day in 01 07; do on 2024-03-$day login 00:00 192.0.2.2 desk@example.com; done >desk.log
run --save desk.state --keep 3 desk.log
for order in "keep desk" "desk keep"; do
    run --format json --load ${order% *}.state --load ${order#* }.state
    check "--keep: states that go back to different times add up ($order)" eval 'is $status 0 && lines err 0 && json "len(accounts) == 2 and j[\"totals\"][\"logins\"] == 20"'
done
run --keep 3 clean.log
check "--keep: goes with --save" told_once --keep
for bad in 0 -1 3d 36501; do
    run --keep $bad --save none.state clean.log
    check "--keep: not $bad" told_once --keep
done

# --- One line, and what is new

run --nagios mail.log
check "--nagios: critical" eval 'is $status 2 && lines out 1 && grep -q "^PFL_AUDIT CRITICAL - compromised: reception@example.com, in 57 hours | compromised=1;;0;0 likely=0;;0;0 check=0;0;;0 failures=173 lines=4819$" out'
run --nagios clean.log
check "--nagios: ok" eval 'is $status 0 && grep -q "^PFL_AUDIT OK - clean, in .* | " out'
run --nagios bulk.log
check "--nagios: warning" eval 'is $status 1 && grep -q "^PFL_AUDIT WARNING - check: list@example.com, " out'
: >empty.log
run --nagios empty.log
check "--nagios: unknown, and why" eval 'is $status 3 && lines err 0 && grep -q "^PFL_AUDIT UNKNOWN - unknown (the log is empty), " out'
run --nagios missing.log
check "--nagios: unreadable" eval 'is $status 3 && lines err 1 && has err missing.log && grep -q "^PFL_AUDIT UNKNOWN - unknown (some input could not be read), " out'
run --cron --load first.state mail.log
check "--cron: something new" eval 'is $status 1 && head -n 1 out | grep -q "^Yes, " && has out "Next steps"'
run --cron --load second.state mail.log
check "--cron: silent when nothing is" eval 'is $status 1 && lines out 0 && lines err 0'
run --cron --save clean.state clean.log
check "--cron: silent when all is well" eval 'is $status 0 && lines out 0 && lines err 0'
run --cron empty.log
check "--cron: not silent when it cannot tell" eval 'is $status 3 && lines out 0 && is "$(cat err)" "pfl-audit: cannot tell: the log is empty"'
run --cron --load clean.state missing.log
check "--cron: not silent when a log could not be read" eval 'told_once "missing.log: cannot be opened" && lines out 0'
run --cron --load second.state missing.log
check "--cron: nor when what the state knows outranks that" eval 'is $status 1 && lines out 0 && lines err 1 && has err "missing.log: cannot be opened"'
run --cron --load second.state mail.log guess.log
check "--cron: only the new one in full" eval 'is "$(grep -c "Next steps" out)" 1 && has out "office@example.com: likely" && has out "Known before, and nothing new: reception@example.com (compromised)."'

# --- Addresses to block

run --block cidr empty.log
check "--block: why there is no verdict" eval 'is $status 3 && lines out 0 && is "$(cat err)" "pfl-audit: cannot tell: the log is empty"'
for bad in "--block csv --format json" "--report 203.0.113.77 --format html" "--nagios --format json"; do
    run $bad mail.log
    check "a format that it does not have: $bad" eval 'told_once "${bad%% *}" && lines out 0'
done
run --block cidr missing.log
check "--block: unreadable" eval 'told_once missing.log && lines out 0'

run --block cidr mail.log
check "--block cidr: those that came and those that guessed" eval 'is $status 1 && is "$(tr "\n" " " <out)" "192.0.2.201/32 198.51.100.203/32 203.0.113.18/32 203.0.113.33/32 203.0.113.77/32 203.0.113.141/32 2001:db8:bad:7::1f/128 "'
run --block csv mail.log
check "--block csv" eval 'head -n 1 out | grep -q "^address,reason,first,last,failures,messages,left_out$" && grep -q "^203.0.113.77,R0.,2026-06-09T21:10:00Z,.*,$" out && lines out 8'
run --block fail2ban mail.log
check "--block fail2ban" eval 'is "$(grep -c "^fail2ban-client set .* banip [0-9a-f.:]*$" out)" 7'
run --trusted 203.0.113.0/24 --block cidr mail.log
check "--block: never trusted ones" lacks out 203.0.113.
{
    cat guess.log
    HH=08 login 00:00 203.0.113.9 other@example.com
} >nat.log
run --block cidr nat.log
check "--block: not an address that others use, too" eval 'is $status 1 && lines out 0'
run --block nft nat.log
check "--block: but it is mentioned" has out '# left out, other accounts use it too: 203.0.113.9'
sed 's/203\.0\.113\.9/192.168.3.4/' guess.log >inner.log
run --block cidr inner.log
check "--block: never internal ones" eval 'is $status 1 && lines out 0'
if command -v nft >/dev/null && nft -c -f /dev/null 2>/dev/null; then
    for log in mail.log clean.log nat.log; do
        run --block nft $log
        nft -c -f out 2>err
        check "--block nft: nft takes it ($log)" is $? 0
    done
fi
if command -v ipset >/dev/null && unshare -rn ipset list -n >/dev/null 2>&1; then
    for log in mail.log clean.log nat.log; do
        run --block ipset $log
        unshare -rn ipset restore -! <out 2>err
        check "--block ipset: ipset takes it ($log)" is $? 0
    done
fi

# --- Reports

run --report 203.0.113.77 mail.log
check "--report: guessing" eval 'is $status 1 && lines err 1 && has err port'
report() {
    python3 - "$1" <<'END'
import base64, json, sys
j = json.load(open("out", encoding="utf-8"))
lines = base64.b64decode(j["evidence"][0]["payload"], validate=True).decode().splitlines() if "evidence" in j else []
sys.exit(0 if eval(sys.argv[1]) else 1)
END
}
check "--report: X-ARF" report '(j["category"], j["type"], j["source_identifier"], j["first_seen"], j["last_seen"]) == ("connection", "login_attack", "203.0.113.77", "2026-06-09T21:10:00Z", "2026-06-10T03:24:22Z")'
check "--report: the lines, each behind its time" report 'len(lines) >= 3 and all(l.startswith("2026-06-") and l[19:26] == "Z Jun 1" and "[203.0.113.77]" in l and l[21:] in open("mail.log").read().splitlines() for l in lines)'
run --report 203.0.113.18 mail.log
check "--report: sending, with a line of it" eval 'is $status 1 && report "any(\"client=\" in l and \"[203.0.113.18]\" in l for l in lines)" && report "(j[\"category\"], j[\"type\"], j[\"protocol\"]) == (\"messaging\", \"spam\", \"smtp\") and \"@\" in j[\"smtp_from\"]"'
sed 's/\[203\.0\.113\.9\]/[203.0.113.9]:40123/' guess.log >port.log
run --report 203.0.113.9 port.log
check "--report: with the port" eval 'is $status 1 && lines err 0 && report "j[\"source_port\"] == 40123"'
run --report 192.0.2.77 mail.log
check "--report: an address without blame" eval 'told_once 192.0.2.77 && lines out 0'

# --- Options that only some logs need

run --monitor probe@example.com --monitor 192.0.2.0/24 --proxy 198.51.100.7 --bulk list@example.com clean.log
check "--monitor, --proxy" eval 'is $status 0 && lines err 0'
run --max-memory 1M mail.log
check "--max-memory: what weighs stays" eval 'is $status 1 && head -n 1 out | grep -q "^Yes, .*: reception@example.com\.$"'
awk 'BEGIN { for (i = 0; i < 60000; i++) printf "2026-07-10T10:%02d:%02dZ mx1 postfix/smtpd[7]: warning: unknown[2001:db8:%x:%x::9]: SASL LOGIN authentication failed: x, sasl_username=u%d\n", i / 1000 % 60, i / 17 % 60, i % 9999, i / 9999, i }' >flood.log
run --max-memory 1M flood.log
check "--max-memory: what had no room is told at once" eval 'sed -n 3p out | grep -q "^[0-9]* records had no room and were dropped"'

# --- The rules

run --rules
check "--rules" eval 'is $status 0 && grep -q "^R01 " out && grep -q "R09.messages  *100 " out && plain out'

# --- Status and coverage

run clean.log
check "clean: status 0" eval 'is $status 0 && lines err 0 && has out "Nothing found in the 0 seconds this log covers."'
run missing.log
check "unreadable: status 2, and nothing else is said" eval 'told_once missing.log && is "$(cat out)" "Cannot tell: nothing could be read."'
run --format json missing.log
check "unreadable: json says it, too" eval 'told_once missing.log && json "(j[\"verdict\"], j[\"coverage\"][\"reason\"], j[\"coverage\"][\"input_complete\"]) == (\"unknown\", \"nothing could be read\", False)"'
run --format html missing.log
check "unreadable: and html" eval 'told_once missing.log && has out "nothing could be read" && lacks out "log is empty"'
run ""
check "a name that is empty" told_once 'pfl-audit: "": cannot be opened'
mkdir -p folder
run folder
check "a folder: what to give instead" eval 'told_once folder && has err "name the files in it"'
run
check "an empty log: one line" eval 'is $status 3 && is "$(cat out)" "Cannot tell: the log is empty."'
echo '192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 12' >access.log
run access.log
check "a log of something else: where Postfix's is" eval 'is $status 3 && has out "Cannot tell: no line of it is Postfix" && has out "journalctl -o json" && lacks out Noise'
run missing.log clean.log
check "unreadable and clean: status 2, the rest is read" eval 'told_once missing.log && has out "Nothing found" && has out "could not be read"'
run missing.log mail.log
check "findings outrank unreadable" eval 'is $status 1 && lines err 1'
: >empty.log
run empty.log
check "empty: status 3" eval 'is $status 3 && has out "Cannot tell: "'
printf '2026-07-10T10:00:00Z mx1 sshd[1]: Accepted publickey\n' >foreign.log
run --format json foreign.log
check "no line of Postfix: status 3" eval 'is $status 3 && json "j[\"verdict\"] == \"unknown\" and not j[\"coverage\"][\"ok\"]"'
"$audit" - <mail.log >out 2>err
status=$?
check "standard input" eval 'is $status 1 && has out " -:"'
if [ -c /dev/full ]; then
    "$audit" clean.log >/dev/full 2>err
    check "a full disk: status 2" is $? 2
fi
cp clean.log grows.log
"$audit" --follow grows.log >out 2>err &
following=$!
sleep 1
cat guess.log >>grows.log
sleep 3
kill -INT $following
wait $following
status=$?
check "--follow: a report first, then what is new" eval 'is $status 1 && head -n 1 out | grep -q "^Nothing found" && has out "office@example.com: likely"'
cp clean.log grows.log
"$audit" --follow --format json --save follow.state grows.log >out 2>err &
following=$!
sleep 1
mv grows.log grows.log.1
cat journal.json >grows.log
sleep 10
kill -TERM $following
wait $following
status=$?
check "--follow: json, over a rotation" eval 'is $status 1 && lines out 2 && lines err 0 && tail -n 1 out | python3 -c "import json, sys; j = json.load(sys.stdin); assert (j[\"user\"], j[\"verdict\"]) == (\"office@example.com\", \"likely\") and all(e[\"line\"] for e in j[\"findings\"][0][\"evidence\"])"'
run --load follow.state --format json grows.log grows.log.1
check "--follow: saves what it has read" eval 'is $status 1 && json "j[\"totals\"][\"lines\"] == $(cat grows.log grows.log.1 | wc -l)"'
following=

# --- Hostile text

evil=$(printf 'a\033[31m\302\233\342\200\256\377"<b>')
for n in $(numbers 12); do fail "$n:00" 203.0.113.9 "$evil"; done >evil.log
login 12:30 203.0.113.9 "$evil" >>evil.log
echo '2026-07-10T10:13:00Z mx1 dovecot: imap-login: Login: user=<x@example.com>, method=PLAIN, rip=192.0.2.5, lip=192.0.2.1, mpid=9, session=<a>' >>evil.log
run --color=never evil.log
check "hostile name: named, without controls" eval 'is $status 1 && plain out && has out "a\x1b[31m\u{9b}\u{202e}\xff"'
check "hostile name: in no command" eval 'has out "doveadm kick ACCOUNT" && has out "ACCOUNT REJECT" && ! grep -q "doveadm.*x1b" out'
run --format json evil.log
check "hostile name: json" json 'len(j["accounts"]) == 2 and "\x1b[31m" in j["accounts"][0]["user"]'
check "hostile name: json without controls" eval '! LC_ALL=C grep -q "$(printf "[\001-\037\177\377]")" out'
awk 'BEGIN { for (i = 0; i < 3000; i++) s = s "x"; print s }' >long
{
    head -n 12 guess.log | sed "s/office@example.com/$(cat long)/"
    tail -n 3 guess.log
} >long.log
run --format json long.log
check "long lines: evidence is bounded" json 'all(len(e["text"]) <= 512 for a in j["accounts"] for f in a["findings"] for e in f["evidence"])'

[ $failures -eq 0 ] || echo "$failures checks failed"
[ $failures -eq 0 ]
