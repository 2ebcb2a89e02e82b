/// How templates are parsed and rendered.
package struct Settings: Sendable {
  /// Whether the first line end after a statement or comment is removed.
  package var trimBlocks = false
  /// Whether white space before a statement or comment at the start of a line is removed.
  package var lstripBlocks = false
  /// Whether the last line end of a template is kept, which Jinja2 removes.
  package var keepTrailingNewline = false
  /// Whether printed values are escaped for HTML.
  package var autoescape = true
  /// Whether `none` prints nothing and is reported, instead of printing `None` as Jinja2 does.
  package var reportsNone = false
  /// The limits of one render.
  package var limits = Limits()

  /// Makes settings; the defaults are Jinja2's, except that values are escaped.
  package init(
    trimBlocks: Bool = false, lstripBlocks: Bool = false, keepTrailingNewline: Bool = false,
    autoescape: Bool = true, reportsNone: Bool = false, limits: Limits = Limits()
  ) {
    self.trimBlocks = trimBlocks
    self.lstripBlocks = lstripBlocks
    self.keepTrailingNewline = keepTrailingNewline
    self.autoescape = autoescape
    self.reportsNone = reportsNone
    self.limits = limits
  }
}
