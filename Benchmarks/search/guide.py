#!/usr/bin/env python3
"""Writes a made-up guide whose words are spread as those of real prose are.

Usage: guide.py FOLDER PAGES

Two words of five are English function words at about their real share; the others come from 6 000 made-up
lemmas with their inflections (at 10 000 pages some 45 000 forms), drawn by Zipf's law; half of a page's content
words come from the few dozen that it is about. Pages have 300 to 1 200 words, half of them less than 360, under
headings, with links, a table on one of five, and a topic. What is there already, from the same maker, is left as
it is.
"""
import hashlib
import pathlib
import random
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from vocabulary import Vocabulary, Zipf

TOPICS = 20


class Article:
    """One page's text: what it is about decides half of its content words."""

    def __init__(self, vocabulary, number, pages):
        self.rng = random.Random(number)
        self.vocabulary = vocabulary
        self.number, self.pages = number, pages
        subjects = dict.fromkeys(vocabulary.lemmas.draw(self.rng) for _ in range(50))
        self.subjects = Zipf(list(subjects), offset=3, exponent=1)

    def content_word(self):
        if self.rng.random() < .5:
            return self.vocabulary.inflected(self.subjects.draw(self.rng), self.rng)
        return self.vocabulary.inflected(self.vocabulary.lemmas.draw(self.rng), self.rng)

    def title(self):
        lemmas = self.subjects.items[:self.rng.randint(2, 4)]
        words = [self.vocabulary.inflected(lemma, self.rng) for lemma in lemmas]
        if self.rng.random() < .5:
            words.insert(1, self.vocabulary.function(self.rng))
        return " ".join(words).capitalize()

    def sentence(self):
        words = [
            self.vocabulary.function(self.rng) if self.rng.random() < .42 else self.content_word()
            for _ in range(self.rng.randint(8, 24))]
        return " ".join(words).capitalize() + "."

    def paragraph(self, words):
        sentences = []
        while words > 0:
            sentences.append(self.sentence())
            words -= sentences[-1].count(" ") + 1
        return " ".join(sentences)

    def table(self):
        rows = [
            f"| {self.content_word()} {self.content_word()} | {self.sentence()} | {self.content_word()} |"
            for _ in range(5)]
        return "\n".join(["| What | Why | Who |", "| --- | --- | --- |", *rows])

    def markdown(self):
        topic = self.rng.randrange(TOPICS)
        lines = [
            "---", f'title: "{self.title()}"', f'description: "{self.sentence()}"', f"topics: [topic-{topic}]",
            "date: 2026-01-01", "---", self.paragraph(60), ""]
        # Most pages are short.
        left = int(300 * 4 ** (self.rng.random() ** 3)) - 70
        while left > 0:
            heading = " ".join(self.content_word() for _ in range(self.rng.randint(2, 5))).capitalize()
            section = [self.paragraph(min(left // 2, self.rng.randint(50, 100)) - 8) for _ in range(2)]
            lines += [f"## {heading}", "", "\n\n".join(section), ""]
            lines += [f"See [[articles/page-{self.rng.randrange(self.pages)}]].", ""]
            left -= sum(len(text.split()) for text in section) + 5
        if self.number % 5 == 0:
            lines += [self.table(), ""]
        return "\n".join(lines)


def write(folder, pages):
    done = folder / "made-by"
    maker = hashlib.sha256(pathlib.Path(__file__).read_bytes() + str(pages).encode()).hexdigest()
    if done.is_file() and done.read_text() == maker:
        return
    if done.is_file():
        shutil.rmtree(folder)
    if folder.exists():
        sys.exit(f"guide: {folder} holds something else; remove it or name another folder")
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    topics = "".join(f"  topic-{number}:\n    title: Topic {number}\n" for number in range(TOPICS))
    (folder / "waymark.yml").write_text(
        f"title: A made-up guide\nbase_url: https://example.org\nnavigation: [articles]\ntopics:\n{topics}")
    vocabulary = Vocabulary()
    for number in range(pages):
        (articles / f"page-{number}.md").write_text(Article(vocabulary, number, pages).markdown())
    done.write_text(maker)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
