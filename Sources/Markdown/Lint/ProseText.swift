import Diagnostics
import Text

/// The bytes of a source in which everything that is not prose is masked: code, comments, addresses and escaped signs.
///
/// Offsets are those of the source. Checks search it for the markup of other tools without false alarms in code. O(n).
struct ProseText {
  /// Stands for a byte of code, of a comment or of an address.
  static let masked: UInt8 = 1
  /// Stands for a backslash and for the sign that it escapes.
  static let escaped: UInt8 = 2

  /// The bytes, with line ends as in the source.
  private(set) var bytes: [UInt8]
  private let lines: LineTable
  private let numbers: ClosedRange<Int>

  /// Masks the body of a source whose code blocks and HTML blocks are known.
  init(
    _ source: SourceText, _ numbers: ClosedRange<Int>, code: [ClosedRange<Int>],
    html: [ClosedRange<Int>]
  ) {
    bytes = source.bytes
    lines = source.lines
    self.numbers = numbers
    for range in code { maskLines(range) }
    for range in html where isCode(range) { maskLines(range) }
    maskComments()
    var run: Range<Int>?
    for number in numbers {
      let line = lines.range(ofLine: number)
      if isBoundary(line) {
        if let run { maskInlines(run) }
        run = line
      } else {
        run = (run?.lowerBound ?? line.lowerBound)..<line.upperBound
      }
    }
    if let run { maskInlines(run) }
  }

  /// The offset of the first byte of a line after white space and the marks of quotations.
  func start(ofLine number: Int) -> Int {
    let line = lines.range(ofLine: number)
    return line.first { !bytes[$0].isBlank && bytes[$0] != UInt8(ascii: ">") } ?? line.upperBound
  }

  /// The text of a line without white space around it and the marks of quotations.
  func text(ofLine number: Int) -> ArraySlice<UInt8> {
    let start = start(ofLine: number)
    let line = lines.range(ofLine: number)
    return bytes[bytes.trimmed(start..<max(start, line.upperBound)) { $0.isBlank }]
  }

  /// Whether some bytes occur.
  func contains(_ text: StaticString) -> Bool {
    let text = Array("\(text)".utf8)
    return bytes.span.offset(
      of: text.span, from: lines.range(ofLine: numbers.lowerBound).lowerBound)
      != nil
  }

  // MARK: Masking

  private mutating func mask(_ range: Range<Int>, as sign: UInt8 = masked) {
    for index in range where bytes[index] != 0x0A && bytes[index] != 0x0D { bytes[index] = sign }
  }

  private mutating func maskLines(_ range: ClosedRange<Int>) {
    for number in range.clamped(to: numbers) {
      let line = lines.range(ofLine: number)
      mask(bytes.trimmed(line))
    }
  }

  /// Whether an HTML block is a script, a style or preformatted text.
  private func isCode(_ range: ClosedRange<Int>) -> Bool {
    let start = start(ofLine: range.lowerBound)
    let head = bytes[start..<min(bytes.count, start + 9)].map(\.asciiLowercased)
    return ["<script", "<style", "<pre", "<textarea"].contains { head.starts(with: $0.utf8) }
  }

  private mutating func maskComments() {
    var start = lines.range(ofLine: numbers.lowerBound).lowerBound
    let (open, close) = (Array("<!--".utf8), Array("-->".utf8))
    while let found = bytes.span.offset(of: open.span, from: start),
      let end = bytes.span.offset(of: close.span, from: found + 4)
    {
      mask(found..<end + 3)
      start = end + 3
    }
  }

