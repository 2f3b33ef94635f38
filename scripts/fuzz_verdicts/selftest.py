"""The self-test: programs of known verdicts go through the oracle, and the oracle with a fault in it must fail."""

import os
import subprocess
import tempfile

from fuzz_verdicts import compare, oracle
from fuzz_verdicts.generate import generate
from fuzz_verdicts.oracle import Case, OracleError, case_of, judge
from fuzz_verdicts.samples import SAMPLES
from fuzz_verdicts.shapes import SHAPES
from fuzz_verdicts.shrink import shrink

WORDS = {"h": "handled", "d": "deferred", "c": "conditional", "u": "unhandled", "-": None}
STATES = {"k": "kept", "l": "lost", "n": "na", "-": None}
# Faults for the harness: (text, replacement). Each must make some sample fail.
FAULTS = (
    ("seen->deferred++;", "seen->bad++;"),
    ("if (edge->from == edge->to || from == to)", "if (edge->from == edge->to)"),
    ("h.sites[i].good++", "h.sites[i].bad++"),
    ("(*on ? H_NONBLOCK : 0)", "0"),
    ("(arg & FD_CLOEXEC ? H_CLOEXEC : 0)", "H_CLOEXEC"),
    ("f->open = false;", ";"),
    ("h_leave(H_EXITED);", "h_leave(H_RETURNED);"),
    ("h_run.error = h.error;", "h_run.error = ENOSYS;"),
    ("h_leave(H_BUSY);", "h_leave(H_CUT);"),
    ("h_leave(H_FREE);", "h_leave(H_CUT);"),
    ("for (int s = 0; s < h.n_states", "for (int s = 0; s < 1"),
    ("memcpy(h.prog->data, h.states[state].data, size);", ""),
    ("H_STREAK_BUSY = 14", "H_STREAK_BUSY = 2"),
    ("h_choices.value[h_choices.n - 1]++;", "h_choices.value[h_choices.n - 1] = h_choices.domain[h_choices.n - 1];"),
    ("(e == 0 ? 4 : 3)", "1"),
    ("mode == 4", "mode == 5"),
    ("lfd == H_LISTENER + 1", "false"),
    ("h_abandon(h_on(H_LISTENER + (lfd == H_LISTENER)));", ""),
    ("h.sites[i].good += h_run.probes >> i & 1", "h.sites[i].bad += h_run.probes >> i & 1"),
    ("				seen->bad++;\n		}", "				;\n		}"),
)


def sample_cases():
    """[(Case, expected words)] of the hand-written programs."""
    out = []
    for name, expected, body in SAMPLES:
        body = body.replace("@", name + "_")
        out.append((Case(name, {name + ".c": body}, "h_yield(%s_entry(3, v[0], v[1]));" % name, [2, 4],
                         "v[0] ? SOCK_CLOEXEC : 0" if name.startswith("run_time") else None), expected))
    return out


def check_samples(directory, patch=None):
    """The samples whose verdict is not the expected one, as sentences."""
    cases = sample_cases()
    truths = judge([c for c, _ in cases], directory, "samples", patch)
    return [fault for case, expected in cases for fault in _check(truths[case.name], case, expected.split())]


def _check(truth, case, expected):
    if truth.skipped or not truth.sites:
        return ["%s: skipped (%s), %d sites" % (case.name, truth.skipped, len(truth.sites))]
    site = sorted(truth.sites.values(), key=lambda s: s.line)[-1 if case.name.startswith("last") else 0]
    line = case.files[site.path].split("\n")[site.line - 1]
    out = [] if "accept4" in line else ["%s: the site is on line %d" % (case.name, site.line)]
    for errno, word in zip(("ENOSYS", "EPERM", "ENOTSUP"), expected[0]):
        if site.verdicts[errno] != WORDS[word]:
            out.append("%s: %s is %s, not %s" % (case.name, errno, site.verdicts[errno], WORDS[word]))
    for flag, word in zip(("SOCK_CLOEXEC", "SOCK_NONBLOCK"), expected[1]):
        if site.flags[flag] != STATES[word]:
            out.append("%s: %s is %s, not %s" % (case.name, flag, site.flags[flag], STATES[word]))
    seen = set().union(*site.consequences.values())
    out += ["%s: no %s seen" % (case.name, word) for word in expected[2:] if word not in seen]
    return out


def check_faults(directory):
    """Faults of the oracle that no sample notices."""
    out = []
    for old, new in FAULTS:
        patched = []

        def patch(text, old=old, new=new, patched=patched):
            patched.append(old in text)
            return text.replace(old, new)

        try:
            found = check_samples(directory, patch)
        except OracleError:
            found = ["it does not run"]
        if not any(patched):
            out.append("the harness does not hold: " + old)
        elif not found:
            out.append("nothing notices %s -> %s" % (old, new))
    return out


def check_generator(directory):
    """The generator is deterministic, its programs run, and all verdicts come up."""
    first, second = generate(3, 5).render(), generate(3, 5).render()
    out = [] if first == second else ["the same seed gave two programs"]
    truths = judge([case_of(generate(1, i)) for i in range(150)], directory, "generated")
    sites = [s for t in truths.values() for s in t.sites.values()]
    seen = {v for s in sites for v in s.verdicts.values()} | {v for s in sites for v in s.flags.values()}
    for word in ("handled", "deferred", "conditional", "unhandled", "kept", "lost", "na"):
        if word not in seen:
            out.append("no program of 150 came out " + word)
    return out


