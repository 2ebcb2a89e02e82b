import SiteModel
import Templates

/// The templates of a site with the words of one language.
final class Locale: Sendable {
  /// The words.
  let strings: LanguageStrings
  /// The templates, whose filters and whose `strings` are those of the language.
  let environment: Environment

  init(strings: LanguageStrings, environment: Environment) {
    (self.strings, self.environment) = (strings, environment)
  }
}
