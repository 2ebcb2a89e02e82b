"""What readers do with search, by keyboard and by pointer."""
import unittest

from guide import GuideCase
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


class DialogTests(GuideCase):
    def setUp(self):
        self.go("")
        self.run_script("localStorage.clear(); sessionStorage.clear(); history.replaceState(null, '')")
        self.go("")

    # Not by way of a blank page, which a step back would lead to.
    def go(self, path):
        self.driver.get(self.server.address + path)

    def ask(self, text, said=None):
        """Opens the dialog by its key, types, and waits for the answer to just that."""
        for _ in range(1 if self.engine == "chromium" else 4):
            self.press("/")
            # A busy machine loses keys for WebKitGTK.
            try:
                self.until("dialog[open] input:focus")
                break
            except TimeoutException:
                continue
        self.until("dialog[open] input:focus")
        self.ask_instead(text, said)

    def ask_instead(self, text, said=None):
        self.driver.execute_script("document.querySelector('dialog input').select()")
        self.press(text)
        # Each letter is answered, so nothing but the whole query says that this is the last answer.
        said = said or (text if '"' in text else f"“{text}”")
        self.wait.until(lambda driver: said in self.find("dialog output").text)

    def active(self):
        return self.driver.find_element(By.ID, self.find("dialog input").get_attribute("aria-activedescendant"))

    # Opening and closing

    def test_opens_by_each_way_and_gives_the_focus_back(self):
        self.run_script("arguments[0].focus()", self.find("main a"))
        before = self.driver.switch_to.active_element
        self.press("/")
        self.until("dialog[open] input:focus")
        self.press(Keys.ESCAPE)
        self.wait.until(lambda driver: not self.all("dialog[open]"))
        self.assertEqual(self.driver.switch_to.active_element, before)
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
        self.until("dialog[open] input:focus")
        self.press(Keys.ESCAPE)
        self.find(".bar [data-search]").click()
        self.until("dialog[open] input:focus")

    def test_loads_nothing_before_it_is_opened(self):
        self.server.requests.clear()
        self.go("articles/")
        self.assertFalse([path for path in self.server.requests if "/search" in path], self.server.requests)

    # Results

    def term_row(self, term):
        rows = [row.text for row in self.all("dialog [role=option]")]
        return next((row for row in rows if row.startswith("Term") and term in row), "")

    def test_a_question_and_a_term_show_their_answers(self):
        self.ask("do i need a technical degree")
        first = self.until("dialog [role=option]")
        self.assertIn("Question", first.text)
        self.assertIn("without a technical degree", first.text)
        self.ask_instead("retention")
        self.wait.until(lambda driver: "The share of" in self.term_row("retention"))

    def test_a_table_row_keeps_its_cells_apart(self):
        self.ask("hypothesis interview product sense")
        rows = [row.text for row in self.all("dialog [role=option].part")]
        self.assertTrue(any(" · " in row and ": " in row for row in rows), rows)

    def test_arrows_move_and_enter_opens(self):
        self.ask("technical")
        first = self.active()
        self.press(Keys.ARROW_DOWN)
        self.wait.until(lambda driver: self.active() != first)
        self.press(Keys.ARROW_UP)
        self.wait.until(lambda driver: self.active() == first)
        href = first.get_attribute("href").split("#")[0]
        self.press(Keys.ENTER)
        self.wait.until(lambda driver: driver.current_url.split("#")[0] == href)

    def test_back_brings_the_results_back(self):
        self.ask("technical")
        self.press(Keys.ENTER)
        self.until_left()
        self.driver.back()
        self.until("dialog[open] [role=option] mark")
        self.assertEqual(self.find("dialog input").get_attribute("value"), "technical")

    def test_facets_count_and_filter(self):
        self.ask("interview")
        self.until("dialog .filters button[name=faq]")
        chip = self.find("dialog .filters button[name=faq]")
        count = int(chip.text.split()[-1])
        chip.click()
        self.wait.until(lambda driver: self.find("dialog .filters button[name=faq]").get_attribute("aria-pressed") == "true")
        self.wait.until(lambda driver: f"{count} result" in self.find("dialog output").text)
        kinds = {row.find_element(By.CSS_SELECTOR, ".kind").text for row in self.all("dialog [role=option]:not(.part)")}
        self.assertEqual({kind for kind in kinds if kind and not kind.endswith(":")}, {"Question"})

    def test_a_misspelt_word_is_found_and_the_change_is_said(self):
        self.ask("retentoin", said="Searched for retention")
        self.assertTrue(self.all("dialog mark"))

    def test_a_corrected_word_can_be_searched_as_typed(self):
        self.ask("retentoin metrics", said="Search as typed")
        as_typed = next(each for each in self.all("dialog output button") if each.text == "Search as typed")
        as_typed.click()
        self.wait.until(lambda _: "No page has “retentoin”" in self.find("dialog output").text)
        self.assertEqual(self.find("dialog input").get_property("value"), '"retentoin" metrics')
        self.assertTrue(self.all("dialog mark"))

    def test_words_that_no_page_has_are_named(self):
        self.ask("metrics scholarship", said="No page has “scholarship”")
        self.assertTrue(self.all("dialog mark"))

    def test_a_hyphen_is_no_obstacle(self):
        self.ask("tradeoffs")
        self.assertTrue(self.all("dialog mark"))

    def test_quoted_words_stand_together(self):
        self.ask('"product sense"')
        together = int(self.find("dialog output").text.split()[0])
        self.ask_instead("product sense")
        self.assertGreater(int(self.find("dialog output").text.split()[0]), together)

    def test_nothing_found_leads_to_the_list(self):
        self.ask("xqzzyw")
        link = self.until("dialog output a")
        self.assertIn("/search/", link.get_attribute("href"))
        self.assertIn("No results", self.find("dialog output").text)

    def test_the_first_view_offers_questions_and_the_last_searches(self):
        self.ask("technical")
        self.press(Keys.ENTER)
        self.until_left()
        self.press("/")
        rows = self.wait.until(lambda driver: [row.text for row in self.all("dialog [role=option]")])
        self.assertIn("Your search", rows[0])
        self.assertIn("technical", rows[0])
        self.assertGreater(len(rows), 2)
        # The row comes before the button is drawn.
        self.wait.until(lambda driver: self.find("dialog output button").is_displayed())
        self.find("dialog output button").click()
        self.wait.until(lambda driver: "Your search" not in self.find("dialog [role=listbox]").text)

    def test_markup_in_a_query_is_text(self):
        self.ask("<img src=x onerror=alert(1)> retention")
        self.assertFalse(self.all("dialog img"))

    # The page

    def test_the_page_keeps_the_query_in_its_address(self):
        self.go("search/?q=retention")
        self.until("main mark")
        field = self.find("main [role=search] input")
        self.assertEqual(field.get_attribute("value"), "retention")
        field.clear()
        field.send_keys("latency")
        self.wait.until(lambda driver: "q=latency" in driver.current_url)
        self.wait.until(lambda driver: "latency" in driver.title)
        self.driver.back()
        self.wait.until(lambda driver: "q=latency" not in driver.current_url)

    def test_a_form_elsewhere_leads_to_the_page(self):
        field = self.find("main [role=search] input")
        field.send_keys("degree", Keys.ENTER)
        self.wait.until(lambda driver: driver.current_url.endswith("/search/?q=degree"))
        self.until("main mark")

    def test_a_lost_reader_is_shown_what_the_address_may_have_meant(self):
        self.server.change = lambda path, status, body: (
            (status, self.server.answer("/404.html")[1]) if path == "/articles/technical-enuff/" else (status, body))
        self.addCleanup(setattr, self.server, "change", lambda path, status, body: (status, body))
        self.go("articles/technical-enuff/")
        self.wait.until(lambda driver: "How technical does a PM need to be?" in self.find("[data-closest]").text)
        rows = [row.text for row in self.all("[data-closest] li")]
        self.assertFalse([row for row in rows if "undefined" in row], rows)
        self.assertTrue(any(row.endswith("Guide") for row in rows), rows)

    def test_without_scripts_the_page_lists_everything(self):
        self.command("Emulation.setScriptExecutionDisabled", value=True)
        self.addCleanup(self.command, "Emulation.setScriptExecutionDisabled", value=False)
        self.go("")
        self.find(".bar [data-search]").click()
        self.assertIn("/search/", self.driver.current_url)
        self.assertGreater(len(self.all("main .index a")), 60)
        self.find("main [role=search] input").send_keys("degree", Keys.ENTER)
        self.assertGreater(len(self.all("main .index a")), 60)


if __name__ == "__main__":
    unittest.main()
