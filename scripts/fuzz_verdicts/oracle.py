"""The oracle: compiles a batch of programs with the harness, runs it, and makes verdicts of what was observed.

The verdicts follow SEMANTICS: per site and errno, every execution in which the failing call was made counts. Where the
program has no definite meaning (the answer hangs on errno before anybody set it, on an endless loop that only the free
inputs choose, on a leaked descriptor), there is no answer: None, and `skipped` says why.
"""

import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ERRNOS = {38: "ENOSYS", 1: "EPERM", 95: "ENOTSUP"}
FLAGS = {"SOCK_CLOEXEC": 1, "SOCK_NONBLOCK": 2}
ENDS = {2: "exit", 4: "abort", 8: "busy-loop"}

STATIC = re.compile(r"^(\s*)(static\s+(?!const)(?:[A-Za-z_]\w*\s+)+[*\s]*\w+(?:\[\w*\])?\s*(?:=.*|;))$", re.M)
POINTER = re.compile(r"^(\s*)(static\s+\w+\s+\(\*\w+\)\([^()]*\)\s*(?:=.*|;))$", re.M)
GLOBAL = re.compile(r"^((?:int|unsigned|long|_Bool)\s+\w+(?:\s*=[^()]*)?;)$", re.M)
OWN_INCLUDE = re.compile(r'^#include ".*"$', re.M)


class Case:
    """What the oracle needs of a program: a unique name, its files in order, and how to call it."""

    def __init__(self, name, files, call, domains, request=None):
        self.name = name
        self.files = files
        self.call = call
        self.domains = domains
        self.request = request

    @property
    def is_cxx(self):
        return any(name.endswith(".cpp") for name in self.files)

    def ordered(self):
        """(index, (name, text)) with the headers first: the harness includes everything once."""
        return sorted(enumerate(self.files.items()), key=lambda item: (not item[1][0].endswith(".h"), item[0]))


def case_of(program):
    return Case(program.name, program.render(), program.call, program.domains, program.request)


class SiteTruth:
    """The oracle's answer for one site. verdicts: errno name -> verdict or None; flags: flag -> state or None."""

    def __init__(self, path, line):
        self.path = path
        self.line = line
        self.verdicts = {}
        self.consequences = {}
        self.flags = {}


class Truth:
    """The oracle's answer for one program; skipped: why there is none at all."""

    def __init__(self, name):
        self.name = name
        self.skipped = None
        self.sites = {}


class OracleError(Exception):
    """The batch did not compile or the driver broke down."""


def _read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        return f.read()


def batch_text(cases, patch=None):
    """One translation unit: harness, stubs, programs, table, driver. patch: for the self-test, applied to the harness."""
    patch = patch or (lambda t: t)
    out = [patch(_read("harness.c")), _read("stubs.h")]
    out += _programs([case for case in cases if not case.is_cxx])
    for case in cases:
        if case.is_cxx:
            out.append("\n".join(["extern char __start_s_%s[], __stop_s_%s[];" % (case.name, case.name),
                                  "void call_%s(const int *v);" % case.name,
                                  "unsigned request_%s(const int *v);" % case.name]))
    out.append('#line 1 "table"\nconst struct h_prog h_progs[] = {')
    for case in cases:
        domains = ",".join(str(d) for d in case.domains) or "0"
        request = "request_" + case.name if case.request else "0"
        out.append('{"%s", call_%s, %d, {%s}, __start_s_%s, __stop_s_%s, %s},'
                   % (case.name, case.name, len(case.domains), domains, case.name, case.name, request))
    out.append("{0}};")
    out.append('#line 1 "driver.c"\n' + patch(_read("driver.c")))
    return "\n".join(out)


def cxx_text(cases):
    """The programs that are C++: a translation unit beside that one."""
    return "\n".join([_read("stubs.hpp"), _read("stubs.h"), *_programs(cases)])


def _programs(cases):
    out = []
    for case in cases:
        for index, (name, body) in case.ordered():
            section = '__attribute__((section("s_%s"))) ' % case.name
            for static in (STATIC, POINTER):
                body = static.sub(lambda m: m.group(1) + section + m.group(2), body)
            body = OWN_INCLUDE.sub("", body)
            body = GLOBAL.sub(lambda m: section + m.group(1), body)
            out.append('#undef H_FILE\n#define H_FILE %d\n#line 1 "%s"\n%s' % (index, name, body))
        out.append(_shim(case))
    return out


def _shim(case):
    n = case.name
    linkage = 'extern "C"' if case.is_cxx else "static"
    out = ['#line 1 "shim"', "static int pad_%s __attribute__((section(\"s_%s\"), used));" % (n, n),
           "extern char __start_s_%s[], __stop_s_%s[];" % (n, n),
           '%s void call_%s(const int *v) { %s }' % (linkage, n, case.call)]
    if case.request:
        out.append('%s unsigned request_%s(const int *v) { return %s; }' % (linkage, n, case.request))
    return "\n".join(out)


