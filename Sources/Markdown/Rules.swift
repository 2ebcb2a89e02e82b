import Diagnostics

/// The rules of the Markdown parser and its checks.
package enum MarkdownRules {
  /// Every rule that parsing Markdown can report.
  package static let all: [Rule] =
    [
      .invalidUTF8, .nestingTooDeep, .tableTooWide, .wordTooLong, .tooComplex, .rawHTML,
      .unclosedComment, .privateComment,
      .unsafeLink, .inlineEmbed, .emptyWikiLink, .wikiLinkMarkup, .unknownCallout, .calloutMarker,
      .incompletePair, .unknownComment,
    ] + MarkdownChecks.all.flatMap { $0.rules }
}

extension Rule {
  /// The bytes of a file are not valid UTF-8.
  package static let invalidUTF8 = Rule(
    "invalid-utf8", .error,
    "The file contains bytes that are not valid UTF-8. It was probably saved in another encoding. "
      + "A page is then withheld, with a warning, because guessing the encoding could garble it.",
    session: """
      $ printf '# Caf\\351\\n' > content/cafe.md
      $ waymark build
      warning[invalid-utf8]: this byte is not UTF-8; in Windows-1252 it is `é`
       --> content/cafe.md:1:6
        |
      1 | # Caf�
        |      ^
        |
        = note: the page is withheld
        = help: save the file as UTF-8

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  static let controlCharacter = Rule(
    "control-character", .warning,
    "HTML and XML do not allow control characters other than tabs and line ends. They come from "
      + "terminals, from PDF files and from character references such as `&#27;`. The site shows a "
      + "space in place of each.",
    example: """
      content/page.md:
      A bell: &#7;
      """)

  static let nestingTooDeep = Rule(
    "nesting-too-deep", .warning,
    "Quotations, lists or emphasis are nested too deeply. Usually characters that were meant as "
      + "text were read as markup.",
    session: """
      $ awk 'BEGIN { while (i++ < 150) printf "> "; print "Text." }' > content/deep.md
      $ waymark build
      warning[nesting-too-deep]: quotations and lists are nested more than 100 levels deep here
       --> content/deep.md:1
        |
      1 | > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > …
        |
        = note: the page is withheld
        = help: indent code with a fence, ```; break the list up

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  static let tableTooWide = Rule(
    "table-too-wide", .warning,
    "A table has more columns, or more missing cells, than a page can show. A table can have at "
      + "most 128 columns. Put larger data into a file.",
    session: """
      $ awk 'BEGIN { while (i++ < 130) a = a "|a"; while (j++ < 130) b = b "|-"; print a "|\\n" b "|" }' > content/wide.md
      $ waymark build
      warning[table-too-wide]: 131 `|` on one line; a table may have 128 columns
       --> content/wide.md:2
        |
      2 | |-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-…
        |
        = note: the page is withheld
        = help: split the table, or put the data into a file

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  static let wordTooLong = Rule(
    "word-too-long", .warning,
    "A run of characters without a space is longer than any word or address. Usually binary or "
      + "encoded data was pasted into the text.",
    session: """
      $ awk 'BEGIN { while (i++ < 5000) printf "x" }' > content/page.md
      $ waymark build
      warning[word-too-long]: this word has 5000 bytes; at most 4096 are allowed
       --> content/page.md:1:1
        |
      1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        | ^
        |
        = note: the page is withheld
        = help: put the data into a file and link to it

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  static let tooComplex = Rule(
    "too-complex", .warning,
    "The time to parse this markup grows faster than its length. The page is withheld so that the "
      + "build does not hang.",
    session: """
      $ awk 'BEGIN { while (i++ < 24000) printf i % 600 ? "www.a_" : "www.a\\n" }' > content/page.md
      $ waymark build
      warning[too-complex]: too many addresses without spaces between them to parse in reasonable time; the page is withheld
        --> content/page.md:32
         |
      32 | www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.a_www.…
         |
         = note: the page is withheld
         = help: break the text up with spaces and empty lines

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  static let rawHTML = Rule(
    "raw-html", .warning,
    "Markdown can contain HTML, but not every element and attribute is safe for a site and its "
      + "readers. Those that GitHub allows are kept. Other tags are left out and their text is kept; only "
      + "the content of scripts, styles and templates is left out too. `markdown: {html: drop}` leaves out "
      + "all tags, `allow` keeps everything.",
    example: """
      content/page.md:
      Wash <script>alert("!")</script> your hands.
      """)

  static let unclosedComment = Rule(
    "unclosed-comment", .warning,
    "A comment begins with `<!--` and ends with `-->`. Where the end is missing, Markdown and browsers "
      + "would hide the rest of the page, so the text is shown.",
    example: """
      content/page.md:
      Leek soup.

      <!-- Ask Oma.
      """)

  static let privateComment = Rule(
    "private-comment", .warning,
    "Text between `%%` and `%%` is a private comment, as in Obsidian, and is never published. Where a "
      + "comment does not end, its extent is not known, so the page is withheld. Directly behind a number, as in "
      + "`100%%`, the signs are text.",
    example: """
      content/page.md:
      Leek soup. %%Ask Oma for the amount of salt.
      """)

  /// A link has a scheme that runs code.
  package static let unsafeLink = Rule(
    "unsafe-link", .warning,
    "Addresses such as `javascript:` run code in the reader's browser when they are clicked. Such a "
      + "link is removed, and its text is kept.",
    example: """
      content/page.md:
      [Press here](javascript:alert(1)).
      """)

  /// An embed stands where only a link can be.
  package static let inlineEmbed = Rule(
    "inline-embed", .warning,
    "`![[page]]` embeds another page. A page cannot be embedded inside a sentence, so the embed "
      + "needs a paragraph of its own.",
    example: """
      content/soup.md:
      # Soup
      content/page.md:
      First read ![[soup]] and then go on.
      """)

  static let emptyWikiLink = Rule(
    "empty-wiki-link", .warning,
    "A wiki link needs a page between its brackets, `[[page]]` or `[[page|label]]`. Without a page, "
      + "the brackets are shown as text.",
    example: """
      content/page.md:
      See [[]].
      """)

  static let wikiLinkMarkup = Rule(
    "wiki-link-markup", .warning,
    "A wiki link contains the name of a page and a plain label. Emphasis and code between `[[` and "
      + "`]]` are not shown.",
    example: """
      content/soup.md:
      # Soup
      content/page.md:
      See [[soup|the **best** soup]].
      """)

  static let unknownCallout = Rule(
    "unknown-callout", .warning,
    "A quotation that begins with a word such as `[!NOTE]` becomes a callout. A word that is not the "
      + "name of a callout becomes its label; this one is nearly a name, so it may be misspelt.",
    example: """
      content/page.md:
      > [!NOTICE]
      > Mind the steam.
      """)

  static let calloutMarker = Rule(
    "callout-marker", .warning,
    "The marker of a callout, such as `[!NOTE]`, stands at the start of a quotation of its own. A space or "
      + "the end of the line follows it.",
    example: """
      content/page.md:
      > [!BAD]
      > Too hot.
      >
      > [!GOOD]
      > Just right.
      """)

  static let incompletePair = Rule(
    "incomplete-pair", .warning,
    "`[!BAD]` and `[!GOOD]` show what to avoid next to what to do, and `[!WHY]` gives the reason "
      + "for both. They are incomplete without each other.",
    example: """
      content/page.md:
      > [!BAD]
      > Boil the milk.

      Text.
      """)

  static let unknownComment = Rule(
    "unknown-comment", .warning,
    "A comment that begins with `waymark:` is an instruction to Waymark. There is one instruction: "
      + "`<!-- waymark: allow heading-jump -->` allows the text after it to break a rule.",
    example: """
      content/page.md:
      <!-- waymark: permit heading-jump -->

      Text.
      """)
}
