"""Shapes: what a program gets beside its layout, rare enough that programs stay small. Each stands for something that an
analyser may bound or overlook: many callers, long chains of calls, large callees, functions that stand elsewhere, function
tables, many values of one variable, two listeners, probes, flags that helpers set, what C++ runs unseen.

A shape is drawn before the program is (or named with --only): its `before_…` prepares the Maker, its `entry_…`, where there is
one, takes the entry's place. What a shape adds is drawn so that it changes the answer in some programs and not in others: the
oracle says in which.
"""

from fuzz_verdicts.grammar import LISTED, Scope, Sticky
from fuzz_verdicts.tree import Function, Stmt, if_, text

# Name: weight. "plain" is a program without any.
SHAPES = {
    "plain": 70, "callers": 3, "callers-files": 3, "chain": 3, "effect": 5, "effect-chain": 3, "effect-big": 3,
    "effect-table": 3, "values": 3, "branches": 2, "table": 3, "listeners": 4, "probe-start": 3, "probe-first-use": 3,
    "shared": 4, "cxx-destructor": 4, "cxx-temporary": 3, "cxx-throw": 3, "cxx-lambda": 3, "cxx-text": 2,
}
OTHER_FILE = 2  # the first file that holds only what shapes put elsewhere


def draw(rng):
    return rng.choices(list(SHAPES), list(SHAPES.values()))[0]


