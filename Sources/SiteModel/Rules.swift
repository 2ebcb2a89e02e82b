import Diagnostics

extension Rule {
  // MARK: Files

  static let unterminatedFrontMatter = Rule(
    "unterminated-front-matter", .warning,
    "Front matter starts with a line `---` at the top of the file and ends with another. Without the "
      + "second line it cannot be read, so the page is withheld.",
    example: """
      content/page.md:
      ---
      title: Soup

      Leek and potatoes.
      """)

  static let misplacedFrontMatter = Rule(
    "misplaced-front-matter", .warning,
    "Front matter is YAML between two lines `---`, or TOML between two lines `+++`, and the first of them is the "
      + "first line of the file. Anything else is text to Markdown, and a draft would be published. So a page whose "
      + "front matter is written in another way is withheld.",
    example: """
      content/articles/late.md:

      ---
      title: Late
      draft: true
      ---
      The empty line at the top makes all of this text.
      """)

  // MARK: Fields

  static let unknownKey = Rule(
    "unknown-key", .warning,
    "An unknown key has no effect. It is usually a misspelled key. Keys of other tools are read where they "
      + "mean the same as a key of Waymark, and are ignored without a message elsewhere.",
    example: """
      content/page.md:
      ---
      title: Soup
      sumary: [Leek and potatoes.]
      ---
      Text.
      """,
    grouping: .byMessage)

  static let wrongType = Rule(
    "wrong-type", .error,
    "Every key has one kind of value: text, a list, a date, a number, or keys and values. On a page, a "
      + "value of another kind is ignored with a warning.",
    example: """
      content/page.md:
      ---
      title: Soup
      order: first
      ---
      Text.
      """,
    remedy: "Write the kind of value that the message asks for. `waymark explain KIND` shows an "
      + "example of each key.")

  static let invalidDate = Rule(
    "invalid-date", .error,
    "A date is written as year, month and day: `2026-11-21`. On a page, another value is ignored with "
      + "a warning.",
    example: """
      content/page.md:
      ---
      title: Soup
      date: 05/06/2026
      ---
      Text.
      """)

  static let unknownTopic = Rule(
    "unknown-topic", .warning,
    "Topics are declared in `waymark.yml`, each with a title and a description. A misspelled topic "
      + "would contain only one page.",
    example: """
      waymark.yml:
      title: Example
      topics:
        cooking: {title: Cooking}
      content/page.md:
      ---
      title: Soup
      topics: [coking]
      ---
      Text.
      """)

  static let invalidAddress = Rule(
    "invalid-address", .error,
    "`base_url` is the address of the site: a scheme, a host, and a path if the site is not at the "
      + "root of the host: `https://example.org/guide/`.",
    example: """
      waymark.yml:
      title: Example
      feedback: everyone
      """)

  static let missingBaseURL = Rule(
    "missing-base-url", .warning,
    "Sitemaps, feeds, canonical links, social cards and structured data need absolute addresses. A "
      + "build without `base_url` leaves them out. A preview uses its own address.",
    example: """
      waymark.yml:
      title: Example
      """)

  // MARK: Languages

  static let invalidString = Rule(
    "invalid-string", .warning,
    "The words that readers see stand in one file a language, of which a site can override some. A word is text, a "
      + "list, or forms for numbers, as it is in English, with the same places to fill in. Another one has no effect.",
    example: """
      strings.yml:

      in_short: In brief, {name}
      """)

  static let unknownString = Rule(
    "unknown-string", .warning,
    "A name in `strings.yml` is that of a word of the theme or of a kind of pages, or one that a template of the site "
      + "reads as `strings.name`. Another one has no effect, and is usually misspelled.",
    example: """
      strings.yml:

      in_shrot: In brief
      """)

  static let missingTitle = Rule(
    "missing-title", .warning,
    "Every page, browser tabs and search results show the `title` of the site.",
    example: """
      waymark.yml:
      tagline: A site without a name
      """)

  static let invalidLanguage = Rule(
    "invalid-language", .error,
    "`language` is a BCP 47 language tag: a language of two or three letters with an optional script "
      + "and region, such as `en` or `pt-BR`. It sets the pronunciation of screen readers and the "
      + "stemming of search.",
    example: """
      waymark.yml:
      title: Example
      language: english
      """)

  static let invalidContentFolder = Rule(
    "invalid-content-folder", .error,
    "`content` names the folder with the pages by its path below the folder of `waymark.yml`: `docs`, "
      + "or `.` for the folder of `waymark.yml` itself. It cannot be hidden, lie outside, or be `templates`.",
    example: """
      waymark.yml:
      title: Example
      content: ../pages
      """)

  static let kindDeclaration = Rule(
    "kind-declaration", .error,
    "`types` in `waymark.yml` changes the kinds of pages and declares new ones, and `fields` adds fields to them. A "
      + "name, a folder or a role that cannot be used has no effect. `waymark explain` lists the kinds of a site.",
    example: """
      waymark.yml:
      title: Recipes
      types:
        recipe:
          extends: artikle
          folder: faq
          fields:
            title: text
      content/_index.md:
      Welcome.
      """)

