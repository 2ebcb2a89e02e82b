import SiteModel

/// `_headers`: which files browsers may keep, and who may frame pages, for Netlify and Cloudflare.
///
/// Rules name each file, because both hosts join the values of all rules that match.
/// (https://developers.cloudflare.com/pages/configuration/headers/)
enum NetlifyHeaders: Output {
  static let isForHost = true
  static let setting: OutputSetting? = .headers

  static func files(of context: OutputContext) -> [OutputFile] {
    let hosting = Hosting(context)
    var text = """
      # Pages have no rule for caches: by themselves, these hosts let browsers ask each time.
      \(hosting.root)*
        Content-Security-Policy: \(Hosting.policy)
        X-Content-Type-Options: nosniff

      """
    for feed in context.feeds.all {
      for (name, type) in hosting.types where !name.hasPrefix("*") {
        let path = context.address.path(to: feed.folder + name)
        text += "\(path)\n  Content-Type: \(type); charset=utf-8\n"
      }
    }
    for file in hosting.hashedFiles { text += "\(file)\n  Cache-Control: \(Hosting.forever)\n" }
    return [OutputFile(OutputPath("_headers"), Array(text.utf8))]
  }
}
