"""A site with all outputs behind the real nginx, and behind Caddy where it is installed: redirects, types, compression,
caches, and anchors that have moved, in a real Chromium."""
import gzip
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from browser import build, chromium, complaints
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.wait import WebDriverWait

# What marks a file that was compressed beforehand.
KEPT = b"\n\n\n"
LONG = "Long text of a page that is worth compressing. " * 20
FILES = {
    "waymark.yml": (
        "title: Host\nbase_url: https://example.org{root}\noutputs:\n  nginx: true\n  caddy: true\n"
        "topics:\n  pay: {title: Pay}\nlanguages:\n  de: {title: Wirt}\n"),
    "content/articles/a.md": (
        "---\ntitle: A\ndate: 2026-02-01\ntopics: [pay]\n"
        'aliases: [/old/, /old.html, \'/wéird "x" {q};/\', /$a/, "/articles/b/#part", "/gone/#sec", "/faq/#moved"]\n---\n'
        + LONG + "\n\n## Here\n"),
    "content/articles/b.md": (
        '---\ntitle: B\naliases: ["/articles/b/#top", /b-old/, "/old/#in-old"]\n---\n' + LONG + "\n\n## Stays\n"),
    "content/faq/why.md": "---\ntitle: Why?\nanswer: Because.\naliases: [/faq/old-why/]\n---\n",
    "content/glossary/t.md": "---\ntitle: Term\ndefinition: A word.\naliases: [/glossary/told/]\n---\n",
    "content/tables/t.md": "---\ntitle: Table\ncaption: Numbers\n---\n| A | B |\n| --- | --- |\n| 1 | 2 |\n",
    "content/de/_index.md": "Anfang.\n",
    "content/assets/x.0123456789.css": "/* not Waymark's */",
}
REDIRECTS = {
    "/old/": "/articles/a/", "/old.html": "/articles/a/", '/wéird "x" {q};/': "/articles/a/", "/$a/": "/articles/a/",
    "/gone/": "/articles/a/", "/b-old/": "/articles/b/", "/faq/old-why/": "/faq/why/",
    "/glossary/told/": "/glossary/#t",
}
NGINX = """
{user} daemon off; pid {folder}/pid; error_log {folder}/log;
events {{ }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {web}; include {site}/nginx.conf; }}
}}
"""
CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {web}
  import {site}/Caddyfile
}}
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class HostTests:
    """What every server must do; subclasses start one."""
    root = "/"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        source = pathlib.Path(cls.folder.name)
        for name, text in FILES.items():
            file = source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("{root}", cls.root))
        cls.web = source / "web"
        cls.site = pathlib.Path(f"{cls.web}{cls.root}")
        build(source, cls.site)
        for file in [*cls.site.rglob("*.html"), *cls.site.rglob("*.js"), *cls.site.rglob("feed.xml")]:
            (file.parent / (file.name + ".gz")).write_bytes(gzip.compress(file.read_bytes() + KEPT))
        cls.port = free_port()
        cls.address = f"http://127.0.0.1:{cls.port}"
        cls.process = subprocess.Popen(cls.command(source), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env={**os.environ, "XDG_DATA_HOME": cls.folder.name, "XDG_CONFIG_HOME": cls.folder.name})
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", cls.port)).close()
                break
            except OSError:
                time.sleep(0.1)
        cls.driver = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.process.terminate()
        cls.process.wait()
        cls.folder.cleanup()

    def get(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.addCleanup(connection.close)
        quoted = urllib.parse.quote(self.root.rstrip("/") + path, safe="/?=&%$")
        connection.request("GET", quoted, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        answer.body = answer.read()
        return answer

    def test_redirects_keep_the_query(self):
        for old, new in REDIRECTS.items():
            path, _, fragment = new.partition("#")
            anchor = "#" + fragment if fragment else ""
            for query in ["", "?q=a%20b&r=1"]:
                with self.subTest(old + query):
                    answer = self.get(old + query)
                    self.assertEqual(answer.status, 301)
                    location = answer.getheader("Location").removeprefix(self.address)
                    self.assertEqual(location, self.root.rstrip("/") + path + query + anchor)

    def test_the_browser_keeps_query_and_fragment(self):
        for old, new in {
            "/old/?q=1#here": "/articles/a/?q=1#here", "/glossary/told/?q=1": "/glossary/?q=1#t",
            # Anchors that have moved to other pages.
            "/articles/b/?q=1#part": "/articles/a/?q=1", "/faq/#moved": "/articles/a/",
            # A redirect, then an anchor of the page that it leads to.
            "/old/?q=1#in-old": "/articles/b/?q=1",
            # Anchors that the page still has, or has at its top.
            "/articles/b/#stays": "/articles/b/#stays", "/articles/b/#top": "/articles/b/#top",
        }.items():
            with self.subTest(old):
                root = self.address + self.root.rstrip("/")
                self.driver.get(root + old)
                try:
                    WebDriverWait(self.driver, 10).until(lambda driver: driver.current_url == root + new)
                except TimeoutException:
                    self.fail(f"{self.driver.current_url} instead of {root + new}; {complaints(self.driver)}")

    def test_types(self):
        types = {
            "/": "text/html", "/feed.xml": "application/atom+xml", "/feed.json": "application/feed+json",
            "/topics/pay/feed.xml": "application/atom+xml", "/tables/t/t.csv": "text/csv",
            "/tables/t/t.json": "application/json", "/robots.txt": "text/plain", "/assets/x.0123456789.css": "text/css",
        }
        for path, kind in types.items():
            with self.subTest(path):
                answer = self.get(path)
                self.assertEqual((answer.status, answer.getheader("Content-Type").split(";")[0]), (200, kind))
        self.assertIn("xml", self.get("/sitemap.xml").getheader("Content-Type"))
        script = next(self.site.glob("assets/site.*.js")).name
        self.assertIn("javascript", self.get("/assets/" + script).getheader("Content-Type"))

    def test_compression(self):
        script = next(self.site.glob("assets/site.*.js")).name
        for path in ["/articles/a/", "/feed.xml", "/assets/" + script]:
            answer = self.get(path, Accept_Encoding="gzip")
            self.assertEqual(answer.getheader("Content-Encoding"), "gzip", path)
            self.assertIn("Accept-Encoding", answer.getheader("Vary"), path)
            self.assertTrue(gzip.decompress(answer.body).endswith(KEPT), path)
            self.assertIsNone(self.get(path).getheader("Content-Encoding"), path)
        for path in ["/sitemap.xml", "/feed.json", "/assets/" + next(self.site.glob("assets/site.*.css")).name]:
            answer = self.get(path, Accept_Encoding="gzip")
            self.assertEqual(answer.getheader("Content-Encoding"), "gzip", path)

    def test_caches(self):
        for file in self.site.glob("assets/*.????????????????.*"):
            if file.suffix == ".gz":
                continue
            answer = self.get(f"/assets/{file.name}")
            self.assertEqual(answer.getheader("Cache-Control"), "public, max-age=31536000, immutable", file.name)
        for path in ["/", "/articles/a/", "/feed.xml", "/assets/x.0123456789.css"]:
            answer = self.get(path)
            self.assertEqual(answer.getheader("Cache-Control"), "no-cache", path)
            self.assertEqual(answer.getheader("Content-Security-Policy"), "frame-ancestors 'self'", path)
            again = self.get(path, If_None_Match=answer.getheader("ETag"))
            self.assertEqual(again.status, 304, path)

    def test_headers_for_other_hosts(self):
        rules = [rule.split("\n  ") for rule in (self.site / "_headers").read_text().split("\n" + self.root)[1:]]
        kept = {path for path, *headers in rules if headers[0].strip().endswith("immutable")}
        names = {f"assets/{file.name}" for file in self.site.glob("assets/*.????????????????.*") if file.suffix != ".gz"}
        self.assertEqual(kept, names)
        self.assertIn("Content-Security-Policy: frame-ancestors 'self'", rules[0])

    def test_what_is_not_for_readers(self):
        missing = self.get("/nothing/")
        self.assertEqual(missing.status, 404)
        self.assertIn(b"There is nothing at this address", missing.body)
        for path in ["/de/nichts/", "/de/nichts"]:
            missing = self.get(path)
            self.assertEqual(missing.status, 404)
            self.assertIn("Unter dieser Adresse gibt es nichts", missing.body.decode(), path)
            self.assertEqual(missing.getheader("Content-Security-Policy"), "frame-ancestors 'self'")
        for path in ["/.waymark-manifest", "/.nojekyll", "/nginx.conf" if "Nginx" in type(self).__name__ else "/Caddyfile"]:
            self.assertEqual(self.get(path).status, 404, path)


@unittest.skipUnless(shutil.which("nginx"), "nginx is not installed")
class NginxTests(HostTests, unittest.TestCase):
    @classmethod
    def command(cls, source):
        file = source / "server.conf"
        # Workers of a root's nginx are another user, who cannot read the temporary folder.
        user = "user root;" if os.geteuid() == 0 else ""
        file.write_text(NGINX.format(user=user, folder=source, port=cls.port, web=cls.web, site=str(cls.site).rstrip("/")))
        return ["nginx", "-c", str(file), "-e", str(source / "log")]


class NginxBelowPathTests(NginxTests):
    root = "/guide/"


@unittest.skipUnless(shutil.which("caddy"), "Caddy is not installed")
class CaddyTests(HostTests, unittest.TestCase):
    @classmethod
    def command(cls, source):
        file = source / "Caddyfile"
        file.write_text(CADDY.format(port=cls.port, web=cls.web, site=str(cls.site).rstrip("/")))
        return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


if __name__ == "__main__":
    unittest.main()
