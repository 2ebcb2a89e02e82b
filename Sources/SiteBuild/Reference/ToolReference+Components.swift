import Diagnostics
import SiteModel
import Text

extension ToolReference {
  /// The components of the theme.
  var components: Chapter {
    let types = ComponentTypes(theme.templates.map { ($0.name, $0.source) })
    return Chapter(
      folder: "components", title: "Components",
      description: "The components of the theme, with their keys.",
      opening: """
        A component is a fenced block whose language is its name; the block holds its keys, in YAML. A site adds components of
        its own as `templates/blocks/NAME.html`, with their keys in `templates/blocks/NAME.yml`.

        """,
      pages: types.names.sorted().map { Self.page($0, types.keys(of: $0) ?? []) })
  }

  private static func page(_ name: String, _ keys: [Field]) -> ReferencePage {
    let example = ComponentExample.of(name) ?? ""
    return ReferencePage(
      "components/\(Slug.page(name)).md", "Component: \(name)",
      "The keys of the component \(name), with an example.",
      body: "## Example\n\n" + Markup.code("markdown", Markup.code(name, example))
        + "\nIt looks like this:\n\n"
        + Markup.code(name, example) + "\n## Keys\n\n" + table(keys))
  }
}

/// Data for the components of the theme.
package enum ComponentExample {
  /// The data for a component; `nil` for one without an example.
  package static func of(_ name: String) -> String? {
    switch name {
    case "card":
      """
      title: The specification of YAML
      text: What **every** value means.
      url: https://yaml.org/spec/1.2.2/
      """
    case "steps":
      """
      - title: Wash
        text: Your hands, for **twenty seconds**.
      - title: Dry
        text: With a clean towel.
      """
    case "tabs":
      """
      - label: Linux
        text: Press **Ctrl-C**.
      - label: macOS
        text: Press **Control-C**.
      """
    default: nil
    }
  }
}
