import Diagnostics

/// Reports question pages whose title is not a question.
enum NotAQuestion: PageCheck {
  static let rule = Rule(
    "not-a-question", .warning,
    "The title of a page in `content/faq/` is the question in the words of readers, because readers "
      + "search for it in these words.",
    example: """
      content/faq/prices.md:
      ---
      title: Prices
      ---
      They vary.
      """)
  /// The question marks of Latin, Greek, Arabic and East Asian scripts.
  private static let marks: Set<Character> = ["?", "\u{37E}", "\u{61F}", "\u{FF1F}"]

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.question), !page.title.contains(where: marks.contains) else { return [] }
    return finding(
      "the title “\(page.title)” is not a question", at: "title", of: page,
      help: "write the question as a reader would ask it, with a question mark")
  }
}
