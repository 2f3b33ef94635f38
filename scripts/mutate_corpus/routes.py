"""Ways to reach a statement over `int e`: written out, in another file, many calls down, through a table, in a large function."""
import dataclasses

HEAD = "#include <errno.h>\n#include <stdlib.h>\n#include <unistd.h>\nint sf_counted;\n"
ROUTES = ("in place", "in another file", "15 calls down", "30 calls down", "through a table", "through a pointer", "in one of 80 cases")


@dataclasses.dataclass
class Effect:
    declaration: str
    use: str
    files: dict


def make(route, statement, cxx):
    suffix = ".cpp" if cxx else ".c"
    if route == "in place":
        counts = "sf_counted" in statement
        word = statement.rsplit("(", 1)[0].rsplit(" ", 1)[-1]
        ends = {"exit": "int", "_exit": "int", "abort": "void"}.get(word)
        declared = "extern int sf_counted;" if counts else "extern void %s(%s);" % (word, ends) if ends and not cxx else ""
        return Effect(declared, "int e = errno; (void)e; %s" % statement, {"sf_mutant" + suffix: HEAD} if counts else {})
    end = "void sf_end(int e)\n{\n\t%s\n}\n" % statement
    files = {"sf_mutant" + suffix: HEAD + end}
    first = "sf_end"
    if "calls down" in route:
        first, files = _chain(int(route.split()[0]), end, suffix)
    elif route in ("through a table", "through a pointer"):
        files["sf_first" + suffix] = _table(route)
        first = "sf_first"
    elif "cases" in route:
        first = "sf_first"
        arms = "".join("\tcase %d:\n\t\tsf_counted = %d;\n\t\tbreak;\n" % (1000 + i, i) for i in range(80))
        files["sf_first" + suffix] = ("extern int sf_counted;\nvoid sf_end(int e);\n\nvoid sf_first(int e)\n{\n\tswitch (e) {\n%s"
                                      "\tdefault:\n\t\tsf_end(e);\n\t\tbreak;\n\t}\n}\n" % arms)
    return Effect("extern void %s(int e);" % first, "%s(errno);" % first, files)


def _chain(length, end, suffix):
    """sf_1 calls sf_2 and so on, in two files; the last calls the end in a third."""
    halves = ["", ""]
    for i in range(1, length + 1):
        below = "sf_%d" % (i + 1) if i < length else "sf_end"
        halves[i > length // 2] += "void %s(int e);\n\nvoid sf_%d(int e)\n{\n\t%s(e);\n}\n\n" % (below, i, below)
    return "sf_1", {"sf_mutant" + suffix: HEAD + end, "sf_a" + suffix: halves[0], "sf_b" + suffix: halves[1]}


def _table(route):
    if route == "through a table":
        return ("void sf_end(int e);\nstatic void sf_other(int e)\n{\n\t(void)e;\n}\n\nstatic void (*const sf_table[])(int) = {sf_other, sf_end};\n\n"
                "void sf_first(int e)\n{\n\tsf_table[1](e);\n}\n")
    return ("void sf_end(int e);\nstruct sf_hooks {\n\tint level;\n\tvoid (*tell)(int);\n};\nstatic const struct sf_hooks sf_hooks = {1, sf_end};\n\n"
            "void sf_first(int e)\n{\n\tconst struct sf_hooks *h = &sf_hooks;\n\n\th->tell(e);\n}\n")


def callers(good, bad, cxx):
    """(files, path and line of the site): sf_accept4() and other functions that call it."""
    suffix = ".cpp" if cxx else ".c"
    head = ["#define _GNU_SOURCE", "#include <errno.h>", "#include <fcntl.h>", "#include <stdlib.h>", "#include <sys/socket.h>", ""]
    lines = head + ["int sf_accept4(int s, void *a, void *l, int flags)", "{",
                    "\treturn accept4(s, (struct sockaddr *)a, (socklen_t *)l, flags);", "}", ""]
    line = len(head) + 3
    body = []
    for i in range(good):
        body += ["int sf_good_%d(int s)" % i, "{", "\tint fd = sf_accept4(s, NULL, NULL, 0);", "",
                 "\tif (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))", "\t\tfd = accept(s, NULL, NULL);",
                 "\treturn fd;", "}", ""]
    if bad:
        body += ["int sf_bad(int s)", "{", "\tint fd = sf_accept4(s, NULL, NULL, 0);", "", "\tif (fd < 0)",
                 "\t\t%s;" % ("exit(1)" if bad == "exit" else "return -1"), "\treturn fd;", "}", ""]
    files = {"sf_accept" + suffix: "\n".join(lines)}
    if body:
        files["sf_callers" + suffix] = "\n".join(head + ["int sf_accept4(int s, void *a, void *l, int flags);", ""] + body)
    return files, "sf_accept" + suffix, line
