import Concurrency
import Diagnostics
import SiteModel

extension ToolReference {
  /// The messages.
  var diagnostics: Chapter {
    Chapter(
      folder: "diagnostics", title: "Messages",
      description: "Every message, what it means and how to mend it.",
      opening: """
        A message begins with its severity and its id, `warning[broken-link]`. `waymark explain ID` prints what its page here
        says. An error stops a build; a warning does with `--strict`; a note is a hint, which `waymark check` gives and a build
        does not.

        """,
      pages: SiteBuilder.rules.sorted { $0.id < $1.id }.concurrentMap { page($0) },
      heading: ["Message", "Severity", "What it is"])
  }

  private func page(_ rule: Rule) -> ReferencePage {
    // The page shows what the rule reports.
    let isAllowed = SiteBuilder.configurableRules.contains(rule)
    let comment = isAllowed ? "<!-- waymark: allow \(rule.id) -->\n\n" : ""
    var body = rule.explanation + "\n"
    if let example = RuleExample(rule) {
      body += section(example, comment)
    } else if let session = rule.session {
      body += "\n## Example\n\nIn a new site:\n\n" + comment + Markup.code("console", session)
      body += "\n## How to mend it\n\n" + Self.helps(in: session)
    }
    if let remedy = rule.remedy { body += "\n" + remedy + "\n" }
    let isWarningToo = body.contains("warning[\(rule.id)]")
    body += "\n## Severity\n\n" + severity(of: rule, isWarningToo: isWarningToo)
    var page = ReferencePage(
      "diagnostics/\(rule.id).md", rule.id, Markup.description(rule.explanation),
      frontMatter: ["severity: \(rule.severity.rawValue)"], body: body)
    page.cells = [rule.severity.rawValue, Markup.opening(rule.explanation)]
    return page
  }

  /// The files of an example, its messages, and what they say to do.
  private func section(_ example: RuleExample, _ comment: String) -> String {
    let found = example.diagnostics(theme: theme, day: day)
    var text = "\n## Example\n"
    for file in example.files {
      text +=
        "\n" + comment
        + Markup.code(Markup.language(of: file.path), file.text, title: file.path)
    }
    text += "\n## The message\n\n" + Markup.code("text", TextRenderer().render(found))
    text += "\n## How to mend it\n\n"
    text += Self.list(found.compactMap(\.help))
    for file in example.files {
      guard let mended = example.mended(file, found) else { continue }
      text +=
        "\n`waymark check --fix` makes of it:\n\n" + comment
        + Markup.code(Markup.language(of: file.path), mended, title: file.path)
    }
    return text
  }

  /// What the messages in a session say to do.
  private static func helps(in session: String) -> String {
    list(
      session.split(separator: "\n").compactMap { line in
        line.firstRange(of: " = help: ").map { String(line[$0.upperBound...]) }
      })
  }

  private static func list(_ helps: [String]) -> String {
    helps.uniqued().map { "- \(Markup.sentence($0))\n" }.joined()
  }

  private func severity(of rule: Rule, isWarningToo: Bool) -> String {
    let place =
      switch rule.severity {
      case .note: "It is a note: a hint, which fails no build, also not with `--strict`."
      case .warning: "It is a warning: a build goes on, and `--strict` makes it an error."
      case .error where isWarningToo:
        "On a page it is a warning, and the rest of the site is built. In settings and templates it is an error: nothing is "
          + "built, and the last good site stays as it is."
      case .error: "It is an error: nothing is built, and the last good site stays as it is."
      }
    guard SiteBuilder.configurableRules.contains(rule) else {
      return place + " The severity cannot be changed.\n"
    }
    return place + """
       For the whole site, set it in `waymark.yml`; in one place of a page, allow it by a comment, which is never published:


      """
      + Markup.code(
        "yaml", "checks:\n  \(rule.id): \"off\"   # or error, warning, note\n", title: "waymark.yml"
      )
      + "\n" + Markup.code("markdown", "<!-- waymark: allow \(rule.id) -->\n")
  }
}

extension Array where Element: Hashable {
  /// The elements, each once, in their order.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
