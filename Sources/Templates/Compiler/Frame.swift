/// What the compiler knows of the variables of one frame: a template's top level, a block, a macro.
struct Frame {
  enum Kind { case top, block, macro }

  /// What a name stands for.
  struct Binding {
    let slot: Int32
    var isLoop = false
  }

  /// Names that are visible within a `for`, `with` or other body.
  struct Scope {
    var names: [String: Binding] = [:]
    let firstSlot: Int32
  }

  let kind: Kind
  /// The block whose body this is, or -1.
  var block: Int32 = -1
  var scopes: [Scope] = [Scope(firstSlot: 0)]
  var nextSlot: Int32 = 0
  var slotCount: Int32 = 0
  /// How deeply statements are nested here, and the most that was met with expressions added.
  var depth: Int32 = 0
  var maximumDepth: Int32 = 0
  /// Names that were looked up and found in a frame around this one.
  var isClosure = false
  /// Special names that were looked up; they are provided only then.
  var usedSpecials: Set<String> = []

  mutating func newSlot() -> Int32 {
    defer { nextSlot += 1 }
    slotCount = max(slotCount, nextSlot + 1)
    return nextSlot
  }

  /// Makes `name` visible in the innermost scope.
  mutating func bind(_ name: String, isLoop: Bool = false) -> Int32 {
    let slot = newSlot()
    scopes[scopes.count - 1].names[name] = Binding(slot: slot, isLoop: isLoop)
    return slot
  }

  func find(_ name: String) -> Binding? {
    for scope in scopes.reversed() {
      if let binding = scope.names[name] { return binding }
    }
    return nil
  }

  /// Whether assignments here set variables of the context, as at a template's top level.
  var assignsContext: Bool { kind == .top && scopes.count == 1 }
}
