import SiteModel

extension Page {
  /// The page of a folder or of the site with so many bytes of text, some hundred words, is one to read.
  private static let readBytes = 600

  /// The kind of page as which the search shows the page; `nil` where it leaves it out.
  ///
  /// The page of a folder is a page like others where its author wrote much on it, as in a `README.md` that is the
  /// text itself. With a sentence or two it is a list: what it lists is found. The same holds for the home page.
  func searchType(in types: ContentTypes) -> ContentType? {
    guard type.isShown(in: .search) else { return nil }
    switch type.structure {
    case .section: return parsed.plainText.bytes.count < Self.readBytes ? nil : types.plain
    case .home: return parsed.plainText.bytes.count < Self.readBytes ? nil : type
    case nil, .topic: return type
    case .search, .map, .notFound: return nil
    }
  }
}
