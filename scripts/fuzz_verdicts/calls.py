"""The calls themselves: accept4 in its forms, the fallback, and the restoration of flags, right and wrong."""

from fuzz_verdicts.tree import Function, Stmt, if_, text

RIGHT = {
    "SOCK_CLOEXEC": ("fcntl({fd}, F_SETFD, FD_CLOEXEC)", "fcntl({fd}, F_SETFD, fcntl({fd}, F_GETFD) | FD_CLOEXEC)",
                     "ioctl({fd}, FIOCLEX)", "fcntl({fd}, F_SETFD, 1)"),
    "SOCK_NONBLOCK": ("fcntl({fd}, F_SETFL, O_NONBLOCK)", "fcntl({fd}, F_SETFL, fcntl({fd}, F_GETFL, 0) | O_NONBLOCK)",
                      "fcntl({fd}, F_SETFL, fcntl({fd}, F_GETFL) | O_NONBLOCK)", "ioctl({fd}, FIONBIO, {one})"),
}
WRONG = {
    "SOCK_CLOEXEC": ("fcntl({fd}, F_SETFD, SOCK_CLOEXEC)", "fcntl({fd}, F_SETFD, O_CLOEXEC)",
                     "fcntl({fd}, F_SETFL, FD_CLOEXEC)", "fcntl({lfd}, F_SETFD, FD_CLOEXEC)", "fcntl({fd}, F_GETFD)",
                     "fcntl({fd}, F_SETFD, 0)", "ioctl({fd}, FIONCLEX)"),
    "SOCK_NONBLOCK": ("fcntl({fd}, F_SETFD, O_NONBLOCK)", "fcntl({lfd}, F_SETFL, O_NONBLOCK)",
                      "fcntl({fd}, F_SETFL, O_RDWR)", "ioctl({fd}, FIONBIO, {zero})", "fcntl({fd}, F_GETFL)"),
}


