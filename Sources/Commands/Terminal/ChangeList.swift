import Publish

/// The files that publishing would change, for a terminal.
struct ChangeList {
  /// The number of files that are shown of each kind.
  private static let limit = 20

  private let changes: PublishChanges
  private let isWhole: Bool

  /// Makes a list; `isWhole` says whether it shows every file.
  init(_ changes: PublishChanges, isWhole: Bool) {
    self.changes = changes
    self.isWhole = isWhole
  }

  /// A line for each file, then their numbers and sizes.
  var text: String {
    let all = changes.changes
    var lines = ""
    var counts: [String] = []
    for kind in PublishChanges.Change.Kind.allCases {
      let some = all.filter { $0.kind == kind }
      if some.isEmpty { continue }
      for change in some.prefix(isWhole ? some.count : Self.limit) {
        lines +=
          "  \(Self.left(kind.rawValue, 8))\(Self.right(Self.size(change.size), 9))  \(change.path.text)\n"
      }
      if !isWhole, some.count > Self.limit {
        lines +=
          "  \(Self.left(kind.rawValue, 8))\(Self.right("…", 9))  and \(some.count - Self.limit) more, which --dry-run shows\n"
      }
      counts.append(
        "\(some.count) \(kind.rawValue) (\(Self.size(some.reduce(0) { $0 + $1.size })))")
    }
    if !lines.isEmpty { lines += "\n" }
    counts.append("\(changes.unchanged) unchanged")
    lines += counts.joined(separator: ", ") + "\n"
    if !all.isEmpty, !changes.kept.isEmpty {
      lines +=
        "\(changes.kept.count) earlier asset\(changes.kept.count == 1 ? "" : "s") will stay until the next publish\n"
    }
    return lines
  }

  /// A size such as `812 B`, `12.3 kB` or `4.5 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) B" }
    let (unit, name) = bytes < 999_950 ? (1000, "kB") : (1_000_000, "MB")
    let tenths = (bytes * 10 + unit / 2) / unit
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