class Shapes:
    """The part of Maker that knows them."""

    def prepare(self):
        """Before anything of the program is drawn."""
        stem = self.shape.split("-")[0]
        if self.shape.startswith("cxx"):
            self.program.suffix = ".cpp"
        before = getattr(self, "_before_" + self.shape.replace("-", "_"), None) or getattr(self, "_before_" + stem, None)
        if before:
            before()

    # ---- files and names ----

    def _elsewhere(self):
        """The number of a further file."""
        self.program.files = max(self.program.files, OTHER_FILE) + 1
        return self.program.files - 1

    def _add(self, file, header, body):
        self.program.functions.append(Function(file, header, body))

    def _wide(self, count):
        """A parameter of the entry with so many values; its name."""
        self.wide["which"] = count
        return "which"

    # ---- effects: functions that are told the error, wherever they stand, and may end it all ----

    def _effect_body(self, what):
        """Statements over `int e`: they end the program, throw, change errno, or only look."""
        g = self.g
        test = "e == %s" % g.pick(*LISTED)
        act = {"exit": "exit(1);", "abort": "abort();", "errno": "errno = %s;" % g.pick("0", "EBADF"),
               "log": "ext_log(e);", "throw": "throw 7;"}[what]
        if what == "flag" or g.chance(0.25):
            test = g.pick("e", "ext_bool()", "e != EAGAIN")
        return [if_(test, [text(act)])] if g.chance(0.85) else [text(act)]

    def _effect_kind(self):
        kinds = ["exit", "exit", "abort", "errno", "errno", "log", "log"]
        if self.program.suffix == ".cpp" and self.shape == "cxx-throw":
            kinds = ["throw"] * 5 + ["log"]
        return self.g.rng.choice(kinds)

    def _leaf(self, file):
        name = self.g.name("note")
        self._add(file, "void %s(int e)" % name, self._effect_body(self._effect_kind()))
        return name

    def _before_effect(self):
        file = self._elsewhere() if self.g.chance(0.8) else 0
        self.calls.effect = self._leaf(file)

    def _before_effect_chain(self):
        """10 to 30 functions, one calling the next, over one or two files."""
        g = self.g
        files = [self._elsewhere() for _ in range(g.rng.choice((1, 2)))]
        name = self._leaf(files[0])
        for i in range(g.rng.choice((9, 14, 29))):
            above = g.name("via")
            self._add(files[i % len(files)], "void %s(int e)" % above, [text("%s(e);" % name)])
            name = above
        self.calls.effect = name

    def _before_effect_big(self):
        """A switch of 80 cases, about 200 statements; what matters is in one of them."""
        g = self.g
        file = self._elsewhere() if g.chance(0.5) else 0
        name = g.name("report")
        cases = g.rng.choice((50, 80))
        arms, bodies = [], []
        for i in range(cases):
            arms.append([str(1000 + i)])
            bodies.append([text("ext_log(%d);" % (1000 + i)), text("break;")])
        arms.insert(g.rng.randint(0, cases), [g.pick(*LISTED)])
        at = next(i for i, arm in enumerate(arms) if not arm[0].isdigit())
        bodies.insert(at, self._effect_body(self._effect_kind()) + [text("break;")])
        arms.append(["default"])
        bodies.append([text("break;")])
        self._add(file, "void %s(int e)" % name, [Stmt("switch", "e", bodies, arms)])
        self.calls.effect = name

    def _before_effect_table(self):
        """Reached through a table of functions or a struct of them."""
        g = self.g
        file = self._elsewhere() if g.chance(0.5) else 0
        self.split = False  # the table is one file's own
        names = [self._leaf(file) for _ in range(g.rng.choice((1, 2, 3)))]
        for n in names:
            self.program.decls.append(("late", "void %s(int e);" % n))
        table = g.name("hooks")
        if g.chance(0.5):
            self.program.decls.append(("late", "static void (*const %s[])(int) = {%s};" % (table, ", ".join(names))))
            self.calls.effect = "%s[%d]" % (table, g.rng.randrange(len(names)))
        else:
            self.program.decls.append(("late", "static const struct { int level; void (*tell)(int); } %s = {1, %s};"
                                       % (table, g.rng.choice(names))))
            self.calls.effect = table + ".tell"

    # ---- chains, callers, tables around the attempt ----

    def _before_chain(self):
        self.depth = max(self.depth, 2)
        self.conventions = ("errno", "errno", "negated")

    _before_table = _before_chain

    def _before_callers(self):
        self._before_chain()
        if self.g.chance(0.7):
            self.calls.care = 1  # else one of so many callers always loses a flag

    def _before_callers_files(self):
        self._before_callers()
        self.split = True

    def wrap(self, callee):
        """The callee of the entry, with what the shape puts between."""
        if callee is None or self.shape not in ("chain", "table"):
            return callee
        self.g.file = 0  # beside the entry; what was drawn last may stand in another file
        return self._wrap_chain(callee) if self.shape == "chain" else self._wrap_table(callee)

    def _parameters(self, callee):
        return "int lfd" + "".join(", int " + a for a in callee.arguments), ", ".join(["lfd"] + callee.arguments)

    def _wrap_chain(self, callee):
        g = self.g
        parameters, arguments = self._parameters(callee)
        for i in range(g.rng.choice((13, 20, 30))):
            name = g.name("pass")
            if g.chance(0.2):
                body = [text("int got = %s(%s);" % (callee.name, arguments)),
                        if_("got >= 0", [text("return got;")]), text("return %s;" % g.pick("got", "got", "got < 0 ? got : -1"))]
            else:
                body = [text("return %s(%s);" % (callee.name, arguments))]
            self._add(0, "static int %s(%s)" % (name, parameters), body)
            callee = type(callee)(name, callee.convention, callee.arguments)
        return callee

    def _wrap_table(self, callee):
        """The attempt is one row of a table of ways; another one uses the older call, or gives up."""
        g = self.g
        parameters, arguments = self._parameters(callee)
        types = "int" + ", int" * len(callee.arguments)
        other = g.name("way")
        scope = self._scope(0, inputs={})
        body = [text("int fd = %s;" % self.calls.old(scope))] + self.calls.restore(scope) + [text("return fd;")]
        self._add(0, "static int %s(%s)" % (other, parameters), body)
        first = g.name("way")
        self._add(0, "static int %s(%s)" % (first, parameters), [text("return %s(%s);" % (callee.name, arguments))])
        table = g.name("ways")
        rows = [first, other]
        self.program.decls += [("late", "static int %s(%s);" % (n, parameters)) for n in rows]
        self.program.decls.append(("late", "static int (*const %s[])(%s) = {%s};" % (table, types, ", ".join(rows))))
        return type(callee)("%s[0]" % table, callee.convention, callee.arguments)

    def entry_callers(self, callee, names, params):
        """41 to 60 functions that call the same; one of them may be unlike the rest. The body of the entry."""
        g = self.g
        count = g.rng.choice((13, 41, 60))
        odd = g.rng.randrange(count) if g.chance(0.6) else -1
        files = [0]
        if self.shape == "callers-files":
            files = [self._elsewhere() for _ in range(g.rng.choice((2, 5)))] + [0]
        good = self._caller_plan(True)
        arms, bodies = [], []
        for i in range(count):
            file = files[i % len(files)]
            name = g.name("caller")
            body = self._caller_body(file, callee, good if i != odd else self._caller_plan(False))
            self._add(file, "%sint %s(int lfd%s)" % ("" if len(files) > 1 else "static ", name, params), body)
            arms.append([str(i)])
            bodies.append([text("return %s(%s);" % (name, ", ".join(["lfd"] + names)))])
        return [Stmt("switch", self._wide(count), bodies, arms), text("return -1;")]

    def _caller_plan(self, good):
        """(test of the error, whether the fallback is made)."""
        g = self.g
        errnos = list(LISTED[:g.rng.choice((1, 3))]) if good else g.errnos()
        return errnos, good or g.chance(0.4)

    def _caller_body(self, file, callee, plan):
        g = self.g
        errnos, falls_back = plan
        scope = self._scope(0, inputs={})
        scope.sticky = []
        g.file = file
        scope.err = "-fd" if callee.convention == "negated" else "errno"
        call = "%s(%s)" % (callee.name, ", ".join(["lfd"] + callee.arguments))
        then = [text("return -1;")]
        if falls_back:
            then = [text("fd = %s;" % "accept(lfd, NULL, NULL)")] + self.calls.restore(scope)
        test = "fd < 0 && (%s)" % " || ".join("%s == %s" % (scope.err, e) for e in errnos)
        return [text("int fd = %s;" % call), if_(test, then), text("return fd;")]

    # ---- values and branches ----

    def _before_values(self):
        self._wide(self.g.rng.choice((19, 60)))

    def _before_branches(self):
        self.depth, self.split = 1, False
        self._wide(self.g.rng.choice((20, 60)))

    def shape_prologue(self, scope):
        """What the shape puts on top of the entry."""
        g, out = self.g, []
        if self.shape == "values":
            n = self.wide["which"]
            out.append(text("int kind = 0;"))
            out.append(Stmt("switch", "which", [[text("kind = %d;" % (100 + i)), text("break;")] for i in range(n)],
                            [[str(i)] for i in range(n)]))
            self.kind_tests = ["kind == %d" % (100 + n - 1), "kind != %d" % (100 + g.rng.randrange(n)), "kind > 100", "kind == 99",
                               "kind >= 100"]
            scope.kind_tests = self.kind_tests
        if self.shape == "probe-start":
            out.append(if_(self.probe[0] + " < 0", [text("%s();" % self.probe[1])]))
        return out

    def unrelated(self):
        """Tests of something else between the attempt and what is made of it."""
        if self.shape != "branches":
            return []
        return [if_("which == %d" % i, [text("ext_log(%d);" % i)]) for i in range(self.wide["which"])]

    # ---- two listeners ----

    def entry_listeners(self, scope, callee):
        """Both listeners are served in turn; the fallback may be made on the other one."""
        g = self.g
        inner = scope.but(lfd="at", fail="return -1;")
        if g.chance(0.4):
            inner.old_lfd = g.pick("other", "at", "lfd")
        body = [text("int at = i ? lfd2 : lfd;"), text("int other = i ? lfd : lfd2;"), text("%s = -1;" % scope.fd)]
        body += self._attempts(inner, callee)
        body.append(if_(g.worked(inner), [text("ext_use(%s);" % scope.fd)], self.bodies._giveup(inner, 1) if g.chance(0.2) else []))
        return [Stmt("for", "int i = 0; i < 2; i++", [body]), text("return 0;")]

    # ---- probes ----

    def _before_probe(self):
        """A function that tries the call on no listener and keeps what it says in a flag that the attempt asks."""
        g = self.g
        flag, name = g.name("have"), g.name("probe")
        external = g.chance(0.4)
        file = self._elsewhere() if external else 0
        self.program.decls.append((("header", "extern int %s;" % flag) if external else (0, "static int %s = -1;" % flag)))
        if external:
            self.program.decls.append((file, "int %s = -1;" % flag))
        g.file = file
        scope = Scope(fd="fd")
        test = g.error_unlike(scope)
        verdict = g.pick("fd >= 0 || %s" % test, "!(fd < 0 && %s)" % g.error_test(scope), test)
        body = [text("int fd = accept4(-1, NULL, NULL, 0);"), text("%s = %s;" % (flag, verdict))]
        if g.chance(0.5):
            body.append(if_("fd >= 0", [text("close(fd);")]))
        self._add(file, "%svoid %s(void)" % ("" if external else "static ", name), body)
        g.file = 0
        self.probe = (flag, name)
        self.bodies.ask = True
        on = flag
        if self.shape == "probe-first-use":
            ask = g.name("works")
            self._add(0, "static int %s(void)" % ask, [if_(flag + " < 0", [text("%s();" % name)]), text("return %s;" % flag)])
            on = ask + "()"
        self.sticky[0] = Sticky(flag, on, flag + " = 0;", "0", 1)
        self.depth, self.split = 1, False

    # ---- flags that helpers set ----

    def _before_shared(self):
        g = self.g
        flag, name = g.name("flag"), g.name("learn")
        file = self._elsewhere() if g.chance(0.6) else 0
        if file:
            self.program.decls += [("header", "extern int %s;" % flag), (0, "int %s = 1;" % flag)]
        else:
            self.program.decls.append((0, "static int %s = 1;" % flag))
        errnos = g.errnos()
        body = [if_(" || ".join("e == %s" % e for e in errnos), [text(flag + " = 0;")])]
        if g.chance(0.3):
            body.append(if_("e == %s" % g.pick(*LISTED), [text("%s = 1;" % flag)]))
        self._add(file, "%svoid %s(int e)" % ("" if file else "static ", name), body)
        self.sticky[0] = Sticky(flag, flag, "%s(errno);" % name, "0", 1)
        self.depth, self.split = 1, False

    # ---- C++ ----

    def _guard(self):
        """A class whose destructor does something unseen; its name. The declaration comes before everything else."""
        g = self.g
        name = g.name("guard")
        act = g.pick("errno = 0;", "errno = EBADF;", "ext_log(1);", "errno = saved;", "if (errno == %s) exit(1);" % g.pick(*LISTED),
                     "if (errno == %s) abort();" % g.pick(*LISTED))
        saved = "int saved = 0; " if "saved" in act else ""
        self.program.decls.append(("first", "struct %s { int fd; %s%s(int d) : fd(d) {} ~%s() { %s } int get() const { return fd; } };"
                                   % (name, saved, name, name, act)))
        return name

    def _before_cxx_destructor(self):
        self.split = False  # the class is one file's own
        self.calls.cxx = "destructor", self._guard()

    def _before_cxx_temporary(self):
        self.split = False
        self.calls.cxx = "temporary", self._guard()

    def _before_cxx_lambda(self):
        self.calls.cxx = "lambda", None

    def _before_cxx_text(self):
        self.calls.cxx = "text", None

    def _before_cxx_throw(self):
        self._before_effect()
        self.catches = self.g.chance(0.5)
