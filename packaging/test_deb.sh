#!/bin/sh
# Builds the Debian packages of the last commit, twice to the same bytes, has lintian look at them, installs them into a
# Debian that has nothing else, and uses them there: the programs, completion, the units, a C program, CMake, and Python.
# Takes minutes, root, and a network for apt; what is missing here is installed. The last step removes the packages:
# nothing may stay behind.
#
#     test_deb.sh [SUITE]        bookworm unless said otherwise; PFL_MIRROR is where debootstrap gets it from
set -eu

suite=${1:-bookworm}
mirror=${PFL_MIRROR:-http://deb.debian.org/debian}
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

step() { echo "--- $*"; }
fail() {
    echo "test_deb: $*" >&2
    exit 1
}
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "skipped: needs root and apt-get"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
root=$work/root

# ---- A Debian, with what the build needs; a second one, with nothing ----

step "debootstrap $suite"
apt-get install -y -qq --no-install-recommends debootstrap git >"$work/apt.log" 2>&1 || fail "$(tail -n 3 "$work/apt.log")"
debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    fail "$(tail -n 5 "$work/debootstrap.log")"
echo "deb $mirror $suite main" >"$root/etc/apt/sources.list"
# How apt gets through to the network from this machine, if it was told so.
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
# No daemon is started in there.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
cp -a "$root" "$work/build-root"

# inside ROOT COMMAND: with a /proc of its own, which goes with it, and nothing of this environment but a proxy.
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+http_proxy="$http_proxy"} unshare --mount --pid --fork --kill-child \
        sh -c 'mount -t proc proc "$1/proc" && exec chroot "$1" sh -euc "$2"' sh "$1" "$2"
}
quietly() { # ROOT COMMAND
    inside "$1" "$2" >"$work/log" 2>&1 || {
        tail -n 30 "$work/log"
        fail "failed: $2"
    }
}

# ---- Build, and lintian ----

step "dpkg-buildpackage"
mkdir "$work/build-root/work"
tarball=$(sh "$here/dist.sh" "$work/build-root/work")
name=$(basename "$tarball" .tar.gz)
tar -xzf "$tarball" -C "$work/build-root/work"
mv "$tarball" "$work/build-root/work/libpostfixlog_${name#libpostfixlog-}.orig.tar.gz"
cp -r "$work/build-root/work/$name/packaging/debian" "$work/build-root/work/$name/debian"
git clone -q "$here/.." "$work/build-root/work/checkout"
quietly "$work/build-root" '
    ! sh /work/checkout/packaging/build_deb.sh /work/second >/work/said 2>&1
    [ "$(wc -l </work/said)" = 1 ] && grep -q "apt-get install build-essential$" /work/said'
quietly "$work/build-root" "apt-get update -q && apt-get install -qy --no-install-recommends build-essential fakeroot git lintian"
quietly "$work/build-root" "
    ! sh /work/checkout/packaging/build_deb.sh /work/second >/work/said 2>&1
    tail -n 1 /work/said | grep -q 'apt-get build-dep /work/second/$name\$'"
quietly "$work/build-root" "cd /work/$name && DEB_BUILD_PROFILES=nocheck apt-get build-dep -qy --no-install-recommends ."
# The tests have run already, on the same sources: tests/run.sh.
quietly "$work/build-root" "cd /work/$name && DEB_BUILD_OPTIONS='nocheck parallel=2' DEB_BUILD_PROFILES=nocheck dpkg-buildpackage -us -uc"
# Where it is built, by whom and when makes no difference.
step "build_deb.sh: the same bytes in another folder"
quietly "$work/build-root" "
    umask 0077
    export TZ=Asia/Kolkata DEB_BUILD_OPTIONS=nocheck DEB_BUILD_PROFILES=nocheck
    sh /work/checkout/packaging/build_deb.sh /work/a/second/folder
    cd /work/a/second/folder
    for file in *.deb *.dsc *.tar.*; do cmp \$file /work/\$file; done
    # A build leaves nothing in the sources.
    cd $name && debian/rules clean && dpkg-source -b ."
step "lintian"
# No bug of Debian's asks for this package; otherwise nothing may be said that is worse than a hint.
quietly "$work/build-root" "cd /work && lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs *.changes"

# ---- Install ----

