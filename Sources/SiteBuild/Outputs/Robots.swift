import SiteModel

/// `robots.txt`: everything may be read, and where the sitemap is, if there is one.
enum Robots: Output {
  static let path = OutputPath("robots.txt")

  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])] {
    var text = "User-agent: *\nAllow: /\n"
    if let sitemap = site.configuration.address.url(of: Sitemap.path.text) {
      text += "\nSitemap: \(sitemap)\n"
    }
    return [(path, Array(text.utf8))]
  }
}
