import Text

/// Replaces the quotation marks that cmark made of `"` and `'` by those of the language.
///
/// cmark knows the English marks only. The texts of a block with marks are written anew at the end of the document's
/// text, so that all later passes see the marks of the language, and every byte still has its origin.
struct QuotationPass {
  private let content: [UInt8]
  private var chooser: QuotationMarks.Chooser
  /// The new texts.
  private var bytes: [UInt8] = []
  /// The offset in `content` of each of these bytes; -1 where unknown.
  private var origins: [Int32] = []

  /// Replaces the marks that an aligner found in a block's inlines; returns where the block's literals begin.
  static func run(
    on inlines: inout [Node], _ aligner: inout InlineAligner, _ document: inout MarkdownDocument
  ) -> Int {
    let marks = document.options.quotationMarks
    guard marks != .english, !aligner.quotationMarks.isEmpty else { return aligner.base }
    var pass = QuotationPass(content: aligner.content, chooser: QuotationMarks.Chooser(marks))
    let base = document.text.count
    var found = aligner.quotationMarks[...]
    for index in inlines.indices where !inlines[index].text.isEmpty {
      let start = pass.bytes.count
      pass.append(document.text, inlines[index].text, &found, aligner)
      inlines[index].text = base + start..<base + pass.bytes.count
    }
    document.text += pass.bytes
    aligner.origins = pass.origins
    return base
  }

  private init(content: [UInt8], chooser: QuotationMarks.Chooser) {
    (self.content, self.chooser) = (content, chooser)
  }

  /// Appends a text with its marks replaced.
  private mutating func append(
    _ text: [UInt8], _ range: Range<Int>, _ found: inout ArraySlice<Int>, _ aligner: InlineAligner
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let origin = aligner.origins[index - aligner.base]
      guard found.first == index else {
        bytes.append(text[index])
        origins.append(origin)
        index += 1
        continue
      }
      found.removeFirst()
      let mark = mark(at: Int(origin), text[index + 2])
      bytes += mark.utf8
      origins += Array(repeating: origin, count: mark.utf8.count)
      index += 3
    }
  }

  /// The mark for the byte of the content at `offset`, of which cmark made a mark with this last byte.
  private mutating func mark(at offset: Int, _ last: UInt8) -> String {
    // The last bytes of “ and ‘.
    let opens = last == 0x9C || last == 0x98
    var before = offset
    while before > 0, Self.isMarkup(content[before - 1]) { before -= 1 }
    var after = offset + 1
    while after < content.count, Self.isMarkup(content[after]) { after += 1 }
    let textBefore = String(decoding: content[max(0, before - 4)..<before], as: UTF8.self)
    let textAfter = String(decoding: content[after...].prefix(4), as: UTF8.self)
    return chooser.mark(
      isDouble: content[offset] == UInt8(ascii: "\""), opens: opens,
      before: textBefore.unicodeScalars.last, after: textAfter.unicodeScalars.first)
  }

  /// Whether a byte may begin or end emphasis.
  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
  }
}
