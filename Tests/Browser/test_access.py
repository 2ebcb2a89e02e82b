"""Every kind of page by rule (axe-core), with large text, on a small screen, in forced colors, without script, and on paper."""
import base64
import re
import unittest

import pages
from guide import PAGES


class AccessTests(pages.PageCase):
    def test_without_script_every_page_shows_its_words(self):
        self.command("Emulation.setScriptExecutionDisabled", value=True)
        self.addCleanup(self.command, "Emulation.setScriptExecutionDisabled", value=False)
        for kind, path in self.pages.items():
            self.go(path)
            self.assertTrue(self.find("main h1").is_displayed(), kind)
            self.assertGreater(len(self.find("main .text").text), 40, kind)
            self.assertFalse([each.text for each in self.all("main button:not(form button)") if each.is_displayed()], kind)

    def test_large_text_keeps_its_words_and_its_field(self):
        self.show_at(390, 844)
        self.go("")
        self.run_script("document.documentElement.style.fontSize = '200%'")
        field = self.find("main .ask input")
        self.assertGreater(field.size["width"], 250)
        # A word that is broken has boxes on two lines.
        broken = self.run_script("""
            const range = document.createRange();
            const broken = [];
            for (const heading of document.querySelectorAll('main :is(h1, h2, h3)')) {
              const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) for (const match of walker.currentNode.data.matchAll(/\\p{L}+/gu)) {
                range.setStart(walker.currentNode, match.index);
                range.setEnd(walker.currentNode, match.index + match[0].length);
                if (new Set(Array.from(range.getClientRects(), ({ top }) => top)).size > 1) broken.push(match[0]);
              }
            }
            return broken""")
        self.assertEqual(broken, [])

    def test_forced_colors_keep_the_line_and_what_is_chosen(self):
        self.feature("forced-colors", "active")
        self.go("articles/coffee-before-applications/")
        here = self.run_script("return getComputedStyle(document.querySelector('.stepper [aria-current]'), '::before').backgroundColor")
        other = self.run_script("return getComputedStyle(document.querySelector('.stepper li:last-child'), '::before').backgroundColor")
        self.assertNotEqual(here, other)

    def printed(self, path):
        self.go(path)
        pdf = base64.b64decode(self.command("Page.printToPDF", preferCSSPageSize=True)["data"])
        return len(re.findall(rb"/Type\s*/Page\b", pdf))

    def test_an_article_of_three_minutes_is_five_pages_at_most(self):
        self.assertLessEqual(self.printed("articles/three-ways-in/"), 5)

    def test_paper_shows_answers_and_no_controls(self):
        self.command("Emulation.setEmulatedMedia", media="print")
        self.addCleanup(self.command, "Emulation.setEmulatedMedia", media="")
        for kind, path in PAGES.items():
            self.go(path)
            for selector in (".bar", ".foot", ".backlinks", "nav.toc", "button", ".ask", ".used", ".keys"):
                self.assertFalse([each for each in self.all(selector) if each.is_displayed()], (kind, selector))


if __name__ == "__main__":
    unittest.main()
