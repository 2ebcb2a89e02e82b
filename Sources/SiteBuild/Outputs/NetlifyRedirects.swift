import SiteModel
import Text

/// `_redirects`: the earlier addresses of pages, for Netlify and Cloudflare, which keep query and fragment.
///
/// There is no `!` behind the status, with which Netlify prefers a redirect to a file, because Cloudflare ignores
/// such lines. (https://developers.cloudflare.com/pages/configuration/redirects/)
enum NetlifyRedirects: Output {
  static let isForHost = true
  static let setting: OutputSetting? = .redirects

  static func files(of context: OutputContext) -> [OutputFile] {
    let redirects = Hosting(context).redirects
    if redirects.isEmpty { return [] }
    let lines = redirects.map {
      "\($0.from.percentEncodedPath) \($0.path)\($0.fragment) 301\n"
    }
    return [OutputFile(OutputPath("_redirects"), Array(lines.joined().utf8))]
  }
}
