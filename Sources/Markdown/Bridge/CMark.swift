import CCMarkGFM
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The library cmark-gfm, made safe to call from several threads.
///
/// cmark-gfm is not re-entrant (github/cmark-gfm#176): the inline phase of each parse adds the special characters
/// of its extensions to a global table and removes them again. The workaround uses public calls only. The
/// characters of `autolink` are added once, before any other parse, and its own list is emptied, so that no parse
/// changes them again. Those of `strikethrough` are added and removed by each parse that uses it, so it is attached
/// only where `~` occurs, and such parses run one at a time. Texts without `~` are not affected by the table.
/// cmark's arena is global too, so `CMarkArena` provides one for each thread.
struct CMark: Sendable {
  /// Set up once by the first thread that uses it, and immutable from then on.
  static let shared = CMark()

  /// The kind of node for each of cmark's type numbers.
  private let blockKinds: [Node.Kind?]
  private let inlineKinds: [Node.Kind?]
  private static let strikethroughLock = Mutex<Void>(())

  private init() {
    cmark_gfm_core_extensions_ensure_registered()
    if let parser = cmark_parser_new(0) {
      defer { cmark_parser_free(parser) }
      Self.attach("autolink", to: parser)
      cmark_manage_extensions_special_characters(parser, 1)
      if let autolink = cmark_find_syntax_extension("autolink") {
        cmark_syntax_extension_set_special_inline_chars(autolink, nil)
      }
    }
    var blocks = [Node.Kind?](repeating: nil, count: 64)
    var inlines = blocks
    func set(_ type: cmark_node_type, _ kind: Node.Kind) {
      let number = Int(type.rawValue & 0x3FFF)
      if type.rawValue & 0xC000 == 0xC000 { inlines[number] = kind } else { blocks[number] = kind }
    }
    for (type, kind) in Self.coreKinds { set(type, kind) }
    for (type, kind) in Self.extensionKinds() { set(type, kind) }
    blockKinds = blocks
    inlineKinds = inlines
  }

  /// The kind of a node; `nil` for types that no attached extension makes.
  func kind(of node: OpaquePointer) -> Node.Kind? {
    let type = cmark_node_get_type(node).rawValue
    let number = Int(type & 0x3FFF)
    guard number < blockKinds.count else { return nil }
    return type & 0xC000 == 0xC000 ? inlineKinds[number] : blockKinds[number]
  }

  /// Parses bytes, calls `body` with the root of the tree, and frees the tree afterwards.
  ///
  /// `holdsTilde` says whether `~` occurs; without it strikethrough is not attached.
  func withTree<Result>(
    of bytes: Span<UInt8>, options: MarkdownOptions, holdsTilde: Bool,
    footnotes: Bool, _ body: (OpaquePointer) -> Result
  ) -> Result? {
    CMarkArena.withArena {
      withParsed(
        bytes, options: options, holdsTilde: holdsTilde, footnotes: footnotes, body)
    }
  }

  private func withParsed<Result>(
    _ bytes: Span<UInt8>, options: MarkdownOptions, holdsTilde: Bool,
    footnotes: Bool, _ body: (OpaquePointer) -> Result
  ) -> Result? {
    let syntax = options.syntax
    var flags = CMARK_OPT_DEFAULT
    if options.smartPunctuation { flags |= CMARK_OPT_SMART }
    if footnotes, syntax.contains(.footnotes) { flags |= CMARK_OPT_FOOTNOTES }
    guard let parser = cmark_parser_new_with_mem(flags, CMarkArena.callbacks) else { return nil }
    defer { cmark_parser_free(parser) }
    if syntax.contains(.tables) { Self.attach("table", to: parser) }
    if syntax.contains(.autolinks) { Self.attach("autolink", to: parser) }
    if syntax.contains(.taskLists) { Self.attach("tasklist", to: parser) }
    let strikes = holdsTilde && syntax.contains(.strikethrough)
    if strikes { Self.attach("strikethrough", to: parser) }
    bytes.withUnsafeBytes {
      let text = $0.bindMemory(to: CChar.self)
      if let start = text.baseAddress { cmark_parser_feed(parser, start, text.count) }
    }
    guard let root = strikes ? Self.finishLocked(parser) : cmark_parser_finish(parser) else {
      return nil
    }
    defer { cmark_node_free(root) }
    return body(root)
  }

