/// Fields and elements of values.
extension Value {
  /// The field of that name; `nil` where there is none.
  func field(_ name: String) -> Value? {
    switch self {
    case .record(let record): record[name]
    case .object(let object): object.attribute(name)
    default: nil
    }
  }

  /// The field of that name; undefined where there is none.
  func member(_ name: String) -> Value {
    field(name) ?? .undefined(Undefined(name, of: self, at: nil))
  }

  /// The element at that position, from the end if negative; `nil` where there is none.
  func item(_ index: Int) -> Value? {
    let items = isGroup || record == nil ? (try? items()) ?? [] : []
    let offset = index < 0 ? index + items.count : index
    guard items.indices.contains(offset) else { return nil }
    // As in MarkupSafe, an element of markup is markup, but a loop over markup yields plain text.
    if isSafe, let text = items[offset].text { return .safe(SafeHTML(text)) }
    return items[offset]
  }

  /// The element at that position; undefined where there is none.
  func element(_ index: Int) -> Value {
    item(index) ?? .undefined(Undefined(String(index), of: self, at: nil))
  }

  /// Whether the value is a group of `groupby`, which is a record and a tuple.
  var isGroup: Bool { record?.shape === Shape.group }

  /// The names that a field access knows, for suggestions.
  var fieldNames: [String] {
    switch self {
    case .record(let record): record.shape.fields
    case .object(let object): object.fieldNames
    default: []
    }
  }
}
