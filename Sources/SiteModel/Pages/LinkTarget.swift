/// What a link turned out to mean.
package enum LinkTarget: Sendable, Hashable {
  case page(PageID, anchor: String?)
  /// A file under `content/` that is copied to the site.
  case file(ContentPath)
  /// Somewhere else: another site, a mail address.
  case external
  /// Nothing; a diagnostic says why.
  case broken
}

/// Why a link leads nowhere, before anybody has looked for what it may have meant.
enum LinkFailure: Sendable {
  case unknown
  case ambiguous([PageID])
  case anchor(PageID, String)
  case notAPage
}
