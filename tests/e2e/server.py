"""Debian's Postfix in the sandbox, with Cyrus SASL, Dovecot's, TLS, postscreen and a content filter."""
import json
import os
import pathlib
import shutil
import subprocess

from patience import connections, eventually, listens

CONFIG = pathlib.Path("/etc/postfix")
DOVECOT = pathlib.Path("/srv/dovecot")

# Where smtpd and postscreen listen, on 192.0.2.1.
POSTSCREEN, RELAY, NARROW, STRICT, SUBMISSION, SUBMISSIONS, REINJECT = 25, 2525, 2526, 2527, 587, 465, 10026
PORTS = (POSTSCREEN, RELAY, NARROW, STRICT, SUBMISSION, SUBMISSIONS, REINJECT)

# login: password. Cyrus appends the realm to a name without one; Dovecot does not.
CYRUS = {"alice@example.com": "wonder", "office@example.com": "summer24", "info@example.com": "info"}
DOVECOT_USERS = {"bob@example.com": "builder", "carol": "singer"}

MAILBOXES = ("alice", "bob", "carol", "office", "info", "postmaster")

MAIN = f"""
compatibility_level = 3.6
myhostname = mx.example.com
mydestination = mx.example.com
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
virtual_mailbox_domains = example.com
virtual_mailbox_maps = texthash:{CONFIG}/mailboxes
virtual_mailbox_base = /srv/mail
virtual_minimum_uid = 1000
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_alias_maps = texthash:{CONFIG}/aliases
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 5
smtpd_timeout = 300
smtpd_tls_cert_file = {CONFIG}/server.pem
smtpd_tls_key_file = {CONFIG}/server.key
smtpd_tls_loglevel = 1
smtpd_tls_security_level = may
smtpd_tls_session_cache_database =
smtpd_sasl_local_domain = example.com
smtpd_forbidden_commands = CONNECT GET POST
header_checks = regexp:{CONFIG}/header_checks
minimal_backoff_time = 4000s
queue_run_delay = 4000s
smtp_connect_timeout = 5s
smtp_tls_security_level = none
service_throttle_time = 1s
postscreen_greet_wait = 1s
postscreen_greet_action = enforce
postscreen_dnsbl_sites = bl.example
postscreen_dnsbl_action = enforce
postscreen_cache_map = btree:$data_directory/postscreen_cache
"""

