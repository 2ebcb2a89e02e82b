import Diagnostics

extension SourceText {
  /// Spells a value as a YAML scalar that can replace the scalar at `range`.
  ///
  /// The quotation marks of the replaced scalar are kept. A plain scalar gets double quotation marks
  /// where the new value needs them.
  package func yamlScalar(_ value: String, replacing range: Range<Int>) -> String {
    let old = text(range)
    if old.hasPrefix("'") { return "'" + value.replacing("'", with: "''") + "'" }
    let isPlain =
      value.first != " " && value.first != "-" && value.last != " "
      && value.allSatisfy { $0.isLetter || $0.isNumber || " ._/-".contains($0) }
      && !["null", "true", "false", "yes", "no", "on", "off"].contains(value.lowercased())
    if isPlain, !old.hasPrefix("\"") { return value }
    return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension Advice {
  /// Proposes known names that are close to a name in a YAML file.
  ///
  /// The proposals are spelled as YAML scalars; see `init(naming:from:else:near:spelled:)`.
  package init(
    naming name: LocatedText, from known: [String], in source: SourceText,
    else fallback: String? = nil
  ) {
    self.init(naming: name.text, from: known, else: fallback) {
      source.yamlScalar($0, replacing: name.range)
    }
  }
}
