/// Where an operation of a program comes from: a range of bytes of one of its templates.
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

/// A value that does not exist: the name that was asked for, and the value that has no such field.
package final class Undefined: Sendable {
  /// What a variable holds before anything is assigned to it.
  static let unset = Undefined("")

  /// The name that was asked for.
  package let name: String
  /// The value that has no such field, or `nil` for a variable.
  let owner: Value?
  /// The expression that asked for it, so that an error elsewhere can point to it.
  let origin: Origin?
  /// What messages quote, where that is not the text at `origin`.
  let quotation: String?
  /// Whether it may be used as an empty value, which Jinja2 allows for `a if b` where `b` is false.
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
