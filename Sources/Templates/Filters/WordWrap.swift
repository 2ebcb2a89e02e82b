/// The filter `wordwrap`, as Python's `textwrap` breaks lines.
enum WordWrap {
  static let apply: Filter.Body = { (input, arguments, context) throws(FilterError) in
    let text = try input.string(limit: context.limits.textSize)
    let width = try arguments.int(0)
    guard width > 0 else { throw FilterError("the width must be at least 1") }
    let breaksWords = try arguments.bool(1)
    let separator = try arguments.optionalString(2) ?? "\n"
    let breaksHyphens = try arguments.bool(3)
    try context.check(textSize: text.utf8.count * (1 + separator.utf8.count))
    let lines = TextSplit.lines(text).map { line in
      wrap(Array(line.unicodeScalars), width, breaksWords, breaksHyphens).joined(
        separator: separator)
    }
    return .string(lines.joined(separator: separator))
  }

  private typealias Scalars = [Unicode.Scalar]

  private static func wrap(
    _ line: Scalars, _ width: Int, _ breaksWords: Bool, _ breaksHyphens: Bool
  ) -> [String] {
    var chunks = Array(chunks(line, breaksHyphens).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var current: [Scalars] = []
      var length = 0
      // White space that would start a line, but the first, is dropped.
      if !lines.isEmpty, let first = chunks.last, isBlank(first) { chunks.removeLast() }
      while let next = chunks.last, length + next.count <= width {
        current.append(next)
        length += next.count
        chunks.removeLast()
      }
      if let next = chunks.last, next.count > width {
        takeLong(&chunks, &current, width - length, width, breaksWords, breaksHyphens)
      }
      if let last = current.last, isBlank(last) { current.removeLast() }
      if !current.isEmpty { lines.append(text(current.flatMap { $0 })) }
    }
    return lines
  }

  /// Handles a chunk that is longer than a line.
  private static func takeLong(
    _ chunks: inout [Scalars], _ current: inout [Scalars], _ space: Int, _ width: Int,
    _ breaksWords: Bool, _ breaksHyphens: Bool
  ) {
    guard var chunk = chunks.popLast() else { return }
    if breaksWords {
      var end = max(1, space)
      if breaksHyphens, chunk.count > max(1, space),
        let hyphen = chunk[..<max(1, space)].lastIndex(of: "-"), hyphen > 0,
        chunk[..<hyphen].contains(where: { $0 != "-" })
      {
        end = hyphen + 1
      }
      current.append(Array(chunk.prefix(end)))
      chunk.removeFirst(min(end, chunk.count))
      chunks.append(chunk)
    } else if current.isEmpty {
      current.append(chunk)
    } else {
      chunks.append(chunk)
    }
  }

  /// Words, runs of white space, and parts of hyphenated words.
  private static func chunks(_ line: Scalars, _ breaksHyphens: Bool) -> [Scalars] {
    var result: [Scalars] = []
    var current: Scalars = []
    for (index, scalar) in line.enumerated() {
      if let last = current.last, isSpace(last) != isSpace(scalar) {
        result.append(current)
        current = []
      }
      current.append(scalar)
      if breaksHyphens, scalar == "-", isBreak(line, index), current.count > 1 {
        result.append(current)
        current = []
      }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }

  /// Whether a hyphen stands between letters of a word, at least two of them before it.
  private static func isBreak(_ line: Scalars, _ index: Int) -> Bool {
    guard index > 0, index + 1 < line.count else { return false }
    return line[index - 1].properties.isAlphabetic
      && line[index + 1].properties.isAlphabetic
      && (index < 2 || line[index - 2].properties.isAlphabetic || isSpace(line[index - 2]) == false)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (scalar >= "\t" && scalar <= "\r")
  }

  private static func isBlank(_ chunk: Scalars) -> Bool { chunk.allSatisfy(isSpace) }

  private static func text(_ scalars: Scalars) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
