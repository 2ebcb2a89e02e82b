"""Code with colors: contrast where it is shown, in light, in dark, on paper and in forced colors."""
import pathlib
import tempfile
import unittest

from browser import Server, build, chromium
from guide import GuideCase
from selenium.webdriver.common.by import By

CODE = """#!/bin/sh
for x in "$HOME"; do curl --fail "$(date)"; done
"""
DIFF = "--- a/one\n+++ b/one\n@@ -1 +1 @@\n-old\n+new\n"
SWIFT = '@main struct App: B { let a = "\\(1)"; func f() -> Int? { nil } } // end\n'
HTML = '<p class="a">&amp;</p>\n'
# The least contrast of a piece of code with what is behind it, the number of colors, and what is bold.
MEASURE = """
const parts = (color) => { const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number); return { rgb: [r, g, b], a }; };
const light = ({ rgb }) => rgb.map((each) => each / 255)
  .map((each) => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4)
  .reduce((sum, each, index) => sum + each * [.2126, .7152, .0722][index], 0);
const ground = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const color = parts(getComputedStyle(each).backgroundColor);
    if (color.a === 1) return color;
  }
  return { rgb: [255, 255, 255] };
};
const pieces = [...document.querySelectorAll('.highlight span, .highlight code, figcaption')];
const ratios = pieces.map((each) => {
  const [low, high] = [light(parts(getComputedStyle(each).color)), light(ground(each))].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
});
return {
  least: Math.min(...ratios), colors: new Set(pieces.map((each) => getComputedStyle(each).color)).size,
  border: getComputedStyle(document.querySelector('pre')).borderTopWidth,
};"""


class CodeTests(GuideCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        source = pathlib.Path(cls.folder.name) / "source"
        (source / "content/articles").mkdir(parents=True)
        (source / "waymark.yml").write_text("title: Code\nbase_url: https://example.org/\n")
        blocks = [f"```{name}\n{text}```\n" for name, text in (
            ('sh title="run.sh" {2}', CODE), ("diff", DIFF), ('swift hl_lines="1"', SWIFT), ("html", HTML))]
        (source / "content/articles/code.md").write_text("---\ntitle: Code\n---\n" + "\n".join(blocks))
        (source / "content/articles/text.md").write_text("---\ntitle: Text\n---\nText with `code`.\n")
        site = pathlib.Path(cls.folder.name) / "site"
        build(source, site)
        cls.server = Server(site)
        cls.driver = chromium()

    def emulate(self, media="", **features):
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": listed})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.setEmulatedMedia", {"media": "", "features": []})

    def measure(self, theme=""):
        self.driver.get(self.server.address + "articles/code/")
        if theme:
            self.driver.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        return self.driver.execute_script(MEASURE)

    def test_every_color_has_a_contrast_of_7_to_1(self):
        for scheme in ("light", "dark"):
            for theme in ("", "light", "dark"):
                self.emulate(prefers_color_scheme=scheme)
                measured = self.measure(theme)
                self.assertGreaterEqual(measured["least"], 7, (scheme, theme))
                self.assertGreaterEqual(measured["colors"], 8, (scheme, theme))

    def test_paper_has_dark_text_on_white(self):
        self.emulate("print", prefers_color_scheme="dark")
        self.assertGreaterEqual(self.measure()["least"], 7)
        self.assertEqual(self.driver.execute_script(
            "return getComputedStyle(document.querySelector('pre')).backgroundColor"), "rgb(255, 255, 255)")

    def test_forced_colors_leave_a_border_around_code(self):
        self.emulate(forced_colors="active")
        self.assertEqual(self.measure()["border"], "1px")

    def test_code_is_what_was_written(self):
        self.driver.get(self.server.address + "articles/code/")
        texts = [each.get_property("textContent") for each in self.driver.find_elements(By.CSS_SELECTOR, "pre")]
        self.assertEqual(texts, [CODE, DIFF, SWIFT, HTML])

    def test_lines_that_are_pointed_out_are_as_high_as_others(self):
        self.driver.get(self.server.address + "articles/code/")
        heights = self.driver.execute_script("""
            const [code] = document.querySelectorAll('pre code');
            const marked = code.querySelector('.hll').getBoundingClientRect().height;
            const style = getComputedStyle(code.parentElement);
            const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
            return [marked, code.parentElement.getBoundingClientRect().height - padding]""")
        self.assertAlmostEqual(heights[0] * 2, heights[1], delta=1)

    def test_a_page_without_code_loads_no_sheet_for_it(self):
        for page, is_loaded in (("text", False), ("code", True)):
            self.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
            self.server.requests.clear()
            self.driver.get(self.server.address + f"articles/{page}/")
            self.assertEqual(any("/code." in each for each in self.server.requests), is_loaded, page)


if __name__ == "__main__":
    unittest.main()
