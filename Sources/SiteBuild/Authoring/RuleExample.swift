import Diagnostics
import SiteModel

/// The example of a rule as a site, which is built to show the rule's real messages.
package struct RuleExample: Sendable {
  /// The files of the site, with paths below its folder.
  package let files: [(path: String, text: String)]
  private let rule: Rule

  /// How the lines begin that name a file.
  private static let places = [
    "content/", "data/", "templates/", "strings.", SiteConfiguration.fileName,
  ]

  /// `nil` for a rule without an example.
  package init?(_ rule: Rule) {
    guard let example = rule.example else { return nil }
    var files: [(path: String, text: String)] = []
    for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
      let isName = line.hasSuffix(":") && Self.places.contains { line.hasPrefix($0) }
      if isName {
        files.append((String(line.dropLast()), ""))
      } else if !files.isEmpty {
        files[files.count - 1].text += line + "\n"
      }
    }
    self.files = files
    self.rule = rule
  }

  /// Builds the example and returns the diagnostics of the rule.
  package func diagnostics(theme: Theme, day: CalendarDate) -> [Diagnostic] {
    var tree = SourceTree()
    tree.set(SiteConfiguration.fileName, Array("title: Example\n".utf8))
    for file in files { tree.set(file.path, Array(file.text.utf8)) }
    var options = SiteBuilder.Options(day: day)
    options.includesHints = true
    let result = SiteBuilder(theme: theme, options: options).build(tree)
    return result.diagnostics.filter { $0.rule == rule }
  }

  /// A file of the example after its certain fixes; `nil` where there are none.
  ///
  /// `diagnostics` are those of the example.
  package func mended(_ file: (path: String, text: String), _ diagnostics: [Diagnostic]) -> String?
  {
    var edits = SourceEdits()
    for diagnostic in diagnostics where diagnostic.location?.path == file.path {
      guard let fix = diagnostic.advice.certainFix, let range = diagnostic.location?.range
      else { continue }
      _ = edits.add([SourceEdits.Edit(range, fix.text)] + fix.further)
    }
    if edits.edits.isEmpty { return nil }
    return String(decoding: edits.applied(to: Array(file.text.utf8)), as: UTF8.self)
  }
}
