import Markdown

/// A link of the navigation bar or the footer: to a folder, a page or another site.
package struct SiteLink: Sendable, Hashable {
  /// A folder, the name of a page, or an address.
  package let target: LocatedText
  /// The text that readers see; `nil` for the title of the page.
  package let label: String?

  /// The address, if the link leads to another site.
  package var address: String? {
    LinkScheme.isLinkable(target.text) ? target.text : nil
  }

  /// The address that a target without a scheme may mean: a mail address, or the name of a server; `nil` for others.
  var addressWithScheme: String? {
    let text = target.text
    if text.wholeMatch(of: /[^\s@\/:]+@[^\s@\/:]+\.[^\s@\/:]+/) != nil { return "mailto:" + text }
    guard let server = text.wholeMatch(of: /(?:[A-Za-z0-9-]+\.)+([A-Za-z]{2,})(?:\/.*)?/),
      !["md", "markdown", "html", "htm"].contains(server.1.lowercased())
    else { return nil }
    return "https://" + text
  }

  /// The path of the folder, if the target is one.
  package var folder: String {
    target.text.split(separator: "/").joined(separator: "/")
  }

  /// The name of the key that a single text stands for.
  static let short = "to"

  /// The keys of a link.
  static let fields: [Field] = [
    Field(short, .word, "a folder, a page or an address"),
    Field("label", .text, "the text of the link; default: the title of the page"),
  ]

  /// Reads a link; `nil` without a target.
  init?(_ record: FieldValues) {
    guard let target = record.locatedText(Self.short) else { return nil }
    self.target = target
    label = record.text("label")
  }
}
