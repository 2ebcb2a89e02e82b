#!/usr/bin/env python3
"""Writes a made-up guide of a size that is asked for, the same each time.

Usage: corpus.py FOLDER PAGES

Articles of 300 to 2 500 words, most of them short, under headings; the words are spread as those of real prose are
(`vocabulary.py`). Ten links a page, a table on two of five, one or two of twenty topics, a glossary of twenty terms that
the texts mention.
"""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import vocabulary

TOPICS = 20
# Terms of the glossary: about one sentence in six holds one.
TERMS = (
    "retention cohort backlog roadmap wireframe prototype stakeholder discovery latency churn "
    "activation hypothesis sprint triad funnel segment persona metric release rollout"
).split()
SENTENCES = 20_000


class Prose:
    """Sentences to choose from: making each anew would take longer than building the site."""

    def __init__(self):
        rng = random.Random(2)
        words = vocabulary.Vocabulary()
        self.sentences = [self.sentence(words, rng) for _ in range(SENTENCES)]
        self.words = [words.inflected(words.lemmas.draw(rng), rng) for _ in range(SENTENCES)]

    @staticmethod
    def sentence(words, rng):
        text = [
            words.function(rng) if rng.random() < .42 else words.inflected(words.lemmas.draw(rng), rng)
            for _ in range(rng.randint(8, 20))]
        if rng.random() < 1 / 6:
            text[rng.randrange(len(text))] = rng.choice(TERMS)
        return " ".join(text).capitalize() + "."


class Article:
    def __init__(self, prose, number, pages):
        self.rng = random.Random(number)
        self.prose = prose
        self.number = number
        self.links = [self.link(self.rng.randrange(pages), kind) for kind in range(10)]

    def link(self, target, kind):
        if kind % 3 == 0:
            return f"[{self.word()}](page-{target}.md)"
        return f"[[articles/page-{target}]]" if kind % 3 == 1 else f"[[page-{target}|{self.word()}]]"

    def word(self):
        return self.rng.choice(self.prose.words)

    def sentence(self):
        return self.rng.choice(self.prose.sentences)

    def paragraph(self):
        sentences = [self.sentence() for _ in range(self.rng.randint(3, 6))]
        if self.links:
            sentences.append(f"See {self.links.pop()}.")
        return " ".join(sentences)

    def table(self):
        rows = [f"| {self.word()} {self.word()} | {self.sentence()} | {self.word()} |" for _ in range(5)]
        return "\n".join(["| Name | What it is | Who |", "| --- | --- | --- |", *rows])

    def markdown(self):
        topics = sorted({f"topic-{self.rng.randrange(TOPICS)}" for _ in range(2)})
        day = f"2026-{self.rng.randint(1, 10):02}-{self.rng.randint(1, 28):02}"
        blocks = [
            f"---\ntitle: Page {self.number} about {self.word()} and {self.word()}\ndescription: {self.sentence()}\n"
            f"topics: [{', '.join(topics)}]\ndate: {day}\nsummary:\n  - {self.sentence()}\n  - {self.sentence()}\n---",
            self.paragraph()]
        # Most pages are short.
        left = int(300 * (2500 / 300) ** (self.rng.random() ** 2)) - 60
        section = 0
        while left > 0:
            section += 1
            blocks += [f"## Section {section} on {self.word()}"]
            blocks += [self.paragraph() for _ in range(self.rng.randint(1, 3))]
            blocks += [f"- **{self.word()}** {self.sentence()}\n- *{self.word()}* {self.sentence()}"]
            if section == 2 and self.number % 5 < 2:
                blocks.append(self.table())
            left -= sum(block.count(" ") + 1 for block in blocks[-5:])
        if self.links:
            blocks.append("See also " + ", ".join(self.links) + ".")
        return "\n\n".join(blocks) + "\n"


def write(folder, pages):
    """A guide of so many articles in a folder that is empty or not there."""
    prose = Prose()
    topics = "".join(f"  topic-{number}:\n    title: Topic {number}\n" for number in range(TOPICS))
    articles = folder / "content" / "articles"
    glossary = folder / "content" / "glossary"
    articles.mkdir(parents=True)
    glossary.mkdir()
    (folder / "waymark.yml").write_text(
        f"title: Bench\nbase_url: https://example.org\nnavigation: [articles, glossary]\ntopics:\n{topics}")
    for number in range(pages):
        (articles / f"page-{number}.md").write_text(Article(prose, number, pages).markdown())
    for number, word in enumerate(TERMS):
        (glossary / f"{word}.md").write_text(
            f"---\ntitle: {word}\ndefinition: {prose.sentences[number]}\n---\n")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
