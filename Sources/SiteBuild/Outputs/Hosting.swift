import SiteModel
import Text

/// What servers are told about a site: its redirects, and how long browsers may keep its files.
///
/// `NetlifyRedirects`, `NetlifyHeaders`, `Nginx` and `Caddy` write it in the languages of servers.
struct Hosting {
  /// The rule for files whose names change with their bytes.
  static let forever = "public, max-age=31536000, immutable"
  /// The rule for all other files: browsers ask each time whether the file has changed.
  static let revalidated = "no-cache"
  /// The part of the Content-Security-Policy that a page's `meta` cannot set.
  ///
  /// Browsers enforce both policies, and the page's own has the rest. (https://www.w3.org/TR/CSP3/#meta-element)
  static let policy = "frame-ancestors 'self'"
  /// The end of a name that has a hash, as a regular expression.
  static let hashedName = "\\.[0-9a-f]{16}\\.[A-Za-z0-9]+$"
  /// The types of files for which servers lack one, or have one that is not exact.
  let types: [(name: String, type: String)]
  /// The types of text, beside HTML, that servers compress.
  ///
  /// Debian's nginx has `application/javascript` and `text/xml`, newer servers have `text/javascript` and
  /// `application/xml`.
  let compressedTypes: [String]
  private static let generalTypes = [
    "text/css", "text/plain", "text/xml", "text/markdown", "text/csv", "text/javascript",
    "application/javascript", "application/json", "application/xml",
    "application/manifest+json", "image/svg+xml",
  ]

  /// The path of the site, with a slash at both ends.
  let root: String
  let redirects: [Redirect]
  /// The paths of the home pages in other languages than the site's own, each of which has its own page for errors.
  let otherHomes: [String]
  /// The paths of the files that browsers may keep forever, percent-encoded.
  let hashedFiles: [String]

  init(_ context: OutputContext) {
    root = context.address.root
    let feeds = [
      ("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json"),
    ]
    types =
      (context.feeds.isEmpty ? [] : feeds) + [
        ("*.md", "text/markdown"), ("*.csv", "text/csv"),
        ("*.webmanifest", "application/manifest+json"),
      ]
    compressedTypes = Self.generalTypes + (context.feeds.isEmpty ? [] : feeds.map(\.1))
    redirects =
      Redirect.all(of: context.site)
      + context.views.translations.languages.dropFirst().flatMap(\.redirects)
    otherHomes = context.views.translations.languages.dropFirst().map(\.home)
    let assets = context.views.assets
    hashedFiles =
      assets.isHashed ? assets.files.map { context.address.path(to: $0.path.text) } : []
  }
}
