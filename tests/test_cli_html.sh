#!/bin/sh
# What pfl-audit promises of its page. Usage: test_cli_html.sh DIRECTORY-OF-THE-PROGRAMS
tested=pfl-audit
. "$(dirname "$0")/cli_checks.sh"
. "$here/cli_logs.sh"
audit=$programs/$tested
sample=$here/../examples/sample

# page EXPRESSION: true in Python for the page that out holds. Its words can be asked for: text(TAG, class_=...) is a
# list of them, rows(NAME) the cells of a table by its name.
page() {
    python3 -B - "$here" "$1" <<'END'
import os, re, sys
sys.path.insert(0, sys.argv[1])
from html_page import Page
p = Page(open("out", "rb").read())
evil = os.environ.get("evil")
def text(tag, **attributes): return [e.text.strip() for e in p.find(tag, **attributes)]
def rows(name):
    table = [d for d in p.find("div") if d.attributes.get("aria-label") == name][0].find("table")[0]
    return [[c.text for c in r.parts if not isinstance(c, str)] for r in table.find("tr")[1:]]
def left_out(): return [int(n) for t in text("p", class_="more") for n in re.findall("^and ([0-9]+) more", t)]
def bars(style): return [float(r.attributes["height"]) for r in p.find("rect", class_=style)]
ok = eval(sys.argv[2])
if not ok: print("  errors: %s" % p.errors[:5])
sys.exit(0 if ok else 1)
END
}

# --- The sample

cp "$sample/mail.log" mail.log
"$audit" mail.log >text 2>err
run --format html mail.log
check "sample: status as with text, no messages" eval 'is $status 1 && lines err 0'
check "sample: nothing that a browser would have to mend" page 'p.errors == []'
check "sample: a page, its characters and its policy first" python3 -c '
import sys
head = open("out").read().splitlines()[:5]
sys.exit(head != ["<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src '"'none'; style-src 'unsafe-inline'"'\">"])'
check "sample: fits a telephone" page '[m.attributes["content"] for m in p.find("meta", name="viewport")] == ["width=device-width, initial-scale=1"]'
check "sample: nothing from elsewhere" eval '! grep -qiE "https?:|url\(|@import|src=|<script|<link|javascript:" out'
check "sample: light, dark, on paper" eval 'has out "prefers-color-scheme:dark" && has out "@media print"'
check "sample: the answer of the text report comes first" page 'text("h1") == [text("title")[0]] == [open("text").readline().rstrip("\n")]'
check "sample: one incident" page '[t.split()[0] for t in text("h2")][:1] == ["reception@example.com"] and len(p.find("article")) == 1'
check "sample: since when, still active" page '"Since2026-06-10 03:24:22" in "".join(text("dl", class_="facts")) and "Still activeYes" in "".join(text("dl", class_="facts"))'
check "sample: evidence is what stands at these places" page 'len(text("li")) > 0 and len(p.find("ol", class_="lines")[0].find("li")) >= 3 and all(li.find("code")[0].text == open(li.find("bdi")[0].text).readlines()[int(li.find("span")[0].text.split(":")[1]) - 1].rstrip("\n") for li in p.find("ol", class_="lines")[0].find("li"))'
check "sample: the next steps of the text report" page '[" ".join(t.split()) for t in text("code", class_="typed")] == [" ".join(l.split()) for l in re.findall("(?m)^ {21}.*$", open("text").read())] and len(p.find("ol", class_="steps")[0].find("li")) == 5'
check "sample: the same findings as in the text report" page 'all(r[1] in open("text").read() for r in rows("What was found"))'
check "sample: all accounts, the worst first" page 'len(rows("Accounts")) == 8 and rows("Accounts")[0][:2] == ["reception@example.com", "compromised"] and set(rows("Accounts")[0][2].split()) == {"R01", "R09", "R11", "R12", "R17"}'
check "sample: who guesses most" page 'rows("Addresses that failed to log in")[0][:3] == ["203.0.113.77", "114", "14"]'
check "sample: which names are accounts" page '[r[-1] for r in rows("User names that were guessed at") if r[0] in ("reception@example.com", "admin@example.com")] == ["compromised", "never logged in"]'
check "sample: what was read" page 'rows("Files")[0][:2] == ["mail.log", str(sum(1 for _ in open("mail.log")))]'

# --- A picture that can be counted by hand

{
    HH=06 login 00:00 192.0.2.10 office@example.com "" 2
    for n in $(numbers 12); do fail "$n:00" 203.0.113.9 office@example.com; done
    login 12:30 203.0.113.9 office@example.com "" 1
    HH=11 login 00:00 203.0.113.9 office@example.com "" 300
    HH=12 login 00:00 203.0.113.9 office@example.com "" 400
    HH=12 login 30:00 203.0.113.9 office@example.com "" 200
    HH=14 login 00:00 192.0.2.11 office@example.com "" 1
} >hours.log
run --format html hours.log
check "hours: a good page" eval 'is $status 1 && page "p.errors == []"'
check "hours: failed logins, known and new networks, messages, recipients" page 'rows("Hour by hour") == [
    ["2026-07-10 06:00:00", "0", "1", "0", "1", "2"],
    ["2026-07-10 10:00:00", "12", "0", "1", "1", "1"],
    ["2026-07-10 11:00:00", "0", "0", "1", "1", "300"],
    ["2026-07-10 12:00:00", "0", "0", "1", "2", "600"],
    ["2026-07-10 14:00:00", "0", "1", "0", "1", "1"]]'
