import SiteModel

/// Something that a view read of the site: one kind of information about one page.
struct Dependency: Hashable, Comparable {
  enum Kind: UInt8, CaseIterable {
    /// The path, front matter and address of a page.
    case metadata
    /// Everything that a page's file says.
    case content
    /// The targets of a page's references, and the terms in its text.
    case links
    case backlinks
    case related
    case memberships
    case children
    /// The pages that mention a term.
    case uses
    /// The pages of a topic. `page` is the topic's page.
    case members
    /// The metadata of all pages.
    case allPages
    /// All links between pages.
    case graph

    /// Whether the information is about the whole site.
    ///
    /// `page` is then 0.
    var isSiteWide: Bool { self == .allPages || self == .graph }
  }

  let kind: Kind
  /// A `PageID`, or a number of `PageNumbers` where dependencies are kept from build to build.
  let page: Int32

  static func < (left: Dependency, right: Dependency) -> Bool {
    (left.kind.rawValue, left.page) < (right.kind.rawValue, right.page)
  }
}
