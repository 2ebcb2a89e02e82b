/// What a render may use before it ends in an error.
package struct Limits: Sendable {
  /// How many templates may extend one another.
  static let ancestors = 100

  /// Bytes written by one render.
  package var outputSize = 64 << 20
  /// Iterations of all loops of one render.
  package var iterations = 2_000_000
  /// How deeply statements and expressions of nested calls may nest, counted in operations.
  package var depth = 1_500
  /// Bytes of one string.
  package var textSize = 16 << 20
  /// Elements of one list.
  package var listSize = 1 << 20
  /// The largest number of elements that `range` makes.
  package var rangeSize = 100_000

  /// The limits that pages of a site are rendered with.
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
