/// The field names that many records share.
///
/// One shape is made per kind of view, so that a template finds the place of a field once and
/// reuses it for every record of that shape.
package final class Shape: Sendable {
  private let table: NameTable

  package init(_ fields: [String]) { table = NameTable(fields) }

  package var fields: [String] { table.names }

  /// The position of the field's value, or `nil`.
  package func index(of field: String) -> Int? { table.index(of: field) }
}

/// A value with known fields: a shared shape and one value for each of its names.
package final class Record: Sendable {
  package let shape: Shape
  let values: [Value]
  /// Told of every read: of a field, or with `nil` of the whole. For tests of `TemplateReads`.
  let observer: (@Sendable (String?) -> Void)?

  /// Makes a record; missing values are `none`, surplus ones are dropped.
  package init(
    _ shape: Shape, _ values: [Value], observer: (@Sendable (String?) -> Void)? = nil
  ) {
    self.shape = shape
    let missing = max(0, shape.fields.count - values.count)
    self.values =
      Array(values.prefix(shape.fields.count)) + Array(repeating: .none, count: missing)
    self.observer = observer
  }

  package subscript(field: String) -> Value? {
    if let observer { observer(field) }
    return shape.index(of: field).map { values[$0] }
  }

  /// Names and values, read as a whole.
  package var pairs: Zip2Sequence<[String], [Value]> {
    if let observer { observer(nil) }
    return zip(shape.fields, values)
  }

  package var count: Int {
    if let observer { observer(nil) }
    return values.count
  }
}
