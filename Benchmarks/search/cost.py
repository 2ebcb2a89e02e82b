#!/usr/bin/env python3
"""What search costs the publisher: index size and files, CPU seconds and peak memory of the build.

Usage: cost.py WAYMARK --work FOLDER [--pages 1000,10000] [--runs 3]

The guides are made up (guide.py) and kept in the work folder. Waymark builds each with its index and without (the
difference is what the index costs), Pagefind (PyPI pagefind[extended]) indexes the same HTML. Medians of whole
processes; peaks are the highest.
"""
import argparse
import json
import pathlib
import statistics

import guides
import pagefind_anchor
import waymark_tool

MEGABYTE = 1e6
INDEX_TARGET = {1000: .65, 10000: 5.5}  # MB
CPU_TARGET = {10000: 4}  # seconds more than without
PEAK_TARGET = {10000: 120}  # MB more than without


def size(folder, pattern="*"):
    """Megabytes and number of the files in the folder."""
    files = [file.stat().st_size for file in folder.rglob(pattern) if file.is_file()]
    return sum(files) / MEGABYTE, len(files)


def measure(guide, waymark, has_search, runs):
    costs = [guide.build(waymark, has_search) for _ in range(runs)]
    result = {"pages": guide.pages, "builds": {}, "indexes": {}}
    for name in costs[0]:
        result["builds"][name] = {
            "cpu": statistics.median(cost[name]["cpu"] for cost in costs),
            "wall": statistics.median(cost[name]["wall"] for cost in costs),
            "peak_mb": max(cost[name]["peak_mb"] for cost in costs),
        }
    if has_search:
        result["indexes"]["Waymark"] = size(guide.indexed / "search", "*.bin")
    if pagefind_anchor.is_installed():
        result["indexes"]["Pagefind"] = size(guide.pagefind)
    return result


def verdict(value, targets, pages):
    target = targets.get(pages)
    if target is None:
        return ""
    return f"  target {target:g}: {'met' if value <= target else 'MISSED'}"


def show(result):
    pages, builds = result["pages"], result["builds"]
    print(f"\n{pages} pages")
    for name, (megabytes, files) in result["indexes"].items():
        ours = verdict(megabytes, INDEX_TARGET, pages) if name == "Waymark" else ""
        print(f"  index on disk   {name:22} {megabytes:7.2f} MB  {files:6} files{ours}")
    labels = {"with": "Waymark with index", "without": "Waymark without", "pagefind": "Pagefind, index only"}
    for name, cost in builds.items():
        print(f"  build           {labels[name]:22} {cost['cpu']:7.2f} s CPU  {cost['wall']:6.2f} s wall"
              f"  {cost['peak_mb']:6.0f} MB peak")
    if "with" in builds:
        more = {key: builds["with"][key] - builds["without"][key] for key in ("cpu", "peak_mb")}
        print(f"  index costs     {'Waymark':22} {more['cpu']:7.2f} s CPU{verdict(more['cpu'], CPU_TARGET, pages)}"
              f"  {more['peak_mb']:6.0f} MB{verdict(more['peak_mb'], PEAK_TARGET, pages)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--pages", default="1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    has_search = waymark_tool.has_search(options.waymark)
    if not has_search:
        print("left out: Waymark's index: the tool has no command search")
    if not pagefind_anchor.is_installed():
        print("left out: Pagefind: pagefind[extended] is not installed")
    results = []
    for pages in map(int, options.pages.split(",")):
        result = measure(guides.guide(options.work, pages), options.waymark, has_search, options.runs)
        show(result)
        results.append(result)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
