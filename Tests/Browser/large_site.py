"""A made-up site whose search index is in many files."""
import random

SEED = 20261121


def write_large_site(folder, pages=400, edited=()):
    """Writes 400 pages of made-up words that share beginnings; `edited` pages have another text."""
    rng = random.Random(SEED)
    syllables = [a + b for a in "bcdfglmnprst" for b in "aeiou"]
    words = ["".join(rng.choice(syllables) for _ in range(rng.randint(1, 4))) for _ in range(3000)]
    words += ["製品管理", "日本語", "プロダクト", "관리자", "Straße", "naïve", "don't", "C3PO", "Ελλάς"]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    articles = folder / "content/articles"
    articles.mkdir(parents=True)
    (folder / "waymark.yml").write_text("title: Large\nbase_url: https://large.example\nsynonyms: [naïve = simple]\n")
    for number in range(pages):
        text = rng.choices(words, weights, k=rng.randint(60, 500))
        title = " ".join(rng.choices(words, k=3))
        if number in edited:
            text = text[::-2]
        half = len(text) // 2
        (articles / f"p{number}.md").write_text(
            f"---\ntitle: {title}\ndescription: {' '.join(text[:8])}\n---\n{' '.join(text[:half])}\n\n"
            f"## {' '.join(rng.choices(words, k=2))}\n\n{' '.join(text[half:])}\n")
