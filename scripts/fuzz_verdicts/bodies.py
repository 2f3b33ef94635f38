"""Statements: what a program does when the call has failed, and the layouts of code around an attempt."""

from fuzz_verdicts.tree import Function, Stmt, if_, text


class Bodies:
    """Draws statement lists; g is the Grammar, calls the Calls."""

    def __init__(self, g, calls):
        self.g = g
        self.calls = calls
        self.ask = False  # every layout asks the sticky flag

    # ---- after a failure ----

    def handler(self, scope, depth):
        """What stands in the arm for the failed call."""
        g = self.g
        out = []
        if scope.err == "errno" and g.chance(0.25):
            out.append(text("err = errno;"))
            scope = scope.but(err="err")
        if g.chance(0.12):
            out.append(text("ext_log(%s);" % scope.err))
        if g.chance(0.03):
            out.append(text("errno = %s;" % g.pick("0", "EBADF", "ENOSYS")))
        draws = [("test", 40), ("unlike", 12), ("switch", 14), ("input", 10), ("local", 8), ("pointer", 3), ("react", 4), ("giveup", 4)]
        if scope.sticky:
            draws.append(("computed", 10))
        if depth <= 0:
            draws = [("react", 6), ("giveup", 4), ("shallow", 6)]
        kind = g.rng.choices([d for d, _ in draws], [w for _, w in draws])[0]
        return out + getattr(self, "_" + kind)(scope, depth)

    def _test(self, scope, depth):
        other = []
        if self.g.chance(0.35):
            other = self.handler(scope, depth - 1)
        elif self.g.chance(0.5):
            other = self._giveup(scope, depth)
        then = self._react(scope, depth) if self.g.chance(0.8) else self.handler(scope, depth - 1)
        return [if_(self.g.error_test(scope), then, other)]

    def _shallow(self, scope, depth):
        return [if_(self.g.error_test(scope), self._react(scope, depth))]

    def _unlike(self, scope, depth):
        return [if_(self.g.error_unlike(scope), self._giveup(scope, depth))] + self._react(scope, depth)

    def _switch(self, scope, depth):
        g = self.g
        errnos = list(dict.fromkeys(e.replace("EOPNOTSUPP", "ENOTSUP") for e in g.errnos() + g.errnos()))
        inner = scope.but(switch=True)
        arms, bodies = [], []
        while errnos:
            take = g.rng.randint(1, len(errnos))
            arms.append(errnos[:take])
            errnos = errnos[take:]
            body = self._react(inner, depth) if g.chance(0.7) else self._giveup(inner, depth)
            bodies.append(body + ([text("break;")] if g.chance(0.88) else []))
        if g.chance(0.8):
            at = g.rng.choice((len(arms), len(arms), 0))
            arms.insert(at, ["default"])
            body = self._giveup(inner, depth) if g.chance(0.8) else self.handler(inner, depth - 1)
            bodies.insert(at, body + [text("break;")])
        return [Stmt("switch", scope.err, bodies, arms)]

    def _input(self, scope, depth):
        g = self.g
        if g.chance(0.15):
            arms = [["1"], ["2"], ["default"]] if g.chance(0.5) else [["0"], ["default"]]
            inner = scope.but(switch=True)
            bodies = [self.handler(inner, depth - 1) + [text("break;")] for _ in arms]
            return [Stmt("switch", "ext_pick()" if len(arms) == 3 else "ext_bool()", bodies, arms)]
        return [if_(g.input(scope), self.handler(scope, depth - 1),
                    self.handler(scope, depth - 1) if g.chance(0.5) else [])]

    def _local(self, scope, depth):
        g = self.g
        g.count += 1
        var = "missing%d" % g.count
        out = [text("%s %s = %s;" % (g.pick("int", "_Bool"), var, g.error_test(scope)))]
        if g.chance(0.3):
            out.append(if_(g.input(scope), [text("ext_log(2);")]))
        if g.chance(0.2):
            out.append(if_(g.error_test(scope), [text("%s = %s;" % (var, g.pick("0", "1")))]))
        if g.chance(0.3):
            out += [if_("!" + var, self._giveup(scope, depth))] + self._react(scope, depth)
        else:
            out.append(if_(var, self._react(scope, depth), self._giveup(scope, depth) if g.chance(0.4) else []))
        return [Stmt("block", "", [out])]

    def _pointer(self, scope, depth):
        g = self.g
        name = g.classifier(g.errnos(), macro=False)
        other = g.classifier(g.errnos(), macro=False) if g.chance(0.4) else None
        first = name if not other else "%s ? %s : %s" % (g.input(scope), name, other)
        out = [text("int (*is_missing)(int) = %s;" % first)]
        out.append(if_("is_missing(%s)" % scope.err, self._react(scope, depth), self._giveup(scope, depth)))
        return [Stmt("block", "", [out])]

    def _computed(self, scope, depth):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        test = g.error_unlike(scope) if flag.on_value else g.error_test(scope)
        out = [text("%s = %s;" % (flag.name, test))]
        draw = g.rng.random()
        if draw < 0.6:
            return out + [if_("!(%s)" % flag.on, self._react(scope, depth), self._giveup(scope, depth))]
        if draw < 0.8:
            return out + [if_(flag.on, self._giveup(scope, depth))] + self._react(scope, depth)
        return out + self._again(scope)

    def _again(self, scope):
        g = self.g
        if scope.again:
            return [text("goto %s;" % scope.again)]
        if scope.loop and g.chance(0.8):
            return [text("continue;")]
        return []

    def _react(self, scope, depth):
        """What is done about a call that seems to be missing."""
        g = self.g
        out = []
        if g.chance(0.1):
            out.append(text("ext_log(3);"))
        if scope.sticky and g.chance(0.75):
            out.append(text(g.rng.choice(scope.sticky).off))
            if g.chance(0.5) and (scope.again or scope.loop):
                return out + self._again(scope)
            if g.chance(0.2):
                return out + self._giveup(scope, depth)
        if scope.fallback and g.chance(0.75):
            return out + [text("goto %s;" % scope.fallback)]
        if scope.use_old and g.chance(0.8):
            return out + [text("use_old = 1;")]
        if g.chance(0.05):
            return out + [if_(g.input(scope), self.calls.fallback(scope), self._giveup(scope, depth))]
        return out + self.calls.fallback(scope)

    def _giveup(self, scope, depth):
        g = self.g
        out = [text("ext_log(4);")] if g.chance(0.15) else []
        draw = g.rng.random()
        if draw < 0.06:
            return out + [text(g.pick("exit(1);", "exit(2);", "_exit(1);"))]
        if draw < 0.10:
            return out + [text("abort();")]
        if draw < 0.13:
            return out + [text("%s(1);" % self._die())]
        if scope.loop and draw < 0.45:
            return out + [text("continue;" if scope.switch or g.chance(0.5) else "break;")]
        if scope.out and draw < 0.5:
            return out + [text("goto %s;" % scope.out)]
        if draw < 0.70:
            return out + [text(scope.fail)]
        if draw < 0.74 and scope.inputs:
            return [if_(g.input(scope), out + [text(scope.fail)])]
        return out or [text("ext_log(5);")]

    def _die(self):
        g = self.g
        name = g.name("die")
        attribute = g.pick("", "__attribute__((noreturn)) ")
        g.program.functions.append(Function(g.file, "static %svoid %s(int code)" % (attribute, name), [
            text("ext_log(code);"), text(g.pick("exit(code);", "abort();", "_exit(code);"))]))
        return name

    # ---- layouts ----

    def attempt(self, scope, acquire, expression):
        """Code around one attempt. acquire: statements for it; expression: the same as an expression, or None."""
        g = self.g
        draws = [("simple", 30), ("goto", 9), ("early", 9), ("counter", 4), ("use_old", 6), ("again", 4)]
        if expression and not scope.unsigned and not scope.negated:
            draws += [("condition", 10), ("short", 4)]
        if scope.sticky:
            draws = [(d, w // 3 + 1) for d, w in draws]
            draws += [("sticky_if", 9), ("sticky_else", 12), ("sticky_again", 9), ("sticky_defer", 9)]
            if expression and not scope.unsigned and not scope.negated:
                draws += [("ternary", 6), ("sticky_short", 7)]
        if self.ask:
            draws = [(d, w) for d, w in draws if d in ("sticky_if", "sticky_else", "sticky_again", "sticky_short", "ternary")]
        kind = g.rng.choices([d for d, _ in draws], [w for _, w in draws])[0]
        return getattr(self, "_lay_" + kind)(scope, acquire, expression)

    def _lay_simple(self, scope, acquire, expression):
        return acquire() + [if_(self.g.failed(scope), self.handler(scope, 2))]

    def _lay_condition(self, scope, acquire, expression):
        g = self.g
        cond = "(%s = %s) %s && %s" % (scope.fd, expression(), g.pick("< 0", "== -1"), g.error_test(scope))
        return [if_(cond, self._react(scope, 1), self._giveup(scope.but(fail=";"), 1) if g.chance(0.1) else [])]

    def _lay_short(self, scope, acquire, expression):
        g = self.g
        return [if_("!((%s = %s) >= 0 || %s)" % (scope.fd, expression(), g.error_unlike(scope)),
                    self._react(scope, 1))]

    def _lay_goto(self, scope, acquire, expression):
        g = self.g
        g.count += 1
        label, done = "fallback%d" % g.count, "done%d" % g.count
        inner = scope.but(fallback=label)
        out = acquire() + [if_(g.worked(scope), [text("goto %s;" % done)])] + self.handler(inner, 2)
        if g.chance(0.7):
            out.append(text("goto %s;" % done))
        return out + [Stmt("label", label)] + self.calls.fallback(scope) + [Stmt("label", done)]

    def _lay_early(self, scope, acquire, expression):
        g = self.g
        out = acquire() + [if_("%s && %s" % (g.failed(scope), g.error_unlike(scope)), self._giveup(scope, 1))]
        return out + [if_(g.failed(scope), self.calls.fallback(scope))]

    def _lay_counter(self, scope, acquire, expression):
        g = self.g
        if scope.loop or scope.counter:
            return self._lay_simple(scope, acquire, expression)
        inner = scope.but(loop=True, counter=True)
        body = acquire() + [if_(g.worked(scope), [text("break;")])] + self.handler(inner, 1)
        if g.chance(0.3):
            body.append(text("break;"))
        g.count += 1
        i, n = "i%d" % g.count, g.rng.randint(1, 3)
        out = [Stmt("for", "int %s = 0; %s < %d; %s++" % (i, i, n, i), [body])]
        if g.chance(0.4):
            out.append(if_("%s && %s" % (g.failed(scope), g.error_test(scope)), self.calls.fallback(scope)))
        return out

    def _lay_use_old(self, scope, acquire, expression):
        g = self.g
        inner = scope.but(use_old=True)
        out = [text("use_old = 0;")] + acquire() + [if_(g.failed(scope), self.handler(inner, 2))]
        return out + [if_("use_old", self.calls.fallback(scope))]

    def _lay_again(self, scope, acquire, expression):
        g = self.g
        g.count += 1
        label = "again%d" % g.count
        inner = scope.but(again=label, use_old=True)
        out = [text("use_old = 0;"), Stmt("label", label)]
        out.append(if_("!use_old", acquire(), self.calls.fallback(scope)))
        react = [text("use_old = 1;"), text("goto %s;" % label)]
        test = "%s && !use_old && %s" % (g.failed(scope), g.error_test(scope))
        return out + ([if_(test, react)] if g.chance(0.7) else [if_("!use_old && " + g.failed(scope),
                                                                    self.handler(inner, 1))])

    def _lay_sticky_if(self, scope, acquire, expression):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        set_off = text(flag.off)
        if g.chance(0.3):
            off = [text("%s = %s;" % (flag.name, g.error_unlike(scope) if flag.on_value else g.error_test(scope)))]
            inner = [if_(g.failed(scope), off)]
        else:
            inner = [if_("%s && %s" % (g.failed(scope), g.error_test(scope)), [set_off])]
        return [if_(flag.on, acquire() + inner), if_("!(%s)" % flag.on, self.calls.fallback(scope))]

    def _lay_sticky_else(self, scope, acquire, expression):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        new = acquire() + [if_(g.failed(scope), self.handler(scope, 1))]
        return [if_(flag.on, new, self.calls.fallback(scope))]

    def _lay_sticky_defer(self, scope, acquire, expression):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        note = [text(flag.off)] + ([text("ext_log(6);")] if g.chance(0.2) else [])
        if g.chance(0.15):
            note = [if_(g.input(scope), note)]
        new = acquire() + [if_(g.failed(scope), [if_(g.error_test(scope), note), text(scope.fail)])]
        return [if_(flag.on, new, self.calls.fallback(scope))]

    def _lay_sticky_again(self, scope, acquire, expression):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        g.count += 1
        label = "again%d" % g.count
        again = None if scope.loop and g.chance(0.6) else label
        new = [if_(flag.on, acquire(), self.calls.fallback(scope))]
        test = "%s && %s" % (g.failed(scope), g.error_test(scope))
        if g.chance(0.7):
            test = "%s && %s" % (flag.on, test)
        react = [text(flag.off)] + ([text("goto %s;" % again)] if again else [text("continue;")])
        tail = [if_(test, react)] if g.chance(0.6) else [if_(g.failed(scope), self.handler(scope.but(again=again), 1))]
        return ([Stmt("label", label)] if again else []) + new + tail

    def _lay_ternary(self, scope, acquire, expression):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        out = [text("%s = %s ? %s : %s;" % (scope.fd, flag.on, expression(), self.calls.old(scope)))]
        return out + [if_(g.failed(scope), self.handler(scope, 1))]

    def _lay_sticky_short(self, scope, acquire, expression):
        g = self.g
        flag = g.rng.choice(scope.sticky)
        off = g.pick("(%s, 1)", "(%s, 1)", "((%s), ext_log(1), 1)") % flag.off.rstrip(";")
        cond = "!(%s) || ((%s = %s) < 0 && %s && %s)" % (flag.on, scope.fd, expression(), g.error_test(scope), off)
        return [if_(cond, self.calls.fallback(scope))]
