/// The global variables of templates.
package enum ViewRoot: String, CaseIterable, Sendable {
  case site
  case page
  /// The embedded page, in the templates of `embeds/` only.
  case embed
  /// The picture, in the templates of `figures/` only.
  case figure
}
