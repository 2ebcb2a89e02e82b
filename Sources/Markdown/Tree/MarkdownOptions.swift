/// How Markdown is parsed, as set in a site's configuration.
package struct MarkdownOptions: Sendable, Hashable {
  /// Replaces straight quotes, `--`, `---` and `...` by typographic characters.
  package var smartPunctuation: Bool
  /// The quotation marks that smart punctuation makes.
  package var quotationMarks = QuotationMarks.english
  /// What becomes of HTML in Markdown.
  package var html: HTML
  /// Whether code is highlighted.
  package var highlightsCode: Bool
  /// The names of the components: a fenced block with one of these languages is data for a template.
  package var components: Set<String> = []
  /// The extensions of CommonMark that are recognized.
  ///
  /// Only tests against the specification turn some off.
  package var syntax: Syntax

  /// Makes options; the defaults are those of a site without configuration.
  package init(
    smartPunctuation: Bool = false, html: HTML = .safe, highlightsCode: Bool = true,
    syntax: Syntax = .guide
  ) {
    self.smartPunctuation = smartPunctuation
    self.html = html
    self.highlightsCode = highlightsCode
    self.syntax = syntax
  }

  /// The options with the quotation marks of a page's language.
  package func with(quotationMarks: QuotationMarks) -> MarkdownOptions {
    var options = self
    options.quotationMarks = quotationMarks
    return options
  }

  /// The options with the names of a site's components.
  package func with(components: Set<String>) -> MarkdownOptions {
    var options = self
    options.components = components
    return options
  }

  /// The ways to treat HTML in Markdown.
  package enum HTML: String, Sendable, Hashable, CaseIterable {
    /// Leaves out all tags and keeps their text.
    case drop
    /// Keeps the elements and attributes that cannot harm the site or its readers.
    case safe
    /// Keeps all HTML.
    case allow
    /// Writes the bytes that cmark reads, for tests against the specification.
    case verbatim
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

    /// `%%text%%`, which is not published.
    package static let privateComments = Syntax(rawValue: 512)

    /// `{#id}` behind headings and ` ^id` behind blocks.
    package static let ids = Syntax(rawValue: 1024)

    /// `==text==` and `^[note]`.
    package static let marks = Syntax(rawValue: 2048)

    /// The extensions that pages are parsed with.
    package static let guide: Syntax = [
      .gfm, .footnotes, .wikiLinks, .callouts, .linkSafety, .quotedTasks, .privateComments, .ids,
      .marks,
    ]
    /// The extensions of the GFM specification.
    package static let gfm: Syntax = [.tables, .strikethrough, .autolinks, .taskLists]
  }
}
