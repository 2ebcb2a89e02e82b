import Diagnostics
import TestSupport

@testable import Templates

/// A case file as the template tests read it.
///
/// Sections: `template` (rendered), `template <name>` (beside it), `context` and `roots` (JSON),
/// `settings` (words), then `expected` or `diagnostics`; `differs` says why Jinja2 does otherwise.
struct TemplateCase {
  static let all = CaseFile.all(in: "Cases")

  let file: CaseFile

  init(_ file: CaseFile) {
    self.file = file
  }

  /// The variables that the template gets.
  var context: [(String, Value)] {
    get throws(TemplateError) { try pairs("context") ?? [] }
  }

  private func pairs(_ section: String) throws(TemplateError) -> [(String, Value)]? {
    guard let text = file[section] else { return nil }
    let value = try JSONReader.read(SourceText(name: "\(section).json", text: text))
    guard case .record(let record) = value else { throw TemplateError("expected a mapping") }
    return Array(record.pairs)
  }

  /// The templates, some of them with other texts.
  func environment(replacing texts: [String: String] = [:]) throws -> Environment {
    let sources = file.sections.compactMap { section -> TemplateSource? in
      guard let name = Self.templateName(section.name) else { return nil }
      let text = texts[name] ?? section.text
      return TemplateSource(name: name, source: SourceText(name: "templates/\(name)", text: text))
    }
    return Environment(templates: sources, roots: try roots, settings: settings)
  }

  /// Everything that is wrong, as text, and the output where there is one.
  func run() throws -> (diagnostics: String, output: String?) {
    let environment = try environment()
    var diagnostics = environment.diagnostics
    var output: String?
    if !diagnostics.contains(where: { $0.severity == .error }) {
      do throws(TemplateError) {
        var bytes: [UInt8] = []
        diagnostics += try environment.render(
          "main.html", roots: try context, into: &bytes, notes: ["while rendering content/page.md"])
        output = String(decoding: bytes, as: UTF8.self)
      } catch {
        diagnostics.append(error.diagnostic)
      }
    }
    return (TextRenderer().render(diagnostics), output)
  }

  private static func templateName(_ section: String) -> String? {
    if section == "template" { return "main.html" }
    return section.hasPrefix("template ") ? String(section.dropFirst(9)) : nil
  }

  private var roots: [String: RootFields]? {
    get throws {
      guard let pairs = try pairs("roots") else { return nil }
      return Dictionary(
        uniqueKeysWithValues: pairs.map { name, fields in
          guard case .list(let names) = fields else { return (name, .unknown) }
          return (name, .known(Set(names.compactMap(\.text))))
        })
    }
  }

  private var settings: Settings {
    let words = Set((file["settings"] ?? "").split(separator: " "))
    var settings = Settings(
      trimBlocks: words.contains("trim_blocks"), lstripBlocks: words.contains("lstrip_blocks"),
      keepTrailingNewline: words.contains("keep_trailing_newline"),
      autoescape: !words.contains("no_autoescape"), reportsNone: words.contains("reports_none"))
    if words.contains("small_limits") {
      settings.limits.outputSize = 10_000
      settings.limits.iterations = 1000
      settings.limits.textSize = 5000
      settings.limits.rangeSize = 500
    }
    return settings
  }
}
