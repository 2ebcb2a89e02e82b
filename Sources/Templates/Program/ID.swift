/// The position of an element in one of the arrays of a program.
struct ID<Element>: Hashable, Sendable {
  let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// A range of elements in one of the arrays of a program.
struct Run<Element>: Sendable {
  let start: Int32
  let count: Int32

  init(start: Int, count: Int) { (self.start, self.count) = (Int32(start), Int32(count)) }

  var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

extension Array {
  subscript(id: ID<Element>) -> Element {
    @inline(__always) get { self[Int(id.index)] }
  }

  /// Appends an element and gives its position.
  mutating func add(_ element: Element) -> ID<Element> {
    append(element)
    return ID(count - 1)
  }

  /// Appends elements and gives their run.
  mutating func add(run elements: [Element]) -> Run<Element> {
    append(contentsOf: elements)
    return Run(start: count - elements.count, count: elements.count)
  }
}

extension NameTable {
  subscript<Kind>(id: ID<Kind>) -> String { names[Int(id.index)] }

  mutating func id<Kind>(of name: String) -> ID<Kind> { ID(insert(name)) }
}

/// Phantom types of the positions in tables of names.
enum Name {}
enum Symbol {}
enum BlockName {}
/// The phantom type of positions in the inline cache.
enum CacheEntry {}
/// A byte of a program's text.
typealias TextByte = UInt8
