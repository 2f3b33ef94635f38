"""The trees: a package is scanned as it is, and for each of its sites a smaller tree is made of hard links, in which a mutant's
files take the place of the links."""
import json
import os
import pathlib
import re
import shutil
import subprocess

SOURCES = {".c", ".cc", ".cpp", ".cxx", ".C"}
DONE = ("handled", "deferred")


class Broken(Exception):
    """The scan gave no answer."""


def scan(sysfall, tree, timeout=900):
    try:
        done = subprocess.run([sysfall, "scan", "--no-db", "--no-config", "--format", "json", "--jobs", "1", str(tree)],
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
        return json.loads(done.stdout)
    except (ValueError, subprocess.TimeoutExpired) as e:
        raise Broken(f"{tree}: {e}") from e


def brief(site):
    """What a mutant may change."""
    return {e: v["verdict"] for e, v in site["verdicts"].items()}, dict(site["flags"])


def interesting(site):
    verdicts, flags = brief(site)
    return any(v in DONE for v in verdicts.values()) or "kept" in flags.values()


def read(path):
    return path.read_bytes().decode("utf-8", "surrogateescape")


def write(path, text):
    """A new file: what it was linked to stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.unlink()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def wanted(root, site):
    """The sources that a site's verdict hangs on, as far as can be seen: its own, those on its paths, those that name its
    function or one that these hold. Headers are kept all."""
    name = re.escape(site["function"].split("::")[-1])
    mention = re.compile(rb"\b%s\b" % name.encode())
    paths = {site["path"]} | {s["path"] for v in site["verdicts"].values() for s in v["steps"]}
    for path in root.rglob("*"):
        if path.suffix in SOURCES and path.is_file() and mention.search(path.read_bytes()):
            paths.add(str(path.relative_to(root)))
    return paths


def link(root, target, keep):
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f not in (".pc", ".git", "debian")]
        for name in files:
            path = pathlib.Path(folder) / name
            inside = path.relative_to(root)
            if not path.is_file() or path.is_symlink() or keep is not None and path.suffix in SOURCES and str(inside) not in keep:
                continue
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target / inside)
            except OSError:
                shutil.copyfile(path, target / inside)


def find(answer, path, line, column=None):
    """The site there; of several on a line (a macro's), the one with the worst verdicts would hide the others: the first."""
    return next((s for s in answer["sites"] if s["path"] == path and s["line"] == line), None)


def reduced(sysfall, root, site, target):
    """(tree, the site's answer in it): as small as the answer allows."""
    for keep in (wanted(root, site), None):
        shutil.rmtree(target, ignore_errors=True)
        link(root, target, keep)
        answer = scan(sysfall, target)
        found = find(answer, site["path"], site["line"])
        if found and brief(found) == brief(site):
            return target, found, answer
    return None