MASTER = """
192.0.2.1:25    inet n - n - 1 postscreen
smtpd           pass - - n - - smtpd
192.0.2.1:2525  inet n - n - - smtpd
  -o syslog_name=postfix/mx
  -o content_filter=scan:[127.0.0.1]:10025
[2001:db8::1]:2525 inet n - n - - smtpd
  -o syslog_name=postfix/mx
192.0.2.1:2526  inet n - n - - smtpd
  -o smtpd_client_connection_rate_limit=2
192.0.2.1:2527  inet n - n - - smtpd
  -o smtpd_delay_reject=no
  -o smtpd_helo_restrictions=reject_invalid_helo_hostname
192.0.2.1:587   inet n - n - - smtpd
  -o syslog_name=postfix/submission
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_path=smtpd
192.0.2.1:465   inet n - n - - smtpd
  -o syslog_name=postfix/submissions
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_type=dovecot
  -o smtpd_sasl_path=inet:127.0.0.1:12345
  -o content_filter=scan:[127.0.0.1]:10025
127.0.0.1:10026 inet n - n - - smtpd
  -o syslog_name=postfix/reinject
  -o smtpd_authorized_xforward_hosts=127.0.0.0/8
  -o smtpd_tls_security_level=none
scan            unix - - n - 10 smtp
  -o smtp_send_xforward_command=yes
dnsblog   unix - - n - 0 dnsblog
tlsproxy  unix - - n - 0 tlsproxy
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
local     unix - n n - - local
virtual   unix - n n - - virtual
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""

HEADER_CHECKS = """
/^Subject: .*(cheap pills)/  WARN seen before
/^Subject: .*(free money)/   REJECT not here
/^Subject: .*(wait a bit)/   HOLD to be looked at
"""

DOVECOT_CONF = f"""
base_dir = {DOVECOT}/run
log_path = {DOVECOT}/log
protocols =
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_negative_ttl = 0
default_internal_user = dovecot
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {DOVECOT}/users
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home=/srv/mail
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = 12345
  }}
}}
"""


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout.decode()


def configure(main):
    CONFIG.joinpath("main.cf").write_text(main)
    CONFIG.joinpath("master.cf").write_text(MASTER)
    CONFIG.joinpath("header_checks").write_text(HEADER_CHECKS)
    CONFIG.joinpath("mailboxes").write_text("".join(f"{box}@example.com {box}\n" for box in MAILBOXES))
    CONFIG.joinpath("aliases").write_text("team@example.com alice@example.com, carol@example.com\n")
    certificate = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mx.example.com")
    run(*certificate, "-keyout", str(CONFIG / "server.key"), "-out", str(CONFIG / "server.pem"), stderr=subprocess.DEVNULL)
    shutil.chown("/var/lib/postfix", "postfix")
    os.makedirs("/srv/mail", exist_ok=True)
    os.chown("/srv/mail", 65534, 65534)


def configure_cyrus():
    """Once, and before there is a syslog: saslpasswd2 writes to it."""
    sasl, database = CONFIG / "sasl", CONFIG / "sasldb2"
    sasl.mkdir(exist_ok=True)
    sasl.joinpath("smtpd.conf").write_text(
        f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN CRAM-MD5\nsasldb_path: {database}\n"
    )
    for login, password in CYRUS.items():
        user, realm = login.split("@")
        run("saslpasswd2", "-p", "-c", "-f", str(database), "-u", realm, user, input=password.encode())
    shutil.chown(database, "root", "postfix")
    database.chmod(0o640)


def start_dovecot():
    DOVECOT.mkdir(exist_ok=True)
    users = "".join(f"{login}:{{PLAIN}}{password}\n" for login, password in DOVECOT_USERS.items())
    DOVECOT.joinpath("users").write_text(users)
    DOVECOT.joinpath("conf").write_text(DOVECOT_CONF)
    # It keeps what it inherits open, and with it our streams.
    subprocess.run(["dovecot", "-c", str(DOVECOT / "conf")], check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=True)
    eventually(lambda: listens("127.0.0.1", 12345), "Dovecot")


def start(main):
    for cache in pathlib.Path("/var/lib/postfix").glob("*.db"):
        cache.unlink()
    configure(MAIN + main)
    subprocess.run(["postfix", "start"], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    for port in PORTS:
        eventually(lambda: listens("127.0.0.1" if port == REINJECT else "192.0.2.1", port), f"port {port}")


def queued():
    """The messages in the queue, and which part of it they are in."""
    return {message["queue_id"]: message["queue_name"] for message in map(json.loads, run("postqueue", "-j").splitlines())}


def settle(waiting):
    """Until every message has its outcome and every client's session its last line."""
    eventually(lambda: not connections(PORTS), "the end of all sessions")
    eventually(lambda: list(queued().values()) == ["deferred"] * waiting, f"a queue in which only {waiting} messages wait")


def release(queue_id):
    """Lets a message go that is on hold, and has it tried at once."""
    run("postsuper", "-H", queue_id, stderr=subprocess.DEVNULL)
    run("postqueue", "-i", queue_id)


def requeue(queue_id):
    """Has a message that waits handed in once more; pickup need not wait for its minute."""
    eventually(lambda: queued()[queue_id] == "deferred", f"{queue_id} to be deferred")
    run("postsuper", "-r", queue_id, stderr=subprocess.DEVNULL)

    def is_taken():
        # pickup may hang up before it was told, when it has just looked by itself.
        subprocess.run(["postkick", "public", "pickup", "W"], check=False)
        return queue_id not in queued()

    eventually(is_taken, f"{queue_id} to be handed in again")


def empty(truth):
    """The administrator throws away what waits."""
    run("postsuper", "-d", "ALL", stderr=subprocess.DEVNULL)
    truth.add("queue-admin", action="Deleted", count=truth.waiting)


def mark(text, logs):
    """Writes a line of its own: where it is there, all that was written before it is."""
    run("postlog", "-t", "postfix/e2e", text)
    for log in logs:
        eventually(lambda: text in pathlib.Path(log).read_text(errors="replace"), f"{text!r} in {log}")


def stop():
    subprocess.run(["postfix", "stop"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
