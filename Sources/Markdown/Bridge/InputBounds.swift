import Diagnostics
import Text

/// The bounds that input must respect to be parsed, checked in one pass over the bytes.
///
/// cmark-gfm 0.29.0.gfm.6 takes quadratic time or more for some inputs. Each budget here limits one of them
/// (`Tests/MarkdownTests/PathologicalTests.swift` has the inputs). Budgets count the steps of the loop in question,
/// which for ordinary prose are about its bytes, so that ordinary pages never reach them.
struct InputBounds {
  /// The largest size in bytes of a word, which is text without spaces.
  static let wordLimit = 4096
  /// The largest number of `|` on a line.
  ///
  /// The cost of a cell grows with the number of cells before it.
  static let pipeLimit = 160
  /// The largest number of columns of a table.
  static let columnLimit = 128
  /// The largest number of cells that may be missing at the ends of all rows.
  ///
  /// cmark makes a node for each.
  static let missingCellLimit = 65_536
  /// The largest number of quotations and lists that may open on one line.
  static let depthLimit = 100
  /// The largest column at which a quote or list may open.
  ///
  /// Each level of a list takes two columns.
  static let columnDepthLimit = 200
  /// The largest number of steps of one kind of quadratic loop, which take about a fifth of a second.
  static let stepLimit = 64 << 20

  /// The largest number of characters that may be markup.
  ///
  /// Each may become a node of some 200 bytes.
  static let markLimit = 750_000

  /// A bound that the input exceeds, and where.
  enum Fault: Hashable {
    case word(Range<Int>)
    case depth(Range<Int>)
    case columns(Int, count: Int)
    case missingCells(Int)
    case steps(Int, what: String)
    case encoding(Int)
  }

  private(set) var faults: [Fault] = []
  private(set) var holdsTilde = false
  /// False where footnotes must be turned off: `[` and an entity for `^` make cmark read beyond its memory.
  private(set) var allowsFootnotes = true
  /// Whether a line begins with `[^`.
  private(set) var holdsNotes = false
  /// Whether `]:` occurs, which every link definition contains.
  private(set) var holdsDefinitions = false

  private let bytes: [UInt8]
  private let end: Int

  // Counts for the current word, line, and run of lines without an empty line between them.
  private var word = Word()
  private var line = Line()
  private var run = Run()
  private var total = Total()

  private struct Word {
    var start = 0
    var links = 0
    var parentheses = 0
  }

  private struct Line {
    var start = 0
    var pipes = 0
    var signs = 0
    var dashes = 0
    /// Whether it may be the delimiter row of a table, such as `| --- | --- |`.
    var isRule = true
    var isBlank = true
  }

  private struct Run {
    var start = 0
    var images = 0
    var links = 0
    var tags = 0
    var columns = 0
    var opensWithBracket = false
    var definition = -1
  }

  private struct Total {
    var autolinks = 0
    var mail = 0
    var heads = 0
    var images = 0
    var tags = 0
    var missingCells = 0
    var closingBrackets = 0
    var longestDefinition = 0
    var marks = 0
    /// The deepest list so far, and the sum of that depth over all lines.
    var depth = 0
    var depthSteps = 0
  }

  init(_ bytes: [UInt8], body: Range<Int>) {
    self.bytes = bytes
    end = body.upperBound
    if let offset = bytes.span.extracting(body).firstInvalidUTF8 {
      faults = [.encoding(body.lowerBound + offset)]
      return
    }
    word.start = body.lowerBound
    line.start = body.lowerBound
    run.start = body.lowerBound
    scan(from: body.lowerBound)
  }

