/// The names that a body assigns in its own scope, in order of appearance.
///
/// Branches share the scope that they stand in; loops, macros and other bodies have their own.
enum AssignedNames {
  static func of(_ body: [Statement]) -> [String] {
    var names: [String] = []
    collect(body, into: &names)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private static func collect(_ body: [Statement], into names: inout [String]) {
    for statement in body {
      switch statement.kind {
      case .set(let target, _), .setBlock(let target, _, _): collect(target, into: &names)
      case .macro(let definition): names.append(definition.name)
      case .import(_, let alias, _): names.append(alias)
      case .fromImport(_, let imported, _): names += imported.map(\.alias)
      case .if(let branches, let other):
        for branch in branches { collect(branch.body, into: &names) }
        collect(other, into: &names)
      default: break
      }
    }
  }

  private static func collect(_ target: Target, into names: inout [String]) {
    switch target {
    case .name(let name, _): names.append(name)
    case .tuple(let parts, _): for part in parts { collect(part, into: &names) }
    case .attribute: break
    }
  }
}
