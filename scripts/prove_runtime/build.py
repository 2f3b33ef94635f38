"""The trees that are built: the package as it is, and a copy of the built tree with the fallback in it, where only what the
patch touches is compiled again."""
import importlib.machinery
import importlib.util
import pathlib
import shutil
import subprocess

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = SCRIPTS.parent
LABELS = (ROOT / "testdata/labels/dev.tsv", ROOT / "testdata/labels/holdout.tsv")  # these name the versions
BUILD_LIMIT = 1200  # seconds for one command


class Failed(Exception):
    """Something could not be fetched, built or patched; the text says what."""


class Missing(Failed):
    """The archive does not have it (any more), or there is no network."""


def corpus_script():
    """scripts/corpus, which knows how to fetch a package, as a module."""
    loader = importlib.machinery.SourceFileLoader("corpus", str(SCRIPTS / "corpus"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("corpus", loader))
    loader.exec_module(module)
    return module


def run(command, cwd, log):
    """Appends the command's output to the file log."""
    with open(log, "ab") as out:
        out.write(f"$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        try:
            code = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                  timeout=BUILD_LIMIT).returncode
        except (OSError, subprocess.TimeoutExpired) as e:
            raise Failed(f"{command[0]}: {e}") from e
    if code:
        tail = "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-15:])
        raise Failed(f"{' '.join(map(str, command[:3]))} … exits with {code}; the log is {log}:\n{tail}")


def build_sysfall():
    """The release build, as it is when nothing is to be done; what it needs is installed first."""
    for command in ([SCRIPTS / "setup"], [SCRIPTS / "build", "release"]):
        if subprocess.run(command, stdin=subprocess.DEVNULL).returncode:
            raise Failed(f"{command[0].name} failed")
    return ROOT / "build/release/bin/sysfall"


def fetch(name, corpus):
    """The unpacked package, fetched if it is not there."""
    script = corpus_script()
    package = next(p for labels in LABELS for p in script.packages_of(labels) if p[0] == name)
    missing = script.fetch([package], corpus)
    if missing:
        raise Missing(f"{' '.join(package)} could not be fetched: {missing[package]}")
    return corpus / "_".join(package)


def fresh_copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    return target


def build_before(recipe, source, folder):
    """The package as it is; what an earlier run built by the same commands is taken."""
    stamp, commands = folder / "before.stamp", repr((source.name, recipe.prepare, recipe.build))
    if stamp.is_file() and stamp.read_text() == commands and (folder / "before" / recipe.program).is_file():
        return folder / "before"
    stamp.unlink(missing_ok=True)
    if recipe.packages:
        run([SCRIPTS / "setup", "--also", *recipe.packages], ROOT, folder / "setup.log")
    tree = fresh_copy(source, folder / "before")
    for command in (*recipe.prepare, *recipe.build):
        run(command, tree, folder / "before.log")
    stamp.write_text(commands)
    return tree


def build_patched(recipe, before, folder, sysfall):
    """The same with what `sysfall fix --apply` makes of it."""
    tree = fresh_copy(before, folder / "after")
    log = folder / "after.log"
    run([sysfall, "fix", "--apply", "--no-db"], tree, log)
    (tree / recipe.program).unlink()
    for command in recipe.build:
        run(command, tree, log)
    return tree


def build_shim(folder, sysfall):
    """The shim as a library to be loaded before a program."""
    log, shim = folder / "shim.log", folder / "shim"
    shutil.rmtree(shim, ignore_errors=True)
    run([sysfall, "fix", "--style", "shim", "--series", shim], folder, log)
    library = folder / "shim.so"
    sources = sorted(shim.glob("*.c"))
    macros = [f"-D{source.stem.upper()}_PRELOAD" for source in sources]
    run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", *macros, *sources, "-o", library, "-ldl"], folder, log)
    return library
