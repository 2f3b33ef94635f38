"""The command line: builds, tries, and prints the table."""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

from . import build, trial
from .servers import SERVERS

ERRNOS = ("ENOSYS", "EPERM", "ENOTSUP")
DONE = ("deferred", "handled")


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
    """Why the kernel lets no calls fail on this machine; None when it does."""
    done = subprocess.run([sysfall, "run", "--errno", "ENOSYS", "--", "true"], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    if done.returncode and "refuses the seccomp filter" not in done.stderr:
        raise build.Failed(f"sysfall run exits with {done.returncode}: {done.stderr.strip()}")
    return done.stderr.strip() if done.returncode else None


# What the scan calls a consequence that is seen as such of a server that a client waits for; all others: it lives on, does not serve
# and does not run round in a circle.
SEEN = ("busy-loop", "exit", "abort")
WORST = ("busy-loop", "abort", "exit", "silently-dropped", "flag-lost", "feature-off", "error-returned", "other")


def expectations(sysfall, recipe, tree):
    """{errno: (verdict, consequence)}, the worst of the sites that the server accepts at, as the scan has it."""
    done = subprocess.run([sysfall, "scan", "--no-db", "--format", "json", tree], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        raise build.Failed(f"the scan exits with {done.returncode}: {done.stderr.strip()}")
    sites = [site for site in json.loads(done.stdout)["sites"] if re.search(recipe.sites, site["path"])]
    errnos = {errno for site in sites for errno in site["verdicts"]}
    return {errno: prediction([site["verdicts"][errno] for site in sites if errno in site["verdicts"]]) for errno in errnos}


def rank(verdict):
    """The worse, the lower: those that do not fall back come first, by what then happens."""
    if verdict["verdict"] in DONE:
        return len(WORST) + 1 + DONE.index(verdict["verdict"])
    return WORST.index(verdict["consequence"]) if verdict["consequence"] in WORST else len(WORST)


def prediction(verdicts):
    worst = min(verdicts, key=rank)
    return worst["verdict"], worst["consequence"] or ""


def differs(predicted, seen):
    """What is wrong with a prediction, the verdict or the consequence, and how; (None, None) when it came true."""
    verdict, consequence = predicted
    failing = consequence if consequence in SEEN else "refused"
    allowed = {"handled": ("serves",), "deferred": ("serves",), "unhandled": (failing,), "conditional": ("serves", failing)}.get(verdict)
    if not allowed:
        return "verdict", f"the verdict is {verdict}"
    if seen.then in allowed:
        return None, None
    wrong = "verdict" if (seen.then == "serves") != ("serves" in allowed) else "consequence"
    return wrong, f"wrong {wrong}: predicted {' '.join(predicted).strip()}, seen: {seen.then}"


def words(flags):
    return "not seen" if flags is None else "+".join(flags) or "none"


class Table:
    WIDTHS = (13, 8, 26, 62, 10)

    def __init__(self):
        self.good = self.bad = self.skipped = 0
        self.wrong = {"verdict": 0, "consequence": 0}

    def line(self, *cells):
        print(" ".join(str(c).ljust(w) for c, w in zip(cells, (*self.WIDTHS, 0))).rstrip(), flush=True)

    def add(self, name, errno, predicted, before, after, flags, faults):
        self.good, self.bad = self.good + (not faults), self.bad + bool(faults)
        self.line(name, errno, predicted, before, after, flags + ("   ok" if not faults else "   FAIL: " + "; ".join(faults)))

    def skip(self, name, why, count, allowed):
        if not allowed:
            return self.fail(name, why, count)
        self.skipped += count
        return print(f"skip  {name}: {why}", flush=True)

    def fail(self, name, why, count):
        self.bad += count
        print(f"FAIL  {name}: {why}", flush=True)


def try_errno(arguments, table, name, trees, reference, predicted, errno):
    recipe = SERVERS[name]
    lacking = [arguments.sysfall, "run", "--errno", errno, "--"]
    before = trial.run(recipe, trees["before"], lacking)
    after = trial.run(recipe, trees["after"], lacking, trees["environment"])
    faults = []
    part, how = differs(predicted, before)
    if part:
        table.wrong[part] += 1
        faults.append(how)
    if not after.serves:
        faults.append(f"{after.text} with the fallback")
        print("\n".join("    " + line for line in after.log.splitlines()), flush=True)
    elif after.flags != reference.flags:
        faults.append(f"where the call works the flags are {words(reference.flags)}")
    table.add(name, errno, " ".join(predicted).strip(), before.text, "serves" if after.serves else "fails", words(after.flags), faults)


def prove(arguments, table, name, corpus):
    recipe = SERVERS[name]
    folder = build.ROOT / "build/prove" / name
    folder.mkdir(parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        log.unlink()
    source = build.fetch(name, corpus)
    expected = expectations(arguments.sysfall, recipe, source)
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
        try_errno(arguments, table, name, trees, reference, expected.get(errno, ("not given", "")), errno)


def main():
    arguments = parse_arguments()
    if arguments.list:
        print("\n".join(SERVERS))
        return 0
    table = Table()
    try:
        arguments.sysfall = os.path.abspath(arguments.sysfall or build.build_sysfall())
        why = refusal(arguments.sysfall)
    except build.Failed as e:
        print(f"prove-runtime: {e}", file=sys.stderr)
        return 2
    if why:
        print(f"skip  nothing can be proven on this machine: {why}")
        print(f"0 passed, 0 failed, {len(arguments.names) * len(arguments.errnos)} skipped")
        return 0
    corpus = pathlib.Path(os.environ.get("SYSFALL_CORPUS") or build.ROOT / "build/corpus").resolve()
    table.line("server", "error", "prediction", "observation", "patched" if arguments.way == "fix" else "with shim", "flags of the connection")
    for name in arguments.names:
        try:
            prove(arguments, table, name, corpus)
        except build.Missing as e:
            table.skip(name, e, len(arguments.errnos), os.environ.get("SYSFALL_CORPUS_SKIP", "") not in ("", "0"))
        except build.Failed as e:
            table.fail(name, e, len(arguments.errnos))
    print(f"predictions that the run contradicts: {table.wrong['verdict']} verdicts, {table.wrong['consequence']} consequences")
    print(f"{table.good} passed, {table.bad} failed" + (f", {table.skipped} skipped" if table.skipped else ""))
    return 0 if not table.bad else 1
