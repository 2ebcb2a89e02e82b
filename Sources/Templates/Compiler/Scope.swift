/// The names that are visible within a body, and where their values lie.
///
/// Scopes are opened when all of a template has been read: a name may be assigned behind the place
/// that reads it, and belongs to the scope from its beginning.
final class Scope {
  /// The variables of a template's top level, a block or a macro.
  final class Frame {
    /// The position of the block or macro whose body this is; -1 for the top level.
    let code: Int32
    /// Slots are never used twice: a name that is assigned late has held its outer value until then.
    var slotCount: Int32 = 0

    init(code: Int32 = -1) { self.code = code }
  }

  /// The scope around this one, within its frame or around the macro whose frame it is; what no
  /// scope has belongs to the context.
  let parent: Scope?
  let frame: Frame
  private var slots: [String: Int32] = [:]
  /// Names that are bound only where something reads them, such as `loop`.
  private let specials: Set<String>

  init(
    around parent: Scope?, _ frame: Frame, _ names: [String] = [], specials: Set<String> = []
  ) {
    self.parent = parent
    self.frame = frame
    self.specials = specials.subtracting(names)
    for name in names { bind(name) }
  }

  /// The scope of the block or the template around everything.
  var outermost: Scope { parent?.outermost ?? self }

  /// The names and their slots, in a fixed order.
  var variables: [(name: String, slot: Int32)] {
    slots.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  @discardableResult
  func bind(_ name: String) -> Int32 {
    if let slot = slots[name] { return slot }
    defer { frame.slotCount += 1 }
    slots[name] = frame.slotCount
    return frame.slotCount
  }

  /// The slot of a name that is read; `nil` where this scope does not have it.
  func slot(of name: String) -> Int32? { specials.contains(name) ? bind(name) : slots[name] }

  /// The slot of a special name; -1 where nothing reads it.
  func special(_ name: String) -> Int32 { specials.contains(name) ? slots[name] ?? -1 : -1 }

  /// The scopes from here outwards, each with the macros between here and there.
  var visible: [(scope: Scope, crossed: [Int32])] {
    var result: [(scope: Scope, crossed: [Int32])] = [(self, [])]
    while let (scope, crossed) = result.last, let parent = scope.parent {
      result.append((parent, parent.frame === scope.frame ? crossed : crossed + [scope.frame.code]))
    }
    return result
  }
}
