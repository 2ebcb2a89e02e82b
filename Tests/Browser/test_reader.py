"""What the pages of the guide do for a reader: where to begin, where one is, what comes next."""
import unittest

from guide import PAGES, GuideCase
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BOTTOM = "return arguments[0].getBoundingClientRect().bottom"
TOP = "return arguments[0].getBoundingClientRect().top"


class FirstScreenTests(GuideCase):
    def test_home_shows_promise_search_and_the_choice_of_way(self):
        for width, height in ((390, 844), (1280, 900)):
            self.show_at(width, height)
            self.go("")
            for selector in ("h1", "main .ask input", ".ways li:last-child h3"):
                self.assertLess(self.run_script(BOTTOM, self.find(selector)), height, (width, selector))

    def test_the_text_of_an_article_begins_on_the_first_screen(self):
        self.show_at(390, 844)
        for folder in sorted((self.site / "articles").iterdir()):
            if folder.is_dir():
                self.go(f"articles/{folder.name}/")
                self.assertLess(self.run_script(TOP, self.find(".text > *")), 640, folder.name)

    def test_a_page_opens_once(self):
        for path in self.site.rglob("index.html"):
            text = path.read_text()
            openings = [name for name in ('class="dek"', 'class="answer"', 'class="brief"') if name in text.split('class="text"')[0]]
            self.assertLess(len(openings), 2, path)


class WayTests(GuideCase):
    def test_every_kind_of_page_has_one_next_step(self):
        without = {"home", "questions", "paths", "terms", "map", "search", "lost", "page"}
        for kind, path in PAGES.items():
            self.go(path)
            self.assertEqual(len(self.all(".next .go a")), 0 if kind in without else 1, kind)

    def test_a_page_on_a_path_says_which_step_it_is(self):
        self.go("paths/way-inside/")
        second = self.all(".steps h3 a")[1].get_attribute("href")
        self.driver.get(second)
        steps = self.all(".next .stepper li")
        self.assertEqual([step.get_attribute("aria-current") for step in steps][:2], [None, "step"])
        self.assertEqual(len(self.all("[aria-current=step]")), 1)

    def test_paths_say_what_they_take(self):
        for path, selector in (("", ".ways .meta"), ("paths/", ".lead .meta"), ("404.html", ".rows .meta")):
            self.go(path)
            said = [each.text for each in self.all(f"main {selector}")]
            self.assertTrue(any("steps" in each and "min to read" in each for each in said), (path, said))
        self.go("paths/way-inside/")
        self.assertIn("minutes to read", self.find(".facts").text)

    def test_the_contents_show_what_is_being_read(self):
        self.show_at(1280, 900)
        self.go("articles/three-ways-in/")
        self.assertFalse(self.all("nav.toc [aria-current]"))
        links = self.all("nav.toc a")
        for link in (links[2], links[1]):
            anchor = link.get_attribute("href").split("#")[1]
            self.run_script("document.getElementById(arguments[0]).scrollIntoView()", anchor)
            self.wait.until(lambda driver: [each.get_attribute("href") for each in self.all("nav.toc [aria-current]")]
                            == [link.get_attribute("href")])

    def test_the_map_lights_up_what_a_page_is_linked_with(self):
        self.show_at(1280, 900)
        self.go("map/")
        link = next(each for each in self.all(".columns [data-linked]") if each.get_attribute("data-linked"))
        self.run_script("arguments[0].focus()", link)
        lit = {each.get_attribute("data-place") for each in self.all(".columns [data-lit]")}
        self.assertEqual(lit, {link.get_attribute("data-place"), *link.get_attribute("data-linked").split()})
        self.assertEqual({each.get_attribute("data-place") for each in self.all(".map [data-lit][data-place]")}, lit)
        self.assertTrue(self.all(".map line[data-lit]"))
        self.run_script("arguments[0].blur()", link)
        self.assertFalse(self.all("[data-lit]"))

    def test_the_drawing_waits_for_a_wide_screen(self):
        for width, is_there in ((390, False), (1023, False), (1024, True)):
            self.show_at(width, 900)
            self.go("map/")
            self.assertEqual(self.find("svg.map").is_displayed(), is_there, width)


