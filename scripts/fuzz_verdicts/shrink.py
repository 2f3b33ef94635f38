"""Makes a program smaller while it keeps its property, by dropping and replacing parts of its syntax tree."""

import re
import time

from fuzz_verdicts.tree import text

ATOM = re.compile(r"^(?:0|1|err(no)? == E\w+|errno != E\w+|\w+ < 0|\w+)$")


def _lists(program):
    """Every statement list of the program, outermost first."""
    out = []

    def walk(body):
        out.append(body)
        for s in body:
            for inner in s.bodies:
                walk(inner)

    for f in program.functions:
        walk(f.body)
    return out


def _split(cond):
    """The operands of a condition's outermost && or ||; [] when it has none."""
    while cond.startswith("(") and _closes(cond) == len(cond) - 1:
        cond = cond[1:-1]
    depth, start, out = 0, 0, []
    for i, c in enumerate(cond):
        depth += (c in "({[") - (c in ")}]")
        if depth == 0 and cond[i:i + 4] in (" && ", " || "):
            out.append(cond[start:i])
            start = i + 4
    return out + [cond[start:]] if out else []


def _closes(cond):
    depth = 0
    for i, c in enumerate(cond):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return i
    return -1


def _replacements(s):
    """What may stand in a statement's place: lists of statements."""
    yield []
    for body in s.bodies:
        if body:
            yield body
    if s.kind == "if" and s.bodies[1]:
        smaller = s.copy()
        smaller.bodies[1] = []
        yield [smaller]
    if s.kind == "switch" and len(s.arms) > 1:
        for i in range(len(s.arms)):
            smaller = s.copy()
            del smaller.bodies[i], smaller.arms[i]
            yield [smaller]
    if s.kind in ("if", "while", "do"):
        for cond in _split(s.text) + ([] if ATOM.match(s.text) else ["0", "1"]):
            smaller = s.copy()
            smaller.text = cond
            yield [smaller]
    if s.kind == "text":
        for cond in _calls(s.text):
            yield [text(cond)]


def _calls(statement):
    """Simpler forms of a call statement."""
    plain = re.sub(r"SOCK_CLOEXEC \| SOCK_NONBLOCK", "SOCK_CLOEXEC", statement)
    none = re.sub(r"(NULL, NULL, |NULL, )SOCK_\w+\)", r"\g<1>0)", statement)
    whole = re.sub(r"= \(\{ int r_;.*accept4\((.*?)\); \} while.*\}\);", r"= accept4(\1);", statement)
    return [c for c in dict.fromkeys((plain, none, whole)) if c != statement]


def _candidates(program):
    """Smaller programs, the boldest first."""
    for i in range(len(program.functions)):
        smaller = program.copy()
        del smaller.functions[i]
        yield smaller
    for i in range(len(program.decls)):
        smaller = program.copy()
        del smaller.decls[i]
        yield smaller
    for which, body in enumerate(_lists(program)):
        for i, s in enumerate(body):
            for replacement in _replacements(s):
                smaller = program.copy()
                _lists(smaller)[which][i:i + 1] = [r.copy() for r in replacement]
                yield smaller


def shrink(program, holds, seconds=120):
    """The smallest program found for which holds(program) is true; it is true for the one given."""
    end = time.monotonic() + seconds
    progress, skip = True, 0
    while progress and time.monotonic() < end:
        progress = False
        for at, smaller in enumerate(_candidates(program)):
            if at < skip:
                continue
            if time.monotonic() >= end:
                break
            if holds(smaller):
                program, progress, skip = smaller, True, max(0, at - 1)
                break
        if not progress and skip:
            progress, skip = True, 0
    return program
