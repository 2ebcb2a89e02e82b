"""The manual in docs/, built: the Nu checker over every page, axe-core over a page of each kind, and no link that leads nowhere."""
import pathlib
import re
import shutil
import tempfile
import unittest
import urllib.parse

import pages
from browser import ROOT, waymark
from test_nu import NuTests

PAGES = [
    "", "tutorial/", "tutorial/first-site/", "how-to/", "how-to/move-a-site/", "how-to/publish-to-a-folder/", "explanation/",
    "explanation/browsers/", "reference/", "reference/settings/", "reference/settings/look/", "reference/front-matter/any-page/",
    "reference/front-matter/other-tools/", "reference/templates/page/", "reference/templates/filters/", "reference/components/tabs/",
    "reference/commands/serve/", "reference/diagnostics/", "reference/diagnostics/broken-link/",
    "reference/diagnostics/unwritable-output/", "search/",
]


def write_manual(folder):
    """The sources of the manual, with the reference that the tool writes."""
    shutil.copytree(ROOT / "docs", folder, ignore=shutil.ignore_patterns("reference", "public", ".cache"))
    waymark("reference", pathlib.Path(folder) / "reference")


class ManualTests(pages.PageCase):
    pages = {path: path for path in PAGES}

    @staticmethod
    def sources(folder):
        write_manual(folder)

    def test_nothing_scrolls_sideways(self):
        self.show_at(320, 844)
        for path in PAGES:
            self.go(path)
            self.assertEqual(self.run_script(pages.TOO_WIDE), [], path)
            self.assertEqual(self.run_script("return document.scrollingElement.scrollWidth"), 320, path)

    def test_the_contents_stand_under_the_title(self):
        """Not to the side of a line that is empty."""
        self.show_at(390, 844)
        self.go("tutorial/first-site/")
        left = "return document.querySelector(arguments[0]).getBoundingClientRect().left"
        self.assertEqual(self.run_script(left, ".by summary"), self.run_script(left, "h1"))

    def test_every_link_leads_to_a_page_and_an_anchor(self):
        pages = {path: path.read_text() for path in self.site.rglob("*.html")}
        anchors = {path: set(re.findall(r'\bid="([^"]*)"', text)) for path, text in pages.items()}
        self.assertGreater(len(pages), 250)
        count = 0
        for path, text in pages.items():
            for link in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', text):
                link = urllib.parse.urlsplit(link.replace("&amp;", "&"))
                if link.scheme:
                    continue
                name = urllib.parse.unquote(link.path)
                target = path if not name else self.site / name.lstrip("/") if name.startswith("/") else path.parent / name
                target = target.resolve()
                if target.is_dir():
                    target /= "index.html"
                self.assertTrue(target.is_file(), (path, link))
                if link.fragment and target in anchors:
                    self.assertIn(urllib.parse.unquote(link.fragment), anchors[target], (path, link))
                count += 1
        self.assertGreater(count, 2000)


class ManualNuTests(NuTests):
    """The checker over every page of the manual."""

    test_the_page_with_everything_is_valid = None
    test_a_fault_is_found = None

    def test_every_page_of_the_guide_is_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            source, site = pathlib.Path(folder) / "docs", pathlib.Path(folder) / "site"
            write_manual(source)
            waymark("build", "--quiet", "--strict", "--source", source, "--output", site)
            files = sorted(site.rglob("*.html"))
            self.assertGreater(len(files), 250)
            self.assertEqual(self.findings(*files), [])


# Only those of this file are run here.
del NuTests

if __name__ == "__main__":
    unittest.main()
