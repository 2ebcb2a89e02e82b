import Text

/// Divides code into tokens, by the rules of a language.
///
/// It goes over the bytes once: a rule takes what it has looked at, or looks at no more than a bounded number of bytes.
/// Code of any form gives tokens, because authors show parts of programs, and programs with mistakes.
struct CodeScanner {
  /// A context that is open.
  struct Frame {
    var context: Int
    /// What the end of the context depends on, such as the number of `#` before a string in Swift.
    var parameter = 0
  }

  /// How deep contexts nest.
  ///
  /// Deeper ones are scanned like the innermost.
  private static let depthLimit = 64

  let language: Language
  /// The offset of the next byte.
  private(set) var position: Int
  /// The offset after the last byte.
  let end: Int
  /// Whether this scans a part of a text in another language, in which nothing else is embedded.
  let isEmbedded: Bool
  private(set) var tokens: [Token] = []
  /// The offset after the last token.
  private var filled: Int
  private(set) var frames: [Frame]
  private var surplusDepth = 0
  /// Where the line begins.
  private(set) var lineStart: Int
  /// Whether nothing but white space came before on the line.
  private(set) var isLineBlank = true
  /// Whether a value ends here, so that `/` divides.
  var endsValue = false
  /// What the next name is, after a word such as `func`.
  var expected: TokenKind?
  /// What a language remembers.
  var memory = Memory()

  init(_ language: Language, _ range: Range<Int>, context: Int = 0, isEmbedded: Bool = false) {
    self.language = language
    self.isEmbedded = isEmbedded
    position = range.lowerBound
    end = range.upperBound
    lineStart = position
    filled = position
    frames = [Frame(context: context)]
  }

  // MARK: State

  var frame: Frame { frames.last ?? Frame(context: 0) }
  var context: Language.Context { language.contexts[frame.context] }

  /// The byte at a distance from the position; 0 beyond the ends.
  func peek(_ text: Span<UInt8>, _ distance: Int = 1) -> UInt8 {
    let offset = position + distance
    return offset >= 0 && offset < end ? text[offset] : 0
  }

  /// The offset of the first byte from `offset` on that is not in a set.
  func end(of set: ByteSet, _ text: Span<UInt8>, from offset: Int) -> Int {
    var offset = offset
    while offset < end, set.contains(text[offset]) { offset += 1 }
    return offset
  }

  /// The offset of the end of the line that holds an offset.
  func lineEnd(_ text: Span<UInt8>, from offset: Int) -> Int {
    min(text.offset(of: UInt8(ascii: "\n"), from: offset) ?? end, end)
  }

  // MARK: Changes

  /// Makes the bytes up to an offset a token.
  mutating func take(_ text: Span<UInt8>, to offset: Int, as kind: TokenKind) {
    guard position < end else { return }
    fill()
    var offset = min(max(offset, position + 1), end)
    // No token ends within a character.
    while offset < end, text[offset] & 0xC0 == 0x80 { offset += 1 }
    append(kind, offset)
    position = offset
    isLineBlank = false
    endsValue = kind.endsValue
    expected = nil
  }

