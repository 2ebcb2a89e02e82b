import Text

extension Language {
  static let shell = Language(
    "bash sh shell zsh ksh dash ash shellscript bats ebuild fish", Shell.contexts,
    beginLine: Shell.beginLine)
}

private enum Shell {
  private static let code = 0
  private static let string = 1
  /// The inside of `${…}`.
  private static let parameter = 2
  private static let arithmetic = 3
  private static let backquote = 4
  /// A here-document.
  static let document = 5

  static let contexts: [Language.Context] = [
    Language.Context(rules: codeRules + [.scan(ByteSet("`"), openBackquote)]),
    Language.Context(
      kind: .string,
      rules: expansions + [
        .scan(ByteSet("`"), openBackquote), .escape, .literal("\"", .string, .pop),
      ]),
    Language.Context(
      kind: .variable,
      rules: expansions + [
        .escape, .string("'", escapes: false), .literal("\"", .string, .push(string)),
        .literal("}", .variable, .pop),
      ]),
    Language.Context(
      rules: expansions + [
        .literal("(", .plain, .push(arithmetic)), .literal("))", .meta, .pop),
        .literal(")", .plain, .pop), .number, .word(),
      ]),
    Language.Context(rules: codeRules + [.literal("`", .meta, .pop)]),
    Language.Context(
      kind: .string, rules: expansions + [.scan(ByteSet("`"), openBackquote), .escape]),
  ]

  private static let expansions: [Rule] = [
    .literal("$((", .meta, .push(arithmetic)), .scan(ByteSet("$"), takeSubstitution),
    .literal("${", .variable, .push(parameter)), .scan(ByteSet("$"), takeVariable),
  ]

  private static let codeRules: [Rule] =
    [
      .scan(ByteSet("#"), takeComment), .scan(ByteSet("$"), opensLine: true, takePrompt),
    ] + expansions + [
      .scan(ByteSet("$")) { scanner, text in
        guard scanner.peek(text) == UInt8(ascii: "'") else { return false }
        let end = scanner.stringEnd(text, from: scanner.position + 2, UInt8(ascii: "'"), true, true)
        return takeArgument(&scanner, text, to: end, as: .string)
      },
      .scan(ByteSet("'")) { scanner, text in
        let end = scanner.stringEnd(
          text, from: scanner.position + 1, UInt8(ascii: "'"), false, true)
        return takeArgument(&scanner, text, to: end, as: .string)
      },
      .scan(ByteSet("\"")) { scanner, text in
        _ = takeArgument(&scanner, text, to: scanner.position + 1, as: .string)
        scanner.push(string)
        return true
      },
      .scan(ByteSet("<"), takeHereDocument), .scan(ByteSet(";|&(){}!"), takeSeparator),
      .scan(ByteSet.all.subtracting("`"), takeWord),
    ]

  // MARK: Lines

  /// Begins a command, after the here-documents that belong to the line before.
  @Sendable static func beginLine(_ scanner: inout CodeScanner, _ text: Span<UInt8>) {
    scanner.memory.isCommand = true
    scanner.memory.awaitsIn = false
    scanner.memory.isTest = false
    let documents = scanner.memory.hereDocuments
    guard !documents.isEmpty else { return }
    scanner.memory.hereDocuments = []
    for document in documents { take(document, &scanner, text) }
  }

  private static func take(
    _ document: CodeScanner.HereDocument, _ scanner: inout CodeScanner, _ text: Span<UInt8>
  ) {
    var line = scanner.position
    while line < scanner.end {
      let first =
        document.stripsTabs ? scanner.end(of: ByteSet("\t"), text, from: line) : line
      let end = scanner.lineEnd(text, from: line)
      if end - first == document.delimiter.count,
        text.holds(text.extracting(document.delimiter), at: first)
      {
        takeBody(document, &scanner, text, to: line)
        scanner.take(text, to: end, as: .meta)
        return
      }
      line = end + 1
    }
    takeBody(document, &scanner, text, to: scanner.end)
  }

  private static func takeBody(
    _ document: CodeScanner.HereDocument, _ scanner: inout CodeScanner, _ text: Span<UInt8>,
    to end: Int
  ) {
    guard end > scanner.position else { return }
    if document.isExpanded {
      scanner.embed(.shell, text, to: end, context: Shell.document)
    } else {
      scanner.takeLines(text, to: end, as: .string)
    }
  }

