"""Colours, paper, readers' rules (axe-core), and many sites."""
import base64
import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess

from .base import MATCHING, NARROW, OVERVIEW, SHOWN, WIDE, Skip
from .overview import STICKS_OUT
from .pages import Pages

SITES = 5000  # a report must stay fine with so many
AXE = "4.14.1"
PAPER = 680  # pixels between the margins of A4
CONTRAST = """
const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; });
                   return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
const under = n => { for (; n; n = n.parentElement) { const c = getComputedStyle(n).backgroundColor; if (!/, 0\\)$|transparent/.test(c) && /^rgb/.test(c)) return c; } return 'rgb(255,255,255)'; };
const bad = [];
for (const n of document.querySelectorAll('p, th, td, a, li, .badge, label, figcaption, button, dt, dd, .k, .s, .c, .n, .d, .number, summary, code, h2, h3, b')) {
  if (!n.textContent.trim() || !n.getClientRects().length) continue;
  const a = lum(getComputedStyle(n).color), b = lum(under(n)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) bad.push(n.tagName + '.' + n.className + ' ' + ratio.toFixed(2));
}
return [...new Set(bad)];
"""
RUN_AXE = """const done = arguments[arguments.length - 1]; axe.run(document).then(r => done(r.violations.map(v =>
  [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)])), e => done([['error', String(e)]]))"""


def axe_source():
    """axe-core's one file: $SYSFALL_AXE, or from npm, kept in the cache folder."""
    if os.environ.get("SYSFALL_AXE"):
        return pathlib.Path(os.environ["SYSFALL_AXE"]).read_text()
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / f"sysfall-tests/axe-{AXE}"
    file = cache / "node_modules/axe-core/axe.min.js"
    if not file.exists():
        if not shutil.which("npm"):
            raise Skip("there is no npm to fetch axe-core with (SYSFALL_AXE=axe.min.js names a copy)")
        cache.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--prefix", cache, "--ignore-scripts", "--no-audit", "--no-fund", f"axe-core@{AXE}"],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
        if done.returncode or not file.exists():
            raise Skip("npm cannot fetch axe-core: " + (done.stderr.strip().splitlines() or ["no reason told"])[-1])
    return file.read_text()


