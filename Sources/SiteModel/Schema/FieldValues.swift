import Text
import YAML

/// A text from YAML with the range of its source bytes.
package struct LocatedText: Sendable, Hashable {
  /// The text, after YAML's quotation marks and escapes were removed.
  package var text: String
  /// The bytes in the source, with quotation marks.
  package var range: Range<Int>
}

/// The value of a field.
package enum FieldValue: Sendable {
  case text(LocatedText)
  case texts([LocatedText])
  case boolean(Bool)
  case integer(Int)
  case date(CalendarDate)
  case period(Period)
  case record(FieldValues)
  case records([FieldValues])
  case keyedRecords([(name: LocatedText, record: FieldValues)])
  case anything(YAMLNode)
}

/// The fields of a mapping that were set to valid values.
///
/// Lookup is a linear search, which is faster than a hash table because a page sets about ten fields.
package struct FieldValues: Sendable {
  private var fields: [(name: String, value: FieldValue, range: Range<Int>)] = []
  /// One bit for each name by its length and first byte, so that most names that are not set need no search.
  private var bits: UInt64 = 0

  /// The fields that are set to values that cannot be used, which are reported where they are read.
  private(set) var invalid: [String] = []

  /// No fields.
  package init() {}

  /// Notes that a field is set to a value that cannot be used.
  mutating func setInvalid(_ name: String) { invalid.append(name) }

  /// A copy without spare capacity.
  package var trimmed: FieldValues {
    var values = self
    values.fields = fields.trimmed
    values.invalid = invalid.trimmed
    return values
  }

  /// Adds a field, which must not be set yet.
  package mutating func set(_ name: String, _ value: FieldValue, at range: Range<Int>) {
    fields.append((name, value, range))
    bits |= Self.bit(of: name)
  }

  /// Replaces the value of a field that is set.
  mutating func replace(_ name: String, _ value: FieldValue) {
    if let index = index(of: name) { fields[index].value = value }
  }

  /// The value of a field; `nil` if it is not set.
  package subscript(name: String) -> FieldValue? {
    index(of: name).map { fields[$0].value }
  }

  private static func bit(of name: String) -> UInt64 {
    1 << UInt64((name.utf8.count &* 31 &+ Int(name.utf8.first ?? 0)) & 63)
  }

  private func index(of name: String) -> Int? {
    guard bits & Self.bit(of: name) != 0 else { return nil }
    // A span, because an array would copy the fields.
    let fields = fields.span
    for index in fields.indices where fields[index].name == name { return index }
    return nil
  }

  /// The source range of a value.
  package func range(of name: String) -> Range<Int>? {
    index(of: name).map { fields[$0].range }
  }

  /// The names that are set, in source order.
  package var names: [String] { fields.map(\.name) }

  /// The value of a text field.
  package func text(_ name: String) -> String? { locatedText(name)?.text }

  /// The value of a text field, with its source range.
  package func locatedText(_ name: String) -> LocatedText? {
    if case .text(let text) = self[name] { text } else { nil }
  }

  /// The value of a list of texts; empty if it is not set.
  package func texts(_ name: String) -> [LocatedText] {
    if case .texts(let texts) = self[name] { texts } else { [] }
  }

  /// The value of a boolean field.
  package func boolean(_ name: String) -> Bool? {
    if case .boolean(let value) = self[name] { value } else { nil }
  }

  /// The value of an integer field.
  package func integer(_ name: String) -> Int? {
    if case .integer(let value) = self[name] { value } else { nil }
  }

  /// The value of a date field.
  package func date(_ name: String) -> CalendarDate? {
    if case .date(let value) = self[name] { value } else { nil }
  }

  /// The value of a period field.
  package func period(_ name: String) -> Period? {
    if case .period(let value) = self[name] { value } else { nil }
  }

  /// The value of a record field.
  package func record(_ name: String) -> FieldValues? {
    if case .record(let value) = self[name] { value } else { nil }
  }

  /// The value of a list of records; empty if it is not set.
  package func records(_ name: String) -> [FieldValues] {
    if case .records(let value) = self[name] { value } else { [] }
  }

  /// The records by key, in source order; empty if the field is not set.
  package func keyedRecords(_ name: String) -> [(name: LocatedText, record: FieldValues)] {
    if case .keyedRecords(let value) = self[name] { value } else { [] }
  }

  /// The value of a field of any kind.
  package func anything(_ name: String) -> YAMLNode? {
    if case .anything(let node) = self[name] { node } else { nil }
  }

  /// All references to pages in these fields and in records inside them.
  package func references(_ fields: [Field]) -> [LocatedText] {
    texts(in: fields) { record, field in
      switch field.kind {
      case .reference: record.locatedText(field.name).map { [Self.pageName($0)] } ?? []
      case .references: record.texts(field.name).map(Self.pageName)
      default: []
      }
    }
  }

  /// All texts in Markdown in these fields and in records inside them.
  func markdown(_ fields: [Field]) -> [LocatedText] {
    texts(in: fields) { record, field in
      if case .markdown = field.kind {
        [record.locatedText(field.name)].compactMap(\.self)
      } else {
        []
      }
    }
  }

  /// All names of files in these fields and in records inside them.
  package func files(_ fields: [Field]) -> [LocatedText] {
    texts(in: fields) { record, field in
      if case .file = field.kind { [record.locatedText(field.name)].compactMap(\.self) } else { [] }
    }
  }

  /// What `texts` finds in each of the fields that are set, and in records inside them.
  private func texts(
    in fields: [Field], _ texts: (FieldValues, Field) -> [LocatedText]
  ) -> [LocatedText] {
    var found: [LocatedText] = []
    for field in fields where bits & Self.bit(of: field.name) != 0 {
      switch field.kind {
      case .record(let inner): found += record(field.name)?.texts(in: inner, texts) ?? []
      case .records(let inner, _):
        for record in records(field.name) { found += record.texts(in: inner, texts) }
      default: found += texts(self, field)
      }
    }
    return found
  }

  /// The name of a page without the brackets, the heading and the label of a wiki link.
  ///
  /// Obsidian writes links in properties as `"[[Name|label]]"`.
  private static func pageName(_ written: LocatedText) -> LocatedText {
    let text = written.text
    guard text.hasPrefix("[["), text.hasSuffix("]]") else { return written }
    let name = text.dropFirst(2).dropLast(2).prefix { $0 != "|" && $0 != "#" && $0 != "]" }
    guard !name.isEmpty else { return written }
    var named = written
    named.text = String(name)
    return named
  }
}