  /// Takes `<<WORD` and notes the document, or passes over other redirections.
  @Sendable static func takeHereDocument(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>
  ) -> Bool {
    guard scanner.peek(text) == UInt8(ascii: "<") else { return false }
    if scanner.peek(text, 2) == UInt8(ascii: "<") {
      scanner.take(text, to: scanner.position + 3, as: .plain)
      return true
    }
    let stripsTabs = scanner.peek(text, 2) == UInt8(ascii: "-")
    var start = scanner.position + (stripsTabs ? 3 : 2)
    let open = scanner.end(of: ByteSet(" \t\\"), text, from: start)
    start = scanner.end(of: ByteSet("'\""), text, from: open)
    let end = scanner.end(of: .name.union("-.!+"), text, from: start)
    guard end > start, end - start <= 64, start - scanner.position < 16, !scanner.isEmbedded,
      scanner.memory.hereDocuments.count < 8
    else { return false }
    let isQuoted = start > open || text[start - 1] == UInt8(ascii: "\\")
    scanner.memory.hereDocuments.append(
      CodeScanner.HereDocument(
        delimiter: start..<end, stripsTabs: stripsTabs, isExpanded: !isQuoted))
    scanner.take(text, to: end + (start > open ? 1 : 0), as: .meta)
    return true
  }

  @Sendable static func takeComment(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.isLineBlank || ByteSet(" \t;(|&").contains(scanner.peek(text, -1)) else {
      return false
    }
    scanner.take(text, to: scanner.lineEnd(text, from: scanner.position), as: .comment)
    return true
  }

  /// Takes the prompt that some authors write before a command.
  @Sendable static func takePrompt(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.peek(text) == UInt8(ascii: " ") else { return false }
    scanner.take(text, to: scanner.position + 1, as: .meta)
    return true
  }

  // MARK: Expansions

