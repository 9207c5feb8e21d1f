#!/bin/sh
# Renews corpus/ from the cases: a file for each .case file, its raw lines behind a plan of no cuts,
# and the same with a short max_line and three cuts. What corpus_state/ has of tests/states/, and
# corpus_aggregate/ of tests/stories/, is renewed as well; what was found by longer runs stays.
set -eu
export LC_ALL=C
cd "$(dirname "$0")"
mkdir -p corpus
find corpus -type f ! -name 'found-*' -delete
find ../tests/cases -name '*.case' | sort | while read -r file; do
    name=$(echo "${file#../tests/cases/}" | tr / - | sed 's/\.case$//')
    lines() {
        awk '
            function hex(digit) { return index("0123456789abcdef", digit) - 1 }
            /^[#@ ]/ || /^$/ { next }
            /^\\ / || /^\\$/ {
                line = substr($0, 3)
                while (match(line, /\\x[0-9a-f][0-9a-f]/)) {
                    printf "%s%c", substr(line, 1, RSTART - 1),
                        hex(substr(line, RSTART + 2, 1)) * 16 + hex(substr(line, RSTART + 3, 1))
                    line = substr(line, RSTART + 4)
                }
                print line
                next
            }
            { print }' "$file"
    }
    { printf '\003\007\000'; lines; } >"corpus/$name"
done
# Cut lines: every file's first three lines, with room for one event.
for file in corpus/*; do
    case $file in */found-*) continue ;; esac
    { printf '\000\000\003\100\000\310\000\310\002'; tail -c +4 "$file" | head -n 3; } >"$file-cut"
done

# Saved states, as they are.
mkdir -p corpus_state
rm -f corpus_state/states-*
for file in ../tests/states/*.state; do
    name=states-$(basename "$file" .state)
    { printf '\376\003\001'; cat "$file"; } >"corpus_state/$name"
done
# The first story of each file, three cuts, and an order of merges.
mkdir -p corpus_aggregate
rm -f corpus_aggregate/stories-*
for file in ../tests/stories/*.story; do
    name=stories-$(basename "$file" .story)
    {
        printf '\003\107\310\000\220\001\040\003'
        awk '/^[#@ ]/ { next } /^$/ { if (lines) exit; next } { lines = 1; print }' "$file"
    } >"corpus_aggregate/$name"
done
