import Diagnostics
import SiteModel
import Templates
import Text

/// Finds templates of a site that draw nothing.
enum UnusedTemplates {
  /// Reports templates that no kind of page, no other template and no file of the theme has the name of.
  ///
  /// Templates in folders are left alone, because an expression may give their names: components, embeds, drawings.
  static func diagnostics(
    in sources: SourceTree, _ templates: TemplateSet, _ types: ContentTypes, theme: Theme
  ) -> [Diagnostic] {
    let own = sources.templates.filter {
      !$0.name.contains("/") && TemplateSource.isTemplate($0.name)
    }
    guard !own.isEmpty, !theme.templates.isEmpty else { return [] }
    let drawing =
      theme.templates.map(\.name)
      + types.all.flatMap(\.templates).flatMap { [$0 + ".html", $0 + "-index.html"] }
    let known = Set(drawing).union(templates.environment.namedTemplates)
    return own.filter { !known.contains($0.name) }.map { file in
      Diagnostic(
        .unusedTemplate, "nothing uses the template `\(file.name)`",
        at: Location(path: file.source.name),
        finding: {
          let near = NearNames(drawing).nearest(to: file.name).map { drawing[$0] }
          return near.isEmpty
            ? Advice(
              "name it after a kind of `types` in `waymark.yml`, name it as the `template` of one, "
                + "or remove it")
            : Advice("to draw pages it must be called \(Advice.list(near))")
        })
    }
  }
}
