"""The built `waymark`: sites with and without a search index, and its own search over many queries."""
import json
import subprocess

import process

WITHOUT_INDEX = "search: false\n"


def has_search(waymark):
    result = subprocess.run([waymark, "search", "--help"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return b"--queries" in result.stdout


def build(waymark, source, output):
    return process.run([waymark, "build", "--quiet", "--source", source, "--output", output])


def search(waymark, site, texts, folder):
    """The addresses of each text's ten first results."""
    queries = folder / "queries.jsonl"
    queries.write_text("".join(
        json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts)))
    result = subprocess.run(
        [waymark, "search", "--queries", queries, "--limit", "10", "--site", site],
        check=True, stdout=subprocess.PIPE, encoding="utf-8")
    answers = {
        line["id"]: [found["url"] for found in line["results"]]
        for line in map(json.loads, result.stdout.splitlines())}
    return [answers[str(number)] for number in range(len(texts))]