  /// Makes bytes that may hold line ends a token.
  mutating func takeLines(_ text: Span<UInt8>, to offset: Int, as kind: TokenKind) {
    let start = position
    take(text, to: offset, as: kind)
    var index = position
    while index > start, text[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    if index > start { lineStart = index }
  }

  /// Gives the bytes that no rule took the kind of the context.
  private mutating func fill() {
    if position > filled { append(language.contexts[frame.context].kind, position) }
  }

  private mutating func append(_ kind: TokenKind, _ offset: Int) {
    if let last = tokens.indices.last, tokens[last].kind == kind {
      tokens[last].end = offset
    } else {
      tokens.append(Token(kind: kind, end: offset))
    }
    filled = offset
  }

  mutating func push(_ context: Int, parameter: Int = 0) {
    fill()
    if frames.count == Self.depthLimit {
      surplusDepth += 1
    } else {
      frames.append(Frame(context: context, parameter: parameter))
    }
  }

  mutating func pop() {
    fill()
    if surplusDepth > 0 {
      surplusDepth -= 1
    } else if frames.count > 1 {
      frames.removeLast()
    }
  }

  /// Scans the bytes up to an offset as a text of their own.
  mutating func embed(
    _ language: Language, _ text: Span<UInt8>, to offset: Int, context: Int = 0
  ) {
    guard offset > position else { return }
    fill()
    var inner = CodeScanner(language, position..<offset, context: context, isEmbedded: true)
    inner.run(text)
    for token in inner.tokens { append(token.kind, token.end) }
    position = offset
    isLineBlank = text[offset - 1] == UInt8(ascii: "\n")
    if isLineBlank { lineStart = offset }
  }

  // MARK: The loop

  /// Scans everything up to the end.
  mutating func run(_ text: Span<UInt8>) {
    while position < end {
      let byte = text[position]
      if byte == UInt8(ascii: "\n") {
        endLine(text)
      } else if byte.isASCIISpace {
        position += 1
      } else if !applyRules(at: byte, text) {
        position += 1
        isLineBlank = false
        endsValue =
          byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
        if byte != UInt8(ascii: "*") { expected = nil }
      }
    }
    fill()
  }

  private mutating func endLine(_ text: Span<UInt8>) {
    if let outermost = frames.firstIndex(where: { language.contexts[$0.context].endsAtLine }),
      outermost > 0
    {
      fill()
      frames.removeSubrange(outermost...)
      surplusDepth = 0
    }
    position += 1
    lineStart = position
    isLineBlank = true
    language.beginLine?(&self, text)
  }

  /// Applies the first rule that takes what begins here.
  ///
  /// Returns false if there is none.
  private mutating func applyRules(at byte: UInt8, _ text: Span<UInt8>) -> Bool {
    let number = frame.context
    var candidates = language.contexts[number].candidates[Int(byte)]
    while candidates != 0 {
      let index = candidates.trailingZeroBitCount
      candidates &= candidates - 1
      if apply(language.contexts[number].rules[index], text) { return true }
    }
    return false
  }

  private mutating func apply(_ rule: Rule, _ text: Span<UInt8>) -> Bool {
    if rule.opensLine, !isLineBlank { return false }
    switch rule.form {
    case .literal(let bytes):
      guard holds(bytes, text, at: position) else { return false }
      take(text, to: position + bytes.count, as: rule.kind, rule.action)
    case .line(let bytes):
      guard holds(bytes, text, at: position) else { return false }
      take(text, to: lineEnd(text, from: position), as: rule.kind)
    case .block(let open, let close, let nests):
      guard holds(open, text, at: position) else { return false }
      takeLines(text, to: blockEnd(open, close, nests, text), as: rule.kind)
    case .string(let quote, let escapes, let spansLines):
      takeString(text, quote, escapes, spansLines, rule.kind)
    case .escape: take(text, to: position + (peek(text).isASCIISpace ? 1 : 2), as: rule.kind)
    case .word: takeWord(text)
    case .number: return takeNumber(text)
    case .scan(let function): return function(&self, text)
    }
    return true
  }

  private mutating func take(
    _ text: Span<UInt8>, to offset: Int, as kind: TokenKind, _ action: Rule.Action
  ) {
    switch action {
    case .none: take(text, to: offset, as: kind)
    case .push(let context):
      take(text, to: offset, as: kind)
      push(context)
    case .pop:
      fill()
      // What ends the code within a string shows as its delimiter.
      let isInString =
        frames.count > 1 && surplusDepth == 0
        && language.contexts[frames[frames.count - 2].context].kind == .string
      take(text, to: offset, as: kind == .plain && isInString ? .meta : kind)
      pop()
      endsValue = true
    }
  }

  func holds(_ bytes: [UInt8], _ text: Span<UInt8>, at offset: Int) -> Bool {
    guard bytes.count <= end - offset else { return false }
    for index in bytes.indices where text[offset + index] != bytes[index] { return false }
    return true
  }
}
