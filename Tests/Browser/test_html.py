"""HTML in Markdown, as Chromium reads what the site writes: nothing outside the list, nothing outside its place, no text lost."""
import os
import pathlib
import random
import re
import tempfile
import unittest

from browser import Server, build, chromium

ELEMENTS = set("""h1 h2 h3 h4 h5 h6 br b i strong em a pre code img input tt div ins del sup sub p picture ol ul table
thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure
figcaption abbr bdo cite dfn mark small source span time wbr""".split())
# What the theme adds to a text: callouts, sections of footnotes, marks of examples.
THEME = {"section", "aside", "label", "svg", "path"}
ATTRIBUTES = set("""abbr align alt aria-hidden aria-label border char charoff checked clear cols colspan compact coords
datetime dir disabled frame height hreflang hspace id itemprop itemscope itemtype label lang loading maxlength media
multiple nohref noshade nowrap open progress prompt readonly rel rev role rows rowspan rules scope selected shape size
span start summary tabindex title type valign value width href src srcset""".split())
THEME_ATTRIBUTES = {"class", "data-label", "data-definition", "aria-labelledby", "tabindex"}
OTHERS = """script style template textarea title xmp iframe noembed noframes noscript plaintext svg math mi mtext
annotation-xml foreignObject desc select option optgroup form button object embed applet marquee font center u section
article main body html head base link meta frameset frame col colgroup video audio canvas nobr x-custom dialog slot
""".split()
NAMES = """href src srcset id name class style onclick onerror onload title alt width height align colspan open type
formaction xlink:href action data srcdoc background itemprop checked""".split()
VALUES = ["x", "javascript:alert(1)", "JaVa&#115;cript:alert(1)", "data:text/html,<b>", "https://example.org/a.png", "other.md",
          "\"", "'", "<b>", "&quot;onclick=x", "a b", "#part", "300", "50%", "a.png 1x, javascript:x 2x", "theme.main", "", "&colon;"]

TREE = """
const body = document.querySelector('div.text');
const walk = [...body.querySelectorAll('*')];
const elements = walk.map((e) => [
  e.namespaceURI === 'http://www.w3.org/1999/xhtml' ? e.localName : e.prefix + e.namespaceURI + e.localName,
  e.getAttributeNames(), e.getAttribute('href') || '', e.getAttribute('src') || '']);
return {
  elements, text: body.textContent,
  place: [...document.body.children].map((e) => e.localName + '.' + e.className).join(' '),
  inner: [...document.querySelector('article').children].map((e) => e.localName + '.' + e.className).join(' '),
};
"""
# The text of HTML without the content that is never text; `template` keeps its content elsewhere.
TEXT = """
const page = new DOMParser().parseFromString(arguments[0], 'text/html');
for (const dropped of page.querySelectorAll('script, style, template')) dropped.remove();
return page.documentElement.textContent;
"""


class Chance:
    """Random HTML in Markdown. Every text is a word of its own, by which it is found again."""

    def __init__(self, random):
        self.random = random
        self.count = 0

    def word(self):
        self.count += 1
        return f"w{self.count}w"

    def attribute(self):
        name, value = self.random.choice(NAMES), self.random.choice(VALUES)
        quote = self.random.choice(['"', "'"])
        form = self.random.random()
        if form < 0.1:
            return f" {name}"
        if form < 0.2:
            return f" {name}={value.replace(' ', '').replace('>', '') or 'x'}"
        return f" {name}={quote}{value.replace(quote, '')}{quote}"

    def start(self, name):
        attributes = "".join(self.attribute() for _ in range(self.random.choice([0, 0, 1, 2])))
        return f"<{self.random.choice([name, name.upper()])}{attributes}{self.random.choice(['', '', ' /', ' '])}>"

    def name(self):
        return self.random.choice(OTHERS if self.random.random() < 0.3 else sorted(ELEMENTS))

    def piece(self, depth):
        kind = self.random.random()
        if kind < 0.35 or depth > 5:
            return self.word() + self.random.choice([" ", " ", " & ", " &lt; ", " < ", " &copy "])
        if kind < 0.65:
            name = self.name()
            return self.start(name) + self.pieces(depth + 1) + f"</{name}>"
        if kind < 0.75:
            return self.start(self.name())
        if kind < 0.85:
            return f"</{self.name()}>"
        if kind < 0.9:
            return self.random.choice(["<!-- comment -->", "<!-->", "<!DOCTYPE html>", "<?php ?>", "<br>", "<3 "])
        if kind < 0.95:
            return "*" + self.word() + "* "
        return "\n"

    def pieces(self, depth):
        return "".join(self.piece(depth) for _ in range(self.random.randint(0, 4)))

    def block(self):
        text = self.pieces(0)
        kind = self.random.random()
        if kind < 0.5:
            return text
        if kind < 0.6:
            return "\n".join("> " + line for line in text.split("\n"))
        if kind < 0.7:
            return "- " + text.replace("\n", "\n  ")
        if kind < 0.75:
            line = text.replace("\n", " ").replace("|", "")
            return f"| A | B |\n| - | - |\n| {line} | {self.word()} |"
        if kind < 0.8:
            return "## " + text.replace("\n", " ")
        return "\n\n".join(self.pieces(3) for _ in range(3))

    def page(self):
        return "\n\n".join(self.block() for _ in range(6)) + f"\n\nThe end, {self.word()}.\n"


