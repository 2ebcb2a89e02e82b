import Diagnostics
import Text

/// Reports folders whose names differ only in case or separators from the folder of a type or from each other.
enum FolderName: Check {
  static let rule = Rule(
    "folder-name", .warning,
    "The folder of a page decides its type: `faq` holds questions, `FAQ` holds plain pages. Two folders "
      + "whose names differ only in case are one folder on many file systems.",
    example: """
      content/FAQ/how-long.md:
      ---
      title: How long does it take?
      ---
      A month.
      """)

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    var known: [String: String] = [:]
    let types = site.site.configuration.types
    for type in types.all {
      if let folder = type.folder { known[NameFold.key(folder)] = folder }
    }
    var reported: Set<String> = []
    return site.pages.compactMap { page in
      guard let folder = page.path.topFolder else { return nil }
      let key = NameFold.key(folder)
      guard let other = known[key] else {
        known[key] = folder
        return nil
      }
      guard other != folder, reported.insert(folder).inserted else { return nil }
      let type = types.of(folder: other)
      return Diagnostic(
        rule,
        type.map {
          "the folder `\(folder)` is not `\(other)`, so its pages are not \($0.nouns.many)"
        }
          ?? "the names of the folders `\(folder)` and `\(other)` differ only in spelling",
        at: page.source.location, help: "move its pages to `\(other)`, or give it another name")
    }
  }
}
