import Diagnostics

extension Rule {
  package static let notAQuestion = Rule(
    "not-a-question", .warning,
    "The title of a page in `content/faq/` is the question as a reader would ask it, which is also "
      + "what readers type into a search.",
    example: """
      content/faq/prices.md:
      ---
      title: Prices
      ---
      They vary.
      """)
}

/// Finds questions that are none.
enum NotAQuestion: PageCheck {
  static let rule = Rule.notAQuestion
  /// As Latin, Greek, Arabic and East Asian scripts write it.
  private static let marks: Set<Character> = ["?", "\u{37E}", "\u{61F}", "\u{FF1F}"]

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type == .faq, !page.title.contains(where: marks.contains) else { return [] }
    return [
      Diagnostic(
        rule, "the title “\(page.title)” is no question", at: page.location(of: "title"),
        help: "write it as a reader would ask it, with a question mark")
    ]
  }
}
