"""What readers see whose browsers lack something: each test takes one thing from Chromium."""
import unittest

from browser import complaints
from guide import GuideCase
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from small_site import write_small_site

WITHOUT_HAS = """
for (const type of [Document, DocumentFragment, Element]) {
  for (const name of ['querySelector', 'querySelectorAll', 'matches', 'closest']) {
    const known = type.prototype[name];
    if (!known) continue;
    type.prototype[name] = function (selector) {
      if (selector.includes(':has(')) throw new DOMException('unknown selector', 'SyntaxError');
      return known.call(this, selector);
    };
  }
}"""
WITHOUT_ARIA = """
for (const name of Object.getOwnPropertyNames(Element.prototype)) {
  if (name === 'role' || name.startsWith('aria')) delete Element.prototype[name];
}"""
WITHOUT_TEXT_FRAGMENTS = "delete Document.prototype.fragmentDirective;"
WITHOUT_DETAILS_CONTENT = """
const known = CSS.supports;
CSS.supports = (...condition) => !condition.join().includes('details-content') && known.apply(CSS, condition);"""
# The engine opens boxes while it goes to a fragment; these are closed once it has gone there.
CLOSED = "for (const box of document.querySelectorAll('details')) box.open = false;"
BACKGROUND = "return getComputedStyle(arguments[0] ?? document.body).backgroundColor"


