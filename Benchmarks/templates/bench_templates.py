#!/usr/bin/env python3
"""Compares the template engine with Jinja2, minijinja, Stencil and swift-mustache, in one run.

Usage: bench_templates.py (from anywhere; needs `pip install jinja2 minijinja`, and Swift)

Every engine renders the same pages: an article with inheritance, five includes, a table of 30 rows
and a navigation of 200 items; a table of 10 000 rows; a page of macros. Figures are medians of one
render. minijinja is measured twice: with a Python context, which it reads object by object, and with
the data inside the template, where it reads its own values; the target is against the faster.
"""
import json
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

import jinja2
import minijinja

HERE = pathlib.Path(__file__).parent
PAGES = ["article.html", "table.html", "macros.html"]
WORDS = "product manager user need problem team engineer design data <research> plan & decide build test".split()


def data():
    rng = random.Random(1)
    text = lambda n: " ".join(rng.choice(WORDS) for _ in range(n))
    row = lambda i: {"name": f"Row {i}", "one": text(4), "two": text(8), "number": rng.randrange(100000)}
    link = lambda i: {"url": f"/articles/page-{i}/", "title": text(3), "description": text(10), "current": i == 7}
    return {
        "site": {"language": "en", "title": "A guide", "url": "https://example.org", "footer": text(20),
                 "styles": ["/a.css", "/b.css"], "nav": [link(i) for i in range(200)], "links": [link(i) for i in range(8)]},
        "page": {"title": text(5), "description": text(15), "url": "/articles/one/", "author": "A. Writer",
                 "date": "2026-01-01", "updated": "2026-02-02", "columns": ["Name", "One", "Two", "Number"],
                 "toc": [{"anchor": f"part-{i}", "title": text(4)} for i in range(12)],
                 "body": "".join(f"<h2 id=\"part-{i}\">{text(4)}</h2><p>{text(60)}</p>" for i in range(12)),
                 "rows": [row(i) for i in range(30)], "related": [link(i) for i in range(6)]},
        "rows": [row(i) for i in range(10000)],
    }


def measure(render):
    output = render()
    times = []
    start = time.perf_counter()
    while len(times) < 5 or (time.perf_counter() - start < 2 and len(times) < 20000):
        before = time.perf_counter()
        render()
        times.append((time.perf_counter() - before) * 1e6)
    return {"microseconds": statistics.median(times), "bytes": len(output.encode()), "allocations": None}


def literal(value):
    """A value as a literal of the template language."""
    return json.dumps(value, ensure_ascii=False).replace("null", "none")


def python_engines(context):
    sources = {path.name: path.read_text() for path in (HERE / "jinja").glob("*.html")}
    jinja = jinja2.Environment(loader=jinja2.DictLoader(sources), autoescape=True)
    mini = minijinja.Environment(loader=lambda name: sources.get(name), auto_escape_callback=lambda name: "html")
    for name in PAGES:
        template = jinja.get_template(name)
        yield {"engine": "Jinja2", "template": name, **measure(lambda: template.render(context))}
        yield {"engine": "minijinja, Python context", "template": name,
               **measure(lambda: mini.render_template(name, **context))}
        roots = {key: value for key, value in context.items() if (key == "rows") == (name == "table.html")}
        sets = "".join(f"{{% set {key} = {literal(value)} %}}" for key, value in roots.items())
        mini.add_template("inside " + name, sets + f"{{% include '{name}' %}}")
        yield {"engine": "minijinja, data inside", "template": name,
               **measure(lambda: mini.render_template("inside " + name))}


def main():
    context = data()
    results = list(python_engines(context))
    subprocess.run(["swift", "build", "-c", "release", "--package-path", HERE], check=True, stdout=subprocess.DEVNULL)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(context, file)
        file.flush()
        output = subprocess.run([HERE / ".build/release/Bench", HERE, file.name], check=True, capture_output=True, text=True)
        results += json.loads(output.stdout)
    for name in PAGES:
        rows = [result for result in results if result["template"] == name]
        own = next(result["microseconds"] for result in rows if result["engine"] == "waymark")
        print(f"\n{name}\n{'engine':28}{'µs':>12}{'× waymark':>12}{'allocations':>14}{'bytes':>10}")
        for result in sorted(rows, key=lambda result: result["microseconds"]):
            allocations = "–" if result["allocations"] is None else result["allocations"]
            print(f"{result['engine']:28}{result['microseconds']:12.1f}{result['microseconds'] / own:12.2f}{allocations:>14}{result['bytes']:>10}")


if __name__ == "__main__":
    main()
