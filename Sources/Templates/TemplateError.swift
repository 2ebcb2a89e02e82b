import Diagnostics

/// Why a filter, test, function or operator could not do its work, and so why a render ended.
///
/// It is thrown without a place, which the renderer adds where it knows it, with the way that led
/// there as notes. A class, because a thrown error travels through every frame.
package final class TemplateError: Error, Sendable {
  package let diagnostic: Diagnostic
  /// The undefined value that was used, where that is the reason.
  let undefined: Undefined?

  package init(_ diagnostic: Diagnostic, undefined: Undefined? = nil) {
    self.diagnostic = diagnostic
    self.undefined = undefined
  }

  package convenience init(_ message: String, help: String? = nil, rule: Rule = .templateType) {
    self.init(Diagnostic(rule, message, at: nil, help: help))
  }

  convenience init(_ undefined: Undefined) {
    let message = "`\(undefined.name)` is undefined"
    self.init(Diagnostic(.templateUndefined, message, at: nil), undefined: undefined)
  }
}

extension TemplateError {
  static func limit(_ message: String) -> TemplateError {
    TemplateError(message, rule: .templateLimit)
  }

  static var overflow: TemplateError {
    TemplateError("the result does not fit in 64 bits", rule: .templateArithmetic)
  }

  static func expected(_ what: String, _ value: Value) -> TemplateError {
    if case .undefined(let undefined) = value { return TemplateError(undefined) }
    return TemplateError("expected \(what), found \(value.kindName)")
  }

  /// Of several names, any would do.
  static func noTemplate(_ names: [String], _ known: [String]) -> TemplateError {
    let all = names.map { "`\($0)`" }.joined(separator: " or ")
    return TemplateError(
      "there is no template \(names.isEmpty ? "in this list" : all)",
      help: suggestion(for: names.first ?? "", in: known), rule: .templateUnknownTemplate)
  }
}

/// "did you mean `x`?", or `nil` where nothing is near.
///
/// Names that only add letters to what was written come next to misspelt ones.
func suggestion(for name: String, in candidates: some Sequence<String>) -> String? {
  // One letter is near to every other.
  guard name.utf8.count > 1 else { return nil }
  let sorted = candidates.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  return nearestMatch(to: name, in: sorted).map { "did you mean `\($0)`?" }
}
