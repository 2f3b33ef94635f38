"""Runs the analyser on a folder of programs and compares its answer with the oracle's, site by site."""

import collections
import json
import os
import subprocess
import time

GOOD = ("handled", "deferred")
CATEGORIES = ("false handled", "missed handled", "conditional", "handled or deferred", "unknown", "missing site",
              "extra site", "flags", "flags unknown", "problem", "exit code")


class Difference:
    """One disagreement. what: the errno or flag it is about."""

    def __init__(self, category, program, path, line, what, said, truth):
        self.category = category
        self.program = program
        self.path = path
        self.line = line
        self.what = what
        self.said = said
        self.truth = truth

    def alike(self):
        """What the shrinker keeps: the category, what was said and what is true."""
        return self.category, str(self.said), str(self.truth)

    def __str__(self):
        return "%s: %s:%s: %s: said %s, execution says %s" % (
            self.category, self.path, self.line, self.what, self.said, self.truth)


class Tally:
    """What was compared, and the differences."""

    def __init__(self):
        self.count = collections.Counter()
        self.skipped = collections.Counter()
        self.consequences = collections.Counter()
        self.differences = []
        self.broken = []
        self.oracle_seconds = 0.0
        self.scan_seconds = 0.0

    def add(self, other):
        self.count += other.count
        self.skipped += other.skipped
        self.consequences += other.consequences
        self.differences += other.differences
        self.broken += other.broken
        self.oracle_seconds += other.oracle_seconds
        self.scan_seconds += other.scan_seconds

    def of(self, category):
        return [d for d in self.differences if d.category == category]


class ScanError(Exception):
    """The analyser gave no usable answer."""


def write_files(files, directory):
    os.makedirs(directory, exist_ok=True)
    for name, body in files.items():
        with open(os.path.join(directory, name), "w", encoding="utf-8") as f:
            f.write(body)


def scan(sysfall, directory, timeout=600):
    """(the JSON document, exit code, seconds)."""
    start = time.monotonic()
    try:
        run = subprocess.run([sysfall, "scan", "--no-db", "--format", "json", "--jobs", "1", directory],
                             stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as e:
        raise ScanError("no answer after %d s" % timeout) from e
    try:
        doc = json.loads(run.stdout)
    except ValueError as e:
        raise ScanError("exit %d, no JSON: %s" % (run.returncode, run.stderr.decode(errors="replace")[:500])) from e
    return doc, run.returncode, time.monotonic() - start


def program_of(path):
    return path.split(".")[0].split("_")[0]


def compare(truths, doc, code, texts):
    """The Tally of one scan. texts: {path: text} of everything scanned."""
    tally = Tally()
    sites = {(s["path"], s["line"]): s for s in doc["sites"]}
    for truth in truths.values():
        if truth.skipped:
            tally.skipped["program: " + truth.skipped] += 1
            continue
        tally.count["programs"] += 1
        for place, site in truth.sites.items():
            tally.count["sites"] += 1
            if place in sites:
                _compare_site(tally, truth.name, site, sites[place])
            else:
                tally.differences.append(Difference("missing site", truth.name, *place, "site", "nothing", "a site"))
    for (path, line), site in sites.items():
        truth = truths.get(program_of(path))
        if truth and "accept4" not in _macros_in(texts[path], line):
            tally.differences.append(Difference("extra site", truth.name, path, line, "site", site["form"], "no site"))
    for problem in doc["problems"]:
        path = problem["path"] or "?"
        tally.differences.append(Difference("problem", program_of(path), path, problem["line"], problem["kind"],
                                            problem["text"], "no problem"))
    loud = any(s["severity"] in ("error", "warning") and not s["suppressed"] for s in doc["sites"])
    wanted = 1 if loud else 0 if doc["run"]["complete"] else 3
    if code != wanted:
        tally.differences.append(Difference("exit code", "?", "?", 0, "exit code", code, wanted))
    return tally


def _macros_in(text, line):
    """The line, with the word accept4 where it uses a macro of the program that expands to it."""
    lines = text.split("\n")
    out = lines[line - 1] if line <= len(lines) else ""
    return out + ("accept4" if "_ACCEPT" in out else "")


def verdict_category(said, truth):
    """How an answer differs from the truth; None when it does not."""
    if said == truth:
        return None
    if said == "unknown":
        return "unknown"
    if said in GOOD and truth in GOOD:
        return "handled or deferred"
    if said in GOOD:
        return "false handled"
    if said == "unhandled" and truth in GOOD:
        return "missed handled"
    return "conditional"


def _compare_site(tally, program, truth, site):
    place = (truth.path, truth.line)
    for errno, wanted in truth.verdicts.items():
        if wanted is None:
            tally.skipped["verdict: no definite one"] += 1
            continue
        tally.count["verdicts"] += 1
        tally.count["truth: " + wanted] += 1
        got = site["verdicts"].get(errno, {"verdict": "nothing", "consequence": None})
        category = verdict_category(got["verdict"], wanted)
        if category:
            tally.differences.append(Difference(category, program, *place, errno, got["verdict"], wanted))
        elif wanted in ("unhandled", "conditional"):
            _compare_consequence(tally, truth.consequences[errno], got["consequence"], wanted)
    for flag, wanted in truth.flags.items():
        if wanted is None:
            tally.skipped["flag: nothing definite"] += 1
            continue
        tally.count["flags"] += 1
        got = site["flags"].get(flag)
        if got != wanted:
            category = "flags unknown" if got == "unknown" else "flags"
            tally.differences.append(Difference(category, program, *place, flag, got, wanted))


def _compare_consequence(tally, ends, said, verdict):
    """Loosely: only what was executed can be told from the rest, and a conditional pair may say nothing."""
    strong = said if said in ("busy-loop", "exit", "abort") else None
    if strong in ends or not strong and not ends or verdict == "conditional" and not said:
        tally.consequences["agree"] += 1
    else:
        tally.consequences["said %s, saw %s" % (said, "+".join(sorted(ends)) or "a return")] += 1
