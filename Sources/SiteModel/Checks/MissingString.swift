import Diagnostics

/// Notes words of the theme and of the site that a language of the site has not.
struct MissingString: Check {
  static let rule = Rule(
    "missing-string", .note,
    "The theme's words are in the language of the page. What has no word in that language is shown in English, which a "
      + "screen reader then reads with the wrong sounds.",
    example: """
      waymark.yml:

      title: Gids
      language: nl
      base_url: https://example.org
      """, grouping: .byMessage)

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    let configuration = site.site.configuration
    // Without a theme there are no words to translate.
    guard !configuration.strings.names.isEmpty else { return [] }
    var places = [(language: configuration.languageTag, place: configuration.languageLocation)]
    for page in site.pages where !places.contains(where: { $0.language == page.parsed.language }) {
      places.append((page.parsed.language, page.location(of: "lang")))
    }
    return places.flatMap { configuration.strings.missing(in: $0.language, at: $0.place, rule) }
  }
}
