/// A kind of generated files that the key `outputs` in `waymark.yml` turns on or off.
package enum OutputSetting: String, CaseIterable, Sendable {
  case feeds, cards, redirects, headers, nginx, caddy, addresses, llms, markdown
  /// The forms in which readers can keep the whole guide.
  case print, epub, pdf

  /// Whether a site has the files without setting the key.
  package var isDefault: Bool {
    switch self {
    case .feeds, .redirects, .headers: true
    case .cards, .nginx, .caddy, .addresses, .llms, .markdown, .print, .epub, .pdf: false
    }
  }

  private var summary: String {
    switch self {
    case .feeds: "Atom and JSON feeds of the site and of each topic"
    case .cards: "a picture of each page for previews in other places, which `rsvg-convert` draws"
    case .redirects: "`_redirects` with earlier addresses, for Netlify and Cloudflare"
    case .headers: "`_headers` with rules for caches, for Netlify and Cloudflare"
    case .nginx: "`nginx.conf`, for nginx to include"
    case .caddy: "`Caddyfile`, for Caddy to import"
    case .print: "`/print/`, the whole guide on one page"
    case .epub: "`/guide.epub`, the whole guide for reading devices"
    case .pdf: "`/guide.pdf`, the whole guide, printed from `/print/` by Chromium or Chrome"
    case .addresses: "`addresses.txt`, with which later builds can be compared (`check --against`)"
    case .llms: "`llms.txt`, an overview of the site for language models"
    case .markdown: "a copy of each page as Markdown beside it"
    }
  }

  /// The keys below `outputs`.
  static let fields: [Field] = allCases.map { setting in
    Field(setting.rawValue, .boolean, "\(setting.summary); default: `\(setting.isDefault)`")
  }

  /// The settings that are on.
  static func enabled(_ record: FieldValues?) -> Set<OutputSetting> {
    Set(allCases.filter { record?.boolean($0.rawValue) ?? $0.isDefault })
  }
}
