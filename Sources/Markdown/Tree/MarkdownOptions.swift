/// What a Markdown text may hold beyond the default, as a site's settings say.
package struct MarkdownOptions: Sendable, Hashable {
  /// Turns straight quotes, `--`, `---` and `...` into their typographic forms.
  package var smartPunctuation: Bool
  /// Passes raw HTML through; otherwise it is dropped with a warning.
  package var allowsHTML: Bool
  /// Which syntax is read beyond CommonMark; everything, but in tests against the specification.
  package var syntax: Syntax

  package init(
    smartPunctuation: Bool = false, allowsHTML: Bool = false, syntax: Syntax = .guide
  ) {
    self.smartPunctuation = smartPunctuation
    self.allowsHTML = allowsHTML
    self.syntax = syntax
  }

  /// The parts of the syntax that are not CommonMark.
  package struct Syntax: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let tables = Syntax(rawValue: 1)
    package static let strikethrough = Syntax(rawValue: 2)
    package static let autolinks = Syntax(rawValue: 4)
    package static let taskLists = Syntax(rawValue: 8)
    package static let footnotes = Syntax(rawValue: 16)
    /// `[[target]]` and `![[target]]`.
    package static let wikiLinks = Syntax(rawValue: 32)
    /// `> [!NOTE]` and its kin.
    package static let callouts = Syntax(rawValue: 64)
    /// Links whose scheme can run code become text.
    package static let linkSafety = Syntax(rawValue: 128)

    /// Task lists in quotations too, where cmark does not see them.
    package static let quotedTasks = Syntax(rawValue: 256)

    /// What a guide is written in.
    package static let guide: Syntax = [
      .gfm, .footnotes, .wikiLinks, .callouts, .linkSafety, .quotedTasks,
    ]
    /// What the GFM specification describes.
    package static let gfm: Syntax = [.tables, .strikethrough, .autolinks, .taskLists]
  }
}
