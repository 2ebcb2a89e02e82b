/// The global variables of templates.
package enum ViewRoot: String, CaseIterable, Sendable {
  case site
  case page
  /// The embedded page; only in the templates of `embeds/`.
  case embed
  /// The picture; only in the templates of `figures/`.
  case figure
}
