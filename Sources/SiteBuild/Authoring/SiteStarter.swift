import Diagnostics
import Markdown
import SiteModel

/// The files of a new site.
package enum SiteStarter {
  /// The files with which a new site starts, by path below its folder: settings, and pages of each kind.
  package static func files(title: String) -> [(path: String, bytes: [UInt8])] {
    ([
      (
        SiteConfiguration.fileName,
        configuration(["title": quoted(title), "navigation": "[articles, faq]"])
      )
    ]
      + examples(title: title)
      + [(".gitignore", "/public/\n/.cache/\n")])
      .map { ($0.0, Array($0.1.utf8)) }
  }

  /// The settings for a folder that has its pages already.
  ///
  /// `content` is the folder with the pages.
  package static func settings(title: String, content: ContentFolder) -> [UInt8] {
    var values = ["title": quoted(title)]
    if content != .standard { values[SiteConfiguration.contentKey] = quoted(content.name) }
    return Array(configuration(values).utf8)
  }

  /// The title that a README gives a site; `nil` if it has none.
  package static func title(readme: SourceText) -> String? {
    let path = ContentPath("_index.md")
    let page = ParsedPage.parse(path, at: path, readme, options: MarkdownOptions()) { _ in nil }
    let hasTitle = page.record.text("title") != nil || page.titleAnchor != nil
    return hasTitle && !page.title.isEmpty ? page.title : nil
  }

  /// A value in double quotation marks, as YAML reads it.
  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// `waymark.yml`, which lists every key that it does not set in a comment.
  ///
  /// `values` are in YAML, by key. Uncertain ones, `doubts`, become comments with their reasons.
  static func configuration(
    _ values: [String: String], _ doubts: [String: (yaml: String, reason: String)] = [:]
  ) -> String {
    var text = "# The settings of the site. The reference in Waymark's manual describes each key.\n"
    for field in SiteConfiguration.fields {
      if field.name != "title" { text += "\n# \(field.summary)\n" }
      if let value = values[field.name] {
        text += "\(field.name): \(value)\n"
      } else if let doubt = doubts[field.name] {
        text += "# From \(doubt.reason)\n# \(field.name): \(doubt.yaml)\n"
      } else {
        for line in example(of: field.name).split(separator: "\n") { text += "# \(line)\n" }
      }
    }
    return text
  }

  /// A valid setting of a key.
  package static func example(of key: String) -> String {
    switch key {
    case "title": "title: Our guide"
    case "tagline": "tagline: What the site is for, in one line"
    case "base_url": "base_url: https://example.org/guide/"
    case "language": "language: en"
    case "languages": "languages:\n  en: {}\n  de: {title: Unser Leitfaden}"
    case "author": "author: the editors"
    case "edit_url": "edit_url: https://example.org/edit/main/"
    case "content": "content: docs"
    case "navigation": "navigation: [articles, faq]"
    case "footer": "footer:\n  - articles\n  - {to: \"https://example.org/\", label: The shop}"
    case "look": "look:\n  accent: \"#0b4f5c\"\n  heading_font: humanist\n  corners: round"
    case "head":
      "head:\n  - script: {src: \"https://stats.example/count.js\", defer: true}"
    case "csp": "csp:\n  connect: [\"https://stats.example\"]"
    case "types":
      "types:\n  recipe:\n    extends: article\n    plural: recipes\n    fields:\n      minutes: integer"
    case "fields": "fields:\n  country: {type: choice, choices: [at, ch, de]}"
    case "topics":
      "topics:\n  first-steps:\n    title: First steps\n    description: What a newcomer needs to know."
    case "markdown": "markdown:\n  smart_punctuation: true"
    case "checks": "checks:\n  broken-link: error\n  heading-jump: \"off\""
    case "search": "search: false"
    case "map": "map: false"
    case "synonyms": "synonyms:\n  - PM = product manager"
    case "outputs": "outputs:\n  nginx: true"
    case "feedback": "feedback: mailto:editors@example.org"
    case "security": "security:\n  contact: security@example.org\n  expires: 2027-06-30"
    case "review_after": "review_after: 6 months"
    case "pictures": "pictures:\n  formats: [avif, webp]"
    case "publish": "publish:\n  server:\n    rsync: deploy@example.org:/srv/guide"
    default: "\(key):"
    }
  }
}
