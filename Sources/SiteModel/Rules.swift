import Diagnostics

extension Rule {
  // MARK: Files

  package static let unterminatedFrontMatter = Rule(
    "unterminated-front-matter", .error,
    "Front matter is opened by a line `---` at the very top of the file and closed by another.")

  // MARK: Fields

  package static let unknownKey = Rule(
    "unknown-key", .warning,
    "A key that Waymark does not know has no effect, and is most often a known one misspelt.")

  package static let wrongType = Rule(
    "wrong-type", .error,
    "A key holds one kind of value: a text, a list, a day, a number, or keys and values.")

  package static let invalidDate = Rule(
    "invalid-date", .error,
    "Dates are days of the calendar, written as year, month and day: `2026-11-21`.")

  package static let unknownTopic = Rule(
    "unknown-topic", .error,
    "Topics are declared in `waymark.yml`, each with a title and a description, so that no page "
      + "ends up alone under a misspelt one.")

  package static let invalidAddress = Rule(
    "invalid-address", .error,
    "`base_url` is where readers find the site: a scheme, a host and, if it does not live at the "
      + "top, a path: `https://example.org/guide/`.")

  package static let missingBaseURL = Rule(
    "missing-base-url", .warning,
    "Sitemaps, feeds, canonical links, cards and structured data hold whole addresses, which follow "
      + "from `base_url`. Without it a build leaves them out. A preview uses its own address.")

  package static let missingTitle = Rule(
    "missing-title", .warning,
    "The site's `title` stands on every page, in the browser's tab and in search results.")

  package static let invalidLanguage = Rule(
    "invalid-language", .error,
    "`language` is a tag of BCP 47: a language of two or three letters and perhaps a script and a "
      + "region, `en` or `pt-BR`. Screen readers pronounce by it, and search takes English words to "
      + "their stems.")

  package static let loneSynonym = Rule(
    "lone-synonym", .warning,
    "An entry of `synonyms` holds words or phrases that mean the same, with `=` between them; one "
      + "alone has no effect.")

  package static let invalidSlug = Rule(
    "invalid-slug", .error,
    "A page's address is made of the letters and digits of its file's name, of which there must be "
      + "at least one; a `slug` is lower-case letters, digits and single hyphens, as it stands in "
      + "the address.")

  package static let unwritableAddress = Rule(
    "unwritable-address", .error,
    "Each address becomes a file. Its names may have 255 bytes each and 1024 in all, which every common "
      + "disk holds, and none may begin with `.waymark-`, as those of a build's own files do.")

  package static let unknownRule = Rule(
    "unknown-rule", .error,
    "`checks` in `waymark.yml` maps the ids of diagnostics to `error`, `warning`, `note` or `off`.")

  package static let tableData = Rule(
    "table-data", .error,
    "A table has its rows in a Markdown table in the page's text, or in the CSV file that `data` "
      + "names; every row has as many cells as the first.")

  package static let tableKey = Rule(
    "table-key", .error,
    "`key` names the column whose cells name the rows, as its heading is written in the table.")

  package static let figureData = Rule(
    "figure-data", .error,
    "A picture is drawn by a template from 1 to 40 items; a span of its scale has two ends, the "
      + "first before the second.")

  // MARK: Links

  package static let brokenLink = Rule(
    "broken-link", .error,
    "Every link to a page or file of the site must lead somewhere. Pages are named by their path, "
      + "by a file name that no other page has, by title or by alias.")

  package static let brokenFragment = Rule(
    "broken-fragment", .error,
    "The part of a link after `#` names a heading, a table's row or a question of its page.")

  package static let ambiguousLink = Rule(
    "ambiguous-link", .error,
    "A link that fits several pages is refused rather than guessed. Name the page by its path.")

  package static let brokenExternalLink = Rule(
    "broken-external-link", .warning,
    "A link to another site is broken, as `waymark check --external` found by a request. Addresses "
      + "of this machine and of private networks are not requested.")

  package static let movedExternalLink = Rule(
    "moved-external-link", .note,
    "A page of another site has moved permanently. The old address works only for as long as that "
      + "site redirects it.")

  package static let uncheckedExternalLink = Rule(
    "unchecked-external-link", .note,
    "Another site does not reveal whether a page exists: it requires a login, does not answer "
      + "programs, or reports an error of its own.")

  package static let embedCycle = Rule(
    "embed-cycle", .error,
    "A page that embeds itself, directly or by way of others, would have no end.")

  package static let embedTooLarge = Rule(
    "embed-too-large", .error,
    "Pages that embed pages that embed pages grow at every level. A page may have 4 MiB of text "
      + "with all that it embeds, the embeds of a site 256 MiB in all, and 16 pages may stand in one "
      + "another.")

  package static let notAPage = Rule(
    "not-a-page", .error,
    "Only pages, sections, tables, questions, terms and checklists can be embedded; a picture is "
      + "shown by `![its description](picture.png)`.")

  package static let duplicateRoute = Rule(
    "duplicate-route", .error,
    "Two pages, or a page and a redirect, would be written to one file. Addresses that differ only "
      + "by upper and lower case are the same file on many disks.")

  package static let duplicateTerm = Rule(
    "duplicate-term", .error,
    "One spelling can link to one glossary term only.")
}

/// What reading and linking content can report.
package enum SiteModelRules {
  package static let all: [Rule] =
    [
      .unterminatedFrontMatter, .unknownKey, .wrongType, .invalidDate,
      .unknownTopic, .invalidAddress, .missingBaseURL, .missingTitle,
      .invalidLanguage, .loneSynonym, .invalidSlug, .unwritableAddress,
      .unknownRule,
      .tableData, .tableKey, .figureData, .brokenLink, .brokenFragment, .ambiguousLink,
      .brokenExternalLink, .movedExternalLink, .uncheckedExternalLink, .embedCycle,
      .embedTooLarge, .notAPage, .duplicateRoute, .duplicateTerm,
    ] + Checks.all.map { $0.rule }
}
