"""The forms in which a question is asked: whole, as keywords, mistyped, half typed, as a title."""
import collections
import dataclasses
import math
import random
import re
import string

import Stemmer

from stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SEED = 20261


@dataclasses.dataclass(frozen=True)
class Query:
    text: str
    grades: dict  # document id -> grade


def forms(collection):
    """Name of the form -> its queries. The same in every run: all chances are seeded."""
    stem = Stemmer.Stemmer("english").stemWord
    counts = collections.Counter(
        key for document in collection.documents
        for key in {stem(word) for word in words(f"{document.title} {document.text}")})
    asked = [(text, collection.judgements[number]) for number, text in collection.queries]

    def keywords(number):
        picked = ((rarest(words(text), number, counts, stem), grades) for text, grades in asked)
        return [Query(" ".join(some), grades) for some, grades in picked if some]

    pairs = keywords(2)
    titles = known_items(collection, counts, stem)
    return {
        "full question": [Query(text, grades) for text, grades in asked],
        "3 rarest words": keywords(3),
        "2 rarest words": pairs,
        "2 words, one typo": changed(pairs, typo),
        "2 words, last cut to 60 %": [Query(cut_last(query.text), query.grades) for query in pairs],
        "3 title words": titles,
        "3 title words, one typo": changed(titles, typo),
        "3 title words, a first letter wrong": changed(titles, wrong_first_letter),
    }


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def rarest(candidates, number, counts, stem):
    """The content words that the fewest documents hold, in the order in which they were asked.
    Words of no document are left out."""
    known = [
        word for word in dict.fromkeys(candidates)
        if word not in STOP_WORDS and counts[stem(word)] > 0]
    kept = sorted(known, key=lambda word: counts[stem(word)])[:number]
    return [word for word in known if word in kept]


def known_items(collection, counts, stem):
    """Three words of each title that only one document has: that document is the answer."""
    titles = collections.Counter(tuple(words(document.title)) for document in collection.documents)
    queries = []
    for document in collection.documents:
        title = words(document.title)
        picked = rarest(title, 3, counts, stem)
        if len(picked) == 3 and titles[tuple(title)] == 1:
            queries.append(Query(" ".join(picked), {document.id: 1}))
    return queries


def changed(queries, change):
    """The queries with one of their words of four letters or more changed; those without one are left out."""
    rng = random.Random(SEED)
    results = []
    for query in queries:
        parts = query.text.split()
        long = [number for number, word in enumerate(parts) if len(word) >= 4]
        if long:
            number = rng.choice(long)
            parts[number] = change(parts[number], rng)
            results.append(Query(" ".join(parts), query.grades))
    return results


def typo(word, rng):
    """One letter substituted, inserted, deleted, or swapped with the next; never the first."""
    while True:
        at = rng.randrange(1, len(word))
        letter = rng.choice(string.ascii_lowercase)
        result = rng.choice([
            word[:at] + letter + word[at + 1:],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1:],
            word[:at] + word[at:at + 2][::-1] + word[at + 2:],
        ])
        if result != word:
            return result


def wrong_first_letter(word, rng):
    return rng.choice([letter for letter in string.ascii_lowercase if letter != word[0]]) + word[1:]


def cut_last(text):
    """The query as it stands while its last word is being typed."""
    *before, last = text.split()
    return " ".join([*before, last[:max(2, math.ceil(len(last) * .6))]])
