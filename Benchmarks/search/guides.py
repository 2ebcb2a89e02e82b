"""Guides in a work folder, built with and without Waymark's index, and Pagefind's index of the same HTML."""
import dataclasses
import pathlib
import shutil
import subprocess
import sys

import pagefind_anchor
import waymark_tool

# Articles only: Pagefind would index lists of all pages too, which no reader searches for.
ARTICLES = "articles/*/index.html"


@dataclasses.dataclass(frozen=True)
class Guide:
    folder: pathlib.Path
    pages: int

    @property
    def indexed(self):
        """The site as Waymark builds it, its search index included."""
        return self.folder / "with-index"

    @property
    def plain(self):
        """The same site without Waymark's index: what Pagefind reads."""
        return self.folder / "without-index"

    @property
    def pagefind(self):
        return self.folder / "pagefind"

    def sources(self):
        return sorted((self.folder / "content" / "articles").glob("*.md"))

    def build(self, waymark, has_search):
        """Builds everything anew; name of the build -> what it cost. Without a search to turn off, two of the three."""
        for folder in (self.indexed, self.plain, self.pagefind):
            shutil.rmtree(folder, ignore_errors=True)
        settings = self.folder / "waymark.yml"
        text = settings.read_text()
        costs = {}
        if has_search:
            costs["with"] = waymark_tool.build(waymark, self.folder, self.indexed)
            settings.write_text(text + waymark_tool.WITHOUT_INDEX)
        try:
            costs["without"] = waymark_tool.build(waymark, self.folder, self.plain)
        finally:
            settings.write_text(text)
        if pagefind_anchor.is_installed():
            costs["pagefind"] = pagefind_anchor.build(self.plain, self.pagefind, ARTICLES)
        return costs


def guide(work, pages):
    """The guide of so many pages in the work folder, written where it is not there."""
    folder = work / f"guide-{pages}"
    # In a process of its own: this one's memory would count as that of the programs that it starts.
    subprocess.run([sys.executable, pathlib.Path(__file__).with_name("guide.py"), folder, str(pages)], check=True)
    return Guide(folder, pages)
