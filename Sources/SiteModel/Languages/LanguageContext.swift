/// The language that a page has unless it names one, and the words in every language.
package struct LanguageContext: Sendable, Equatable {
  /// The language of the page's folder, or of the site.
  package let language: LanguageTag
  /// The words in every language.
  package let strings: SiteStrings

  /// English, with the labels that Markdown has without words.
  package static let none = LanguageContext(.english, .none)

  /// Makes a context.
  package init(_ language: LanguageTag, _ strings: SiteStrings) {
    (self.language, self.strings) = (language, strings)
  }

  /// The language of a page with these fields.
  func language(of record: FieldValues) -> LanguageTag {
    record.text("lang").flatMap(LanguageTag.init) ?? language
  }
}
