import Diagnostics
import Markdown
import YAML

/// What `waymark.yml` says, each key with its default.
package struct SiteConfiguration: Sendable {
  package struct Topic: Sendable {
    package var name: String
    package var title: String
    package var description: String?
  }

  /// How a rule of the checks is treated: `nil` turns it off.
  package typealias SeverityOverride = Severity?

  package var title = "Untitled site"
  package var tagline: String?
  package var address = SiteAddress()
  package var language = "en"
  package var author: String?
  package var editURL: String?
  package var navigation: [LocatedText] = []
  package var topics: [Topic] = []
  package var markdown = MarkdownOptions()
  package var severities: [String: SeverityOverride] = [:]
  package var reviewAfter: Period?
  /// Words and phrases that mean the same to who searches.
  package var synonyms: [[String]] = []
  package var hasSearch = true
  package var hasMap = true
  package let source: SourceText

  /// The name of the file, at the top of the site's folder.
  package static let fileName = "waymark.yml"

  /// The keys of `waymark.yml`.
  package static let fields: [Field] = [
    Field("title", .text, "the site's name"),
    Field("tagline", .text, "what it is, in one line"),
    Field("base_url", .word, "where readers find it, such as `https://example.org/guide/`"),
    Field("language", .word, "the language of its texts, such as `en`"),
    Field("author", .text, "who writes it, where a page does not say"),
    Field("edit_url", .address, "where a page's source can be edited; its path is added"),
    Field("navigation", .texts, "folders that the bar at the top links to"),
    Field("topics", .keyedRecords(topicFields), "the subjects that pages can be about"),
    Field("markdown", .record(markdownFields), "how Markdown is read"),
    Field("checks", .keyedTexts, "ids of diagnostics, each `error`, `warning`, `note` or `off`"),
    Field("search", .boolean, "whether the site can be searched; `true`"),
    Field("map", .boolean, "whether there is a map of the pages and their links; `true`"),
    Field("synonyms", .texts, "words that mean the same to search: `PM = product manager`"),
    Field("review_after", .period, "how long a review holds, such as `6 months`"),
  ]

  private static let topicFields: [Field] = [
    Field("title", .text, "its name for readers"),
    Field("description", .text, "what is to be found under it"),
  ]

  private static let markdownFields: [Field] = [
    Field("smart_punctuation", .boolean, "whether quotation marks and dashes are set properly"),
    Field("html", .choice(["drop", "allow"]), "what becomes of HTML in Markdown; `drop`"),
  ]

  /// Reads the file; whatever is wrong is left at its default and reported.
  ///
  /// `baseURL` takes the place of the file's `base_url`, and `fallbackURL` stands in where neither says
  /// an address; `rules` are those whose severity may be set.
  package static func read(
    _ source: SourceText, baseURL: String?, fallbackURL: String? = nil, rules: [Rule]
  ) -> (SiteConfiguration, [Diagnostic]) {
    if let problem = InvalidUTF8.problem(in: source) {
      return (SiteConfiguration(FieldValues(), source), [problem])
    }
    var (root, diagnostics) = YAMLReader.read(source, 0..<source.bytes.count)
    var reader = FieldReader(
      source, owner: "`\(fileName)`", setsPunctuation: setsPunctuation(root))
    let record = root.map { reader.read($0, fields) } ?? FieldValues()
    diagnostics += reader.diagnostics

    var configuration = SiteConfiguration(record, source)
    // What cannot be read is not missing.
    var unread = Set(root?.entries.filter { !$0.value.isNull }.map(\.key) ?? [])
    if root == nil, !diagnostics.isEmpty { unread = Set(fields.map(\.name)) }
    if !unread.contains("title") { diagnostics.append(configuration.missingTitle) }
    if let problem = configuration.setAddress(record, override: baseURL, fallback: fallbackURL),
      problem.rule != .missingBaseURL || !unread.contains("base_url")
    {
      diagnostics.append(problem)
    }
    if let problem = configuration.setLanguage(record) { diagnostics.append(problem) }
    diagnostics += configuration.setSynonyms(record)
    diagnostics += configuration.setSeverities(record, rules)
    return (configuration, diagnostics)
  }

  /// Whether the file asks for punctuation to be set, which holds for its own texts too.
  private static func setsPunctuation(_ root: YAMLNode?) -> Bool {
    let markdown = root?.entries.first { $0.key == "markdown" }?.value
    let value = markdown?.entries.first { $0.key == "smart_punctuation" }?.value
    if case .scalar("true", _) = value?.content { return true }
    return false
  }

  private init(_ record: FieldValues, _ source: SourceText) {
    self.source = source
    title = record.text("title") ?? title
    tagline = record.text("tagline")
    author = record.text("author")
    editURL = record.text("edit_url")
    navigation = record.texts("navigation")
    topics = record.keyedRecords("topics").map { name, topic in
      Topic(
        name: name.text, title: topic.text("title") ?? name.text,
        description: topic.text("description"))
    }
    let markdown = record.record("markdown")
    self.markdown.smartPunctuation = markdown?.boolean("smart_punctuation") ?? false
    self.markdown.allowsHTML = markdown?.text("html") == "allow"
    reviewAfter = record.period("review_after")
    hasSearch = record.boolean("search") ?? true
    hasMap = record.boolean("map") ?? true
  }

  private var missingTitle: Diagnostic {
    Diagnostic(
      .missingTitle, "the site has no `title`", at: source.location,
      notes: [.init("every page calls it \u{201C}\(title)\u{201D}")],
      help: "add a line such as `title: Our guide`")
  }

  private mutating func setAddress(
    _ record: FieldValues, override: String?, fallback: String?
  ) -> Diagnostic? {
    let written = record.locatedText("base_url")
    guard let text = override ?? written?.text ?? fallback else {
      return Diagnostic(
        .missingBaseURL, "nothing says where readers will find the site", at: source.location,
        notes: [
          .init(
            "left out: the sitemap, the feed, canonical links, cards for other sites and "
              + "structured data")
        ],
        help: "add a line such as `base_url: https://example.org/guide/`, or give `--base-url`")
    }
    if let address = SiteAddress(text) {
      self.address = address
      return nil
    }
    return Diagnostic(
      .invalidAddress, "`\(text)` is not the address of a site",
      at: override == nil ? written.map { source.location(of: $0.range) } : nil,
      help: "write a scheme, a host and perhaps a path: `https://example.org/guide/`")
  }

  /// Takes tags of the usual form: a language, then subtags, in letters and digits.
  /// (https://www.rfc-editor.org/info/bcp47)
  private mutating func setLanguage(_ record: FieldValues) -> Diagnostic? {
    guard let tag = record.locatedText("language") else { return nil }
    if tag.text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/) != nil {
      language = tag.text
      return nil
    }
    return Diagnostic(
      .invalidLanguage, "`\(tag.text)` is not the tag of a language",
      at: source.location(of: tag.range),
      help: "write two or three letters and perhaps a region: `en`, `pt-BR`")
  }

  private mutating func setSynonyms(_ record: FieldValues) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for group in record.texts("synonyms") {
      let members = group.text.split(separator: "=").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      .filter { !$0.isEmpty }
      if members.count > 1 {
        synonyms.append(members)
      } else {
        diagnostics.append(
          Diagnostic(
            .loneSynonym, "`\(group.text)` is a synonym of nothing",
            at: source.location(of: group.range),
            help: "put `=` between words that mean the same: `PM = product manager`"))
      }
    }
    return diagnostics
  }

  private mutating func setSeverities(_ record: FieldValues, _ rules: [Rule]) -> [Diagnostic] {
    guard let checks = record.record("checks") else { return [] }
    var diagnostics: [Diagnostic] = []
    for id in checks.names {
      guard let word = checks.locatedText(id), let range = checks.range(of: id) else { continue }
      if !rules.contains(where: { $0.id == id }) {
        diagnostics.append(
          Diagnostic(
            .unknownRule, "no check has the id `\(id)`", at: source.location(of: range),
            advice: Advice(naming: id, from: rules.map(\.id))))
      } else if word.text == "off" || word.text == "false" {
        severities[id] = .some(nil)
      } else if let severity = Severity(rawValue: word.text) {
        severities[id] = severity
      } else {
        diagnostics.append(
          Diagnostic(
            .unknownRule, "`\(word.text)` is no severity", at: source.location(of: word.range),
            help: "write `error`, `warning`, `note` or `off`"))
      }
    }
    return diagnostics
  }
}