step "install"
mkdir "$root/work"
cp "$work"/build-root/work/*.deb "$root/work/"
rm -f "$root"/work/*-dbgsym_*.deb
cp "$here/../examples/sample/mail.log" "$root/work/mail.log"
quietly "$root" "apt-get update -q && dpkg --get-selections >/work/before"
quietly "$root" "apt-get install -qy --no-install-recommends /work/postfixlog-tools_*.deb /work/libpostfixlog0_*.deb"

step "the programs"
quietly "$root" '
    cd /work
    status=0
    pfl-audit --save state mail.log >report || status=$?
    [ $status = 1 ] && grep -q "^Yes, somebody broke in: reception@example.com\.$" report
    [ "$(pfl-events mail.log | wc -l)" = "$(wc -l <mail.log)" ]
    pfl-trace --user reception@example.com mail.log | grep -q reception@example.com
    ldd /usr/bin/pfl-audit | grep -q libpostfixlog.so.0
    gzip -t /usr/share/man/man1/pfl-audit.1.gz /usr/share/man/man1/pfl-events.1.gz /usr/share/man/man1/pfl-trace.1.gz
    for program in pfl-audit pfl-events pfl-trace; do
        bash -c ". /usr/share/bash-completion/completions/$program; complete -p $program" | grep -qx "complete -F _pfl $program"
    done
    test -f /usr/share/zsh/vendor-completions/_pfl-programs
    grep -q /usr/bin/pfl-audit /lib/systemd/system/pfl-audit.service
    test ! -e /etc/systemd/system/timers.target.wants/pfl-audit.timer
    # What README.Debian says to type, where no systemd runs.
    readme=/usr/share/doc/postfixlog-tools/README.Debian
    grep -qx "    systemctl enable --now pfl-audit.timer" $readme
    sed -n "s/^    //p" $readme | grep -v systemctl | sh -e
    grep -q "journalctl .*/usr/bin/pfl-audit" /etc/systemd/system/pfl-audit.service.d/journal.conf
    rm -r /etc/systemd/system/pfl-audit.service.d'

step "the headers: cc, pkg-config, CMake"
quietly "$root" "apt-get install -qy --no-install-recommends /work/libpostfixlog-dev_*.deb gcc libc6-dev pkg-config cmake make"
cat >"$root/work/program.c" <<'C'
#include <postfixlog/postfixlog.h>
#include <stdio.h>

int main(void)
{
    static const char line[] = "Nov 23 17:04:51 mx1 postfix/qmgr[717]: DCCDFAA6AC3: removed";
    pfl_parser *parser;
    pfl_event event;
    if (pfl_parser_create(&parser, NULL) != PFL_OK || pfl_parse_line(parser, line, sizeof line - 1, &event, sizeof event))
        return 1;
    printf("%s %s\n", pfl_version(), pfl_kind_info(event.kind)->name);
    pfl_parser_destroy(parser);
    return 0;
}
C
cat >"$root/work/CMakeLists.txt" <<'C'
cmake_minimum_required(VERSION 3.16)
project(program LANGUAGES C)
find_package(postfixlog REQUIRED)
add_executable(with_cmake program.c)
target_link_libraries(with_cmake PRIVATE postfixlog::postfixlog)
add_executable(with_static program.c)
target_link_libraries(with_static PRIVATE postfixlog::postfixlog_static)
C
quietly "$root" '
    cd /work
    cc -Wall -Werror program.c $(pkg-config --cflags --libs libpostfixlog) -o with_pkg_config
    ldd with_pkg_config | grep -q "libpostfixlog.so.0 => /"
    cmake -S . -B build && cmake --build build
    ! ldd build/with_static | grep libpostfixlog
    for program in ./with_pkg_config build/with_cmake build/with_static; do
        [ "$($program)" = "$(pkg-config --modversion libpostfixlog) removed" ]
    done'

step "Python"
quietly "$root" "apt-get install -qy --no-install-recommends /work/python3-postfixlog_*.deb"
cat >"$root/work/program.py" <<'PYTHON'
import importlib.metadata
import postfixlog

line = b"Nov 23 17:04:51 mx1 postfix/qmgr[717]: DCCDFAA6AC3: removed\n"
assert [event.kind for event in postfixlog.parse(line)] == ["removed"]
assert importlib.metadata.version("postfixlog") == postfixlog.__version__
assert "/usr/lib/python3/dist-packages/postfixlog" in postfixlog.__file__
# The library of libpostfixlog0, not one of its own.
assert any("libpostfixlog.so.0" in line for line in open("/proc/self/maps"))
PYTHON
quietly "$root" "cd / && python3 /work/program.py"

step "removal"
quietly "$root" '
    mkdir -p /var/lib/private/pfl-audit
    ln -s private/pfl-audit /var/lib/pfl-audit
    apt-get purge -qy postfixlog-tools libpostfixlog-dev python3-postfixlog libpostfixlog0
    ! find / -xdev \( -iname "*postfixlog*" -o -name "pfl-*" \) -not -path "/work/*" -not -path "/proc/*" | grep .'
echo "the packages are fine"
