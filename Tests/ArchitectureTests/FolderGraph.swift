/// Which folders of a target use types of which other folders.
struct FolderGraph {
  /// By folder: the folders that it uses, each with the names of the types used.
  private(set) var arrows: [String: [String: Set<String>]] = [:]

  /// Follows every type that exactly one file of the target declares.
  init(_ files: [SwiftFile]) {
    var homes: [String: [SwiftFile]] = [:]
    for file in files {
      for name in file.declared { homes[name, default: []].append(file) }
    }
    for file in files {
      for name in file.used {
        guard let home = homes[name], home.count == 1, home[0].folder != file.folder else {
          continue
        }
        arrows[file.folder, default: [:]][home[0].folder, default: []].insert(name)
      }
    }
  }

  /// The pairs of folders that reach each other, each with the types that lead from the first.
  var circles: [String] {
    let reached = arrows.mapValues { reachable(from: Array($0.keys)) }
    return arrows.flatMap { folder, uses in
      uses.filter { reached[$0.key]?.contains(folder) == true }.map {
        "\(folder) → \($0.key): \($0.value.sorted().joined(separator: ", "))"
      }
    }.sorted()
  }

  private func reachable(from start: [String]) -> Set<String> {
    var seen: Set<String> = []
    var waiting = start
    while let folder = waiting.popLast() {
      if seen.insert(folder).inserted { waiting += arrows[folder].map { Array($0.keys) } ?? [] }
    }
    return seen
  }
}
