import Diagnostics

/// A comment that suppresses the diagnostics of a rule: `<!-- waymark: allow heading-jump -->`.
///
/// It applies to its own line and to the lines after it up to the next empty one: the paragraph, list or table
/// that follows. Diagnostics of the whole page, and of its front matter, are suppressed wherever the comment is.
package struct Suppression: Sendable, Hashable {
  /// The id of the rule whose diagnostics are suppressed.
  package var rule: String
  /// The place of the id in the comment.
  package var place: SourcePlace
  /// The lines that it applies to, from 1.
  package var lines: ClosedRange<Int>
  /// The first line after the front matter.
  package var firstBodyLine: Int

  /// Whether a diagnostic at `line` is suppressed; `nil` stands for the whole page.
  package func covers(line: Int?) -> Bool {
    guard let line else { return true }
    return line < firstBodyLine || lines.contains(line)
  }
}