  static let invalidPublishTarget = Rule(
    "invalid-publish-target", .error,
    "Each entry of `publish` says with one key where `waymark publish` delivers the site: `git` (a repository, and "
      + "its `branch`), `rsync` (a folder of a server), `folder` (a symbolic link on this machine) or `command`. "
      + "Values that a program could take for an option are refused.",
    example: """
      waymark.yml:

      title: Our guide
      publish:
        server:
          rsync: example.org
      """)

  static let credentialInSettings = Rule(
    "credential-in-settings", .error,
    "A password or a token in `waymark.yml` would be read by everyone who reads the repository. `waymark publish` "
      + "starts `git`, `ssh` and other programs, which take keys and passwords from the agent, the credential helper "
      + "or the environment.",
    example: """
      waymark.yml:

      title: Our guide
      publish:
        pages:
          git: https://user:password@example.org/site.git
      """)

  static let invalidLook = Rule(
    "invalid-look", .error,
    "`look` in `waymark.yml` sets the site's accent color, fonts, width, corners, logo, icon and card. Files are named "
      + "by their paths below `templates/assets/`.",
    example: """
      waymark.yml:
      title: Blue
      look:
        accent: blue
        icon: logo.png
      content/_index.md:
      Welcome.
      """)

  static let lowContrast = Rule(
    "low-contrast", .warning,
    "Links have the accent color. WCAG's level AAA asks for a contrast of 7:1 between a text and what is behind it, so "
      + "that readers with weak eyes, or in the sun, can read it.",
    example: """
      waymark.yml:
      title: Yellow
      look:
        accent: "#e0b000"
      content/_index.md:
      Welcome.
      """)

  static let headElement = Rule(
    "head-element", .error,
    "`head` in `waymark.yml` adds elements to the head of every page, and `csp` adds sources to the security policy. "
      + "Scripts are files, because the policy lets no text of a page run.",
    example: """
      waymark.yml:
      title: Counted
      head:
        - script: {defer: true}
      content/_index.md:
      Welcome.
      """)

  static let loneSynonym = Rule(
    "lone-synonym", .warning,
    "An entry of `synonyms` contains words or phrases with the same meaning, separated by `=`. A "
      + "single word has no effect.",
    example: """
      waymark.yml:
      title: Example
      synonyms:
        - manager
      """)

  static let invalidSlug = Rule(
    "invalid-slug", .warning,
    "The address of a page consists of the letters and digits of its file name, at least one. A "
      + "`slug` consists of lowercase letters, digits and single hyphens.",
    example: """
      content/page.md:
      ---
      title: Soup
      aliases: [//example.org/soup]
      ---
      Text.
      """)

  static let unwritableAddress = Rule(
    "unwritable-address", .warning,
    "Every address becomes a file. Its names are limited to 255 bytes each and 1024 bytes in total, "
      + "and the prefix `.waymark-` is reserved.",
    example: """
      content/_root/.waymark-notes.txt:
      Notes.
      """)

  /// A setting or a comment names a rule that does not exist.
  package static let unknownRule = Rule(
    "unknown-rule", .error,
    "`checks` in `waymark.yml` maps ids of rules to `error`, `warning`, `note` or `off`.",
    example: """
      waymark.yml:
      title: Example
      checks:
        broken-lnk: error
      """)

  /// A table has no data, or data that cannot be read as a table.
  package static let tableData = Rule(
    "table-data", .warning,
    "The rows of a table are in a Markdown table, or in the CSV file that `data` names. Every row has "
      + "as many cells as the first.",
    example: """
      content/tables/soups.md:
      ---
      title: Soups compared
      caption: Soups compared
      data: soups.csv
      ---
      content/tables/soups.csv:
      Soup,Minutes
      Leek,40,easy
      """,
    remedy: "Give every row as many cells as the heading has. Empty cells count.")

  static let tableKey = Rule(
    "table-key", .warning,
    "`key` is the heading of the column whose cells name the rows.",
    example: """
      content/tables/soups.md:
      ---
      title: Soups compared
      caption: Soups compared
      key: Sop
      ---
      | Soup | Minutes |
      | --- | --- |
      | Leek | 40 |
      """)

  static let figureData = Rule(
    "figure-data", .warning,
    "A template draws a picture from 1 to 40 items. A span on its scale has a start and a larger "
      + "end.",
    example: """
      content/figures/steps.md:
      ---
      title: From seed to soup
      ---
      Three steps.
      """)
}

/// The rules of this module.
package enum SiteModelRules {
  /// All rules, with those of checks.
  package static let all: [Rule] =
    [
      .unterminatedFrontMatter, .misplacedFrontMatter, .unknownKey, .wrongType, .invalidDate,
      .unknownTopic, .invalidAddress, .missingBaseURL, .missingTitle,
      .invalidLanguage, .invalidString, .unknownString, .invalidContentFolder, .kindDeclaration,
      .invalidLook, .lowContrast,
      .headElement, .loneSynonym, .invalidSlug,
      .unwritableAddress,
      .invalidPublishTarget, .credentialInSettings,
      .unknownRule,
      .tableData, .tableKey, .figureData, .brokenLink, .brokenFragment, .ambiguousLink,
      .brokenExternalLink, .movedExternalLink, .uncheckedExternalLink,
      .lostAddress, .lostAnchor, .embedCycle,
      .embedTooLarge, .notAPage, .duplicateRoute, .duplicateTerm,
    ] + Checks.all.map { $0.rule }
}
