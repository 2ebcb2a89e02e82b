"""lunr and plain BM25 with Snowball stemming: what ranks without a browser."""
import re

import bm25s
import lunr
import Stemmer


class Lunr:
    name = "lunr"
    # lunr's own syntax (field:term, ~2, ^10, +, -, *) must not be read out of a reader's text.
    SYNTAX = re.compile(r"[^\w\s]")

    def __init__(self, collection):
        documents = [
            {"id": document.id, "title": document.title, "text": document.text}
            for document in collection.documents]
        # The boost of lunr's own examples.
        fields = [{"field_name": "title", "boost": 10}, "text"]
        self.index = lunr.lunr(ref="id", fields=fields, documents=documents)

    def answer(self, texts):
        return [
            [result["ref"] for result in self.index.search(self.SYNTAX.sub(" ", text))[:10]]
            for text in texts]


class BM25:
    name = "BM25"

    def __init__(self, collection):
        self.ids = [document.id for document in collection.documents]
        self.stemmer = Stemmer.Stemmer("english")
        # Lucene's variant and its defaults.
        self.index = bm25s.BM25(method="lucene", k1=1.2, b=.75)
        texts = [f"{document.title} {document.text}" for document in collection.documents]
        self.index.index(self.tokens(texts), show_progress=False)

    def tokens(self, texts):
        return bm25s.tokenize(texts, stopwords="en", stemmer=self.stemmer, show_progress=False)

    def answer(self, texts):
        found, scores = self.index.retrieve(self.tokens(texts), k=10, show_progress=False)
        return [
            [self.ids[number] for number, score in zip(*row) if score > 0]
            for row in zip(found, scores)]
