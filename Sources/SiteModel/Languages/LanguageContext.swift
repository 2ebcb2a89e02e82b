/// The language that a page has unless it names one, and the words in every language.
package struct LanguageContext: Sendable, Equatable {
  /// The language of the page's folder, or of the site.
  package let language: LanguageTag
  /// The words in every language.
  package let strings: SiteStrings
  /// The title of a home page that has none of its own: that of the site.
  package let homeTitle: String?

  /// English, with the labels that Markdown has without words.
  package static let none = LanguageContext(.english, .none)

  /// Makes a context.
  package init(_ language: LanguageTag, _ strings: SiteStrings, homeTitle: String? = nil) {
    (self.language, self.strings, self.homeTitle) = (language, strings, homeTitle)
  }

  /// The language of a page with these fields.
  func language(of record: FieldValues) -> LanguageTag {
    language(named: record.text("lang"))
  }

  /// The words of a page with this `lang`.
  func strings(named tag: String?) -> LanguageStrings { strings.strings(in: language(named: tag)) }

  private func language(named tag: String?) -> LanguageTag {
    tag.flatMap(LanguageTag.init) ?? language
  }
}
