"""Queries of every kind that readers, and those who mean harm, may type. The same seed makes the same ones."""
import html
import random
import re

STOP_WORDS = "the a of to how what is it who why don't can't".split()
MARKS = "!?.,;:'’()[]-_/\\\"“” "
EMOJI = ["😀", "👩‍💻 product", "❤️ job", "1️⃣ step", "🇩🇪", "👍🏽"]
IDEOGRAPHS = "日本語製品管理的中文プロダクト가나다라관리 "
LETTERS = "abcdefghijklmnopqrstuvwxyzéß日"
RANGES = [(32, 127), (0xC0, 0x530), (0x900, 0x1000), (0x1E00, 0x2000), (0x3040, 0x3100), (0x1F300, 0x1F600)]


def words_of(site):
    """The words of a built site's pages, in the order in which they stand."""
    words = []
    for page in sorted(site.rglob("index.html")):
        main = re.search("<main.*?</main>", page.read_text(), re.S)
        words += re.findall(r"[\w'’-]+", html.unescape(re.sub("<[^>]*>", "", main.group() if main else "")))
    return words


class Queries:
    def __init__(self, words, seed):
        self.words = words
        self.rng = random.Random(seed)

    def make(self, count):
        kinds = [
            self.plain, self.plain, self.one_typo, self.beginning, self.phrase, self.ideographs, self.emoji, self.long,
            self.stop_words, self.punctuation, self.any_letters]
        return [self.rng.choice(kinds)() for _ in range(count)]

    def word(self):
        return self.rng.choice(self.words)

    def from_any(self, letters, low, high):
        return "".join(self.rng.choice(letters) for _ in range(self.rng.randint(low, high)))

    def plain(self):
        return " ".join(self.word() for _ in range(self.rng.randint(1, 4)))

    def one_typo(self):
        word = self.word()
        at = self.rng.randrange(len(word))
        letter = self.rng.choice(LETTERS)
        return self.word() + " " + self.rng.choice([
            word[:at] + letter + word[at + 1:], word[:at] + letter + word[at:], word[:at] + word[at + 1:],
            word[:at] + word[at:at + 2][::-1] + word[at + 2:]])

    def beginning(self):
        word = self.word()
        return self.word() + " " + word[:self.rng.randint(1, len(word))]

    def phrase(self):
        start = self.rng.randrange(len(self.words) - 6)
        words = self.words[start:start + self.rng.randint(2, 4)]
        return f'"{" ".join(words)}" {self.rng.choice(["", self.word()])}'

    def ideographs(self):
        return self.from_any(IDEOGRAPHS, 1, 6)

    def emoji(self):
        return self.rng.choice(EMOJI) + " " + self.rng.choice(["", self.word()])

    def long(self):
        return " ".join(self.word() for _ in range(300))[:1000] + self.rng.choice(["", "x" * 100])

    def stop_words(self):
        return " ".join(self.rng.choice(STOP_WORDS) for _ in range(self.rng.randint(1, 4)))

    def punctuation(self):
        return self.from_any(MARKS, 1, 12) + self.rng.choice(["", "", self.word()])

    def any_letters(self):
        letters = [chr(self.rng.randrange(*self.rng.choice(RANGES))) for _ in range(40)]
        return self.from_any(letters, 1, 20) + " " + self.word().upper()