CXX_STRICT = ["-Wno-all", "-Werror=return-type"]
STRICT = ["-Wno-all", "-Werror=return-type", "-Werror=implicit-function-declaration"]


def _compile(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise OracleError(done.stderr[:4000])


def observe(cases, directory, tag, patch=None, strict=False):
    """Compiles and runs the batch; returns the driver's lines, split."""
    source = os.path.join(directory, tag + ".c")
    binary = os.path.join(directory, tag)
    with open(source, "w", encoding="utf-8") as f:
        f.write(batch_text(cases, patch))
    warnings = STRICT if strict else ["-w"]
    _compile(["cc", "-std=gnu11", "-O0", "-fno-pie", *warnings, "-c", "-o", binary + ".o", source])
    objects = [binary + ".o"]
    cxx = [case for case in cases if case.is_cxx]
    if cxx:
        with open(binary + ".cpp", "w", encoding="utf-8") as f:
            f.write(cxx_text(cxx))
        _compile(["c++", "-std=gnu++17", "-O0", "-fno-pie", *(CXX_STRICT if strict else ["-w"]), "-c", "-o",
                  binary + ".cpp.o", binary + ".cpp"])
        objects.append(binary + ".cpp.o")
    _compile(["c++" if cxx else "cc", "-no-pie", "-o", binary, *objects])
    try:
        done = subprocess.run([binary], capture_output=True, text=True, timeout=600, check=False)
    except subprocess.TimeoutExpired as e:
        raise OracleError("driver did not end") from e
    if done.returncode != 0:
        raise OracleError("driver ended with %d" % done.returncode)
    return [line.split("\t") for line in done.stdout.splitlines()]


def judge(cases, directory, tag, patch=None, strict=False):
    """{name: Truth} for a batch. strict: refuse functions that may end without a value (the shrinker makes some)."""
    truths = {case.name: Truth(case.name) for case in cases}
    names = {case.name: list(case.files) for case in cases}
    seen = {}
    for row in observe(cases, directory, tag, patch, strict):
        name, error, mode, key = row[0], int(row[1]), int(row[2]), int(row[3])
        if key < 0:
            truths[name].skipped = row[4]
        elif mode == 4:
            seen.setdefault(name, {}).setdefault(key, {})["works"] = True
        else:
            seen.setdefault(name, {}).setdefault(key, {})[(error, mode)] = [int(x) for x in row[4:]]
    for name, sites in seen.items():
        if truths[name].skipped:
            continue
        for key, rows in sites.items():
            site = SiteTruth(names[name][key // 10000], key % 10000)
            truths[name].sites[(site.path, site.line)] = site
            _judge_site(site, rows, len(sites))
    return truths


def _judge_site(site, rows, n_sites):
    for error, errno in ERRNOS.items():
        away = "handled" if "works" in rows else None  # another one's failure keeps it away
        verdicts = [verdict_of(rows[(error, mode)]) if (error, mode) in rows else away for mode in (1, 2)]
        site.verdicts[errno] = verdicts[0] if verdicts[0] == verdicts[1] else None
        row = rows.get((error, 1))
        site.consequences[errno] = {word for bit, word in ENDS.items() if row and row[5] & bit}
    for flag, bit in FLAGS.items():
        states = [flag_of([rows[(e, mode)] for e in ERRNOS if (e, mode) in rows], bit, n_sites) for mode in (1, 3)]
        kept_away = states[0] == "kept" and any((e, 1) not in rows for e in ERRNOS)
        site.flags[flag] = states[0] if states[0] == states[1] and not kept_away else None


def verdict_of(row):
    """The verdict for one site and errno of the numbers observed; None where there is no definite one."""
    good, bad, deferred, endless, unclear = row[:5]
    if unclear:
        return None
    if endless and not bad and (good or deferred):
        return None
    bad += endless
    if bad and (good or deferred):
        return "conditional"
    if bad:
        return "unhandled"
    if deferred:
        return "deferred"
    return "handled" if good else None


def flag_of(rows, bit, n_sites):
    """The state of a flag over all errnos; None where nothing definite can be said."""
    asked = lost = direct = plain = kept = unclear = 0
    for row in rows:
        asked |= row[6]
        lost |= row[7]
        direct |= row[8]
        plain |= row[9]
        kept |= row[10]
        unclear |= row[11]
    if not any(row[0] or row[2] for row in rows):
        return None
    if not asked & bit:
        return "na"
    if lost & bit:
        return "lost"
    if unclear & bit or direct & bit and (plain & bit or n_sites > 1):
        return None
    if direct & bit:
        return "lost"
    return "kept" if kept & bit else None
