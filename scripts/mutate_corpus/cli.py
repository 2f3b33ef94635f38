"""The command line: fetches, scans, damages, compares, and prints the table."""
import argparse
import collections
import concurrent.futures
import csv
import importlib.machinery
import importlib.util
import os
import pathlib
import random
import shutil
import sys
import tempfile

from . import tree
from .mutants import Damage

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = SCRIPTS.parent
LABELS = [ROOT / "testdata/labels/dev.tsv", ROOT / "testdata/labels/holdout.tsv"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="packages; default: all with a fallback")
    parser.add_argument("--sysfall", default=str(ROOT / "build/release/bin/sysfall"), metavar="BIN")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="J")
    parser.add_argument("--tree", type=pathlib.Path, action="append", default=[], metavar="DIR", help="instead of packages")
    parser.add_argument("--sample", nargs=2, type=int, metavar=("K", "SEED"), help="K mutants drawn at random")
    parser.add_argument("--only", metavar="KIND", help="mutants of one kind, such as errno-out")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR", help="write the files of each mutant that failed there")
    parser.add_argument("--list", action="store_true", help="print the mutants, scan none of them")
    arguments = parser.parse_args()
    if not os.access(arguments.sysfall, os.X_OK):
        parser.error(f"{arguments.sysfall} is no program; build it first (scripts/build release)")
    arguments.sysfall = os.path.abspath(arguments.sysfall)
    return arguments


def corpus_script():
    """scripts/corpus, which knows how to fetch a package, as a module."""
    loader = importlib.machinery.SourceFileLoader("corpus", str(SCRIPTS / "corpus"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("corpus", loader))
    loader.exec_module(module)
    return module


def labelled():
    """The packages in which a site has a fallback, by the labels."""
    found = set()
    for labels in LABELS:
        with open(labels, newline="", encoding="utf-8") as f:
            for row in csv.DictReader(f, delimiter="\t"):
                if any(w in row[e] for e in ("enosys", "eperm", "enotsup") for w in ("handled", "deferred") if row[e] != "unhandled"):
                    found.add((row["project"], row["version"]))
    return sorted(found)


def trees(arguments):
    """([folder], {name: why it is not there})."""
    if arguments.tree:
        return [t.resolve() for t in arguments.tree], {}
    packages = [p for p in labelled() if not arguments.names or p[0] in arguments.names]
    corpus = pathlib.Path(os.environ.get("SYSFALL_CORPUS") or ROOT / "build/corpus").resolve()
    missing = corpus_script().fetch(packages, corpus)
    return [corpus / "_".join(p) for p in packages if p not in missing], {"_".join(p): why for p, why in missing.items()}


def prepare(arguments, folder, work):
    """[(reduced tree, the site there, problems before, mutants)] of one folder."""
    out = []
    answer = tree.scan(arguments.sysfall, folder)
    for number, site in enumerate(s for s in answer["sites"] if tree.interesting(s)):
        found = tree.reduced(arguments.sysfall, folder, site, work / f"{folder.name}.{number}")
        if not found:
            print(f"skip  {folder.name}: {site['path']}:{site['line']}: judged otherwise in a tree of links", flush=True)
            continue
        small, there, before = found
        mutants = [m for m in Damage(small, there).all() if not arguments.only or m.kind == arguments.only]
        out += [(small, there, before, m) for m in mutants]
    return out


def faults(site, mutant, answer, before):
    """What is wrong in the answer; the second value: whether `unknown` was said where something definite is right."""
    found = tree.find(answer, mutant.path or site["path"], mutant.line or site["line"])
    if not found:
        return ["the site is gone"], False
    told = {p["text"] for p in answer["problems"]} - {p["text"] for p in before["problems"]}
    out = [f"problem: {text}" for text in sorted(told)]
    verdicts, flags = tree.brief(found)
    old_verdicts, old_flags = tree.brief(site)
    wanted = {**({e: (v,) for e, v in old_verdicts.items()} if mutant.same else {}), **mutant.errnos}
    unknown = False
    for errno, right in wanted.items():
        said = verdicts.get(errno)
        unknown |= said == "unknown"
        if said not in right and said != "unknown":
            out.append(f"{errno}: {said}, not {' or '.join(right)}")
    for errno, word in mutant.consequence.items():
        said = found["verdicts"][errno]
        if said["verdict"] == "unhandled" and said["consequence"] != word:
            out.append(f"{errno}: then {said['consequence']}, not {word}")
    for flag, right in {**({f: (s,) for f, s in old_flags.items()} if mutant.same_flags else {}), **mutant.flags}.items():
        unknown |= flags.get(flag) == "unknown"
        if flags.get(flag) not in right and flags.get(flag) != "unknown":
            out.append(f"{flag}: {flags.get(flag)}, not {' or '.join(right)}")
    return out, unknown and not out


def try_mutant(sysfall, small, site, before, mutant):
    """In a copy of the tree of its own, so that several run at the same time."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="m", dir=small.parent))
    try:
        tree.link(small, place, None)
        for path, text in mutant.files.items():
            tree.write(place / path, text)
        return faults(site, mutant, tree.scan(sysfall, place, 300), before)
    except tree.Broken as e:
        return [str(e)], False
    finally:
        shutil.rmtree(place, ignore_errors=True)


def keep(folder, number, small, mutant, found):
    target = folder / f"{small.name}-{mutant.kind}-{number}"
    for path, text in mutant.files.items():
        tree.write(target / path, text)
    (target / "why").write_text(f"{mutant.kind}: {mutant.what}\n" + "\n".join(found) + "\n")


def run(arguments, jobs):
    """Prints what is wrong; {kind: Counter of passed, unknown, failed}."""
    counts = collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
        futures = [pool.submit(try_mutant, arguments.sysfall, *job) for job in jobs]
        for number, (future, (small, site, _, mutant)) in enumerate(zip(futures, jobs)):
            found, unknown = future.result()
            counts[mutant.kind]["failed" if found else "unknown" if unknown else "passed"] += 1
            if found:
                print(f"FAIL  {small.name}: {site['path']}:{site['line']}: {mutant.kind} ({mutant.what}): {'; '.join(found)}", flush=True)
                if arguments.keep:
                    keep(arguments.keep, number, small, mutant, found)
    return counts


def report(counts, skipped):
    print("%-20s %8s %8s %8s" % ("kind", "noticed", "unknown", "FAILED"))
    total = collections.Counter()
    for kind, count in sorted(counts.items()):
        print("%-20s %8d %8d %8d" % (kind, count["passed"], count["unknown"], count["failed"]))
        total.update(count)
    print("%-20s %8d %8d %8d" % ("all", total["passed"], total["unknown"], total["failed"]))
    passed = total["passed"] + total["unknown"]
    print(f"{passed} passed, {total['failed']} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not total["failed"] else 1


def main():
    arguments = parse_arguments()
    folders, missing = trees(arguments)
    for name, why in missing.items():
        print(f"skip  {name}: {why}")
    with tempfile.TemporaryDirectory(prefix="mutate-corpus-", dir=folders[0].parent if folders and not arguments.tree else None) as work:
        jobs = []
        for folder in folders:
            jobs += prepare(arguments, folder, pathlib.Path(work))
        if arguments.sample:
            jobs = random.Random(arguments.sample[1]).sample(jobs, min(arguments.sample[0], len(jobs)))
        if arguments.list:
            for small, site, _, mutant in jobs:
                print(f"{small.name}: {site['path']}:{site['line']}: {mutant.kind} ({mutant.what})")
            print(f"{len(jobs)} mutants")
            return 0
        return report(run(arguments, jobs), len(missing))
