import Foundation

/// The targets of `Package.swift` with the names of their dependencies, read as text.
struct Manifest {
  /// By target: the names in its `dependencies`.
  private(set) var dependencies: [String: Set<String>] = [:]

  init(_ url: URL) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    for kind in ["target", "executableTarget", "testTarget"] {
      for declaration in text.components(separatedBy: ".\(kind)(\n").dropFirst()
        + text.components(
          separatedBy: ".\(kind)(name"
        ).dropFirst().map({ "name" + $0 })
      {
        add(declaration)
      }
    }
  }

  private mutating func add(_ declaration: String) {
    var depth = 1
    let end = declaration.firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    let quoted = declaration[..<(end ?? declaration.endIndex)].components(separatedBy: "\"")
    // Every second part is a string literal.
    let names = quoted.indices.filter { $0 % 2 == 1 }.map { quoted[$0] }
    if let name = names.first { dependencies[name] = Set(names.dropFirst()) }
  }
}
