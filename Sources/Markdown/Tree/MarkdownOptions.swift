/// How Markdown is parsed, as set in a site's configuration.
package struct MarkdownOptions: Sendable, Hashable {
  /// Replaces straight quotes, `--`, `---` and `...` by typographic characters.
  package var smartPunctuation: Bool
  /// Keeps raw HTML.
  ///
  /// Otherwise it is removed with a warning.
  package var allowsHTML: Bool
  /// The extensions of CommonMark that are recognized.
  ///
  /// Only tests against the specification turn some off.
  package var syntax: Syntax

  /// Makes options; the defaults are those of a site without configuration.
  package init(
    smartPunctuation: Bool = false, allowsHTML: Bool = false, syntax: Syntax = .guide
  ) {
    self.smartPunctuation = smartPunctuation
    self.allowsHTML = allowsHTML
    self.syntax = syntax
  }

  /// Extensions of CommonMark.
  package struct Syntax: OptionSet, Sendable, Hashable {
    /// The bits of the extensions.
    package let rawValue: UInt16

    /// Makes a set of extensions from their bits.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Tables, as on GitHub.
    package static let tables = Syntax(rawValue: 1)
    /// `~~text~~`.
    package static let strikethrough = Syntax(rawValue: 2)
    /// Addresses without brackets become links.
    package static let autolinks = Syntax(rawValue: 4)
    /// List items that begin with `[ ]` or `[x]`.
    package static let taskLists = Syntax(rawValue: 8)
    /// `[^name]` and `[^name]: text`.
    package static let footnotes = Syntax(rawValue: 16)
    /// `[[target]]` and `![[target]]`.
    package static let wikiLinks = Syntax(rawValue: 32)
    /// `> [!NOTE]` and the other callouts.
    package static let callouts = Syntax(rawValue: 64)
    /// Replaces links whose scheme can run code by their text.
    package static let linkSafety = Syntax(rawValue: 128)

    /// Task lists in quotations, which cmark does not recognize.
    package static let quotedTasks = Syntax(rawValue: 256)

    /// The extensions that pages are parsed with.
    package static let guide: Syntax = [
      .gfm, .footnotes, .wikiLinks, .callouts, .linkSafety, .quotedTasks,
    ]
    /// The extensions of the GFM specification.
    package static let gfm: Syntax = [.tables, .strikethrough, .autolinks, .taskLists]
  }
}
