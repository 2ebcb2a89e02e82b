/// A piece of code of one kind.
///
/// Tokens follow each other without gaps, so that no byte can be lost.
package struct Token: Sendable, Equatable {
  /// What the piece is.
  package internal(set) var kind: TokenKind
  /// The offset after its last byte.
  package internal(set) var end: Int
}

/// What a piece of code is.
///
/// The classes are those of Pygments, so that its style sheets fit.
package enum TokenKind: UInt8, Sendable, CaseIterable {
  case plain, comment, string, number, keyword, constant, type, tag, function, attribute, variable
  /// Prompts, decorators, directives, and the delimiters of code within strings.
  case meta
  case inserted, deleted

  /// The class of the element around the piece; `nil` for plain text, which has no element.
  package var className: StaticString? {
    switch self {
    case .plain: nil
    case .comment: "c"
    case .string: "s"
    case .number: "m"
    case .keyword: "k"
    case .constant: "kc"
    case .type: "nc"
    case .tag: "nt"
    case .function: "nf"
    case .attribute: "na"
    case .variable: "nv"
    case .meta: "cp"
    case .inserted: "gi"
    case .deleted: "gd"
    }
  }

  /// Whether `/` after it divides, and does not begin a regular expression.
  var endsValue: Bool { self != .keyword && self != .meta && self != .comment }
}
