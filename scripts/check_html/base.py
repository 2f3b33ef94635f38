"""What all checks have: a program, a browser, reports made once."""
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "testdata/demo"
WIDE, NARROW = 1400, 400
SHOWN = "return [...document.querySelectorAll('#sites tbody tr')].filter(r => !r.hidden).length"
MATCHING = "return Number(document.getElementById('count').dataset.matching)"
PAGE = "return !document.getElementById('page').hidden && document.getElementById('overview').hidden"
OVERVIEW = "return document.getElementById('page').hidden && !document.getElementById('overview').hidden"


class Skip(Exception):
    pass


class Checks:
    def __init__(self, sysfall, browser, work, shots):
        self.sysfall, self.browser, self.work, self.shots, self.made = sysfall, browser, work, shots, {}

    def start(self):
        self.browser.size(WIDE)
        self.browser.media()

    def sysfall_runs(self, *arguments, cwd=None):
        done = subprocess.run([self.sysfall, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=cwd)
        assert done.returncode != 2, done.stderr
        return done

    def report(self, root, *arguments):
        out = self.work / f"{len(list(self.work.iterdir()))}.html"
        self.sysfall_runs("scan", "--quiet", *arguments, "--output", f"html={out}", str(root))
        return out

    def once(self, name, make):
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    def demo(self):
        return self.once("demo", lambda: self.report(DEMO, "--no-db"))

    def clean(self):
        """For a target that has the call."""
        return self.once("clean", lambda: self.report(DEMO, "--no-db", "--kernel", "5.10", "--arch", "arm"))

    def patched(self):
        def make():
            root, out = self.copy("patched"), self.work / "patched.html"
            self.sysfall_runs("fix", cwd=root)
            self.sysfall_runs("report", "--quiet", "--output", f"html={out}", cwd=root)
            return out
        return self.once("patched", make)

    def copy(self, name):
        to = self.work / name
        # without the record that scripts/run leaves there
        shutil.copytree(DEMO, to, ignore=shutil.ignore_patterns(".sysfall"))
        return to

    def go(self, css):
        """Opens a site's page by its link in the table."""
        self.browser.run("location.hash = ''")
        self.browser.wait(OVERVIEW)
        self.browser.click(css)
        self.browser.wait(PAGE)

    def shot(self, name):
        if self.shots:
            self.browser.screenshot(self.shots / f"{name}.png")