class Looks(Pages):
    def check_light_and_dark(self):
        b = self.browser
        b.open(self.demo())
        ground = "return getComputedStyle(document.body).backgroundColor"
        for page in ("overview", "page"):
            colours, names = set(), set()
            for _ in range(2):
                bad = b.run(CONTRAST)
                assert not bad, (page, b.run(ground), bad)
                colours.add(b.run(ground))
                names.add(b.run("return document.getElementById('theme').textContent"))
                self.shot(f"{page}-{len(colours)}")
                b.click("#theme")
            assert len(colours) == 2 and names == {"Dark", "Light"}, (colours, names)
            if page == "overview":
                self.go("#sites tbody a")
        b.media(dark=True)
        b.open(self.demo())
        assert b.run("return document.getElementById('theme').textContent") == "Light"
        assert not b.run(CONTRAST)

    def check_axe(self):
        source, b = axe_source() + ";window.axe = axe", self.browser
        reports = (self.demo(), self.clean(), self.patched(), self.once("hostile", self.hostile))
        for report, width, dark in [(r, w, d) for r in reports for w, d in ((WIDE, False), (WIDE, True), (NARROW, False))]:
            b.size(width)
            b.media(dark=dark)
            b.open(report)
            b.run(source)
            b.run("document.querySelectorAll('details').forEach(n => { n.open = true; })")
            complaints = b.ask(RUN_AXE)
            self.go("#sites tbody tr:nth-child(2) a")
            b.run("document.querySelectorAll('details').forEach(n => { n.open = true; })")
            complaints += b.ask(RUN_AXE)
            assert not complaints, (report.name, width, dark, complaints)

    def check_print(self):
        b = self.browser
        b.open(self.patched())
        b.run("window.addEventListener('beforeprint', () => { window.onPaper = document.getElementById('paper').textContent; })")
        pdf = base64.b64decode(b.call("POST", "/print", {"background": True}))
        assert pdf.startswith(b"%PDF") and len(pdf) > 10000
        text = b.run("return window.onPaper")
        for what in ("client.c:13", "control.c:16", "accept4() fails: returns -1, errno is EPERM", "SOCK_CLOEXEC is lost",
                     "return accept4(sock, NULL, NULL, SOCK_CLOEXEC);", "+\t\t\tfd = accept(sock, NULL, NULL);", "Call accept()"):
            assert what in text, what
        assert "listener.c:23" not in text  # handled
        assert b.run("return document.getElementById('paper').textContent") == ""  # afterwards
        if self.shots:
            (self.shots / "print.pdf").write_bytes(pdf)

    def check_paper(self):
        b = self.browser
        paper = "return [...document.querySelectorAll('#paper article h3')].map(n => n.textContent)"
        for report in (self.patched(), self.once("long", self.long_story), self.once("hostile", self.hostile)):
            b.size(PAPER)
            b.media("print")
            b.open(report)
            b.run("window.dispatchEvent(new Event('beforeprint'))")
            bad = b.run(STICKS_OUT)
            assert not bad, (report.name, bad)
            cut = b.run("return [...document.querySelectorAll('main *')].filter(n => n.getClientRects().length && n.scrollWidth > "
                        "n.clientWidth + 1 && getComputedStyle(n).overflowX !== 'visible').map(n => n.className)")
            assert not cut, (report.name, cut)
            assert b.run("return [...document.querySelectorAll('.controls, .tools, .skip, .pager')].every(n => !n.getClientRects().length)")
        b.open(self.patched())
        assert b.run("return document.querySelector('#overview').getClientRects().length") > 0
        # or else Chromium does not repeat the table's head on each page
        assert b.run("return [...document.querySelectorAll('thead button')].every(n => getComputedStyle(n).display === 'contents')")
        b.media()
        self.go("tr[data-outcome=partly] a")  # a page is printed alone
        b.media("print")
        b.run("window.dispatchEvent(new Event('beforeprint'))")
        assert b.run(paper) == ["control.c:16"], b.run(paper)
        assert b.run("return ['overview', 'page'].every(id => !document.getElementById(id).getClientRects().length)")

    def many(self):
        """A recorded run, its sites multiplied."""
        root = self.copy("many")
        self.report(root)
        with contextlib.closing(sqlite3.connect(root / ".sysfall/findings.db")) as db:
            columns = ("run_id, rule, call, path, line, \"column\", end_line, end_column, function, form, guard, severity")
            sites = [r[0] for r in db.execute("SELECT id FROM site")]
            for n in range(SITES // len(sites)):
                for site in sites:
                    new = db.execute(f"INSERT INTO site (stable_id, {columns}) SELECT ?, {columns} FROM site WHERE id = ?",
                                     (f"{n:012x}{site:04x}", site)).lastrowid
                    for verdict, in db.execute("SELECT id FROM verdict WHERE site_id = ?", (site,)).fetchall():
                        copy = db.execute("INSERT INTO verdict (site_id, errno, verdict, consequence, reason) SELECT ?, errno, "
                                          "verdict, consequence, reason FROM verdict WHERE id = ?", (new, verdict)).lastrowid
                        db.execute("INSERT INTO step (verdict_id, path, line, \"column\", text) SELECT ?, path, line, "
                                   "\"column\", text FROM step WHERE verdict_id = ? ORDER BY id", (copy, verdict))
            db.commit()
        out = self.work / "many.html"
        done = self.sysfall_runs("report", "--db", root / ".sysfall/findings.db", "--quiet", "--output", f"html={out}")
        assert done.returncode == 1, done.stderr
        return out

    def check_many_sites(self):
        b = self.browser
        b.open(self.many())
        total = b.run(MATCHING)
        assert total >= SITES - 10 and b.run(SHOWN) == 200, total
        times = b.run("""const t = [performance.now()], took = () => { document.body.offsetHeight; t.push(performance.now()); };
            const s = document.getElementById('search'); s.value = 'control'; s.dispatchEvent(new Event('input')); took();
            document.querySelectorAll('#sites thead button')[2].click(); took();
            s.value = ''; s.dispatchEvent(new Event('input')); document.getElementById('more').click(); took();
            window.dispatchEvent(new Event('beforeprint')); took(); window.dispatchEvent(new Event('afterprint')); t[4] = performance.now();
            return [...t.slice(1).map((x, i) => x - t[i]), performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart]""")
        assert b.run(SHOWN) == 1200 and b.run("return document.getElementById('more').textContent") == "Show 1,000 more"
        assert times[0] < 2000 and times[1] < 4000 and times[2] < 4000 and times[3] < 4000 and times[4] < 10000, times  # the machine may be busy
        if self.shots:
            print("5,000 sites: search, sort, show all, paper, load took", [round(t) for t in times], "ms")
        self.go("#sites tbody tr:nth-child(1000) a")
        b.click(".pager a[rel=next]")
        b.click(".pager .back")
        b.wait(OVERVIEW)
