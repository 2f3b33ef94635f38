"""The kinds of damage: where it is done, and what the verdict must then be.

A mutant changes files of the tree (and may add some). `errnos` says which verdicts are right for which errno afterwards,
`flags` which states, `consequence` which word for an errno; what is not named must be as it was before (`same`) or may
be anything. Nothing here knows a package: places come from the scan's own steps, and from the text around them.
"""
import dataclasses
import re

from . import routes
from .source import arguments, find_call, line_of, masked, offset_of, replace_names
from .tree import DONE, SOURCES, read

LOST = ("unhandled", "conditional")
GOOD = ("handled", "deferred")
SPELLINGS = {"ENOSYS": "ENOSYS", "EPERM": "EPERM", "ENOTSUP": "ENOTSUP|EOPNOTSUPP"}
FOREIGN = ("EBADMSG", "EXDEV", "(4000 + 95)")  # no rule lists them
CALL = "accept4|syscall"
OLD = "accept|paccept"
TEST = re.compile(r"^(.+) is (\w+), so `(.*?)\s*(==|!=)\s*(.*?)` is (true|false)$")


@dataclasses.dataclass
class Mutant:
    kind: str
    what: str
    files: dict                 # path -> text
    errnos: dict = dataclasses.field(default_factory=dict)  # errno -> verdicts that are right
    flags: dict = dataclasses.field(default_factory=dict)
    consequence: dict = dataclasses.field(default_factory=dict)
    same: bool = False          # verdicts that are not named are as before
    same_flags: bool = False
    path: str = None            # where the site is then, if not where it was
    line: int = None


