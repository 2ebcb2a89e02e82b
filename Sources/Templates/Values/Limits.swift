/// The limits of a render.
///
/// Exceeding one is an error.
package struct Limits: Sendable {
  /// The maximum length of a chain of templates that extend one another.
  static let ancestors = 100
  /// The most warnings of one render.
  static let warnings = 20

  /// The maximum number of bytes that one render writes.
  package var outputSize = 64 << 20
  /// The maximum number of iterations of all loops of one render.
  package var iterations = 2_000_000
  /// The maximum nesting of statements, expressions and calls, counted in operations.
  package var depth = 1_500
  /// The maximum size of one string in bytes.
  package var textSize = 16 << 20
  /// The maximum number of elements of one list.
  package var listSize = 1 << 20
  /// The maximum number of elements that `range` returns.
  package var rangeSize = 100_000

  /// The limits for pages of a site.
  package init() {}

  /// Throws where a text would be larger than the limit.
  func check(textSize size: Int) throws {
    if size > textSize {
      throw TemplateError.limit("the text would be larger than \(textSize) bytes")
    }
  }

  /// Throws where a list would be longer than the limit.
  func check(listSize size: Int) throws {
    if size > listSize {
      throw TemplateError.limit("the list would be longer than \(listSize) elements")
    }
  }
}
