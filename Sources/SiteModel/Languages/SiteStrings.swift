import Concurrency
import Diagnostics
import Synchronization
import Text

/// The words of all languages of a site: those of the theme, which the site's own files add to or override.
///
/// A site's `strings.yml` has words in the site's language, `strings.ar.yml` those in Arabic.
package final class SiteStrings: Sendable {
  /// The folder of the theme's files, below `templates/`.
  package static let folder = "strings/"

  /// The words in the language of the site.
  package let main: LanguageStrings
  /// Every name of a word, in a fixed order.
  package let names: [String]
  /// Words that cannot be read, or do not fit the English ones.
  package let diagnostics: [Diagnostic]

  /// A fingerprint of the language and of the site's files.
  package let fingerprint: Fingerprint

  private let theme: [String: SourceText]
  /// The site's own files, by the language that each is in.
  private let own: [String: StringsFile]
  private let english: [String: StringsFile.Word]
  private let made: Mutex<[LanguageTag: LanguageStrings]>

  /// No words, for tests of sites without a theme.
  package static let none = SiteStrings(.english, theme: [:], own: [])

  /// Reads the words of a site.
  ///
  /// - `siteLanguage`: The language of the site, in which `strings.yml` is; `language` if it has one only.
  /// - `theme`: The theme's files of words, by language.
  /// - `replacing`: Those of the site's templates, which replace the theme's.
  /// - `own`: `strings.yml` and `strings.xx.yml` in the site's folder.
  package init(
    _ language: LanguageTag, of siteLanguage: LanguageTag? = nil, theme: [String: SourceText],
    replacing replaced: [String: SourceText] = [:], own: [SourceText]
  ) {
    // A site may hold copies of the theme's files, which need no check.
    let changed = replaced.filter { $1.bytes != theme[$0]?.bytes }.sorted { $0.key < $1.key }
      .map(\.value)
    let theme = theme.merging(replaced) { $1 }
    let main = (siteLanguage ?? language).lookups.first ?? ""
    // By name, so that `strings.yml` comes after, and wins over, `strings.en.yml`.
    let own = own.sorted { $0.name < $1.name }.map {
      (language: Self.language(ofFile: $0.name) ?? main, file: StringsFile($0))
    }
    let english = theme[LanguageTag.english.code].map(StringsFile.init)
    var seen: Set<String> = []
    names =
      ((english?.entries ?? []) + own.flatMap(\.file.entries)).map(\.name)
      .filter { seen.insert($0).inserted }
    self.theme = theme
    self.own = Dictionary(own.map { ($0.language, $0.file) }, uniquingKeysWith: { $1 })
    self.english = english.map(Self.words) ?? [:]
    self.main = Self.strings(
      language, names: names, english: self.english, theme: theme, own: self.own)
    made = Mutex([language: self.main])
    var hasher = FingerprintHasher()
    hasher.combine(language.text)
    hasher.combine(main)
    for source in changed + own.map(\.file.source) {
      hasher.combine(source.name)
      hasher.combine(source.bytes)
    }
    // Without a theme there are no words.
    hasher.combine(theme.count)
    fingerprint = hasher.finish()
    var diagnostics: [Diagnostic] = []
    for file in changed.map(StringsFile.init) + own.map(\.file) {
      diagnostics += file.diagnostics + StringsCheck.misfits(in: file, english: self.english)
    }
    self.diagnostics = diagnostics
  }

  /// The words in a language.
  package func strings(in language: LanguageTag) -> LanguageStrings {
    if language == main.language { return main }
    return made.withLock { made in
      if let known = made[language] { return known }
      let strings = Self.strings(
        language, names: names, english: english, theme: theme, own: own)
      made[language] = strings
      return strings
    }
  }

  /// The files of words among templates, by language.
  package static func files(
    _ templates: [(name: String, source: SourceText)]
  ) -> [String: SourceText] {
    var files: [String: SourceText] = [:]
    for (name, source) in templates where name.hasPrefix(folder) && name.hasSuffix(".yml") {
      let language = name.dropFirst(folder.count).dropLast(4).lowercased()
      files[language] = source
    }
    return files
  }

  /// Whether a path below the site's folder is that of a file with words.
  package static func isFile(_ path: String) -> Bool {
    path == "strings.yml" || language(ofFile: path) != nil
  }

  /// The language that the name of a file has: `ar` for `strings.ar.yml`.
  private static func language(ofFile name: String) -> String? {
    guard name.hasPrefix("strings."), name.hasSuffix(".yml") else { return nil }
    return LanguageTag(String(name.dropFirst(8).dropLast(4)))?.lookups.first
  }

  private static func words(_ file: StringsFile) -> [String: StringsFile.Word] {
    Dictionary(file.entries.map { ($0.name, $0.word) }, uniquingKeysWith: { $1 })
  }

  private static func strings(
    _ language: LanguageTag, names: [String], english: [String: StringsFile.Word],
    theme: [String: SourceText], own: [String: StringsFile]
  ) -> LanguageStrings {
    var words = english
    var ownNames: Set<String> = []
    // `pt` first, so that `pt-br` wins.
    for lookup in language.lookups.reversed() {
      if lookup != LanguageTag.english.code, let source = theme[lookup] {
        words.merge(StringsCheck.fitting(Self.words(StringsFile(source)), english)) { $1 }
      }
    }
    for lookup in language.lookups.reversed() {
      guard let file = own[lookup] else { continue }
      let fitting = StringsCheck.fitting(Self.words(file), english)
      words.merge(fitting) { $1 }
      ownNames.formUnion(fitting.keys)
    }
    return LanguageStrings(language, names: names, words: words, own: ownNames)
  }

  // MARK: Missing and unknown words

  /// Notes on words that are shown in English, because a language has none.
  ///
  /// `place` is where the site or a page names the language.
  func missing(in language: LanguageTag, at place: Location, _ rule: Rule) -> [Diagnostic] {
    guard language.code != LanguageTag.english.code else { return ownMissing(in: language, rule) }
    let files = language.lookups.compactMap { theme[$0] }
    let given = (files.map(StringsFile.init) + language.lookups.compactMap { own[$0] })
      .flatMap(\.entries).map(\.name)
    let known = Set(given)
    let missing = names.filter { english[$0] != nil && !known.contains($0) }
    if files.isEmpty, missing.count > 10 {
      return [
        Diagnostic(
          rule,
          "the theme has no words in `\(language.text)`, so \(missing.count) words are shown in English",
          at: place,
          help:
            "translate `waymark theme show strings/en.yml`, and save it as `templates/strings/\(language.lookups.last ?? "").yml`"
        )
      ]
    }
    return missing.map { name in
      Diagnostic(
        rule, "`\(name)` has no word in `\(language.text)`, so it is shown in English",
        at: files.last?.location ?? place,
        help: "add `\(name)`, in English “\(text(english[name]))”")
    } + ownMissing(in: language, rule)
  }

  /// Words that the site adds in another language only.
  private func ownMissing(in language: LanguageTag, _ rule: Rule) -> [Diagnostic] {
    let here = Set(language.lookups.compactMap { own[$0] }.flatMap(\.entries).map(\.name))
    let files = own.sorted { $0.key < $1.key }.filter { !language.lookups.contains($0.key) }
    var seen: Set<String> = []
    return files.flatMap { _, file in
      file.entries.filter {
        english[$0.name] == nil && !StringsCheck.isKind($0.name) && !here.contains($0.name)
          && seen.insert($0.name).inserted
      }.map { entry in
        Diagnostic(
          rule, "`\(entry.name)` has no word in `\(language.text)`, so nothing is shown",
          at: file.source.location(of: entry.nameRange),
          help: "add it to `strings.\(language.text).yml`")
      }
    }
  }

  private func text(_ word: StringsFile.Word?) -> String {
    switch word {
    case .text(let text): text
    case .plural(let forms): forms[.other] ?? ""
    case .list(let texts): texts.joined(separator: ", ")
    case nil: ""
    }
  }

  /// Names in the site's files that mean nothing: no word of the theme, of a kind or of a template has them.
  ///
  /// `read` are the names that templates read; `nil` where one reads names that are not known before it is rendered.
  package func unknown(read: Set<String>?, types: ContentTypes) -> [Diagnostic] {
    guard let read else { return [] }
    let kinds = types.all.flatMap { type in StringsCheck.kindPrefixes.map { $0 + type.name } }
    let known = Set(english.keys).union(kinds).union(read)
    return own.sorted { $0.key < $1.key }.map(\.value).flatMap { file in
      file.entries.filter { !known.contains($0.name) }.map { entry in
        Diagnostic(
          .unknownString, "there is no word `\(entry.name)`, and no template reads it",
          at: file.source.location(of: entry.nameRange),
          advice: Advice(
            naming: entry.name, from: known.sorted(),
            else: "`waymark theme show strings/en.yml` lists the words"))
      }
    }
  }
}

extension SiteStrings: Equatable {
  /// Whether both were read from the same files, with the same theme.
  package static func == (left: SiteStrings, right: SiteStrings) -> Bool {
    left === right || left.fingerprint == right.fingerprint
  }
}
