"""What is chosen among the kinds and topics of results can always be seen, and let go."""
import unittest

from guide import GuideCase
from selenium.webdriver.common.keys import Keys
from small_site import write_small_site


class FilterTests(GuideCase):
    sources = staticmethod(write_small_site)

    def ask(self, place, text):
        field = self.until(f"{place} input")
        self.driver.execute_script("arguments[0].focus(); arguments[0].select()", field)
        self.press(text)
        self.wait.until(lambda driver: f"“{text}”" in self.until(f"{place} output").text)

    def pressed(self, place):
        return [chip.text for chip in self.all(f"{place} .filters [aria-pressed=true]")]

    def choose(self, place, name):
        self.until(f"{place} .filters button[name={name}][aria-pressed=false]").click()
        self.until(f"{place} .filters button[name={name}][aria-pressed=true]")

    def open(self):
        self.driver.get(self.server.address)
        self.press("/")
        self.until("dialog[open] input:focus")

    def each_place(self):
        """The dialog, then the page."""
        self.open()
        yield "dialog"
        self.driver.get(self.server.address + "search/")
        yield "main"

    def test_a_kind_without_results_stays_pressed_and_is_let_go(self):
        for place in self.each_place():
            with self.subTest(place=place):
                self.ask(place, "fruit")
                self.choose(place, "table")
                self.ask(place, "birds")
                self.assertEqual(self.pressed(place), ["Tables 0"])
                self.assertIn("No results for “birds” of this kind.", self.until(f"{place} output").text)
                self.until(f"{place} .filters button[name=table]").click()
                self.until(f"{place} .filters button[name=all][aria-pressed=true]")
                self.assertIn("1 result", self.until(f"{place} output").text)
                self.assertFalse(self.all(f"{place} .filters button[name=table]"))

    def test_all_results_are_one_step_away(self):
        for place in self.each_place():
            with self.subTest(place=place):
                self.ask(place, "fruit")
                self.choose(place, "table")
                self.ask(place, "birds")
                self.until(f"{place} output button").click()
                self.wait.until(lambda driver: "1 result" in self.until(f"{place} output").text)
                self.assertEqual(self.pressed(place), ["All 1"])

    def test_no_topic_is_chosen_unseen(self):
        for place in self.each_place():
            with self.subTest(place=place):
                self.ask(place, "fruit")
                self.until(f"{place} .filters button[name=topics]").click()
                self.choose(place, "growing")
                self.ask(place, "birds")
                self.assertEqual(self.pressed(place), ["Growing 0"])
                self.until(f"{place} .filters button[name=topics]").click()
                self.until(f"{place} .filters button[name=all][aria-pressed=true]")

    def test_closing_the_dialog_lets_go(self):
        for close in (lambda: self.press(Keys.ESCAPE), lambda: self.until("dialog .ask button").click()):
            self.open()
            self.ask("dialog", "fruit")
            self.until("dialog .filters button[name=topics]").click()
            self.choose("dialog", "growing")
            self.choose("dialog", "article")
            close()
            self.wait.until(lambda driver: not self.all("dialog[open]"))
            self.press("/")
            self.until("dialog[open] input:focus")
            self.ask("dialog", "fruit")
            self.assertEqual(len(self.pressed("dialog")), 1)
            self.until("dialog .filters button[name=all][aria-pressed=true]")
            self.until("dialog .filters button[name=topics][aria-expanded=false]")


if __name__ == "__main__":
    unittest.main()
