"""The command line: builds, tries, and prints the table."""
import argparse
import json
import os
import pathlib
import subprocess
import sys

from . import build, trial
from .servers import SERVERS

ERRNOS = ("ENOSYS", "EPERM", "ENOTSUP")
DONE = ("handled", "deferred")


def parse_arguments():
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SERVERS))
    parser.add_argument("--with", dest="way", choices=("fix", "shim"), default="fix")
    parser.add_argument("--errno", default=",".join(ERRNOS), help="default: %(default)s")
    parser.add_argument("--sysfall", help="default: build/release/bin/sysfall, built anew when it is old")
    parser.add_argument("--list", action="store_true", help="print the names, do nothing")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in SERVERS]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(SERVERS)}")
    if not arguments.names and not arguments.list:
        parser.error(f"name servers: {', '.join(SERVERS)}")
    if arguments.sysfall and not os.access(arguments.sysfall, os.X_OK):
        parser.error(f"{arguments.sysfall} is no program")
    arguments.errnos = arguments.errno.split(",")
    return arguments


def refusal(sysfall):
    """Why the calls can't be made to fail on this machine; None when they can."""
    done = subprocess.run([sysfall, "run", "--errno", "ENOSYS", "--", "true"], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    return None if done.returncode == 0 else (done.stderr.strip() or f"sysfall run exits with {done.returncode}")


def expectations(sysfall, tree):
    """{errno: whether the server as it is should serve}, as the scan has it."""
    done = subprocess.run([sysfall, "scan", "--no-db", "--format", "json", tree], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        raise build.Failed(f"the scan exits with {done.returncode}: {done.stderr.strip()}")
    sites = json.loads(done.stdout)["sites"]
    errnos = {errno for site in sites for errno in site["verdicts"]}
    return {errno: all(site["verdicts"][errno]["verdict"] in DONE for site in sites) for errno in errnos}


def words(flags):
    return "not seen" if flags is None else "+".join(flags) or "none"


class Table:
    WIDTHS = (10, 8, 44, 10)

    def __init__(self):
        self.good = self.bad = self.skipped = 0

    def line(self, *cells):
        print(" ".join(str(c).ljust(w) for c, w in zip(cells, (*self.WIDTHS, 0))).rstrip(), flush=True)

    def add(self, name, errno, before, after, flags, faults):
        self.good, self.bad = self.good + (not faults), self.bad + bool(faults)
        self.line(name, errno, before, after, flags + ("   ok" if not faults else "   FAIL: " + "; ".join(faults)))

    def skip(self, name, why, count, allowed):
        if not allowed:
            return self.fail(name, why, count)
        self.skipped += count
        return print(f"skip  {name}: {why}", flush=True)

    def fail(self, name, why, count):
        self.bad += count
        print(f"FAIL  {name}: {why}", flush=True)


def try_errno(arguments, table, name, trees, reference, should_serve, errno):
    recipe = SERVERS[name]
    lacking = [arguments.sysfall, "run", "--errno", errno, "--"]
    before = trial.run(recipe, trees["before"], lacking)
    after = trial.run(recipe, trees["after"], lacking, trees["environment"])
    faults = []
    if should_serve is None:
        faults.append("the scan has no verdict")
    elif before.serves != should_serve:
        faults.append(f"the scan says it {'serves' if should_serve else 'fails'} as it is")
    if not after.serves:
        faults.append(f"{after.text} with the fallback")
        print("\n".join("    " + line for line in after.log.splitlines()), flush=True)
    elif after.flags != reference.flags:
        faults.append(f"where the call works the flags are {words(reference.flags)}")
    table.add(name, errno, before.text, "serves" if after.serves else "fails", words(after.flags), faults)


def prove(arguments, table, name, corpus):
    recipe = SERVERS[name]
    folder = build.ROOT / "build/prove" / name
    folder.mkdir(parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        log.unlink()
    source = build.fetch(name, corpus)
    expected = expectations(arguments.sysfall, source)
    trees = {"before": build.build_before(recipe, source, folder), "environment": {}}
    reference = trial.run(recipe, trees["before"])
    if not reference.serves or reference.flags is None:
        raise build.Failed(f"does not even serve where the call works: {reference.text}\n{getattr(reference, 'log', '')}")
    if arguments.way == "shim":
        trees["after"] = trees["before"]
        trees["environment"]["LD_PRELOAD"] = str(build.build_shim(folder, arguments.sysfall))
    else:
        trees["after"] = build.build_patched(recipe, trees["before"], folder, arguments.sysfall)
    for errno in arguments.errnos:
        try_errno(arguments, table, name, trees, reference, expected.get(errno), errno)


def main():
    arguments = parse_arguments()
    if arguments.list:
        print("\n".join(SERVERS))
        return 0
    table = Table()
    try:
        arguments.sysfall = os.path.abspath(arguments.sysfall or build.build_sysfall())
    except build.Failed as e:
        print(f"prove-runtime: {e}", file=sys.stderr)
        return 2
    why = refusal(arguments.sysfall)
    if why:
        print(f"skip  nothing can be proven on this machine: {why}")
        print(f"0 passed, 0 failed, {len(arguments.names) * len(arguments.errnos)} skipped")
        return 0
    corpus = pathlib.Path(os.environ.get("SYSFALL_CORPUS") or build.ROOT / "build/corpus").resolve()
    table.line("server", "error", "as it is", "patched" if arguments.way == "fix" else "with shim", "flags of the connection")
    for name in arguments.names:
        try:
            prove(arguments, table, name, corpus)
        except build.Missing as e:
            table.skip(name, e, len(arguments.errnos), os.environ.get("SYSFALL_CORPUS_SKIP", "") not in ("", "0"))
        except build.Failed as e:
            table.fail(name, e, len(arguments.errnos))
    print(f"{table.good} passed, {table.bad} failed" + (f", {table.skipped} skipped" if table.skipped else ""))
    return 0 if not table.bad else 1
