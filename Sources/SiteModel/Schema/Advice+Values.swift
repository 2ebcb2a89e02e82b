import Diagnostics

extension Advice {
  /// What a value in a YAML text may have meant that has to be one of a few names.
  ///
  /// The texts have the quotation marks that the value has or that they need; see `init(naming:from:else:near:spelled:)`.
  package init(
    naming name: LocatedText, from known: [String], in source: SourceText,
    else fallback: String? = nil
  ) {
    self.init(naming: name.text, from: known, else: fallback) {
      LinkSpelling.yamlText($0, like: source.text(name.range))
    }
  }
}
