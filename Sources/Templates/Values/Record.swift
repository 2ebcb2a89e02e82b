/// The field names of records.
///
/// One shape is made for each kind of view, so that a template finds the position of a field once and uses it
/// for every record of that shape. A mapping that a template makes has a shape of its own.
package final class Shape: Sendable {
  /// The shape of what `groupby` returns, which is read by field (`group.list`) or unpacked (`for key, items in …`).
  static let group = Shape(["grouper", "list"])

  private let table: NameTable
  /// Whether many records have this shape, so that the inline cache remembers it.
  package let isShared: Bool

  /// Makes a shape that many records share.
  package init(_ fields: [String]) {
    table = NameTable(fields)
    isShared = true
  }

  fileprivate init(_ table: NameTable) {
    self.table = table
    isShared = false
  }

  /// The names, in their order.
  package var fields: [String] { table.names }

  /// The position of the field's value, or `nil`.
  package func index(of field: String) -> Int? { table.index(of: field) }
}

/// An ordered mapping from names to values: a shape, and one value for each of its names.
package final class Record: Sendable {
  /// The names of the fields.
  package let shape: Shape
  let shapeID: ObjectIdentifier
  /// The values, in the order of the shape's fields.
  package let values: [Value]
  /// Called with the name of each field that is read, or with `nil` when all fields are read; only tests set it.
  let observer: (@Sendable (String?) -> Void)?

  /// Makes a record.
  ///
  /// Missing values are `none`, surplus ones are dropped.
  package init(
    _ shape: Shape, _ values: [Value], observer: (@Sendable (String?) -> Void)? = nil
  ) {
    self.shape = shape
    shapeID = ObjectIdentifier(shape)
    let missing = shape.fields.count - values.count
    self.values =
      missing == 0
      ? values : values.prefix(shape.fields.count) + Array(repeating: .none, count: max(0, missing))
    self.observer = observer
  }

  /// Makes a record of pairs, in their order.
  ///
  /// If a key is repeated, the last value is used, at the position of the first.
  package convenience init(_ pairs: some Sequence<(String, Value)>) {
    let named = NamedElements(pairs)
    self.init(Shape(named.table), named.elements)
  }

  /// Copies a record with other values for some of its fields; names that it does not have are ignored.
  package convenience init(_ other: Record, replacing replacements: KeyValuePairs<String, Value>) {
    var values = other.values
    for (name, value) in replacements {
      if let index = other.shape.index(of: name) { values[index] = value }
    }
    self.init(other.shape, values, observer: other.observer)
  }

  /// The value at a cached position for `shape`; `nil` if the record has another shape, or has an observer.
  @inline(__always)
  func value(at index: Int, of shape: ObjectIdentifier?) -> Value? {
    shape == shapeID && observer == nil ? values[index] : nil
  }

  /// The value of the field of that name; `nil` where there is none.
  package subscript(field: String) -> Value? {
    if let observer { observer(field) }
    return shape.index(of: field).map { values[$0] }
  }

  /// The names and values of all fields.
  package var pairs: Zip2Sequence<[String], [Value]> {
    if let observer { observer(nil) }
    return zip(shape.fields, values)
  }

  /// The number of fields.
  package var count: Int {
    if let observer { observer(nil) }
    return values.count
  }
}