  /// Whether no code span reaches from the lines before into this line.
  private func isBoundary(_ line: Range<Int>) -> Bool {
    guard let start = line.first(where: { !bytes[$0].isBlank && bytes[$0] != UInt8(ascii: ">") })
    else { return true }
    switch bytes[start] {
    case UInt8(ascii: "#"), UInt8(ascii: "|"), Self.masked: return true
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      return start + 1 < line.upperBound && bytes[start + 1].isBlank
    case let byte where byte.isASCIIDigit:
      let sign = bytes[start..<line.upperBound].first { !$0.isASCIIDigit }
      return sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")")
    default: return false
    }
  }

  /// Masks escaped signs, code spans and addresses in the lines of one block.
  private mutating func maskInlines(_ range: Range<Int>) {
    let ends = codeSpanEnds(in: range)
    var signs = SignScan(range)
    while let index = signs.next(in: bytes) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "`") {
        let end = ends[index] ?? bytes[index..<range.upperBound].endOfRun(from: index)
        mask(index..<end)
        signs.skip(to: end)
      } else if byte == UInt8(ascii: "\\"), index + 1 < range.upperBound,
        bytes[index + 1].isASCIIPunctuation
      {
        mask(index..<index + 2, as: Self.escaped)
        signs.skip(to: index + 2)
      } else if byte == UInt8(ascii: ":"), isScheme(at: index, in: range) {
        let end =
          bytes[index..<range.upperBound].firstIndex { Self.endsAddress($0) } ?? range.upperBound
        mask(index..<end)
        signs.skip(to: end)
      }
    }
  }

  /// Goes from sign to sign: backticks, backslashes and colons.
  ///
  /// Each kind is found by `memchr`, which reads many bytes at once: a loop over the bytes took five times as many
  /// instructions on prose.
  private struct SignScan {
    private var index: Int
    private let end: Int
    /// The next place of each sign; one that lies before `index` is out of date.
    private var next: [(sign: UInt8, offset: Int)] = [
      (UInt8(ascii: "`"), -1), (UInt8(ascii: "\\"), -1), (UInt8(ascii: ":"), -1),
    ]

    init(_ range: Range<Int>) {
      index = range.lowerBound
      end = range.upperBound
    }

    mutating func skip(to index: Int) { self.index = index }

    /// The offset of the next sign, and goes behind it.
    mutating func next(in bytes: [UInt8]) -> Int? {
      var nearest = end
      for position in next.indices {
        if next[position].offset < index {
          next[position].offset =
            bytes.span.extracting(..<end).offset(of: next[position].sign, from: index) ?? end
        }
        nearest = min(nearest, next[position].offset)
      }
      guard nearest < end else { return nil }
      index = nearest + 1
      return nearest
    }
  }

  private func isScheme(at colon: Int, in range: Range<Int>) -> Bool {
    colon + 2 < range.upperBound && bytes[colon + 1] == UInt8(ascii: "/")
      && bytes[colon + 2] == UInt8(ascii: "/")
      && colon > range.lowerBound && bytes[colon - 1].isASCIIAlphanumeric
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0x22, 0x27, 0x3C, 0x3E, 0x29, 0x5D, 0x7B, 0x60, 0x7C].contains(byte)
  }

  /// The end of each code span by its start: a run of backticks ends at the next run of the same length.
  private func codeSpanEnds(in range: Range<Int>) -> [Int: Int] {
    var runs: [Range<Int>] = []
    var start = range.lowerBound
    while let found = bytes.span.extracting(..<range.upperBound).offset(
      of: UInt8(ascii: "`"), from: start)
    {
      start = bytes[..<range.upperBound].endOfRun(from: found)
      runs.append(found..<start)
    }
    var ends: [Int: Int] = [:]
    var next: [Int: Int] = [:]
    for run in runs.reversed() {
      if let end = next[run.count] { ends[run.lowerBound] = end }
      next[run.count] = run.upperBound
    }
    return ends
  }
}

extension ArraySlice<UInt8> {
  /// The end of the run of equal bytes that begins at an index.
  func endOfRun(from start: Int) -> Int {
    var end = start
    while end < endIndex, self[end] == self[start] { end += 1 }
    return end
  }
}