check "hours: bars as high as what they count" page 'bars("fail") == [58] and bars("mail") == [29, 29, 29, 58, 29] + [1.5, 1.5, 29, 58, 1.5]'
check "hours: logins are there or not" page 'bars("known") == [16, 16] and bars("new") == [16, 16, 16]'
check "hours: the usual is a line: 1 of 2 messages, 2 of 600 recipients" page '[round(bottom - float(l.attributes["y1"])) for l, bottom in zip(p.find("line", class_="usual"), [float(b.attributes["y1"]) for b in p.find("line", class_="base")][-2:])] == [29, 0]'
check "hours: in words, too" page '"Failed logins: 12, the most in an hour 12, at 2026-07-10 10:00." in text("desc")[0] and "Recipients: 904, the most in an hour 600, at 2026-07-10 12:00." in text("desc")[0]'
check "hours: each bar says what it is" page '"2026-07-10 12:00: 600 recipients" in [r.find("title")[0].text for r in p.find("rect", class_="mail")]'
check "hours: when it began" page 'text("text", class_="since") == ["since 10 Jul 10:12"]'
check "hours: before and behind the log is no calm" page 'len(p.find("rect", class_="uncovered")) == 2'
sed -n 4,18p hours.log >short.log
run --format html short.log
check "hours: a log of some minutes is no picture" page 'p.errors == [] and len(p.find("article")) == 1 and p.find("svg") == []'

# --- Text of the log stays text

evil='<script>alert(1)</script>'"'"'"><img/src=http://192.0.2.66/x/onerror=alert(2)>&lt;&#60;</title></style></svg>'
export evil
{
    for n in $(numbers 12); do fail "$n:00" 203.0.113.9 "$evil@example.com"; done
    login 12:30 203.0.113.9 "$evil@example.com" "" 600
    HH=15 login 00:00 203.0.113.9 "$(printf 'a\033[31m\302\205\342\200\256b\377&amp;')@example.com" "" 600
    echo "2026-07-10T15:30:00Z $(printf '<b>mx</b>') postfix/smtp[7]: 1A2B4000: to=<x@y.example>, relay=none, delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (<iframe src=//192.0.2.66/>)"
} >'<b onclick=x>"&'"'"'.log'
run --format html ./*onclick*.log
check "hostile: status as with text" is $status 1
check "hostile: no element but the page's own" page 'p.errors == []'
check "hostile: no script, no picture" eval '! grep -qiE "<(script|img|iframe|b onclick)" out'
check "hostile: the name is shown as it is" page 'any(evil + "@example.com" in t for t in text("h2"))'
check "hostile: and so where it is pointed at" page 'evil + "@example.com" in [e.attributes.get("title") for e in p.find("th")]'
check "hostile: and so in the title" page '"</title></style></svg>@example.com" in text("title")[0]'
check "hostile: controls and marks as in the text report" page 'any("a\\x1b[31m\\u{85}\\u{202e}b\\xff&amp;@example.com" in r[0] for r in rows("Accounts"))'
check "hostile: a file's name" page 'rows("Files")[0][0] == "./<b onclick=x>\"&'"'"'.log"'
check "hostile: a host's name" page '"<b>mx</b>" in [r[0] for r in rows("Hosts")]'

# --- Other answers

awk 'BEGIN { for (i = 0; i < 60000; i++) printf "2026-07-10T10:%02d:%02dZ mx1 postfix/smtpd[7]: warning: unknown[2001:db8:%x:%x::9]: SASL LOGIN authentication failed: x, sasl_username=u%d\n", i / 1000 % 60, i / 17 % 60, i % 9999, i / 9999, i }' >flood.log
run --max-memory 1M --format html flood.log
check "what had no room is told beside the answer" page 'p.errors == [] and re.search("[0-9]+ records had no room and were dropped", text("header")[0])'
login 00:00 192.0.2.1 office@example.com "" 1 >clean.log
run --format html clean.log
check "clean: status 0, the answer, no incident" eval 'is $status 0 && page "p.errors == [] and text(\"h1\")[0].startswith(\"Nothing found in the \") and p.find(\"article\") == []"'
check "clean: no login failed" page '"No login failed." in text("li")'
for n in $(numbers 16); do fail "$n:00" 203.0.113.9 "user$n"; done >many.log
run --format html many.log
check "attacked: status 0, the finding is listed" eval 'is $status 0 && page "p.errors == [] and rows(\"Other findings\")[0][2:4] == [\"R03\", \"info\"] and len(rows(\"User names that were guessed at\")) == 16"'
sed 's/, sasl_username=.*//' many.log >nameless.log
run --format html nameless.log
check "no names in the log: it says so" page 'p.errors == [] and any("carry no user name" in t for t in text("li"))'
{
    for n in $(numbers 12); do fail "$n:00" 203.0.113.9 office@example.com; done
    echo '2026-07-10T10:12:30Z mx1 postfix/submission/smtpd[7]: disconnect from unknown[203.0.113.9] ehlo=1 auth=1 quit=1 commands=3'
    HH=14 login 00:00 192.0.2.1 sales@example.com "" 1
} >silent.log
run --format html silent.log
check "a login without a name: an incident of its own" page 'p.errors == [] and text("h2")[0] == "An account that the log does not name" and rows("Hour by hour") == [["2026-07-10 10:00:00", "12", "1"]]'
: >empty.log
run --format html empty.log
check "an empty log" eval 'is $status 3 && page "p.errors == [] and text(\"h1\")[0].startswith(\"Cannot tell\")"'
run --format html clean.log missing.log
check "a file that is not there: told on the page, too" eval 'is $status 2 && lines err 1 && page "\"Some input could not be read\" in text(\"header\")[0]"'
for n in $(numbers 60); do login "$n:00" 192.0.2.1 "user$n@example.com" "" 600; done >crowd.log
run --format html crowd.log
check "many: 50 in full, all in the list, the rest is counted" page 'p.errors == [] and len(p.find("article")) == 50 and len(rows("Under suspicion")) == 60 and left_out() == [10]'
{
    head -n 60 crowd.log
    for n in $(numbers 24); do
        id=1A2C0$n
        echo "2026-07-10T11:$n:00Z mx1 postfix/smtpd[7]: $id: client=unknown[203.0.113.$((1 + ${n#0} / 3))]"
        echo "2026-07-10T11:$n:00Z mx1 postfix/qmgr[9]: $id: from=<a@b.example>, size=900, nrcpt=1 (queue active)"
        echo "2026-07-10T11:$n:00Z mx1 postfix/smtp[9]: $id: to=<x@c$n.example>, relay=mx.c$n.example[192.0.2.$((100 + ${n#0}))]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)"
        echo "2026-07-10T11:$n:00Z mx1 postfix/qmgr[9]: $id: removed"
    done
} >relay.log
run --format html relay.log
check "many: clients of an open relay are alike, a few are enough" page 'p.errors == [] and [len([t for t in text("h2") if t.startswith(k)]) for k in ("203.0.113.", "user")] == [5, 20] and left_out() == [3] and len(rows("Under suspicion")) == 28'
for n in $(numbers 99); do
    login "10:00" 192.0.2.1 "a$n@example.com" "" 1
    login "20:00" 192.0.2.1 "b$n@example.com" "" 1
    login "30:00" 192.0.2.1 "c$n@example.com" "" 1
    fail "40:00" "203.0.113.$((1 + ${n#0}))" "d$n"
