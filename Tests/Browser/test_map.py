"""The map of the guide, as Chromium lays it out."""
import pathlib
import tempfile
import unittest
import urllib.request

from browser import ROOT, Server, build, chromium, complaints
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BOXES = """
return [...document.querySelectorAll('.map a')].map((link) => {
  const {left, right, top, bottom} = link.querySelector('text').getBoundingClientRect();
  return {name: link.getAttribute('aria-label'), left, right, top, bottom};
})"""


class MapTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        site = pathlib.Path(cls.folder.name) / "site"
        build(ROOT, site)
        cls.server = Server(site)
        cls.driver = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.server.close()
        cls.folder.cleanup()

    def setUp(self):
        self.driver.set_window_size(1100, 900)
        self.driver.get(self.server.address + "map/")

    def tearDown(self):
        self.assertEqual(complaints(self.driver), [])

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def test_labels_do_not_overlap(self):
        boxes = self.driver.execute_script(BOXES)
        self.assertGreater(len(boxes), 50)
        for index, one in enumerate(boxes):
            for other in boxes[:index]:
                apart = (
                    one["right"] <= other["left"] or other["right"] <= one["left"]
                    or one["bottom"] <= other["top"] or other["bottom"] <= one["top"])
                self.assertTrue(apart, (one, other))

    def test_the_list_has_what_the_picture_has(self):
        # An href of SVG is an object to scripts, so its text is what is compared.
        hrefs = "return [...document.querySelectorAll(arguments[0])].map((link) => link.getAttribute('href'))"
        drawn = self.driver.execute_script(hrefs, ".map a")
        listed = self.driver.execute_script(hrefs, "[aria-labelledby='theme.map-list'] a")
        # A group that is not shown whole ends with a second link to its page.
        self.assertEqual(sorted(drawn), sorted(set(listed)))
        for path in drawn:
            with urllib.request.urlopen(self.server.address + path.lstrip("/").split("#")[0]) as answer:
                self.assertEqual(answer.status, 200)

    def test_the_keyboard_reaches_every_page_and_shows_its_lines(self):
        link = self.all(".map a:not(.name)")[0]
        self.driver.execute_script("document.querySelector('.map').focus()")
        style = "return [...arguments[0].querySelectorAll('line, rect')].map((each) => getComputedStyle(each).stroke)"
        self.assertEqual(set(self.driver.execute_script(style, link)), {"none"})
        for _ in range(2):
            self.driver.switch_to.active_element.send_keys(Keys.TAB)
        self.assertEqual(self.driver.switch_to.active_element, link)
        self.assertNotIn("none", self.driver.execute_script(style, link))
        link.send_keys(Keys.ENTER)
        self.assertNotEqual(self.driver.current_url, self.server.address + "map/")

    def test_only_the_map_scrolls_sideways(self):
        self.driver.set_window_size(320, 800)
        wide, seen = self.driver.execute_script(
            "const {scrollWidth, clientWidth} = document.documentElement; return [scrollWidth, clientWidth]")
        self.assertEqual(wide, seen)


if __name__ == "__main__":
    unittest.main()
