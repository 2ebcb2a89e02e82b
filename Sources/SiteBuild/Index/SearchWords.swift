import SiteModel
import Text

/// `search/words.json`: what the script of search says, in the language of the site, and the first file of a divided
/// index.
///
/// It is loaded with the script when a reader asks, so that pages are no larger for it. With the first file in it, the
/// index costs no further request and no further wait.
enum SearchWords {
  private static let path = OutputPath(SearchIndexBuilder.folder + "words.json")

  /// The words of search whose names have no `search_`.
  private static let others = [
    "search", "colon", "asked_most", "closest_none", "topics",
  ]
  private static let prefix = "search_"
  /// Words with that prefix that pages show.
  private static let shown: Set<String> = [
    "search_site", "search_description", "search_key", "search_needs_scripts", "search_failed",
  ]

  /// The file for a site; `beginning` is the first file of its index, if that is divided.
  static func file(of configuration: SiteConfiguration, beginning: [UInt8]?) -> OutputFile {
    let strings = configuration.strings.main
    var words: [(String, JSON)] = others.map { ($0, json(strings.forms($0))) }
    for name in strings.names where name.hasPrefix(prefix) && !shown.contains(name) {
      words.append((String(name.dropFirst(prefix.count)), json(strings.forms(name))))
    }
    let headings = configuration.types.all.filter {
      $0.isContent || $0.structure == .topic
    }.map {
      ($0.name, JSON.string(strings.heading(of: $0)))
    }
    words.append(("headings", .object(headings)))
    if let beginning { words.append(("boot", .string(Base64.text(beginning)))) }
    return OutputFile(path, JSON.object(words).bytes + [UInt8(ascii: "\n")])
  }

  private static func json(_ forms: LanguageStrings.Forms) -> JSON {
    switch forms {
    case .text(let text): .string(text)
    case .list(let texts): .array(texts.map(JSON.string))
    case .plural(let forms):
      .object(
        PluralCategory.allCases.compactMap { category in
          forms[category].map { (category.rawValue, JSON.string($0)) }
        })
    }
  }
}
