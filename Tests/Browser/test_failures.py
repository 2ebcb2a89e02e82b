"""Files that are cut, gone, or of another build: never a wrong answer, and always a way on."""
import pathlib
import tempfile
import unittest

from browser import Server, build, chromium, complaints, search
from large_site import write_large_site
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

OPEN = """
const done = arguments[0];
(async () => {
  const { SearchIndex } = await import(document.documentElement.dataset.searchScript);
  window.index = await SearchIndex.open(new URL(document.documentElement.dataset.searchIndex, location).href);
})().then(() => done(''), (error) => done(error.kind ?? String(error)));
"""
ASK = """
const done = arguments[1];
window.index.search(arguments[0], { limit: 10 }).then(
  ({ hits }) => done(hits.map(({ url, score }) => ['/' + url, score])), (error) => done(error.kind ?? String(error)));
"""


class FailureTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.sites = {}
        for name, options in {
            "first": {}, "edited": {"edited": range(0, 400, 3)}, "longer": {"pages": 430},
        }.items():
            source = pathlib.Path(cls.folder.name) / name
            write_large_site(source, **options)
            cls.sites[name] = source / "site"
            build(source, cls.sites[name])
        title = search(cls.sites["first"], ["dolu"], limit=1)[0][0]["title"]
        cls.query = title.split()[0]
        cls.driver = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.folder.cleanup()

    def serve(self, name):
        self.server = Server(self.sites[name])
        self.addCleanup(self.server.close)
        self.driver.get(self.server.address)

    def answer(self, text):
        return self.driver.execute_async_script(ASK, text)

    def expected(self, name, text):
        return [[hit["url"], hit["score"]] for hit in search(self.sites[name], [text])[0]]

    # Redeployed while the page is open

    def assert_follows(self, name):
        self.serve("first")
        self.assertEqual(self.driver.execute_async_script(OPEN), "")
        self.assertEqual(self.answer(self.query), self.expected("first", self.query))
        self.server.site = self.sites[name]
        texts = [hit["title"] for hits in search(self.sites[name], ["sopa", "mefi ra", "bogu"]) for hit in hits]
        for text in [*texts, self.query]:
            got = self.answer(text)
            self.assertIn(got, [self.expected(name, text), self.expected("first", text)], text)
        # At the latest once it met a file of the new build, every answer is the new build's.
        self.assertEqual(self.answer(texts[-1]), self.expected(name, texts[-1]))
        self.assertEqual(complaints(self.driver), [])

    def test_follows_a_build_with_other_texts(self):
        self.assert_follows("edited")

    def test_follows_a_build_with_more_pages(self):
        self.assert_follows("longer")

    def test_says_so_when_a_build_is_half_there(self):
        self.serve("first")
        new = self.sites["longer"] / "search/boot.bin"
        self.server.extra["/search/boot.bin"] = new.read_bytes()
        self.assertEqual(self.driver.execute_async_script(OPEN), "")
        self.assertEqual(self.answer(self.query), "outdated")
        del self.server.extra["/search/boot.bin"]
        self.assertEqual(self.answer(self.query), self.expected("first", self.query))

    # Files that are broken or gone

    def assert_recovers(self, change, kinds):
        self.serve("first")
        self.assertEqual(self.driver.execute_async_script(OPEN), "")
        expected = self.expected("first", self.query)
        self.server.change = change
        self.assertIn(self.answer(self.query), kinds)
        self.server.change = lambda path, status, body: (status, body)
        self.assertEqual(self.answer(self.query), expected)
        self.assertEqual(complaints(self.driver), [])

    def test_recovers_from_cut_files(self):
        for part in ("/search/terms/", "/search/pages/"):
            for share in (0, 0.3, 0.99):
                with self.subTest(part=part, share=share):
                    self.assert_recovers(
                        lambda path, status, body: (
                            status, body[:int(len(body) * share)] if path.startswith(part) else body), ["damaged"])

    def test_recovers_from_missing_files(self):
        for part in ("/search/terms/", "/search/pages/"):
            with self.subTest(part=part):
                self.assert_recovers(
                    lambda path, status, body: (404, b"") if path.startswith(part) else (status, body), ["outdated"])

    def test_recovers_from_a_server_that_fails(self):
        self.assert_recovers(
            lambda path, status, body: (500, b"oops") if path.startswith("/search/terms/") else (status, body),
            ["offline"])

    def test_takes_no_other_file_for_an_index(self):
        page = b"<!doctype html><title>Sign in to this network</title>"
        for path in ("/search/boot.bin", "/search/terms/"):
            with self.subTest(path=path):
                self.serve("first")
                self.server.change = lambda asked, status, body: (200, page) if asked.startswith(path) else (status, body)
                kind = self.driver.execute_async_script(OPEN) or self.answer(self.query)
                self.assertEqual(kind, "damaged")

    # What the reader sees

    def test_the_dialog_offers_another_try_and_the_list(self):
        self.serve("first")
        self.server.change = lambda path, status, body: (404, b"") if "/search/terms/" in path else (status, body)
        self.driver.find_element(By.CSS_SELECTOR, "[data-search]").click()
        wait = WebDriverWait(self.driver, 10)
        field = wait.until(lambda d: d.find_element(By.CSS_SELECTOR, "dialog[open] input[type=search]"))
        field.send_keys(self.query)
        retry = wait.until(lambda d: d.find_element(By.XPATH, "//dialog//button[.='Try again']"))
        way_out = self.driver.find_element(By.CSS_SELECTOR, "dialog .notice a")
        self.assertIn("/search/?q=", way_out.get_attribute("href"))
        self.server.change = lambda path, status, body: (status, body)
        retry.click()
        wait.until(lambda d: d.find_element(By.CSS_SELECTOR, "dialog [role=option] mark"))
        self.assertEqual(complaints(self.driver), [])


if __name__ == "__main__":
    unittest.main()
