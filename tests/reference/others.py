"""The quieter daemons: anvil, dnsblog, scache, caches, master and its script."""
import ipaddress
import re

from tokens import ADDR, NUMBER, whole

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def is_service(text):
    """A service of master.cf: a name or a port, or a host and one of them; a host alone is none."""
    return re.fullmatch(r"(?:\[[^\[\]]*\]:|[^:\[\]]+:)?[^:.\[\]]+", text) is not None


def is_network(text):
    """An address, or the IPv6 network it is counted under (3.8), or unknown."""
    try:
        return text == "unknown" or bool(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return False


def anvil(line):
    """statistics: max STATISTIC N[/60s] for (SERVICE:ADDRESS) at TIME"""
    read = whole(rf"statistics: max (?P<statistic>[a-z]+ (?:rate|count|size)) (?P<count>{NUMBER})"
                 r"(?:/(?P<amount>[0-9]+)(?P<unit>[smhdw]))?"
                 rf"(?: for \((?P<client>[^()]*)\))? at (?P<at>.*)", line.body)
    if read is None or line.severity:
        return None
    if "client" in read:
        words = read.pop("client")
        for colon in re.finditer(":", words):  # the longest address first
            service, addr = words[:colon.start()], words[colon.end():]
            if is_service(service) and is_network(addr):
                read.update(anvil_service=service, client_addr=addr)
                break
        else:
            return None
    if "unit" in read:
        read["period"] = str(int(read.pop("amount")) * UNITS[read.pop("unit")])
    return "anvil", read, False


def dnsblog(line):
    read = whole(rf"addr (?P<client_addr>{ADDR}) listed by domain (?P<dnsbl_domain>\S+) as (?P<dnsbl_reply>\S+)",
                 line.body)
    return read and ("dnsbl", read, False)


def scache(line):
    read = whole("statistics: (?P<statistic>(?:start interval|domain lookup|address lookup|max simultaneous) .*)",
                 line.body)
    return read and ("statistics", read, False)


def cache(line):
    read = whole(rf"cache (?P<cache>\S+) (?P<statistic>(?:full|partial) cleanup): retained=(?P<retained>{NUMBER}) "
                 rf"dropped=(?P<dropped>{NUMBER}) entries", line.body)
    return read and not line.severity and ("statistics", read, False)


def restarting(line):
    read = whole(r"table (?P<table>\S+) has changed -- (?P<action>restarting)", line.body)
    return read and not line.severity and ("lifecycle", read, False)


def master(line):
    read = whole(r"(?P<action>daemon started|reload) -- version (?P<version>\S+), "
                 r"configuration (?P<config_directory>.*)", line.body) or \
        whole(f"(?P<action>terminating) on signal (?P<signal>{NUMBER})", line.body)
    return read and not line.severity and ("lifecycle", read, False)


def script(line):
    """conf/postfix-script: the action is its verb."""
    read = whole("(?P<action>starting|refreshing|stopping|aborting) the Postfix mail system", line.body) or \
        whole("(?P<action>waiting) for the Postfix mail system to terminate", line.body) or \
        whole("the Postfix mail system is (?P<action>running): PID: .*", line.body) or \
        whole("the Postfix mail system is (?P<action>not running)", line.body)
    return read and not line.severity and ("lifecycle", read, False)
