/// The variable `loop` of a running loop.
final class LoopObject: Object, @unchecked Sendable {
  enum Field: Int32 {
    case index, index0, revindex, revindex0, first, last, length, depth, depth0, previtem, nextitem

    static let names = [
      "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0",
      "previtem", "nextitem",
    ]

    init?(name: String) {
      guard let position = Field.names.firstIndex(of: name) else { return nil }
      self.init(rawValue: Int32(position))
    }
  }

  let items: [Value]
  let depth: Int
  /// The loop's code and frame, for a loop that calls itself.
  let code: Int32
  let frameSerial: Int
  var position = 0
  private var lastChanged: [Value]?

  init(items: [Value], depth: Int, code: Int32, frameSerial: Int) {
    self.items = items
    self.depth = depth
    self.code = code
    self.frameSerial = frameSerial
    super.init()
  }

  func value(of field: Field) -> Value {
    switch field {
    case .index: .int(position + 1)
    case .index0: .int(position)
    case .revindex: .int(items.count - position)
    case .revindex0: .int(items.count - position - 1)
    case .first: .bool(position == 0)
    case .last: .bool(position + 1 == items.count)
    case .length: .int(items.count)
    case .depth: .int(depth)
    case .depth0: .int(depth - 1)
    case .previtem: position > 0 ? items[position - 1] : .undefined(Undefined("loop.previtem"))
    case .nextitem:
      position + 1 < items.count ? items[position + 1] : .undefined(Undefined("loop.nextitem"))
    }
  }

  /// Whether the values differ from those of the last call.
  func changed(_ values: [Value]) throws(FilterError) -> Bool {
    if let lastChanged, try Value.list(lastChanged).isEqual(to: .list(values)) { return false }
    lastChanged = values
    return true
  }

  override var summary: String { "<LoopContext \(position + 1)/\(items.count)>" }
  override var kindName: String { "the loop" }
  override var isCallable: Bool { true }
  override func attribute(_ name: String) -> Value? { Field(name: name).map { value(of: $0) } }
  override var attributeNames: [String] {
    Field.names + ["cycle", "changed"]
  }
}
