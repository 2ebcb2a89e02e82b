/// How templates are read and how much one render may do.
package struct Settings: Sendable {
  /// What a render may use before it ends in an error.
  package struct Limits: Sendable {
    /// Bytes written by one render.
    package var outputSize = 64 << 20
    /// Iterations of all loops of one render.
    package var iterations = 2_000_000
    /// How deeply statements and expressions of nested calls may nest, counted in nodes.
    package var depth = 1_500
    /// Bytes of one string, and elements of one list.
    package var textSize = 16 << 20
    package var listSize = 1 << 20
    /// The largest number of elements that `range` makes.
    package var rangeSize = 100_000

    package init() {}

    /// Throws where a text would be larger than this.
    func check(textSize size: Int) throws {
      if size > textSize {
        throw TemplateError.limit("the text would be larger than \(textSize) bytes")
      }
    }

    /// Throws where a list would be longer than this.
    func check(listSize size: Int) throws {
      if size > listSize {
        throw TemplateError.limit("the list would be longer than \(listSize) elements")
      }
    }
  }

  /// Whether the first line end after a statement or comment is dropped.
  package var trimBlocks = false
  /// Whether white space before a statement or comment that starts a line is dropped.
  package var lstripBlocks = false
  /// Whether the last line end of a template is kept; Jinja2 drops it.
  package var keepTrailingNewline = false
  package var autoescape = true
  package var limits = Limits()

  package init(
    trimBlocks: Bool = false, lstripBlocks: Bool = false, keepTrailingNewline: Bool = false,
    autoescape: Bool = true, limits: Limits = Limits()
  ) {
    self.trimBlocks = trimBlocks
    self.lstripBlocks = lstripBlocks
    self.keepTrailingNewline = keepTrailingNewline
    self.autoescape = autoescape
    self.limits = limits
  }
}
