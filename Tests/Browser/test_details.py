"""Small things of the look that a picky reader sees: what stands beside what, on a phone, on a screen and on paper."""
import time
import unittest

from guide import GuideCase

TOP = "return document.querySelector(arguments[0]).getBoundingClientRect().top"


class PhoneTests(GuideCase):
    def setUp(self):
        self.show_at(390, 844)

    def test_the_next_step_comes_before_other_questions(self):
        for path in ("faq/how-long/", "glossary/retention/", "checklists/inside-move/"):
            self.go(path)
            self.assertLess(self.run_script(TOP, ".next"), self.run_script(TOP, ".beside"), path)

    def test_questions_can_be_chosen_by_topic(self):
        self.go("faq/")
        self.find(".by .toc summary").click()
        self.assertEqual(
            [each.text for each in self.all(".by .toc a")], [each.text for each in self.all(".text > section > h2")])

    def test_an_answer_that_is_pointed_to_is_no_wall_of_color(self):
        self.go("faq/#coding")
        self.assertEqual(self.run_script("return getComputedStyle(document.querySelector(':target')).backgroundColor"), "rgba(0, 0, 0, 0)")

    def test_the_kind_of_a_page_on_the_map_follows_its_name(self):
        """Not on a line of its own, as if it belonged to the next name, where there is room after the name."""
        self.go("map/")
        apart = self.run_script("""
            const range = document.createRange();
            return [...document.querySelectorAll('.columns li')].filter((item) => {
              const kind = item.querySelector('.meta')?.getBoundingClientRect();
              range.selectNodeContents(item.querySelector('a'));
              const name = [...range.getClientRects()].at(-1);
              return kind && kind.top >= name.bottom && name.right + kind.width + 10 < item.getBoundingClientRect().right;
            }).map((item) => item.textContent)""")
        self.assertEqual(apart, [])

    def test_a_line_under_the_title_begins_with_a_capital(self):
        self.go("tables/skill-gaps/")
        style = "return getComputedStyle(document.querySelector('.by p'), '::first-letter').textTransform"
        self.assertEqual(self.run_script(style), "uppercase")

    def test_a_title_keeps_its_distance_from_the_bar(self):
        for path in ("404.html", "articles/three-ways-in/"):
            self.go(path)
            gap = self.run_script("return document.querySelector('h1').getBoundingClientRect().top - document.querySelector('.bar').getBoundingClientRect().bottom")
            self.assertGreater(gap, 14, path)

    def test_the_band_of_the_home_page_leaves_the_rule_of_the_bar(self):
        self.go("")
        self.assertGreaterEqual(self.run_script(TOP, ".band"), self.run_script("return document.querySelector('.bar').getBoundingClientRect().bottom"))

    def test_a_short_name_stays_on_one_line(self):
        self.show_at(320, 640)
        self.go("")
        self.assertLess(self.find(".brand").size["height"], 45)


class WideTests(GuideCase):
    def test_other_questions_stand_beside_the_answer(self):
        self.show_at(1280, 900)
        self.go("faq/how-long/")
        answer, beside = (self.run_script("const { top, bottom, left, right } = document.querySelector(arguments[0]).getBoundingClientRect(); return { top, bottom, left, right }", name) for name in (".text", ".beside"))
        self.assertLess(beside["top"], answer["top"])
        self.assertGreater(beside["left"], answer["left"])


class PaperTests(GuideCase):
    def setUp(self):
        self.command("Emulation.setEmulatedMedia", media="print")
        self.addCleanup(self.command, "Emulation.setEmulatedMedia", media="")

    def test_numbers_of_steps_need_no_ink_behind_them(self):
        """Browsers print no backgrounds unless they are asked to."""
        self.go("paths/way-inside/")
        color, style = self.run_script("const { color, borderTopStyle } = getComputedStyle(document.querySelector('.steps > li'), '::before'); return [color, borderTopStyle]")
        self.assertEqual((color, style), ("rgb(0, 0, 0)", "solid"))

    def test_the_whole_answer_is_a_paragraph_of_its_own(self):
        self.go("faq/")
        gap = self.run_script("""
            const [short, whole] = ['p', 'details > div'].map((name) => document.querySelector(`.asked > li > ${name}`).getBoundingClientRect());
            return whole.top - short.bottom""")
        self.assertGreater(gap, 5)


class NextTests(GuideCase):
    def test_every_resource_has_a_next_step(self):
        for page in sorted((self.site / "resources").glob("*/index.html")):
            self.assertIn('class="next"', page.read_text(), page.parent.name)


class WaitingSearchTests(GuideCase):
    def loaded(self):
        return [each for each in self.server.requests if "/assets/search" in each or each.endswith("boot.bin")]

    def test_the_page_of_search_loads_nothing_before_it_is_asked(self):
        self.server.requests.clear()
        self.go("search/")
        self.run_script("return new Promise((done) => setTimeout(done, 500))")
        self.assertEqual(self.loaded(), [])
        self.find("main .ask input").send_keys("mba")
        self.until(".results .hit")

    def test_results_that_come_late_move_nothing(self):
        def slow(path, status, body):
            if path.endswith("boot.bin"):
                time.sleep(1)
            return status, body

        self.server.change, before = slow, self.server.change
        self.addCleanup(setattr, self.server, "change", before)
        self.show_at(390, 844)
        self.go("search/?q=mba")
        self.until(".results .hit")
        shifts = self.driver.execute_async_script("""
            new PerformanceObserver((list) => arguments[0](list.getEntries().map((each) => each.value))).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => arguments[0]([]), 500)""")
        self.assertEqual(shifts, [])


if __name__ == "__main__":
    unittest.main()
