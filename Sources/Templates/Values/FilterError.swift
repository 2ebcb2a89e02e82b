import Diagnostics

/// Why a filter, test, function or operator could not do its work; the renderer adds the place.
///
/// A class, because a thrown error travels through every frame: one word is cheaper than ten.
package final class FilterError: Error, Sendable {
  package let rule: Rule
  package let message: String
  package let help: String?
  /// The undefined value that was used, where that is the reason.
  let undefined: Undefined?

  package init(_ message: String, help: String? = nil, rule: Rule = .templateType) {
    self.rule = rule
    self.message = message
    self.help = help
    undefined = nil
  }

  init(undefined: Undefined) {
    rule = .templateUndefined
    message = "`\(undefined.name)` is undefined"
    help = nil
    self.undefined = undefined
  }

  static func limit(_ message: String) -> FilterError {
    FilterError(message, rule: .templateLimit)
  }

  static var overflow: FilterError {
    FilterError("the result does not fit in 64 bits", rule: .templateArithmetic)
  }
}
