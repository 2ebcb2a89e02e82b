#!/usr/bin/env python3
"""Thousands of saves while one preview runs: its memory, its descriptors, and that no change is missed.

Usage: soak.py WAYMARK [--saves 10000] [--pages 60] [--seed 1]

Bodies and titles are edited in place and by rename, pages come and go, and readers open streams of news and leave
without a word. After each hundred saves every page is asked for until its last word is served, and what was deleted
until it is gone. Ends with 1 where a change was missed, or where descriptors or memory grew.
"""
import argparse
import http.client
import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import time

BATCH = 100
PATIENCE = 30
# What the second half of a run may add to memory, in MiB.
GROWTH = 24


def page(title, word):
    return f"---\ntitle: {title}\ndescription: A page with {word}.\n---\n## Part\n\nThe word is {word}. See [[articles/page-0]].\n"


class Soak:
    def __init__(self, waymark, folder, pages, seed):
        self.random = random.Random(seed)
        self.articles = folder / "content/articles"
        self.articles.mkdir(parents=True)
        (folder / "waymark.yml").write_text("title: Soak\nbase_url: https://example.org\n")
        (folder / "content/_index.md").write_text("---\ntitle: Home\n---\nHello.\n")
        self.words = {f"page-{number}": "first" for number in range(pages)}
        self.pages = pages
        self.gone = set()
        self.saves = 0
        for name, word in self.words.items():
            (self.articles / f"{name}.md").write_text(page(name, word))
        self.process = subprocess.Popen(
            [waymark, "serve", "--port", "0", "--source", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8")
        for line in self.process.stdout:
            found = re.search(r"http://localhost:(\d+)/", line)
            if found:
                self.port = int(found[1])
                break
        # What the preview says from now on is of no interest, but somebody must read it.
        self.reader = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)
        self.streams = []

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def save(self):
        self.saves += 1
        word = f"word{self.saves}x"
        name = self.random.choice(sorted(self.words))
        # As many pages as there were, give or take a few.
        size = "new" if len(self.words) < self.pages else "delete"
        kind = self.random.choices(["body", "title", "rename", size], [10, 3, 5, 2])[0]
        if kind == "new":
            name = f"new-{self.saves}"
        if kind == "delete" and name != "page-0":
            (self.articles / f"{name}.md").unlink()
            del self.words[name]
            self.gone.add(name)
            return
        file = self.articles / f"{name}.md"
        text = page(word if kind == "title" else name, word)
        if kind == "rename":
            beside = self.articles / f".{name}.swp"
            beside.write_text(text)
            beside.rename(file)
        else:
            file.write_text(text)
        self.words[name] = word

    def come_and_go(self):
        for _ in range(3):
            stream = socket.create_connection(("127.0.0.1", self.port))
            stream.sendall(b"GET /_waymark/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.streams.append(stream)
        while len(self.streams) > 6:
            self.streams.pop(0).close()

    def missed(self):
        """What is not served as it was saved, after some patience."""
        def wrong(name):
            status, body = self.get(f"/articles/{name}/")
            return status != 404 if name in self.gone else self.words[name].encode() not in body

        end = time.monotonic() + PATIENCE
        left = sorted(self.words) + sorted(self.gone)
        while True:
            left = [name for name in left if wrong(name)]
            if not left or time.monotonic() > end:
                self.gone.clear()
                return left
            time.sleep(0.02)

    def memory(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        for stream in self.streams:
            stream.close()
        for process in (self.process, self.reader):
            process.kill()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=pathlib.Path)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(options.waymark.resolve(), pathlib.Path(folder), options.pages, options.seed)
        try:
            return run(soak, options.saves)
        finally:
            soak.stop()


def run(soak, saves):
    figures, missed = [], []
    interval = max(BATCH, saves // 20 // BATCH * BATCH)
    print(f"{'saves':>7} {'MiB':>7} {'descriptors':>12} {'pages':>6} {'seconds':>8}")
    start = time.monotonic()
    while soak.saves < saves:
        for _ in range(BATCH):
            soak.save()
            if soak.saves % 10 == 0:
                soak.get("/")
        soak.come_and_go()
        missed += soak.missed()
        if soak.saves % interval == 0:
            figures.append((soak.memory(), soak.descriptors()))
            seconds = time.monotonic() - start
            print(f"{soak.saves:7} {figures[-1][0]:7.1f} {figures[-1][1]:12} {len(soak.words):6} {seconds:8.1f}",
                  flush=True)
    half = len(figures) // 2
    grown = max(memory for memory, _ in figures[half:]) - max(memory for memory, _ in figures[:half + 1])
    leaked = max(count for _, count in figures[half:]) - max(count for _, count in figures[:half + 1])
    print(f"missed: {missed or 'nothing'}; second half: {grown:+.1f} MiB, {leaked:+} descriptors")
    return 1 if missed or grown > GROWTH or leaked > 8 else 0


if __name__ == "__main__":
    sys.exit(main())