  private static func finishLocked(_ parser: OpaquePointer) -> OpaquePointer? {
    strikethroughLock.withLock { _ in
      // Leaves the lock as a number, because a pointer is not Sendable. Nothing else refers to it.
      cmark_parser_finish(parser).map { UInt(bitPattern: $0) }
    }.flatMap { OpaquePointer(bitPattern: $0) }
  }

  private static func attach(_ name: String, to parser: OpaquePointer) {
    if let found = cmark_find_syntax_extension(name) {
      cmark_parser_attach_syntax_extension(parser, found)
    }
  }

  /// The bytes of a C string, without the zero at its end.
  static func bytes(of string: UnsafePointer<CChar>?) -> [UInt8] {
    var bytes: [UInt8] = []
    append(string, to: &bytes)
    return bytes
  }

  /// Appends the bytes of a C string, without the zero at its end.
  static func append(_ string: UnsafePointer<CChar>?, to bytes: inout [UInt8]) {
    guard let string else { return }
    let raw = UnsafeRawBufferPointer(start: string, count: strlen(string))
    bytes.append(contentsOf: raw)
  }

  /// How the columns of a table are aligned, one byte each: `l`, `c`, `r` or 0.
  static func appendAlignments(of table: OpaquePointer, to bytes: inout [UInt8]) {
    guard let alignments = cmark_gfm_extensions_get_table_alignments(table) else { return }
    let count = Int(cmark_gfm_extensions_get_table_columns(table))
    bytes.append(contentsOf: UnsafeBufferPointer(start: alignments, count: count))
  }

  private static var coreKinds: [(cmark_node_type, Node.Kind)] {
    [
      (CMARK_NODE_DOCUMENT, .document), (CMARK_NODE_BLOCK_QUOTE, .blockQuote),
      (CMARK_NODE_LIST, .bulletList), (CMARK_NODE_ITEM, .item),
      (CMARK_NODE_CODE_BLOCK, .codeBlock), (CMARK_NODE_HTML_BLOCK, .htmlBlock),
      (CMARK_NODE_PARAGRAPH, .paragraph), (CMARK_NODE_HEADING, .heading),
      (CMARK_NODE_THEMATIC_BREAK, .thematicBreak),
      (CMARK_NODE_FOOTNOTE_DEFINITION, .footnoteDefinition), (CMARK_NODE_TEXT, .text),
      (CMARK_NODE_SOFTBREAK, .softBreak), (CMARK_NODE_LINEBREAK, .lineBreak),
      (CMARK_NODE_CODE, .code), (CMARK_NODE_HTML_INLINE, .htmlInline),
      (CMARK_NODE_EMPH, .emphasis), (CMARK_NODE_STRONG, .strong), (CMARK_NODE_LINK, .link),
      (CMARK_NODE_IMAGE, .image), (CMARK_NODE_FOOTNOTE_REFERENCE, .footnoteReference),
    ]
  }

  /// Whether a code block is enclosed in fences.
  static func isFenced(_ block: OpaquePointer) -> Bool {
    var (length, offset) = (CInt(0), CInt(0))
    var character = CChar(0)
    return cmark_node_get_fenced(block, &length, &offset, &character) != 0
  }

  /// The type numbers that extensions got when they were registered.
  ///
  /// The headers that declare them are not installed, so they are read from the tree of a sample text.
  private static func extensionKinds() -> [(cmark_node_type, Node.Kind)] {
    guard let parser = cmark_parser_new(0) else { return [] }
    defer { cmark_parser_free(parser) }
    attach("table", to: parser)
    attach("strikethrough", to: parser)
    let sample = "| a |\n| - |\n| b |\n\n~c~\n"
    cmark_parser_feed(parser, sample, sample.utf8.count)
    guard let root = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(root) }
    guard let table = cmark_node_first_child(root), let row = cmark_node_first_child(table),
      let cell = cmark_node_first_child(row), let paragraph = cmark_node_next(table),
      let strike = cmark_node_first_child(paragraph)
    else { return [] }
    return [
      (cmark_node_get_type(table), .table), (cmark_node_get_type(row), .tableRow),
      (cmark_node_get_type(cell), .cell), (cmark_node_get_type(strike), .strikethrough),
    ]
  }
}
