/// Leaves comments and needless white space out of a script and shortens its inner names, so that it
/// may be written for people and travels light.
///
/// Texts, templates and regular expressions are copied as they are. Where a line ends without a
/// semicolon the end stays, since it may mean one. For names see `ModuleNames`.
struct ScriptSqueezer {
  private let source: [UInt8]
  private var index = 0
  private var output: [UInt8] = []
  /// Where in the output each word and mark of code stands, and each text and regular expression; a
  /// template's text up to where an expression begins is one.
  private var tokens: [Range<Int>] = []
  /// Whether the tokens are known to be right: a scanner cannot tell every division from a regular
  /// expression.
  private var isCertain = true
  /// White space since the last byte of output: none, within the line, or with the end of a line.
  private var gap = Gap.none
  /// For each open template what closes its present expression: how many braces are open in it.
  private var openBraces: [Int] = []

  private enum Gap { case none, space, line }

  static func squeeze(_ source: [UInt8]) -> [UInt8] {
    var squeezer = ScriptSqueezer(source: source)
    squeezer.run()
    guard squeezer.isCertain else { return squeezer.output }
    return ModuleNames.shorten(squeezer.output, tokens: squeezer.tokens)
  }

  private init(source: [UInt8]) {
    self.source = source
    output.reserveCapacity(source.count)
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    index + offset < source.count ? source[index + offset] : 0
  }

  private mutating func run() {
    while index < source.count {
      switch byte() {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        gap = .line
        index += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        if gap == .none { gap = .space }
        index += 1
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while index < source.count, byte() != UInt8(ascii: "\n") { index += 1 }
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipBlockComment()
      case UInt8(ascii: "/") where mayBeginExpression(): copyExpression()
      case UInt8(ascii: "'"), UInt8(ascii: "\""): copyText(closing: byte())
      case UInt8(ascii: "`"):
        put(byte())
        copyTemplate()
      default: copyCode()
      }
    }
    if output.last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
  }

  // MARK: Copying

  /// Copies one byte, after the white space that must stand before it.
  private mutating func put(_ byte: UInt8) {
    if let last = output.last {
      if gap == .line, needsLineEnd(between: last, and: byte) {
        output.append(UInt8(ascii: "\n"))
      } else if gap != .none, needsSpace(between: last, and: byte) {
        output.append(UInt8(ascii: " "))
      }
    }
    gap = .none
    tokens.append(output.count..<output.count + 1)
    append()
  }

  /// Copies one byte that belongs to the last token.
  private mutating func append() {
    output.append(byte())
    index += 1
    tokens[tokens.count - 1] = tokens[tokens.count - 1].lowerBound..<output.count
  }

  /// Copies bytes among which white space matters, up to and with an unescaped closing one.
  private mutating func copyText(closing: UInt8) {
    put(byte())
    while index < source.count, byte() != closing, byte() != UInt8(ascii: "\n") { copyEscaped() }
    if byte() == closing { copyEscaped() }
  }

  private mutating func copyEscaped() {
    for _ in 0..<(byte() == UInt8(ascii: "\\") ? 2 : 1) where index < source.count { append() }
  }

  private mutating func copyExpression() {
    put(byte())
    var isInClass = false
    while index < source.count, byte() != UInt8(ascii: "\n") {
      let isEnd = byte() == UInt8(ascii: "/") && !isInClass
      if byte() == UInt8(ascii: "[") { isInClass = true }
      if byte() == UInt8(ascii: "]") { isInClass = false }
      copyEscaped()
      if isEnd { return }
    }
  }

  /// Copies a template's text from after the mark that opened it or after one of its expressions.
  private mutating func copyTemplate() {
    while index < source.count {
      if byte() == UInt8(ascii: "$"), byte(1) == UInt8(ascii: "{") {
        copyEscaped()
        copyEscaped()
        openBraces.append(0)
        return
      }
      let isEnd = byte() == UInt8(ascii: "`")
      copyEscaped()
      if isEnd { return }
    }
  }

  private mutating func copyCode() {
    let byte = byte()
    put(byte)
    if isWord(byte) { while isWord(self.byte()) { append() } }
    // An escape in a name.
    if byte == UInt8(ascii: "\\") { isCertain = false }
    guard let open = openBraces.last else { return }
    if byte == UInt8(ascii: "{") { openBraces[openBraces.count - 1] += 1 }
    guard byte == UInt8(ascii: "}") else { return }
    if open == 0 {
      openBraces.removeLast()
      copyTemplate()
    } else {
      openBraces[openBraces.count - 1] -= 1
    }
  }

  private mutating func skipBlockComment() {
    index += 2
    while index < source.count, byte() != UInt8(ascii: "*") || byte(1) != UInt8(ascii: "/") {
      if byte() == UInt8(ascii: "\n") { gap = .line }
      index += 1
    }
    index = min(index + 2, source.count)
    if gap == .none { gap = .space }
  }

  // MARK: What white space means

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "#"), 0x80...:
      true
    default: false
    }
  }

  private func needsSpace(between left: UInt8, and right: UInt8) -> Bool {
    isWord(left) && isWord(right)
      || left == right && (left == UInt8(ascii: "+") || left == UInt8(ascii: "-"))
      || left == UInt8(ascii: "/") && right == UInt8(ascii: "/")
  }

  /// Whether the end of a line may end a statement: not after what asks for more, not before what
  /// goes on.
  private func needsLineEnd(between left: UInt8, and right: UInt8) -> Bool {
    !"{([;,=:?&|<>".utf8.contains(left) && !"})],.;:?&|=".utf8.contains(right)
  }

  /// Whether a slash begins a regular expression rather than dividing what stands before it.
  private mutating func mayBeginExpression() -> Bool {
    guard let last = output.last else { return true }
    if isWord(last) {
      let word = output.reversed().prefix(while: isWord).reversed()
      return Self.wordsBeforeExpressions.contains { word.elementsEqual($0.utf8) }
    }
    // After `if (a)`, `{ … }` and `a ++` it may be either.
    if "}+-".utf8.contains(last) || last == UInt8(ascii: ")") && mayEndCondition {
      isCertain = false
    }
    return !")]}`'\"".utf8.contains(last)
  }

  private static let wordsBeforeExpressions = [
    "return", "typeof", "case", "in", "of", "await", "yield", "delete", "void", "instanceof",
    "else", "do",
  ]

  /// Whether the parenthesis that was just closed may belong to a statement such as `if (a)`.
  private var mayEndCondition: Bool {
    var depth = 0
    for (number, range) in tokens.enumerated().reversed() where range.count == 1 {
      if output[range.lowerBound] == UInt8(ascii: ")") { depth += 1 }
      if output[range.lowerBound] == UInt8(ascii: "(") { depth -= 1 }
      guard depth == 0, number > 0 else { continue }
      let before = output[tokens[number - 1]]
      return ["if", "while", "for", "with", "await"].contains { before.elementsEqual($0.utf8) }
    }
    return false
  }
}