done >large.log
run --format html large.log
check "many: lists are bounded, and say so" page 'p.errors == [] and len(rows("Accounts")) == 200 and len(rows("Addresses that failed to log in")) == 50 and len(rows("User names that were guessed at")) == 25 and left_out() == [97, 49, 74]'
run --save state mail.log
run --cron --load state --format html mail.log
check "--cron: nothing is new, no page" eval 'lines out 0'
run --load state --format html
check "--load: lines of a file that is not of this run by their place" page 'p.errors == [] and all("mail.log@" in t for t in text("span", class_="place"))'
run --follow --format html mail.log
check "--follow: a page has an end" told_once --follow

# --- In a browser

browser=
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || ! command -v $name >/dev/null || browser=$name
done
if [ -z "$browser" ]; then
    echo "SKIP there is no Chromium: nobody looks at the page"
else
    # A server of its own says what is asked of it: the page, and nothing that the log would like.
    cat >serve.py <<'END'
import http.server, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        with open("asked", "a") as f: f.write(self.path + "\n")
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
open("port.new", "w").write(str(server.server_port))
import os; os.rename("port.new", "port")
server.serve_forever()
END
    python3 serve.py &
    following=$!
    n=0
    while [ ! -s port ] && [ $n -lt 100 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    where=127.0.0.1:$(cat port)
    sed "s/192\.0\.2\.66/$where/g" ./*onclick*.log >web.log
    "$audit" --format html web.log >web.html
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu --window-size=1000,2000 --user-data-dir="$work/profile" \
        --screenshot=page.png "http://$where/web.html" >out 2>err
    cp asked asked.page
    check "browser: a picture of the page" [ -s page.png ]
    check "browser: asked for the page and nothing else" eval '! sort -u asked.page | grep -v "^/favicon.ico$" | grep -qvx "/web.html" && has asked.page /web.html'
    echo >blank.html
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu --window-size=1000,2000 --user-data-dir="$work/profile" \
        --screenshot=blank.png "http://$where/blank.html" >out 2>err
    check "browser: it is not blank" [ "$(wc -c <page.png)" -gt $((4 * $(wc -c <blank.png))) ]
fi

[ $failures -eq 0 ] || echo "$failures checks failed"
[ $failures -eq 0 ]
