import Diagnostics
import SiteModel

/// The example of a rule as a site of its own, so that what it says can be shown rather than retold.
package struct RuleExample: Sendable {
  /// The files by their paths below the site's folder.
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

  /// What a build of the example says by the rule.
  package func diagnostics(theme: Theme, day: CalendarDate) -> [Diagnostic] {
    var tree = SourceTree()
    tree.configuration = SourceText(name: SiteConfiguration.fileName, text: "title: Example\n")
    for file in files {
      let source = SourceText(name: file.path, text: file.text)
      if file.path == SiteConfiguration.fileName {
        tree.configuration = source
      } else {
        let path = ContentPath(String(file.path.dropFirst("content/".count)))
        tree.pages.append((path, source))
      }
    }
    var options = SiteBuilder.Options(day: day)
    options.includesHints = true
    let build = SiteBuilder(theme: theme, options: options).build(tree)
    return build.diagnostics.filter { $0.rule == rule }
  }
}
