/// The filter `wordwrap`, as Python's `textwrap` breaks lines.
struct WordWrap {
  private typealias Scalars = ArraySlice<Unicode.Scalar>

  private let width: Int
  private let breaksWords: Bool
  private let breaksHyphens: Bool

  static func apply(_ call: Call) throws -> Value {
    guard let text = call.input.text else { throw TemplateError.expected("text", call.input) }
    let width = try call.int(0)
    guard width > 0 else { throw TemplateError("the width must be at least 1") }
    let separator = try call.optional(2, call.string) ?? "\n"
    try call.check(textSize: text.utf8.count * (1 + separator.utf8.count))
    let wrap = WordWrap(
      width: width, breaksWords: try call.bool(1), breaksHyphens: try call.bool(3))
    let lines = text.lines.map { wrap.lines(Array($0.unicodeScalars)).joined(separator: separator) }
    return .string(lines.joined(separator: separator))
  }

  private func lines(_ line: [Unicode.Scalar]) -> [String] {
    var chunks = Array(chunks(line[...]).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var current: [Scalars] = []
      var space = width
      // White space that would start a line, but the first, is dropped.
      if !lines.isEmpty, let first = chunks.last, Self.isBlank(first) { chunks.removeLast() }
      while let next = chunks.last, next.count <= space {
        current.append(next)
        space -= next.count
        chunks.removeLast()
      }
      if let next = chunks.last, next.count > width {
        // A chunk that is longer than a line is broken, or has a line of its own.
        let end = breaksWords ? breakIndex(next, space) : next.endIndex
        if breaksWords || current.isEmpty {
          chunks.removeLast()
          current.append(next[..<end])
          if end < next.endIndex { chunks.append(next[end...]) }
        }
      }
      if let last = current.last, Self.isBlank(last) { current.removeLast() }
      if !current.isEmpty { lines.append(String(String.UnicodeScalarView(current.joined()))) }
    }
    return lines
  }

  /// Where a chunk is broken that has room for `space` of it.
  private func breakIndex(_ chunk: Scalars, _ space: Int) -> Int {
    let head = chunk.prefix(space)
    if breaksHyphens, chunk.count > space, let hyphen = head.lastIndex(of: "-"),
      head[..<hyphen].contains(where: { $0 != "-" })
    {
      return hyphen + 1
    }
    return head.endIndex
  }

  /// Words, runs of white space, and parts of hyphenated words.
  private func chunks(_ line: Scalars) -> [Scalars] {
    var result: [Scalars] = []
    var start = line.startIndex
    for index in line.indices {
      let isEdge = index > start && Self.isSpace(line[index - 1]) != Self.isSpace(line[index])
      let isBroken = breaksHyphens && index - start > 1 && Self.isBreak(line, index - 1)
      if isEdge || isBroken {
        result.append(line[start..<index])
        start = index
      }
    }
    return start < line.endIndex ? result + [line[start...]] : result
  }

  /// Whether a hyphen stands between letters of a word, at least two of them before it.
  private static func isBreak(_ line: Scalars, _ index: Int) -> Bool {
    line[index] == "-" && index > 0 && line[index - 1].properties.isAlphabetic
      && line[index + 1].properties.isAlphabetic
      && (index < 2 || line[index - 2].properties.isAlphabetic || !isSpace(line[index - 2]))
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (scalar >= "\t" && scalar <= "\r")
  }

  private static func isBlank(_ chunk: Scalars) -> Bool { chunk.allSatisfy(isSpace) }
}