class OlderBrowserTests(GuideCase):
    sources = staticmethod(write_small_site)

    def change(self, change):
        self.server.change = change
        self.addCleanup(setattr, self.server, "change", lambda path, status, body: (status, body))

    def ask(self, text):
        self.press("/")
        self.until("dialog[open] input:focus")
        self.press(text)
        self.wait.until(lambda driver: f"“{text}”" in self.find("dialog output").text)

    # Selectors with :has()

    def test_without_has_search_opens_by_each_way(self):
        self.take(WITHOUT_HAS)
        for way in (
            lambda: self.press("/"), lambda: self.find(".bar [data-search]").click(),
            lambda: ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform(),
        ):
            self.go("articles/apples/")
            way()
            self.until("dialog[open] input:focus")
            self.go("search/")
            way()
            self.until("main .ask input:focus")

    # ARIA as properties

    def test_without_aria_reflection_search_has_roles_and_states(self):
        self.take(WITHOUT_ARIA)
        self.go("")
        self.ask("fruit")
        self.until("dialog[aria-label=Search] input[role=combobox][aria-label][aria-autocomplete=list][aria-expanded=true]")
        self.until("dialog [role=listbox][aria-label=Results] [role=presentation] > [role=option][aria-selected=true]")
        self.until("dialog [role=group][aria-label] button[name=all][aria-pressed=true]")
        self.assertEqual(len(self.all("dialog [aria-selected=true]")), 1)
        self.find("dialog button[name=table]").click()
        self.until("dialog button[name=table][aria-pressed=true]")
        self.find("dialog button[name=topics][aria-expanded=false]").click()
        self.until("dialog button[name=topics][aria-expanded=true]")

    # Addresses of places

    def test_a_box_that_holds_the_place_is_opened(self):
        self.go("faq/")
        self.driver.execute_script(CLOSED)
        self.assertFalse(self.find("#coding").is_displayed())
        # Neither opens nor scrolls by itself.
        self.driver.execute_script(
            "history.pushState(null, '', '#coding'); dispatchEvent(new HashChangeEvent('hashchange'))")
        self.assertTrue(self.find("#coding").is_displayed())
        self.assertEqual(len(self.all("details[open] #coding")), 1)
        self.assertEqual(len(self.all("main .asked details[open]")), 1)

    def test_the_first_address_is_followed_too(self):
        # The address has its fragment while the page's scripts run, and not when the engine looks for it.
        self.take("""
            const { hash, pathname } = location;
            if (hash) {
              history.replaceState(null, '', pathname);
              document.addEventListener('readystatechange', () => history.replaceState(null, '', hash), { once: true });
              document.addEventListener('DOMContentLoaded', () => history.replaceState(null, '', pathname));
            }""")
        self.driver.set_window_size(1000, 400)
        self.addCleanup(self.driver.set_window_size, 1000, 900)
        self.go("faq/#coding")
        self.until("details[open] #coding")
        top = self.driver.execute_script("return document.getElementById('coding').getBoundingClientRect().top")
        self.assertLess(top, 400)

    def test_a_broken_address_is_passed_over(self):
        self.go("faq/#%E0%A4%A")
        self.driver.execute_script("dispatchEvent(new HashChangeEvent('hashchange'))")
        self.assertTrue(self.all("details:not([open])"))

    def test_without_text_fragments_results_lead_to_ids_alone(self):
        def addresses():
            self.go("")
            self.ask("prune winter")
            part = self.until("dialog [role=option].part")
            self.press(Keys.ARROW_DOWN)
            # The text to mark comes with the excerpt, from the page.
            self.wait.until(lambda driver: "/articles/apples/" in self.server.requests)
            self.until("dialog .part mark")
            return [each.get_attribute("href") for each in self.all("dialog [role=option]")], part

        self.server.requests.clear()
        self.take(WITHOUT_TEXT_FRAGMENTS)
        hrefs, _ = addresses()
        self.assertTrue(any(href.endswith("/articles/apples/#pruning") for href in hrefs), hrefs)
        self.assertFalse([href for href in hrefs if ":~:" in href])

    # Print

    def test_without_details_content_print_opens_every_box(self):
        self.take(WITHOUT_DETAILS_CONTENT)
        self.go("faq/")
        before = len(self.all("details[open]"))
        self.assertTrue(self.all("details:not([open])"))
        self.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
        self.assertFalse(self.all("details:not([open])"))
        self.driver.execute_script("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(len(self.all("details[open]")), before)

    # Scripts that a browser cannot read

    def test_a_script_that_cannot_run_leaves_no_empty_place(self):
        for answer in ((200, b"const broken = /(?<=/;"), (404, b"")):
            with self.subTest(status=answer[0]):
                self.change(lambda path, status, body: answer if path.startswith("/assets/search.") else (status, body))
                self.driver.set_window_size(1000, 600)
                self.addCleanup(self.driver.set_window_size, 1000, 900)
                self.go("search/?q=fruit")
                self.wait.until(lambda driver: not self.all("html[data-asked]"))
                top = self.driver.execute_script(
                    "return document.getElementById('theme.a-to-z').getBoundingClientRect().top")
                self.assertLess(top, 600)
                # The browser says of the script what was done to it here.
                complaints(self.driver)

    def test_scripts_hold_no_lookbehind(self):
        names = [path.name for path in (self.server.site / "assets").glob("*.js")]
        self.assertGreater(len(names), 2)
        for path in (self.server.site / "assets").glob("*.js"):
            self.assertNotRegex(path.read_text(), r"\(\?<[=!]", path.name)

    # Colors

    def test_colors_follow_the_system_and_the_reader(self):
        seen = {}
        for scheme in ("light", "dark"):
            self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            self.addCleanup(self.command, "Emulation.setEmulatedMedia", features=[])
            for theme in ("", "light", "dark"):
                self.go("")
                self.driver.execute_script("if (arguments[0]) document.documentElement.dataset.theme = arguments[0]", theme)
                seen[scheme, theme] = self.driver.execute_script(BACKGROUND)
        light, dark = "rgb(251, 250, 247)", "rgb(22, 24, 26)"
        self.assertEqual(seen, {
            ("light", ""): light, ("light", "light"): light, ("light", "dark"): dark,
            ("dark", ""): dark, ("dark", "light"): light, ("dark", "dark"): dark})

    def test_each_color_holds_without_light_dark(self):
        def change(path, status, body):
            return status, body.replace(b"light-dark(", b"unknown(") if path.endswith(".css") else body

        self.change(change)
        self.go("")
        self.ask("fruit")
        self.assertEqual(self.driver.execute_script(BACKGROUND, self.find("dialog")), "rgb(251, 250, 247)")
        tokens = self.driver.execute_script("""
            const probe = document.body.appendChild(document.createElement('i'));
            return ['bg', 'surface', 'ink', 'line', 'accent', 'note-soft', 'mark'].map((name) => {
              probe.style = `background: var(--${name})`;
              return getComputedStyle(probe).backgroundColor;
            });""")
        self.assertEqual(len(set(tokens)), 7, tokens)
        self.assertNotIn("rgba(0, 0, 0, 0)", tokens)

    # Coming back, where the engine resets fields without autocompletion

    def test_fields_that_are_reset_keep_the_query(self):
        self.go("search/?q=fruit")
        self.until("main mark")
        field = self.find("main .ask input")
        field.send_keys(" soil")
        self.wait.until(lambda driver: "“fruit soil”" in self.find("main output").text)
        self.driver.execute_script("arguments[0].form.reset()", field)
        self.assertEqual(field.get_attribute("value"), "fruit soil")
        self.go("")
        self.ask("fruit")
        field = self.find("dialog input")
        self.assertEqual(self.driver.execute_script("return arguments[0].defaultValue", field), "fruit")


if __name__ == "__main__":
    unittest.main()
