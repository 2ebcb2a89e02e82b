#!/usr/bin/env python3
"""What search costs the reader: bytes, requests and seconds, in Chromium on a slow network.

Usage: transfer.py WAYMARK --work FOLDER [--pages 1000,10000] [--pairs 20] [--warm 60]

The guides are made up (guide.py) and kept in the work folder. Each pair of two-word queries is asked in a fresh
browser context with an empty cache, on a page that has fully loaded, at 1.6 Mbit/s and 150 ms. Bytes are what
DevTools counts on the wire, headers included, until nothing is under way any more.
- first, second: Waymark from the click that opens the dialog until results with a marked word are there (shown);
  Pagefind, without any dialog, from loading its script until the data of five results is there. `all` is the
  last byte.
- looked: the first query and an excerpt for every result. Waymark fetches one for the first result and for those
  that the reader looks at, Pagefind for all.
- warm: the script alone, with every file in memory.
Means over the pairs; medians for warm queries. Pagefind is the PyPI package pagefind[extended].
"""
import argparse
import json
import pathlib
import random
import re
import statistics
import time
import urllib.parse

import devtools
import guides
import pagefind_anchor
import probes
import waymark_tool
from server import StaticServer
from stop_words import STOP_WORDS

SLOW = (1.6e6, .150)
PAGE = "/articles/page-0/"
TARGETS = {
    (1000, "first"): {"kb": 36, "requests": 11},
    (1000, "second"): {"kb": 22},
    (10000, "first"): {"kb": 42, "requests": 11, "shown": 1.1},
    (10000, "second"): {"kb": 26, "shown": .5},
}
WARM_TARGET = 3  # ms
SCRIPTS = {
    "Waymark": ({"first": probes.FIRST, "looked": probes.LOOK, "second": probes.NEXT}, probes.WARM_WAYMARK),
    "Pagefind": ({"first": probes.PAGEFIND, "second": probes.PAGEFIND}, probes.WARM_PAGEFIND),
}


def pairs_of_queries(guide, count):
    """Pairs of two words of one page each, with different beginnings, so that marks tell whose results are shown."""
    rng = random.Random(guide.pages)
    sources = guide.sources()
    pairs = []
    while len(pairs) < count:
        words = [word for _ in range(2) for word in two_words(rng.choice(sources), rng)]
        if len({word[:3] for word in words}) == 4:
            pairs.append((" ".join(words[:2]), " ".join(words[2:])))
    return pairs


def two_words(source, rng):
    """Two content words of the page's text, frequent ones more likely."""
    text = re.sub(r"See \[\[.*?\]\]", "", source.read_text().split("---", 2)[2])
    return rng.sample([word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in STOP_WORDS], 2)


def ask_pair(browser, server, scripts, pair):
    """What a first query, looking at all its results, and a second query cost; by name."""
    costs = {}
    with browser.page(SLOW) as page:
        page.open(server.address + PAGE)
        costs["first"] = cost(page, server, scripts["first"], pair[0])
        if "looked" in scripts:
            costs["looked"] = cost(page, server, scripts["looked"], pair[0])
            costs["looked"]["kb"] += costs["first"]["kb"]
            costs["looked"]["requests"] += costs["first"]["requests"]
        costs["second"] = cost(page, server, scripts["second"], pair[1])
    return costs


def cost(page, server, script, text):
    """The files that a script makes the browser fetch, and the seconds that it and they take."""
    page.take_traffic()
    before = len(server.served)
    began = time.monotonic()
    shown = (probes.run(page, script, text) or 0) / 1000
    page.settle()
    requests = page.take_traffic()
    files = transferred(requests, server.served[before:])
    return {
        "kb": sum(size for _, size in files) / 1000,
        "requests": len(files),
        "shown": shown,
        "all": max([shown, *(request["end"] - began for request in requests)]),
        "files": files,
    }


def transferred(requests, served):
    """The path and bytes of each file that went over the network; raises where browser and server disagree."""
    bodies = dict(served)
    paths = [urllib.parse.urlsplit(request["url"]).path for request in requests]
    if sorted(paths) != sorted(path for path, _ in served):
        raise devtools.DevToolsError(f"the browser asked for {sorted(paths)}, the server answered {sorted(served)}")
    # DevTools counts a worker's script without its body.
    return [(path, max(request["bytes"], bodies[path])) for path, request in zip(paths, requests)]


def measure(system, browser, server, pairs, warm):
    scripts, warm_script = SCRIPTS[system]
    asked = [ask_pair(browser, server, scripts, pair) for pair in pairs]
    result = {"system": system}
    for name in asked[0]:
        result[name] = {
            key: statistics.mean(costs[name][key] for costs in asked)
            for key in ("kb", "requests", "shown", "all")}
        result[name]["files"] = asked[0][name]["files"]
    with browser.page() as page:
        page.open(server.address + PAGE)
        result["warm_ms"] = statistics.median(probes.run(page, warm_script, warm))
    return result


def verdict(system, pages, name, row):
    targets = TARGETS.get((pages, name), {}) if system == "Waymark" else {}
    return "  ".join(
        f"{key} <= {target:g}: {'met' if row[key] <= target else 'MISSED'}" for key, target in targets.items())


def show(pages, result):
    system = result["system"]
    for name in SCRIPTS[system][0]:
        row = result[name]
        text = f"  {system:9} {name:7} {row['kb']:7.1f} KB  {row['requests']:5.1f} requests"
        if name != "looked":
            text += f"  {row['shown']:5.2f} s shown  {row['all']:5.2f} s all"
        print(f"{text}   {verdict(system, pages, name, row)}".rstrip())
    warm = f"  {system:9} warm    {result['warm_ms']:7.2f} ms"
    if system == "Waymark":
        warm += f"   warm <= {WARM_TARGET}: {'met' if result['warm_ms'] <= WARM_TARGET else 'MISSED'}"
    print(warm, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--pages", default="1000,10000")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--warm", type=int, default=60)
    parser.add_argument("--files", action="store_true", help="list what the first pair fetched")
    parser.add_argument("--chromium", default=devtools.find_chromium())
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    if not options.chromium:
        print("left out: transfer: there is no Chromium")
        return
    has_search, has_pagefind = waymark_tool.has_search(options.waymark), pagefind_anchor.is_installed()
    if not has_search:
        print("left out: Waymark: the tool has no command search")
    if not has_pagefind:
        print("left out: Pagefind: pagefind[extended] is not installed")
    results = []
    for pages in map(int, options.pages.split(",")):
        guide = guides.guide(options.work, pages)
        guide.build(options.waymark, has_search)
        pairs = pairs_of_queries(guide, options.pairs)
        warm = [text for pair in pairs_of_queries(guide, options.warm // 2) for text in pair]
        print(f"\n{pages} pages, {len(pairs)} pairs of queries, 1.6 Mbit/s, 150 ms")
        places = [("Waymark", guide.indexed, {})] * has_search
        places += [("Pagefind", guide.plain, {"/pagefind/": guide.pagefind})] * has_pagefind
        with devtools.Chromium(options.chromium) as browser:
            for system, folder, mounts in places:
                with StaticServer(folder, mounts) as server:
                    result = {"pages": pages, **measure(system, browser, server, pairs, warm)}
                show(pages, result)
                if options.files:
                    for name in SCRIPTS[system][0]:
                        for path, size in result[name]["files"]:
                            print(f"    {name}: {size:6} {path}")
                results.append(result)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