def check_shapes(directory):
    """Every shape makes programs that the oracle judges, whose files compile one by one, and more than one verdict."""
    out = []
    for shape in SHAPES:
        programs = [generate(1, i, shape) for i in range(12)]
        truths = judge([case_of(p) for p in programs], directory, "shape")
        seen = {v for t in truths.values() for s in t.sites.values() for v in s.verdicts.values() if v}
        if not {"handled", "unhandled"} <= seen:
            out.append("the shape %s comes out as %s only" % (shape, ", ".join(sorted(seen)) or "nothing"))
        for program in programs[:2]:
            out += _compiles(program, directory)
    if len({generate(1, i).shape for i in range(500)}) < len(SHAPES):
        out.append("500 programs don't have all shapes")
    return out


def _compiles(program, directory):
    files = program.render()
    compare.write_files(files, directory)
    sources = [os.path.join(directory, name) for name in files if not name.endswith(".h")]
    command = ["c++" if program.suffix == ".cpp" else "cc", "-w", "-fsyntax-only", *sources]
    if program.suffix == ".c":
        command.insert(1, "-Werror=implicit-function-declaration")
    done = subprocess.run(command, capture_output=True, text=True)
    return ["%s (%s) does not compile: %s" % (program.name, program.shape, done.stderr[:300])] if done.returncode else []


def check_compare():
    """Every way to be wrong has its category."""
    wrong = {("handled", "unhandled"): "false handled", ("deferred", "conditional"): "false handled",
             ("unhandled", "handled"): "missed handled", ("unhandled", "deferred"): "missed handled",
             ("unhandled", "conditional"): "conditional", ("conditional", "handled"): "conditional",
             ("handled", "deferred"): "handled or deferred", ("unknown", "unhandled"): "unknown",
             ("handled", "handled"): None}
    return ["said %s for %s: %s" % (said, truth, compare.verdict_category(said, truth))
            for (said, truth), category in wrong.items() if compare.verdict_category(said, truth) != category]


def check_comparison(directory):
    """An answer made of the oracle's own agrees with it; one with a fault in it differs in that fault's category."""
    program = next(p for p in (generate(1, i) for i in range(100)) if _is(p, directory, "conditional"))
    truths = judge([case_of(program)], directory, "one")
    texts = program.render()
    site = next(s for s in truths[program.name].sites.values() if "conditional" in s.verdicts.values())
    errno = next(e for e, v in site.verdicts.items() if v == "conditional")
    out = ["a right answer: %s" % d for d in compare.compare(truths, _answer(truths), 1, texts).differences]
    faults = {"false handled": lambda s: s["verdicts"][errno].update(verdict="handled"),
              "unknown": lambda s: s["verdicts"][errno].update(verdict="unknown"),
              "conditional": lambda s: s["verdicts"][errno].update(verdict="unhandled"),
              "missing site": lambda s: s.update(line=s["line"] + 1000),
              "flags": lambda s: s["flags"].update({f: "none" for f in s["flags"]})}
    for category, fault in faults.items():
        doc = _answer(truths)
        fault(next(s for s in doc["sites"] if s["line"] == site.line and s["path"] == site.path))
        if not compare.compare(truths, doc, 1, texts).of(category):
            out.append("the comparison misses: " + category)
    if not compare.compare(truths, _answer(truths), 3, texts).of("exit code"):
        out.append("the comparison misses a wrong exit code")
    return out


def _answer(truths):
    """What an analyser that is always right would print."""
    sites = [{"path": s.path, "line": s.line, "form": "direct", "severity": "warning", "suppressed": None,
              "verdicts": {e: {"verdict": v or "unknown", "consequence": None} for e, v in s.verdicts.items()},
              "flags": {f: v or "na" for f, v in s.flags.items()}}
             for t in truths.values() for s in t.sites.values()]
    return {"sites": sites, "problems": [], "occurrences": [], "run": {"complete": True}}


def check_shrink(directory):
    """A program is made smaller while its oracle's answer keeps its property."""
    program = next(p for p in (generate(1, i) for i in range(100)) if _is(p, directory, "conditional"))
    small = shrink(program, lambda p: _is(p, directory, "conditional"), seconds=20)
    before, after = (sum(len(t) for t in p.render().values()) for p in (program, small))
    if not _is(small, directory, "conditional"):
        return ["shrinking lost the property"]
    return [] if after < before else ["shrinking did not make the program smaller"]


def _is(program, directory, verdict):
    try:
        truth = judge([case_of(program)], directory, "one", strict=True)[program.name]
    except OracleError:
        return False
    return any(verdict in s.verdicts.values() for s in truth.sites.values())


def self_test():
    faults = check_compare()
    assert oracle.verdict_of([1, 0, 0, 0, 0]) == "handled"
    with tempfile.TemporaryDirectory(prefix="fuzz-verdicts-") as directory:
        faults += check_samples(directory)
        faults += check_faults(directory)
        faults += check_generator(directory)
        faults += check_shapes(directory)
        faults += check_comparison(directory)
        faults += check_shrink(directory)
    for fault in faults:
        print("FAIL  self-test: " + fault)
    print("self-test: %d samples, %d faults, %s" % (len(SAMPLES), len(FAULTS), "failed" if faults else "passed"))
    return 1 if faults else 0
