import Diagnostics
import Markdown
import Text
import YAML

/// The settings in `waymark.yml`, with their defaults.
package struct SiteConfiguration: Sendable {
  /// A topic that pages can have.
  package struct Topic: Sendable {
    /// The key in `waymark.yml`, which pages name in `topics` and which is part of the topic's address.
    package var name: String
    /// The title that readers see.
    package var title: String
    /// One sentence about the topic.
    package var description: String?
  }

  /// The severity that the site sets for a rule; `nil` turns the rule off.
  package typealias SeverityOverride = Severity?

  /// The name of the site.
  package var title = untitled
  /// Whether the file, or that of the language, names the site.
  var hasTitle: Bool { title != Self.untitled }
  private static let untitled = "Untitled site"
  /// A description of the site in one line.
  package var tagline: String?
  /// The address where the site is published.
  package var address = SiteAddress()
  /// The language of the site.
  package var languageTag = LanguageTag.english
  /// The BCP 47 tag of the language.
  package var language: String { languageTag.text }
  /// The words that readers see beside those of authors, in every language.
  package var strings = SiteStrings.none
  /// The author of pages that do not name one.
  package var author: String?
  /// The address where sources can be edited, without the path of the page.
  var editURL: String?
  /// The folder with the pages.
  package var content = ContentFolder.standard
  /// The links of the navigation bar.
  package var navigation: [SiteLink] = []
  /// The links of the footer; `nil` for those that the theme shows.
  package var footer: [SiteLink]?
  /// The site's own look.
  package var look = Look()
  /// The elements that are added to the head of every page, and the sources that it may load from.
  package var head = HeadElements()
  /// The topics, in the order in which lists show them.
  package var topics: [Topic] = []
  /// The options for parsing Markdown.
  package var markdown = MarkdownOptions()
  /// The severities that the site sets, by rule id.
  package var severities: [String: SeverityOverride] = [:]
  /// The time between two reviews of a page.
  package var reviewAfter: Period?
  /// The types of pages.
  package var types = ContentTypes.builtIn
  /// The names of the types that are turned off, with the places where they are; `types` may be those of an earlier file.
  private(set) var disabledKinds: [(name: String, range: Range<Int>)] = []
  /// Groups of words and phrases that search treats as equal.
  package var synonyms: [[String]] = []
  /// Whether the site has a search index.
  package var hasSearch = true
  /// Whether the site has a map of its pages.
  package var hasMap = true
  /// Where readers write about pages; `nil` for no links.
  package var feedback: FeedbackAddress?
  /// The content of `security.txt`; `nil` for no file.
  package var security: SecurityContact?
  /// The kinds of generated files that the site has.
  package var outputs = OutputSetting.enabled(nil)
  /// Which smaller copies of pictures the site has.
  package var pictures = PictureSettings()
  /// Where `waymark publish` delivers the site.
  package var publishTargets: [PublishTarget] = []
  /// Whether the file turns the PDF on, also where it cannot be made.
  package private(set) var namesPDF = false
  /// The languages of a site that has several.
  package private(set) var languages: [SiteLanguage] = []
  /// Whether these are the settings for pages in another language than the site's own.
  package var isTranslation = false
  /// The folder of the language that these settings are for; `nil` for a site of one language, and for a language whose
  /// pages are beside the folders of the others.
  var editionFolder: String?
  /// The site's own language; `nil` for a site of one language.
  var siteLanguageTag: LanguageTag?
  /// The links that a translation has for itself; `nil` for the site's own language.
  var translatedLinks: [SiteLink]?
  /// The address of the assets, which all languages share.
  package private(set) var assetAddress = SiteAddress()
  /// The range of the value of `language`; `nil` if it is not set.
  private(set) var languageRange: Range<Int>?
  /// Where `waymark.yml` names the language, or where it could.
  var languageLocation: Location {
    languageRange.map { source.location(of: $0) } ?? source.location
  }
  /// Whether the file cannot be read as YAML, so that nothing is known of the site.
  package private(set) var isUnreadable = false
  /// The source of `waymark.yml`.
  package let source: SourceText

  /// Reads the file.
  ///
  /// Invalid settings are reported and keep their defaults.
  ///
  /// - `baseURL`: Overrides `base_url`.
  /// - `fallbackURL`: The address if neither is set.
  /// - `defaultFeedback`: The address of `feedback` if it is not set.
  /// - `rules`: The rules whose severity the site can set.
  /// - `marks`: The quotation marks of a language, for smart punctuation in the file's own texts.
  package static func read(
    _ source: SourceText, baseURL: String?, fallbackURL: String? = nil,
    defaultFeedback: String? = nil, rules: [Rule],
    marks: @escaping (LanguageTag) -> QuotationMarks = { _ in .english }
  ) -> (SiteConfiguration, [Diagnostic]) {
    if let diagnostic = InvalidUTF8.diagnostic(in: source) {
      return (SiteConfiguration(FieldValues(), source), [diagnostic])
    }
    let secrets = Credentials.ranges(in: source.bytes)
    let source = secrets.isEmpty ? source : source.masking(secrets)
    var (root, diagnostics) = YAMLReader.read(source, 0..<source.bytes.count)
    let punctuation = setsPunctuation(root) ? marks : nil
    var reader = FieldReader(
      source, owner: "`\(fileName)`", quotationMarks: punctuation?(language(root)))
    let record = root.map { reader.read($0, fields) } ?? FieldValues()
    diagnostics += reader.diagnostics

    var configuration = SiteConfiguration(record, source)
    // Invalid settings have been reported, so they are not reported as missing too.
    var unread = Set(root?.entries.filter { !$0.value.isNull }.map(\.key) ?? [])
    if root == nil, !diagnostics.isEmpty {
      unread = Set(fields.map(\.name))
      configuration.isUnreadable = true
      diagnostics[diagnostics.count - 1].notes.append(
        .init("nothing else is checked until it can be read"))
    }
    if !unread.contains("title") { diagnostics.append(configuration.missingTitle) }
    if let diagnostic = configuration.setAddress(record, override: baseURL, fallback: fallbackURL),
      diagnostic.rule != .missingBaseURL || !unread.contains("base_url")
    {
      diagnostics.append(diagnostic)
    }
    if let diagnostic = configuration.setLanguage(record) { diagnostics.append(diagnostic) }
    configuration.languages = SiteLanguage.all(
      record, root, source, marks: punctuation, &diagnostics)
    configuration.assetAddress = configuration.address
    diagnostics += configuration.setFeedback(record, fallback: defaultFeedback)
    diagnostics += configuration.setSecurity(record)
    if let diagnostic = configuration.setContent(record) { diagnostics.append(diagnostic) }
    diagnostics += configuration.setSynonyms(record)
    let (types, disabled, mistakes) = TypeDeclarations.read(record, source, after: diagnostics)
    configuration.types = types
    configuration.disabledKinds = disabled
    diagnostics += mistakes
    configuration.look = Look(record.record("look"), source, &diagnostics)
    configuration.head = HeadElements(record, source, &diagnostics)
    diagnostics += configuration.setSeverities(record, rules)
    configuration.pictures = PictureSettings(
      record.record(picturesKey), in: source, &diagnostics)
    diagnostics += configuration.setPublishTargets(record)
    // Targets that all have an address need none of the site.
    let targets = configuration.publishTargets
    if !targets.isEmpty, targets.allSatisfy({ $0.baseURL != nil }) {
      diagnostics.removeAll { $0.rule == .missingBaseURL }
    }
    return (configuration, diagnostics)
  }

  /// Whether the file turns on smart punctuation, which also applies to its own texts.
  private static func setsPunctuation(_ root: YAMLNode?) -> Bool {
    let markdown = root?.entries.first { $0.key == "markdown" }?.value
    let value = markdown?.entries.first { $0.key == "smart_punctuation" }?.value
    if case .scalar("true", _) = value?.content { return true }
    return false
  }

  /// The language that the file names, before its fields are read.
  private static func language(_ root: YAMLNode?) -> LanguageTag {
    let value = root?.entries.first { $0.key == "language" }?.value
    guard case .scalar(let text, _)? = value?.content else { return .english }
    return LanguageTag(text) ?? .english
  }

  private init(_ record: FieldValues, _ source: SourceText) {
    self.source = source
    title = record.text("title") ?? title
    tagline = record.text("tagline")
    author = record.text("author")
    editURL = record.text("edit_url")
    navigation = record.records("navigation").compactMap(SiteLink.init)
    if record.range(of: "footer") != nil {
      footer = record.records("footer").compactMap(SiteLink.init)
    }
    topics = record.keyedRecords("topics").map { name, topic in
      Topic(
        name: name.text, title: topic.text("title") ?? name.text,
        description: topic.text("description"))
    }
    let markdown = record.record("markdown")
    self.markdown.smartPunctuation = markdown?.boolean("smart_punctuation") ?? false
    self.markdown.html = markdown?.text("html").flatMap { .init(rawValue: $0) } ?? .safe
    self.markdown.highlightsCode = markdown?.boolean("highlight") ?? true
    reviewAfter = record.period("review_after")
    hasSearch = record.boolean("search") ?? true
    hasMap = record.boolean("map") ?? true
    outputs = OutputSetting.enabled(record.record("outputs"))
    namesPDF = outputs.contains(.pdf)
  }

  private var missingTitle: Diagnostic {
    Diagnostic(
      .missingTitle, "the site has no `title`", at: source.location,
      notes: [.init("its name is now \u{201C}\(title)\u{201D} on every page")],
      help: "add a line, such as `title: Our guide`")
  }

  private mutating func setAddress(
    _ record: FieldValues, override: String?, fallback: String?
  ) -> Diagnostic? {
    let written = record.locatedText("base_url")
    guard let text = override ?? written?.text ?? fallback else {
      return Diagnostic(
        .missingBaseURL, "the site has no `base_url`", at: source.location,
        notes: [
          .init(
            "without it the build has no sitemap, feed, canonical links, social cards and "
              + "structured data")
        ],
        help: "add a line, such as `base_url: https://example.org/guide/`, or use `--base-url`")
    }
    if let address = SiteAddress(text) {
      self.address = address
      return nil
    }
    return Diagnostic(
      .invalidAddress, "`\(text)` is not a valid site address",
      at: override == nil ? written.map { source.location(of: $0.range) } : nil,
      help: "write a scheme, a host and an optional path: `https://example.org/guide/`")
  }

  private mutating func setFeedback(
    _ record: FieldValues, fallback: String?
  ) -> [Diagnostic] {
    let written = record.locatedText("feedback")
    guard let text = written?.text ?? fallback else { return [] }
    feedback = FeedbackAddress(text)
    if feedback != nil { return [] }
    return [
      Diagnostic(
        .invalidAddress, "`\(text)` is no address for feedback",
        at: written.map { source.location(of: $0.range) },
        help:
          "write a mail address, or the address of a repository: `https://github.com/owner/guide`")
    ]
  }

  private mutating func setSecurity(_ record: FieldValues) -> [Diagnostic] {
    guard let values = record.record("security") else { return [] }
    do {
      security = try SecurityContact(values)
      return []
    } catch {
      let range = error.range ?? record.range(of: "security")
      return [
        Diagnostic(
          .invalidAddress, error.message,
          at: range.map { source.location(of: $0) } ?? source.location, help: error.help)
      ]
    }
  }

  private mutating func setContent(_ record: FieldValues) -> Diagnostic? {
    guard let name = record.locatedText(Self.contentKey) else { return nil }
    if let folder = ContentFolder(name.text) {
      content = folder
      return nil
    }
    return Diagnostic(
      .invalidContentFolder, "`\(name.text)` cannot be the folder of the pages",
      at: source.location(of: name.range),
      help:
        "write the path of a folder below that of `\(Self.fileName)`, such as `docs`, or `.` for that folder"
    )
  }

  /// Accepts BCP 47 tags: a language, then subtags of letters and digits.
  private mutating func setLanguage(_ record: FieldValues) -> Diagnostic? {
    guard let tag = record.locatedText("language") else { return nil }
    languageRange = tag.range
    if let language = LanguageTag(tag.text) {
      languageTag = language
      return nil
    }
    return LanguageTag.diagnostic(tag, in: source)
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
            .loneSynonym, "`\(group.text)` has no synonym",
            at: source.location(of: group.range),
            help: "write `=` between words with the same meaning, such as `PM = product manager`"))
      }
    }
    return diagnostics
  }

  private mutating func setPublishTargets(_ record: FieldValues) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (name, values) in record.keyedRecords(Self.publishKey) {
      var reader = PublishTargetReader(values, name, in: source)
      if let target = reader.target() { publishTargets.append(target) }
      diagnostics += reader.diagnostics
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
            .unknownRule, "there is no rule `\(id)`", at: source.location(of: range),
            advice: Advice(naming: id, from: rules.map(\.id))))
      } else if word.text == "off" || word.text == "false" {
        severities[id] = .some(nil)
      } else if let severity = Severity(rawValue: word.text) {
        severities[id] = severity
      } else {
        diagnostics.append(
          Diagnostic(
            .unknownRule, "`\(word.text)` is not a severity", at: source.location(of: word.range),
            help: "write `error`, `warning`, `note` or `off`"))
      }
    }
    return diagnostics
  }
}
