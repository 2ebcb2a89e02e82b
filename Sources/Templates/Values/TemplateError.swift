import Diagnostics
import Text

/// An error of a filter, test, function or operator, which ends the render.
///
/// It is thrown without a location. The renderer adds the location, and notes for the includes and calls that led to
/// it. A class, because the error passes through every frame of the renderer.
package final class TemplateError: Error, Sendable {
  /// The diagnostic; without a location until the renderer adds it.
  package let diagnostic: Diagnostic
  /// The undefined value that was used, if that is the cause.
  let undefined: Undefined?
  /// The named argument that is the cause.
  let argument: String?

  /// An error with a complete diagnostic.
  package init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
    (undefined, argument) = (nil, nil)
  }

  /// An error whose location the renderer adds.
  package convenience init(_ message: String, help: String? = nil, rule: Rule = .templateType) {
    self.init(Diagnostic(rule, message, at: nil, help: help))
  }

  init(_ undefined: Undefined) {
    let message = "`\(undefined.name)` is undefined"
    diagnostic = Diagnostic(.templateUndefined, message, at: nil)
    self.undefined = undefined
    argument = nil
  }

  /// An error for a named argument that a function does not accept.
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

  /// An error for names of which none is a template.
  static func noTemplate(_ names: [String], _ known: [String]) -> TemplateError {
    let all = names.map { "`\($0)`" }.joined(separator: " or ")
    return TemplateError(
      "there is no template \(names.isEmpty ? "in this list" : all)",
      help: suggestion(for: names.first ?? "", in: known), rule: .templateUnknownTemplate)
  }
}

/// "did you mean `x`?", or `nil` where nothing is near.
///
/// The candidates are sorted, so that the result does not depend on their order.
func suggestion(for name: String, in candidates: some Sequence<String>) -> String? {
  // A name of one letter is near every other.
  guard name.utf8.count > 1 else { return nil }
  let sorted = candidates.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  return nearestMatch(to: name, in: sorted).map { "did you mean `\($0)`?" }
}
