#!/bin/sh
# SECURITY.md: the files that it names exist, and so do the tests in them. Usage: test_security.sh SOURCE-FOLDER
set -eu
export LC_ALL=C # in some languages a range of letters is another one
cd "${1:?usage: $0 SOURCE-FOLDER}"
failed=0
file=
# What stands in backquotes, one a line: a path, then tests of it.
names=$(sed 's/^[^`]*//; s/`\([^`]*\)`[^`]*/\1\n/g' SECURITY.md | grep -E '^(tests|fuzz|lib|examples)/|^test_|\.md$')
for name in $names; do
    case $name in
    test_*)
        grep -qE "cmocka_unit_test[a-z_]*\($name[,)]" "$file" || {
            echo "SECURITY.md: $file has no $name" >&2
            failed=1
        }
        ;;
    *)
        file=$name
        [ -e "$file" ] || {
            echo "SECURITY.md: there is no $file" >&2
            failed=1
        }
        ;;
    esac
done
# Were the names not found, nothing would be wrong.
[ "$(echo "$names" | wc -l)" -gt 40 ] || {
    echo "SECURITY.md: hardly any test is named" >&2
    failed=1
}
exit $failed
