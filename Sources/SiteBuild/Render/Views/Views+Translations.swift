import SiteModel
import Templates

extension Views {
  private static let translationShape = Shape([
    "language", "direction", "name", "url", "canonical", "is_here", "is_translated", "is_main",
  ])

  /// The value of `page.translations`: every language of the site, with the address of the page there, or of the home page.
  func translations(of page: Page) -> Value {
    let table = translations
    guard let here = table.index(of: configuration.languageTag) else { return .list([]) }
    return .list(
      table.languages.enumerated().map { index, language in
        let address =
          index == here ? page.address : table.address(of: page.place.text, from: here, in: index)
        return .record(
          Record(
            Self.translationShape,
            [
              .string(language.tag.text), .string(language.tag.direction), .string(language.name),
              .string(address ?? language.home),
              .string((configuration.address.origin ?? "") + (address ?? language.home)),
              .bool(index == here), .bool(address != nil),
              .bool(index == 0),
            ]))
      })
  }
}
