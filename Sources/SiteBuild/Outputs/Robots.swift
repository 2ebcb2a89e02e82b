import SiteModel

/// `robots.txt`: everything may be read, and where the sitemap is.
enum Robots: Output {
  static let path = OutputPath("robots.txt")

  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])] {
    let sitemap = site.configuration.address.url(of: Sitemap.path.text)
    let text = "User-agent: *\nAllow: /\n\nSitemap: \(sitemap)\n"
    return [(path, Array(text.utf8))]
  }
}
