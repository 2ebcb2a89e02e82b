import Diagnostics
import Text

/// Reports links whose text does not describe the target.
enum VagueLinkText: PageCheck {
  static let rule = Rule(
    "vague-link-text", .warning,
    "Many readers scan only the links of a page, and search engines use link texts to describe the "
      + "target. “Click here” describes nothing. This rule checks English sites only.",
    example: """
      content/articles/vague.md:
      ---
      title: Links
      ---
      For prices, [click here](https://example.org).
      """)
  private static let phrases: Set<String> = [
    "click here", "click", "here", "link", "this link", "this page", "this article", "read more",
    "learn more", "more", "see here", "see more", "find out more",
  ]
  private static let longest = 20

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard site.site.configuration.language.hasPrefix("en") else { return [] }
    let targets = site.site.links[page.id].targets
    return zip(page.parsed.references, targets).compactMap { reference, target in
      guard reference.kind == .link || reference.kind == .wikiLink, let label = reference.label,
        label.utf8.count <= longest
      else { return nil }
      guard phrases.contains(words(of: label)) else { return nil }
      var help = "use words that describe the target"
      if case .page(let id, _) = target { help += ", such as “\(site.site.pages[id].title)”" }
      return Diagnostic(
        rule, "“\(label)” does not describe the target of the link",
        at: page.source.location(at: reference.place), help: help)
    }
  }

  /// The words in lowercase, separated by single spaces.
  private static func words(of label: String) -> String {
    guard label.utf8.allSatisfy({ $0 < 0x80 }) else {
      return label.lowercased().split { !$0.isLetter }.joined(separator: " ")
    }
    var words: [UInt8] = []
    for byte in label.utf8 {
      if byte.isASCIILetter {
        words.append(byte.asciiLowercased)
      } else if let last = words.last, last != UInt8(ascii: " ") {
        words.append(UInt8(ascii: " "))
      }
    }
    if words.last == UInt8(ascii: " ") { words.removeLast() }
    return String(decoding: words, as: UTF8.self)
  }
}
