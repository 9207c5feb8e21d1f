"""Waiting for what is certain to come, and no longer."""
import socket
import time


def eventually(condition, what, seconds=30):
    """The first true value of condition()."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} seconds for {what}")
        time.sleep(0.02)


def listens(address, port):
    """Whether somebody listens there: asked of the kernel, since a connection would be in the log."""
    wanted = socket.inet_aton(address)[::-1].hex().upper() + f":{port:04X}"
    with open("/proc/net/tcp", encoding="ascii") as table:
        return any(row.split()[1] == wanted and row.split()[3] == "0A" for row in table.readlines()[1:])


def connections(ports):
    """How many connections to these ports are open at the server's end."""
    count = 0
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(name, encoding="ascii") as table:
            for row in table.readlines()[1:]:
                local, state = row.split()[1], row.split()[3]
                count += int(local.rpartition(":")[2], 16) in ports and state in ("01", "03", "08")
    return count
