"""The sites in Tests/GoldenSites, whose kinds, looks and templates are their own: every page by the checks of the guide's pages."""
import pathlib
import re
import shutil
import unittest

import pages
import test_nu
from browser import ROOT

FOLDER = ROOT / "Tests/GoldenSites"


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


class HandbookTests(GoldenCase):
    name = "handbook"


class CookbookTests(GoldenCase):
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


# It is no site.
del GoldenCase

if __name__ == "__main__":
    unittest.main()
