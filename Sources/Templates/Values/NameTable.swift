/// Finds the position of a name among names, by bytes.
///
/// Swift's own hashing compares strings by canonical equivalence, which is slower and not what
/// Jinja2 does. Look-up is O(1); up to eight names are searched in order.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var buckets: [Int32] = []

  init() {}

  init(_ names: [String]) {
    for name in names { insert(name) }
  }

  subscript(index: Int32) -> String { names[Int(index)] }

  /// The position of `name`, or `nil`.
  func index(of name: String) -> Int? {
    if buckets.isEmpty {
      for index in names.indices where sameBytes(names[index], name) { return index }
      return nil
    }
    let bucket = buckets[self.bucket(for: name)]
    return bucket < 0 ? nil : Int(bucket)
  }

  /// The position of `name`, added at the end if it is new.
  @discardableResult
  mutating func insert(_ name: String) -> Int {
    if let index = index(of: name) { return index }
    names.append(name)
    if names.count > 8, names.count * 2 > buckets.count {
      rehash()
    } else if !buckets.isEmpty {
      buckets[bucket(for: name)] = Int32(names.count - 1)
    }
    return names.count - 1
  }

  private mutating func rehash() {
    buckets = [Int32](repeating: -1, count: max(32, buckets.count * 2))
    for index in names.indices { buckets[bucket(for: names[index])] = Int32(index) }
  }

  /// The bucket that holds `name`, or the empty one where it belongs.
  private func bucket(for name: String) -> Int {
    let mask = buckets.count - 1
    var position = Int(truncatingIfNeeded: hash(name)) & mask
    while buckets[position] >= 0, !sameBytes(names[Int(buckets[position])], name) {
      position = (position + 1) & mask
    }
    return position
  }

  /// FNV-1a: short names, the same in every process.
  private func hash(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}

/// Elements by name, in the order in which the names came; later ones replace those of the same name.
struct NamedElements<Element> {
  private(set) var table = NameTable()
  private(set) var elements: [Element] = []

  init(_ pairs: some Sequence<(String, Element)>) {
    for (name, element) in pairs { set(name, element) }
  }

  subscript(name: String) -> Element? { table.index(of: name).map { elements[$0] } }

  mutating func set(_ name: String, _ element: Element) {
    let index = table.insert(name)
    if index == elements.count { elements.append(element) } else { elements[index] = element }
  }

  mutating func removeAll() { self = NamedElements([]) }
}

extension NamedElements: Sendable where Element: Sendable {}

/// Whether two strings have the same bytes (Swift's `==` also equates composed forms).
func sameBytes(_ left: String, _ right: String) -> Bool {
  guard left.utf8.count == right.utf8.count else { return false }
  return left == right
    && (left.utf8.allSatisfy { $0 < 0x80 } || left.utf8.elementsEqual(right.utf8))
}
