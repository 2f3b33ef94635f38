"""Expressions: tests of errno, of a descriptor and of free inputs, in the many ways that C programs write them.

A Scope is what a place in a function can name. Helpers that an expression needs (macros, classifying functions) are
added to the program as they come up.
"""

from fuzz_verdicts.tree import Function, if_, text, Stmt

LISTED = ("ENOSYS", "EPERM", "ENOTSUP")
OTHERS = ("EINVAL", "EINTR", "EAGAIN", "ECONNABORTED")


class Scope:
    """fd: lvalue of the descriptor; unsigned: its type has no sign; negated: it holds -errno on failure;
    err: expression of the error number; inputs: names of free parameters with their domains; flags: the expression
    passed as flags, wanted: which they may be; tracked: {flag: parameter} of run-time requests; sticky: flags in sight with the value "on"."""

    def __init__(self, **kw):
        self.fd = "fd"
        self.unsigned = False
        self.negated = False
        self.err = "errno"
        self.lfd = "lfd"
        self.inputs = {}
        self.flags = "0"
        self.tracked = {}
        self.wanted = []
        self.sticky = []
        self.loop = False
        self.switch = False
        self.again = None
        self.fallback = None
        self.out = None
        self.fail = "return -1;"
        self.counter = False
        self.flag_var = None
        self.old_lfd = None
        self.kind_tests = []
        self.__dict__.update(kw)

    def but(self, **kw):
        other = Scope(**self.__dict__)
        other.__dict__.update(kw)
        return other


class Sticky:
    """A flag that decides which call is made: `on` is the C test for "use accept4"."""

    def __init__(self, name, on, off, off_value, on_value):
        self.name = name
        self.on = on
        self.off = off
        self.off_value = off_value
        self.on_value = on_value


class Grammar:
    """Draws expressions; `program` gets the helpers they need, in file `self.file`."""

    def __init__(self, rng, program):
        self.rng = rng
        self.program = program
        self.file = 0
        self.count = 0

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, *choices):
        return self.rng.choice(choices)

    def name(self, stem):
        self.count += 1
        return "%s_%s%d" % (self.program.name, stem, self.count)

    # ---- error numbers ----

    def errnos(self):
        """A set of error numbers, in the listed spelling; ENOTSUP also as EOPNOTSUPP."""
        if self.chance(0.12):
            return [self.pick(*OTHERS)]
        chosen = [e for e, p in zip(LISTED, (0.75, 0.45, 0.4)) if self.chance(p)] or [self.pick(*LISTED)]
        if self.chance(0.25):
            chosen.append(self.pick(*OTHERS))
        self.rng.shuffle(chosen)
        return ["EOPNOTSUPP" if e == "ENOTSUP" and self.chance(0.4) else e for e in chosen]

    def error_test(self, scope):
        """A condition that looks at the error number: mostly true for some of the rule's."""
        errnos = self.errnos()
        draw = self.rng.random()
        if draw < 0.08 and scope.inputs:
            return "(%s ? %s : %s)" % (self.input(scope), self._any(scope.err, errnos),
                                       self._any(scope.err, self.errnos()))
        if draw < 0.16:
            return "(%s %s %s)" % (self._any(scope.err, errnos), self.pick("&&", "||"), self.input(scope))
        if draw < 0.28:
            return "%s(%s)" % (self.classifier(errnos), scope.err)
        if draw < 0.34:
            return "(ext_log(1), %s)" % self._any(scope.err, errnos)
        if draw < 0.40:
            return "({ int e_ = %s; %s; })" % (scope.err, self._any("e_", errnos))
        if draw < 0.46:
            return "__builtin_expect(%s, %d)" % (self._any(scope.err, errnos), self.pick(0, 1))
        if draw < 0.50:
            return "!!%s" % self._any(scope.err, errnos)
        if draw < 0.54:
            return "!%s" % self._none(scope.err, errnos)
        return self._any(scope.err, errnos)

    def error_unlike(self, scope):
        """The negation: true for the error numbers that are not meant."""
        errnos = self.errnos()
        if self.chance(0.25):
            return "!%s(%s)" % (self.classifier(errnos), scope.err)
        if self.chance(0.15):
            return "!%s" % self._any(scope.err, errnos)
        return self._none(scope.err, errnos)

    def _any(self, e, errnos):
        tests = ["%s == %s" % ((e, n) if self.chance(0.85) else (n, e)) for n in errnos]
        return "(%s)" % " || ".join(tests)

    def _none(self, e, errnos):
        return "(%s)" % " && ".join("%s != %s" % (e, n) for n in errnos)

    def classifier(self, errnos, macro=True):
        """A macro or a function that says whether an error number is one of these."""
        shape = self.rng.randrange(0 if macro else 1, 6)
        if shape == 0:
            name = self.name("MISSING").upper()
            self.program.decls.append((self.file, "#define %s(e) %s" % (name, self._any("(e)", errnos))))
            return name
        name = self.name("missing")
        if shape == 1:
            body = [text("return %s;" % self._any("e", errnos))]
        elif shape == 2:
            labels = [e.replace("EOPNOTSUPP", "ENOTSUP") for e in errnos]
            body = [Stmt("switch", "e", [[text("return 1;")], [text("return 0;")]], [labels, ["default"]])]
        elif shape == 3:
            body = [if_("e == %s" % e, [text("return 1;")]) for e in errnos] + [text("return 0;")]
        elif shape == 4:
            body = [text("int yes = 0;"), if_(self._any("e", errnos), [text("yes = 1;")]), text("return yes;")]
        else:
            body = [if_(self._none("e", errnos), [text("return 0;")]), text("return 1;")]
        self.program.functions.append(Function(self.file, "static int %s(int e)" % name, body))
        return name

    # ---- descriptors ----

    def failed(self, scope):
        fd = scope.fd
        if scope.unsigned and self.chance(0.03):
            return "%s < 0" % fd  # never true
        if scope.unsigned:
            return self.pick("%s == (unsigned)-1", "%s == UINT_MAX", "(int)%s < 0", "!(%s != (unsigned)-1)") % fd
        if scope.negated:
            return self.pick("%s < 0", "!(%s >= 0)", "0 > %s") % fd
        return self.pick("%s < 0", "%s == -1", "!(%s >= 0)", "0 > %s", "%s < 0", "-1 == %s", "!~%s") % fd

    def worked(self, scope):
        fd = scope.fd
        if scope.unsigned:
            return self.pick("%s != (unsigned)-1", "(int)%s >= 0") % fd
        if scope.negated:
            return "%s >= 0" % fd
        return self.pick("%s >= 0", "%s != -1", "%s > -1", "!(%s < 0)") % fd

    # ---- free inputs ----

    def input(self, scope):
        """A test of something arbitrary; every answer is possible for every value the program can tell apart."""
        if scope.kind_tests and self.chance(0.5):
            return self.rng.choice(scope.kind_tests)
        if scope.inputs and self.chance(0.7):
            name = self.rng.choice(sorted(scope.inputs))
            if scope.inputs[name] == 2:
                return self.pick("%s", "!%s", "%s != 0", "%s == 0") % name
            return self.pick("%s == 1", "%s == 2", "%s != 1", "%s") % name
        return self.pick("ext_bool()", "!ext_bool()", "ext_bool()", "ext_pick() == 1", "ext_pick() != 2")
