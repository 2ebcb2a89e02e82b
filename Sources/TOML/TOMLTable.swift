import YAML

/// A table while it is read, which later headers can extend.
final class TOMLTable {
  /// What a key can stand for.
  enum Value {
    /// A text, number, date, truth value, array or inline table, which is complete.
    case node(YAMLNode)
    case table(TOMLTable)
    /// The tables of headers in double brackets.
    case tables(List)
  }

  /// Tables of one name.
  final class List {
    fileprivate(set) var last: TOMLTable
    fileprivate var all: [TOMLTable]

    init(_ first: TOMLTable) { (last, all) = (first, [first]) }
  }

  private(set) var entries: [(key: String, keyRange: Range<Int>, value: Value)] = []
  private var indices: [String: Int] = [:]
  /// Whether a header names the table, so that no other may.
  var isDefined = false
  /// Whether a key with dots made the table, so that no header may name it.
  var isDotted = false
  /// The range of the key or header that made the table.
  let range: Range<Int>

  init(range: Range<Int>) { self.range = range }

  subscript(key: String) -> Value? { indices[key].map { entries[$0].value } }

  /// Adds a key that the table does not have.
  func add(_ key: String, _ range: Range<Int>, _ value: Value) {
    indices[key] = entries.count
    entries.append((key, range, value))
  }

  /// Adds a table to the array of tables at a key, which may be new; returns false where the key is something else.
  func append(_ table: TOMLTable, to key: String, _ range: Range<Int>) -> Bool {
    guard let index = indices[key] else {
      add(key, range, .tables(List(table)))
      return true
    }
    guard case .tables(let list) = entries[index].value else { return false }
    list.all.append(table)
    list.last = table
    return true
  }

  /// The table as a mapping.
  var node: YAMLNode {
    let nodes = entries.map { entry in
      let value: YAMLNode =
        switch entry.value {
        case .node(let node): node
        case .table(let table): table.node
        case .tables(let list): YAMLNode(.sequence(list.all.map(\.node)), range: entry.keyRange)
        }
      return YAMLEntry(key: entry.key, keyRange: entry.keyRange, value: value)
    }
    return YAMLNode(.mapping(nodes), range: range)
  }
}
