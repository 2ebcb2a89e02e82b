"""Pagefind: its index of a folder of HTML, and its own script asked in Chromium."""
import importlib.util
import json

import process

BATCH = 100


def is_installed():
    return importlib.util.find_spec("pagefind_bin_extended") is not None


def build(site, output, glob="**/*.html"):
    """Indexes the pages' `main` into a folder of its own; returns what that cost."""
    import pagefind_bin_extended
    return process.run([
        pagefind_bin_extended.get_executable(), "--site", site, "--output-path", output,
        "--root-selector", "main", "--glob", glob])


OPEN = "import('/pagefind/pagefind.js').then(async module => { await module.init(); window.pagefind = module; })"

# The addresses of the first ten results, in order. A result's data is a file of its own; each is read once.
ANSWER = """(async texts => {
  const addresses = window.addresses ??= new Map();
  const answers = [];
  for (const text of texts) {
    const { results } = await pagefind.search(text);
    const first = results.slice(0, 10);
    for (const result of first) {
      if (!addresses.has(result.id)) addresses.set(result.id, (await result.data()).raw_url);
    }
    answers.push(first.map(result => addresses.get(result.id)));
  }
  return answers;
})(%s)"""


def ask(page, texts):
    """The addresses of each text's ten first results; `page` shows any page of the site at whose root Pagefind is."""
    page.evaluate(OPEN)
    answers = []
    for start in range(0, len(texts), BATCH):
        answers += page.evaluate(ANSWER % json.dumps(texts[start:start + BATCH]), timeout=600)
    return answers
