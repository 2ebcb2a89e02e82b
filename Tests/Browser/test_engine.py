"""The browser's engine gives the answers of the tool, on the same files."""
import gzip
import pathlib
import tempfile
import unittest

from browser import ROOT, Server, build, chromium, complaints, search
from large_site import SEED, write_large_site
from queries import Queries, words_of

ASK = """
const done = arguments[arguments.length - 1];
(async () => {
  const { SearchIndex } = await import(document.documentElement.dataset.searchScript);
  const index = await SearchIndex.open(new URL(document.documentElement.dataset.searchIndex, location).href);
  const answers = [];
  for (const text of arguments[0]) {
    const { hits } = await index.search(text, { limit: 10 });
    answers.push(hits.map(({ url, score }) => ['/' + url, score]));
  }
  return answers;
})().then(done, (error) => done(String(error)));
"""


class EngineTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        cls.guide = folder / "guide/site"
        build(ROOT, cls.guide)
        write_large_site(folder / "large")
        cls.large = folder / "large/site"
        build(folder / "large", cls.large)
        cls.driver = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.folder.cleanup()

    def open(self, site):
        server = Server(site)
        self.addCleanup(server.close)
        self.driver.get(server.address)
        return server

    def assert_same_ranking(self, site, count):
        self.open(site)
        texts = Queries(words_of(site), SEED).make(count)
        expected = [[[hit["url"], hit["score"]] for hit in results] for results in search(site, texts)]
        actual = self.driver.execute_async_script(ASK, texts)
        self.assertIsInstance(actual, list, actual)
        for text, mine, theirs in zip(texts, actual, expected, strict=True):
            self.assertEqual(mine, theirs, f"seed {SEED}: {text!r}")
        answered = sum(1 for results in expected if results)
        self.assertGreater(answered, count / 2, "most queries must find something, or nothing is compared")
        self.assertEqual(complaints(self.driver), [])

    def test_the_script_is_small(self):
        [script] = (self.guide / "assets").glob("search.*.js")
        self.assertLessEqual(len(gzip.compress(script.read_bytes(), 9)), 12_000)

    def test_ranks_as_the_tool_does_on_the_guide(self):
        self.assert_same_ranking(self.guide, 1200)

    def test_ranks_as_the_tool_does_on_a_divided_index(self):
        self.assertGreater(len(list((self.large / "search/terms").iterdir())), 20)
        self.assert_same_ranking(self.large, 1200)


if __name__ == "__main__":
    unittest.main()
