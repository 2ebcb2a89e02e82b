#!/usr/bin/env python3
"""Writes a made-up guide whose words are spread as those of real prose are.

Usage: guide.py FOLDER PAGES

Two words of five are English function words at about their real share; the others come from 6 000 made-up
lemmas with their inflections (at 10 000 pages some 45 000 forms), drawn by Zipf's law; half of a page's content
words come from the few dozen that it is about. Pages have 300 to 1 200 words, half of them less than 360, under
headings, with links, a table on one of five, and a topic. What is there already, from the same maker, is left as
it is.
"""
import bisect
import hashlib
import itertools
import pathlib
import random
import shutil
import sys

FUNCTION_WORDS = {
    "the": 62, "of": 30, "and": 28, "to": 27, "a": 23, "in": 20, "is": 12, "that": 11, "for": 10, "it": 9, "you": 9,
    "on": 8, "with": 8, "as": 7, "be": 7, "are": 7, "your": 6, "or": 6, "by": 6, "not": 6, "this": 6, "from": 5,
    "at": 5, "have": 5, "they": 4, "an": 4, "which": 4, "what": 4, "can": 4, "if": 4, "will": 4, "how": 3, "when": 3,
    "more": 3, "their": 3, "do": 3, "than": 3, "who": 2, "about": 3, "there": 2, "into": 2, "because": 2, "no": 2,
}
LEMMAS = 6_000
TOPICS = 20
ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sh sk sl sp st str t th tr v w".split()
VOWELS = "a e i o u ai ea ee ie oa oo ou".split()
CODAS = ["", "", "", *"b ck d ft g l lt m mp n nd ng nt p r rd s st t".split()]
ENDINGS = (("", 50), ("s", 20), ("ed", 9), ("ing", 10), ("er", 4), ("ers", 3), ("ly", 2), ("ment", 2))


class Zipf:
    """Draws from items whose chance falls with their rank."""

    def __init__(self, items, offset, exponent):
        self.items = items
        self.sums = list(itertools.accumulate((rank + offset) ** -exponent for rank in range(len(items))))

    def draw(self, rng):
        return self.items[bisect.bisect(self.sums, rng.random() * self.sums[-1])]


class Vocabulary:
    def __init__(self):
        rng = random.Random(1)
        lemmas = {}
        while len(lemmas) < LEMMAS:
            # Frequent words are short.
            syllables = 1 + (len(lemmas) > 150) * rng.randint(0, 1) + (len(lemmas) > 2500) * rng.randint(0, 2)
            lemma = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice(CODAS)
            if len(lemma) > 2 and lemma not in FUNCTION_WORDS:
                lemmas[lemma] = None
        self.lemmas = Zipf(list(lemmas), offset=10, exponent=1.25)
        self.functions = list(FUNCTION_WORDS)
        self.function_sums = list(itertools.accumulate(FUNCTION_WORDS.values()))
        self.endings = [ending for ending, _ in ENDINGS]
        self.ending_sums = list(itertools.accumulate(share for _, share in ENDINGS))

    def function(self, rng):
        return rng.choices(self.functions, cum_weights=self.function_sums)[0]

    def inflected(self, lemma, rng):
        return lemma + rng.choices(self.endings, cum_weights=self.ending_sums)[0]


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
