/// A value in a template.
///
/// Everything larger than two words is behind one reference, because reading a variable copies its value.
package enum Value: Sendable {
  /// A variable or field that does not exist. Using it is an error.
  case undefined(Undefined)
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  /// Markup, which is not escaped.
  case safe(SafeHTML)
  case list([Value])
  /// The result of `items()` and of `a, b`: a list that is printed with parentheses.
  case tuple([Value])
  case record(Record)
  /// A function, macro, namespace, module or loop.
  case object(Object)
}

/// Text that is HTML, which autoescaping does not change.
package struct SafeHTML: Sendable, Hashable {
  /// The markup.
  package let html: String

  /// Marks a text as HTML.
  ///
  /// The caller must have escaped it.
  package init(_ html: String) { self.html = html }
}

extension Value {
  /// The kind of the value in messages, such as "text" or "a number".
  package var kindName: String {
    switch self {
    case .undefined: "undefined"
    case .none: "none"
    case .bool: "a boolean"
    case .int, .double: "a number"
    case .string, .safe: "text"
    case .list: "a list"
    case .tuple: "a tuple"
    case .record: "a mapping"
    case .object(let object): object.kind.rawValue
    }
  }

  /// The text of a string, safe or not; `nil` for other kinds.
  package var text: String? {
    switch self {
    case .string(let text): text
    case .safe(let safe): safe.html
    default: nil
    }
  }

  /// Whether the value does not exist.
  package var isUndefined: Bool {
    if case .undefined = self { true } else { false }
  }

  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// Whether the value is markup.
  package var isSafe: Bool {
    if case .safe = self { true } else { false }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Makes a text.
  package init(stringLiteral value: String) { self = .string(value) }
  /// Makes an integer.
  package init(integerLiteral value: Int) { self = .int(value) }
  /// Makes a floating-point number.
  package init(floatLiteral value: Double) { self = .double(value) }
  /// Makes a Boolean.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes a list.
  package init(arrayLiteral elements: Value...) { self = .list(elements) }
  /// Makes a mapping, which keeps the order of its keys.
  package init(dictionaryLiteral elements: (String, Value)...) { self = .record(Record(elements)) }
}
