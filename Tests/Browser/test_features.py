"""The table of what the theme asks of browsers (docs/explanation/browsers.md) says what styles and scripts use."""
import re
import unittest

from browser import ROOT

# What a browser must be able to do: Chrome, Firefox, Safari.
POLICY = (102, 115, 16.4)
# What every browser had before 2021.
OLD = set("""
@media @page @supports hover max-width min-width prefers-color-scheme prefers-reduced-motion ::after ::backdrop ::before ::marker ::placeholder
::first-letter :placeholder-shown ::-webkit-details-marker ::-webkit-search-cancel-button -webkit- -moz-appearance
:checked :empty :first-child :focus :hover :last-child :not :nth-last-child :nth-of-type :only-child :root :target :visited
attr() inset() deg calc() clamp() counter() grayscale() linear-gradient() min() minmax() repeat() selector() var()
ch em fr mm pt px rem s vh vmax vw
align-items align-self animation-duration appearance background background-color background-position background-repeat background-size block-size border
border-block border-bottom border-bottom-left-radius border-collapse border-color border-inline-start border-inline-start-width border-left border-radius border-top border-width bottom box-shadow
box-sizing break-after break-before break-inside clip-path color column-gap columns content counter-increment counter-reset cursor direction display
dominant-baseline fill fill-opacity filter flex flex-basis flex-direction flex-wrap font font-family font-size font-style font-variant-numeric
font-weight gap grid-area grid-auto-columns grid-auto-flow grid-column grid-row grid-template grid-template-columns grid-template-rows height isolation
justify-content justify-self left letter-spacing line-height list-style margin margin-block margin-bottom margin-inline-end margin-inline-start
margin-left margin-right margin-top max-height max-width min-height min-width navigation opacity order orphans outline outline-offset overflow
overflow-wrap overflow-x overflow-y overscroll-behavior padding padding-block padding-bottom padding-inline padding-inline-end padding-inline-start padding-left padding-right padding-top
paint-order place-items pointer-events position right scroll-margin-top scroll-padding scroll-padding-top stroke stroke-linejoin stroke-width text-align
text-anchor text-overflow text-decoration text-decoration-color text-decoration-style text-decoration-thickness text-underline-offset text-transform top transform transform-box transform-origin
transition unicode-bidi vertical-align visibility white-space widows width z-index
""".split())
# Names in scripts that are newer than 2020, by the pattern that finds them: whatever the scripts use of these is in the table.
SCRIPT = {
    "`dialog`": r"showModal", "`popover`": r"showPopover|\.popover\b", "`fragmentDirective`": r"fragmentDirective",
    "`DecompressionStream`": r"DecompressionStream", "`.at()`": r"\.at\(", "`??=`, `\\|\\|=`": r"\?\?=|\|\|=|&&=", "`import()`": r"\bimport\(",
    "`replaceChildren()`": r"replaceChildren", "`replaceAll()`": r"replaceAll\(", "`structuredClone`": r"structuredClone", "`Object.hasOwn`": r"hasOwn\(",
    "`findLast()`": r"findLast", "`toSorted()`": r"\.to(Sorted|Reversed|Spliced)\(", "`groupBy`": r"groupBy\(", "`withResolvers`": r"withResolvers",
    "`Intl.Segmenter`": r"Segmenter", "`CSS.highlights`": r"CSS\.highlights|new Highlight", "`AbortSignal.timeout`": r"AbortSignal\.(timeout|any)",
    "`URL.canParse`": r"URL\.(canParse|parse)\(", "`Array.fromAsync`": r"fromAsync", "`static` blocks": r"static \{", "private names": r"this\.#|^\s*#\w",
    "`checkVisibility()`": r"checkVisibility", "methods of sets": r"\.(union|intersection|difference|isSubsetOf)\(", "lookbehind": r"\(\?<[=!]",
    "methods of iterators": r"\.(values|keys|entries)\(\)\.(map|filter|take|toArray)\(", "`scrollend`": r"scrollend", "`startViewTransition`": r"startViewTransition",
}


def table():
    """The rows of the table: feature, the three versions, what there is without it."""
    rows = {}
    for line in (ROOT / "docs/explanation/browsers.md").read_text().splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and not set(cells[0]) <= {"-", " "} and cells[0] != "feature":
            rows[cells[0]] = cells[1:]
    return rows


def styles(text):
    """The names that a style sheet uses, as the table writes them."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    names = set()
    if re.search(r'content:[^;]*" / "', text):
        names.add("`content` with alternative text")
    if re.search(r":nth-last-child\([^)]* of ", text):
        names.add("`:nth-last-child(of)`")
    text = re.sub(r'"[^"]*"', '""', text)
    queries = " ".join(re.findall(r"@(?:media|supports)[^{]*", text))
    names |= {f"`{name}`" for name in re.findall(r"@[a-z-]+", text)}
    names |= {f"`{name}`" for name in re.findall(r"\(([a-z][a-z-]+):", queries)}
    rules = re.sub(r"@(?:media|supports)[^{]*", "", text)
    for selector in re.findall(r"([^{};]+)\{", rules):
        names |= {f"`{name}`" for name in re.findall(r"(?<!:)::?[a-z-]+", selector)}
    for block in re.findall(r"\{([^{}]*)\}", rules):
        for declaration in block.split(";"):
            name, _, value = declaration.partition(":")
            name = name.strip()
            if not name or name.startswith("--") or not value:
                continue
            names.add(f"`{name}`")
            if name == "align-content":
                names.add("`align-content` in blocks")
            names |= {f"`{each}()`" for each in re.findall(r"([a-z-]+)\(", value)}
            names |= {f"`{each}`" for each in re.findall(r"(?<![\w#.-])[\d.]+([a-z]+)\b", value)}
    # Names with a form of their own in the table.
    with_parentheses = {"`:has`", "`:is`", "`:where`"}
    names = {name[:-1] + "()`" if name in with_parentheses else name for name in names} - {"`align-content`"}
    return {name for name in names if not name.startswith("`-webkit-") and name.strip("`") not in OLD}


class FeatureTests(unittest.TestCase):
    def used(self):
        assets = [path for path in (ROOT / "templates/assets").rglob("*") if path.is_file()]
        names = set()
        for path in assets:
            if path.suffix == ".css":
                names |= styles(path.read_text())
            elif path.suffix == ".js":
                text = path.read_text()
                names |= {name for name, pattern in SCRIPT.items() if re.search(pattern, text, re.M)}
        return names

    def test_the_table_has_what_is_used(self):
        used, listed = self.used(), set(table())
        self.assertEqual(used - listed, set(), "add these to docs/explanation/browsers.md, with their versions")
        self.assertEqual(listed - used, set(), "nothing uses these: take them out of docs/explanation/browsers.md")

    def test_what_is_newer_than_the_policy_says_what_there_is_without_it(self):
        for name, (*versions, without) in table().items():
            is_newer = any(
                version == "never" or float(version) > limit for version, limit in zip(versions, POLICY))
            if is_newer:
                self.assertTrue(without, name)

    def test_each_color_has_a_plain_value(self):
        for path in (ROOT / "templates/assets").rglob("*.css"):
            text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
            self.assertIsNone(re.search(r"light-dark\(|color-mix\(|oklch\(|lab\(", text), path.name)


if __name__ == "__main__":
    unittest.main()
