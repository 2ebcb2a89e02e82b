#!/usr/bin/env python3
"""Kills `waymark rename` and `waymark check --fix`, and looks at what is left of the site.

    python3 Tests/kill_commands.py .build/debug/waymark [--command rename] [--kills 200] [--seed N] [--work FOLDER]

Each command is killed at random moments, and once at each system call of its that changes the site's
folder (by strace). Then must hold:

- Without a journal the site's files are the old ones or the new ones; with one, `waymark check` says so.
- The same command, called again, leaves the new site, byte for byte, and nothing else.
- Another changing command, called instead, leaves the old site or the new one, and nothing else.
"""

import argparse
import collections
import os
import pathlib
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

PAGES = 8
JOURNAL = ".waymark-journal"
DRAFT = ".waymark-journal-draft"
CALLS = ("openat", "write", "pwrite64", "ftruncate", "fchown", "fchmod", "fsync", "mkdirat", "renameat",
         "renameat2", "unlinkat")
# A command that takes up what an earlier one left, and then refuses to do anything itself.
OTHER = ["rename", "there-is-no-such-page", "x"]


def make_site(folder):
    """A site in which every page names `way-in`, once as it is called and once with a slip that is mended."""
    content = folder / "content"
    (content / "guides").mkdir(parents=True)
    (folder / "waymark.yml").write_text("title: Small\nbase_url: https://example.org\n")
    (content / "_index.md").write_text("---\ntitle: Home\n---\n[[way-in]]\n")
    (content / "guides" / "way-in.md").write_text("---\ntitle: The way in\n---\nText.\n")
    for number in range(PAGES):
        page = content / "guides" / f"page-{number}.md"
        page.write_text(f"---\ntitle: Page {number}\n---\n[[way-in]] [[guides/way_in]]\n")
        page.chmod(0o600 if number % 2 else 0o644)


COMMANDS = {"rename": ["rename", "way-in", "deep/er/moved"], "check --fix": ["check", "--fix"]}


def snapshot(folder):
    """Every file and folder below a folder: its mode, and its bytes."""
    entries = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        data = path.read_bytes() if stat.S_ISREG(status.st_mode) else None
        entries[str(path.relative_to(folder))] = (stat.S_IMODE(status.st_mode), data)
    return entries


def visible_files(entries):
    return {name: entry for name, entry in entries.items()
            if entry[1] is not None and not os.path.basename(name).startswith(".")}


