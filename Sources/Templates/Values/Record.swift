/// The field names that many records share.
///
/// One shape is made per kind of view, so that a template finds the place of a field once and
/// reuses it for every record of that shape. A mapping that a template makes has one of its own.
package final class Shape: Sendable {
  /// A group is read by field (`group.list`) or unpacked (`for key, items in …`).
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
///
/// Reading a field is the commonest thing that templates do, so the values lie in memory that the
/// record owns itself: an array would count references twice for each read. Unchecked, because of
/// that pointer; nothing writes to it between `init` and `deinit`.
package final class Record: @unchecked Sendable {
  /// The names of the fields.
  package let shape: Shape
  let shapeID: ObjectIdentifier
  private let storage: UnsafeMutablePointer<Value>
  private let fieldCount: Int
  /// Told of every read, of a field or with `nil` of the whole, for tests of `TemplateReads`.
  let observer: (@Sendable (String?) -> Void)?

  /// Makes a record; missing values are `none`, surplus ones are dropped.
  package init(
    _ shape: Shape, _ values: [Value], observer: (@Sendable (String?) -> Void)? = nil
  ) {
    self.shape = shape
    shapeID = ObjectIdentifier(shape)
    fieldCount = shape.fields.count
    storage = .allocate(capacity: max(1, fieldCount))
    for index in 0..<fieldCount {
      (storage + index).initialize(to: index < values.count ? values[index] : .none)
    }
    self.observer = observer
  }

  /// Takes pairs in order; the last value of a repeated key wins, at the place of the first.
  package convenience init(_ pairs: some Sequence<(String, Value)>) {
    let named = NamedElements(pairs)
    self.init(Shape(named.table), named.elements)
  }

  /// A record as another one, but for some fields of it.
  package init(_ other: Record, replacing values: KeyValuePairs<String, Value>) {
    shape = other.shape
    shapeID = other.shapeID
    fieldCount = other.fieldCount
    storage = .allocate(capacity: max(1, fieldCount))
    storage.initialize(from: other.storage, count: fieldCount)
    observer = other.observer
    for (name, value) in values {
      if let index = shape.index(of: name) { storage[index] = value }
    }
  }

  deinit {
    storage.deinitialize(count: fieldCount)
    storage.deallocate()
  }

  /// Where the value at a position that a shape gave lies, if it is this record's shape and nobody
  /// wants to be told.
  @inline(__always)
  func place(at index: Int, of shape: ObjectIdentifier?) -> UnsafePointer<Value>? {
    shape == shapeID && observer == nil ? UnsafePointer(storage + index) : nil
  }

  /// The value at a position that the shape gave.
  subscript(index: Int) -> Value {
    precondition(index >= 0 && index < fieldCount, "no shape gave this position")
    return storage[index]
  }

  /// The value of the field of that name; `nil` where there is none.
  package subscript(field: String) -> Value? {
    if let observer { observer(field) }
    return shape.index(of: field).map { storage[$0] }
  }

  /// The values, in the order of the shape's fields.
  package var values: [Value] { Array(UnsafeBufferPointer(start: storage, count: fieldCount)) }

  /// Names and values, read as a whole.
  package var pairs: Zip2Sequence<[String], [Value]> {
    if let observer { observer(nil) }
    return zip(shape.fields, values)
  }

  /// How many fields there are.
  package var count: Int {
    if let observer { observer(nil) }
    return fieldCount
  }
}
