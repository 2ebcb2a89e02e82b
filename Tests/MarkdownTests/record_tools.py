"""Writes what other tools make of the Markdown of a case into the case, so that a difference is there to be read.

    python3 Tests/MarkdownTests/record_tools.py [CASE.txt ...]

A case takes part by a section named after a tool, which this script fills: `mkdocs` (Python-Markdown with the extensions that
Material for MkDocs recommends), `hugo`, `pandoc` and `kramdown` (as Jekyll runs it). Tests do not read these sections.

    pip install markdown pymdown-extensions mkdocs-material hugo; apt-get install pandoc ruby-kramdown-parser-gfm

Tools that are not installed are left out. Obsidian, Docusaurus and Quartz cannot be run; what their manuals say stands in `about`.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CASES = pathlib.Path(__file__).parent / "Cases"
SECTION = re.compile(r"^=== (.*)\n", re.M)


def mkdocs(text):
    try:
        import markdown
        from material.extensions.emoji import to_svg, twemoji
    except ImportError:
        return None
    extensions = (
        "abbr admonition attr_list def_list footnotes md_in_html tables toc pymdownx.arithmatex pymdownx.betterem pymdownx.caret "
        "pymdownx.critic pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.mark "
        "pymdownx.smartsymbols pymdownx.snippets pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde"
    ).split()
    settings = {
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.highlight": {"use_pygments": False},
        "pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.snippets": {"check_paths": False},
    }
    html = markdown.markdown(text, extensions=extensions, extension_configs=settings)
    # Icons are drawings of some hundred bytes.
    return re.sub(r"<svg.*?</svg>", "<svg/>", html, flags=re.S)


def hugo(text):
    if not shutil.which("hugo"):
        return None
    with tempfile.TemporaryDirectory() as work:
        site = pathlib.Path(work)
        files = {
            "hugo.toml": "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', '404']\nenableEmoji = true\n"
            "[markup.goldmark.renderer]\nunsafe = true\n[markup.goldmark.parser.attribute]\nblock = true\n"
            "[markup.goldmark.extensions]\ntypographer = false\n[markup.highlight]\ncodeFences = false\n",
            "layouts/index.html": "{{ .Content }}",
            "layouts/_default/single.html": "{{ .Content }}",
            "content/_index.md": "---\n---\n" + text,
        }
        # A shortcode that shows its own name and content, for each name in the text.
        for name in set(re.findall(r"\{\{[<%]\s*/?\s*([\w-]+)", text)):
            inner = " {{ .Inner }}" if re.search(r"\{\{[<%]\s*/\s*" + name, text) else ""
            files[f"layouts/shortcodes/{name}.html"] = f"[{name}{inner}]"
        for path, content in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(content)
        run = subprocess.run(["hugo", "--quiet", "--source", work], capture_output=True, text=True)
        if run.returncode:
            return "Hugo refuses the page: " + re.sub(r".*/content/", "", run.stdout + run.stderr).strip()
        return (site / "public/index.html").read_text()


def command(*words):
    def run(text):
        if not shutil.which(words[0]):
            return None
        result = subprocess.run(words, input=text, capture_output=True, text=True)
        return result.stdout if result.returncode == 0 else None

    return run


TOOLS = {
    "mkdocs": mkdocs,
    "hugo": hugo,
    "pandoc": command("pandoc", "--from", "markdown", "--to", "html", "--mathml", "--wrap", "preserve"),
    "kramdown": command(
        "ruby", "-rkramdown", "-rkramdown-parser-gfm", "-e",
        "puts Kramdown::Document.new(STDIN.read, input: 'GFM', hard_wrap: false, auto_ids: false).to_html",
    ),
}


def record(path):
    parts = SECTION.split(path.read_text())
    sections = dict(zip(parts[1::2], parts[2::2]))
    for name, tool in TOOLS.items():
        if name not in sections:
            continue
        html = tool(sections["markdown"])
        if html is None:
            print(f"{path.name}: {name} is not installed, or fails")
        else:
            # No line may look like the start of a section.
            sections[name] = re.sub(r"^=== ", " === ", html.strip("\n"), flags=re.M) + "\n"
    # What Waymark makes of it stays the last section.
    if len(sections) > 2:
        sections["expected"] = sections.pop("expected")
    path.write_text(parts[0] + "".join(f"=== {name}\n{text}" for name, text in sections.items()))


for argument in sys.argv[1:] or sorted(CASES.rglob("*.txt")):
    record(pathlib.Path(argument))
