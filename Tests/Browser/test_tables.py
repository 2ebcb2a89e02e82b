"""Tables from six rows can be sorted and filtered; without script they are whole."""
import pathlib
import tempfile
import unittest

from browser import Server, build, chromium, complaints
from selenium.webdriver.common.by import By

ROWS = [("Berlin", "12"), ("Aachen", "100"), ("Celle", "7"), ("Dresden", "30"), ("Erfurt", "9"), ("Fulda", "51")]


def page(rows):
    return ("---\ntitle: Cities\ncaption: Cities and figures\n---\n| City | Figure |\n| --- | ---: |\n"
            + "".join(f"| {city} | {figure} |\n" for city, figure in rows))


class TableTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        for name, text in {
            "waymark.yml": "title: Tables\n", "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
            "content/tables/six.md": page(ROWS), "content/tables/five.md": page(ROWS[:5]).replace("title: Cities", "title: Five"),
        }.items():
            (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "source" / name).write_text(text)
        build(folder / "source", folder / "site")
        cls.server = Server(folder / "site")
        cls.driver = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.server.close()
        cls.folder.cleanup()

    def tearDown(self):
        self.assertEqual(complaints(self.driver), [])

    def go(self, name):
        self.driver.get(f"{self.server.address}tables/{name}/")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def cities(self):
        return [each.text for each in self.all("tbody th, tbody td:first-child") if each.is_displayed()]

    def test_a_column_sorts_up_down_and_back(self):
        self.go("six")
        city, figure = self.all("thead .sort")
        expected = [("ascending", sorted(ROWS, key=lambda row: int(row[1]))), ("descending", sorted(ROWS, key=lambda row: -int(row[1]))), (None, ROWS)]
        for state, rows in expected:
            figure.click()
            self.assertEqual(self.cities(), [row[0] for row in rows])
            self.assertEqual(self.all("thead th")[1].get_attribute("aria-sort"), state)
        city.click()
        self.assertEqual(self.cities(), sorted(self.cities()))

    def test_the_filter_counts(self):
        self.go("six")
        self.assertEqual(self.all(".filter output")[0].text, "6 of 6 rows")
        field = self.all(".filter input")[0]
        field.send_keys("E")
        field.send_keys("r")
        self.assertEqual(self.cities(), ["Berlin", "Erfurt"])
        self.assertEqual(self.all(".filter output")[0].text, "2 of 6 rows")
        field.send_keys("x")
        self.assertEqual(self.all(".filter output")[0].text, "No row has these words.")

    def test_fewer_rows_need_neither(self):
        self.go("five")
        self.assertEqual(len(self.cities()), 5)
        self.assertFalse(self.all(".sort, .filter"))

    def test_on_a_narrow_screen_no_hidden_button_takes_the_focus(self):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": False})
        self.addCleanup(self.driver.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        self.go("six")
        self.assertEqual({each.value_of_css_property("visibility") for each in self.all("thead .sort")}, {"hidden"})


if __name__ == "__main__":
    unittest.main()