# Attempts to leave the list, the text or its place that have worked elsewhere.
HOSTILE = [
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href=\"\x01javascript:alert(1)\">w1w</a>", "<img src=`x` onerror=alert(1)>", "<img/src=x/onerror=alert(1)//",
    "<a href='java\tscript:alert(1)'>w1w</a>", "<a href=\"//example.org\\@x\">w1w</a>", "<div id=\"theme.main\">w1w</div>",
    "</article></main></body></html><h1>w1w</h1>", "<table><tr><td>\n\n</table></article>\n\nw1w", "<li><li></ul></ol>w1w",
    "| a |\n| - |\n| <table><table></table></table></td></tr></table>w1w |", "- <li>w1w</li></li></ul>\n- w2w",
    "<plaintext>w1w\n\nw2w", "<textarea>w1w</textarea><title>w2w</title>", "<select><option>w1w</select>", "<xmp><b>w1w</b></xmp>",
    "<p><a href=x><table><a href=y>w1w</a></table></a></p>", "<b>" * 300 + "w1w", "<table>" * 60 + "w1w", "<a><p>" * 40 + "w1w",
    "<img name=body id=location><a id=cookie name=getElementById>w1w</a>", "<input type=password value=w>w1w",
    "<a href=\"data:text/html;base64,x\">w1w</a>", "<div>\n\n> </div>w1w\n\n</div>w2w", "<!--><img src=x onerror=alert(1)>--> w1w",
    "<![CDATA[ w1w <img src=x onerror=alert(1)> ]]>", "<script>x</script >w1w", "<script >x</script\n>w1w", "<scr<script>ipt>w1w",
]


class HTMLTests(unittest.TestCase):
    def test_random_html(self):
        seed = int(os.environ.get("WAYMARK_SEED", random.randrange(1 << 32)))
        print(f"\nseed {seed}", flush=True)
        count = int(os.environ.get("WAYMARK_PAGES", "150"))
        chance = random.Random(seed)
        pages = [Chance(chance).page() for _ in range(count)]
        self.compare({f"p{index}": page for index, page in enumerate(pages)})

    def test_hostile_html(self):
        self.compare({f"h{index}": page + "\n\nThe end, w9w.\n" for index, page in enumerate(HOSTILE)})

    def compare(self, pages):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            for mode in ["safe", "drop"]:
                source = folder / mode
                (source / "content").mkdir(parents=True)
                (source / "waymark.yml").write_text(f"title: HTML\nmap: false\nsearch: false\nmarkdown: {{html: {mode}}}\n")
                for name, page in pages.items():
                    (source / "content" / f"{name}.md").write_text(f"---\ntitle: {name}\nglossary: false\n---\n{page}")
                (source / "content" / "plain.md").write_text("---\ntitle: Plain\n---\nText.\n")
                build(source, source / "site")
            driver = chromium()
            self.addCleanup(driver.quit)
            for mode in ["safe", "drop"]:
                server = Server(folder / mode / "site")
                self.addCleanup(server.close)
                driver.get(server.address + "plain/")
                plain = driver.execute_script(TREE)
                for name, page in pages.items():
                    driver.get(server.address + name + "/")
                    self.check(driver, driver.execute_script(TREE), plain, page, f"{mode}/{name}")

    def check(self, driver, tree, plain, page, name):
        for element, attributes, href, src in tree["elements"]:
            # The theme's own parts of a text have a class, which no author's element has.
            self.assertIn(element, ELEMENTS | THEME, f"{name}:\n{page}")
            for attribute in attributes:
                self.assertIn(attribute, ATTRIBUTES | THEME_ATTRIBUTES, f"{name}:\n{page}")
            for address in (href, src):
                self.assertNotRegex(address.lower(), r"^[\s\x00-\x20]*(javascript|vbscript|data:text)", f"{name}:\n{page}")
        self.assertEqual(tree["place"], plain["place"], f"{name} leaves its place:\n{page}")
        self.assertIn("div.text", tree["inner"].split(" "), f"{name}:\n{page}")
        self.assertEqual(tree["inner"].split(" ").count("div.text"), 1, f"{name}:\n{page}")
        self.assertIn("The end", tree["text"], f"{name}: the end is outside:\n{page}")
        shown = set(words(tree["text"]))
        # What stands in a script is left out, also where a browser takes it for text, as after `<plaintext>`.
        dropped = re.finditer(r"<(script|style|template)\b.*?(</\1|$)", page, re.DOTALL | re.IGNORECASE)
        wanted = set(words(driver.execute_script(TEXT, page)))
        wanted -= {word for match in dropped for word in words(match[0])}
        # So is what a stray quotation mark puts into a value.
        values = re.finditer(r"""="[^"]*"|='[^']*'""", page)
        wanted -= {word for match in values for word in words(match[0])}
        self.assertEqual(wanted - shown, set(), f"{name}: text is lost:\n{page}")


def words(text):
    return re.findall(r"w\d+w", text)


if __name__ == "__main__":
    unittest.main()
