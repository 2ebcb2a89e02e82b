#!/usr/bin/env python3
"""How often the guide's search puts the right page first, or among the first three.

Usage: questions.py WAYMARK [--source GUIDE] [--systems Waymark,BM25] [--misses]

- strangers, strangers-2: 100 questions each, written from the topic alone, before their author looked at the guide,
  its search tests or its index; a tab and the pages that answer each were added afterwards. A question without pages is
  one that the guide does not answer, and is not counted. They are never indexed, and nothing is tuned with them. The
  second set was written when the search was done.
- pairs: 200 pairs of neighboring words of one page's text that no other page has both: that page is the answer.
`waymark search --report` counts the guide's own search tests, and held ones apart. BM25 is bm25s with PyStemmer, over
the same Markdown.
"""
import argparse
import importlib.util
import pathlib
import random
import re
import tempfile

import waymark_tool
from stop_words import STOP_WORDS

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261
PAIRS = 200
TARGET = 150  # pairs that are first
WORD = re.compile(r"[^\W\d_]{3,}")
SENTENCE_END = re.compile(r"[.!?:;,()“”\"|\n]")


def pages_of(source):
    """Name of each page -> the text of its Markdown."""
    content = source / "content"
    return {
        str(file.relative_to(content).with_suffix("")).removesuffix("/_index"): plain(file.read_text(encoding="utf-8"))
        for file in sorted(content.rglob("*.md")) if file.name != "_index.md"}


def plain(markdown):
    """Markdown without the targets of links, comments, marks and the keys of front matter."""
    text = re.sub(r"<!--.*?-->", " ", markdown, flags=re.S)
    text = re.sub(r"^(sources|related|next|topics|asked|date|updated|order|icon):.*\n(?:[ -].*\n)*", "", text, flags=re.M)
    text = re.sub(r"\[\[[^]|]*\|([^]]*)\]\]", r"\1", text)
    text = re.sub(r"!?\[\[[^]]*\]\]", ". ", text)
    text = re.sub(r"\]\([^)]*\)", " ", text)
    return re.sub(r"^[ -]*[a-z_]+: ", "", re.sub(r"[*_`#\[>]", "", text), flags=re.M)


def pairs(pages):
    """Pairs of neighboring words -> the only page that has both, a sample."""
    from Stemmer import Stemmer
    stem = Stemmer("english").stemWord
    holders, found = {}, {}
    for page, text in pages.items():
        for sentence in SENTENCE_END.split(text.lower()):
            words = sentence.split()
            for word in words:
                holders.setdefault(stem(word), set()).add(page)
            for left, right in zip(words, words[1:]):
                if all(WORD.fullmatch(word) and word not in STOP_WORDS for word in (left, right)):
                    found[left, right] = page
    only = sorted(
        (f"{left} {right}", [page]) for (left, right), page in found.items()
        if len(holders[stem(left)] & holders[stem(right)]) == 1)
    return random.Random(SEED).sample(only, PAIRS)


def strangers(name):
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(question, pages.split()) for question, pages in rows if pages]


class Waymark:
    name = "Waymark"

    def __init__(self, waymark, source, folder):
        self.waymark, self.folder = waymark, folder
        waymark_tool.build(waymark, source, folder / "site")

    def answer(self, texts):
        found = waymark_tool.search(self.waymark, self.folder / "site", texts, self.folder)
        return [[address.replace("#", "").strip("/") for address in addresses] for addresses in found]


class BM25:
    name = "BM25"

    def __init__(self, pages):
        import bm25s
        from Stemmer import Stemmer
        self.names = list(pages)
        self.tokens = lambda texts: bm25s.tokenize(
            texts, stopwords="en", stemmer=Stemmer("english"), show_progress=False)
        self.index = bm25s.BM25(method="lucene", k1=1.2, b=.75)
        self.index.index(self.tokens(list(pages.values())), show_progress=False)

    def answer(self, texts):
        found, _ = self.index.retrieve(self.tokens(texts), k=10, show_progress=False)
        return [[self.names[number] for number in row] for row in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--source", type=pathlib.Path, default=HERE.parents[1])
    parser.add_argument("--misses", action="store_true", help="list what is not among the first three")
    options = parser.parse_args()
    if not importlib.util.find_spec("Stemmer"):
        print("left out: questions: PyStemmer is not installed; it tells which words are forms of one")
        return
    pages = pages_of(options.source)
    with tempfile.TemporaryDirectory() as folder:
        systems = [Waymark(options.waymark, options.source, pathlib.Path(folder))]
        if importlib.util.find_spec("bm25s"):
            systems.append(BM25(pages))
        else:
            print("left out: BM25: bm25s is not installed")
        sets = {name: strangers(name) for name in ("strangers", "strangers-2")} | {"pairs": pairs(pages)}
        for name, questions in sets.items():
            for system in systems:
                show(name, questions, system, options.misses)


def show(name, questions, system, lists_misses):
    answers = system.answer([question for question, _ in questions])
    ranks = [
        next((rank for rank, page in enumerate(answer) if page in right), 99)
        for answer, (_, right) in zip(answers, questions)]
    first, three = sum(rank == 0 for rank in ranks), sum(rank < 3 for rank in ranks)
    line = f"{name:11} {system.name:8} {len(questions):4} asked  {first:4} first  {three:4} among three"
    if name == "pairs" and system.name == "Waymark":
        line += f"  target {TARGET} first: {'met' if first >= TARGET else 'MISSED'}"
    print(line, flush=True)
    if lists_misses and system.name == "Waymark":
        for (question, right), rank, answer in zip(questions, ranks, answers):
            if rank >= 3:
                print(f"    {question} -> {' '.join(right)}; first: {answer[0] if answer else 'nothing'}")


if __name__ == "__main__":
    main()
