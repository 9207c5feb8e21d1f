#!/bin/sh
# States by processes of their own: ranges of a log read at the same time, and merged by others in any order, say what
# one pass says. Usage: test_states.sh FOLDER-OF-make_log-AND-state_tool
tested=state_tool
. "$(dirname "$0")/cli_checks.sh"
tool=$programs/$tested
reference=1798761600 # 2027-01-01, for stamps without a year

# read_range LOG START END STATE: with a key of its own.
read_range() {
    "$tool" read --reference $reference --key "$(printf '%032x' $(($2 + 7)))" "$1" "$2" "$3" "$4"
}

# read_parts LOG COUNT: as many processes at once, each with a range that begins and ends anywhere: part.1, part.2, ...
read_parts() {
    size=$(wc -c <"$1")
    rm -f part.*
    readers=
    for i in $(seq "$2"); do
        end=$((size * i / $2))
        [ "$i" -lt "$2" ] || end=end
        read_range "$1" $((size * (i - 1) / $2)) $end "part.$i" &
        readers="$readers $!"
    done
    for reader in $readers; do
        wait "$reader" || return
    done
}

# merge_tree COUNT: neighbours by processes at once, until there is one: tree.
merge_tree() {
    rm -f node.*
    for i in $(seq "$1"); do cp "part.$i" "node.$i"; done
    left=$1
    while [ "$left" -gt 1 ]; do
        mergers= next=0
        for i in $(seq 1 2 "$left"); do
            next=$((next + 1))
            if [ "$i" -lt "$left" ]; then
                "$tool" merge "above.$next" "node.$((i + 1))" "node.$i" &
                mergers="$mergers $!"
            else
                cp "node.$i" "above.$next"
            fi
        done
        for merger in $mergers; do
            wait "$merger" || return
        done
        for i in $(seq "$next"); do mv "above.$i" "node.$i"; done
        left=$next
    done
    mv node.1 tree
}

# parts COUNT FIRST STEP: the names of all parts, every STEPth from FIRST on (COUNT and STEP have no common divisor).
parts() {
    for i in $(seq 0 $(($1 - 1))); do printf 'part.%d ' $((($2 + i * $3) % $1 + 1)); done
}

# as_one_pass STATE: the same figures, and with them the same bytes.
as_one_pass() {
    "$tool" dump --figures "$1" >got.ndjson && cmp whole.ndjson got.ndjson && cmp whole "$1"
}

# --- Ranges of one log

count=13
for options in "--profile mixed --hosts 2" "--profile mixed --format rfc3339" "--profile reuse --hosts 3" \
    "--profile accounts --accounts 20" "--profile names"; do
    # shellcheck disable=SC2086 # options are words
    "$programs/make_log" $options --lines 10000 >mail.log
    read_range mail.log 0 end whole
    "$tool" dump --figures whole >whole.ndjson
    check "$options: one pass has rows" [ "$(wc -l <whole.ndjson)" -gt 100 ]
    check "$options: $count readers at once" read_parts mail.log $count
    # shellcheck disable=SC2046 # names are words
    check "$options: merged in order" eval '"$tool" merge sum $(parts $count 0 1) && as_one_pass sum'
    check "$options: merged backwards" eval '"$tool" merge sum $(parts $count 12 12) && as_one_pass sum'
    check "$options: merged with gaps" eval '"$tool" merge sum $(parts $count 4 5) && as_one_pass sum'
    check "$options: merged as a tree, by processes at once" eval 'merge_tree $count && as_one_pass tree'
    check "$options: a sum of sums" eval '"$tool" merge a part.2 part.9 part.1 && "$tool" merge b part.4 part.3 &&
        "$tool" merge c b part.13 a part.1[012] part.[5678] && as_one_pass c'
done

# --- Rotated files

# Where a line stands is another place now.
without_places() {
    sed 's/,"file":"[^"]*"//; s/,"stream":"[^"]*"//; s/,"offset":[0-9]*//' "$1"
}

for options in "--profile mixed --hosts 3" "--profile reuse" "--profile accounts --accounts 20 --format rfc3339"; do
    # shellcheck disable=SC2086
    "$programs/make_log" $options --lines 9000 >mail.log
    read_range mail.log 0 end whole
    "$tool" dump --figures whole >whole.ndjson
    head -n 2500 mail.log >mail.log.2
    sed -n 2501,6100p mail.log >mail.log.1
    tail -n +6101 mail.log >mail.log.0
    readers=
    for i in 0 1 2; do
        read_range mail.log.$i 0 end file.$i &
        readers="$readers $!"
    done
    for reader in $readers; do wait "$reader"; done
    without_places whole.ndjson >wanted.ndjson
    for order in "0 1 2" "2 1 0" "1 0 2" "1 2 0"; do
        # shellcheck disable=SC2086
        set -- $order
        "$tool" merge sum "file.$1" "file.$2" "file.$3"
        "$tool" dump --figures sum >got.ndjson
        without_places got.ndjson >got
        check "$options: rotated files $order" cmp wanted.ndjson got
    done
done

# --- What it refuses: one line, status 2

run
check "no command" told_once "no command"
run --help
check "--help" eval 'is "$status" 0 && has out merge && lines err 0'
run nonsense
check "unknown command" told_once nonsense
for bad in "--key 12" "--key" "--max-memory 12Q" "--max-memory 1K" "--reference now" "--nonsense 1"; do
    # shellcheck disable=SC2086
    run read $bad mail.log 0 end out.state
    check "read $bad" told_once "state_tool: "
done
run read no.log 0 end out.state
check "no such log" told_once no.log
run read mail.log 0 end no/folder
check "no such folder" told_once no/folder
run read mail.log zero end out.state
check "START is no number" told_once START
run merge out.state part.1
check "merge of one" is "$status" 0
check "merge of one: the same bytes" cmp out.state part.1
run merge out.state part.1 part.2 part.1
check "the same range twice" told_once "counted already"
head -c 1000 part.1 >cut.state
run dump cut.state
check "a state cut short" told_once cut.state
run dump mail.log
check "a log is no state" told_once mail.log
run compact yesterday part.1 out.state
check "TIME is no number" told_once TIME
run compact 1780358400 whole out.state
check "compact" is "$status" 0
run merge sum out.state part.1
check "compact: lines from before are refused" told_once "compacted"
run dump --figures out.state
check "dump --figures: no ranges, no memory" eval 'is "$status" 0 && lacks out "\"streams\"" && lacks out "_memory\""'
run dump out.state
check "dump: ranges, memory" eval 'has out "\"streams\"" && has out "most_memory"'

echo "$failures failed"
[ "$failures" -eq 0 ]
