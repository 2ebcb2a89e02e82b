"""Builds folders of Markdown as they are, and follows every link of what comes out, without any code of the tool.

    python3 Tests/crawl_folders.py WAYMARK FOLDER...

Each folder is copied to `content/` beside a `waymark.yml` of one line. The build must end with 0. In the built site every
link, picture and fragment must lead to a file and an id that are there. Every address that a message calls broken must
have no file in the folder. Withheld pages are listed.
"""
import collections
import html.parser
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse


class Page(html.parser.HTMLParser):
    """The ids and addresses of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.ids = []
        self.links = []
        self.h1 = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.h1 += tag == "h1"
        if attributes.get("id"):
            self.ids.append(attributes["id"])
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.append(attributes[name])
        for candidate in (attributes.get("srcset") or "").split(","):
            if candidate.split():
                self.links.append(candidate.split()[0])


def crawl(site):
    """What is wrong with the links of a built site."""
    pages = {path.relative_to(site).as_posix(): Page(path.read_text()) for path in site.rglob("*.html")}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    problems = []
    for path, page in sorted(pages.items()):
        twice = [name for name, count in collections.Counter(page.ids).items() if count > 1]
        if twice:
            problems.append(f"{path}: ids that occur twice: {twice}")
        if page.h1 != 1 and "http-equiv=\"refresh\"" not in (site / path).read_text():
            problems.append(f"{path}: {page.h1} elements h1")
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = urllib.parse.unquote(parts.path).lstrip("/") if parts.path else path
            if parts.path and not parts.path.startswith("/"):
                problems.append(f"{path}: `{link}` is relative")
            if target == "" or target.endswith("/"):
                target += "index.html"
            if target not in files:
                problems.append(f"{path}: `{link}` leads nowhere")
            elif parts.fragment and target in pages and not target.startswith(("search/", "map/")):
                if urllib.parse.unquote(parts.fragment) not in pages[target].ids:
                    problems.append(f"{path}: `{link}` names no id")
    return problems


def is_there(content, source, address):
    """Whether an address of a source file names a file of the folder."""
    target = urllib.parse.unquote(address.split("#")[0].split("?")[0]).strip().strip("<>")
    if not target:
        return False
    base = content if target.startswith("/") else (content / source).parent
    for path in (base / target.lstrip("/"), content / target.lstrip("/")):
        names = [path, path.with_name(path.name + ".md")] if path.name else [path]
        if path.suffix in (".html", ".htm"):
            names += [path.with_suffix(".md")]
        for name in names:
            try:
                if name.is_file() and name.resolve().is_relative_to(content.resolve()):
                    return True
            except OSError:
                pass
    return False


def check(waymark, folder):
    problems = []
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        content, site = work / "content", work / "site"
        shutil.copytree(folder, content, symlinks=True)
        subprocess.run(["chmod", "-R", "u+w", content], check=True)
        (work / "waymark.yml").write_text("title: X\n")
        built = subprocess.run(
            [waymark, "build", "--source", work, "--output", site], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8")
        if built.returncode != 0:
            errors = [line for line in built.stderr.split("\n") if line.startswith("error")]
            return [f"the build ends with {built.returncode}: {line}" for line in errors[:5]]
        print(f"  {built.stdout.strip()}")
        report = subprocess.run(
            [waymark, "check", "--source", work, "--format", "json"], stdout=subprocess.PIPE, encoding="utf-8")
        broken = 0
        for message in json.loads(report.stdout)["diagnostics"]:
            place = message.get("location") or {}
            source = place.get("path", "")
            if any("the page is withheld" in note.get("message", "") for note in message.get("notes", [])):
                print(f"  withheld: {source}: {message['message']}")
            if message["id"] != "broken-link" or "startByte" not in place:
                continue
            broken += 1
            text = (work / source).read_bytes()
            address = text[place["startByte"]:place["endByte"]].decode("utf-8", "replace")
            is_withheld = "so this build does not contain it" in message["message"]
            if not is_withheld and is_there(content, source.removeprefix("content/"), address):
                problems.append(f"{source}: `{address}` is called broken, and its file is there")
        print(f"  {broken} broken links")
        problems += crawl(site)
    return problems


def main():
    waymark = pathlib.Path(sys.argv[1]).resolve()
    failed = False
    for folder in sys.argv[2:]:
        print(folder, flush=True)
        problems = check(waymark, pathlib.Path(folder))
        for problem in problems:
            print(f"  ! {problem}")
        failed = failed or bool(problems)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
