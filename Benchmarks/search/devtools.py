"""Chromium, driven through the DevTools protocol over a pipe: pages, their requests and bytes, a slow network."""
import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium():
    return next((path for path in map(shutil.which, NAMES) if path), None)


class DevToolsError(Exception):
    pass


class Chromium:
    """A headless browser with a profile of its own, gone when the `with` block ends."""

    def __init__(self, executable):
        self.executable = executable

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command_read, self.command_write = os.pipe()
        self.reply_read, reply_write = os.pipe()
        # The browser reads commands from descriptor 3 and answers on 4.
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{command_read} 4>&{reply_write}', "sh", self.executable,
             "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.profile.name}",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-extensions", "--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])],
            pass_fds=[command_read, reply_write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(command_read)
        os.close(reply_write)
        self.received = b""
        self.last_id = 0
        self.replies = {}
        self.listeners = {}  # session -> called with each event's method and params
        return self

    def __exit__(self, *_):
        with contextlib.suppress(DevToolsError, OSError):
            self.send("Browser.close")
        os.close(self.command_write)
        os.close(self.reply_read)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.profile.cleanup()

    def post(self, method, params=None, session=None):
        """Sends a command without waiting for its answer."""
        self.last_id += 1
        message = {"id": self.last_id, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.command_write, data):]
        return self.last_id

    def send(self, method, params=None, session=None, timeout=60):
        number = self.post(method, params, session)
        self.replies[number] = None
        end = time.monotonic() + timeout
        while self.replies[number] is None:
            self.pump(end - time.monotonic())
            if time.monotonic() > end:
                raise DevToolsError(f"{method}: no answer within {timeout} s")
        reply = self.replies.pop(number)
        if "error" in reply:
            raise DevToolsError(f"{method}: {reply['error']['message']}")
        return reply["result"]

    def pump(self, timeout):
        """Handles what the browser says within the time; returns as soon as something was handled."""
        if not select.select([self.reply_read], [], [], max(0, timeout))[0]:
            return
        data = os.read(self.reply_read, 1 << 20)
        if not data:
            raise DevToolsError("the browser ended")
        *messages, self.received = (self.received + data).split(b"\0")
        for message in map(json.loads, messages):
            if "method" in message:
                listener = self.listeners.get(message.get("sessionId"))
                if listener:
                    listener(message["method"], message["params"])
            elif message["id"] in self.replies:
                self.replies[message["id"]] = message

    @contextlib.contextmanager
    def page(self, throttle=None):
        """A page in a context of its own, with an empty cache. `throttle`: (bits a second, latency in seconds)."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        try:
            target = self.send("Target.createTarget", {"url": "about:blank", "browserContextId": context})
            yield Page(self, target["targetId"], throttle)
        finally:
            self.send("Target.disposeBrowserContext", {"browserContextId": context})


class Page:
    def __init__(self, browser, target, throttle):
        self.browser = browser
        self.conditions = throttle and {
            "offline": False, "latency": throttle[1] * 1000,
            "downloadThroughput": throttle[0] / 8, "uploadThroughput": throttle[0] / 8}
        self.requests = {}  # id -> {url, bytes, done, cached, end}
        attached = browser.send("Target.attachToTarget", {"targetId": target, "flatten": True})
        self.session = attached["sessionId"]
        self.watch(self.session)
        self.send("Page.enable")
        self.send("Runtime.enable")

    def send(self, method, params=None, timeout=60):
        return self.browser.send(method, params, self.session, timeout)

    def watch(self, session):
        """Listens to the network of a page or of its worker, and slows it down."""
        self.browser.listeners[session] = self.handle
        self.browser.post("Network.enable", {}, session)
        if self.conditions:
            self.browser.post("Network.emulateNetworkConditions", self.conditions, session)
        # Workers have a network of their own; each waits until it is watched.
        self.browser.post("Target.setAutoAttach", {
            "autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}, session)

    def handle(self, method, params):
        match method:
            case "Target.attachedToTarget":
                self.watch(params["sessionId"])
                self.browser.post("Runtime.runIfWaitingForDebugger", {}, params["sessionId"])
            case "Network.requestWillBeSent" if params["request"]["url"].startswith("http"):
                self.requests[params["requestId"]] = {
                    "url": params["request"]["url"], "bytes": 0, "done": False, "cached": False, "end": 0}
            case "Network.requestServedFromCache" if params["requestId"] in self.requests:
                self.requests[params["requestId"]]["cached"] = True
            case "Network.loadingFinished" if params["requestId"] in self.requests:
                request = self.requests[params["requestId"]]
                request.update(bytes=int(params["encodedDataLength"]), done=True, end=time.monotonic())
            case "Network.loadingFailed" if params["requestId"] in self.requests:
                self.requests[params["requestId"]]["done"] = True

    def open(self, url):
        result = self.send("Page.navigate", {"url": url})
        if "errorText" in result:
            raise DevToolsError(f"{url}: {result['errorText']}")
        self.evaluate("new Promise(done => document.readyState === 'complete' ? done()"
                      " : addEventListener('load', () => done()))")
        self.settle()

    def evaluate(self, script, timeout=60):
        """The value of an expression, or of the promise that it makes."""
        result = self.send("Runtime.evaluate", {
            "expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": True}, timeout)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise DevToolsError(details.get("exception", {}).get("description") or details["text"])
        return result["result"].get("value")

    def settle(self, quiet=.5, limit=60):
        """Waits until no request has been under way for `quiet` seconds."""
        end = time.monotonic() + limit
        since = time.monotonic()
        while time.monotonic() - since < quiet:
            if time.monotonic() > end:
                raise DevToolsError(f"requests under way for {limit} s")
            self.browser.pump(.05)
            if not all(request["done"] for request in self.requests.values()):
                since = time.monotonic()

    def take_traffic(self):
        """The requests that went over the network since the last call, with their bytes, headers included."""
        taken = [request for request in self.requests.values() if request["bytes"] and not request["cached"]]
        self.requests = {}
        return taken

    def screenshot(self, path):
        data = self.send("Page.captureScreenshot", {"format": "png"})["data"]
        path.write_bytes(base64.b64decode(data))
