"""Finding places in C text: calls with their arguments, names outside of comments and strings."""
import re

SKIP = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def masked(text):
    """The text with comments, strings and characters blanked: places in it are places in the text."""
    return SKIP.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def offset_of(text, line, column=1):
    """Where a line and column (from 1, in bytes) are."""
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def closing(plain, at):
    """The place behind the parenthesis that closes the one at `at`; plain: masked text."""
    depth = 0
    for i in range(at, len(plain)):
        depth += (plain[i] == "(") - (plain[i] == ")")
        if depth == 0:
            return i + 1
    return None


def find_call(text, names, start, end):
    """(begin, end) of the first call of one of the names between two places; None when there is none."""
    plain = masked(text)
    for m in re.compile(r"\b(?:%s)\s*\(" % names).finditer(plain, start, end):
        behind = closing(plain, m.end() - 1)
        if behind:
            return m.start(), behind
    return None


def arguments(text, call):
    """The arguments of a call found by find_call."""
    plain = masked(text)
    begin = plain.index("(", call[0]) + 1
    out, depth, start = [], 0, begin
    for i in range(begin, call[1]):
        if depth == 0 and (plain[i] == "," or i == call[1] - 1):
            out.append(text[start:i].strip())
            start = i + 1
        depth += (plain[i] in "([{") - (plain[i] in ")]}")
    return out


def replace_names(text, names, by, start=0, end=None, directives=False):
    """The text with each of the names replaced, outside of comments and strings (and of # lines, unless directives)."""
    plain, out, last = masked(text), [], 0
    for m in re.compile(r"\b(?:%s)\b" % names).finditer(plain, start, len(text) if end is None else end):
        line = plain[plain.rfind("\n", 0, m.start()) + 1:m.start()]
        if line.lstrip().startswith("#") and not directives:
            continue
        out += [text[last:m.start()], by]
        last = m.end()
    return "".join(out) + text[last:]
