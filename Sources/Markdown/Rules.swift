import Diagnostics

/// Everything that reading Markdown can find fault with.
package enum MarkdownRules {
  package static let all: [Rule] =
    [
      .invalidUTF8, .nestingTooDeep, .tableTooWide, .wordTooLong, .tooComplex, .rawHTML,
      .unsafeLink, .inlineEmbed, .emptyWikiLink, .wikiLinkMarkup, .unknownCallout, .calloutMarker,
      .incompletePair, .unknownComment,
    ] + MarkdownChecks.all.flatMap { $0.rules }
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

  package static let unknownComment = Rule(
    "unknown-comment", .warning,
    "A comment that begins with `waymark:` speaks to the tool, which knows one word: "
      + "`<!-- waymark: allow heading-jump -->` allows what follows it to break a rule.")
}