class Damage:
    """All mutants of one site. tree: the reduced tree; site: the scan's answer there."""

    def __init__(self, tree, site):
        self.tree = tree
        self.site = site
        self.path = site["path"]
        self.text = read(tree / self.path)
        self.good = [e for e, v in site["verdicts"].items() if v["verdict"] in DONE]
        self.cxx = not self.path.endswith((".c", ".h", ".inc"))

    def all(self):
        out = []
        call = self._call()
        for errno in self.good:
            out += self._errno_out(errno) + self._turned(errno)
            if call:
                out += self._effects(errno, call)
        if self.good:
            out += self._fallback_deleted()
            if call:
                out += self._harmless(call) + self._callers(call)
        return out + self._restores()

    # ---- places ----

    def _call(self):
        """The site's call in the text, as find_call has it."""
        start = offset_of(self.text, self.site["line"], 1)
        return find_call(self.text, "accept4", start, start + 300)

    def _edited(self, begin, end, by):
        return self.text[:begin] + by + self.text[end:]

    def _decisive(self, errno):
        """(path, line, column, operator, name) of the tests that are met with this errno and true of it alone."""
        for step in self.site["verdicts"][errno]["steps"]:
            m = TEST.match(step["text"])
            if not m or m.group(2) != errno:
                continue
            _, _, left, operator, right, outcome = m.groups()
            if (operator == "==") == (outcome == "true"):
                yield step["path"], step["line"], step["column"], operator, left, right

    def _fallback_steps(self):
        places = {(s["path"], s["line"], s["column"]) for e in self.good for s in self.site["verdicts"][e]["steps"]
                  if s["text"].endswith("is called: the fallback")}
        return sorted(places)

    def looks_at_errno(self, errno):
        """Whether the fallback hangs on the errno: another errno is judged differently, or a step asks for it."""
        others = {v["verdict"] for v in self.site["verdicts"].values()}
        return len(others) > 1 or any(re.search(r"is %s[,:]" % errno, s["text"])
                                      for s in self.site["verdicts"][errno]["steps"][1:])

    # ---- the test ----

    def _errno_out(self, errno):
        """The errno is taken out of the test."""
        out = []
        for foreign in FOREIGN:
            changed = self._without(errno, foreign)
            if changed:
                out.append(Mutant("errno-out", f"{errno} -> {foreign}", changed, {errno: LOST}))
        return out

    def _without(self, errno, foreign):
        files = {}
        for path, line, column, operator, left, right in self._decisive(errno):
            text = files.get(path) or read(self.tree / path)
            start = offset_of(text, line, column)
            m = re.compile(r"\b(?:%s|%s)\b" % (SPELLINGS[errno], re.escape(right.strip()))).search(text, start)
            if m and line_of(text, m.start()) <= line + 1:
                files[path] = text[:m.start()] + foreign + text[m.end():]
        return files or self._case_out(errno, foreign) or self._named_between(errno, foreign)

    def _case_out(self, errno, foreign):
        for step in self.site["verdicts"][errno]["steps"]:
            if not step["text"].endswith("its case is taken") or " is %s:" % errno not in step["text"]:
                continue
            text = read(self.tree / step["path"])
            start = offset_of(text, step["line"])
            end = min(len(text), start + 2000)
            plain, count, out, last = masked(text), 0, [], 0
            for m in re.compile(r"\bcase\s+(%s)\s*:" % SPELLINGS[errno]).finditer(plain, start, end):
                out += [text[last:m.start(1)], "(%s + %d)" % (foreign, 3000 + count)]
                last, count = m.end(1), count + 1
            if count:
                return {step["path"]: "".join(out) + text[last:]}
        return None

    def _named_between(self, errno, foreign):
        """No test was told: every mention between the call and the fallback."""
        start = offset_of(self.text, self.site["line"])
        end = self.text.find("\n}", start)
        text = replace_names(self.text, SPELLINGS[errno], foreign, start, end if end > 0 else None)
        return {self.path: text} if text != self.text else None

    def _turned(self, errno):
        """The test is turned round."""
        out = []
        for path, line, column, operator, left, right in list(self._decisive(errno))[:1]:
            text = read(self.tree / path)
            start = offset_of(text, line, column)
            m = re.compile(r"(==|!=)(\s*)(?=%s\b|%s)" % (SPELLINGS[errno].replace("|", r"\b|"), re.escape(right.strip()))).search(text, start)
            if m and line_of(text, m.start()) <= line + 1 and m.group(1) == operator:
                turned = {"==": "!=", "!=": "=="}[operator]
                files = {path: text[:m.start()] + turned + text[m.end(1):]}
                out.append(Mutant("test-turned", f"{errno} {operator} -> {turned}", files, {errno: LOST}))
        return out

    # ---- the fallback ----

    def _fallback_deleted(self):
        out = []
        for by in ("(-1)", "({ errno = EBADF; -1; })", "(sf_nothing(), -1)", "OTHER"):
            files = {}
            for path in sorted({p for p, _, _ in self._fallback_steps()} or {self.path}):
                text, at = read(self.tree / path), 0
                while True:
                    call = find_call(text, OLD, at, len(text))
                    if not call:
                        break
                    rest = arguments(text, call)[1:]
                    new = by if by != "OTHER" else "accept(%s)" % ", ".join(["0", *rest])
                    if by.startswith("(sf"):
                        new = "({ extern int sf_nothing(void); sf_nothing(); -1; })"
                    if len(rest) == 2 or by != "OTHER":
                        text = text[:call[0]] + new + text[call[1]:]
                    at = call[0] + len(new)
                files[path] = text
            kind = "other-listener" if by == "OTHER" else "fallback-deleted"
            out.append(Mutant(kind, "accept() -> %s" % by, files, {e: LOST for e in self.site["verdicts"]}))
        return out

    # ---- what happens between the call and the test ----

    def _around(self, call, effect):
        """The call with `effect` behind it where it failed."""
        return "({ %s int sf_r_ = %s; if (sf_r_ < 0) { %s } sf_r_; })" % (
            effect.declaration, self.text[call[0]:call[1]], effect.use)

    def _foreign(self):
        """An errno that the site does not take for a missing call."""
        return next(e for e in ("EBADF", "EXDEV", "EBADMSG") if e not in self.site["also_handled"])

    def _effects(self, errno, call):
        out = []
        for route in routes.ROUTES:
            other = self._foreign()
            for what, statement in (("errno = 0", "errno = 0;"), (f"errno = {other}", f"errno = {other};"),
                                    (f"errno = 0 where it is {errno}", f"if (e == {errno}) errno = 0;")):
                effect = routes.make(route, statement, self.cxx)
                expected = LOST if self.looks_at_errno(errno) else (self.site["verdicts"][errno]["verdict"],)
                out.append(Mutant("errno-set", f"{what}, {route}", {**effect.files, self.path: self._edited(*call, self._around(call, effect))},
                                  {errno: expected}))
            for what in ("exit(1)", "abort()", "_exit(2)") + (("throw 1",) if self.cxx else ()):
                effect = routes.make(route, f"if (e == {errno}) {what};", self.cxx)
                word = {"abort()": "abort", "throw 1": None}.get(what, "exit")
                out.append(Mutant("ends", f"{what} on {errno}, {route}", {**effect.files, self.path: self._edited(*call, self._around(call, effect))},
                                  {errno: ("unhandled",)}, consequence={errno: word} if word else {}, same=what != "throw 1"))
        return out

    def _harmless(self, call):
        """The same ways, but nothing comes of them: the verdict stays."""
        out = []
        for route in routes.ROUTES:
            effect = routes.make(route, "sf_counted += e;", self.cxx)
            out.append(Mutant("harmless", route, {**effect.files, self.path: self._edited(*call, self._around(call, effect))},
                              same=True, same_flags=True))
        return out

    # ---- callers ----

    def _callers(self, call):
        """The call moves into a function in a file of its own; others call it, too."""
        given = arguments(self.text, call)
        if len(given) != 4:
            return []
        use = "({ extern int sf_accept4(int, void *, void *, int); sf_accept4(%s, (void *)(%s), (void *)(%s), %s); })" % tuple(given)
        base = {self.path: self._edited(*call, use)}
        out = []
        for what, good, bad, expected in (("no other caller", 0, 0, None), ("one that falls back", 1, 0, None),
                                          ("one that gives up", 0, 1, True), ("14 of which the last gives up", 13, 1, True),
                                          ("45 of which the last gives up", 44, 1, True), ("one that exits", 0, "exit", True)):
            files, path, line = routes.callers(good, bad, self.cxx)
            # A fallback in the caller that asks for one errno only makes the others what they were: not handled.
            errnos = {e: (("conditional",) if expected else (self.site["verdicts"][e]["verdict"],) if good == 0 or e in self.good
                          else GOOD + LOST) for e in self.good}
            out.append(Mutant("caller" if expected else "caller-harmless", what, {**base, **files}, errnos, path=path, line=line))
        return out

    # ---- restoration ----

    def _restores(self):
        out = []
        for flag, ways in (("SOCK_CLOEXEC", (("F_SETFD", "F_GETFD"), ("FIOCLEX", "FIONCLEX"))),
                           ("SOCK_NONBLOCK", (("F_SETFL", "F_GETFL"), ("FIONBIO", "FIONREAD")))):
            if self.site["flags"].get(flag) != "kept" or not self.good:
                continue
            value = {"SOCK_CLOEXEC": "FD_CLOEXEC", "SOCK_NONBLOCK": "O_NONBLOCK|O_NDELAY"}[flag]
            clear = {"SOCK_CLOEXEC": (("FIOCLEX", "FIONCLEX"),), "SOCK_NONBLOCK": (("FIONBIO", "FIONREAD"),)}[flag]
            for what, names in (("command", ways), ("value", ((value, "0"), *clear))):
                files = self._everywhere(names)
                if files:
                    out.append(Mutant("restore-deleted", f"{flag}: {what}", files, flags={flag: ("lost",)}))
            files = self._everywhere((("fcntl|ioctl", "sf_fcntl"),), declare="int sf_fcntl(int, int, ...);\n")
            if files:
                out.append(Mutant("restore-deleted", f"{flag}: another function", files, flags={flag: ("lost",)}))
        return out

    def _everywhere(self, names, declare=""):
        """All sources with the names replaced."""
        files = {}
        for path in self.tree.rglob("*"):
            if not path.is_file():
                continue
            if path.suffix not in SOURCES | {".h", ".hpp", ".hh", ".inc"}:
                continue
            text = new = read(path)
            for old, by in names:
                if re.search(old, new):
                    new = replace_names(new, old, by, directives=False)
            if new != text:
                if declare:
                    new = ('extern "C" ' if path.suffix not in (".c", ".h", ".inc") else "") + declare.rstrip("\n") + " " + new
                files[str(path.relative_to(self.tree))] = new
        return files
