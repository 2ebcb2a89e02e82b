"""What holds on every page of every site: axe-core finds nothing, and nothing scrolls sideways."""
import pathlib
import sysconfig

from guide import PAGES, GuideCase

AXE = pathlib.Path(sysconfig.get_paths()["purelib"]) / "axe_playwright_python/axe.min.js"
RUN_AXE = """
const done = arguments[0];
for (const box of document.querySelectorAll('details')) box.open = true;
axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.map(
  ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}`)), (error) => done([String(error)]));
"""
# What leaves the window to the right, outside boxes that scroll, and words that are broken within.
TOO_WIDE = """
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter((each) => {
  const { right, width } = each.getBoundingClientRect();
  if (right <= wide + 1 || !width || each.closest('.scroll, svg, .filters, .vh, .skip')) return false;
  return getComputedStyle(each).position !== 'absolute';
}).map((each) => `${each.tagName}.${each.className}`)"""


class PageCase(GuideCase):
    """What holds on every page of every site."""

    # Paths of pages by their names.
    pages = PAGES

    def feature(self, name, value):
        self.command("Emulation.setEmulatedMedia", features=[{"name": name, "value": value}])
        self.addCleanup(self.command, "Emulation.setEmulatedMedia", features=[])

    def test_axe_finds_nothing_on_any_kind_of_page(self):
        source = AXE.read_text()
        for width, scheme in ((360, "light"), (1280, "dark")):
            self.show_at(width, 900)
            self.feature("prefers-color-scheme", scheme)
            for kind, path in self.pages.items():
                self.go(path)
                self.run_script(source)
                self.assertEqual(self.driver.execute_async_script(RUN_AXE), [], (kind, width, scheme))

    def test_nothing_scrolls_sideways(self):
        for width, size in ((320, 100), (390, 200)):
            self.show_at(width, 844)
            for kind, path in self.pages.items():
                self.go(path)
                self.run_script("document.documentElement.style.fontSize = arguments[0] + '%'", size)
                self.assertEqual(self.run_script(TOO_WIDE), [], (kind, width, size))
