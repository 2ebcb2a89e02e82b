#!/usr/bin/env python3
"""Publishes a site to each kind of target while visitors read it: publish.py TOOL.

Each kind is published to for the first time, unchanged, with one page edited, with one page removed, and after kills at
random moments, each followed by the same command. Meanwhile visitors fetch pages and what these load from a web server on
the target. A file that a page names and the server does not have is a fault, as is a target that differs from a clean
build at the end.

The branch of a bare repository has no web server: every commit that it had is looked at instead. For rsync a private sshd is
started on a free port, with keys of its own.
"""
import argparse
import collections
import functools
import html.parser
import http.client
import http.server
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

SETTINGS = """
publish:
  branch: {{git: "{work}/site.git"}}
  folder: {{folder: "{work}/live", keep: 3}}
  server: {{rsync: "{user}@127.0.0.1:{work}/remote", port: {port}}}
"""
# The files of the target that are no part of the site.
OWN = {".waymark-published", ".waymark-manifest"}


class Links(html.parser.HTMLParser):
    """What a page loads, and the pages that it leads to."""

    def __init__(self):
        super().__init__()
        self.assets, self.pages = set(), set()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in ("script", "img", "source") and values.get("src"):
            self.assets.add(values["src"])
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            self.assets.add(values.get("href"))
        if tag == "a" and values.get("href", "").startswith("/"):
            self.pages.add(values["href"])


def links(text):
    parser = Links()
    parser.feed(text)
    return parser


class Visitor(threading.Thread):
    """Reads pages in random order, each with everything that it loads, as a browser without a cache does."""

    def __init__(self, port, removed, seed):
        super().__init__(daemon=True)
        self.port, self.removed, self.source = port, removed, random.Random(seed)
        self.requests, self.faults, self.is_over = 0, [], False

    def get(self, connection, address):
        self.requests += 1
        connection.request("GET", urllib.parse.urlsplit(address).path)
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")

    def run(self):
        known = {"/", "/extra/"}
        while not self.is_over:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                page = self.source.choice(sorted(known))
                status, text = self.get(connection, page)
                if status != 200:
                    known.discard(page)
                    if page not in self.removed:
                        self.faults.append(f"page {page}: {status}")
                    continue
                found = links(text)
                known |= {urllib.parse.urlsplit(link).path for link in found.pages}
                known -= self.removed
                for asset in sorted(filter(None, found.assets)):
                    if asset.startswith("/"):
                        # A reader's connection is not always fast.
                        time.sleep(self.source.choice([0.002, 0.01, 0.05]))
                        status, _ = self.get(connection, asset)
                        if status != 200:
                            self.faults.append(f"{asset}, which {page} loads: {status}")
            except OSError as error:
                self.faults.append(f"{error}")
            finally:
                connection.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


def serve(folder):
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    """An sshd that only this script can log in to."""

    def __init__(self, work):
        self.folder, self.port = work / "ssh", free_port()
        self.folder.mkdir(mode=0o700)
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name], check=True)
        shutil.copy(self.folder / "user.pub", self.folder / "authorized")
        host = (self.folder / "host.pub").read_text()
        (self.folder / "known").write_text(f"[127.0.0.1]:{self.port} {host}")
        (self.folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder}/authorized\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nPermitRootLogin yes\n")
        daemon = shutil.which("sshd") or "/usr/sbin/sshd"
        pathlib.Path("/run/sshd").mkdir(exist_ok=True)
        self.process = subprocess.Popen([daemon, "-D", "-f", self.folder / "config", "-E", self.folder / "log"])
        self.shell = (f"ssh -oBatchMode=yes -i {self.folder}/user -oIdentitiesOnly=yes "
                      f"-oUserKnownHostsFile={self.folder}/known")
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit("sshd does not start: " + (self.folder / "log").read_text())


