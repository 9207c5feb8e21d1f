"""TLS, either way: what was agreed on, and handshakes that failed; and tlsproxy(8)"""
from tokens import ADDR, NUMBER, PORT, SERVER, client, endpoint, split_server, whole

# A client as smtpd writes it or as tlsproxy does, and the name it asked for (3.4); or a server.
PEERS = (rf"from {client()}(?: to (?P<tls_sni>[^\s:]+))?", rf"from {endpoint()}(?: to (?P<tls_sni>[^\s:]+))?",
         rf"to (?P<relay>{SERVER})")


def of_peer(before, behind, text, peers=PEERS):
    """The first kind of peer with which the whole text fits."""
    for peer in peers:
        read = whole(before + peer + behind, text)
        if read is not None:
            return split_server(read)
    return None


def summary(line):
    """T TLS connection STATE from CLIENT: PROTO with cipher C (N/N bits)[ DETAILS]"""
    if line.severity or line.queue:
        return None
    read = of_peer("(?:(?P<tls_trust>Anonymous|Untrusted|Trusted|Verified) )?TLS connection "
                   "(?P<tls_state>established|reused) ",
                   r": (?P<tls_protocol>\S+) with cipher (?P<tls_cipher>\S+) "
                   rf"\((?P<tls_cipher_bits>{NUMBER})/(?P<tls_algorithm_bits>{NUMBER}) bits\)(?: (?P<tls_details>.*))?",
                   line.body)
    return read and ("tls", read, False)


def failed(line):
    """SSL_accept error from CLIENT: R, and certificates that did not hold, with severity info"""
    if line.severity or line.queue:
        return None
    read = of_peer("SSL_(?:accept|connect) error ", ": (?P<reason>.*)", line.body)
    if read:
        return "tls", {**read, "tls_state": "error"}, False
    # The line does not say which side it means: smtpd has clients, the others servers.
    peers = (client(),) if line.daemon == "smtpd" else (f"(?P<relay>{SERVER})",)
    read = of_peer("(?:server )?certificate (?P<tls_state>verification failed) for ", ": (?P<reason>.*)", line.body,
                   peers)
    return read and ("tls", read, False)


def told(line):
    if line.severity or line.queue:
        return None
    read = whole(rf"TLS SNI (?P<tls_sni>\S+) from {client()} (?P<tls_state>not matched), using default chain",
                 line.body) or \
        whole(r"Host (?P<tls_state>offered) STARTTLS: (?P<relay>\[[^\[\]]+\])", line.body)
    return read and ("tls", split_server(read), False)


def tlsproxy(line):
    read = whole(rf"(?P<tls_state>CONNECT) from {endpoint()}", line.body) or \
        whole(rf"(?P<tls_state>DISCONNECT) {endpoint()}", line.body) or \
        whole(rf"(?P<tls_state>CONNECT) to (?P<relay>\[{ADDR}\]:{PORT})", line.body) or \
        whole("TLS handshake (?P<tls_state>failed) for (?P<reason>.*)", line.body)
    return read and not line.severity and ("tls", split_server(read), False)


SHAPES = (summary, failed, told)
