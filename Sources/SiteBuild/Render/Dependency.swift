import SiteModel

/// A dependency of a page: information about the site that was read to render it.
struct Dependency: Hashable, Comparable {
  enum Kind: UInt8, CaseIterable {
    /// The path, front matter and address of a page.
    case metadata
    /// All content of a page's file.
    case content
    /// The targets of a page's references, and the terms in its text.
    case links
    case backlinks
    case related
    case memberships
    /// The earlier anchors of a page.
    case movedAnchors
    case children
    /// The pages that mention a term.
    case uses
    /// The pages of a topic. `page` is the topic's page.
    case members
    /// The metadata of all pages.
    case allPages
    /// All links between pages.
    case graph

    /// Whether the information is about the whole site instead of one page.
    var isSiteWide: Bool { self == .allPages || self == .graph }
  }

  let kind: Kind
  /// A `PageID`, or, in dependencies that are kept from build to build, a number from `PageNumbers`; 0 for site-wide
  /// kinds.
  let page: Int32

  static func < (left: Dependency, right: Dependency) -> Bool {
    (left.kind.rawValue, left.page) < (right.kind.rawValue, right.page)
  }
}
