import SiteModel

/// `robots.txt`: allows everything, and names the sitemap if there is one.
enum Robots: Output {
  static let path = OutputPath("robots.txt")

  static func files(of context: OutputContext) -> [OutputFile] {
    var text = "User-agent: *\nAllow: /\n"
    if let sitemap = context.address.url(of: Sitemap.path.text) {
      text += "\nSitemap: \(sitemap)\n"
    }
    return [OutputFile(path, Array(text.utf8))]
  }
}
