/// An ordered mapping from strings to values, immutable once made.
package final class Map: Sendable {
  private let table: NameTable
  package let values: [Value]

  package static let empty = Map([])

  /// Takes pairs in order; the last value of a repeated key wins, at the place of the first.
  package init(_ pairs: some Sequence<(String, Value)>) {
    var table = NameTable()
    var values: [Value] = []
    for (key, value) in pairs {
      let index = table.insert(key)
      if index == values.count { values.append(value) } else { values[index] = value }
    }
    self.table = table
    self.values = values
  }

  package var keys: [String] { table.names }
  package var count: Int { values.count }

  package subscript(key: String) -> Value? {
    table.index(of: key).map { values[$0] }
  }

  package var pairs: Zip2Sequence<[String], [Value]> { zip(table.names, values) }
}
