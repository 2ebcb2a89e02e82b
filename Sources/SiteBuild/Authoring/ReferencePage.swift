import SiteModel

/// Generates `docs/reference.md` from the declarations of fields, views and rules.
package enum ReferencePage {
  /// The whole page as Markdown.
  package static var markdown: String {
    var text = """
      # Reference

      Made from the declarations in the code; `make record` writes it anew.

      ## Configuration: `waymark.yml`

      Every key has a default but `title`.


      """
    text += table(SiteConfiguration.fields)
    text += "\n### Examples of these keys\n\n```yaml\n"
    text += SiteConfiguration.fields.map { SiteStarter.example(of: $0.name) + "\n" }.joined()
    text += "```\n"
    text += """

      ### Declared fields

      `fields` in `waymark.yml` adds fields to pages, and `fields` of a kind in `types` adds them to its pages. A single word in
      place of these keys is the type: `minutes: integer`.


      """
    text += table(SiteConfiguration.declaredFieldKeys)
    text += "\n## Front matter\n\nAny page may have these keys; none is required.\n\n"
    text += table(ContentType.commonFields)
    for type in ContentTypes.builtIn.all where !type.ownFields.isEmpty {
      let folder = type.folder.map { " in `content/\($0)/`" } ?? ""
      text += "\n### \(type.indefiniteName.capitalizedFirst)\(folder) also has\n\n"
      text += table(type.ownFields)
    }
    text += """

      ### Keys of other tools

      They are taken without a message. A key of Waymark's on the same page wins.


      """
    text += foreignKeys
    text += """

      ## What templates can read

      Strings are text and are escaped; what is called HTML is not escaped again. A card is another page in short: `title`, `url`,
      `type`, `type_label`, `description`, `definition`, `answer`, and what its list adds.

      ### `site`


      """
    text += table(Views.siteFields.map { ($0.name, $0.summary) })
    text += "\n### `page`\n\n"
    text += table(Views.pageFields.map { ($0.name, $0.summary) })
    text += "\n### `embed`, in the templates of `embeds/`\n\n"
    text += BodyRenderer.embedFields.map { "`\($0)`" }.joined(separator: ", ")
    text += """
      : of the page that is embedded; `level` is the level of a heading there, `slug` an id that is unique
      on the page.

      ### `data` and `fields`

      `data.name` is what `data/name.yml`, `data/name.json` or `data/name.csv` holds; the files of a folder are under its name. A CSV file
      is a list with a mapping for each row. `fields.name` is the value of a declared field, none or an empty list where the page does
      not set it. A page is a card, and a file is its address. In the templates of `embeds/` and `figures/` it is that of the embedded
      page. A card has the values of declared fields under `fields`, without those that name pages.

      ### `figure`, in the templates of `figures/`


      """
    text += table(Views.figureFields.map { ($0.name, $0.summary) })
    text += "\n### `card`, in the template `card.svg`\n\n"
    text += table(Views.socialCardFields.map { ($0.name, $0.summary) })
    text += """

      `page` and `site` are there as in other templates. The element with the id `title` is drawn smaller, around its own origin,
      where the fonts of the machine make it wider than 1040 of the 1200 pixels.

      """
    text += "\n### `guide`, in the templates of `book/`\n\n"
    text += table(Views.guideFields)
    text += """

      ## Diagnostics

      A site sets the severity of those marked * in `waymark.yml`: `checks: {id: error}`, or `warning`, `note`, `off`.
      Notes are hints: `waymark check` gives them, a build does not, and `--strict` never raises them.

      One place may break such a rule by a comment: `<!-- waymark: allow heading-jump, missing-alt-text -->`. On a line of its own it
      holds for the paragraph, list or table below it; inside a text for the rest of that. What concerns the page as a whole, or its
      front matter, is allowed wherever the comment stands. The comment is never published.

      | id | severity | |
      | --- | --- | --- |

      """
    let configurable = Set(SiteBuilder.configurableRules)
    for rule in SiteBuilder.rules.sorted(by: { $0.id < $1.id }) {
      let mark = configurable.contains(rule) ? " *" : ""
      let words = rule.explanation.replacing("|", with: "\\|")
      text += "| `\(rule.id)`\(mark) | \(rule.severity.rawValue) | \(words) |\n"
    }
    return text
  }

  private static var foreignKeys: String {
    let keys = ForeignKey.all
    let mapped = keys.compactMap { key -> String? in
      let name = key.name + (key.inner.map { "." + $0 } ?? "")
      let effect = key.isPublishSwitch ? "`draft: true`, if it is `false`" : key.effect
      return effect.map { "| `\(name)` | \(key.tools) | \($0) |\n" }
    }
    var rows: [(tools: String, names: [String])] = []
    for key in keys where key.field == nil && !key.isPublishSwitch {
      if rows.last?.tools != key.tools { rows.append((key.tools, [])) }
      rows[rows.count - 1].names.append("`\(key.name)`")
    }
    let unused = rows.map { "| \($0.names.joined(separator: " ")) | \($0.tools) | nothing |\n" }
    return "| key | of | is read as |\n| --- | --- | --- |\n" + (mapped + unused).joined()
  }

  private static func table(_ fields: [Field]) -> String {
    table(
      fields.flatMap { field in
        [(field.name, field.summary)]
          + field.innerFields.map { (field.name + "." + $0.name, $0.summary) }
      })
  }

  private static func table(_ rows: [(String, String)]) -> String {
    "| name | what it is |\n| --- | --- |\n"
      + rows.map { "| `\($0)` | \($1) |\n" }.joined()
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension ForeignKey {
  /// The field that the key is read as; `nil` where it has no effect.
  fileprivate var effect: String? {
    field.map { $0 == "permalink" ? "an earlier address, as in `aliases`" : "`\($0)`" }
  }
}
