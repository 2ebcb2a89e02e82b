import Diagnostics

/// Reports pages without a value for a field that the site requires.
enum MissingField: PageCheck {
  static let rule = Rule(
    "missing-field", .warning,
    "`waymark.yml` declares a field with `required: true`, and the page does not set it.",
    example: """
      waymark.yml:
      title: Recipes
      types:
        recipe:
          folder: recipes
          fields:
            serves: {type: integer, required: true}
      content/recipes/soup.md:
      ---
      title: Soup
      ---
      Boil.
      """,
    remedy: "Add the field to the front matter, or take `required` out of its declaration.")

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    let type = page.type
    return (type.siteFields + type.ownFields).flatMap { field in
      guard field.isRequired, page.record[field.name] == nil,
        !page.record.invalid.contains(field.name)
      else { return [Diagnostic]() }
      return finding(
        "“\(page.title)” has no `\(field.name)`", at: "title", of: page,
        help: "add `\(field.name)` to the front matter: \(field.kind.expectation)")
    }
  }
}
