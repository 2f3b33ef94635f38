"""The answer, the figures, the table and its filters."""
import pathlib
import re
import shutil
import tempfile

from .base import DEMO, MATCHING, NARROW, OVERVIEW, PAGE, ROOT, SHOWN, WIDE, Checks

CHOOSE = """const s = document.querySelector('select[data-filter=' + arguments[0] + ']');
            s.value = arguments[1]; s.dispatchEvent(new Event('change')); return s.value"""
# boxes that stick out of the window, but for those inside something that scrolls
STICKS_OUT = """
const wide = document.documentElement.clientWidth, scrolls = n => { for (n = n.parentElement; n; n = n.parentElement)
  if (/auto|scroll|hidden/.test(getComputedStyle(n).overflowX)) return true; return false; };
return [...document.querySelectorAll('main *, header *, footer *')].filter(n => n.getClientRects().length && !scrolls(n) &&
  n.getBoundingClientRect().right > wide + 1).map(n => n.tagName + '.' + n.className + ' ' + n.textContent.slice(0, 40)).slice(0, 5);
"""


class Overview(Checks):
    def check_stands_alone(self):
        text = self.demo().read_text()
        assert "default-src 'none'" in text
        outside = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?\s*(?:https?:)?//[^"')\s]*|@import|<link|<iframe|<object""", text)
        assert not outside, outside

    def check_no_local_path(self):
        root = self.copy("where-it-lies")
        self.report(root)
        secret = str(self.work)
        assert secret not in self.report(root).read_text()
        assert str(root) in self.report(root, "--local-paths").read_text()

    def check_the_answer(self):
        b = self.browser
        b.open(self.demo())
        assert b.run("return document.querySelector('main h2').textContent") == "2 of 3 places fail where accept4() is missing"
        text = b.run("return document.querySelector('main h2 + p').textContent")
        for what in ("read 5 C and C++ files of demo", "found 3 places", "No target was named", "ENOSYS (the system does not know the call)",
                     "EPERM (", "ENOTSUP (", "tries the older accept(), its fallback", "1 has no fallback; 1 has one for some errors or paths "
                     "only; 1 is handled", "at 2 places the same call is made again and again", "To do: "):
            assert what in text, (what, text)
        words = b.run("return [...document.querySelectorAll('.words dt')].map(n => n.textContent)")
        for word in ("place", "fallback", "no fallback", "partly handled", "handled", "busy loop", "ENOSYS", "EPERM", "ENOTSUP",
                     "SOCK_CLOEXEC"):
            assert word in words, (word, words)
        advice = b.run("return document.querySelector('.advice').textContent")
        assert "call accept() for the same work" in advice and "fcntl(fd, F_SETFD, FD_CLOEXEC)" in advice, advice

    def check_the_answer_for_a_target(self):
        b = self.browser
        b.open(self.clean())
        assert b.run("return document.querySelector('main h2').textContent") == "Nothing to do: Linux 5.10 on arm has accept4()"
        text = b.run("return document.querySelector('main h2 + p').textContent")
        assert "it has the call (since Linux 2.6.36)" in text and "nothing is to be done for this target" in text, text
        states = b.run("return [...new Set([...document.querySelectorAll('tbody tr')].map(r => r.dataset.outcome).filter(Boolean))]")
        assert sorted(states) == ["handled", "off"], states
        colours = ("return [...new Set([...document.querySelectorAll('.lead h2, .counts b, .badge, .bar span')].map(n => "
                   "n.tagName === 'SPAN' && !n.className.includes('badge') ? getComputedStyle(n).backgroundColor : getComputedStyle(n).color))]")
        assert len(b.run(colours)) == 1, b.run(colours)  # green
        self.go("tr[data-outcome=off] a")
        assert "Nothing for this target: Linux 5.10 on arm has accept4()" in b.run("return document.querySelector('.advice').textContent")
        b.open(self.report(DEMO, "--no-db", "--kernel", "2.6.35", "--arch", "arm"))
        text = b.run("return document.querySelector('main h2 + p').textContent")
        assert "The target is Linux 2.6.35 on arm, which lacks the call (there since Linux 2.6.36)" in text, text

    def check_nothing_to_tell(self):
        b = self.browser
        root = self.work / "empty"
        root.mkdir()
        b.open(self.report(root, "--no-db"))
        assert b.run("return document.querySelector('main h2').textContent").startswith("Nothing was looked at")
        (root / "a.c").write_text("int main(void) { return 0; }\n")
        b.open(self.report(root, "--no-db"))
        assert b.run("return document.querySelector('main h2').textContent") == "No place makes a call that may be missing"

    def check_components(self):
        b = self.browser
        root = self.work / "components"
        for name in ("one", "two"):
            shutil.copytree(DEMO, root / name, ignore=shutil.ignore_patterns(".sysfall"))
        b.open(self.report(root, "--no-db"))
        head = b.run("return [...document.querySelectorAll('.components thead th')].map(n => n.textContent)")
        assert head == ["Component", "no fallback", "partly handled", "handled", "all"], head
        rows = b.run("return [...document.querySelectorAll('.components tbody tr')].map(r => [...r.cells].map(c => c.textContent).join('|'))")
        assert rows == ["one||1|1|1|3", "two||1|1|1|3"], rows
        b.click(".components tbody tr:nth-child(2) td:nth-child(4) a")
        b.wait("return location.hash.includes('component')")
        assert b.run(SHOWN) == 1
        assert b.run("return document.activeElement.id") == "sites-list"
        assert b.run("return document.querySelector('#sites tbody tr:not([hidden])').dataset.component") == "two"

    def check_clicks(self):
        b = self.browser
        with tempfile.TemporaryDirectory() as folder:  # enough sites to search, few enough to judge in seconds
            for case in (ROOT / "testdata/cases").glob("[a-h]*.c"):
                shutil.copy(case, folder)
            self.made["cases"] = self.report(pathlib.Path(folder), "--no-db")
        b.open(self.made["cases"])
        total = b.run(MATCHING)
        assert total > 100, total
        assert b.run("return document.getElementById('count').textContent").startswith(f"All {total} places")
        assert b.run(SHOWN) == min(total, 200)
        self.shot("overview")
        b.type("#search", "flags cloexec")
        some = b.run(MATCHING)
        assert 0 < some < total and b.run(SHOWN) == some, some
        b.click("#reset")
        assert b.run(CHOOSE, "outcome", "handled") == "handled"
        handled = b.run(MATCHING)
        assert 0 < handled < total and handled == b.run("return document.querySelectorAll('tr[data-outcome=handled]').length")
        b.click("#reset")
        first = "return document.querySelector('#sites tbody tr').cells[0].textContent"
        before = b.run(first)
        b.click("#sites thead th:first-child button")
        b.click("#sites thead th:first-child button")
        assert b.run("return document.querySelector('#sites th').getAttribute('aria-sort')") == "descending"
        assert b.run(first) > before
        b.click("#sites thead th:first-child button")
        assert b.run(first) == before and b.run(MATCHING) == total

    def check_the_address(self):
        b, report = self.browser, self.demo()
        b.open(report)
        b.type("#search", "accept4 c")
        b.run(CHOOSE, "outcome", "partly")
        b.click("#sites thead th:nth-child(3) button")
        address = b.run("return location.hash")
        assert sorted(address[1:].split("&")) == ["outcome=partly", "q=accept4%20c", "sort=2"], address
        b.open(report, address)
        assert b.run("return document.getElementById('search').value") == "accept4 c"
        assert b.run(SHOWN) == 1 and b.run("return document.querySelectorAll('th[aria-sort]').length") == 1
        b.click("#sites tbody tr:not([hidden]) a")
        b.wait(PAGE)
        page = b.run("return location.hash")
        assert "outcome=partly" in page and "site=" in page, page
        assert b.run("return document.querySelector('.pager').textContent.includes('1 of 1')")
        b.click(".pager a")
        b.wait(OVERVIEW)
        assert b.run("return location.hash") == address and b.run(SHOWN) == 1
        b.open(report, page)
        b.wait(PAGE)
        b.run("location.hash = 'outcome=nonsense&component=%3Cb%3E&sort=99&site=xyz'")
        b.wait(OVERVIEW)
        assert b.run(SHOWN) == 3
        b.open(report, "#sites-list")
        assert b.run(SHOWN) == 3

    def check_keyboard_and_readers(self):
        b = self.browser
        b.open(self.demo())
        b.keys("\ue004")
        assert b.run("return document.activeElement.className") == "skip"
        b.run("document.querySelector('tr[data-outcome=partly] a').focus()")
        b.keys("\ue007")
        b.wait("return document.activeElement.id === 'page-title'")
        b.run("document.querySelector('input[name=story]:checked').focus()")
        b.keys("\ue015")
        assert b.run("return document.querySelectorAll('h1').length") == 1
        assert b.run("return document.documentElement.lang") == "en"
        unnamed = b.run("return [...document.querySelectorAll('input, select, button')].filter(n => !n.closest('label') && "
                        "!n.textContent.trim() && !n.hidden).length")
        assert unnamed == 0, unnamed
        assert b.run("return [...document.querySelectorAll('th')].every(n => n.scope)")
        # all that scrolls can be scrolled without a mouse
        assert b.run("return [...document.querySelectorAll('.code, .diff')].every(n => n.tabIndex === 0 && n.getAttribute('aria-label'))")

    def check_runs_before(self):
        b = self.browser
        root = self.copy("history")
        for target in ([], ["--kernel", "2.6.35", "--arch", "arm"], []):
            self.report(root, "--fail-on", "never", *target)
        rows = ("return [...document.querySelectorAll('figure')].filter(f => f.textContent.includes('run by run'))"
                ".map(f => f.querySelectorAll('tbody tr').length)")
        b.open(self.report(root, "--fail-on", "never"))
        assert b.run(rows) == [], "nobody asked for the runs"
        b.open(self.report(root, "--fail-on", "never", "--history"))
        assert b.run(rows) == [4], b.run(rows)  # the one for another target is none of them

    def check_nothing_sticks_out(self):
        b = self.browser
        for width in (WIDE, 800, NARROW):
            b.size(width)
            for report in (self.demo(), self.clean(), self.patched()):
                b.open(report)
                b.run("document.querySelector('.words').open = true")
                bad = b.run(STICKS_OUT)
                assert not bad, (width, bad)
                self.shot(f"overview-{width}")
                self.go("#sites tbody a")
                bad = b.run(STICKS_OUT)
                assert not bad, (width, "page", bad)
                self.shot(f"page-{width}")
