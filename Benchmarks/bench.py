#!/usr/bin/env python3
"""Builds made-up guides of growing size and prints what each costs.

Usage: bench.py WAYMARK [--pages 100,1000,10000] [--runs 5] [--json FILE]

Each guide has articles of about 4 KB with links, a table on two of five, glossary terms and topics.
Every build writes into an empty folder. The figures are medians of whole processes: CPU and wall
seconds, peak memory, bytes written; `floor` is the time that cmark-gfm alone needs to parse and
render the same Markdown on one core, where its command-line tool is installed.
"""
import argparse
import json
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

WORDS = (
    "product manager user need problem team engineer design data research plan decide build test "
    "learn measure change write talk ask answer question story proof interview company market "
    "price value week month first second small large clear honest simple careful often never"
).split()
# Terms of the glossary: about one sentence in six holds one.
TERMS = (
    "retention cohort backlog roadmap wireframe prototype stakeholder discovery latency churn "
    "activation hypothesis sprint triad funnel segment persona metric release rollout"
).split()


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(6, 18))]
    if rng.random() < 1 / 6:
        words[rng.randrange(len(words))] = rng.choice(TERMS)
    return " ".join(words).capitalize() + "."


def paragraph(rng, links):
    text = " ".join(sentence(rng) for _ in range(rng.randint(3, 6)))
    return f"{text} See {links.pop()}." if links else text


def article(rng, number, count):
    links = [f"[[articles/page-{rng.randrange(count)}]]" for _ in range(4)]
    links += [f"[that](page-{rng.randrange(count)}.md)" for _ in range(2)]
    lines = [
        "---",
        f"title: Page {number} about {rng.choice(WORDS)}",
        f"description: {sentence(rng)}",
        f"topics: [topic-{rng.randrange(20)}, topic-{rng.randrange(20)}]",
        "date: 2026-01-01",
        "summary:",
        f"  - {sentence(rng)}",
        f"  - {sentence(rng)}",
        "---",
    ]
    size = 0
    section = 0
    while size < 3800:
        section += 1
        block = [f"## Section {section} on {rng.choice(WORDS)}", "", paragraph(rng, links), ""]
        block += [paragraph(rng, links), "", f"- **{sentence(rng)}**", f"- *{sentence(rng)}*", ""]
        if section == 2 and number % 5 < 2:
            block += ["| Name | One | Two |", "| --- | --- | --- |"]
            block += [f"| Row {row} | {sentence(rng)} | {rng.choice(WORDS)} |" for row in range(4)]
            block += [""]
        lines += block
        size += sum(len(line) + 1 for line in block)
    return "\n".join(lines) + "\n"


def corpus(folder, count):
    rng = random.Random(count)
    topics = "".join(f"  topic-{n}:\n    title: Topic {n}\n" for n in range(20))
    (folder / "waymark.yml").write_text(
        f"title: Bench\nbase_url: https://example.org\nnavigation: [articles]\ntopics:\n{topics}")
    articles = folder / "content" / "articles"
    glossary = folder / "content" / "glossary"
    articles.mkdir(parents=True)
    glossary.mkdir()
    for number in range(count):
        (articles / f"page-{number}.md").write_text(article(rng, number, count))
    for word in TERMS:
        (glossary / f"{word}.md").write_text(f"---\ntitle: {word}\ndefinition: {sentence(rng)}\n---\n")


def run(command):
    """The CPU and wall seconds and the peak memory in MB of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    scale = 1 if sys.platform == "darwin" else 1024
    return cpu, wall, after.ru_maxrss * scale / 1e6


def measure(waymark, count, runs):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        corpus(folder, count)
        results = []
        for number in range(runs):
            # A new folder each time: removing the last one would burden the next run's disk.
            output = folder / f"public-{number}"
            results.append(
                run([waymark, "build", "--quiet", "--source", str(folder), "--output", str(output)]))
        files = [file for file in (folder / "public-0").rglob("*") if file.is_file()]
        sources = sorted((folder / "content" / "articles").glob("*.md"))
        return {
            "pages": count,
            "source_mb": round(sum(file.stat().st_size for file in sources) / 1e6, 2),
            "cpu": round(statistics.median(result[0] for result in results), 3),
            "wall": round(statistics.median(result[1] for result in results), 3),
            "peak_mb": round(max(result[2] for result in results), 1),
            "output_mb": round(sum(file.stat().st_size for file in files) / 1e6, 2),
            "files": len(files),
            "floor": floor(sources, runs),
        }


def floor(sources, runs):
    tool = shutil.which("cmark-gfm")
    if not tool:
        return None
    # One process for all files, so that no start-up is counted more than once.
    command = [tool, "-e", "table", "-e", "strikethrough", "-e", "autolink", *map(str, sources)]
    if sum(len(part) for part in command) > 1_500_000:
        return None
    return round(statistics.median(run(command)[0] for _ in range(runs)), 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=pathlib.Path)
    parser.add_argument("--pages", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    waymark = str(options.waymark.resolve())
    rows = []
    print("pages  source MB  cpu s  wall s  peak MB  output MB  files  floor s")
    for count in map(int, options.pages.split(",")):
        row = measure(waymark, count, options.runs if count <= 1000 else min(options.runs, 3))
        rows.append(row)
        print(
            f"{row['pages']:5}  {row['source_mb']:9}  {row['cpu']:5}  {row['wall']:6}  {row['peak_mb']:7}"
            f"  {row['output_mb']:9}  {row['files']:5}  {row['floor'] if row['floor'] is not None else '-':>7}",
            flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
