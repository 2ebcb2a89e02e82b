import Diagnostics

/// Everything that reading Markdown can find fault with.
package enum MarkdownRules {
  package static let all: [Rule] = [
    .invalidUTF8, .controlCharacter, .nestingTooDeep, .tableTooWide, .wordTooLong, .tooComplex,
    .rawHTML, .unsafeLink,
    .inlineEmbed, .emptyWikiLink, .wikiLinkMarkup, .splitWikiLink, .unknownCallout, .calloutMarker,
    .incompletePair, .undefinedFootnote, .unusedFootnote, .unusedDefinition, .duplicateDefinition,
    .tableHeader, .raggedTable, .unfinishedText, .unknownComment,
  ]
}

extension Rule {
  package static let invalidUTF8 = Rule(
    "invalid-utf8", .error,
    "The file holds bytes that are not UTF-8 text. It was probably saved in another encoding; the "
      + "page stays empty, because guessing would garble it.")

  package static let controlCharacter = Rule(
    "control-character", .warning,
    "HTML and XML have no place for control characters other than tabs and line ends. They come from "
      + "terminals, from PDF files and from character references such as `&#27;`. In the site a space "
      + "stands in for each.")

  package static let nestingTooDeep = Rule(
    "nesting-too-deep", .error,
    "Quotations, lists or emphasis nest deeper than any reader could follow. Nearly always some "
      + "characters that were meant as text were read as markup.")

  package static let tableTooWide = Rule(
    "table-too-wide", .error,
    "A table has more columns, or more missing cells, than a page can show. Tables may have 128 "
      + "columns; data beyond that belongs into a file.")

  package static let wordTooLong = Rule(
    "word-too-long", .error,
    "A run of characters without a space is longer than any word or address. Usually binary or "
      + "encoded data was pasted into the text.")

  package static let tooComplex = Rule(
    "too-complex", .error,
    "The markup is of a kind that takes longer and longer to read the more there is of it. The page "
      + "stays empty rather than holding up the build.")

  package static let rawHTML = Rule(
    "raw-html", .warning,
    "Markdown may hold HTML, but a site that passes it through can be broken, or made unsafe, by any "
      + "page. It is dropped unless the site allows it.")

  package static let unsafeLink = Rule(
    "unsafe-link", .error,
    "Addresses such as `javascript:` run code in the reader's browser when they are clicked. Such a "
      + "link is never written; its text stays.")

  package static let inlineEmbed = Rule(
    "inline-embed", .warning,
    "`![[page]]` shows another page in this one. A page cannot stand inside a sentence, so it needs a "
      + "paragraph of its own.")

  package static let emptyWikiLink = Rule(
    "empty-wiki-link", .warning,
    "A wiki link needs a page between its brackets, `[[page]]` or `[[page|label]]`. Without one the "
      + "brackets stay as they are.")

  package static let wikiLinkMarkup = Rule(
    "wiki-link-markup", .warning,
    "What stands between `[[` and `]]` is the name of a page and a plain label. Emphasis and code "
      + "there are not shown.")

  package static let splitWikiLink = Rule(
    "split-wiki-link", .error,
    "In a table `|` ends a cell, also between `[[` and `]]`. Written as `\\|` it does not.")

  package static let unknownCallout = Rule(
    "unknown-callout", .warning,
    "A quotation that begins with a word such as `[!NOTE]` becomes a callout. This word is none of "
      + "those that are known.")

  package static let calloutMarker = Rule(
    "callout-marker", .warning,
    "The marker of a callout, such as `[!NOTE]`, stands alone on the first line of a quotation.")

  package static let incompletePair = Rule(
    "incomplete-pair", .warning,
    "`[!BAD]` and `[!GOOD]` show what to avoid beside what to do, and `[!WHY]` gives the reason for "
      + "both. Alone they say only half.")

  package static let undefinedFootnote = Rule(
    "undefined-footnote", .warning,
    "`[^name]` refers to a note that stands elsewhere as `[^name]: text`. There is none of that name, "
      + "so readers see the brackets.")

  package static let unusedFootnote = Rule(
    "unused-footnote", .warning,
    "A note that nothing refers to is not shown.")

  package static let unusedDefinition = Rule(
    "unused-definition", .warning,
    "A line such as `[name]: https://example.org` gives links an address and shows nothing itself. "
      + "Where no link asks for it, it is a leftover, or the link misspells the name.")

  package static let duplicateDefinition = Rule(
    "duplicate-definition", .warning,
    "When two lines define one name for links, the first counts and the second is ignored.")

  package static let tableHeader = Rule(
    "table-header", .warning,
    "A column without a heading leaves readers guessing, and a screen reader with nothing to say at "
      + "each cell. Only the corner above a column of names may be empty.")

  package static let raggedTable = Rule(
    "ragged-table", .warning,
    "A row of a Markdown table with more cells than there are headings loses those that are too many, "
      + "and one with fewer leaves a gap at its end.")

  package static let unfinishedText = Rule(
    "unfinished-text", .warning,
    "`TODO`, `FIXME` and `TBD` are notes to oneself. A comment, `<!-- TODO: … -->`, keeps them from "
      + "readers.")

  package static let unknownComment = Rule(
    "unknown-comment", .warning,
    "A comment that begins with `waymark:` speaks to the tool, which knows one word: "
      + "`<!-- waymark: allow heading-jump -->` allows what follows it to break a rule.")
}
