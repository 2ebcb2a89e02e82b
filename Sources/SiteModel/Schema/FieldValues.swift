import Text

/// A text of the front matter and the bytes it stands in.
package struct LocatedText: Sendable, Hashable {
  package var text: String
  package var range: Range<Int>
}

/// What a field was set to.
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
}

/// The fields of a mapping that were set and were right.
///
/// A page sets about ten, so that walking over them is quicker than any table.
package struct FieldValues: Sendable {
  private var fields: [(name: String, value: FieldValue, range: Range<Int>)] = []
  /// A bit for each name, so that one that was not set, as most are not, is not looked for.
  private var bits: UInt64 = 0

  package init() {}

  /// The same fields, without room for more.
  package var trimmed: FieldValues {
    var values = self
    values.fields = fields.trimmed
    return values
  }

  package mutating func set(_ name: String, _ value: FieldValue, at range: Range<Int>) {
    fields.append((name, value, range))
    bits |= Self.bit(of: name)
  }

  package subscript(name: String) -> FieldValue? {
    index(of: name).map { fields[$0].value }
  }

  private static func bit(of name: String) -> UInt64 {
    let bytes = name.utf8
    let sum = bytes.count &* 31 &+ Int(bytes.first ?? 0) &* 7 &+ Int(bytes.last ?? 0)
    return 1 << UInt64(sum & 63)
  }

  /// Looks at the names where they stand: a copy of each field would cost more than the comparison.
  private func index(of name: String) -> Int? {
    guard bits & Self.bit(of: name) != 0 else { return nil }
    return fields.withUnsafeBufferPointer { fields in
      for index in fields.indices where fields[index].name == name { return index }
      return nil
    }
  }

  /// Where a value stands, for checks that come later.
  package func range(of name: String) -> Range<Int>? {
    index(of: name).map { fields[$0].range }
  }

  /// The names that were set, in the order of the text.
  package var names: [String] { fields.map(\.name) }

  package func text(_ name: String) -> String? { locatedText(name)?.text }

  package func locatedText(_ name: String) -> LocatedText? {
    if case .text(let text) = self[name] { text } else { nil }
  }

  package func texts(_ name: String) -> [LocatedText] {
    if case .texts(let texts) = self[name] { texts } else { [] }
  }

  package func boolean(_ name: String) -> Bool? {
    if case .boolean(let value) = self[name] { value } else { nil }
  }

  package func integer(_ name: String) -> Int? {
    if case .integer(let value) = self[name] { value } else { nil }
  }

  package func date(_ name: String) -> CalendarDate? {
    if case .date(let value) = self[name] { value } else { nil }
  }

  package func period(_ name: String) -> Period? {
    if case .period(let value) = self[name] { value } else { nil }
  }

  package func record(_ name: String) -> FieldValues? {
    if case .record(let value) = self[name] { value } else { nil }
  }

  package func records(_ name: String) -> [FieldValues] {
    if case .records(let value) = self[name] { value } else { [] }
  }

  package func keyedRecords(_ name: String) -> [(name: LocatedText, record: FieldValues)] {
    if case .keyedRecords(let value) = self[name] { value } else { [] }
  }

  /// Every page that the record names, by the fields that say which values are references.
  package func references(_ fields: [Field]) -> [LocatedText] {
    fields.flatMap { field -> [LocatedText] in
      switch field.kind {
      case .reference: locatedText(field.name).map { [$0] } ?? []
      case .references: texts(field.name)
      case .record(let inner): record(field.name)?.references(inner) ?? []
      case .records(let inner): records(field.name).flatMap { $0.references(inner) }
      default: []
      }
    }
  }
}
