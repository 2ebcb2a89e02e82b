/// Numbers names, and finds the number of a name by its bytes.
///
/// A few names are searched linearly, which is as fast as hashing and needs no memory.
struct NameTable: Sendable {
  /// A text that is compared by bytes as in Jinja2, not by canonical equivalence.
  private struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool { sameBytes(left.text, right.text) }
  }

  private(set) var names: [String] = []
  private var positions: [Key: Int] = [:]

  init(_ names: [String] = []) {
    for name in names { insert(name) }
  }

  subscript(index: Int32) -> String { names[Int(index)] }

  /// The position of `name`, or `nil`.
  func index(of name: String) -> Int? {
    positions.isEmpty ? names.firstIndex { sameBytes($0, name) } : positions[Key(text: name)]
  }

  /// The position of `name`.
  ///
  /// Adds it at the end if it is new.
  @discardableResult
  mutating func insert(_ name: String) -> Int {
    if let index = index(of: name) { return index }
    append(name)
    return names.count - 1
  }

  /// Adds a name that is not in the table.
  mutating func append(_ name: String) {
    names.append(name)
    if names.count > 16 {
      let known = positions.isEmpty ? 0 : names.count - 1
      for index in known..<names.count { positions[Key(text: names[index])] = index }
    }
  }
}

/// Elements by name, in the order in which the names were added.
///
/// An element replaces an earlier one of its name.
struct NamedElements<Element> {
  private(set) var table = NameTable()
  private(set) var elements: [Element] = []

  init(_ pairs: some Sequence<(String, Element)>) {
    for (name, element) in pairs { set(name, element) }
  }

  /// Makes elements from pairs whose names all differ.
  init(distinct pairs: [(String, Element)]) {
    for (name, _) in pairs { table.append(name) }
    elements = pairs.map(\.1)
  }

  subscript(name: String) -> Element? { table.index(of: name).map { elements[$0] } }

  mutating func set(_ name: String, _ element: Element) {
    let index = table.insert(name)
    if index == elements.count { elements.append(element) } else { elements[index] = element }
  }

  mutating func removeAll() { self = NamedElements([]) }
}

extension NamedElements: Sendable where Element: Sendable {}

/// Whether two strings have the same bytes.
///
/// Swift's `==` also equates canonically equivalent strings.
func sameBytes(_ left: String, _ right: String) -> Bool {
  guard left.utf8.count == right.utf8.count else { return false }
  return left == right
    && (left.utf8.allSatisfy { $0 < 0x80 } || left.utf8.elementsEqual(right.utf8))
}
