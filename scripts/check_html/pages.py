"""A site's page: steps, source, folds, patch; and names that mean no good."""
import contextlib
import shutil
import sqlite3

from .base import DEMO, NARROW, OVERVIEW, PAGE, SHOWN, WIDE, Checks

HOSTILE = '"><img src=x onerror="window.pwned=1"><b>'
SCREENS = 3  # a page is no longer than that
# a badge that lies over its line's number or over code, or over another badge
OVER_CODE = """
return [...document.querySelectorAll('.source .row')].filter(r => r.getClientRects().length).filter(r => {
  const number = r.querySelector('.number').getBoundingClientRect(), badges = [...r.querySelectorAll('.margin .step')].map(n => n.getBoundingClientRect());
  return badges.some((b, i) => b.right > number.left + 1 || b.bottom > r.getBoundingClientRect().bottom + 1 || (i && badges[i - 1].right > b.left + 1));
}).length;
"""


class Pages(Checks):
    def check_a_page(self):
        b = self.browser
        b.open(self.demo())
        self.go("tr[data-outcome=partly] a")
        assert b.run("return document.activeElement.id") == "page-title"
        assert b.run("return document.querySelector('mark').textContent").startswith("accept4(")
        steps = b.run("return document.querySelectorAll('.steps li').length")
        assert steps > 2, steps
        advice = b.run("return document.querySelector('#page .advice').textContent")
        assert "Call accept() on EPERM or ENOTSUP, too" in advice and "Set SOCK_CLOEXEC on what it gives" in advice, advice
        b.click(".source a.step[data-step='1']")
        assert b.run("return document.activeElement.id === 'step-1' && document.activeElement.classList.contains('here')")
        b.click(".steps-box > .steps > li:not(.fold):nth-child(n+2) a")
        assert b.run("return document.querySelectorAll('.row.here').length") == 1
        count = b.run("return document.querySelectorAll('input[name=story]').length")
        assert count == 3, count  # ENOSYS, EPERM with ENOTSUP, the lost flag
        was = b.run("return document.querySelector('.steps').textContent")
        b.click("label:nth-of-type(1) input[name=story]")
        assert b.run("return document.querySelector('.steps').textContent") != was
        b.click(".pager a")
        b.wait(OVERVIEW)
        assert b.run("return document.activeElement.closest('tr').dataset.outcome") == "partly"
        b.run("history.back()")
        b.wait(PAGE)

    def check_beside_each_other(self):
        b = self.browser
        place = ("return ['.sources', '.steps-box'].map(s => { const r = document.querySelector(s).getBoundingClientRect(); "
                 "return [r.left, r.top, r.right, r.bottom]; })")
        b.open(self.demo())
        self.go("tr[data-outcome=partly] a")
        source, steps = b.run(place)
        assert source[2] <= steps[0] and abs(source[1] - steps[1]) < 5, (source, steps)
        b.size(NARROW)
        source, steps = b.run(place)
        assert steps[3] <= source[1], (source, steps)

    def long_story(self):
        """Evidence of 60 steps over two long files, several on one line, with a loop and a row of tests."""
        root = self.copy("long")
        for name in ("control.c", "client.c"):
            with open(root / name, "a") as f:
                f.write("".join(f"/* line {n} */\n" for n in range(600)))
        self.report(root)
        steps = [("client.c", 22 + i // 4, f"`x{i}` is true") for i in range(24)]
        steps += [("control.c", 100 + 9 * i, f"errno is EPERM, so `errno == E{i}` is false") for i in range(12)]
        steps += [("control.c", 300 + i % 3, f"turn {i % 3} is 1") for i in range(12)]
        steps += [("client.c", 500 + 2 * i, f"f{i}() returns {i}") for i in range(12)]
        with contextlib.closing(sqlite3.connect(root / ".sysfall/findings.db")) as db:
            ids = [r[0] for r in db.execute("SELECT verdict.id FROM verdict JOIN site ON site.id = site_id WHERE path = 'control.c' "
                                            "AND errno <> 'ENOSYS'")]
            for verdict in ids:
                db.execute("DELETE FROM step WHERE verdict_id = ?", (verdict,))
                db.executemany("INSERT INTO step (verdict_id, path, line, \"column\", text) VALUES (?, ?, ?, 1, ?)",
                               [(verdict, *step) for step in steps])
            db.commit()
        out = self.work / "long.html"
        self.sysfall_runs("report", "--db", root / ".sysfall/findings.db", "--quiet", "--output", f"html={out}")
        return out

    def check_folds(self):
        b = self.browser
        b.open(self.once("long", self.long_story))
        self.go("tr[data-outcome=partly] a")
        labels = b.run("return [...document.querySelectorAll('.fold > details > summary')].map(n => n.textContent)")
        assert any("errno is EPERM: 12 tests are false" in text for text in labels), labels
        assert any("the same once more: 9 steps" in text for text in labels), labels
        shown = b.run("return document.querySelectorAll('.steps-box > .steps > li:not(.fold)').length")
        assert shown <= 8, shown
        assert b.run("return document.querySelectorAll('.steps li:not(.fold)').length") == 60
        b.run("document.querySelector('.fold details').open = true")
        hidden = "return [...document.querySelectorAll('.fold .place')].map((n, i) => [i, n.dataset]).filter(([i, d]) => " \
                 "!document.querySelector('.source[data-path=\"' + d.path + '\"] .row[data-line=\"' + d.line + '\"]').getClientRects().length).length"
        before = b.run(hidden)
        assert before > 0, before
        b.run("document.querySelectorAll('.fold details').forEach(n => { n.open = true; })")
        count = b.run("return document.querySelectorAll('.fold .place').length")
        for i in range(count):  # each leads to its line, however folded that is
            b.run("document.querySelectorAll('.fold .place')[arguments[0]].click()", i)
            assert b.run("const h = document.querySelectorAll('.row.here'); return h.length === 1 && h[0].getClientRects().length > 0"), i

    def check_length_and_badges(self):
        b = self.browser
        for report in (self.demo(), self.patched(), self.once("long", self.long_story)):
            for width in (WIDE, NARROW):
                b.size(width)
                b.open(report)
                for number in range(1, 4):
                    self.go(f"#sites tbody tr:nth-child({number}) a")
                    for story in range(max(1, b.run("return document.querySelectorAll('input[name=story]').length"))):
                        b.run("const s = document.querySelectorAll('input[name=story]')[arguments[0]]; if (s) s.click()", story)
                        height = b.run("return document.documentElement.scrollHeight")
                        assert height <= SCREENS * 1000, (report.name, width, number, story, height)
                        assert b.run(OVER_CODE) == 0, (report.name, width, number, story)

    def check_a_patch(self):
        b = self.browser
        root = self.copy("odd-patch")
        self.report(root)
        with contextlib.closing(sqlite3.connect(root / ".sysfall/findings.db")) as db:
            db.execute("INSERT INTO patch (run_id, site_id, style, status, diff, detail) SELECT run_id, id, 'inline', 'analysed', "
                       "'--- a/x' || char(10) || '@@ -1,1 +1,1 @@' || char(10) || '-old <b>' || char(10) || '+new' || char(10), "
                       "'<i>why</i>' FROM site WHERE path = 'client.c'")
            db.commit()
        out = self.work / "odd-patch.html"
        self.sysfall_runs("report", "--db", root / ".sysfall/findings.db", "--quiet", "--output", f"html={out}")
        b.open(out)
        assert "1 of them has a patch that was tried" in b.run("return document.querySelector('main h2 + p').textContent")
        self.go("#sites tbody a")
        lines = b.run("return [...document.querySelectorAll('.diff span')].map(s => s.className + ':' + s.textContent)")
        assert lines == ["hunk:--- a/x", "hunk:@@ -1,1 +1,1 @@", "del:-old <b>", "add:+new"], lines
        text = b.run("return document.querySelector('#page .patch p').textContent")
        assert text == "Inline: <i>why</i>. Tried: the analysis finds every error handled in the patched text.", text

    def hostile(self):
        root = self.work / ("tree " + HOSTILE.replace("/", ""))
        root.mkdir()
        (root / f"{HOSTILE.replace('/', '')}.c").write_text(
            "#include <sys/socket.h>\n/* </script><script>window.pwned=2</script> */\nint take(int s)\n{\n"
            "\treturn accept4(s, 0, 0, 0); /* NOLINT(sysfall-accept4): <img src=x onerror=window.pwned=3> \u202e<!-- */\n}\n")
        (root / "plain.c").write_text("#include <sys/socket.h>\nint other(int s) { char *t = \"<script>\"; return accept4(s, 0, 0, 0); }\n")
        return self.report(root, "--no-db")

    def check_hostile_names(self):
        b = self.browser
        b.open(self.once("hostile", self.hostile))
        assert b.run(SHOWN) == 2
        for link in (1, 2, 1):
            self.go(f"#sites tbody tr:nth-child({link}) a")
        b.run("window.dispatchEvent(new Event('beforeprint'))")
        assert b.run("return window.pwned === undefined && !document.querySelector('main img, main svg')")
        assert "</script><script>" in b.run("return document.querySelector('.source').textContent")
        assert HOSTILE.replace("/", "") in b.run("return document.getElementById('page-title').textContent")
        assert "\u202e" not in b.run("return document.body.textContent")
        self.shot("hostile")
        b.run("location.hash = ''")
        b.wait(OVERVIEW)
        b.click(".components tbody tr:nth-child(2) td:last-child a")
        b.wait("return location.hash.includes('component')")
        assert b.run(SHOWN) == 1

    def check_source_that_is_gone(self):
        b = self.browser
        root = self.copy("gone")
        self.report(root)
        (root / "client.c").unlink()
        out = self.work / "gone.html"
        self.sysfall_runs("report", "--db", root / ".sysfall/findings.db", "--quiet", "--output", f"html={out}")
        shutil.rmtree(root)
        b.open(out)
        self.go("#sites tbody a")
        assert "The source was not there" in b.run("return document.getElementById('page').textContent")
