/// The value of the variable `loop` within a loop.
class Loop: Object, @unchecked Sendable {
  /// The methods that templates can call.
  enum Method: String, CaseIterable {
    case cycle, changed
  }

  let items: [Value]
  let depth: Int
  var position = 0
  private var lastChanged: [Value]?

  init(items: [Value], depth: Int) {
    self.items = items
    self.depth = depth
    super.init(.loop, "<LoopContext>")
  }

  private enum Attribute: String, CaseIterable {
    case index, index0, first, last, length, revindex, revindex0, depth, depth0, previtem, nextitem
  }

  override func attribute(_ name: String) -> Value? {
    switch Attribute(rawValue: name) {
    case .index: .int(position + 1)
    case .index0: .int(position)
    case .first: .bool(position == 0)
    case .last: .bool(position + 1 == items.count)
    case .length: .int(items.count)
    case .revindex: .int(items.count - position)
    case .revindex0: .int(items.count - position - 1)
    case .depth: .int(depth)
    case .depth0: .int(depth - 1)
    case .previtem: item(position - 1, "loop.previtem")
    case .nextitem: item(position + 1, "loop.nextitem")
    case nil: nil
    }
  }

  override var fieldNames: [String] {
    Attribute.allCases.map(\.rawValue) + Method.allCases.map(\.rawValue)
  }

  private func item(_ index: Int, _ name: String) -> Value {
    items.indices.contains(index) ? items[index] : .undefined(Undefined(name))
  }

  /// Whether the values differ from those of the last call.
  func changed(_ values: [Value]) throws -> Bool {
    if let lastChanged, try Value.list(lastChanged).isEqual(to: .list(values)) { return false }
    lastChanged = values
    return true
  }
}