class QuestionTests(GuideCase):
    def test_questions_stand_under_their_topics_with_their_answers(self):
        self.go("faq/")
        self.assertGreater(len(self.all("main .text h2")), 5)
        questions = self.all(".asked > li")
        self.assertGreater(len(questions), 30)
        for question in questions:
            self.assertTrue(question.find_element(By.CSS_SELECTOR, "p").is_displayed())

    def test_all_answers_open_at_once(self):
        self.go("faq/")
        self.assertFalse(self.all("main details[open]"))
        self.find("[data-open-all]").click()
        self.assertFalse(self.all("main .text details:not([open])"))
        self.find("[data-open-all]").click()
        self.assertFalse(self.all("main .text details[open]"))

    def test_a_question_shows_the_others_of_its_topic(self):
        self.show_at(1280, 900)
        self.go("faq/how-long/")
        beside = self.all(".beside a")
        self.assertGreater(len(beside), 1)
        self.assertTrue(all("/faq/" in each.get_attribute("href") for each in beside))

    def test_an_answer_is_data_on_its_own_page_alone(self):
        data = '"@type": "Question"'
        self.assertIn(data, (self.site / "faq/how-long/index.html").read_text())
        for path in ("faq/index.html", "articles/three-ways-in/index.html", "index.html"):
            self.assertNotIn(data, (self.site / path).read_text(), path)


class ToolTests(GuideCase):
    def test_a_link_that_was_copied_is_said(self):
        self.go("faq/how-long/")
        self.run_script("navigator.clipboard.writeText = async () => {}")
        self.find("[data-copy-link]").click()
        self.wait.until(lambda driver: self.find("[role=status]").get_attribute("textContent") == "Copied")

    def test_ticks_are_not_promised_where_nothing_is_kept(self):
        self.go("checklists/inside-move/")
        self.assertIn("stay on this device", self.find(".private").text)
        self.take("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")
        self.go("checklists/inside-move/")
        self.assertNotIn("stay on this device", self.find(".private").text)

    def test_searched_words_are_marked_where_a_result_lands(self):
        self.go("")
        self.press("/")
        self.until("dialog[open] input:focus")
        self.press("technical degree")
        self.wait.until(lambda driver: "“technical degree”" in self.find("dialog output").text)
        self.until("dialog [role=option] mark")
        self.press(Keys.ENTER)
        self.until_left()
        self.wait.until(lambda driver: "degree" in {each.text.lower() for each in self.all("main mark")})
        self.driver.refresh()
        self.until("main h1")
        self.assertFalse(self.all("main mark"))

    def test_back_closes_the_dialog(self):
        self.go("articles/three-ways-in/")
        address = self.driver.current_url
        for close in (self.driver.back, lambda: self.press(Keys.ESCAPE)):
            self.press("/")
            self.until("dialog[open] input:focus")
            close()
            self.wait.until(lambda driver: not self.all("dialog[open]"))
            self.assertEqual(self.driver.current_url, address)

    def test_after_back_and_escape_the_focus_is_where_search_is(self):
        self.go("")
        self.press("/")
        self.until("dialog[open] input:focus")
        self.press("technical")
        self.wait.until(lambda driver: "“technical”" in self.find("dialog output").text)
        self.press(Keys.ENTER)
        self.until_left()
        self.driver.back()
        self.until("dialog[open] [role=option] mark")
        self.press(Keys.ESCAPE)
        self.wait.until(lambda driver: not self.all("dialog[open]"))
        self.assertNotEqual(self.driver.switch_to.active_element.tag_name, "body")


def write_nested(folder):
    for number in range(40):
        file = folder / f"content/docs/deep/p{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# Page {number}\n\nText.\n\n## One\n\n> [!note]\n> Room.\n\n## Two\n\n## Three\n")
    (folder / "waymark.yml").write_text("title: Nested\n")


class NestedTests(GuideCase):
    sources = staticmethod(write_nested)

    def test_the_contents_stand_beside_the_text_before_a_long_folder(self):
        self.show_at(1280, 700)
        self.go("docs/deep/p7/")
        for link in self.all(".around .toc a"):
            self.assertLess(self.run_script(BOTTOM, link), 700)
        self.assertGreater(len(self.all(".around .near a")), 15)

    def test_the_words_of_a_note_do_not_touch_its_ends(self):
        self.go("docs/deep/p7/")
        note, last = self.find(".callout"), self.find(".callout > :last-child")
        self.assertGreater(self.run_script(BOTTOM, note) - self.run_script(BOTTOM, last), 8)
        self.assertGreater(self.run_script(TOP, self.find(".callout > *")) - self.run_script(TOP, note), 8)


if __name__ == "__main__":
    unittest.main()
