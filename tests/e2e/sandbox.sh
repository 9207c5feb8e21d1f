#!/bin/bash
# A machine within the machine: its own network, folders, processes and name, gone when the command ends.
#
#     sandbox.sh COMMAND...      as root
#
# Documentation addresses and real ports work in here, and nothing that is written to the folders below is seen outside.
# The first process of a PID namespace must bury orphans: a shell does, and it must not exec the command.
set -eu
if [ -z "${PFL_SANDBOX:-}" ]; then
    export PFL_SANDBOX=yes
    exec unshare --net --mount --uts --pid --fork --kill-child --mount-proc "${BASH:-bash}" "$0" "$@"
fi

hostname mx.example.com
ip link set lo up
for network in 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24; do
    ip route add local "$network" dev lo
done
ip -6 addr add 2001:db8::1/128 dev lo nodad 2>/dev/null || true
ip -6 addr add 2001:db8:7::7/128 dev lo nodad 2>/dev/null || true

# The package's own files are needed beside our configuration: the list of what belongs to Postfix, its scripts.
mount -t tmpfs sandbox /srv
cp -a /etc/postfix /srv/postfix
mount --bind /srv/postfix /etc/postfix
for folder in /var/spool/postfix /var/lib/postfix /var/log /run; do
    mount -t tmpfs -o mode=755 sandbox "$folder"
done
# Of /dev the same files are there, but a socket may be put beside them.
mkdir /run/dev
mount -t tmpfs -o mode=755 sandbox /run/dev
for file in null zero full random urandom; do
    : >"/run/dev/$file"
    mount --bind "/dev/$file" "/run/dev/$file"
done
ln -s /proc/self/fd /run/dev/fd
mkdir /run/dev/shm
mount --move /run/dev /dev

echo 'nameserver 127.0.0.1' >/srv/resolv.conf
echo '127.0.0.1 localhost' >/srv/hosts
for file in resolv.conf hosts; do
    mount --bind "/srv/$file" "/etc/$file"
done
export TZ=UTC
status=0
"$@" || status=$?
exit $status
