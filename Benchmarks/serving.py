#!/usr/bin/env python3
"""What readers get from nginx with the site's own nginx.conf: serving.py TOOL.

Builds a site with compressed copies, starts nginx on it, and

- asks for every file as it is, by gzip and, with the module, by brotli: type, encoding, bytes, cache rules, and 304 for the ETag;
- lets `wrk` ask for all pages and what they load, several connections at a time: any answer but 200 is a fault;
- opens an article in Chromium with an empty cache, and counts the bytes of each answer, headers included.

A first visit may transfer 20,000 bytes. Exits with 1 where anything is wrong.
"""
import argparse
import collections
import contextlib
import gzip
import http.client
import os
import pathlib
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks/search"))
import devtools  # noqa: E402

LIMIT = 20_000
TYPES = {
    "html": "text/html", "css": "text/css", "js": "javascript", "json": "json", "xml": "xml", "svg": "image/svg+xml",
    "png": "image/png", "txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "webmanifest": "manifest+json",
    "pdf": "application/pdf", "epub": "application/epub+zip", "bin": "application/octet-stream"}
# Sent without the rules of the site: they are not for readers.
HIDDEN = re.compile(r"(^|/)\.(?!well-known/)|^nginx\.conf")
NGINX = """
{modules}
{user} daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port} reuseport; root {site}; include {site}/nginx.conf; {brotli} }}
}}
"""
# Each thread of wrk goes through all addresses from a place of its own.
LUA = """
local paths = {{ {paths} }}
local next = 0
function setup(thread) thread:set("first", math.random(#paths)) end
function init() next = first end
function request()
  next = next % #paths + 1
  return wrk.format("GET", paths[next], {{ ["Accept-Encoding"] = "{encoding}" }})
end
"""


class Faults(list):
    def add(self, text):
        self.append(text)
        print("  FAULT: " + text, flush=True)


