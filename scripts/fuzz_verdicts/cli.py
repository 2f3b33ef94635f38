"""The command: batches of programs through oracle and analyser, the counts, and the shrinking of what differs."""

import argparse
import collections
import concurrent.futures
import glob
import os
import shutil
import tempfile
import time

from fuzz_verdicts.compare import CATEGORIES, ScanError, Tally, compare, scan, write_files
from fuzz_verdicts.generate import generate
from fuzz_verdicts.keep import keep
from fuzz_verdicts.oracle import OracleError, case_of, judge
from fuzz_verdicts.selftest import self_test
from fuzz_verdicts.shapes import SHAPES
from fuzz_verdicts.shrink import shrink

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TREE = 25  # programs scanned as one tree: of many more, not every further file that an answer asks for would be read
OTHER = [c for c in CATEGORIES if c not in ("false handled", "unknown", "flags unknown")]


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="fuzz-verdicts",
        description="Compare sysfall's verdicts with the execution of random programs. Exit 0: the targets are met "
                    "(no false handled, unknown below 1 %%, other disagreement below --max-other); 1: not; 2: error.")
    parser.add_argument("n", metavar="N", type=int, nargs="?", default=500, help="programs (default %(default)s)")
    parser.add_argument("seed", metavar="SEED", type=int, nargs="?", default=1, help="default %(default)s")
    parser.add_argument("--sysfall", default=os.path.join(ROOT, "build/release/bin/sysfall"), metavar="BIN")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="batches at the same time")
    parser.add_argument("--batch", type=int, default=200, metavar="K", help="programs per batch")
    parser.add_argument("--first", type=int, default=0, metavar="I", help="number of the first program")
    parser.add_argument("--only", metavar="SHAPE", choices=sorted(SHAPES), help="programs of one shape: " + ", ".join(SHAPES))
    parser.add_argument("--shrink", action="store_true", help="make what differs smaller")
    parser.add_argument("--keep", metavar="DIR", help="write what differs there, as test cases")
    parser.add_argument("--limit", type=int, default=5, metavar="L", help="programs shown, shrunk, kept per category")
    parser.add_argument("--max-other", type=float, default=0.1, metavar="PERCENT",
                        help="how much may disagree otherwise than by a false handled (default %(default)s, the goal)")
    parser.add_argument("--oracle-only", action="store_true", help="don't run sysfall; print what execution says")
    parser.add_argument("--print", type=int, metavar="I", dest="show", help="print program I of the seed and stop")
    parser.add_argument("--self-test", action="store_true", help="test the oracle with programs of known verdicts")
    return parser.parse_args(argv)


def run_batch(args, first, count, directory):
    """The Tally of the programs first … first + count - 1."""
    tag = "batch%d" % first
    programs = [generate(args.seed, i, args.only) for i in range(first, first + count)]
    start = time.monotonic()
    truths = judge([case_of(p) for p in programs], directory, tag)
    oracle_seconds = time.monotonic() - start
    tally = Tally()
    if args.oracle_only:
        count_truths(tally, truths)
    else:
        for i in range(0, count, TREE):
            tally.add(scan_tree(args, truths, programs[i:i + TREE], os.path.join(directory, "%s.%d" % (tag, i))))
    tally.oracle_seconds = oracle_seconds
    for name in glob.glob(os.path.join(directory, tag + ".*")) + [os.path.join(directory, tag)]:
        if os.path.isfile(name):  # a tree stays where the analyser gave no answer for it
            os.unlink(name)
    return tally


def scan_tree(args, truths, programs, tree):
    """The Tally of some programs, scanned as one tree."""
    texts = {}
    for p in programs:
        texts.update(p.render())
    truths = {p.name: truths[p.name] for p in programs}
    write_files(texts, tree)
    try:
        doc, code, seconds = scan(args.sysfall, tree)
    except ScanError as e:
        tally = Tally()
        tally.broken.append(str(e))
        return tally
    tally = compare(truths, doc, code, texts)
    tally.scan_seconds = seconds
    shutil.rmtree(tree)
    return tally


def count_truths(tally, truths):
    """For --oracle-only."""
    for truth in truths.values():
        if truth.skipped:
            tally.skipped["program: " + truth.skipped] += 1
            continue
        tally.count["programs"] += 1
        for site in truth.sites.values():
            tally.count["sites"] += 1
            tally.count["verdicts"] += 3
            tally.count["flags"] += 2
            tally.count.update("truth: %s" % v for v in site.verdicts.values())
            tally.count.update("flag: %s" % v for v in site.flags.values())


