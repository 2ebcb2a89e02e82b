import Diagnostics

/// A parsed document with everything that checks need.
struct LintedDocument {
  private(set) var document: MarkdownDocument
  /// The range of the source that was parsed.
  let body: Range<Int>
  /// The lines of the body.
  let bodyLines: ClosedRange<Int>
  /// Maps the document's text to the source.
  let origins: TextOrigins
  /// The lines of code blocks and HTML blocks, in document order.
  let codeLines: [ClosedRange<Int>]
  /// The code blocks and HTML blocks, in document order.
  let rawBlocks: [RawBlock]
  /// The source without code, comments, addresses and escaped signs.
  let prose: ProseText
  /// Whether a line begins like a footnote.
  let holdsNotes: Bool
  /// Whether the text may have link definitions.
  let holdsDefinitions: Bool
  /// How many control characters come from references such as `&#27;`.
  let controlCount: Int
  /// The rows of all tables.
  private(set) var rows: [TableRow] = []
  private var locations: LocationCache

  init(
    _ document: MarkdownDocument, _ tree: BridgedTree, _ body: Range<Int>, _ bounds: InputBounds,
    _ origins: TextOrigins, _ locations: LocationCache
  ) {
    self.document = document
    self.body = body
    self.origins = origins
    self.locations = locations
    codeLines = tree.codeLines
    rawBlocks = tree.rawBlocks
    let lines = document.source.lines
    let first = lines.line(at: body.lowerBound)
    bodyLines = first...max(first, lines.line(at: body.upperBound))
    prose = ProseText(
      document.source, bodyLines,
      code: tree.rawBlocks.filter(\.isCode).map(\.lines),
      html: tree.rawBlocks.filter { !$0.isCode }.map(\.lines))
    controlCount = tree.controlCount
    holdsNotes = bounds.holdsNotes && document.options.syntax.contains(.footnotes)
    holdsDefinitions = bounds.holdsDefinitions
    rows = TableRow.all(in: self)
  }

  var bytes: [UInt8] { document.source.bytes }
  var lines: LineTable { document.source.lines }

  /// The range in the source of a range of the document's text; `nil` where it is unknown.
  func source(ofText range: Range<Int>) -> Range<Int>? {
    guard let text = origins.text(ofByte: range.lowerBound),
      let first = text.origin(ofByte: range.lowerBound),
      let last = text.origin(ofByte: range.upperBound - 1), last >= first
    else { return nil }
    return text.source(of: first..<last + 1)
  }

  mutating func location(at place: SourcePlace) -> Location { locations.location(at: place) }

  mutating func location(of range: Range<Int>) -> Location { locations.location(of: range) }

  mutating func report(_ diagnostic: Diagnostic) { document.report(diagnostic) }

  /// Reports a range of the source.
  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, help: String
  ) {
    report(rule, message, range, Advice(help))
  }

  /// Reports a range of the source, with advice.
  mutating func report(_ rule: Rule, _ message: String, _ range: Range<Int>, _ advice: Advice) {
    guard document.takesDiagnostics else { return }
    var advice = advice
    // A private comment is not among the bytes, and a fix would lose it.
    if bytes[range].contains(where: PrivateComments.isFiller) { advice.fixes = [] }
    report(Diagnostic(rule, message, at: location(of: range), advice: advice))
  }

  /// An edit of the file on disk for a range of the source.
  func edit(_ range: Range<Int>, _ text: String) -> SourceEdits.Edit {
    let mark = document.source.byteOrderMarkLength
    return SourceEdits.Edit(range.lowerBound + mark..<range.upperBound + mark, text)
  }

  /// Records the addresses of link definitions.
  mutating func keep(linkDefinitions: [Range<Int>]) { document.linkDefinitions = linkDefinitions }
}
