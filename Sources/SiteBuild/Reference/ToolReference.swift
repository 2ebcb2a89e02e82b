import Diagnostics
import SiteModel

/// The reference: a page for each setting, kind of page, variable of templates, component, command and message.
///
/// It is made from the declarations in the code, so it cannot say anything else than the tool does.
package struct ToolReference: Sendable {
  /// A chapter: a folder of pages.
  struct Chapter {
    let folder: String
    let title: String
    let description: String
    /// The text above the list of pages.
    let opening: String
    let pages: [ReferencePage]
    /// The headings of the list of pages.
    var heading = ["Page", "What it is"]

    /// The page of the folder, which lists the others.
    func index(order: Int) -> ReferencePage {
      ReferencePage(
        "\(folder)/index.md", title, description, frontMatter: ["order: \(order)"],
        body: opening + "\n" + Markup.table(heading, pages.map(\.row)))
    }
  }

  let theme: Theme
  let day: CalendarDate
  let commands: [ReferencePage]

  /// Prepares the reference.
  ///
  /// - Parameters:
  ///   - theme: The theme, whose components are described, and with which the examples of messages are built.
  ///   - day: The day of these builds.
  ///   - commands: The pages of the commands, below `commands/`.
  package init(theme: Theme, day: CalendarDate, commands: [ReferencePage]) {
    self.theme = theme
    self.day = day
    self.commands = commands
  }

  /// All pages.
  package var pages: [ReferencePage] {
    let chapters = [
      settings, frontMatter, templates, components,
      Chapter(
        folder: "commands", title: "Commands", description: "Every command with its options.",
        opening: "`waymark COMMAND --help` prints the same.\n", pages: commands),
      diagnostics,
    ]
    let list = chapters.map { ["[\($0.title)](\($0.folder)/index.md)", $0.description] }
    let home = ReferencePage(
      "index.md", "Reference", "Every setting, key, variable, command and message.",
      body:
        "These pages are made from the declarations in Waymark's code, so they are those of the version "
        + "that built this manual.\n\n" + Markup.table(["Chapter", "What it has"], list))
    return [home]
      + chapters.enumerated().flatMap { [$1.index(order: $0 + 1)] + $1.pages }
  }

  // MARK: Tables

  /// A table in Markdown; empty without rows.
  package static func table(_ heading: [String], _ rows: [[String]]) -> String {
    Markup.table(heading, rows)
  }

  /// A table of fields and of the keys in their values.
  static func table(_ fields: [Field], prefix: String = "") -> String {
    Markup.table(["Key", "What it is", "Value"], rows(fields, prefix: prefix))
  }

  private static func rows(_ fields: [Field], prefix: String) -> [[String]] {
    fields.flatMap { field in
      [["`\(prefix)\(field.name)`", field.summary, field.kind.expectation]]
        + rows(field.innerFields, prefix: prefix + field.name + ".")
    }
  }
}
