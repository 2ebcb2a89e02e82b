import SiteModel
import Text

extension ToolReference {
  /// The keys of `waymark.yml`.
  var settings: Chapter {
    Chapter(
      folder: "settings", title: "Settings: waymark.yml",
      description: "Every key of waymark.yml, with an example.",
      opening: """
        `waymark.yml` is the file with the settings of a site, in its top folder. Only `title` is required; every other
        key has a default. `waymark init` writes a file that names all of them.

        """,
      pages: SiteConfiguration.fields.map(Self.page))
  }

  /// A table of the words of each field that has some, with what each means.
  private static func words(_ fields: [Field], prefix: String) -> String {
    fields.map { field in
      let name = prefix + field.name
      let inner = words(field.innerFields, prefix: name + ".")
      guard !field.words.isEmpty, !prefix.contains("fields.fields.") else { return inner }
      let hasExamples = field.words.contains { $0.example != nil }
      let rows = field.words.map { word in
        ["`\(word.name)`", word.meaning] + (hasExamples ? ["`\(word.example ?? "")`"] : [])
      }
      return "\n## Words of `\(name)`\n\n"
        + Markup.table(["Word", "What it means"] + (hasExamples ? ["Example"] : []), rows) + inner
    }.joined()
  }

  private static func page(_ field: Field) -> ReferencePage {
    let sentence = Markup.sentence(field.summary)
    let description = Markup.description(sentence)
    // The description stands above the text, and may be cut.
    var body = Markup.plain(sentence) == description ? "" : sentence + "\n\n"
    body += "Value: \(field.kind.expectation).\n\n"
    body +=
      "## Example\n\n"
      + Markup.code("yaml", SettingExample.full(field.name), title: SiteConfiguration.fileName)
    if !field.innerFields.isEmpty {
      body += "\n## Keys\n\n" + table(field.innerFields)
    }
    body += words(field.innerFields, prefix: "")
    return ReferencePage(
      "settings/\(Slug.page(field.name)).md", "waymark.yml: \(field.name)",
      description, body: body)
  }
}
