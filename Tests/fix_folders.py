"""Applies `check --fix` to copies of folders of Markdown, and compares diagnostics and words before and after.

    python3 Tests/fix_folders.py WAYMARK FOLDER...

Each folder is copied to `content/` beside a `waymark.yml` of one line and templates that show the text only. After the fixes
no rule may have more errors and warnings than before, and every word of every page must still be there, as often as before,
but for the words that are markup, such as the `tip` of `:::tip`.
"""
import collections
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TEMPLATES = (
    "home section article faq table figure checklist path term resource topic page search map 404 redirect"
).split()
# The marks that fixes replace, each with its words in the last group.
MARKUP = re.compile(r"^\s*(?:>\s*)*(?:!!!|\?\?\?\+?|:{3,})\s*([\w-]+)|:([a-z0-9_+-]+):|\[\[?_*(TOC)_*\]|\{:(toc)\}|\+\+([\w+-]+)\+\+|\{:? *([^{}]*)\}", re.I)


class Text(html.parser.HTMLParser):
    """The words of a page: its text, and the alternative texts of its pictures."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.words = collections.Counter()
        self.feed(text)
        self.close()

    def handle_data(self, data):
        self.words.update(re.findall(r"\w+", data.lower()))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("alt", "title") and value:
                self.handle_data(value)


def run(waymark, *arguments):
    return subprocess.run([waymark, *arguments], capture_output=True, text=True)


def rules(waymark, site):
    """How many errors, warnings and hints each rule has."""
    found = json.loads(run(waymark, "check", "--source", site, "--format", "json").stdout)
    found = found["diagnostics"] if isinstance(found, dict) else found
    return collections.Counter(entry["id"] for entry in found if entry["severity"] != "note")


def words(waymark, site, output):
    """The words of each page of the built site."""
    result = run(waymark, "build", "--source", site, "--output", output)
    if result.returncode:
        sys.exit(result.stderr)
    root = pathlib.Path(output)
    return {str(path.relative_to(root)): Text(path.read_text()).words for path in sorted(root.rglob("*.html"))}


def markup(diff):
    """The words of marks in the lines that a diff removes."""
    found = collections.Counter()
    for line in diff.splitlines():
        if line.startswith("-") and not line.startswith("---"):
            for match in MARKUP.finditer(line[1:]):
                for group in filter(None, match.groups()):
                    found.update(re.findall(r"\w+", group.lower()))
    return found


def compare(waymark, folder):
    """What is worse after the fixes."""
    with tempfile.TemporaryDirectory() as work:
        site = work + "/site"
        shutil.copytree(folder, site + "/content", ignore=shutil.ignore_patterns(".git", ".obsidian"))
        pathlib.Path(site, "waymark.yml").write_text("title: Fixed\n")
        templates = pathlib.Path(site, "templates")
        templates.mkdir()
        for name in TEMPLATES:
            (templates / f"{name}.html").write_text("{{ page.title }} {{ page.body }}\n" if name not in ("404", "redirect") else "\n")
        rules_before, words_before = rules(waymark, site), words(waymark, site, work + "/before")
        fixed = run(waymark, "check", "--fix", "--source", site)
        rules_after, words_after = rules(waymark, site), words(waymark, site, work + "/after")
        print(f"{folder}: " + next((line for line in fixed.stdout.splitlines() if line.startswith("Applied")), "no fixes"))
        problems = []
        for rule in sorted(rules_before | rules_after):
            before, after = rules_before[rule], rules_after[rule]
            print(f"  {rule:24} {before:6} {after:6}" + ("" if before == after else f"  {after - before:+}"))
            if after > before:
                problems.append(f"{rule}: {after} instead of {before}")
        allowed = markup(fixed.stdout)
        for page, before in words_before.items():
            lost = before - words_after.get(page, collections.Counter())
            for word, count in (lost - allowed).items():
                problems.append(f"{page}: `{word}` is lost {count} times")
        return problems


def main():
    waymark = str(pathlib.Path(sys.argv[1]).resolve())
    problems = [f"{folder}: {problem}" for folder in sys.argv[2:] for problem in compare(waymark, folder)]
    print("\n".join(problems) or "nothing is worse, and no word is lost")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
