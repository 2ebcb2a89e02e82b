#!/usr/bin/env python3
"""Compares what searches find, over collections with judgements.

Usage: relevance.py WAYMARK --data COLLECTION [--data COLLECTION] [--systems Waymark,Pagefind,lunr,BM25]

A collection is a folder with docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv (query,
document, grade). Every system gets the same titles and texts, a page a document. A figure is nDCG@10 with
gains of 2^grade - 1; the share of queries without any answer stands in brackets. What is not installed is left
out: Pagefind is the PyPI package pagefind[extended] and needs Chromium, lunr is lunr, BM25 is bm25s with PyStemmer.
"""
import argparse
import contextlib
import importlib.util
import json
import math
import pathlib
import re
import tempfile
import time

import devtools
import pagefind_anchor
import waymark_tool
from collection import Collection
from server import StaticServer

# What is asked of Waymark: nDCG@10 on questions to a knowledge base.
TARGETS = {
    "feedbackqa": {
        "full question": .645,
        "2 rarest words": .478,
        "2 words, one typo": .457,
        "2 words, last cut to 60 %": .434,
        "3 title words": .96,
        "3 title words, one typo": .94,
        "3 title words, a first letter wrong": .94,
    },
}
# And everywhere: at most this share of queries without an answer.
EMPTY_TARGET = .01


class Waymark:
    name = "Waymark"

    def __init__(self, collection, waymark, folder):
        self.collection, self.waymark, self.folder = collection, waymark, folder
        collection.write_site(folder / "source")
        waymark_tool.build(waymark, folder / "source", folder / "site")

    def answer(self, texts):
        found = waymark_tool.search(self.waymark, self.folder / "site", texts, self.folder)
        return [identify(self.collection, addresses, r"/articles/(\d+)/") for addresses in found]


class Pagefind:
    name = "Pagefind"

    def __init__(self, collection, browser, folder):
        self.collection, self.browser, self.folder = collection, browser, folder
        collection.write_html(folder / "html")
        pagefind_anchor.build(folder / "html", folder / "pagefind")

    def answer(self, texts):
        with StaticServer(self.folder / "html", {"/pagefind/": self.folder / "pagefind"}) as server:
            with self.browser.page() as page:
                page.open(f"{server.address}/0.html")
                found = pagefind_anchor.ask(page, texts)
        return [identify(self.collection, addresses, r"/(\d+)\.html") for addresses in found]


def identify(collection, addresses, pattern):
    """The documents of the addresses; None for a page that is none, which keeps its rank."""
    matches = [re.fullmatch(pattern, address) for address in addresses]
    return [match and collection.documents[int(match.group(1))].id for match in matches]


def ndcg(answer, grades, depth=10):
    def discounted(row):
        return sum((2 ** grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(row[:depth]))

    found = discounted([grades.get(number, 0) for number in answer])
    return found / discounted(sorted(grades.values(), reverse=True))


def missing(options):
    """Systems that cannot be asked here -> why."""
    found = {module: importlib.util.find_spec(module) for module in ("lunr", "bm25s")}
    reasons = {
        "Waymark": not waymark_tool.has_search(options.waymark) and "the tool has no command search",
        "Pagefind": (not pagefind_anchor.is_installed() and "pagefind[extended] is not installed")
        or (not options.chromium and "there is no Chromium"),
        "lunr": not found["lunr"] and "lunr is not installed",
        "BM25": not found["bm25s"] and "bm25s is not installed",
    }
    return {name: reason for name, reason in reasons.items() if reason}


def start(name, collection, options, browser, folder):
    place = folder / f"{collection.name}-{name}"
    match name:
        case "Waymark":
            return Waymark(collection, options.waymark, place)
        case "Pagefind":
            return Pagefind(collection, browser, place)
    import baselines
    return {"lunr": baselines.Lunr, "BM25": baselines.BM25}[name](collection)


def measure(collection, systems):
    from queries import forms
    rows = []
    for form, asked in forms(collection).items():
        row = {"collection": collection.name, "form": form, "queries": len(asked), "systems": {}}
        for system in systems:
            began = time.monotonic()
            answers = system.answer([query.text for query in asked])
            row["systems"][system.name] = {
                "ndcg": sum(map(ndcg, answers, (query.grades for query in asked))) / len(asked),
                "empty": sum(not answer for answer in answers) / len(asked),
                "seconds": time.monotonic() - began,
            }
        rows.append(row)
        print(line(row, [system.name for system in systems]), flush=True)
    return rows


def line(row, names):
    cells = [f"{row['form']:36} {row['queries']:5}"]
    cells += [
        f"{row['systems'][name]['ndcg']:6.3f} ({row['systems'][name]['empty']:4.0%})" for name in names]
    target = TARGETS.get(row["collection"], {}).get(row["form"])
    ours = row["systems"].get("Waymark")
    cells.append(f"{target:.2f}" if target else "   -")
    if ours:
        others = [row["systems"][name]["ndcg"] for name in names if name != "Waymark"]
        met = ours["ndcg"] >= (target or 0) and ours["empty"] <= EMPTY_TARGET
        cells.append("met" if met else "MISSED")
        cells += ["not the best"] * (ours["ndcg"] < max(others, default=0))
    return "  ".join(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--data", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--systems", default="Waymark,Pagefind,lunr,BM25")
    parser.add_argument("--chromium", default=devtools.find_chromium())
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    if not importlib.util.find_spec("Stemmer"):
        print("left out: relevance: PyStemmer is not installed; it tells which words are rare")
        return
    if not options.data:
        print("left out: relevance: no --data")
    without = missing(options)
    names = [name for name in options.systems.split(",") if name not in without]
    for name, reason in without.items():
        print(f"left out: {name}: {reason}")
    rows = []
    opened = devtools.Chromium(options.chromium) if "Pagefind" in names else contextlib.nullcontext()
    with opened as browser, tempfile.TemporaryDirectory() as folder:
        for data in options.data:
            if not (data / "docs.jsonl").is_file():
                print(f"left out: {data}: holds no docs.jsonl")
                continue
            collection = Collection.load(data)
            print(f"\n{collection.name}: {len(collection.documents)} documents, nDCG@10 (no answer at all)")
            systems = [start(name, collection, options, browser, pathlib.Path(folder)) for name in names]
            print(f"{'':36} asked  " + "  ".join(f"{name:13}" for name in names) + "  target")
            rows += measure(collection, systems)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