@contextlib.contextmanager
def nginx(site, folder, module):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    file = folder / "server.conf"
    file.write_text(NGINX.format(
        modules=f"load_module {module};" if module else "", brotli="brotli_static on;" if module else "",
        user="user root;" if os.geteuid() == 0 else "", folder=folder, port=port, site=site))
    process = subprocess.Popen(["nginx", "-c", file, "-e", folder / "log"], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                sys.exit("nginx does not start: " + process.stderr.read())
            time.sleep(.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def address(path):
    """The address of a file, percent-encoded; that of a page is its folder."""
    return "/" + urllib.parse.quote(re.sub(r"(^|/)index\.html$", r"\1", path))


def answer(connection, path, **headers):
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response, response.read()


def check_files(site, port, encodings, faults):
    """Asks for each file in each way, and again with its ETag."""
    counts = collections.Counter()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    files = sorted(str(path.relative_to(site)) for path in site.rglob("*") if path.is_file())
    for name in files:
        if HIDDEN.search(name):
            if answer(connection, "/" + urllib.parse.quote(name))[0].status != 404:
                faults.add(f"{name} can be read")
            continue
        if name.endswith((".gz", ".br")) and name.rpartition(".")[0] in files:
            continue
        path, content = address(name), (site / name).read_bytes()
        for encoding in ["", *encodings]:
            response, body = answer(connection, path, Accept_Encoding=encoding or "identity")
            sent = response.getheader("Content-Encoding", "")
            copy = site / (name + {"gzip": ".gz", "br": ".br"}.get(encoding, ""))
            kept = copy.exists() and encoding
            expected = copy.read_bytes() if kept else content
            if response.status != 200 or (body != expected if sent == encoding or not kept else True):
                # What was not compressed beforehand, nginx compresses itself.
                if not (sent == "gzip" and not kept and gzip.decompress(body) == content):
                    faults.add(f"{path} by {encoding or 'identity'}: {response.status}, {sent or 'identity'}, {len(body)} bytes")
            kind = TYPES.get(name.rpartition(".")[2])
            if kind and kind not in response.getheader("Content-Type", ""):
                faults.add(f"{path}: {response.getheader('Content-Type')}")
            if response.getheader("X-Content-Type-Options") != "nosniff":
                faults.add(f"{path}: no nosniff")
            cache = response.getheader("Cache-Control")
            is_hashed = re.search(r"^assets/.*\.[0-9a-f]{16}\.\w+$", name)
            if cache != ("public, max-age=31536000, immutable" if is_hashed else "no-cache"):
                faults.add(f"{path}: {cache}")
            again, body = answer(connection, path, Accept_Encoding=encoding or "identity", If_None_Match=response.getheader("ETag", ""))
            if again.status != 304 or body:
                faults.add(f"{path} again by {encoding or 'identity'}: {again.status}")
            counts[sent or "identity"] += 1
            counts["304"] += again.status == 304
    print("  answers: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())), flush=True)


def load(site, port, encoding, seconds, faults, folder):
    """Lets wrk ask for all pages and assets."""
    names = [str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()]
    paths = [address(name) for name in names if not HIDDEN.search(name) and not name.endswith((".gz", ".br")) and name != "404.html"]
    random.Random(1).shuffle(paths)
    script = folder / "wrk.lua"
    script.write_text(LUA.format(paths=", ".join(f'"{path}"' for path in paths), encoding=encoding))
    output = subprocess.run(
        ["wrk", "--threads", "2", "--connections", "32", "--duration", f"{seconds}s", "--latency", "--script", script,
         f"http://127.0.0.1:{port}"], check=True, stdout=subprocess.PIPE, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        faults.add(output)
    done = re.search(r"(\d+) requests in ([\d.]+)s, ([\d.]+\w+) read", output)
    times = dict(re.findall(r"(50|99)%\s+(\S+)", output))
    print(f"  wrk, {encoding or 'identity'}, {len(paths)} addresses: {done[0]}, median {times['50']}, 99% {times['99']}", flush=True)
    return int(done[1])


def first_visit(browser, url):
    """The answers that a page needs on a first visit: path, bytes."""
    with browser.page() as page:
        page.open(url)
        page.settle()
        return sorted((urllib.parse.urlsplit(request["url"]).path, request["bytes"]) for request in page.take_traffic())


def measure(site, port, encodings, articles, faults):
    executable = devtools.find_chromium()
    if not executable:
        print("  Chromium is not installed")
        return
    icons = sum(len((site / icon).read_bytes()) for icon in [next(site.glob("assets/icon.*.svg")).relative_to(site)])
    with devtools.Chromium(executable) as browser:
        for number, article in enumerate(articles):
            found = first_visit(browser, f"http://127.0.0.1:{port}{article}")
            total = sum(size for _, size in found)
            if number == 0:
                for path, size in found:
                    print(f"    {size:6} {path}")
            has_icon = any("icon." in path for path, _ in found)
            # A headless browser shows no icon, and so does not load it.
            total += 0 if has_icon else icons
            print(f"  first visit to {article}: {total} bytes in {len(found)} answers"
                  + ("" if has_icon else f", {icons} of them for the icon, uncompressed"), flush=True)
            if total > LIMIT:
                faults.add(f"{article} transfers more than {LIMIT} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", type=pathlib.Path)
    parser.add_argument("--source", type=pathlib.Path, default=ROOT, help="the site's folder; default: the guide")
    parser.add_argument("--brotli-module", type=pathlib.Path, help="nginx's ngx_http_brotli_static_module.so")
    parser.add_argument("--seconds", type=int, default=10, help="of wrk, for each encoding")
    parser.add_argument("--articles", type=int, default=5, help="to be opened in Chromium; the largest is one of them")
    options = parser.parse_args()
    faults = Faults()
    requests = 0
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        source, site = work / "source", work / "site"
        source.mkdir()
        for name in ("content", "templates", "data"):
            if (options.source / name).exists():
                shutil.copytree(options.source / name, source / name)
        settings = (options.source / "waymark.yml").read_text()
        settings = re.sub(r"^outputs:\n(?:  .*\n)*", "", settings, flags=re.M)
        (source / "waymark.yml").write_text(settings + "\noutputs: {nginx: true, markdown: true, llms: true, addresses: true}\n")
        subprocess.run([options.tool.resolve(), "build", "--quiet", "--precompress", "--source", source, "--output", site,
                        "--base-url", "https://example.org/"], check=True)
        ways = {"gzip": None}
        if options.brotli_module:
            ways["br"] = options.brotli_module.resolve()
        pages = sorted(site.glob("articles/*/index.html"), key=lambda path: path.stat().st_size)
        step = max(1, len(pages) // max(1, options.articles - 1))
        articles = ["/" + str(path.parent.relative_to(site)) + "/" for path in pages[::-step][:options.articles]]
        for way, module in ways.items():
            print(f"{'gzip' if way == 'gzip' else 'gzip and brotli'}:")
            encodings = ["gzip"] if way == "gzip" else ["gzip", "br"]
            folder = work / f"nginx-{way}"
            folder.mkdir()
            with nginx(site, folder, module) as port:
                check_files(site, port, encodings, faults)
                for encoding in ["", "gzip"] if way == "gzip" else ["br"]:
                    requests += load(site, port, encoding, options.seconds, faults, folder)
                measure(site, port, encodings, articles, faults)
            said = (folder / "log").read_text() if (folder / "log").exists() else ""
            if "[error]" in said and any("No such file" not in line for line in said.splitlines() if "[error]" in line):
                faults.add("nginx: " + said[-500:])
    print(f"{requests} requests by wrk; faults: {len(faults)}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
