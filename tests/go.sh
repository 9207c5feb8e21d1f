#!/bin/sh
# The Go package of examples/go, against the library of a build folder, without installing it:
#
#     go.sh BUILD-FOLDER           vet; tests, with the checks of pointers that cgo has, with the race detector, and
#                                  linked statically; speed against C
#     go.sh BUILD-FOLDER generate  prints kinds.go and tables.go anew
#     go.sh BUILD-FOLDER bench     all benchmarks, and speed against C; PFL_BENCH_LOG names a log
#     go.sh BUILD-FOLDER fuzz      half a minute for each fuzz target
#     go.sh BUILD-FOLDER program FOLDER NAME    builds the program of another folder, with the library in it
#
# Exit status 77: there is no Go, or it is too old.
set -eu

build=$(cd "$1" && pwd)
what=${2:-test}
[ "$what" != program ] || folder=$(cd "$3" && pwd)
cd "$(dirname "$0")/../examples/go"

skip() {
    echo "skipped: $*"
    exit 77
}
command -v go >/dev/null || skip "there is no Go (Debian: golang-go)"
command -v pkg-config >/dev/null || skip "there is no pkg-config"
minor=$(go env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
[ "${minor:-0}" -ge 19 ] || skip "$(go version) is older than 1.19"
go version

work=$build/go
rm -rf "$work"
mkdir "$work"

# Nothing is fetched: neither modules nor another Go.
export GOFLAGS=-buildvcs=false GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=1
export GOCACHE="${GOCACHE:-${HOME:-$work}/.cache/go-build}"

# The library as it would be installed. Its .pc file names the prefix of the build: another one is put in its place.
# Go does not look at what lies outside of a module, so its cache is told by a flag that this is another library.
install_to() { # PREFIX [FILES-TO-LEAVE-OUT]
    cmake --install "$build" --prefix "$1" >"$work/install.log"
    find "$1" -name "${2:-}" -delete
    libdir=$(dirname "$(dirname "$(find "$1" -name libpostfixlog.pc)")")
    sum=$(find "$1" -type f -name '*postfixlog*' -o -type f -name '*.h' | sort | xargs cat | cksum | cut -d' ' -f1)
    export CGO_CFLAGS="-g -O2 -DPFL_LIBRARY=$sum"
    printf '#!/bin/sh\nPKG_CONFIG_PATH=%s exec pkg-config --define-variable=prefix=%s "$@"\n' \
        "$libdir/pkgconfig" "$1" >"$1/pkg-config"
    chmod +x "$1/pkg-config"
    export PKG_CONFIG="$1/pkg-config" LD_LIBRARY_PATH="$libdir"
}

# The least of two numbers, of which the first may be missing.
least() {
    printf '%s\n%s\n' "${1:-$2}" "$2" | sort -n | head -n 1
}

# Milliseconds of processor time that a command takes; other programs on the machine do not count.
cpu_ms() {
    (
        "$@" >"$work/bench.out" 2>&1 || cat "$work/bench.out" >&2
        times
    ) | tail -n 1 | tr 'ms' '  ' | awk '{ printf "%d\n", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }'
}

# Go and C on the same log, turn by turn.
compare_with_c() {
    log=${PFL_BENCH_LOG:-$work/bench.log}
    [ -e "$log" ] || "$build/tests/make_log" --bytes 60000000 >"$log"
    # shellcheck disable=SC2046 # flags are words
    cc -O2 bench/parse.c $("$PKG_CONFIG" --cflags --libs libpostfixlog) -o "$work/parse"
    go test -c -o "$work/go-bench" .
    c='' go=''
    for _ in 1 2 3 4; do
        c=$(least "$c" "$(cpu_ms "$work/parse" "$log" 8)")
        # One round more, that the benchmark starts with.
        go=$(least "$go" "$(PFL_BENCH_LOG=$log cpu_ms "$work/go-bench" -test.run - -test.bench Reader \
            -test.benchtime 7x -test.cpu 1)")
    done
    echo "parsing in batches, eight rounds: C $c ms, Go $go ms: $((c * 100 / go)) % of C's speed"
    [ "$((c * 100))" -ge "$((go * 60))" ] || {
        echo "Go is slower than 60 % of C" >&2
        exit 1
    }
}

install_to "$work/prefix"
case $what in
generate)
    go run ./internal/generate .
    ;;
bench)
    go test -run - -bench . -benchtime 3x -cpu 1 .
    compare_with_c
    ;;
fuzz)
    go test -run - -fuzz FuzzParse -fuzztime 30s .
    go test -run - -fuzz FuzzLoad -fuzztime 30s .
    ;;
program)
    install_to "$work/static" 'libpostfixlog.so*'
    (cd "$folder" && go build -o "$build/$4" .)
    ;;
test)
    [ -z "$(gofmt -l .)" ] || {
        gofmt -d .
        exit 1
    }
    go vet ./...
    # Every pointer that goes to C or is stored is looked at: a switch of the run before 1.21, of the build since.
    if [ "$minor" -ge 21 ]; then
        GOEXPERIMENT=cgocheck2 go test ./...
    else
        GODEBUG=cgocheck=2 go test ./...
    fi
    if go test -race -run - . >"$work/race.log" 2>&1; then
        go test -race ./...
    else
        tail -n 2 "$work/race.log"
        echo "skipped: the race detector does not work here"
    fi
    compare_with_c

    # Statically: only the .a is there, and the program asks for no library of ours.
    install_to "$work/static" 'libpostfixlog.so*'
    unset LD_LIBRARY_PATH
    if [ -e "$libdir/libpostfixlog.a" ]; then
        go test -c -o "$work/go-static" .
        if ldd "$work/go-static" | grep libpostfixlog; then
            echo "a static program asks for the shared library" >&2
            exit 1
        fi
        "$work/go-static" -test.run 'Scanner|Aggregator'
    fi
    ;;
*)
    sed -n '4,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
