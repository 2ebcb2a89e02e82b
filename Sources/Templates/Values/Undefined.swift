/// The source of an operation: a range of bytes of a template.
struct Origin: Equatable {
  let template: Int32
  let start: Int32
  let end: Int32

  init(template: Int, range: Range<Int>) {
    self.template = Int32(template)
    (start, end) = (Int32(range.lowerBound), Int32(range.upperBound))
  }

  var range: Range<Int> { Int(start)..<Int(end) }
}

/// The result of reading a variable or field that does not exist.
package final class Undefined: Sendable {
  /// The value of a variable before the first assignment.
  static let unset = Undefined("")

  /// The name that was read.
  package let name: String
  /// The value that does not have the field; `nil` for a variable.
  let owner: Value?
  /// The expression that read it, which an error elsewhere refers to.
  let origin: Origin?
  /// The text that messages quote, if it is not the text at `origin`.
  let quotation: String?
  /// Whether it may be used as an empty value, as the result of `a if b` where `b` is false.
  let isLenient: Bool

  /// A variable that does not exist.
  package init(_ name: String) {
    self.name = name
    (owner, origin, quotation, isLenient) = (nil, nil, nil, false)
  }

  init(
    _ name: String, of owner: Value? = nil, at origin: Origin?, quotation: String? = nil,
    isLenient: Bool = false
  ) {
    self.name = name
    self.owner = owner
    self.origin = origin
    self.quotation = quotation
    self.isLenient = isLenient
  }
}