def run_all(args, directory):
    total = Tally()
    with concurrent.futures.ProcessPoolExecutor(max_workers=args.jobs) as pool:
        ends = args.first + args.n
        futures = [pool.submit(run_batch, args, i, min(args.batch, ends - i), directory)
                   for i in range(args.first, ends, args.batch)]
        for future in futures:
            total.add(future.result())
    return total


def rate(part, whole):
    return "%.3f %%" % (100.0 * part / whole) if whole else "-"


def report(args, tally, seconds):
    """Prints the counts; True when the targets are met."""
    count = tally.count
    verdicts, flags = count["verdicts"], count["flags"]
    print("%d programs of seed %d: %d judged, %d sites, %d verdicts, %d flags compared; %.1f s (execution %.1f, sysfall "
          "%.1f)" % (args.n, args.seed, count["programs"], count["sites"], verdicts, flags, seconds,
                     tally.oracle_seconds, tally.scan_seconds))
    print("truth: " + ", ".join("%s %d" % (k.split(": ")[1], v) for k, v in sorted(count.items()) if ": " in k))
    if tally.skipped:
        print("skipped: " + ", ".join("%s %d" % kv for kv in sorted(tally.skipped.items())))
    if args.oracle_only:
        return True
    for category in CATEGORIES:
        n = len(tally.of(category))
        whole = flags if category.startswith("flags") else verdicts
        print("%-20s %6d  %s" % (category, n, rate(n, whole)))
    if tally.consequences:
        print("consequences (for information): " + ", ".join("%s %d" % kv for kv in tally.consequences.most_common()))
    for text in tally.broken:
        print("no answer: " + text)
    false, unknown = len(tally.of("false handled")), len(tally.of("unknown"))
    other = sum(len(tally.of(c)) for c in OTHER)
    flags_unknown = len(tally.of("flags unknown"))
    met = (verdicts > 0 and not tally.broken and false == 0 and unknown < 0.01 * verdicts
           and flags_unknown <= 0.01 * flags and other < args.max_other / 100 * (verdicts + flags))
    print("false handled %d (target 0), unknown %s (target < 1 %%), other %s (target < %g %%): %s"
          % (false, rate(unknown, verdicts), rate(other, verdicts + flags), args.max_other, "met" if met else "MISSED"))
    return met


def differs(args, program, like, directory):
    """The (Truth, Difference) of a difference like the given one that the program shows; None when none."""
    try:
        truths = judge([case_of(program)], directory, "one", strict=True)
        files = program.render()
        tree = tempfile.mkdtemp(dir=directory)
        write_files(files, tree)
        doc, code, _ = scan(args.sysfall, tree, timeout=60)
    except (OracleError, ScanError):
        return None
    found = [d for d in compare(truths, doc, code, files).differences if d.alike() == like.alike()]
    return (truths[program.name], found[0]) if found else None


def show_differences(args, tally, directory):
    """Prints up to args.limit programs per category, shrunk and kept if asked for."""
    for category in CATEGORIES:
        by_program = collections.OrderedDict()
        for d in tally.of(category):
            by_program.setdefault(d.program, []).append(d)
        for name, differences in list(by_program.items())[:args.limit]:
            for d in differences[:3]:
                print(d)
            if (args.shrink or args.keep) and name.startswith("p") and name[1:].isdigit():
                show_program(args, int(name[1:]), differences[0], directory)


def show_program(args, index, like, directory):
    program = generate(args.seed, index, args.only)
    if not differs(args, program, like, directory):
        print("    (only together with the other programs of its batch)")
        return
    if args.shrink:
        program = shrink(program, lambda p: differs(args, p, like, directory) is not None)
    truth, difference = differs(args, program, like, directory)
    if args.keep:
        why = "%s: said %s where execution says %s for %s" % (like.category, difference.said, difference.truth,
                                                            difference.what)
        print("    kept as " + keep(program, truth, like.category, why, args.keep))
    if args.shrink:
        for name, body in program.render().items():
            print("    ---- %s\n%s" % (name, "\n".join("    " + line for line in body.split("\n"))))


def main(argv=None):
    args = parse(argv)
    if args.self_test:
        return self_test()
    if args.show is not None:
        program = generate(args.seed, args.show, args.only)
        for name, body in program.render().items():
            print("/* %s */\n%s" % (name, body))
        return 0
    if not args.oracle_only and not os.access(args.sysfall, os.X_OK):
        print("fuzz-verdicts: %s is no program; build it or name another with --sysfall" % args.sysfall)
        return 2
    args.sysfall = os.path.abspath(args.sysfall)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-verdicts-") as directory:
        try:
            tally = run_all(args, directory)
        except OracleError as e:
            print("fuzz-verdicts: the oracle failed: %s" % e)
            return 2
        met = report(args, tally, time.monotonic() - start)
        show_differences(args, tally, directory)
    return 0 if met else 1
