import Diagnostics

extension Rule {
  // MARK: Files

  static let unterminatedFrontMatter = Rule(
    "unterminated-front-matter", .warning,
    "Front matter starts with a line `---` at the top of the file and ends with another. Without the "
      + "second line it cannot be read, so the page is withheld.")

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
    grouping: .byMessage)

  static let wrongType = Rule(
    "wrong-type", .error,
    "Every key has one kind of value: text, a list, a date, a number, or keys and values. On a page, a "
      + "value of another kind is ignored with a warning.")

  static let invalidDate = Rule(
    "invalid-date", .error,
    "A date is written as year, month and day: `2026-11-21`. On a page, another value is ignored with "
      + "a warning.")

  static let unknownTopic = Rule(
    "unknown-topic", .warning,
    "Topics are declared in `waymark.yml`, each with a title and a description. A misspelled topic "
      + "would contain only one page.")

  static let invalidAddress = Rule(
    "invalid-address", .error,
    "`base_url` is the address of the site: a scheme, a host, and a path if the site is not at the "
      + "root of the host: `https://example.org/guide/`.")

  static let missingBaseURL = Rule(
    "missing-base-url", .warning,
    "Sitemaps, feeds, canonical links, social cards and structured data need absolute addresses. A "
      + "build without `base_url` leaves them out. A preview uses its own address.")

  static let missingTitle = Rule(
    "missing-title", .warning,
    "Every page, browser tabs and search results show the `title` of the site.")

  static let invalidLanguage = Rule(
    "invalid-language", .error,
    "`language` is a BCP 47 language tag: a language of two or three letters with an optional script "
      + "and region, such as `en` or `pt-BR`. It sets the pronunciation of screen readers and the "
      + "stemming of search.")

  static let invalidContentFolder = Rule(
    "invalid-content-folder", .error,
    "`content` names the folder with the pages by its path below the folder of `waymark.yml`: `docs`, "
      + "or `.` for the folder of `waymark.yml` itself. It cannot be hidden, lie outside, or be `templates`."
  )

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
      + "single word has no effect.")

  static let invalidSlug = Rule(
    "invalid-slug", .warning,
    "The address of a page consists of the letters and digits of its file name, at least one. A "
      + "`slug` consists of lowercase letters, digits and single hyphens.")

  static let unwritableAddress = Rule(
    "unwritable-address", .warning,
    "Every address becomes a file. Its names are limited to 255 bytes each and 1024 bytes in total, "
      + "and the prefix `.waymark-` is reserved.")

  /// A setting or a comment names a rule that does not exist.
  package static let unknownRule = Rule(
    "unknown-rule", .error,
    "`checks` in `waymark.yml` maps ids of rules to `error`, `warning`, `note` or `off`.")

  /// A table has no data, or data that cannot be read as a table.
  package static let tableData = Rule(
    "table-data", .warning,
    "The rows of a table are in a Markdown table, or in the CSV file that `data` names. Every row has "
      + "as many cells as the first.")

  static let tableKey = Rule(
    "table-key", .warning,
    "`key` is the heading of the column whose cells name the rows.")

  static let figureData = Rule(
    "figure-data", .warning,
    "A template draws a picture from 1 to 40 items. A span on its scale has a start and a larger "
      + "end.")

  // MARK: Links

  /// A link has no target.
  package static let brokenLink = Rule(
    "broken-link", .warning,
    "Every internal link must have a target. A page can be named by its path, by a unique file name, "
      + "by title or by alias.")

  static let brokenFragment = Rule(
    "broken-fragment", .warning,
    "The fragment of a link, after `#`, is the anchor of a heading, a table row or a list entry.")

  /// A link has several possible targets.
  package static let ambiguousLink = Rule(
    "ambiguous-link", .warning,
    "The link matches several pages. Name the page by its path.")

  /// A page of another site does not exist or cannot be reached.
  package static let brokenExternalLink = Rule(
    "broken-external-link", .warning,
    "A link to another site is broken, as `waymark check --external` found by a request. Addresses "
      + "of this machine and of private networks are not requested.")

  /// A page of another site has a new address.
  package static let movedExternalLink = Rule(
    "moved-external-link", .note,
    "A page of another site has moved permanently. The old address works only for as long as that "
      + "site redirects it.")

  /// It is unknown whether a page of another site exists.
  package static let uncheckedExternalLink = Rule(
    "unchecked-external-link", .note,
    "Another site does not reveal whether a page exists: it requires a login, does not answer "
      + "programs, or reports an error of its own.")

  /// A published address is missing in a build.
  package static let lostAddress = Rule(
    "lost-address", .warning,
    "A published address leads to nothing in this build, as `waymark check --against` found. Links of other "
      + "sites and bookmarks would break. An alias makes the address redirect.")

  /// A published anchor is missing in a build.
  package static let lostAnchor = Rule(
    "lost-anchor", .warning,
    "A published page has an anchor that it does not have in this build, as `waymark check --against` found. "
      + "Links to it would lead to the top of the page. A heading keeps an anchor with `{#id}`; an alias with "
      + "the anchor leads to another page.")

  static let embedCycle = Rule(
    "embed-cycle", .warning,
    "A page must not embed itself, directly or through other pages.")

  static let embedTooLarge = Rule(
    "embed-too-large", .warning,
    "Nested embeds multiply text. The limits are 4 MiB of text for a page with all its embeds, 256 MiB "
      + "for all embeds of a site, and 16 levels of nesting.")

  static let notAPage = Rule(
    "not-a-page", .warning,
    "Only pages, parts of pages and pictures can be embedded. Any other file becomes a link to it.")

  static let duplicateRoute = Rule(
    "duplicate-route", .error,
    "Two pages, or a page and a redirect, would be written to the same file. Many file systems ignore "
      + "case in file names.")

  static let duplicateTerm = Rule(
    "duplicate-term", .warning,
    "A spelling can belong to only one glossary term.")
}

/// The rules of this module.
package enum SiteModelRules {
  /// All rules, with those of checks.
  package static let all: [Rule] =
    [
      .unterminatedFrontMatter, .misplacedFrontMatter, .unknownKey, .wrongType, .invalidDate,
      .unknownTopic, .invalidAddress, .missingBaseURL, .missingTitle,
      .invalidLanguage, .invalidContentFolder, .kindDeclaration, .invalidLook, .lowContrast,
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
