"""A real Chromium, and a server of built sites that sends the strictest policy and can fail on purpose."""
import http.server
import json
import pathlib
import shutil
import subprocess
import threading
import urllib.parse

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ROOT = pathlib.Path(__file__).resolve().parents[2]
WAYMARK = ROOT / ".build/debug/waymark"
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'")
TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".png": "image/png", ".bin": "application/octet-stream", ".xml": "application/xml", ".json": "application/json",
}


def waymark(*arguments):
    """What the tool prints; fails where it fails."""
    result = subprocess.run([WAYMARK, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return result.stdout


def build(source, site):
    waymark("build", "--quiet", "--source", source, "--output", site)


def search(site, texts, limit=10):
    """The tool's answers to many queries, in their order."""
    queries = pathlib.Path(site).parent / "queries.jsonl"
    queries.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    output = waymark("search", "--site", site, "--limit", str(limit), "--queries", queries)
    return [json.loads(line)["results"] for line in output.splitlines()]


class Server:
    """Serves a folder on the loopback interface; `change` may replace what any path answers."""

    def __init__(self, site):
        self.site = pathlib.Path(site)
        self.extra = {}
        self.change = lambda path, status, body: (status, body)
        self.requests = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                status, body, kind = server.answer(urllib.parse.urlsplit(self.path).path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, path):
        path = urllib.parse.unquote(path)
        self.requests.append(path)
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        kind = TYPES.get(pathlib.PurePosixPath(name).suffix, "text/plain")
        if path in self.extra:
            return 200, self.extra[path], kind
        file = (self.site / name).resolve()
        is_there = file.is_relative_to(self.site.resolve()) and file.is_file()
        status, body = (200, file.read_bytes()) if is_there else (404, b"not here")
        status, body = self.change(path, status, body)
        return status, body, kind

    def close(self):
        self.http.shutdown()
        self.http.server_close()


def chromium():
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1000,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(300)
    return driver


def complaints(driver):
    """What the browser has to say of scripts and the policy since it was last asked."""
    # Whoever goes on before a page has been faded in ends that, which Chromium reports as an error.
    expected = ("Failed to load resource", "Transition was aborted")
    return [
        entry["message"] for entry in driver.get_log("browser")
        if not any(text in entry["message"] for text in expected)]
