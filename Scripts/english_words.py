#!/usr/bin/env python3
"""Writes Sources/CEnglishWords/words.txt: common English words, which the search does not correct.

Usage: english_words.py VOCABULARY

VOCABULARY is a file with a word at the beginning of each line, the most frequent first: `glove.6B.50d.txt` of
GloVe 6B (Pennington, Socher and Manning, 2014; Public Domain Dedication and License 1.0).
The first 20 000 words of four letters and more are taken, without those that have other signs than a to z.
"""
import pathlib
import re
import sys

COUNT = 20_000
WORD = re.compile("[a-z]{4,32}")
TARGET = pathlib.Path(__file__).resolve().parents[1] / "Sources/CEnglishWords/words.txt"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    words = []
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            word = line.split(maxsplit=1)[0]
            if WORD.fullmatch(word):
                words.append(word)
            if len(words) == COUNT:
                break
    TARGET.write_text("".join(f"{word}\n" for word in sorted(words)))


if __name__ == "__main__":
    main()
