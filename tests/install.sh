#!/bin/sh
# Installs the build into a folder of its own, and builds a program against it the ways users do:
# pkg-config and find_package, shared and static. The same with other folders for libraries and headers, below the
# prefix and elsewhere, and staged, as packages are made.
#
#     install.sh CMAKE BUILD-FOLDER C-COMPILER
set -eu
export LC_ALL=C # in some languages a range of letters is another one

cmake=$1 build=$2 cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
"$cmake" --install "$build" --prefix "$prefix" >"$work/install.log"

mkdir "$work/user"
cat >"$work/user/user.c" <<'C'
#include <postfixlog/postfixlog.h>

int main(void)
{
    static const char line[] = "Nov 23 17:04:51 mx1 postfix/qmgr[717]: DCCDFAA6AC3: removed";
    pfl_parser *parser;
    pfl_event event;
    if (pfl_parser_create(&parser, 0) != PFL_OK)
        return 1;
    int failed = pfl_parse_line(parser, line, sizeof line - 1, &event, sizeof event) != PFL_OK;
    pfl_parser_destroy(parser);
    return failed || event.kind != PFL_KIND_REMOVED;
}
C

fail() {
    echo "$*" >&2
    exit 1
}

library=$(find "$prefix" -name 'libpostfixlog.so' -o -name 'libpostfixlog.a' | head -n 1)
[ -n "$library" ] || fail "no library was installed"
libdir=$(dirname "$library")
pc=$libdir/pkgconfig/libpostfixlog.pc
[ -f "$pc" ] || fail "no libpostfixlog.pc was installed"
version=$(sed -n 's/^#define PFL_VERSION_[A-Z]* //p' "$prefix/include/postfixlog/base.h" | paste -sd. -)

run() {
    echo "$1: run"
    LD_LIBRARY_PATH=$libdir "$2"
}

if command -v pkg-config >/dev/null; then
    pc_config() { PKG_CONFIG_PATH=$libdir/pkgconfig pkg-config "$@" libpostfixlog; }
    [ "$(pc_config --modversion)" = "$version" ] || fail "libpostfixlog.pc has another version"
    if [ -e "$libdir/libpostfixlog.so" ]; then
        # shellcheck disable=SC2046 # flags are words
        "$cc" "$work/user/user.c" $(pc_config --cflags --libs) -o "$work/shared"
        run "pkg-config, shared" "$work/shared"
    fi
    if [ -e "$libdir/libpostfixlog.a" ]; then
        "$cc" "$work/user/user.c" -I"$prefix/include" "$libdir/libpostfixlog.a" -o "$work/static"
        run "static" "$work/static"
        # Nothing but libc: a fully static program needs no other library either.
        if "$cc" "$work/user/user.c" -I"$prefix/include" -static "$libdir/libpostfixlog.a" -o "$work/all_static" \
            2>"$work/static.log"; then
            run "all static" "$work/all_static"
        fi
    fi
fi

mkdir "$work/user/cmake"
cat >"$work/user/cmake/CMakeLists.txt" <<'C'
cmake_minimum_required(VERSION 3.16)
project(user LANGUAGES C)
find_package(postfixlog 0.1 REQUIRED)
foreach(form shared static)
  if(TARGET postfixlog::postfixlog_${form})
    add_executable(user_${form} ../user.c)
    target_link_libraries(user_${form} PRIVATE postfixlog::postfixlog_${form})
  endif()
endforeach()
add_executable(user_default ../user.c)
target_link_libraries(user_default PRIVATE postfixlog::postfixlog)
C
find_package_in() { # FOLDER CMAKE-OPTION
    "$cmake" -S "$work/user/cmake" -B "$1" "$2" -DCMAKE_C_COMPILER="$cc" >"$work/cmake.log"
    "$cmake" --build "$1" >>"$work/cmake.log" || fail "$(cat "$work/cmake.log")"
    for program in "$1"/user_*; do
        [ -x "$program" ] && run "find_package, ${program##*_}" "$program"
    done
}
find_package_in "$work/user/build" -DCMAKE_PREFIX_PATH="$prefix"

