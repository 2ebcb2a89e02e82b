import Diagnostics

extension Rule {
  /// A link has no target.
  package static let brokenLink = Rule(
    "broken-link", .warning,
    "Every internal link must have a target. A page can be named by its path, by a unique file name, "
      + "by title or by alias.",
    example: """
      content/soup.md:
      # Soup
      content/page.md:
      See [the recipe](soop.md).
      """)

  static let brokenFragment = Rule(
    "broken-fragment", .warning,
    "The fragment of a link, after `#`, is the anchor of a heading, a table row or a list entry.",
    example: """
      content/soup.md:
      # Soup

      ## Ingredients

      Leek.
      content/page.md:
      See [what is needed](soup.md#ingredient).
      """)

  /// A link has several possible targets.
  package static let ambiguousLink = Rule(
    "ambiguous-link", .warning,
    "The link matches several pages. Name the page by its path.",
    example: """
      content/articles/soup.md:
      # Soup
      content/faq/soup.md:
      # Why soup?
      content/page.md:
      See [[soup]].
      """)

  /// A page of another site does not exist or cannot be reached.
  package static let brokenExternalLink = Rule(
    "broken-external-link", .warning,
    "A link to another site is broken, as `waymark check --external` found by a request. Addresses "
      + "of this machine and of private networks are not requested.",
    session: """
      $ echo 'See [the shop](http://gone.example/).' >> content/_index.md
      $ waymark check --external
      warning[broken-external-link]: there is no page at this address (404)
       --> content/_index.md:2:16
        |
      2 | See [the shop](http://gone.example/).
        |                ^^^^^^^^^^^^^^^^^^^^
        |
        = help: open `http://gone.example/` in a browser; correct the address, or link to another page

      Checked 4 pages in 0.05 s (1 warning)
      """)

  /// A page of another site has a new address.
  package static let movedExternalLink = Rule(
    "moved-external-link", .note,
    "A page of another site has moved permanently. The old address works only for as long as that "
      + "site redirects it.",
    session: """
      $ echo 'See [the shop](http://moved.example/).' >> content/_index.md
      $ waymark check --external
      note[moved-external-link]: this page has moved permanently to `http://moved.example/new`
       --> content/_index.md:2:16
        |
      2 | See [the shop](http://moved.example/).
        |                ^^^^^^^^^^^^^^^^^^^^^
        |
        = help: link to the new address

      Checked 4 pages in 0.05 s (1 note)
      """)

  /// It is unknown whether a page of another site exists.
  package static let uncheckedExternalLink = Rule(
    "unchecked-external-link", .note,
    "Another site does not reveal whether a page exists: it requires a login, does not answer "
      + "programs, or reports an error of its own.",
    session: """
      $ echo 'See [the shop](http://busy.example/).' >> content/_index.md
      $ waymark check --external
      note[unchecked-external-link]: the server is too busy to answer (429)
       --> content/_index.md:2:16
        |
      2 | See [the shop](http://busy.example/).
        |                ^^^^^^^^^^^^^^^^^^^^
        |
        = help: open `http://busy.example/` in a browser to check it

      Checked 4 pages in 0.05 s (1 note)
      """)

  /// A published address is missing in a build.
  package static let lostAddress = Rule(
    "lost-address", .warning,
    "A published address leads to nothing in this build, as `waymark check --against` found. Links of other "
      + "sites and bookmarks would break. An alias makes the address redirect.",
    session: """
      $ echo '# Soup' > content/soup.md
      $ waymark build --quiet --output ../published
      $ mv content/soup.md content/stew.md
      $ waymark check --against ../published --rule lost-address
      warning[lost-address]: this build has no `/soup/`, which is published
       --> ../published
        = help: add `/soup/` to the `aliases` of the page that readers shall see instead

      Checked 5 pages in 0.05 s (1 warning)
      """)

  /// A published anchor is missing in a build.
  package static let lostAnchor = Rule(
    "lost-anchor", .warning,
    "A published page has an anchor that it does not have in this build, as `waymark check --against` found. "
      + "Links to it would lead to the top of the page. A heading keeps an anchor with `{#id}`; an alias with "
      + "the anchor leads to another page.",
    session: """
      $ printf '# Soup\\n\\n## Leek\\n\\nText.\\n' > content/soup.md
      $ waymark build --quiet --output ../published
      $ printf '# Soup\\n\\n## Leeks\\n\\nText.\\n' > content/soup.md
      $ waymark check --against ../published --rule lost-anchor
      warning[lost-anchor]: `/soup/` has no anchor `#leek` any more, which is published
       --> content/soup.md
        = help: write `{#leek}` behind the heading, or add `/soup/#leek` to the `aliases` of the page that has the text now

      Checked 5 pages in 0.05 s (1 warning)
      """)

  static let embedCycle = Rule(
    "embed-cycle", .warning,
    "A page must not embed itself, directly or through other pages.",
    example: """
      content/soup.md:
      # Soup

      ![[stew]]
      content/stew.md:
      # Stew

      ![[soup]]
      """)

  static let embedTooLarge = Rule(
    "embed-too-large", .warning,
    "Nested embeds multiply text. The limits are 4 MiB of text for a page with all its embeds, 256 MiB "
      + "for all embeds of a site, and 16 levels of nesting.",
    session: """
      $ awk 'BEGIN { while (i++ < 3000) printf "%01023d\\n\\n", i }' > content/long.md
      $ awk 'BEGIN { print "# Twice\\n\\n![[long]]\\n\\n![[long]]" }' > content/twice.md
      $ waymark build
      warning[embed-too-large]: with this embed, the page has more than 4 MiB of text
       --> content/twice.md:5:4
        |
      5 | ![[long]]
        |    ^^^^
        |
        = help: link to the page instead of embedding it

      Built 6 pages in 0.05 s (1 warning)
      """)

  static let notAPage = Rule(
    "not-a-page", .warning,
    "Only pages, parts of pages and pictures can be embedded. Any other file becomes a link to it.",
    example: """
      content/plan.txt:
      Sow in March.
      content/page.md:
      ![[plan.txt]]
      """)

  static let duplicateRoute = Rule(
    "duplicate-route", .error,
    "Two pages, or a page and a redirect, would be written to the same file. Many file systems ignore "
      + "case in file names.",
    example: """
      content/soup.md:
      # Soup
      content/stew.md:
      ---
      slug: soup
      ---
      # Stew
      """)

  static let duplicateTerm = Rule(
    "duplicate-term", .warning,
    "A spelling can belong to only one glossary term.",
    example: """
      content/glossary/api.md:
      ---
      title: API
      aliases: [interface]
      definition: How programs talk.
      ---
      content/glossary/interface.md:
      ---
      title: Interface
      definition: Where two things meet.
      ---
      """)
}
