"""Tables from six rows can be sorted and filtered; without script they are whole."""
import unittest

from guide import GuideCase

ROWS = [("Berlin", "12"), ("Aachen", "100"), ("Celle", "7"), ("Dresden", "30"), ("Erfurt", "9"), ("Fulda", "51")]


def page(rows):
    return ("---\ntitle: Cities\ncaption: Cities and figures\n---\n| City | Figure |\n| --- | ---: |\n"
            + "".join(f"| {city} | {figure} |\n" for city, figure in rows))


def write_tables(folder):
    for name, text in {
        "waymark.yml": "title: Tables\n", "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
        "content/tables/six.md": page(ROWS), "content/tables/five.md": page(ROWS[:5]).replace("title: Cities", "title: Five"),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


class TableTests(GuideCase):
    sources = staticmethod(write_tables)

    def cities(self):
        return [each.text for each in self.all("tbody th, tbody td:first-child") if each.is_displayed()]

    def test_a_column_sorts_up_down_and_back(self):
        self.go("tables/six/")
        city, figure = self.all("thead .sort")
        expected = [("ascending", sorted(ROWS, key=lambda row: int(row[1]))), ("descending", sorted(ROWS, key=lambda row: -int(row[1]))), (None, ROWS)]
        for state, rows in expected:
            figure.click()
            self.assertEqual(self.cities(), [row[0] for row in rows])
            self.assertEqual(self.all("thead th")[1].get_attribute("aria-sort"), state)
        city.click()
        self.assertEqual(self.cities(), sorted(self.cities()))

    def test_the_filter_counts(self):
        self.go("tables/six/")
        self.assertEqual(self.all(".filter output")[0].text, "6 of 6 rows")
        field = self.all(".filter input")[0]
        field.send_keys("E")
        field.send_keys("r")
        self.wait.until(lambda _: self.cities() == ["Berlin", "Erfurt"])
        self.assertEqual(self.all(".filter output")[0].text, "2 of 6 rows")
        field.send_keys("x")
        self.wait.until(lambda _: self.all(".filter output")[0].text == "No row has these words.")

    def test_fewer_rows_need_neither(self):
        self.go("tables/five/")
        self.assertEqual(len(self.cities()), 5)
        self.assertFalse(self.all(".sort, .filter"))

    def test_on_a_narrow_screen_no_hidden_button_takes_the_focus(self):
        self.show_at(390, 844)
        self.go("tables/six/")
        # What is not displayed takes no focus.
        self.assertEqual([each.is_displayed() for each in self.all("thead .sort")].count(False), len(self.all("thead .sort")))

    def test_the_filter_counts_on_a_narrow_screen(self):
        self.show_at(390, 844)
        self.test_the_filter_counts()


if __name__ == "__main__":
    unittest.main()