# The embedding examples, as their README builds them.
embed=$(cd "$(dirname "$0")/../examples/embed" && pwd)
"$cmake" -S "$embed" -B "$work/embed" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" >"$work/embed.log"
"$cmake" --build "$work/embed" >>"$work/embed.log" || fail "$(cat "$work/embed.log")"
for program in "$embed"/*.c; do
    program=$(basename "$program" .c)
    [ -x "$work/embed/$program" ] || fail "$program was not built"
    if command -v pkg-config >/dev/null && [ -e "$libdir/libpostfixlog.so" ]; then
        # shellcheck disable=SC2046
        "$cc" -std=c11 "$embed/$program.c" $(pc_config --cflags --libs) -o "$work/$program"
    fi
done
LD_LIBRARY_PATH=$libdir "$work/embed/logins" </dev/null

# What goes beside the programs, if they are built.
if [ -x "$prefix/bin/pfl-audit" ]; then
    for program in pfl-audit pfl-events pfl-trace; do
        [ -f "$prefix/share/man/man1/$program.1" ] || fail "no manual page of $program"
        grep -q "^complete .* $program" "$prefix/share/bash-completion/completions/$program" ||
            fail "bash does not complete $program"
    done
    [ -f "$prefix/share/zsh/site-functions/_pfl-programs" ] || fail "no completion for zsh"
    units=$prefix/share/doc/libpostfixlog/examples/systemd
    for unit in pfl-audit.service pfl-audit-journal.conf pfl-block.service; do
        grep -q "[ ']$prefix/bin/pfl-audit " "$units/$unit" || fail "$unit names another pfl-audit"
    done
    [ -f "$units/pfl-audit.timer" ] && [ -f "$units/pfl-audit-mail.service" ] || fail "not all units"
    [ -f "$units/../firewall/ipset.sh" ] && [ -f "$units/../firewall/fail2ban-jail.conf" ] || fail "no firewall examples"
fi

# Headers are whole, and nothing private came along.
for header in aggregate arrow base csv events json kinds parser postfixlog; do
    [ -f "$prefix/include/postfixlog/$header.h" ] || fail "$header.h was not installed"
done
if find "$prefix" -name '*.c' -o -name 'events.def' -o -name 'cursor.h' | grep .; then
    fail "private files were installed"
fi

# --- Other folders

# The library alone, in one build: where it will be is no part of what is compiled.
source=$(cd "$(dirname "$0")/.." && pwd)
other=$work/other
build_with() { # CMAKE-OPTION...
    "$cmake" -S "$source" -B "$other" -DCMAKE_C_COMPILER="$cc" -DCMAKE_BUILD_TYPE=Debug -DPFL_EXAMPLES=OFF \
        "$@" >"$work/other.log"
    "$cmake" --build "$other" >>"$work/other.log" || fail "$(cat "$work/other.log")"
}
found_in() { # LIBDIR INCLUDEDIR: pkg-config and find_package lead there, and to nothing else
    libdir=$1
    echo "--- $1"
    if command -v pkg-config >/dev/null; then
        [ "$(pc_config --variable=libdir)" = "$1" ] || fail "libpostfixlog.pc: libdir $(pc_config --variable=libdir)"
        [ "$(pc_config --variable=includedir)" = "$2" ] || fail "libpostfixlog.pc: $(pc_config --variable=includedir)"
        # shellcheck disable=SC2046
        "$cc" "$work/user/user.c" $(pc_config --cflags --libs) -o "$work/other_user"
        run pkg-config "$work/other_user"
    fi
    find_package_in "$work/user/build$1" -Dpostfixlog_DIR="$1/cmake/postfixlog"
}

build_with -DCMAKE_INSTALL_LIBDIR=lib/some/where -DCMAKE_INSTALL_INCLUDEDIR=headers
"$cmake" --install "$other" --prefix "$work/one" >>"$work/other.log"
found_in "$work/one/lib/some/where" "$work/one/headers"
DESTDIR=$work/stage "$cmake" --install "$other" --prefix /usr >>"$work/other.log"
grep -qx 'prefix=/usr' "$work/stage/usr/lib/some/where/pkgconfig/libpostfixlog.pc" || fail "staged: another prefix"
if grep -rlF "$work" "$work/stage/usr/lib/some/where/pkgconfig" "$work/stage/usr/lib/some/where/cmake"; then
    fail "staged: names a folder of the build"
fi

build_with -DCMAKE_INSTALL_LIBDIR="$work/two/libraries" -DCMAKE_INSTALL_INCLUDEDIR="$work/three/headers" \
    -DCMAKE_INSTALL_PREFIX="$work/four"
"$cmake" --install "$other" >>"$work/other.log"
found_in "$work/two/libraries" "$work/three/headers"
if find "$work/four" -name '*.h' -o -name '*.so' -o -name '*.pc' | grep .; then
    fail "something is below the prefix, but its folder is elsewhere"
fi