  /// Takes `$(`, after which a command begins.
  @Sendable static func takeSubstitution(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool
  {
    guard scanner.peek(text) == UInt8(ascii: "(") else { return false }
    scanner.take(text, to: scanner.position + 2, as: .meta)
    scanner.push(code, parameter: 1)
    scanner.memory.isCommand = true
    return true
  }

  @Sendable static func openBackquote(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    scanner.take(text, to: scanner.position + 1, as: .meta)
    scanner.push(backquote)
    scanner.memory.isCommand = true
    return true
  }

  @Sendable static func takeVariable(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let next = scanner.peek(text)
    var end = scanner.position + 2
    if ByteSet.nameStart.contains(next), next < 0x80 {
      end = scanner.end(of: .name, text, from: scanner.position + 1)
    } else if !parameters.contains(next) {
      return false
    }
    return takeArgument(&scanner, text, to: end, as: .variable)
  }

  private static func takeArgument(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>, to end: Int, as kind: TokenKind
  ) -> Bool {
    scanner.takeLines(text, to: end, as: kind)
    scanner.memory.isCommand = false
    return true
  }

  // MARK: Words

  private static let word = ByteSet.all.subtracting(" \t\r\n;|&()<>\"'$`\\")
  private static let pattern = ByteSet.name.union("|*?.-+:/[]\"' ")
  private static let patternEnd = ByteSet("|) ")
  private static let braces = ByteSet("{}!")
  private static let parameters = ByteSet("0123456789@*#?$!-")
  private static let option = ByteSet.name.union("-")

  /// Takes a sign after which a command begins.
  @Sendable static func takeSeparator(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let byte = text[scanner.position]
    let peeked = (before: scanner.peek(text, -1), after: scanner.peek(text))
    let isArray = peeked.before == UInt8(ascii: "=")
    let isOpen = byte == UInt8(ascii: "(")
    // Braces and `!` are commands by themselves, and may be part of a word.
    if braces.contains(byte), !scanner.memory.isCommand || !isAlone(scanner, text) {
      return false
    }
    if byte == UInt8(ascii: ")") {
      let endsSubstitution = scanner.frame.parameter == 1
      scanner.take(text, to: scanner.position + 1, as: endsSubstitution ? .meta : .plain)
      scanner.pop()
    } else {
      scanner.take(text, to: scanner.position + 1, as: .plain)
      if isOpen { scanner.push(code) }
    }
    // `2>&1` and `&>` are redirections, and `[[ a && b ]]` is one command.
    let isRedirection =
      byte == UInt8(ascii: "&")
      && (peeked.before == UInt8(ascii: ">") || peeked.after == UInt8(ascii: ">"))
    scanner.memory.isCommand = !isArray && !isRedirection && !scanner.memory.isTest
    return true
  }

  private static func isAlone(_ scanner: CodeScanner, _ text: Span<UInt8>) -> Bool {
    ByteSet("\0 \t\r\n;").contains(scanner.peek(text))
  }

  /// Takes a command, a keyword, an assignment, an option or an argument.
  @Sendable static func takeWord(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let start = scanner.position
    var end = scanner.end(of: word, text, from: start)
    if end == start {
      // A backslash takes the next byte along, which may be the end of the line.
      end = text[start] == UInt8(ascii: "\\") ? min(start + 2, scanner.end) : start + 1
      let isContinued = scanner.peek(text) == UInt8(ascii: "\n")
      let wasCommand = scanner.memory.isCommand
      scanner.takeLines(text, to: end, as: .plain)
      if !isContinued, text[start] == UInt8(ascii: "\\") { scanner.memory.isCommand = false }
      if isContinued { scanner.memory.isCommand = wasCommand }
      return true
    }
    let isOption = text[start] == UInt8(ascii: "-") && end > start + 1
    if isOption || !scanner.memory.isCommand {
      takePlainWord(&scanner, text, to: end, isOption: isOption)
    } else {
      takeCommand(&scanner, text, to: end)
    }
    return true
  }

  private static func takePlainWord(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>, to end: Int, isOption: Bool
  ) {
    let start = scanner.position
    if isOption, option.contains(text[start + 1]), !text[start + 1].isASCIIDigit {
      let name = scanner.end(of: option, text, from: start)
      scanner.take(text, to: min(name, end), as: .attribute)
      return
    }
    if !isOption, let sign = assignment(text, start..<end) {
      scanner.take(text, to: sign, as: .variable)
      return
    }
    if end - start == 2, text[start] == UInt8(ascii: "]") { scanner.memory.isTest = false }
    // `for NAME in` and `for NAME do`.
    let isDo = isWord("do", text, start..<end)
    let isIn = scanner.memory.awaitsIn && (isDo || isWord("in", text, start..<end))
    if isIn { scanner.memory.awaitsIn = false }
    scanner.take(text, to: end, as: isIn ? .keyword : .plain)
    if isIn, isDo { scanner.memory.isCommand = true }
  }

  private static func isWord(_ word: StaticString, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool
  {
    range.count == word.utf8CodeUnitCount
      && word.withUTF8Buffer { text.holds($0.span, at: range.lowerBound) }
  }

  private static func takeCommand(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>, to end: Int
  ) {
    let start = scanner.position
    if let sign = assignment(text, start..<end) {
      scanner.take(text, to: sign, as: .variable)
      let value = scanner.end(of: ByteSet("+="), text, from: sign)
      scanner.take(text, to: value, as: .plain)
      if value < end { scanner.take(text, to: end, as: .plain) }
      return
    }
    if scanner.frames.count == 1, isPattern(&scanner, text, from: end) {
      scanner.take(text, to: end, as: .plain)
      return
    }
    let entry = words[text.extracting(start..<end)]
    scanner.memory.isTest = end - start == 2 && text[start] == UInt8(ascii: "[")
    switch entry?.kind {
    case .keyword: scanner.take(text, to: end, as: .keyword)
    case .constant, .attribute:
      // The word after it is no command.
      scanner.take(text, to: end, as: .keyword)
      scanner.memory.isCommand = false
      scanner.memory.awaitsIn = entry?.kind == .constant
    case .function: scanner.take(text, to: end, as: .function)
    default:
      scanner.take(text, to: end, as: .function)
      scanner.memory.isCommand = false
    }
  }

  /// Whether a word ends in `)`, or in `|` and more words before `)`: a pattern of `case`.
  private static func isPattern(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>, from end: Int
  ) -> Bool {
    var offset = end
    guard offset < scanner.end, patternEnd.contains(text[offset]) else { return false }
    if text[offset] == 0x20, offset + 1 < scanner.end, text[offset + 1] != UInt8(ascii: "|") {
      return false
    }
    // Each byte is looked at once, also where many words follow each other.
    if end >= scanner.memory.pattern.end {
      offset = scanner.end(of: pattern, text, from: offset)
      let isPattern = offset < scanner.end && text[offset] == UInt8(ascii: ")")
      scanner.memory.pattern = (offset, isPattern)
    }
    return scanner.memory.pattern.isPattern
  }

  /// The offset of the sign of an assignment: `NAME=`, `NAME+=`, `NAME[0]=`.
  private static func assignment(_ text: Span<UInt8>, _ word: Range<Int>) -> Int? {
    guard ByteSet.nameStart.contains(text[word.lowerBound]) else { return nil }
    var offset = word.lowerBound
    while offset < word.upperBound, ByteSet.name.contains(text[offset]) { offset += 1 }
    let name = offset
    if offset < word.upperBound, text[offset] == UInt8(ascii: "[") {
      while offset < word.upperBound, text[offset] != UInt8(ascii: "=") { offset += 1 }
      return offset < word.upperBound ? name : nil
    }
    if offset < word.upperBound, text[offset] == UInt8(ascii: "+") { offset += 1 }
    return offset < word.upperBound && text[offset] == UInt8(ascii: "=") ? name : nil
  }

  /// Keywords before a command, those before a name (`constant`), others, and commands that run commands (`function`).
  private static let words = WordList([
    .keyword: "if then else elif fi do done while until time esac coproc",
    .constant: "for select case",
    .attribute:
      "in function return exit break continue local export readonly declare typeset unset shift [ [[",
    .function: "sudo env exec command nohup xargs builtin eval doas watch nice",
  ])
}
