import Diagnostics
import Text

/// The languages of folders: that of the site, or the `lang` of the nearest folder's page that has one.
package struct FolderLanguages: Sendable {
  private let main: LanguageTag
  private let strings: SiteStrings
  private let homeTitle: String?
  /// The languages that folders' pages name, by folder.
  private let languages: [String: LanguageTag]

  /// Finds the languages of folders.
  ///
  /// Only pages of folders with `lang` are read.
  package init(
    _ pages: some Sequence<(place: ContentPath, source: SourceText)>,
    _ configuration: SiteConfiguration
  ) {
    main = configuration.languageTag
    strings = configuration.strings
    homeTitle = configuration.hasTitle ? configuration.title : nil
    var languages: [String: LanguageTag] = [:]
    for (place, source) in pages where place.isIndex {
      guard Self.mayName(source), InvalidUTF8.diagnostic(in: source) == nil else { continue }
      let types = configuration.types
      let record = FrontMatter.read(
        source, type: types.of(place), of: types
      ).record
      if let tag = record.text("lang").flatMap(LanguageTag.init) { languages[place.folder] = tag }
    }
    self.languages = languages
  }

  /// Whether the front matter of a file may name a language.
  private static func mayName(_ source: SourceText) -> Bool {
    source.bytes.prefix(4096).split(separator: UInt8(ascii: "\n")).contains {
      $0.starts(with: "lang".utf8)
    }
  }

  /// The language of the pages at a place that name none, with the words.
  package func context(of place: ContentPath) -> LanguageContext {
    guard !languages.isEmpty else { return LanguageContext(main, strings, homeTitle: homeTitle) }
    var folder = place.folder[...]
    // The page of a folder itself names its own language, which its folder has, too.
    while true {
      if let language = languages[String(folder)] {
        return LanguageContext(language, strings, homeTitle: homeTitle)
      }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = folder[..<slash]
    }
    return LanguageContext(languages[""] ?? main, strings, homeTitle: homeTitle)
  }
}
