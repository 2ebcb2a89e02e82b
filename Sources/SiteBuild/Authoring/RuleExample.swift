import Diagnostics
import SiteModel

/// The example of a rule as a site, which is built to show the rule's real messages.
package struct RuleExample: Sendable {
  /// The files of the site, with paths below its folder.
  package let files: [(path: String, text: String)]
  private let rule: Rule

  /// `nil` for a rule without an example.
  package init?(_ rule: Rule) {
    guard let example = rule.example else { return nil }
    var files: [(path: String, text: String)] = []
    for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
      let isName =
        line.hasSuffix(":") && (line.hasPrefix("content/") || line.hasPrefix("waymark.yml"))
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
}