  private mutating func scan(from start: Int) {
    var index = start
    index = scanPrefix(from: index)
    let kinds = Self.kinds
    let allBytes = bytes
    let text = allBytes.span.extracting(..<end)
    while index < text.count {
      let byte = text[index]
      let kind = kinds[Int(byte)]
      if kind == 0 {
        line.isRule = false
        line.isBlank = false
        repeat { index += 1 } while index < text.count && kinds[Int(text[index])] == 0
        continue
      }
      if kind == 1 {
        endWord(at: index)
        index += 1
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
          endLine(at: index - 1)
          if !faults.isEmpty { return }
          if byte == UInt8(ascii: "\r"), index < end, text[index] == UInt8(ascii: "\n") {
            index += 1
          }
          line = Line()
          line.start = index
          index = scanPrefix(from: index)
        }
        word.start = index
        continue
      }
      note(byte, at: index)
      index += 1
    }
    endWord(at: end)
    endLine(at: end)
    endRun(at: end)
    checkTotals()
  }

  /// The class of each byte.
  ///
  /// 0: ordinary text; 1: white space; 2: may be markup.
  private static let kinds: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x20, 9...13: 1
    case _ where "|:-[]()!<~@w&>*_`#=".utf8.contains(UInt8(byte)): 2
    default: 0
    }
  }

  private func peek(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

  private mutating func note(_ byte: UInt8, at index: Int) {
    line.isBlank = false
    switch byte {
    case UInt8(ascii: "|"):
      line.pipes += 1
      total.marks += 1
    case UInt8(ascii: "-"): line.dashes += 1
    case UInt8(ascii: ">"): break
    case UInt8(ascii: ":"):
      if peek(index + 1) == UInt8(ascii: "/") { word.links += 1 }
    default:
      line.isRule = false
      if byte != UInt8(ascii: "w") { total.marks += 1 }
      noteText(byte, at: index)
    }
  }

  private mutating func noteText(_ byte: UInt8, at index: Int) {
    switch byte {
    case UInt8(ascii: "~"): holdsTilde = true
    case UInt8(ascii: "@"):
      line.signs += 1
      word.links += 1
    case UInt8(ascii: "w"):
      if peek(index + 1) == UInt8(ascii: "w"), peek(index + 2) == UInt8(ascii: "w") {
        word.links += 1
      }
    case UInt8(ascii: ")"): word.parentheses += 1
    case UInt8(ascii: "!"):
      if peek(index + 1) == UInt8(ascii: "[") { run.images += 1 }
    case UInt8(ascii: "<"):
      if peek(index + 1) == UInt8(ascii: "!") || peek(index + 1) == UInt8(ascii: "?") {
        run.tags += 1
      }
    case UInt8(ascii: "["):
      if peek(index + 1) == UInt8(ascii: "&"), isCircumflex(at: index + 2) {
        allowsFootnotes = false
      }
    case UInt8(ascii: "]"):
      total.closingBrackets += 1
      if peek(index + 1) == UInt8(ascii: "(") { run.links += 1 }
      if peek(index + 1) == UInt8(ascii: ":") {
        holdsDefinitions = true
        if run.opensWithBracket {
          endDefinition(at: index)
          run.definition = index
        }
      }
    default: break
    }
  }

  /// Whether an entity for `^` follows the `&` before `index`.
  private func isCircumflex(at index: Int) -> Bool {
    let text = String(decoding: bytes[index..<min(end, index + 12)], as: UTF8.self).lowercased()
    if text.hasPrefix("hat;") { return true }
    guard text.hasPrefix("#") else { return false }
    let digits = text.dropFirst().prefix { $0 != ";" }
    return digits.hasPrefix("x") ? Int(digits.dropFirst(), radix: 16) == 94 : Int(digits) == 94
  }

  // MARK: Ends

  @inline(__always)
  private mutating func endWord(at index: Int) {
    let length = index - word.start
    if length > Self.wordLimit || word.links | word.parentheses != 0 { endWord(at: index, length) }
  }

  private mutating func endWord(at index: Int, _ length: Int) {
    if length > Self.wordLimit, faults.isEmpty, !holdsPicture(word.start..<index) {
      faults.append(.word(word.start..<index))
    }
    if word.links > 0 {
      total.autolinks += (word.links + word.parentheses) * length
      check(total.autolinks, "addresses without spaces between them")
    }
    word = Word(start: index)
  }

  /// Whether a word has an address such as `data:image/png;base64,…`, which may have any length.
  private func holdsPicture(_ range: Range<Int>) -> Bool {
    let mark = Array("data:image/".utf8)
    let start = bytes.span.extracting(..<min(range.upperBound, range.lowerBound + Self.wordLimit))
    return start.offset(of: mark.span, from: range.lowerBound) != nil
  }

  /// The number of columns of a delimiter row; the `|` at its ends divide nothing.
  private func columnCount(endingAt end: Int) -> Int {
    let row = bytes.trimmed(line.start..<end)
    let bar = UInt8(ascii: "|")
    guard !row.isEmpty else { return 0 }
    let ends = (bytes[row.lowerBound] == bar ? 1 : 0) + (bytes[row.upperBound - 1] == bar ? 1 : 0)
    return line.pipes + 1 - ends
  }

  private mutating func endLine(at index: Int) {
    if line.isBlank {
      endRun(at: index)
      run = Run()
      run.start = index
      return
    }
    total.mail += line.signs * (index - line.start)
    check(total.mail, "`@` on one line")
    if line.pipes > Self.pipeLimit, faults.isEmpty {
      faults.append(.columns(line.start, count: line.pipes))
    }
    if line.isRule, line.dashes > 0 {
      let columns = columnCount(endingAt: index)
      if columns > Self.columnLimit, faults.isEmpty {
        faults.append(.columns(line.start, count: line.pipes))
      }
      total.heads += index - run.start
      check(total.heads, "lines of `|` and `-`")
      run.columns = max(run.columns, line.pipes + 1)
    } else if run.columns > line.pipes + 1 {
      total.missingCells += run.columns - line.pipes - 1
      if total.missingCells > Self.missingCellLimit, faults.isEmpty {
        faults.append(.missingCells(line.start))
      }
    }
  }

  private mutating func endRun(at index: Int) {
    total.images += run.images * run.links
    check(total.images, "images and links in one paragraph")
    total.tags += run.tags * (index - run.start)
    check(total.tags, "`<!` and `<?` in one paragraph")
    endDefinition(at: index)
  }

  private mutating func endDefinition(at index: Int) {
    guard run.definition >= 0 else { return }
    total.longestDefinition = max(total.longestDefinition, index - run.definition)
    run.definition = -1
  }

  /// Checks the budgets of the whole text.
  ///
  /// A definition is copied for each link that uses it.
  private mutating func checkTotals() {
    if total.marks > Self.markLimit, faults.isEmpty {
      faults.append(.steps(end, what: "characters such as `*`, `_` and `[`"))
    }
    check(total.longestDefinition * total.closingBrackets, "links to one long definition")
  }

  private mutating func check(_ steps: Int, _ what: String) {
    if steps > Self.stepLimit, faults.isEmpty { faults.append(.steps(line.start, what: what)) }
  }

  // MARK: The start of a line

  /// Skips the markers of quotes, lists and footnotes at the start of a line, and counts them.
  private mutating func scanPrefix(from start: Int) -> Int {
    var index = start
    var markers = 0
    var column = 0
    var deepest = 0
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        column += byte == UInt8(ascii: " ") ? 1 : 4 - column % 4
        index += 1
        continue
      }
      guard let length = markerLength(at: index) else { break }
      if byte == UInt8(ascii: "[") { holdsNotes = true }
      markers += 1
      deepest = column
      column += length
      index += length
    }
    if markers > Self.depthLimit || deepest > Self.columnDepthLimit, faults.isEmpty {
      faults.append(.depth(start..<index))
    }
    // cmark compares each line with all open lists, even an empty line.
    total.depth = max(total.depth, markers + deepest / 2)
    total.depthSteps += total.depth
    check(total.depthSteps / 2, "lines in deep lists")
    if index < end, bytes[index] == UInt8(ascii: "[") {
      run.opensWithBracket = true
      if peek(index + 1) == UInt8(ascii: "^") { holdsNotes = true }
    }
    // List markers and rules of dashes are scanned again as text. Only `>` cannot be text here.
    var text = start
    while text < index, bytes[text] == UInt8(ascii: " ") || bytes[text] == UInt8(ascii: ">") {
      if bytes[text] == UInt8(ascii: ">") { line.isBlank = false }
      text += 1
    }
    word.start = text
    return text
  }

  private func markerLength(at index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: ">"): return 1
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      return isSpace(peek(index + 1)) ? 1 : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var next = index + 1
      while next - index < 9, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(peek(next)) {
        next += 1
      }
      guard peek(next) == UInt8(ascii: ".") || peek(next) == UInt8(ascii: ")") else { return nil }
      return isSpace(peek(next + 1)) ? next + 1 - index : nil
    case UInt8(ascii: "["):
      guard peek(index + 1) == UInt8(ascii: "^") else { return nil }
      var next = index + 2
      while next < end, bytes[next] != UInt8(ascii: "]"), !isSpace(bytes[next]) { next += 1 }
      return peek(next) == UInt8(ascii: "]") && peek(next + 1) == UInt8(ascii: ":")
        ? next + 2 - index : nil
    default: return nil
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0 || byte.isASCIISpace
  }
}
