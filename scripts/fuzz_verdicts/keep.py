"""Writes a program as a case of testdata/cases: a file, or a folder when it has several files, with the expectations
that execution gave in comments on the sites' lines."""

import os
import re

from fuzz_verdicts.compare import write_files


def expectation(site):
    """The words of the expect comment for a site of the oracle."""
    out = ["%s=%s" % (errno, verdict) for errno, verdict in site.verdicts.items() if verdict]
    flags = ["%s:%s" % (flag[5:], state) for flag, state in site.flags.items() if state]
    return " ".join(out + (["flags=" + ",".join(flags)] if flags else []))


def annotate(files, truth):
    """The program's files with the comments added."""
    out = {}
    for name, body in files.items():
        lines = body.split("\n")
        for i, line in enumerate(lines):
            site = truth.sites.get((name, i + 1))
            if site:
                lines[i] = "%s /* expect: %s */" % (line, expectation(site))
            elif re.match(r"#define .*accept4", line):
                lines[i] = "%s /* expect-occurrence: macro-definition */" % line
        out[name] = "\n".join(lines)
    return out


def keep(program, truth, category, why, directory):
    """Writes the case into the directory, under a name made of the seed; returns its path."""
    files = annotate(program.render(), truth)
    name = "fuzz-" + re.sub(r"\W+", "-", "%s %s %s" % (category, program.shape, program.seed))
    head = "case: found by scripts/fuzz-verdicts, seed and program %s, and made smaller; %s" % (program.seed, why)
    if len(files) == 1:
        body = next(iter(files.values()))
        path = os.path.join(directory, name + program.suffix)
        write_files({name + program.suffix: "/* %s. */\n%s" % (head, body)}, directory)
        return path
    path = os.path.join(directory, name)
    write_files(dict(files, **{"case.txt": head + ".\n"}), path)
    return path
