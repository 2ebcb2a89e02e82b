"""What the tests of the guide's pages share: the guide, built once a class, and a Chromium."""
import pathlib
import tempfile
import unittest

from browser import ROOT, Server, build, chromium, complaints
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
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.site = pathlib.Path(cls.folder.name) / "site"
        build(ROOT, cls.site)
        cls.server = Server(cls.site)
        cls.driver = chromium()
        cls.wait = WebDriverWait(cls.driver, 10)

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.server.close()
        cls.folder.cleanup()

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

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def run_script(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def show_at(self, width, height):
        """Makes the page itself, not the window, as large as this."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        # Of a phone, where they take no room.
        self.command("Emulation.setScrollbarsHidden", hidden=True)
        self.addCleanup(self.command, "Emulation.clearDeviceMetricsOverride")

    def take(self, script):
        """Runs a script in each page before its own."""
        added = self.command("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.addCleanup(self.command, "Page.removeScriptToEvaluateOnNewDocument", **added)
