import Diagnostics
import Text

/// Why a filter, test, function or operator could not do its work, and so why a render ended.
///
/// It is thrown without a place, which the renderer adds where it knows it, with the way that led
/// there as notes. A class, because a thrown error travels through every frame.
package final class TemplateError: Error, Sendable {
  /// What is reported; without a location until the renderer adds it.
  package let diagnostic: Diagnostic
  /// The undefined value that was used, where that is the reason.
  let undefined: Undefined?
  /// The argument by name that is the reason.
  let argument: String?

  /// An error with a complete diagnostic.
  package init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
    (undefined, argument) = (nil, nil)
  }

  /// An error that gets its location where it passes an operation.
  package convenience init(_ message: String, help: String? = nil, rule: Rule = .templateType) {
    self.init(Diagnostic(rule, message, at: nil, help: help))
  }

  init(_ undefined: Undefined) {
    let message = "`\(undefined.name)` is undefined"
    diagnostic = Diagnostic(.templateUndefined, message, at: nil)
    self.undefined = undefined
    argument = nil
  }

  /// An argument by name that a function does not take.
  init(argument: String, _ message: String, help: String? = nil) {
    diagnostic = Diagnostic(.templateArguments, message, at: nil, help: help)
    self.argument = argument
    undefined = nil
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
