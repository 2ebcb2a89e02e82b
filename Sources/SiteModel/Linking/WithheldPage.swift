import Text

/// A page that a build leaves out, and the reason.
package struct WithheldPage: Sendable {
  /// A reason why a page is left out.
  package enum Reason: CaseIterable, Sendable {
    /// Its front matter or its text cannot be read.
    case unreadable
    case draft
    /// Its date is after the day of the build.
    case future
  }

  /// The path of the page under `content/`.
  package let path: ContentPath
  /// The reason why it is left out.
  package let reason: Reason
  /// The address that it would have; `nil` for a file that could not be read.
  package let route: Route?

  /// A page that is left out by some options.
  init(_ page: ParsedPage, _ options: SiteLinker.Options) {
    path = page.path
    reason = Self.reason(for: page, options) ?? .unreadable
    route = Route(
      for: page.place, slug: Slug.page(page.record.text("slug") ?? page.path.stem))
  }

  /// A file that could not be read.
  init(_ unread: ContentPath) {
    path = unread
    reason = .unreadable
    route = nil
  }

  /// Why a page is left out; `nil` if it is published.
  static func reason(for page: ParsedPage, _ options: SiteLinker.Options) -> Reason? {
    if page.isUnreadable { return .unreadable }
    if page.isDraft, !options.includesDrafts { return .draft }
    let isFuture = page.record.date("date").map { $0 > options.day } ?? false
    return isFuture && !options.includesFuture ? .future : nil
  }
}

extension WithheldPage.Reason {
  /// A noun for a number of such pages.
  package func noun(_ count: Int) -> String {
    switch self {
    case .unreadable: "unreadable"
    case .draft: count == 1 ? "draft" : "drafts"
    case .future: "with a future date"
    }
  }

  /// The predicate of a sentence about such a page.
  var words: String {
    switch self {
    case .unreadable: "cannot be read"
    case .draft: "is a draft"
    case .future: "has a future date"
    }
  }

  /// What a preview says at the address of such a page, after the path of its file.
  package var explanation: String {
    switch self {
    case .unreadable: "cannot be read; `waymark check` says why"
    case .draft: "is a draft; `waymark serve --drafts` shows drafts"
    case .future: "has a future date; `waymark serve --future` shows such pages"
    }
  }

  /// What to do about a link to such a page.
  var help: String {
    switch self {
    case .unreadable: "correct that page; another message says what is wrong with it"
    case .draft: "remove the link until the page is published, or build with `--drafts`"
    case .future: "remove the link until the page is published, or build with `--future`"
    }
  }
}
