"""rsyslogd in the sandbox, as nobody: /dev/log leads to its socket, and each line goes to a file in each of its templates."""
import os
import pathlib
import subprocess

from patience import eventually

FOLDER = pathlib.Path("/srv/rsyslog")
TEMPLATES = {
    "rfc3164": "RSYSLOG_TraditionalFileFormat",
    "rfc3339": "RSYSLOG_FileFormat",
    "rfc5424": "RSYSLOG_SyslogProtocol23Format",
}
# Postfix writes bytes beyond ASCII, and lines as long as 2,000 of them; repeated lines are kept.
CONFIG = f"""
global(workDirectory="{FOLDER}" parser.escapeControlCharactersOnReceive="off")
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="{FOLDER}/socket" RateLimit.Interval="0" UseSpecialParser="on")
"""


def logs():
    return {name: f"{FOLDER}/{name}.log" for name in TEMPLATES}


def start():
    FOLDER.mkdir()
    os.chown(FOLDER, 65534, 65534)
    outputs = "".join(
        f'action(type="omfile" file="{log}" template="{TEMPLATES[name]}")\n' for name, log in logs().items()
    )
    FOLDER.joinpath("conf").write_text(CONFIG + outputs)
    process = subprocess.Popen(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
         "rsyslogd", "-n", "-f", str(FOLDER / "conf"), "-i", str(FOLDER / "pid")],
        stdin=subprocess.DEVNULL,
    )
    eventually(lambda: FOLDER.joinpath("socket").exists(), "rsyslogd")
    FOLDER.joinpath("socket").chmod(0o666)
    os.symlink(FOLDER / "socket", "/dev/log")
    return process
