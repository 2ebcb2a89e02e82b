"""The definitions of terms: by pointer, by keyboard, by touch and without script."""
import unittest

from guide import GuideCase
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

FILES = {
    "waymark.yml": "title: Terms\n",
    "content/_index.md": "---\ntitle: Home\n---\nWatch your retention here.\n\nAnd the rest.\n",
    "content/glossary/retention.md": "---\ntitle: retention\ndefinition: The share of \"users\" who stay.\n---\n",
}


def write_terms(folder):
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


class TermTests(GuideCase):
    sources = staticmethod(write_terms)

    def setUp(self):
        self.driver.get(self.server.address)
        self.term = self.find("a.term")
        ActionChains(self.driver).move_to_element(self.find("h1")).perform()

    def tip(self):
        tips = self.driver.find_elements(By.CSS_SELECTOR, ".tip:popover-open")
        return tips[0].text if tips else None

    def until_shown(self):
        self.wait.until(lambda driver: self.tip() == 'The share of "users" who stay.')
        described = self.term.get_attribute("aria-describedby")
        self.assertEqual(self.driver.find_element(By.ID, described).get_attribute("role"), "tooltip")

    def until_hidden(self):
        self.wait.until(lambda driver: self.tip() is None)
        self.assertIsNone(self.term.get_attribute("aria-describedby"))

    def point_at(self, element):
        ActionChains(self.driver).move_to_element(element).perform()

    def touch(self, kind, element=None):
        points = []
        if element:
            box = element.rect
            points = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}]
        self.command("Input.dispatchTouchEvent", type=kind, touchPoints=points)

    def test_the_pointer_shows_it_and_may_go_to_it(self):
        # Not at once. The page measures the delay, since a command to the browser may take as long.
        self.driver.execute_script("""
            addEventListener('pointerover', (event) => {
              if (event.target.closest('a.term')) window.pointed = performance.now();
            }, true);
            addEventListener('beforetoggle', (event) => {
              if (event.newState === 'open') window.opened = performance.now();
            }, true);""")
        self.point_at(self.term)
        self.until_shown()
        self.assertGreaterEqual(self.driver.execute_script("return opened - pointed"), 290)
        self.point_at(self.find(".tip"))
        self.driver.execute_async_script("setTimeout(arguments[0], 600)")
        self.until_shown()
        self.point_at(self.find("h1"))
        self.until_hidden()

    def test_it_lies_within_the_window_beside_the_term(self):
        for width in (1000, 320):
            self.driver.set_window_size(width, 700)
            self.point_at(self.find("h1"))
            self.point_at(self.term)
            self.until_shown()
            boxes = self.driver.execute_script(
                "return [...document.querySelectorAll('.tip, a.term')].map((each) => each.getBoundingClientRect())")
            tip, term = max(boxes, key=lambda box: box["height"]), min(boxes, key=lambda box: box["height"])
            self.assertGreaterEqual(tip["left"], 0)
            self.assertLessEqual(tip["right"], self.driver.execute_script("return document.documentElement.clientWidth"))
            self.assertLess(min(abs(tip["top"] - term["bottom"]), abs(term["top"] - tip["bottom"])), 10)
            self.press(Keys.ESCAPE)
        self.driver.set_window_size(1000, 900)

    def test_the_keyboard_shows_it_and_escape_takes_it_away(self):
        for _ in range(30):
            self.press(Keys.TAB)
            if self.driver.switch_to.active_element == self.term:
                break
        self.until_shown()
        self.press(Keys.ESCAPE)
        self.until_hidden()
        self.assertEqual(self.driver.switch_to.active_element, self.term)
        ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        self.press(Keys.TAB)
        self.until_shown()
        self.press(Keys.TAB)
        self.until_hidden()

    def test_escape_takes_away_what_the_pointer_showed(self):
        self.point_at(self.term)
        self.until_shown()
        self.press(Keys.ESCAPE)
        self.until_hidden()

    def test_a_long_press_shows_it_and_stays_on_the_page(self):
        self.touch("touchStart", self.term)
        self.until_shown()
        self.touch("touchEnd")
        self.until_shown()
        self.assertEqual(self.driver.current_url, self.server.address)
        self.touch("touchStart", self.find("h1"))
        self.touch("touchEnd")
        self.until_hidden()

    def test_the_script_comes_when_a_term_is_pointed_at_and_without_it_the_style_sheet_shows_it(self):
        loaded = "return performance.getEntriesByType('resource').filter(({name}) => name.includes('/reading.')).length"
        self.assertEqual(self.driver.execute_script(loaded), 0)
        self.server.change = lambda path, status, body: (404, b"") if "/assets/reading." in path else (status, body)
        self.addCleanup(setattr, self.server, "change", lambda path, status, body: (status, body))
        self.driver.get(self.server.address + "?lost")
        self.point_at(self.find("a.term"))
        self.wait.until(lambda driver: not driver.execute_script("return 'tips' in document.documentElement.dataset"))
        style = "return getComputedStyle(document.querySelector('a.term'), '::after').visibility"
        self.wait.until(lambda driver: driver.execute_script(style) == "visible")

    def test_a_tap_follows_the_link(self):
        self.touch("touchStart", self.term)
        self.touch("touchEnd")
        self.wait.until(lambda driver: driver.current_url == self.server.address + "glossary/#retention")

    def test_a_click_follows_the_link(self):
        self.point_at(self.term)
        self.until_shown()
        self.term.click()
        self.wait.until(lambda driver: driver.current_url == self.server.address + "glossary/#retention")

    def test_without_script_the_definition_shows_too(self):
        self.command("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.driver.get(self.server.address)
            self.term = self.find("a.term")
            style = "const s = getComputedStyle(arguments[0], '::after'); return [s.content, s.visibility]"
            self.assertEqual(self.driver.execute_script(style, self.term)[1], "hidden")
            self.point_at(self.term)
            self.wait.until(
                lambda driver: driver.execute_script(style, self.term)
                == ['"The share of \\"users\\" who stay."', "visible"])
            self.assertEqual(self.driver.find_elements(By.CSS_SELECTOR, ".tip"), [])
        finally:
            self.command("Emulation.setScriptExecutionDisabled", value=False)


if __name__ == "__main__":
    unittest.main()
