/// The types of the pages of a site: the built-in ones, as `waymark.yml` changes them, and the site's own.
package final class ContentTypes: Sendable {
  /// The built-in types, in the order in which groups of pages are shown.
  package static let builtIn = ContentTypes([
    .article, .faq, .table, .figure, .checklist, .path, .term, .resource, .topic, .page, .section,
    .home, .search, .map, .notFound,
  ])

  /// Every type, in the order in which groups of pages are shown.
  package let all: [ContentType]
  /// The types that the summary of a build counts, in its order.
  package let counted: [ContentType]
  /// The names of the fields that the site declares, each once, in the order of their declaration.
  package let siteFieldNames: [String]
  /// The same names for the checks of templates; `nil` if mistakes in the declarations leave out some.
  package var knownSiteFieldNames: [String]? { faults == .errors ? nil : siteFieldNames }
  /// The names of the fields of all types.
  let fieldNames: Set<String>
  private let byFolder: [String: ContentType]
  private let byStructure: [ContentType.Structure: ContentType]
  /// The type of pages outside the folders of other types.
  package let plain: ContentType
  /// What is wrong in the declarations of `waymark.yml`, which may have more kinds and fields than these.
  package let faults: DeclarationFaults
  /// The kinds that the site turns off.
  let disabled: [ContentType]
  /// The text of the declarations in `waymark.yml`; equal texts declare equal types.
  private let declaration: [UInt8]

  /// Whether declarations that cannot be used leave out kinds or fields.
  package enum DeclarationFaults: Sendable {
    case none
    /// A key that is not known, for example.
    case warnings
    case errors
  }

  init(
    _ all: [ContentType], declaration: [UInt8] = [], faults: DeclarationFaults = .none,
    disabled: [ContentType] = []
  ) {
    self.all = all
    self.faults = faults
    self.disabled = disabled
    self.declaration = declaration
    // The comparison tables come first, as in the navigation of a guide.
    let counted = all.filter(\.isCounted)
    self.counted = counted.filter(\.holdsTable) + counted.filter { !$0.holdsTable }
    fieldNames = Set(all.flatMap(\.fields).map(\.name))
    var seen: Set<String> = []
    siteFieldNames = all.flatMap(\.siteFields).map(\.name).filter { seen.insert($0).inserted }
    byFolder = Dictionary(
      all.compactMap { type in type.folder.map { ($0, type) } },
      uniquingKeysWith: { first, _ in first })
    byStructure = Dictionary(
      all.compactMap { type in type.structure.map { ($0, type) } },
      uniquingKeysWith: { first, _ in first })
    plain = all.first { $0.name == ContentType.page.name } ?? .page
  }

  /// The type with a name; `nil` if there is none.
  package subscript(name: String) -> ContentType? { all.first { $0.name == name } }

  /// The type that a new page is proposed to have if its folder decides none.
  package var usual: ContentType { all.first { $0.isContent } ?? plain }

  /// The type of the pages in a folder under `content/`; `nil` if the folder gives none.
  package func of(folder: String?) -> ContentType? { folder.flatMap { byFolder[$0] } }

  /// Whether a key that a page cannot have follows from what is reported of `waymark.yml`: its declarations have
  /// mistakes, or the kind of the page's folder is turned off.
  func isExpected(_ key: String, on place: ContentPath) -> Bool {
    if faults != .none { return true }
    let type = disabled.first { $0.folder == place.topFolder && !place.isIndex }
    return type?.fields.contains { $0.name == key } ?? false
  }

  /// The type of the page at a place in the tree of the site.
  package func of(_ place: ContentPath) -> ContentType {
    if place.isIndex { return structural(place.folder.isEmpty ? .home : .section) }
    switch place.text {
    case "404.md": return structural(.notFound)
    case "search.md": return structural(.search)
    case "map.md": return structural(.map)
    default: return of(folder: place.topFolder) ?? plain
    }
  }

  private func structural(_ structure: ContentType.Structure) -> ContentType {
    byStructure[structure] ?? plain
  }
}

extension ContentTypes: Equatable {
  /// Whether both are declared by the same text.
  package static func == (left: ContentTypes, right: ContentTypes) -> Bool {
    left === right || left.declaration == right.declaration
  }
}
