"""The map of the guide, as browsers lay it out."""
import unittest
import urllib.request

from guide import GuideCase
from selenium.webdriver.common.keys import Keys

BOXES = """
return [...document.querySelectorAll('.map a')].map((link) => {
  const {left, right, top, bottom} = link.querySelector('text').getBoundingClientRect();
  return {name: link.getAttribute('aria-label'), left, right, top, bottom};
})"""


class MapTests(GuideCase):
    def setUp(self):
        self.driver.set_window_size(1100, 900)
        self.driver.get(self.server.address + "map/")

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
        listed = self.driver.execute_script(hrefs, ".columns a")
        # A group that is not shown whole ends with a second link to its page.
        self.assertEqual(sorted(drawn), sorted(set(listed)))
        for path in drawn:
            with urllib.request.urlopen(self.server.address + path.lstrip("/").split("#")[0]) as answer:
                self.assertEqual(answer.status, 200)

    def test_the_keyboard_reaches_every_page_and_shows_where_it_is(self):
        last = self.all(".columns a")[-1]
        link = self.all(".map a")[0]
        style = "return getComputedStyle(arguments[0].querySelector('rect')).stroke"
        self.assertEqual(self.driver.execute_script(style, link), "none")
        self.driver.execute_script("arguments[0].focus()", last)
        last.send_keys(Keys.TAB)
        self.assertEqual(self.driver.switch_to.active_element, link)
        self.assertNotEqual(self.driver.execute_script(style, link), "none")
        link.send_keys(Keys.ENTER)
        self.assertNotEqual(self.driver.current_url, self.server.address + "map/")

    def test_no_label_is_cut(self):
        labels = self.driver.execute_script(
            "return [...document.querySelectorAll('.map a')].map((link) => link.querySelector('text').textContent)")
        self.assertFalse([label for label in labels if "…" in label])

    def test_nothing_scrolls_sideways(self):
        self.driver.set_window_size(320, 800)
        wide, seen = self.driver.execute_script(
            "const {scrollWidth, clientWidth} = document.documentElement; return [scrollWidth, clientWidth]")
        self.assertEqual(wide, seen)


if __name__ == "__main__":
    unittest.main()
