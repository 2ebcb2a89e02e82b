import Text

extension Language {
  /// Differences between files, as diff and git write them.
  static let diff = Language("diff patch udiff", [Context(rules: [.scan(.all, Diff.takeLine)])])
}

private enum Diff {
  /// Takes a line, by its first byte.
  @Sendable static func takeLine(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    // White space was passed over.
    let isIndented = scanner.position > scanner.lineStart
    let first = isIndented ? 0x20 : text[scanner.position]
    let end = scanner.lineEnd(text, from: scanner.position)
    let kind: TokenKind
    switch first {
    case UInt8(ascii: "+"), UInt8(ascii: "-"): kind = changeKind(&scanner, text, to: end)
    case UInt8(ascii: ">"): kind = .inserted
    case UInt8(ascii: "<"): kind = .deleted
    case UInt8(ascii: "!"): kind = .meta
    case UInt8(ascii: "@"):
      kind = .meta
      scanner.memory.hunk = hunk(text, scanner.position..<end)
    case 0x20:
      kind = .plain
      scanner.memory.hunk.removed -= 1
      scanner.memory.hunk.added -= 1
    case UInt8(ascii: "\\"): kind = .comment
    default: kind = headerKind(scanner, text)
    }
    scanner.take(text, to: end, as: kind)
    return true
  }

  /// What a line of differences between two versions of a repository is.
  private static func headerKind(_ scanner: CodeScanner, _ text: Span<UInt8>) -> TokenKind {
    func begins(_ word: StaticString) -> Bool {
      word.withUTF8Buffer { text.holds($0.span, at: scanner.position) }
    }
    if begins("diff ") || begins("commit ") || begins("*** ") || begins("Index: ") {
      return .keyword
    }
    return begins("index ") || begins("====") ? .comment : .plain
  }

  /// What a line is that begins with `+` or `-`: removed, added, or the name of a file.
  ///
  /// A removed line may begin with `--`, too. Hunks say how many lines they have, and names come in pairs.
  private static func changeKind(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>, to end: Int
  ) -> TokenKind {
    let isAddition = text[scanner.position] == UInt8(ascii: "+")
    let sign = text[scanner.position]
    let looksLikeName = scanner.holds([sign, sign, sign, 0x20], text, at: scanner.position)
    let isInHunk = scanner.memory.hunk.removed > 0 || scanner.memory.hunk.added > 0
    if looksLikeName, !isInHunk {
      let isFirst = !isAddition && scanner.holds(Array("+++ ".utf8), text, at: end + 1)
      if isFirst { scanner.memory.names = end + 1 }
      if isFirst || isAddition && scanner.memory.names == scanner.position { return .keyword }
    }
    if isAddition { scanner.memory.hunk.added -= 1 } else { scanner.memory.hunk.removed -= 1 }
    return isAddition ? .inserted : .deleted
  }

  /// How many lines a hunk has of each file: `@@ -1,3 +1,4 @@`.
  ///
  /// A number that is not there is 1.
  private static func hunk(_ text: Span<UInt8>, _ line: Range<Int>) -> (removed: Int, added: Int) {
    var counts: [Int] = []
    var offset = line.lowerBound
    while offset < line.upperBound, counts.count < 2 {
      guard text[offset] == UInt8(ascii: "-") || text[offset] == UInt8(ascii: "+") else {
        offset += 1
        continue
      }
      offset += 1
      var numbers = [0, 1]
      for index in 0..<2 {
        if index == 1 {
          guard offset < line.upperBound, text[offset] == UInt8(ascii: ",") else { break }
          offset += 1
          numbers[1] = 0
        }
        while offset < line.upperBound, text[offset].isASCIIDigit {
          numbers[index] = min(numbers[index] * 10 + Int(text[offset] - UInt8(ascii: "0")), 1 << 30)
          offset += 1
        }
      }
      counts.append(numbers[1])
    }
    return counts.count == 2 ? (counts[0], counts[1]) : (0, 0)
  }
}
