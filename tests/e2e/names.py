"""A DNS server for the sandbox: the names of clients, where mail goes, and a list of bad addresses."""
import ipaddress
import socket
import struct
import threading

# Clients that have a name; the last one's does not lead back to it. All others are unknown.
NAMES = {
    "198.51.100.5": "alice.example.net",
    "198.51.100.6": "office.example.net",
    "192.0.2.66": "mail.example.org",
    "203.0.113.66": "impostor.example.net",
    "127.0.0.1": "localhost",
}
LISTED = {"203.0.113.90": "127.0.0.2"}  # bl.example

# Domains and the server that takes mail for each.
SERVERS = {
    "accept.example": "192.0.2.101",
    "refuse.example": "192.0.2.102",
    "greylist.example": "192.0.2.103",
    "hostile.example": "192.0.2.104",
    "closed.example": "192.0.2.105",
}

A, PTR, MX = 1, 12, 15


def encoded(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def reverse(address):
    return ipaddress.ip_address(address).reverse_pointer


def zone():
    records = {}
    for address, name in NAMES.items():
        records[reverse(address), PTR] = encoded(name)
        if name != "impostor.example.net":
            records[name, A] = socket.inet_aton(address)
    records["impostor.example.net", A] = socket.inet_aton("192.0.2.99")
    for address, answer in LISTED.items():
        records[".".join(reversed(address.split("."))) + ".bl.example", A] = socket.inet_aton(answer)
    for domain, address in SERVERS.items():
        records[domain, MX] = struct.pack(">H", 10) + encoded("mx." + domain)
        records["mx." + domain, A] = socket.inet_aton(address)
        records[reverse(address), PTR] = encoded("mx." + domain)
    return records


def answer(query, records):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("latin-1").lower())
        at += 1 + query[at]
    name, kind = ".".join(labels), struct.unpack(">H", query[at + 1 : at + 3])[0]
    question, data = query[12 : at + 5], records.get((name, kind))
    known = data is not None or any(name == other for other, _ in records)
    head = query[:2] + struct.pack(">HHHHH", 0x8580 if known else 0x8583, 1, data is not None, 0, 0)
    if data is None:
        return head + question
    return head + question + b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


def serve():
    """Answers from a thread for as long as the process lives."""
    records = zone()
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 53))

    def loop():
        while True:
            query, client = door.recvfrom(512)
            door.sendto(answer(query, records), client)

    threading.Thread(target=loop, daemon=True).start()
