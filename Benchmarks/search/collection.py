"""A retrieval collection: documents, queries and judgements, and the pages made of it."""
import collections
import dataclasses
import html
import json
import pathlib
import re
import string

PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclasses.dataclass(frozen=True)
class Document:
    id: str
    title: str
    text: str


@dataclasses.dataclass(frozen=True)
class Collection:
    name: str
    documents: list
    queries: list  # of (id, text), those that have a judgement
    judgements: dict  # query id -> {document id: grade}

    @classmethod
    def load(cls, folder):
        """Reads docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv (query, document, grade)."""
        folder = pathlib.Path(folder)
        documents = [
            Document(line["id"], one_line(line["title"]), one_line(line["text"]))
            for line in read_lines(folder / "docs.jsonl")]
        judgements = collections.defaultdict(dict)
        for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
            query, document, grade = line.split("\t")
            judgements[query][document] = float(grade)
        queries = [
            (line["id"], line["text"])
            for line in read_lines(folder / "queries.jsonl") if line["id"] in judgements]
        return cls(folder.name, documents, queries, dict(judgements))

    def write_html(self, folder):
        """One plain page a document, `N.html`: its title as heading, its text as a paragraph."""
        folder.mkdir(parents=True)
        for number, document in enumerate(self.documents):
            title, text = html.escape(document.title), html.escape(document.text)
            (folder / f"{number}.html").write_text(
                f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
                f"<body><main><h1>{title}</h1><p>{text}</p></main></body></html>\n", encoding="utf-8")

    def write_site(self, folder):
        """The same pages as the source of a Waymark site, `content/articles/N.md`."""
        articles = folder / "content" / "articles"
        articles.mkdir(parents=True)
        (folder / "waymark.yml").write_text(
            f"title: {self.name}\nbase_url: https://example.org\nmarkdown:\n  smart_punctuation: false\n")
        for number, document in enumerate(self.documents):
            (articles / f"{number}.md").write_text(
                # A JSON string is a YAML string.
                f"---\ntitle: {json.dumps(document.title, ensure_ascii=False)}\n---\n"
                f"{literal(document.text)}\n", encoding="utf-8")


def one_line(text):
    """The text with its white space and control characters, which no page may hold, as single spaces."""
    return " ".join(CONTROLS.sub(" ", text).split())


def literal(text):
    """Markdown that renders as just this text: every ASCII punctuation mark may follow a backslash."""
    return PUNCTUATION.sub(lambda match: "\\" + match.group(), text)


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
