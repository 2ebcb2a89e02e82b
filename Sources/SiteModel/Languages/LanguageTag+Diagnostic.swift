import Diagnostics

extension LanguageTag {
  /// The diagnostic for a text that is no tag.
  static func diagnostic(_ tag: LocatedText, in source: SourceText) -> Diagnostic {
    Diagnostic(
      .invalidLanguage, "`\(tag.text)` is not a valid language tag",
      at: source.location(of: tag.range),
      help: "write a language and an optional region, such as `en` or `pt-BR`")
  }
}
