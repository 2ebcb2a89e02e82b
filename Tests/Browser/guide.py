"""What the tests of pages share: a built site, a server of it, and a browser."""
import pathlib
import tempfile
import unittest

from browser import Server, build, chromium, complaints, guide, shared
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

# One page of each kind.
PAGES = {
    "home": "", "article": "articles/three-ways-in/", "question": "faq/how-long/", "questions": "faq/", "path": "paths/way-inside/",
    "paths": "paths/", "table": "tables/interview-types/", "term": "glossary/retention/", "terms": "glossary/", "topic": "topics/ways-in/",
    "checklist": "checklists/inside-move/", "picture": "figures/choosing-a-way/", "resource": "resources/pm-interview-playbook/", "map": "map/",
    "search": "search/", "lost": "404.html", "page": "about/",
}


class GuideCase(unittest.TestCase):
    """Tests of the guide, or of the site that `sources` writes, in Chromium or the engine that a subclass names."""

    engine = "chromium"
    sources = None

    @classmethod
    def setUpClass(cls):
        cls.driver = chromium() if cls.engine == "chromium" else shared(cls.engine)
        if cls.engine == "chromium":
            cls.addClassCleanup(cls.driver.quit)
        if cls.sources:
            folder = tempfile.TemporaryDirectory()
            cls.addClassCleanup(folder.cleanup)
            source = pathlib.Path(folder.name) / "source"
            cls.sources(source)
            cls.site = pathlib.Path(folder.name) / "site"
            build(source, cls.site)
        else:
            cls.site = guide()
        cls.server = Server(cls.site)
        cls.addClassCleanup(cls.server.close)
        cls.wait = WebDriverWait(cls.driver, 10)

    def tearDown(self):
        self.assertEqual(complaints(self.driver), [])

    def go(self, path):
        self.driver.get("about:blank")
        self.driver.get(self.server.address + path)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def until(self, selector):
        return self.wait.until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))

    def until_left(self):
        """Waits until another page than the first is there, with its scripts."""
        self.wait.until(lambda driver: driver.current_url != self.server.address
                        and driver.execute_script("return document.readyState") == "complete")

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def run_script(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def command(self, name, **arguments):
        if self.engine != "chromium":
            self.skipTest(f"{name} is a command of Chromium's protocol")
        return self.driver.execute_cdp_cmd(name, arguments)

    def show_at(self, width, height):
        """Makes the page itself, not the window, as large as this; other browsers than Chromium have no smaller windows."""
        if self.engine != "chromium":
            self.driver.set_window_size(width, height)
            self.addCleanup(self.driver.set_window_size, 1000, 900)
            return
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        # Of a phone, where they take no room.
        self.command("Emulation.setScrollbarsHidden", hidden=True)
        self.addCleanup(self.command, "Emulation.clearDeviceMetricsOverride")

    def take(self, script):
        """Runs a script in each page before its own."""
        added = self.command("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.addCleanup(self.command, "Page.removeScriptToEvaluateOnNewDocument", **added)
