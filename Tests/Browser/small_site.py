"""A small site in which every kind of result, closed boxes and a printed question can be met."""
import pathlib

FILES = {
    "waymark.yml": "title: Fruit\nbase_url: https://example.org/\ntopics:\n  growing: {title: Growing, description: How it grows.}\n",
    "content/_index.md": "---\ntitle: Fruit\n---\nWelcome.\n",
    "content/articles/apples.md": (
        "---\ntitle: Growing apples\ndescription: From the seed to the fruit.\ntopics: [growing]\n---\n"
        "Apples are a fruit that takes years.\n\n## Pruning\n\nPrune the tree in winter, when the sap is down.\n\n"
        "## Harvest\n\nPick the fruit when it comes off with a twist.\n"),
    "content/articles/cherries.md": (
        "---\ntitle: Growing cherries\ndescription: A fruit for birds.\n---\nNets keep birds from the fruit. See [apples](apples.md).\n"),
    "content/tables/prices.md": (
        "---\ntitle: What fruit costs\ncaption: Prices of fruit\n---\n| Fruit | Price |\n| --- | --- |\n| Apple | 1 |\n| Pear | 2 |\n"),
    **{f"content/faq/{name}.md": f"---\ntitle: {question}\nanswer: {answer}\n---\nAsk a neighbor.\n" for name, question, answer in [
        ("soil", "Does fruit need good soil?", "Most of it does."),
        ("water", "How much water does fruit need?", "Less than you think."),
        ("frost", "Does fruit survive frost?", "In winter, not in spring."),
        ("coding", "Can a farm be coded?", "Parts of it can."),
    ]},
}


def write_small_site(folder):
    for name, text in FILES.items():
        file = pathlib.Path(folder) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
