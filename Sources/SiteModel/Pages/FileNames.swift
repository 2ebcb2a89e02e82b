/// Finds static files by their names, or by the ends of their paths, in any case.
struct FileNames: Sendable {
  private let byName: [String: [ContentPath]]

  /// Indexes files; O(n).
  init(_ files: [ContentPath]) {
    byName = Dictionary(grouping: files) { $0.name.lowercased() }
  }

  /// The only file with a name such as `picture.png` or `shots/picture.png`; `nil` if there is none or there are
  /// several.
  subscript(name: String) -> ContentPath? {
    let parts = name.lowercased().split(separator: "/").filter { $0 != "." }
    guard let last = parts.last, !parts.contains("..") else { return nil }
    let ending = "/" + parts.joined(separator: "/")
    let found = (byName[String(last)] ?? []).filter {
      ("/" + $0.text.lowercased()).hasSuffix(ending)
    }
    return found.count == 1 ? found[0] : nil
  }
}