class Calls:
    """Draws statements around the calls of the rule; g is the Grammar."""

    def __init__(self, g):
        self.g = g
        self.care = g.pick(0.97, 0.97, 0.75, 0.3)  # how likely a flag is restored, and rightly
        self.effect = None  # a function that is told the error number of a failed call
        self.cxx = None     # (what of C++ stands around the call, the name of a class)

    # ---- the call that may be missing ----

    def new(self, scope):
        """An expression that makes the call."""
        if self.effect:
            return "({ int n_ = %s; if (n_ < 0) %s(errno); n_; })" % (self._new(scope), self.effect)
        if self.cxx:
            return self._cxx_new(*self.cxx, self._new(scope))
        return self._new(scope)

    def _cxx_new(self, what, name, call):
        """The call, with what C++ runs around it."""
        g = self.g
        if what == "temporary":
            return "%s(%s).get()" % (name, call)
        if what == "destructor":
            return "[&]() -> int { %s g_(lfd); return %s; }()" % (name, call)
        if what == "lambda":
            return g.pick("[&] { return (int)%s; }()", "[=]() -> int { int r_ = %s; return r_; }()") % call
        return g.pick("(ext_log(1'000'000), %s)", '(ext_log(R"(accept4(" \\ )"[0]), %s)', "(ext_log('\\''), ext_log(0b1'01), %s)") % call

    def _new(self, scope):
        g = self.g
        if g.chance(0.06):
            return "syscall(SYS_accept4, %s, NULL, NULL, %s)" % (scope.lfd, scope.flags)
        if g.chance(0.06):
            name = g.name("ACCEPT").upper()
            g.program.decls.append((g.file, "#define %s(l, f) accept4((l), NULL, NULL, (f))" % name))
            return "%s(%s, %s)" % (name, scope.lfd, scope.flags)
        if g.chance(0.08):
            return "({ int r_; do { r_ = accept4(%s, NULL, NULL, %s); } while (r_ == -1 && errno == EINTR); r_; })" % (
                scope.lfd, scope.flags)
        return "accept4(%s, NULL, NULL, %s)" % (scope.lfd, scope.flags)

    def acquire(self, scope):
        """Statements after which the descriptor is set or the failure stands."""
        g = self.g
        if g.chance(0.05):
            g.count += 1
            pointer = "fn%d" % g.count
            return [Stmt("block", "", [[
                text("int (*%s)(int, struct sockaddr *, socklen_t *, int) = accept4;" % pointer),
                text("%s = %s(%s, NULL, NULL, %s);" % (scope.fd, pointer, scope.lfd, scope.flags))]])]
        call = "%s = %s" % (scope.fd, self.new(scope))
        draw = g.rng.random()
        if draw < 0.10:
            return [Stmt("do", "%s && errno == EINTR" % g.failed(scope), [[text(call + ";")]])]
        if draw < 0.18 and not scope.unsigned:
            return [Stmt("while", "(%s) < 0 && errno == EINTR" % call, [[]])]
        return [text(call + ";")]

    # ---- the fallback ----

    def old(self, scope):
        """An expression that makes the older call."""
        lfd = scope.old_lfd or scope.lfd
        if self.g.chance(0.05):
            return "syscall(SYS_accept, %s, NULL, NULL)" % lfd
        return "accept(%s, NULL, NULL)" % lfd

    def fallback(self, scope, restored=None):
        """Statements that make the fallback, with or without the restoration. In a function of its own for a share."""
        g = self.g
        restored = g.chance(0.6) if restored is None else restored
        if g.chance(0.15) and not scope.tracked:
            return [text("%s = %s(%s);" % (scope.fd, self._helper(scope, restored), scope.lfd))]
        out = [text("%s = %s;" % (scope.fd, self.old(scope)))]
        if restored:
            out += self.restore(scope)
        if scope.flag_var and not restored:
            out.append(text("%s = 1;" % scope.flag_var))
        return out

    def _helper(self, scope, restored):
        g = self.g
        name = g.name("old")
        inner = scope.but(old_lfd=None, kind_tests=[], fd="fd", unsigned=False, negated=False, lfd="lfd", inputs={}, fail="return -1;", loop=False,
                          switch=False, again=None, out=None, fallback=None, flag_var=None)
        body = [text("int fd = %s;" % self.old(inner))]
        body += self.restore(inner) if restored else []
        g.program.functions.append(Function(g.file, "static int %s(int lfd)" % name, body + [text("return fd;")]))
        return name

    # ---- flags ----

    def restore(self, scope):
        """Statements that set the requested flags again: rightly, wrongly or not at all."""
        g = self.g
        wanted = g.rng.sample(scope.wanted, len(scope.wanted))
        out = []
        for flag in wanted:
            if g.chance(self.care):
                out += self._set(scope, flag, RIGHT[flag])
            elif g.chance(0.6):
                out += self._set(scope, flag, WRONG[flag])
        if not out:
            return out
        draw = g.rng.random()
        if draw < 0.35:
            return [if_(g.worked(scope), out)]
        if draw < 0.40 and g.chance(1 - self.care):
            return [if_(g.input(scope), out)]
        return out

    def _set(self, scope, flag, forms):
        g = self.g
        form = g.rng.choice(forms)
        out = []
        if "{one}" in form or "{zero}" in form:
            g.count += 1
            var = "on%d" % g.count
            out.append(text("int %s = %d;" % (var, "{one}" in form)))
            form = form.replace("{one}", "&" + var).replace("{zero}", "&" + var)
        call = form.format(fd=scope.fd, lfd=scope.lfd)
        draw = g.rng.random()
        if out:
            out = [Stmt("block", "", [out + [text(call + ";")]])]
        elif draw < 0.12:
            out = [text("%s(%s);" % (self._setter(form, scope), scope.fd))]
        elif draw < 0.22 and not scope.loop:
            out = [if_("%s && %s < 0" % (g.worked(scope), call), [text("close(%s);" % scope.fd), text(scope.fail)])]
        elif draw < 0.3:
            out = [text("(void)%s;" % call)]
        else:
            out = [text(call + ";")]
        if flag in scope.tracked and g.chance(0.8):
            out = [if_(g.pick("%s", "%s != 0") % scope.tracked[flag] if scope.flags != "flags" or g.chance(0.5)
                       else "%s & %s" % (scope.flags, flag), out)]
        return out

    def _setter(self, form, scope):
        g = self.g
        name = g.name("set")
        body = [text("%s%s;" % (g.pick("", "return ", "(void)"), form.format(fd="d", lfd="d + 1000")))]
        kind = "int" if body[0].text.startswith("return") else "void"
        g.program.functions.append(Function(g.file, "static %s %s(int d)" % (kind, name), body))
        return name
