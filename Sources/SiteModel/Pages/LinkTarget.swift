import Markdown

/// The target that a link was resolved to.
package enum LinkTarget: Sendable, Hashable {
  case page(PageID, anchor: String?)
  /// A file under `content/` that is copied to the site.
  case file(ContentPath)
  /// A page or file in another language of the site.
  case language(LanguageLink)
  /// An address outside the site, such as another site or a mail address.
  case external
  /// No target; a diagnostic reports the reason.
  case broken

  /// Whether the target is in another language of the site.
  var isInOtherLanguage: Bool { if case .language = self { true } else { false } }
}

/// The reason why a link has no target, or not the one that it names.
enum LinkFailure: Sendable {
  /// No page or file has this name or path.
  case unknown
  /// Several pages have this name.
  case ambiguous([PageID])
  /// The page has no such anchor.
  case anchor(PageID, String)
  /// An embed of a file that is not a page.
  case notAPage(ContentPath)

  /// Where the link leads nevertheless: to the page where only the anchor is missing, to the file that is no page.
  func target(for kind: LinkKind) -> LinkTarget {
    switch self {
    case .anchor(let page, _) where kind != .embed: .page(page, anchor: nil)
    case .notAPage(let file): .file(file)
    default: .broken
    }
  }
}
