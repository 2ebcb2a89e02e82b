"""A static server as hosts run them: compresses text, leaves other types as they are, says nothing of caching."""
import gzip
import http.server
import mimetypes
import pathlib
import threading
import urllib.parse

COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt"}


class StaticServer:
    """Serves a folder, and others under paths of their own, while its `with` block runs."""

    def __init__(self, folder, mounts=None):
        self.mounts = [(path, pathlib.Path(place)) for path, place in (mounts or {}).items()]
        self.mounts.append(("/", pathlib.Path(folder)))
        self.bodies = {}
        self.served = []  # (path, bytes of the answer's body), as they were asked for
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # One packet an answer: Nagle's algorithm would hold back the second of two.
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_GET(self):
                outer.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request):
        path = urllib.parse.unquote(urllib.parse.urlsplit(request.path).path)
        file = self.find(path)
        status = 200 if file else 404
        body, kind, encoding = self.body(file) if file else (b"not found\n", "text/plain", None)
        self.served.append((path, len(body)))
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        if encoding:
            request.send_header("Content-Encoding", encoding)
        request.end_headers()
        request.wfile.write(body)

    def find(self, path):
        for prefix, folder in self.mounts:
            if path.startswith(prefix):
                file = (folder / path.removeprefix(prefix).lstrip("/")).resolve()
                if file.is_dir():
                    file /= "index.html"
                inside = file.is_relative_to(folder.resolve())
                return file if inside and file.is_file() else None
        return None

    def body(self, file):
        if file not in self.bodies:
            data = file.read_bytes()
            encoding = None
            if file.suffix in COMPRESSED:
                data, encoding = gzip.compress(data, 6, mtime=0), "gzip"
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.bodies[file] = data, kind, encoding
        return self.bodies[file]
