"""Programs: how many functions, in which files, how a failure is handed from one to the next, and the entry."""

import random

from fuzz_verdicts.bodies import Bodies
from fuzz_verdicts.calls import Calls
from fuzz_verdicts.grammar import Grammar, Scope, Sticky
from fuzz_verdicts.shapes import Shapes, draw
from fuzz_verdicts.tree import Function, Program, Stmt, if_, text


class Callee:
    """A function that makes the attempt: its name, the convention it reports failure by, the names of its parameters."""

    def __init__(self, name, convention, arguments):
        self.name = name
        self.convention = convention
        self.arguments = arguments


class Maker(Shapes):
    """Draws one program from a seed."""

    def __init__(self, seed, name, only=None):
        self.rng = random.Random("program %s" % seed)
        self.program = Program(name, seed)
        self.g = Grammar(self.rng, self.program)
        self.calls = Calls(self.g)
        self.bodies = Bodies(self.g, self.calls)
        self.inputs = {}
        self.tracked = {}
        self.const = []
        self.sticky = {}
        self.wide = {}
        self.shape = self.program.shape = only or draw(self.rng)
        self.conventions = ("errno", "errno", "errno", "negated", "out", "struct")
        self.catches = False

    def make(self):
        g = self.g
        self._draw_request()
        for name in "ab"[:g.rng.choice((0, 1, 1, 2))]:
            self.inputs[name] = g.rng.choice((2, 2, 4))
        self.depth = g.rng.choice((1, 1, 1, 2, 2, 3))
        self.split = self.depth > 1 and g.chance(0.35)
        self.prepare()
        depth, split = self.depth, self.split
        self.program.files = max(self.program.files, 2 if split else 1)
        if split and g.chance(0.25):
            self._draw_global()
        callee = self._swapping() if depth > 1 and not split and self.shape == "plain" and g.chance(0.1) else None
        for level in range(depth - 1):
            file = 1 if split and level == 0 else 0
            if callee and level == 0:
                continue
            self._draw_sticky(file, 0.3)
            # what is called from other files must not be static, and what it gives is declared for all
            external = split and (level == 0 or self.shape == "callers-files")
            callee = self._function(level, file, callee, external)
        self._draw_sticky(0, 0.3)
        self._entry(self.wrap(callee))
        return self.program

    # ---- what is asked for ----

    def _draw_request(self):
        for flag, name in (("SOCK_CLOEXEC", "cloexec"), ("SOCK_NONBLOCK", "nonblock")):
            draw = self.rng.random()
            if draw < 0.5:
                self.const.append(flag)
            elif draw < 0.62:
                self.tracked[flag] = name

    def _flags(self):
        parts = list(self.const) + ["(%s ? %s : 0)" % (n, f) for f, n in self.tracked.items()]
        return " | ".join(parts) or "0"

    # ---- sticky flags ----

    def _draw_sticky(self, file, share):
        """A flag at file scope; functions draw their own."""
        if self.g.chance(share) and file not in self.sticky:
            self.g.file = file
            decl, flag = self._sticky_form(self.g.name("flag"), True)
            self.program.decls.append((file, decl))
            self.sticky[file] = flag

    def _draw_global(self):
        """A flag that both files see."""
        name = self.g.name("flag")
        self.program.decls += [("header", "extern int %s;" % name), (0, "int %s = 1;" % name)]
        self.sticky[0] = self.sticky[1] = Sticky(name, name, name + " = 0;", "0", 1)

    def _sticky_form(self, name, file_scope):
        g = self.g
        draw = g.rng.random()
        static = "static "
        if file_scope and draw < 0.15:
            kind = "struct s_%s { int count; int works; }" % name
            self.program.decls.append((g.file, kind + ";"))
            return "static struct s_%s %s = {0, 1};" % (name, name), Sticky(
                name + ".works", name + ".works", name + ".works = 0;", "0", 1)
        if draw < 0.45:
            return "%s%s %s = 1;" % (static, g.pick("int", "_Bool", "unsigned"), name), Sticky(
                name, g.pick("%s", "%s != 0", "%s") % name, name + " = 0;", "0", 1)
        if draw < 0.8:
            value = g.pick("", " = 0")
            return "%sint %s%s;" % (static, name, value), Sticky(
                name, g.pick("!%s", "%s == 0") % name, name + " = 1;", "1", 0)
        return "%sint %s = -1;" % (static, name), Sticky(
            name, g.pick("%s != 0", "%s") % name, name + " = 0;", "0", 1)

    def _local_sticky(self, share):
        """A function's own flag: (declarations, flags)."""
        if not self.g.chance(share):
            return [], []
        self.g.count += 1
        decl, flag = self._sticky_form("works%d" % self.g.count, False)
        return [text(decl)], [flag]

    # ---- functions ----

    def _scope(self, file, **kw):
        sticky = [self.sticky[file]] if file in self.sticky else []
        return Scope(flags=self._flags(), tracked=dict(self.tracked), wanted=list(self.const) + list(self.tracked),
                     sticky=sticky, use_old=False, **kw)

    def _prologue(self, scope):
        """Declarations on top of a function; the descriptor's name and type are drawn here."""
        g = self.g
        decls = [text("int err = 0;"), text("int use_old = 0;")]
        own, flags = self._local_sticky(0.35)
        scope.sticky = scope.sticky + flags
        if self.tracked and g.chance(0.5):
            decls.append(text("int flags = %s;" % scope.flags))
            scope.flags = "flags"
        return own + decls

    def _declare_fd(self, scope):
        g = self.g
        draw = g.rng.random()
        if draw < 0.1:
            scope.unsigned = True
            return [text("unsigned fd = -1;")]
        if draw < 0.17:
            name = g.name("conn")
            self.program.decls.append((g.file, "struct %s { int kind; int fd; };" % name))
            scope.fd = "c.fd"
            return [text("struct %s c = {0, -1};" % name)]
        if draw < 0.22:
            scope.fd = "fds[1]"
            return [text("int fds[2] = {-1, -1};")]
        return [text("%s fd = -1;" % g.pick("int", "int", "int", "long"))]

    def _function(self, level, file, callee, external):
        """A function below the entry; returns how to call it."""
        g = self.g
        g.file = file
        convention = g.pick(*self.conventions)
        name = "%s_level%d" % (self.program.name, level)
        below = callee.arguments if callee else []
        inputs = {} if external else {n: d for n, d in self.inputs.items() if n in below or g.chance(0.5)}
        arguments = sorted(inputs) + list(self.tracked.values())
        scope = self._scope(file, inputs=inputs)
        params = "".join(", int " + a for a in arguments)
        result, decls = "int", []
        scope.fail = {"errno": "return -1;", "negated": "return -errno;", "out": "return errno;", "struct": ""}[convention]
        if convention == "out":
            params += ", int *out"
            scope.fd = "*out"
            decls = [text("*out = -1;")]
        elif convention == "struct":
            result = "struct %s_result" % name
            shared = "header" if external else file
            self.program.decls.append((shared, result + " { int fd; int err; };"))
            scope.fd = "res.fd"
            decls = [text(result + " res = {-1, 0};")]
            scope.fail = "return (%s){-1, errno};" % result
        else:
            decls = self._declare_fd(scope)
        body = decls + self._prologue(scope) + self._attempts(scope, callee) + self._return(scope, convention, result)
        header = "%s%s %s(int lfd%s)" % ("" if external else "static ", result, name, params)
        self.program.functions.append(Function(file, header, body))
        return Callee(name, convention, arguments)

    def _swapping(self):
        """A function pointer that the first failure turns to the old call."""
        g = self.g
        g.file = 0
        new, old, pointer = g.name("new"), g.name("old"), g.name("take")
        arguments = list(self.tracked.values())
        params = "".join(", int " + a for a in arguments)
        types = "int" + ", int" * len(arguments)
        scope = self._scope(0)
        headers = ["static int %s(int lfd%s)" % (n, params) for n in (old, new)]
        self.program.decls += [(0, h + ";") for h in headers]
        self.program.decls.append((0, "static int (*%s)(%s) = %s;" % (pointer, types, new)))
        made = [text("int fd = %s;" % self.calls.old(scope))] + self.calls.restore(scope) + [text("return fd;")]
        self.program.functions.append(Function(0, headers[0], made))
        turn = [text("%s = %s;" % (pointer, old))]
        if g.chance(0.7):
            turn.append(text("return %s(%s);" % (g.pick(pointer, old), ", ".join(["lfd"] + arguments))))
        tried = [text("int fd = %s;" % self.calls.new(scope)),
                 if_("%s && %s" % (g.failed(scope), g.error_test(scope)), turn), text("return fd;")]
        self.program.functions.append(Function(0, headers[1], tried))
        return Callee(pointer, "errno", arguments)

    def _return(self, scope, convention, result):
        g = self.g
        if convention == "errno":
            return [text("return %s;" % scope.fd)]
        if convention == "negated":
            if g.chance(0.5) and not scope.unsigned:
                return [text("return %s ? -errno : %s;" % (g.failed(scope), scope.fd))]
            return [if_(g.failed(scope), [text("return -errno;")]), text("return %s;" % scope.fd)]
        if convention == "out":
            return [text("return %s ? errno : 0;" % g.failed(scope))]
        return [if_(g.failed(scope), [text("res.err = errno;")]), text("return res;")]

    # ---- the attempt ----

    def _attempts(self, scope, callee):
        """One attempt, or two sites for a share."""
        g = self.g
        if callee:
            return self._call(scope, callee)
        if self.shape.startswith("probe"):
            return self.bodies.attempt(scope, lambda: self.calls.acquire(scope), lambda: self.calls.new(scope))
        draw = g.rng.random()
        if draw < 0.09:
            first, second = self.calls.acquire(scope), self.calls.acquire(scope)
            return [if_(g.input(scope), first, second), if_(g.failed(scope), self.bodies.handler(scope, 2))]
        if draw < 0.14:
            again = [if_("%s && %s" % (g.failed(scope), g.error_test(scope)), self.calls.acquire(scope))]
            return self.calls.acquire(scope) + again + [if_(g.failed(scope), self.bodies.handler(scope, 1))]
        if draw < 0.18:
            sites = [self.bodies.attempt(scope, lambda: self.calls.acquire(scope), lambda: self.calls.new(scope))
                     for _ in range(2)]
            return [if_(g.input(scope), sites[0], sites[1])]
        return self.bodies.attempt(scope, lambda: self.calls.acquire(scope) + self.unrelated(), lambda: self.calls.new(scope))

    def _call(self, scope, callee):
        """The attempt is made by a function below."""
        g = self.g
        call = "%s(%s" % (callee.name, ", ".join([scope.lfd] + callee.arguments))
        if callee.convention == "errno":
            def acquire():
                return [text("%s = %s);" % (scope.fd, call))]
            if g.chance(0.1):
                return acquire()
            return self.bodies.attempt(scope, acquire, lambda: call + ")")
        after = [text("err = -rc;")]
        if callee.convention == "negated":
            made = [text("rc = %s);" % call), if_("rc < 0", after), text("%s = rc < 0 ? -1 : rc;" % scope.fd)]
        elif callee.convention == "out":
            made = [text("err = %s, &rc);" % call), text("%s = rc;" % scope.fd)]
        else:
            made = [Stmt("block", "", [[text("struct %s_result r = %s);" % (callee.name, call)),
                                        text("err = r.err;"), text("%s = r.fd;" % scope.fd)]])]
        inner = scope.but(err="err")
        plain = [text("int rc = -1;")]
        if g.chance(0.1):
            return plain + made
        return plain + self.bodies.attempt(inner, lambda: [s.copy() for s in made], None)

    # ---- the entry ----

    def _entry(self, callee):
        g = self.g
        g.file = 0
        plain = sorted(self.inputs) + list(self.tracked.values())
        callers = self.shape.startswith("callers") and self.entry_callers(callee, plain, "".join(", int " + n for n in plain))
        names = plain + list(self.wide)
        self.program.domains = [self.inputs.get(n, self.wide.get(n, 2)) for n in names]
        scope = self._scope(0, inputs=dict(self.inputs))
        index = {n: i for i, n in enumerate(names)}
        if self.tracked:
            parts = list(self.const) + ["(v[%d] ? %s : 0)" % (index[n], f) for f, n in self.tracked.items()]
            self.program.request = " | ".join(parts)
        params = "".join(", int " + n for n in names)
        args = "".join(", v[%d]" % index[n] for n in names)
        shape = g.pick("return", "return", "use", "out", "loop", "loop", "do")
        if callers:
            shape = "return"
        if self.shape == "listeners":
            params, args, shape = ", int lfd2" + params, ", 4" + args, "listeners"
        name = self.program.name + "_entry"
        call = "h_yield(%s(3%s));" % (name, args)
        decls = [] if callers else self._declare_fd(scope)
        if shape == "out":
            params += ", int *fd_out"
            call = "int out = -1; %s(3%s, &out); h_yield(out);" % (name, args)
        elif shape != "return":
            call = "%s(3%s);" % (name, args)
        self.program.call = call
        if callers:
            body = callers
        else:
            top = self.shape_prologue(scope)
            shaped = self.entry_listeners if shape == "listeners" else getattr(self, "_shape_" + shape)
            body = decls + top + self._prologue(scope) + shaped(scope, callee)
        if self.catches:
            body = [Stmt("try", "int", [body, [text(g.pick("return -1;", "return accept(lfd, NULL, NULL);"))]])]
        self.program.functions.append(Function(0, "int %s(int lfd%s)" % (name, params), body))

    def _late(self, scope, share):
        """Restoration that stands apart from the fallback."""
        return self.calls.restore(scope) if self.g.chance(share) else []

    def _shape_return(self, scope, callee):
        g = self.g
        out = self._attempts(scope, callee)
        if g.chance(0.3):
            out.append(if_(g.failed(scope), self.bodies._giveup(scope, 1)))
        return out + self._late(scope, 0.3) + [text("return %s;" % scope.fd)]

    def _shape_use(self, scope, callee):
        g = self.g
        out = self._attempts(scope, callee) + [if_(g.failed(scope), [text("return -1;")])]
        return out + self._late(scope, 0.4) + [text("ext_use(%s);" % scope.fd), text("return 0;")]

    def _shape_out(self, scope, callee):
        g = self.g
        out = self._attempts(scope, callee) + [if_(g.failed(scope), [text("return -1;")])]
        return out + self._late(scope, 0.4) + [text("*fd_out = %s;" % scope.fd), text("return 0;")]

    def _loop_body(self, scope, callee):
        g = self.g
        inner = scope.but(loop=True)
        body = self._attempts(inner, callee)
        body.append(if_(g.failed(inner), [text(g.pick("break;", "continue;", "return -1;", "break;"))]))
        return body + self._late(inner, 0.4) + [text("ext_use(%s);" % scope.fd)]

    def _shape_loop(self, scope, callee):
        g = self.g
        body = self._loop_body(scope, callee)
        if g.chance(0.4):
            body.append(if_(g.input(scope), [text(g.pick("break;", "return 0;"))]))
        loop = Stmt("for", ";;", [body]) if g.chance(0.6) else Stmt("while", g.pick("1", "ext_bool()"), [body])
        return [loop, text("return 0;")]

    def _shape_do(self, scope, callee):
        g = self.g
        return [Stmt("do", g.input(scope), [self._loop_body(scope, callee)]), text("return 0;")]


def generate(seed, index, only=None):
    """The index-th program of a seed; the same pair gives the same program."""
    return Maker("%s/%s" % (seed, index), "p%05d" % index, only).make()
