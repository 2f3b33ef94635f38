"""One trial: start a server, let a client ask it, look at the accepted descriptor, and stop all that was started."""
import dataclasses
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from .servers import Refused

START = 30  # seconds until it has to listen
ANSWER = 5  # … and to answer
BUSY = 0.25  # of a core, used or waited for: a server that does not answer and wants more than this runs round in a circle
FLAGS = (("CLOEXEC", os.O_CLOEXEC), ("NONBLOCK", os.O_NONBLOCK))


@dataclasses.dataclass
class Result:
    serves: bool
    text: str            # what was seen, in few words
    then: str = "serves" # the same as a word: serves, exit, abort, busy-loop, refused (it lives on and does not serve)
    waiting: bool = False # a connection is left in the listener's queue
    told: bool = False   # the server wrote something while the client waited
    flags: tuple = None  # names of those that the accepted descriptor has; None: not seen


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def processes(session):
    """The process ids of a session: the server and all that it starts."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.name))
    return found


def seconds_wanted(session):
    """The seconds of a core that the session's threads had or waited for: on a busy machine one that runs in a circle has few."""
    wanted = 0
    for pid in processes(session):
        for thread in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                had, waited, _ = map(int, thread.read_text().split())
            except OSError:
                continue
            wanted += (had + waited) / 1e9
    return wanted


def flags_of(session, client):
    """The flags of the descriptor at the server's end of a connection."""
    def ends(address):
        return f"{int.from_bytes(socket.inet_aton(address[0]), 'little'):08X}:{address[1]:04X}"

    wanted = (ends(client.getpeername()), ends(client.getsockname()))
    inode = next((fields[9] for fields in (line.split() for line in open("/proc/net/tcp").readlines()[1:])
                  if (fields[1], fields[2]) == wanted), None)
    for pid in processes(session):
        for link in pathlib.Path(f"/proc/{pid}/fd").glob("*"):
            try:
                if os.readlink(link) == f"socket:[{inode}]":
                    flags = int(re.search(r"^flags:\s*(\d+)", pathlib.Path(f"/proc/{pid}/fdinfo/{link.name}").read_text(), re.M)[1], 8)
                    return tuple(name for name, bit in FLAGS if flags & bit)
            except OSError:
                continue
    return None


def connect(server, port):
    """A connection as soon as the server listens; None when it does not come to that."""
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=ANSWER)
        except ConnectionRefusedError:
            time.sleep(0.02)
    return None


def queued(port):
    """How many connections wait to be accepted there: what /proc/net/tcp has as a listener's receive queue."""
    for line in open("/proc/net/tcp").readlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{port:04X}") and fields[3] == "0A":
            return int(fields[4].split(":")[1], 16)
    return 0


def ended(server):
    """How a server ended that ought to live on; None when it lives."""
    code = server.poll()
    if code is None:
        return None
    return Result(False, f"ends by {signal.Signals(-code).name}", "abort") if code < 0 else Result(False, f"exits with {code}", "exit")


def what_failed(server, why, port, log, written):
    """Looks at a server that did not answer, for a second."""
    before, start = seconds_wanted(server.pid), time.monotonic()
    time.sleep(1)
    share = (seconds_wanted(server.pid) - before) / (time.monotonic() - start)
    result = ended(server)
    if result is None:
        result = Result(False, why, "busy-loop" if share > BUSY else "refused", queued(port) > 0)
    result.told = log.stat().st_size > written
    if result.then == "busy-loop":
        result.text += f", busy at {share:.0%} of a core"
    if result.waiting:
        result.text += ", left in the queue"
    if result.told:
        result.text += ", logged"
    return result


def talk(server, recipe, port, log):
    client = connect(server, port)
    written = log.stat().st_size
    if client is None:
        return what_failed(server, "does not listen", port, log, written)
    with client:
        try:
            recipe.ask(client)
            return Result(True, "serves", flags=flags_of(server.pid, client))
        except TimeoutError:
            return what_failed(server, f"no answer in {ANSWER} s", port, log, written)
        except (OSError, Refused) as e:
            return what_failed(server, str(e), port, log, written)


def stop(server):
    """Ends the server's session: first asked, then made."""
    for sign, seconds in ((signal.SIGTERM, 3), (signal.SIGKILL, 5)):
        end = time.monotonic() + seconds
        for pid in processes(server.pid):
            try:
                os.kill(pid, sign)
            except ProcessLookupError:
                pass
        while time.monotonic() < end and (server.poll() is None or processes(server.pid)):
            time.sleep(0.02)


def run(recipe, tree, before=(), environment=None):
    """before: words in front of the server's command, such as sysfall run …"""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="prove-runtime-"))
    port = free_port()
    try:
        for name, text in recipe.files(folder, port).items():
            (folder / name).write_text(text)
        command = [*before, str(tree / recipe.program), *recipe.arguments(folder, port)]
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=log,
                                      start_new_session=True, env={**os.environ, **(environment or {})})
            try:
                result = talk(server, recipe, port, folder / "log")
            finally:
                stop(server)
        if not result.serves:
            result.log = (folder / "log").read_text(errors="replace")[-1500:]
        return result
    finally:
        shutil.rmtree(folder, ignore_errors=True)
