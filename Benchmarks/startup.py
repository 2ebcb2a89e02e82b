#!/usr/bin/env python3
"""How long the tool takes to start, answer `--version` and end, beside Hugo: the median of 50 runs, taken in turn.

Usage: startup.py WAYMARK [HUGO]
"""
import shutil
import statistics
import subprocess
import sys
import time

RUNS = 50
LIMIT = 8


def milliseconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def main(waymark, hugo=None):
    commands = {"waymark": [waymark, "--version"]}
    hugo = hugo or shutil.which("hugo")
    if hugo:
        commands["hugo"] = [hugo, "version"]
    times = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            times[name].append(milliseconds(command))
    for name, values in times.items():
        print(f"{name:8} {statistics.median(values):6.1f} ms, at least {min(values):.1f}")
    met = statistics.median(times["waymark"]) <= LIMIT
    print(f"target {LIMIT} ms: {'met' if met else 'MISSED'}")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
