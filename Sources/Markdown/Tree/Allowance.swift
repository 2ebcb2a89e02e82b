import Diagnostics

/// What a comment in the text allows: `<!-- waymark: allow heading-jump -->`.
///
/// It holds for its own line and for the lines after it up to the next empty one, which is the
/// paragraph, list or table that follows. What concerns the page as a whole, or its front matter, is
/// allowed wherever the comment stands.
package struct Allowance: Sendable, Hashable {
  /// The id of the rule that may be broken.
  package var rule: String
  /// Where the id is written.
  package var place: SourcePlace
  /// The lines that it holds for, from 1.
  package var lines: ClosedRange<Int>
  /// The first line of the text: what lies before it is front matter.
  package var firstBodyLine: Int

  /// Whether the comment allows a problem at a line; `nil` stands for the whole page.
  package func covers(line: Int?) -> Bool {
    guard let line else { return true }
    return line < firstBodyLine || lines.contains(line)
  }
}
