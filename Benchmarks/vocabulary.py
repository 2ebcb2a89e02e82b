"""Words spread as those of real prose are.

Two words of five are English function words at about their real share; the others come from 6 000 made-up lemmas with
their inflections, drawn by Zipf's law.
"""
import bisect
import itertools
import random

FUNCTION_WORDS = {
    "the": 62, "of": 30, "and": 28, "to": 27, "a": 23, "in": 20, "is": 12, "that": 11, "for": 10, "it": 9, "you": 9,
    "on": 8, "with": 8, "as": 7, "be": 7, "are": 7, "your": 6, "or": 6, "by": 6, "not": 6, "this": 6, "from": 5,
    "at": 5, "have": 5, "they": 4, "an": 4, "which": 4, "what": 4, "can": 4, "if": 4, "will": 4, "how": 3, "when": 3,
    "more": 3, "their": 3, "do": 3, "than": 3, "who": 2, "about": 3, "there": 2, "into": 2, "because": 2, "no": 2,
}
LEMMAS = 6_000
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
