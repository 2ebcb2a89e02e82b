/// The names that a body binds, and their slots.
///
/// A name belongs to the scope from the start of the body, even if it is assigned later, because the assigned names
/// are bound before the body is resolved.
final class Scope {
  /// The variables of a template's top level, a block or a macro.
  final class Frame {
    enum Owner {
      case template
      case block
      case macro(SyntaxID)
    }

    let owner: Owner
    /// The number of slots.
    ///
    /// Slots are not reused, because a name has its outer value until it is assigned.
    private(set) var slotCount: Int32 = 0

    init(_ owner: Owner) { self.owner = owner }

    fileprivate func makeSlot() -> Int32 {
      defer { slotCount += 1 }
      return slotCount
    }
  }

  /// The enclosing scope, in the same frame or around the macro of the frame.
  ///
  /// Names that are in no scope belong to the context.
  let parent: Scope?
  let frame: Frame
  private var slots: [String: Int32] = [:]
  /// Names that are bound only if something reads them, such as `loop`.
  private let specials: Set<String>

  init(
    around parent: Scope?, _ frame: Frame, _ names: [String] = [], specials: Set<String> = []
  ) {
    self.parent = parent
    self.frame = frame
    self.specials = specials.subtracting(names)
    for name in names { bind(name) }
  }

  /// The outermost scope, which is that of the block or the template.
  var outermost: Scope { parent?.outermost ?? self }

  /// The names and their slots, in a fixed order.
  var variables: [(name: String, slot: Int32)] {
    slots.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  @discardableResult
  func bind(_ name: String) -> Int32 {
    if let slot = slots[name] { return slot }
    let slot = frame.makeSlot()
    slots[name] = slot
    return slot
  }

  /// The slot of a name that is read; `nil` if the name is not in this scope.
  func slot(of name: String) -> Int32? { specials.contains(name) ? bind(name) : slots[name] }

  /// The slot of a special name; `nil` if nothing reads it.
  func special(_ name: String) -> Int32? { specials.contains(name) ? slots[name] : nil }

  /// The scopes from this one outwards, each with the macros that lie between it and this one.
  var visible: [(scope: Scope, crossed: [SyntaxID])] {
    var result: [(scope: Scope, crossed: [SyntaxID])] = [(self, [])]
    while let (scope, crossed) = result.last, let parent = scope.parent {
      if parent.frame !== scope.frame, case .macro(let macro) = scope.frame.owner {
        result.append((parent, crossed + [macro]))
      } else {
        result.append((parent, crossed))
      }
    }
    return result
  }
}
