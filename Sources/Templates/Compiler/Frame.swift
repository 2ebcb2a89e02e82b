/// What the compiler knows of the variables of one frame: a template's top level, a block, a macro.
///
/// A body is read in one pass, and a name may be assigned behind the place that reads it. So reads
/// wait in their scope: where it ends, its names are known, and what is none of them waits in the
/// scope around it. What is left at the end belongs to the context.
struct Frame {
  enum Kind { case top, block, macro }

  /// A read of a name that waits for its scope to end.
  struct Load {
    let node: Int32
    let name: String
    /// Whether it must turn out to be known.
    var isChecked = true
    /// The one field that is wanted, and the node that reads it.
    var field: String?
    var fieldNode: Int32 = -1
    /// The macros between the read and the frame that it waits in.
    var crossed: [Int32] = []
  }

  /// Names that are visible within a `for`, `with` or other body.
  struct Scope {
    var names: [String: Int32] = [:]
    /// The names that the body assigns: they begin with what they mean outside.
    var assigned: [String] = []
    /// Names that are bound only where something reads them, such as `loop`.
    var specials: [String] = []
    var loads: [Load] = []
    /// Includes and scoped blocks that stand here and see its variables.
    var includes: [Int32] = []
    /// Whether a scoped block wants `loop`.
    var needsSpecials = false
  }

  let kind: Kind
  /// The position of the block or macro whose body this is.
  var code: Int32 = -1
  var scopes: [Scope] = [Scope()]
  var slotCount: Int32 = 0

  /// Makes a name visible in the innermost scope; returns its slot.
  ///
  /// Slots are never used twice: a name that is assigned late has held its outer value until then.
  @discardableResult
  mutating func bind(_ name: String) -> Int32 {
    if let slot = scopes[scopes.count - 1].names[name] { return slot }
    defer { slotCount += 1 }
    scopes[scopes.count - 1].names[name] = slotCount
    return slotCount
  }

  /// Whether assignments here set variables of the context, as at a template's top level.
  var assignsContext: Bool { kind == .top && scopes.count == 1 }
}
