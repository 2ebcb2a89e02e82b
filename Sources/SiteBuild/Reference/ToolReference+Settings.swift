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
    return ReferencePage(
      "settings/\(Slug.page(field.name)).md", "waymark.yml: \(field.name)",
      description, body: body)
  }
}
