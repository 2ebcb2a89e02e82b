"""The browser's engine gives the answers of the tool, on the same files."""
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
# The engine's inner functions, from the same parts that the site's script is made of.
PARTS = sorted((ROOT / "templates/assets/search.js").glob("[1-4]-*.js"))
INNER = "import(location.origin + '/inner.js')"


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
        server.extra["/inner.js"] = b"\n".join(part.read_bytes() for part in PARTS) + (
            b"\nexport { englishStem, wordsOf, toText };")
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

    def test_ranks_as_the_tool_does_on_the_guide(self):
        self.assert_same_ranking(self.guide, 1200)

    def test_ranks_as_the_tool_does_on_a_divided_index(self):
        self.assertGreater(len(list((self.large / "search/terms").iterdir())), 20)
        self.assert_same_ranking(self.large, 1200)

    def test_stems_as_the_library_does(self):
        lines = (ROOT / "Tests/SearchTests/stems.tsv").read_text().split("\n")
        pairs = [line.split("\t") for line in lines if line]
        self.open(self.guide)
        stems = self.driver.execute_async_script(
            f"const done = arguments[1]; {INNER}.then((m) => done(arguments[0].map(m.englishStem)), (e) => done(String(e)))",
            [word for word, _ in pairs])
        self.assertIsInstance(stems, list, stems)
        wrong = [(word, stem, got) for (word, stem), got in zip(pairs, stems, strict=True) if stem != got]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