class Trial:
    def __init__(self, tool, guide, work, source, kills):
        self.tool, self.work, self.source, self.kills = tool, work, source, kills
        self.site = work / "site"
        self.site.mkdir()
        for name in ("content", "templates", "waymark.yml"):
            copy = shutil.copytree if (guide / name).is_dir() else shutil.copy
            copy(guide / name, self.site / name)
        self.add()
        subprocess.run(["git", "init", "--quiet", "--bare", work / "site.git"], check=True)
        self.server = None
        port = 0
        if shutil.which("rsync") and (shutil.which("sshd") or os.path.exists("/usr/sbin/sshd")):
            self.server = Server(work)
            port = self.server.port
        with open(self.site / "waymark.yml", "a") as settings:
            settings.write(SETTINGS.format(work=work, port=port, user=os.environ.get("USER") or "root"))
        self.environment = dict(os.environ, RSYNC_RSH=self.server.shell if self.server else "")
        self.faults = []
        self.number = 0
        self.seconds = 0.0

    def command(self, target):
        return [self.tool, "publish", target, "--yes", "--source", self.site]

    def publish(self, target, step, said=""):
        start = time.monotonic()
        # A killed publish may still have a program running, which holds the lock until it ends.
        for _ in range(100):
            process = subprocess.Popen(self.command(target), env=self.environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            output, compared = "", None
            for line in process.stdout:
                output += line
                compared = time.monotonic() if " unchanged" in line else compared
            process.wait()
            if "another publish" not in output:
                break
            time.sleep(0.1)
        if process.returncode != 0 or said not in output:
            self.fault(target, step, f"status {process.returncode}: {output[-1500:]}")
        # The time that delivering takes, in which a publish is killed.
        self.seconds = time.monotonic() - (compared or start)
        counts = [line for line in output.splitlines() if " unchanged" in line]
        print(f"  {step}: {time.monotonic() - start:.2f} s; {(counts or ['-'])[-1]}", flush=True)

    def kill(self, target):
        """Kills one publish, with everything that it has started or without it, after it has begun to deliver."""
        process = subprocess.Popen(self.command(target), env=self.environment, stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        for line in process.stdout:
            if " unchanged" in line:
                break
        time.sleep(self.source.uniform(0, 1.2 * self.seconds))
        try:
            if self.source.random() < 0.5:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.send_signal(signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.stdout.close()
        return process.wait() != 0

    def fault(self, target, step, text):
        self.faults.append(f"{target}, {step}: {text}")
        print(f"  FAULT: {target}, {step}: {text}", flush=True)

    # Changes

    def edit(self, restyle):
        """Changes a page and, if asked, a style, whose name every page has."""
        self.number += 1
        with open(self.site / "content/articles/what-a-pm-decides.md", "a") as page:
            page.write(f"\nEdit number {self.number}.\n")
        if restyle:
            with open(self.site / "templates/assets/site.css", "a") as styles:
                styles.write(f".publish {{top: {self.number}px}}\n")

    def add(self):
        (self.site / "content/extra.md").write_text("---\ntitle: Extra\ndescription: A page more.\n---\nText.\n")

    def remove(self):
        (self.site / "content/extra.md").unlink()

    # Comparing

    def built(self):
        folder = self.work / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([self.tool, "build", "--quiet", "--source", self.site, "--output", folder], check=True)
        return contents(folder)

    def compare(self, target, step, found, allowed):
        """Every file of a clean build is there; what is there beside it are kept assets."""
        expected = self.built()
        different = sorted(name for name in expected if found.get(name) != expected[name])
        more = sorted(set(found) - set(expected) - allowed)
        if different or more:
            self.fault(target, step, f"differs from a build: {different[:5]}, more: {more[:5]}")


def contents(folder):
    folder = folder.resolve()
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name not in OWN}


def kept(record):
    return {line[1:] for line in record.splitlines() if line.startswith("-")}


def with_visitors(trial, target, folder):
    """All steps of one kind of target, while visitors read what it has."""
    print(f"{target}:", flush=True)
    trial.publish(target, "first", "Published")
    server = serve(folder)
    removed = set()
    visitors = [Visitor(server.server_address[1], removed, trial.source.random()) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    steps(trial, target, removed)
    for visitor in visitors:
        visitor.is_over = True
    for visitor in visitors:
        visitor.join()
        for text in visitor.faults[:10]:
            trial.fault(target, "a visitor", text)
    server.shutdown()
    record = folder / ".waymark-published"
    trial.compare(target, "at the end", contents(folder), kept(record.read_text()) if record.exists() else set())
    print(f"  {sum(visitor.requests for visitor in visitors)} requests, "
          f"{sum(len(visitor.faults) for visitor in visitors)} of them missed a file", flush=True)


def steps(trial, target, removed):
    trial.publish(target, "unchanged", "Nothing has changed")
    trial.edit(restyle=False)
    trial.publish(target, "one page edited", "Published")
    trial.edit(restyle=True)
    trial.publish(target, "a style edited", "Published")
    removed |= {"/extra/"}
    trial.remove()
    trial.publish(target, "one page removed", "Published")
    killed = collections.Counter()
    trial.edit(restyle=True)
    trial.publish(target, "a style edited again", "Published")
    for _ in range(trial.kills):
        trial.edit(restyle=True)
        killed[trial.kill(target)] += 1
        trial.publish(target, "killed and repeated")
    trial.add()
    trial.publish(target, "the page is back", "Published")
    print(f"  {killed[True]} of {trial.kills} were killed before their end", flush=True)


def on_branch(trial):
    """The same for a branch, whose commits are looked at afterwards."""
    print("branch:", flush=True)
    trial.publish("branch", "first", "Published")
    steps(trial, "branch", set())

    def git(*words):
        return subprocess.run(["git", "-C", trial.work / "site.git", *words], check=True, stdout=subprocess.PIPE).stdout
    commits = git("rev-list", "pages").decode().split()
    for commit in commits:
        names = set(git("ls-tree", "-r", "--name-only", "-z", commit).decode().split("\0"))
        for page in filter(lambda name: name.endswith(".html"), names):
            for asset in links(git("cat-file", "blob", f"{commit}:{page}").decode()).assets:
                if asset and asset.startswith("/") and asset[1:] not in names:
                    trial.fault("branch", commit, f"{asset}, which {page} loads, is not there")
    checkout = trial.work / "checkout"
    subprocess.run(["git", "clone", "--quiet", "--branch", "pages", trial.work / "site.git", checkout], check=True)
    shutil.rmtree(checkout / ".git")
    record = checkout / ".waymark-published"
    trial.compare("branch", "at the end", contents(checkout), kept(record.read_text()) if record.exists() else set())
    print(f"  {len(commits)} commits, in each of which every page finds what it loads", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=10, help="at random moments, of each kind of target")
    parser.add_argument("--target", choices=["branch", "folder", "server"], help="this kind only")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--work", type=pathlib.Path, help="a folder for the sites")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    guide = pathlib.Path(__file__).resolve().parent.parent
    faults = 0
    for target in ("branch", "folder", "server"):
        if options.target not in (None, target):
            continue
        with tempfile.TemporaryDirectory(dir=options.work) as work:
            work = pathlib.Path(work).resolve()
            trial = Trial(options.tool.resolve(), guide, work, random.Random(options.seed), options.kills)
            try:
                if target == "branch":
                    on_branch(trial)
                elif target == "folder":
                    with_visitors(trial, target, work / "live")
                elif trial.server:
                    with_visitors(trial, target, work / "remote")
                else:
                    print("server: rsync or sshd is not installed")
            finally:
                if trial.server:
                    trial.server.process.terminate()
            faults += len(trial.faults)
    print(f"faults: {faults}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
