import SiteModel

/// A page of the generated reference, which the manual in `docs/` publishes.
package struct ReferencePage: Sendable {
  /// The path below the folder of the reference, such as `settings/look.md`.
  package let path: String
  /// The title.
  package let title: String
  /// One sentence about its subject, in plain text.
  package let description: String
  /// Further lines of front matter.
  package var frontMatter: [String] = []
  /// The text, in Markdown.
  package var body: String
  /// What the list of its folder says of it, in Markdown; `nil` for the description.
  var cells: [String]?

  /// Makes a page.
  package init(
    _ path: String, _ title: String, _ description: String, frontMatter: [String] = [],
    body: String
  ) {
    self.path = path
    self.title = title
    self.description = description
    self.frontMatter = frontMatter
    self.body = body
  }

  /// The file, as Markdown with front matter.
  package var file: OutputFile {
    var text = "---\n"
    text += "title: \(SiteStarter.quoted(title))\n"
    text += "description: \(SiteStarter.quoted(description))\n"
    for line in frontMatter { text += line + "\n" }
    text += "---\n\n" + body
    if !text.hasSuffix("\n") { text += "\n" }
    return OutputFile(OutputPath(path), Array(text.utf8), origin: "the reference")
  }

  /// A line of the list on the page of its folder.
  var row: [String] {
    let name = path.split(separator: "/").last ?? ""
    return ["[\(title)](\(name))"] + (cells ?? [description])
  }
}

/// Pieces of Markdown.
enum Markup {
  /// A table; empty without rows.
  static func table(_ heading: [String], _ rows: [[String]]) -> String {
    if rows.isEmpty { return "" }
    let line = { (cells: [String]) in
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return line(heading) + "|" + String(repeating: " --- |", count: heading.count) + "\n"
      + rows.map(line).joined()
  }

  /// A fenced block of code, with a fence that the code does not contain.
  static func code(_ language: String, _ code: String, title: String? = nil) -> String {
    var fence = "```"
    while code.contains(fence) { fence += "`" }
    let title = title.map { " title=\"\($0)\"" } ?? ""
    return "\(fence)\(language)\(title)\n\(code)\(code.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A phrase as a sentence, with a capital letter and a full stop.
  static func sentence(_ phrase: String) -> String {
    phrase.prefix(1).uppercased() + phrase.dropFirst()
      + (phrase.hasSuffix(".") || phrase.hasSuffix("?") ? "" : ".")
  }

  /// Markdown without the marks of code.
  static func plain(_ markdown: String) -> String { markdown.replacing("`", with: "") }

  /// The first sentence of a text.
  static func opening(_ text: String) -> String {
    guard let stop = text.firstRange(of: ". ") else { return text }
    return String(text[...stop.lowerBound])
  }

  /// The first sentence of a text, without marks and at most as long as a description should be.
  static func description(_ text: String) -> String {
    let limit = 155
    let sentence = plain(opening(text))
    if sentence.count <= limit { return sentence }
    let cut = sentence.prefix(limit - 1)
    return cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)] + "…"
  }

  /// The language of a file's code block, by the ending of its path.
  static func language(of path: String) -> String {
    let endings = [
      ".md": "markdown", ".yml": "yaml", ".html": "html", ".csv": "csv", ".json": "json",
    ]
    return endings.first { path.hasSuffix($0.key) }?.value ?? "text"
  }
}
