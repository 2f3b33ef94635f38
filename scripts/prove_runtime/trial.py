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

START = 10  # seconds until it has to listen
ANSWER = 3  # … and to answer
BUSY = 0.25  # of a core: a server that does not answer and uses more than this runs round in a circle
FLAGS = (("CLOEXEC", os.O_CLOEXEC), ("NONBLOCK", os.O_NONBLOCK))


@dataclasses.dataclass
class Result:
    serves: bool
    text: str            # what was seen, in few words
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
            found.append((int(entry.name), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")))
    return found


def seconds_used(session):
    return sum(used for _, used in processes(session))


def flags_of(session, client):
    """The flags of the descriptor at the server's end of a connection."""
    def ends(address):
        return f"{int.from_bytes(socket.inet_aton(address[0]), 'little'):08X}:{address[1]:04X}"

    wanted = (ends(client.getpeername()), ends(client.getsockname()))
    inode = next((fields[9] for fields in (line.split() for line in open("/proc/net/tcp").readlines()[1:])
                  if (fields[1], fields[2]) == wanted), None)
    for pid, _ in processes(session):
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


def what_failed(server, why):
    if server.poll() is not None:
        code = server.returncode
        return f"ends by {signal.Signals(-code).name}" if code < 0 else f"exits with {code}"
    before, start = seconds_used(server.pid), time.monotonic()
    time.sleep(1)
    share = (seconds_used(server.pid) - before) / (time.monotonic() - start)
    return f"{why}, busy at {share:.0%} of a core" if share > BUSY else why


def talk(server, recipe, port):
    client = connect(server, port)
    if client is None:
        return Result(False, what_failed(server, "does not listen"))
    with client:
        try:
            recipe.ask(client)
            return Result(True, "serves", flags_of(server.pid, client))
        except TimeoutError:
            return Result(False, what_failed(server, f"no answer in {ANSWER} s"))
        except (OSError, Refused) as e:
            return Result(False, what_failed(server, str(e)))


def stop(server):
    """Ends the server's session: first asked, then made."""
    for sign, seconds in ((signal.SIGTERM, 3), (signal.SIGKILL, 5)):
        end = time.monotonic() + seconds
        for pid, _ in processes(server.pid):
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
            server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                      start_new_session=True, env={**os.environ, **(environment or {})})
            try:
                result = talk(server, recipe, port)
            finally:
                stop(server)
        if not result.serves:
            result.log = (folder / "log").read_text(errors="replace")[-1500:]
        return result
    finally:
        shutil.rmtree(folder, ignore_errors=True)
