"""The syntax tree of a generated program, its rendering as C files, and the parts the harness needs to call it.

Expressions are text; statements are a tree, so that the shrinker can drop and replace them. Rendering puts every
statement on lines of its own: a site is told by its line.
"""

import re


class Stmt:
    """kind: text, if, while, do, for, switch, try, label, block. text: the statement, condition, header or label.
    bodies: lists of statements (if: then and else; switch: one per arm, `arms` holding their labels)."""

    __slots__ = ("kind", "text", "bodies", "arms")

    def __init__(self, kind, text="", bodies=(), arms=()):
        self.kind = kind
        self.text = text
        self.bodies = [list(b) for b in bodies]
        self.arms = list(arms)

    def copy(self):
        return Stmt(self.kind, self.text, [[s.copy() for s in b] for b in self.bodies], self.arms)


def text(t):
    return Stmt("text", t)


def if_(cond, then, other=()):
    return Stmt("if", cond, [then, other])


class Function:
    """One function: in which file, its header without the semicolon, and its body."""

    def __init__(self, file, header, body):
        self.file = file
        self.header = header
        self.body = body

    @property
    def name(self):
        return re.search(r"(\w+)\(", self.header).group(1)

    @property
    def is_static(self):
        return self.header.startswith("static")

    def copy(self):
        return Function(self.file, self.header, [s.copy() for s in self.body])


class Program:
    """files: how many; suffix: .c or .cpp; decls: (file, text) of macros, statics and types, file "header" for those
    that all files share, "first" and "late" for the main file's very first and last; functions: callees before callers.
    call: C text of the harness' call (v[] holds the parameters); request: C expression of the flags asked for, or None."""

    def __init__(self, name, seed):
        self.name = name
        self.seed = seed
        self.files = 1
        self.decls = []
        self.functions = []
        self.domains = []
        self.call = ""
        self.request = None
        self.suffix = ".c"
        self.shape = "plain"

    def copy(self):
        other = Program(self.name, self.seed)
        other.files = self.files
        other.decls = list(self.decls)
        other.functions = [f.copy() for f in self.functions]
        other.domains = list(self.domains)
        other.call = self.call
        other.request = self.request
        other.suffix = self.suffix
        other.shape = self.shape
        return other

    def file_name(self, index):
        return self.name + ("" if index == 0 else "_" + "abcdefghijklmnop"[index]) + self.suffix

    def render(self):
        """The program's files: {name: text}."""
        files = {self.file_name(i): self._render_file(i) for i in range(self.files) if i == 0 or self._holds(i)}
        shared = [t for file, t in self.decls if file == "header"]
        if shared:
            guard = self.name.upper() + "_H"
            files[self.name + ".h"] = "#ifndef %s\n#define %s\n\n%s\n\n#endif\n" % (guard, guard, "\n".join(shared))
        return files

    def _holds(self, index):
        """True when anything stands in the file: a shape may have a file of its own, and a smaller program none."""
        return any(f.file == index for f in self.functions) or any(file == index for file, _ in self.decls)

    def _render_file(self, index):
        own = [f for f in self.functions if f.file == index]
        body = "\n".join(_render_function(f) for f in own)
        first, late = ([t for file, t in self.decls if file == place and index == 0] for place in ("first", "late"))
        decls = first + [t for file, t in self.decls if file == index]
        out = ["#define _GNU_SOURCE"]
        whole = body + "\n".join(decls + late)
        for header, mark in HEADERS:
            if re.search(mark, whole):
                out.append("#include <%s>" % header)
        out.append("")
        if any(file == "header" for file, _ in self.decls):
            out += ['#include "%s.h"' % self.name, ""]
        for proto in EXTERNS:
            if re.search(r"\b%s\(" % re.search(r"(\w+)\(", proto).group(1), whole):
                out.append(proto)
        out.extend(decls)
        for f in self.functions:
            if f.file == index or not f.is_static and re.search(r"\b%s\b" % f.name, whole):
                out.append(f.header + ";")
        out.extend(late)
        if self.suffix == ".cpp":
            return re.sub(r"\b_Bool\b", "bool", "\n".join(out) + "\n\n" + body)
        return "\n".join(out) + "\n\n" + body


HEADERS = (
    ("errno.h", r"."),
    ("fcntl.h", r"\bfcntl\b|\bO_"),
    ("stddef.h", r"\bNULL\b"),
    ("limits.h", r"\bUINT_MAX\b"),
    ("stdlib.h", r"\b(exit|abort)\b"),
    ("sys/ioctl.h", r"\bioctl\b"),
    ("sys/socket.h", r"."),
    ("sys/syscall.h", r"\bSYS_"),
    ("unistd.h", r"\b(close|_exit|syscall)\b"),
)

EXTERNS = ("int ext_bool(void);", "int ext_pick(void);", "void ext_log(int what);", "void ext_use(int fd);")


def _render_function(function):
    out = [function.header, "{"]
    _render(function.body, 1, out)
    out.append("}")
    return "\n".join(out) + "\n"


def _render(stmts, depth, out):
    for s in stmts:
        _render_one(s, depth, out)


def _render_one(s, depth, out):
    tab = "\t" * depth
    if s.kind == "text":
        out.append(tab + s.text)
    elif s.kind == "label":
        out.append(s.text + ":;")
    elif s.kind == "try":
        out.append(tab + "try {")
        _render(s.bodies[0], depth + 1, out)
        out.append("%s} catch (%s) {" % (tab, s.text))
        _render(s.bodies[1], depth + 1, out)
        out.append(tab + "}")
    elif s.kind == "switch":
        out.append("%sswitch (%s) {" % (tab, s.text))
        for labels, body in zip(s.arms, s.bodies):
            for label in labels:
                out.append("%s%s:" % (tab, label if label == "default" else "case " + label))
            _render(body or [text(";")], depth + 1, out)
        out.append(tab + "}")
    else:
        _render_braced(s, tab, depth, out)


def _render_braced(s, tab, depth, out):
    head = {"if": "if (%s) {", "while": "while (%s) {", "for": "for (%s) {", "do": "do {", "block": "{"}[s.kind]
    out.append(tab + (head % s.text if "%" in head else head))
    _render(s.bodies[0], depth + 1, out)
    if s.kind == "if" and s.bodies[1]:
        out.append(tab + "} else {")
        _render(s.bodies[1], depth + 1, out)
    out.append(tab + ("} while (%s);" % s.text if s.kind == "do" else "}"))
