import Diagnostics
import Text

/// The languages of folders: that of the site, or the `lang` of the nearest folder's page that has one.
package struct FolderLanguages: Sendable, Equatable {
  /// That of the site.
  private let main: LanguageContext
  /// Those that folders' pages name, by folder.
  private let folders: [String: LanguageContext]

  /// The languages of a site without words.
  package static let none = FolderLanguages(main: .none, folders: [:])

  private init(main: LanguageContext, folders: [String: LanguageContext]) {
    (self.main, self.folders) = (main, folders)
  }

  /// Finds the languages of folders.
  ///
  /// Only pages of folders with `lang` are read.
  ///
  /// - Parameters:
  ///   - pages: The sources of all pages.
  ///   - places: Their places.
  ///   - configuration: The settings of the site.
  package init(
    _ pages: [SourceText], _ places: PagePlaces, _ configuration: SiteConfiguration
  ) {
    let homeTitle = configuration.hasTitle ? configuration.title : nil
    func context(_ tag: LanguageTag) -> LanguageContext {
      LanguageContext(tag, configuration.strings, homeTitle: homeTitle)
    }
    var folders: [String: LanguageContext] = [:]
    for index in places.folderPages {
      let (place, source) = (places.all[index], pages[index])
      guard Self.mayName(source), InvalidUTF8.diagnostic(in: source) == nil else { continue }
      let types = configuration.types
      let record = FrontMatter.read(source, type: types.of(place), of: types).record
      if let tag = record.text("lang").flatMap(LanguageTag.init) {
        folders[place.folder] = context(tag)
      }
    }
    self.init(main: context(configuration.languageTag), folders: folders)
  }

  /// Whether the front matter of a file may name a language.
  private static func mayName(_ source: SourceText) -> Bool {
    source.bytes.prefix(4096).split(separator: UInt8(ascii: "\n")).contains {
      $0.starts(with: "lang".utf8)
    }
  }

  /// The language of the pages at a place that name none, with the words.
  package func context(of place: ContentPath) -> LanguageContext {
    if folders.isEmpty { return main }
    var folder = place.folder[...]
    // The page of a folder itself names its own language, which its folder has, too.
    while true {
      if let context = folders[String(folder)] { return context }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = folder[..<slash]
    }
    return folders[""] ?? main
  }
}
