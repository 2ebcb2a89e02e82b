"""The whole guide, to keep: the page on paper and on a screen, the PDF and the EPUB, read by other programs than wrote them."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

from browser import ROOT, waymark

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")
HOSTILE = """---
title: Hostile
---
<!-- a secret --> %%another%% Text&nbsp;with &bogus; & <b>unclosed <i>wrong</b> order</i> <br> <wbr>

<div align=center onclick='x()'><p>one<div>two</div></p></span></div><custom-tag>kept</custom-tag>

<table><tr><td width=3>a<td>b<tr><th scope=row>c</table> <script>no()</script><style>no {}</style>

<iframe src="https://example.com/v" title="A film"></iframe> <svg viewBox="0 0 1 1"><linearGradient id="g"/><path d="M0 0"></svg>

<ul><li>one<li>two</ul><details><summary>More</summary>inside</details><input type=checkbox checked><button>no</button>

[[hostile#^a]] <a id="^a" name="b c">anchor</a> <p id="double">x</p><p id="double">y</p> <img src=dot.png width=50% alt="A dot">
"""


def run(*words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout


class WholeGuide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.site = pathlib.Path(cls.folder.name) / "site"
        waymark("build", "--quiet", "--source", ROOT, "--output", cls.site, "--epub", "--pdf")
        cls.page = (cls.site / "print/index.html").read_text(encoding="utf-8")
        cls.epub = cls.site / "guide.epub"
        cls.pdf = cls.site / "guide.pdf"

    def outline(self):
        entries = json.loads(run("qpdf", "--json", "--json-key=outlines", self.pdf))["outlines"]
        found = []

        def add(entries, depth):
            for entry in entries:
                found.append((depth, entry["title"].strip(), entry["destpageposfrom1"]))
                add(entry["kids"], depth + 1)

        add(entries, 0)
        return found

    def test_everything_is_on_the_page_once(self):
        for file in ROOT.glob("content/*/*.md"):
            title = re.search(r"^title: (.+)$", file.read_text(encoding="utf-8"), re.M)
            if title and not file.name.startswith("_"):
                words = title[1].strip("\"'").replace("'", "’")
                self.assertIn(words.split("“")[0].split('"')[0][:40].replace("&", "&amp;"), self.page, file.name)
        ids = re.findall(r' id="([^"]+)"', self.page)
        self.assertEqual(len(ids), len(set(ids)))
        links = set(re.findall(r'href="#([^"]+)"', self.page))
        self.assertGreater(len(links), 150)
        self.assertEqual(links - set(ids), set())
        self.assertNotIn("<!--", self.page)
        self.assertNotIn("<button", self.page)
        self.assertEqual(re.findall(r' (?:href|src)="/[^"]*"', self.page), [])

    def test_pages_of_the_site_know_it_but_search_and_sitemap_do_not(self):
        self.assertIn('href="/print/"', (self.site / "index.html").read_text(encoding="utf-8"))
        self.assertNotIn("/print/", (self.site / "sitemap.xml").read_text(encoding="utf-8"))
        self.assertNotIn("/print/", waymark("search", "--site", self.site, "the whole guide on one page"))
        self.assertIn('content="noindex"', self.page)

    def test_the_epub_is_well_formed_and_its_links_lead_somewhere(self):
        with zipfile.ZipFile(self.epub) as archive:
            self.assertEqual(archive.infolist()[0].filename, "mimetype")
            self.assertEqual(archive.infolist()[0].compress_type, zipfile.ZIP_STORED)
            self.assertIsNone(archive.testzip())
            self.assertEqual({entry.date_time for entry in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})
            pages = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")}
        ids, links = set(), set()
        for name, page in pages.items():
            name = name.removeprefix("EPUB/")
            for element in xml.etree.ElementTree.fromstring(page).iter():
                if "id" in element.attrib:
                    self.assertNotIn(f"{name}#{element.get('id')}", ids)
                    ids.add(f"{name}#{element.get('id')}")
                target = element.get("href", "")
                if "#" in target and ":" not in target:
                    links.add(name + target if target.startswith("#") else target)
        self.assertGreater(len(links), 150)
        self.assertEqual(links - ids, set())

    def test_the_epub_is_the_same_each_time(self):
        other = pathlib.Path(self.folder.name) / "other"
        waymark("build", "--quiet", "--source", ROOT, "--output", other, "--epub", "--as-of", "2030-01-01")
        self.assertEqual(self.epub.read_bytes(), (other / "guide.epub").read_bytes())

    @unittest.skipUnless(shutil.which("epubcheck"), "epubcheck is not installed")
    def test_epubcheck_has_nothing_to_say(self):
        jar = shutil.which("epubcheck")
        with open(jar, "rb") as file:
            command = ["java", "-jar", jar] if file.read(2) == b"PK" else [jar]
        self.check_epub(command, self.epub)
        folder = pathlib.Path(self.folder.name) / "hostile"
        (folder / "content").mkdir(parents=True)
        (folder / "waymark.yml").write_text("title: 'A & <b>'\nbase_url: https://example.org/x/\nmarkdown: {html: allow}\n")
        (folder / "content/dot.png").write_bytes(DOT)
        (folder / "content/hostile.md").write_text(HOSTILE, encoding="utf-8")
        (folder / "content/2. & ü.md").write_text("# 2 & ü\n\nText[^1] `code`.\n\n[^1]: Note.\n\n```c\nint x;\n```\n", encoding="utf-8")
        waymark("build", "--quiet", "--source", folder, "--output", folder / "out", "--epub")
        self.check_epub(command, folder / "out/guide.epub")
        with zipfile.ZipFile(folder / "out/guide.epub") as archive:
            text = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
        for word in ("secret", "another", "no()", "onclick"):
            self.assertNotIn(word, text)
        for word in ("kept", "A film", "inside", "\u2611"):
            self.assertIn(word, text)

    def check_epub(self, command, file):
        result = subprocess.run([*command, file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self.assertIn("0 fatals / 0 errors / 0 warnings", result.stdout, result.stdout[-2000:])

    @unittest.skipUnless(shutil.which("pdfinfo"), "poppler-utils is not installed")
    def test_the_pdf_has_a_title_tags_and_everything(self):
        facts = run("pdfinfo", self.pdf)
        self.assertRegex(facts, r"Title: +Into Product")
        self.assertRegex(facts, r"Tagged: +yes")
        self.assertRegex(facts, r"JavaScript: +no")
        structure = run("pdfinfo", "-struct", self.pdf)
        for tag in ("H1", "H2", "H3", "H4", "Table", "TH", "L ", "LI", "Link"):
            self.assertIn(f" {tag}", structure)
        text = run("pdftotext", self.pdf, "-")
        for words in ("Interview types, and how to answer each", "https://", "Addresses"):
            self.assertIn(words, text)

    @unittest.skipUnless(shutil.which("pdftotext"), "poppler-utils is not installed")
    def test_no_page_of_the_pdf_ends_with_a_heading(self):
        labels = ("Questions people ask", "What may help", "Where this comes from")
        pages = [re.findall(r"\S.*", page) for page in run("pdftotext", "-layout", self.pdf, "-").split("\f")]
        # The last line is the number of the page.
        last = [(page[-1], page[-2].strip()) for page in pages if len(page) > 1]
        self.assertEqual([entry for entry in last if entry[1] in labels], [])

    @unittest.skipUnless(shutil.which("qpdf"), "qpdf is not installed")
    def test_the_pdf_has_the_outline_of_the_guide(self):
        outline = self.outline()
        titles = [(depth, title) for depth, title, _ in outline]
        for entry in ((1, "Contents"), (1, "Guides"), (1, "Questions"), (1, "Glossary"), (1, "Addresses")):
            self.assertIn(entry, titles)
        self.assertIn((2, "How to become a product manager: three ways in"), titles)
        pages = [page for _, _, page in outline]
        self.assertEqual(pages, sorted(pages))
        self.assertGreater(len(outline), 200)

    @unittest.skipUnless(shutil.which("qpdf"), "qpdf is not installed")
    def test_links_of_the_pdf_lead_inside_it(self):
        objects = json.loads(run("qpdf", "--json", "--json-key=qpdf", self.pdf))["qpdf"][1]
        values = [entry["value"] for entry in objects.values() if isinstance(entry.get("value"), dict)]
        links = [value for value in values if value.get("/Subtype") == "/Link"]
        inside = [link for link in links if "/Dest" in link]
        self.assertGreater(len(inside), 500)
        outside = {link["/A"]["/URI"].removeprefix("u:") for link in links if "/URI" in link.get("/A", {})}
        self.assertTrue(outside)
        self.assertEqual({address for address in outside if not address.startswith(("http", "mailto:"))}, set())
