/// The global variables of templates.
package enum ViewRoot: String, CaseIterable, Sendable {
  case site
  case page
  /// The site's data files, by name.
  case data
  /// The words in the language of the page, by name.
  case strings
  /// The fields that the site declares in `waymark.yml`, of the page that is rendered or embedded.
  case fields
  /// The embedded page, in the templates of `embeds/` only.
  case embed
  /// The data of a component, in the templates of `blocks/` only.
  case block
  /// The picture, in the templates of `figures/` only.
  case figure
  /// The words and colors of the card, in the template `card.svg` only.
  case card
  /// The whole guide, in the templates of `book/` only.
  case guide
}