class Trial:
    def __init__(self, tool, command, work):
        self.tool, self.command, self.work = tool, command, work
        self.site = work / "site"
        self.original = work / "original"
        make_site(self.original)
        self.old = snapshot(self.original)
        self.new = self.changed()
        # The shortest of some runs, from the start and from the first change on: a kill after that would come too late.
        runs = [self.timed() for _ in range(7)]
        self.seconds, self.changing_seconds = (min(times) for times in zip(*runs))
        if self.new == self.old or any(".waymark" in name for name in self.new):
            sys.exit(f"`waymark {' '.join(command)}` does not work without a kill")
        self.counts = collections.Counter()
        self.faults = []

    def fresh(self):
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(self.original, self.site, copy_function=shutil.copy2)

    def changed(self):
        self.fresh()
        self.run(self.command)
        return snapshot(self.site)

    def start(self):
        self.fresh()
        return subprocess.Popen([self.tool, *self.command, "--source", self.site], stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait_for_change(self, process):
        draft, journal = self.site / DRAFT, self.site / JOURNAL
        while process.poll() is None and not draft.exists() and not journal.exists():
            pass

    def timed(self):
        process = self.start()
        start = time.monotonic()
        self.wait_for_change(process)
        change = time.monotonic()
        process.wait()
        return time.monotonic() - start, time.monotonic() - change

    def run(self, command, prefix=()):
        return subprocess.run([*prefix, self.tool, *command, "--source", self.site], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    # What is left

    def judge(self, place):
        """Looks at the site after a kill, and after each of two second calls."""
        left = snapshot(self.site)
        if JOURNAL in left:
            self.counts["with a journal"] += 1
            if "unfinished-change" not in self.run(["check"]).stdout:
                self.fault(place, "`check` does not tell of the journal", left)
        elif visible_files(left) == visible_files(self.old):
            self.counts["old"] += 1
        elif visible_files(left) == visible_files(self.new):
            self.counts["new"] += 1
        else:
            self.fault(place, "neither old nor new after the kill", left)
        killed = self.work / "killed"
        shutil.rmtree(killed, ignore_errors=True)
        shutil.copytree(self.site, killed, copy_function=shutil.copy2)
        said = self.run(self.command).stdout
        if snapshot(self.site) != self.new:
            self.fault(place, "not new after the same command: " + said, snapshot(self.site))
        shutil.rmtree(self.site)
        killed.rename(self.site)
        said = self.run(OTHER).stdout
        if snapshot(self.site) not in (self.old, self.new):
            self.fault(place, "neither old nor new after another command: " + said, snapshot(self.site))

    def fault(self, place, text, entries):
        self.faults.append(f"{place}: {text}")
        print(f"  {place}: {text}\n    {sorted(entries)}", flush=True)

    # Random moments

    def kill_randomly(self, number, source):
        """Half of the kills anywhere, half from the moment the first file is written, where the change is made.

        Returns whether the command was still running.
        """
        process = self.start()
        if number % 2:
            self.wait_for_change(process)
            delay = source.uniform(0, self.changing_seconds)
        else:
            delay = source.uniform(0, self.seconds)
        end = time.monotonic() + delay
        while time.monotonic() < end:
            pass
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            return False
        self.judge(f"kill {number}, after {delay:.6f} s")
        return True

    # Every call that changes the disk

    def changing_calls(self):
        """The calls that change the site, each with its name and its number among those of the thread."""
        self.fresh()
        log = self.work / "strace.log"
        self.run(self.command, ["strace", "-f", "-y", "-s", "64", "-o", log, "-e", "trace=" + ",".join(CALLS)])
        counts = collections.Counter()
        calls = []
        site = str(self.site.resolve())
        for line in log.read_text(errors="replace").splitlines():
            match = re.match(r"(\d+) +(\w+)\((.*)", line)
            if not match:
                continue
            thread, call, rest = match.groups()
            counts[thread, call] += 1
            changes = "O_CREAT" in rest or "O_TRUNC" in rest if call == "openat" else True
            if changes and site in rest:
                calls.append((call, counts[thread, call], rest[:150]))
        return calls

    def kill_at(self, call, number, text):
        self.fresh()
        inject = f"inject={call}:signal=KILL:when={number}"
        result = self.run(self.command, ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", inject])
        if result.returncode == 0:
            self.fault(f"{call} {number}", "the process was not killed", snapshot(self.site))
        self.judge(f"{call} {number}: {text}")

    def report(self, name, kills):
        counts = ", ".join(f"{count} {text}" for text, count in sorted(self.counts.items()))
        print(f"{name}: {kills} kills; right after them: {counts}; faults: {len(self.faults)}", flush=True)
        self.counts.clear()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool", type=pathlib.Path)
    parser.add_argument("--command", choices=COMMANDS, help="kill this one only")
    parser.add_argument("--kills", type=int, default=200, help="at random moments, of each command")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--work", type=pathlib.Path, help="a folder for the sites")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    source = random.Random(options.seed)
    faults = 0
    for name, command in COMMANDS.items():
        if options.command not in (None, name):
            continue
        with tempfile.TemporaryDirectory(dir=options.work) as work:
            trial = Trial(options.tool.resolve(), command, pathlib.Path(work).resolve())
            if shutil.which("strace"):
                calls = trial.changing_calls()
                for call in calls:
                    trial.kill_at(*call)
                trial.report(f"{name}, at each call that changes the disk", len(calls))
            else:
                print("strace is not installed: no kills at system calls")
            killed = tries = 0
            while killed < options.kills and tries < 20 * options.kills:
                killed += trial.kill_randomly(killed, source)
                tries += 1
            trial.report(f"{name}, at random moments ({tries} tries)", killed)
            faults += len(trial.faults)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
