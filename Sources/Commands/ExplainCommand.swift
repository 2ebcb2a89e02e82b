import ArgumentParser
import DefaultTheme
import Diagnostics
import SiteBuild
import SiteModel
import Text

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a message, or the fields of a kind of page.",
    discussion: """
      Takes the id in a message's brackets, `waymark explain broken-link`, or a kind of page, \
      `waymark explain article`. Without an argument it lists all of them. In a site's folder, \
      its own kinds and fields are among them.
      """)

  @Argument(help: "The id of a rule, or a kind of page.")
  var name: String?

  @OptionGroup var site: SourceOption

  func run() throws {
    let types = ((try? site.configuration())?.types ?? .builtIn).all
    guard let name else { return Terminal.write(overview(types), to: .output) }
    if let rule = SiteBuilder.rules.first(where: { $0.id == name }) {
      return Terminal.write(rendered: text(of: rule), to: .output)
    }
    if let type = types.first(where: { $0.name == name || $0.folder == name }) {
      return Terminal.write(text(of: type), to: .output)
    }
    let near = nearestMatch(to: name, in: SiteBuilder.rules.map(\.id) + types.map(\.name))
    throw ValidationError(
      "There is no rule and no kind of page '\(name)'."
        + (near.map { " Did you mean '\($0)'?" } ?? " 'waymark explain' lists them all."))
  }

  private func overview(_ types: [ContentType]) -> String {
    var text = "Kinds of pages:\n"
    for type in types {
      text += "  \(type.name)" + (type.folder.map { ", in content/\($0)/" } ?? "") + "\n"
    }
    text += "\nMessages:\n"
    for rule in SiteBuilder.rules.sorted(by: { $0.id < $1.id }) {
      text += "  \(rule.id) (\(rule.severity.rawValue))\n"
    }
    return text
  }

  private func text(of rule: Rule) -> String {
    var text = "\(rule.id) (\(rule.severity.rawValue))\n\n\(Self.wrapped(rule.explanation))\n"
    if SiteBuilder.configurableRules.contains(rule) {
      text +=
        "\nSet it for the site in waymark.yml: `checks: {\(rule.id): off}`, or error, warning, "
      text += "note.\nAllow it in one place: `<!-- waymark: allow \(rule.id) -->`.\n"
    }
    if let remedy = rule.remedy { text += "\n\(Self.wrapped(remedy))\n" }
    if let session = rule.session {
      let lines = session.split(separator: "\n", omittingEmptySubsequences: false)
      text += "\nFor example:\n\n" + lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    }
    guard let example = RuleExample(rule) else { return text }
    for file in example.files {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      text += "\n\(file.path):\n" + lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    }
    let theme = Theme(files: DefaultTheme.files)
    let found = example.diagnostics(theme: theme, day: SiteOptions.today)
    text += "\nThe messages:\n\n"
    return text + TextRenderer(isColored: Terminal.hasColors(.output)).render(found)
  }

  private func text(of type: ContentType) -> String {
    let example = TypeExample(type)
    let place = type.folder.map { ", a file in content/\($0)/," } ?? ""
    let title = type.indefiniteName.prefix(1).uppercased() + type.indefiniteName.dropFirst()
    return "\(title)\(place) can have these fields:\n\n\(example.fields)\n"
      + "An example, in which \(example.requirement):\n\n\(example.frontMatter)"
      + "The text, in Markdown.\n"
  }

  /// Wraps text to lines of at most 78 characters.
  private static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.unicodeScalars.count + 1 + word.unicodeScalars.count <= 78 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
