import SiteModel

/// `robots.txt`: allows everything, and names the sitemap if there is one.
enum Robots: Output {
  static let isForHost = true
  static let path = OutputPath("robots.txt")

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { [path] }

  static func files(of context: OutputContext) -> [OutputFile] {
    var text = "User-agent: *\nAllow: /\n"
    let homes = context.views.translations.languages.dropFirst().map(\.home)
    let sitemaps =
      [context.address.url(of: Sitemap.path.text)].compactMap(\.self)
      + homes.compactMap { home in
        context.address.origin.map { $0 + home + Sitemap.path.text }
      }
    if !sitemaps.isEmpty { text += "\n" + sitemaps.map { "Sitemap: \($0)\n" }.joined() }
    return [OutputFile(path, Array(text.utf8))]
  }
}
