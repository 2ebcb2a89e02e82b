"""The same tests in Firefox and in WebKit, the engine of Safari. What only Chromium's protocol can do is skipped there."""
import unittest

from guide import PAGES, GuideCase
from test_dialog import DialogTests
from test_filters import FilterTests
from test_older_browsers import OlderBrowserTests
from test_reader import QuestionTests, ToolTests, WayTests
from test_tables import TableTests
from test_terms import TermTests

# What is not in view, is empty or has no color, where a reader would look for it.
MISSING = """
const shown = (element) => element && element.getClientRects().length > 0;
const missing = ['main h1', '.bar a', '.foot a'].filter((selector) => !shown(document.querySelector(selector)));
if (getComputedStyle(document.body).backgroundColor === 'rgba(0, 0, 0, 0)') missing.push('background');
if (document.documentElement.scrollWidth > document.documentElement.clientWidth) missing.push('room');
return missing;"""


class PageTests(GuideCase):
    def test_every_kind_of_page_is_whole(self):
        for width in (600, 1280):
            self.show_at(width, 900)
            for kind, path in PAGES.items():
                self.go(path)
                self.assertEqual(self.run_script(MISSING), [], (kind, width))

    def test_the_address_of_an_answer_opens_it(self):
        self.go("faq/#coding")
        self.until("details[open] #coding")
        self.assertTrue(self.find("#coding").is_displayed())


CASES = [PageTests, DialogTests, FilterTests, OlderBrowserTests, QuestionTests, ToolTests, WayTests, TableTests, TermTests]


def load_tests(loader, standard, pattern):
    suite = unittest.TestSuite([loader.loadTestsFromTestCase(PageTests)])
    for engine in ("firefox", "webkit"):
        for case in CASES:
            name = engine.capitalize() + case.__name__
            suite.addTest(loader.loadTestsFromTestCase(type(name, (case,), {"engine": engine, "__module__": __name__})))
    return suite


if __name__ == "__main__":
    unittest.main()
