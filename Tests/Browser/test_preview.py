"""What an author sees of `waymark serve`, in Chromium."""
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from browser import ROOT, WAYMARK, build, chromium, complaints

PATIENCE = 20
SHADE = "const shade = document.querySelector('#waymark-preview')?.shadowRoot;"
TEXT = "".join(f"## Part {number}\n\nA sentence of the part.\n\n" for number in range(60))


class PreviewTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.driver = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        # Broken links are errors here, because warnings lie over no page.
        self.write(
            "waymark.yml",
            "title: Small\nbase_url: https://example.org/guide/\nchecks:\n  broken-link: error\n")
        self.write("content/_index.md", "---\ntitle: Home\n---\nSee [[x]].\n")
        self.write("content/articles/x.md", f"---\ntitle: Long\n---\nThe first words. See [[Home]].\n\n{TEXT}")
        self.write("templates/assets/site.css", "h1 { color: rgb(1, 2, 3); }\n")
        process = subprocess.Popen(
            [WAYMARK, "serve", "--port", "0", "--editor", "edit://{path}:{line}:{column}"], cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for line in process.stdout:
            if found := re.search(r"http://localhost:\d+/guide/", line):
                self.address = found[0]
                break
        threading.Thread(target=self.drain, args=[process.stdout], daemon=True).start()
        self.driver.set_window_size(1000, 900)
        self.open("articles/x/")

    def tearDown(self):
        self.assertEqual(complaints(self.driver), [])
        self.driver.get("about:blank")

    @staticmethod
    def drain(stream):
        try:
            for _ in stream:
                pass
        except ValueError:
            pass

    def test_the_address_of_a_page_that_is_withheld_says_why(self):
        self.write("content/early.md", "---\ntitle: Early\ndraft: true\n---\nText.\n")
        self.write("content/late.md", "---\ntitle: Late\ndate: 2999-01-01\n---\nText.\n")
        for path, words in (("early", "early.md is a draft; `waymark serve --drafts`"), ("late", "late.md has a future date; `waymark serve --future`")):
            end = time.monotonic() + PATIENCE
            while words not in (said := self.fetch(path + "/")) and time.monotonic() < end:
                time.sleep(.05)
            self.assertIn(words, said)

    def fetch(self, path):
        try:
            with urllib.request.urlopen(self.address + path) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.read().decode()

    # What an author does

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def edit(self, path, old, new):
        text = (self.folder / path).read_text()
        self.assertIn(old, text)
        self.write(path, text.replace(old, new, 1))

    def open(self, path):
        self.driver.get(self.address + path)
        self.wait("badge", f"{SHADE} return shade.querySelector('.badge')")

    # What is seen

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, what, script, *arguments):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := self.js(script, *arguments):
                    return found
            except Exception as error:  # A page that is just being loaded again.
                if "context" not in str(error).lower() and "null" not in str(error).lower():
                    raise
            time.sleep(0.02)
        self.fail(f"{what} never came")

    def overlay(self, is_there=True):
        return self.wait(
            "the overlay" if is_there else "the overlay's end",
            f"{SHADE} const overlay = shade?.querySelector('.overlay');"
            "return arguments[0] ? overlay?.innerText : shade && !overlay", is_there)

    def badge(self):
        return self.js(
            f"{SHADE} const badge = shade.querySelector('.badge'); badge.open = true; return badge.innerText")

    def picture(self, name):
        if folder := os.environ.get("WAYMARK_PICTURES"):
            self.driver.save_screenshot(str(pathlib.Path(folder) / f"{name}.png"))

    # Tests

    def test_an_edit_reloads_the_page_where_it_was(self):
        self.js("scrollTo({top: 1500, behavior: 'instant'})")
        top = self.js("return scrollY")
        self.assertGreater(top, 1000)
        self.edit("content/articles/x.md", "The first words", "Quite other words")
        self.wait("the edit", "return document.body.innerText.includes('Quite other words')")
        self.wait("the place", "return Math.abs(scrollY - arguments[0]) < 3", top)

    def test_an_edit_of_another_page_leaves_this_one_alone(self):
        self.js("window.mark = 1")
        self.write("content/articles/y.md", "---\ntitle: Other\n---\nText.\n")
        self.edit("content/articles/x.md", "See [[Home]]", "See [[Home]] [[y]]")
        self.wait("the reload", "return window.mark === undefined && document.body")
        self.wait("badge", f"{SHADE} return shade?.querySelector('.badge')")
        self.js("window.mark = 2")
        self.edit("content/articles/y.md", "Text.", "A text.")
        time.sleep(1)
        self.assertEqual(self.js("return window.mark"), 2)

    def test_a_style_is_swapped_without_a_reload(self):
        self.js("window.mark = 1")
        color = "return getComputedStyle(document.querySelector('h1')).color"
        for number in (7, 8):
            self.write("templates/assets/site.css", f"h1 {{ color: rgb({number}, {number}, {number}); }}\n")
            self.wait("the style", f"return (() => {{ {color} }})() == arguments[0]", f"rgb({number}, {number}, {number})")
        self.assertEqual(self.js("return window.mark"), 1)
        self.wait("one style", "return document.querySelectorAll('link[rel~=stylesheet]').length == 1")

    def test_an_error_lies_over_the_last_good_page(self):
        file = self.folder.resolve() / "content/articles/x.md"
        self.edit("content/articles/x.md", "[[Home]]", "[[Hme]]")
        text = self.overlay()
        for part in ("1 error", "no page matches `Hme`", "The first words. See [[Hme]].", "^^^", "did you mean `Home`"):
            self.assertIn(part, text)
        self.assertEqual(
            self.js(f"{SHADE} return shade.querySelector('.diagnostic a').href"), f"edit://{file}:4:24")
        self.assertIn("The first words. See Home.", self.js("return document.body.innerText"))
        self.picture("overlay")
        self.driver.set_window_size(390, 800)
        self.picture("overlay-390")
        self.edit("content/articles/x.md", "[[Hme]]", "[[Home]]")
        self.overlay(False)

    def test_the_overlay_can_be_put_away_until_there_is_more(self):
        self.edit("content/articles/x.md", "[[Home]]", "[[Hme]]")
        self.overlay()
        self.js(f"{SHADE} shade.querySelector('.overlay button').click()")
        self.overlay(False)
        self.edit("content/_index.md", "[[x]]", "[[z]]")
        self.assertIn("2 errors", self.overlay())
        self.js(f"{SHADE} shade.activeElement.dispatchEvent("
                "new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
        self.overlay(False)

    def test_an_error_is_there_for_a_page_that_comes_later(self):
        self.edit("content/articles/x.md", "[[Home]]", "[[Hme]]")
        self.overlay()
        self.driver.get(self.address)
        self.assertIn("Hme", self.overlay())

    def test_the_badge_says_what_an_author_wants_to_know(self):
        text = self.badge()
        for part in ("Words", "Reading grade", "Links out", "Links in", "Edit this page", "Guide"):
            self.assertIn(part, text)
        self.assertRegex(text, r"Links in\n1\n")
        self.assertIn("missing-summary", text)
        self.assertEqual(
            self.js(f"{SHADE} return [...shade.querySelectorAll('.body a')].at(0).href"),
            f"edit://{self.folder.resolve()}/content/articles/x.md:1:1")
        self.picture("badge")
        self.driver.set_window_size(390, 800)
        self.picture("badge-390")
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        self.picture("badge-390-dark")
        self.driver.set_window_size(1000, 900)
        self.picture("badge-dark")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def test_a_published_site_holds_nothing_of_it(self):
        site = self.folder / "public"
        build(self.folder, site)
        for file in site.rglob("*"):
            if file.is_file():
                self.assertNotIn(b"_waymark", file.read_bytes(), file)

    def test_a_hidden_page_catches_up_when_it_is_shown(self):
        first = self.driver.current_window_handle
        self.driver.switch_to.new_window("window")
        second = self.driver.current_window_handle
        self.driver.switch_to.window(first)
        self.js("""
            window.mark = 1;
            Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});
            document.dispatchEvent(new Event('visibilitychange'))""")
        self.edit("content/articles/x.md", "The first words", "Quite other words")
        self.until_served("articles/x/", "Quite other words")
        time.sleep(0.5)
        self.assertEqual(self.js("return window.mark"), 1)
        self.js("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
        self.wait("the edit", "return document.body.innerText.includes('Quite other words')")
        self.driver.switch_to.window(second)
        self.driver.close()
        self.driver.switch_to.window(first)

    def test_a_missing_page_comes_when_it_is_written(self):
        self.driver.get(self.address + "articles/later/")
        self.wait("the script", f"{SHADE} return shade")
        self.write("content/articles/later.md", "---\ntitle: Later\n---\nHere it is.\n")
        self.wait("the page", "return document.body.innerText.includes('Here it is.')")

    def until_served(self, path, text):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with urllib.request.urlopen(self.address + path) as answer:
                if text in answer.read().decode():
                    return
            time.sleep(0.02)
        self.fail(f"{path} never held {text}")


if __name__ == "__main__":
    unittest.main()
