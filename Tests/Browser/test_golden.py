"""The sites in Tests/GoldenSites, whose kinds, looks and templates are their own: every page by the checks of the guide's pages."""
import pathlib
import re
import shutil
import unittest

import pages
import test_nu
from browser import ROOT

FOLDER = ROOT / "Tests/GoldenSites"
# The words of a page that are not shown.
HIDDEN = r"""
const main = document.querySelector('main');
for (const box of main.querySelectorAll('details')) box.open = true;
const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), words = [];
for (let node; (node = walk.nextNode());) {
  if (!node.parentElement.closest('template, noscript, nav, form, button, [hidden], svg')) words.push(...node.data.split(/\s+/));
}
const shown = main.innerText.toLowerCase();
return words.filter((each) => /\p{L}{4,}/u.test(each) && !shown.includes(each.toLowerCase()));"""


class GoldenCase(pages.PageCase):
    name = None

    @classmethod
    def sources(cls, folder):
        """The site's sources, with an address at which the tests' server can show it."""
        shutil.copytree(FOLDER / cls.name, folder, ignore=shutil.ignore_patterns("expected"))
        settings = pathlib.Path(folder) / "waymark.yml"
        settings.write_text(re.sub("(?m)^base_url: .*", "base_url: https://golden.example/", settings.read_text()))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        files = [file for file in sorted(cls.site.rglob("*.html")) if 'http-equiv="refresh"' not in file.read_text()]
        cls.pages = {str(file.relative_to(cls.site)): str(file.relative_to(cls.site)).removesuffix("index.html") for file in files}

    def test_every_page_is_valid(self):
        test_nu.NuTests.setUpClass()
        self.assertEqual(test_nu.NuTests().findings(*(self.site / page for page in self.pages)), [])


class LightCase(GoldenCase):
    """Sites whose pages have so few words and files that each of them counts."""

    @property
    def quiet(self):
        """All pages but the one that searches at once for what the address may have meant."""
        return [path for name, path in self.pages.items() if name != "404.html"]

    def test_without_script_every_word_is_shown(self):
        self.command("Emulation.setScriptExecutionDisabled", value=True)
        self.addCleanup(self.command, "Emulation.setScriptExecutionDisabled", value=False)
        for width in (360, 1280):
            self.show_at(width, 800)
            for path in self.quiet:
                self.go(path)
                self.assertEqual(self.run_script(HIDDEN), [], (path, width))

    def test_a_page_is_six_files_at_most(self):
        """With its own style sheet and its logo; the icon is fetched too, and only one of them."""
        for path in self.quiet:
            self.server.requests.clear()
            self.go(path)
            self.run_script("return new Promise((done) => setTimeout(done, 700))")
            self.assertLessEqual(len(self.server.requests), 6, (path, self.server.requests))


class HandbookTests(LightCase):
    name = "handbook"


class CookbookTests(LightCase):
    name = "cookbook"


class LanguagesTests(GoldenCase):
    name = "languages"

    def test_code_runs_from_left_to_right_in_arabic(self):
        self.go("ar/articles/contract/")
        found = self.run_script("""
            const text = document.querySelector('main p');
            text.outerHTML = '<pre><code>foo(1);</code></pre><p>نص <code>-x</code></p>' + text.outerHTML;
            return [...document.querySelectorAll('main pre, main p > code')].map((each) => getComputedStyle(each).direction);""")
        self.assertEqual(found, ["ltr", "ltr"])

    def test_links_of_the_bar_stay_beside_each_other(self):
        """Also where the notes that a page is not translated take much room."""
        self.show_at(1280, 900)
        self.go("articles/wohngemeinschaft/")
        rows = self.run_script("return new Set([...document.querySelectorAll('.bar li')].map((each) => each.getBoundingClientRect().top)).size")
        self.assertLess(rows, 3)


class SmallTests(GoldenCase):
    name = "small"


# They are no sites.
del GoldenCase, LightCase

if __name__ == "__main__":
    unittest.main()
