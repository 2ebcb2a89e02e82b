import Text

extension Language {
  static let python = Language("python py py3 python3 pyi pyw starlark bzl", Python.contexts)

  /// A session at Python's prompt.
  static let pythonConsole = Language(
    "pycon python-console pyrepl",
    [
      Context(rules: [
        .scan(ByteSet(">."), opensLine: true, Python.takePrompt),
        .scan(.all) { scanner, text in
          scanner.take(text, to: scanner.lineEnd(text, from: scanner.position), as: .plain)
          return true
        },
      ])
    ])
}

private enum Python {
  private static let code = 0
  /// The inside of an f-string on one line; the parameter is the quotation mark.
  private static let formatted = 1
  /// The inside of an f-string over lines.
  private static let formattedLines = 2

  static let contexts: [Language.Context] = [
    Language.Context(
      words: words, hasTypes: true,
      rules: [
        .line("#"), .scan(ByteSet("'\"rRbBuUfFtT"), takeString),
        .scan(ByteSet("@"), opensLine: true, takeDecorator), .number, .word(),
        .literal("{", .plain, .push(code)), .literal("}", .plain, .pop),
        .scan(ByteSet(":!"), takeFormat),
      ]),
    inside(endsAtLine: true), inside(endsAtLine: false),
  ]

  private static func inside(endsAtLine: Bool) -> Language.Context {
    Language.Context(
      kind: .string, endsAtLine: endsAtLine,
      rules: [
        .escape, .literal("{{", .string), .literal("{", .meta, .push(code)),
        .scan(ByteSet("'\"")) { scanner, text in
          let quote = UInt8(truncatingIfNeeded: scanner.frame.parameter)
          guard text[scanner.position] == quote else { return false }
          var length = 1
          if scanner.frame.context == formattedLines {
            guard scanner.peek(text) == quote, scanner.peek(text, 2) == quote else { return false }
            length = 3
          }
          scanner.take(text, to: scanner.position + length, as: .string)
          scanner.pop()
          return true
        },
      ])
  }

  /// Takes a string, or the start of one that holds code.
  ///
  /// It may have up to two letters before it.
  @Sendable static func takeString(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    var prefix = 0
    while prefix < 3, scanner.peek(text, prefix).isASCIILetter { prefix += 1 }
    let quote = scanner.peek(text, prefix)
    guard prefix < 3, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return false
    }
    let start = scanner.position
    let isTriple =
      scanner.peek(text, prefix + 1) == quote && scanner.peek(text, prefix + 2) == quote
    let open = start + prefix + (isTriple ? 3 : 1)
    let letters = (0..<prefix).map { text[start + $0] | 0x20 }
    if letters.contains(UInt8(ascii: "f")) || letters.contains(UInt8(ascii: "t")) {
      scanner.take(text, to: open, as: .string)
      scanner.push(isTriple ? formattedLines : formatted, parameter: Int(quote))
      return true
    }
    scanner.takeLines(
      text,
      to: isTriple
        ? tripleEnd(scanner, text, from: open, quote)
        : scanner.stringEnd(text, from: open, quote, true, false),
      as: .string)
    return true
  }

  private static func tripleEnd(
    _ scanner: CodeScanner, _ text: Span<UInt8>, from start: Int, _ quote: UInt8
  ) -> Int {
    var offset = start
    while offset < scanner.end {
      if scanner.holds([quote, quote, quote], text, at: offset) { return offset + 3 }
      offset += text[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return scanner.end
  }

  @Sendable static func takeDecorator(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let end = scanner.end(of: .name.union("."), text, from: scanner.position + 1)
    scanner.take(text, to: end, as: .meta)
    return true
  }

  /// Takes the format behind a value in an f-string: `:>10` or `!r`.
  @Sendable static func takeFormat(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let frames = scanner.frames
    guard frames.count > 1, frames[frames.count - 2].context != code,
      scanner.peek(text) != UInt8(ascii: "=")
    else { return false }
    let format = ByteSet.all.subtracting("{}'\"\n")
    scanner.take(
      text, to: scanner.end(of: format, text, from: scanner.position + 1), as: .string)
    return true
  }

  /// Takes a prompt and the line of code after it.
  @Sendable static func takePrompt(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let prompt = [UInt8](repeating: text[scanner.position], count: 3)
    guard scanner.holds(prompt, text, at: scanner.position) else { return false }
    scanner.take(text, to: scanner.position + 3, as: .meta)
    scanner.embed(.python, text, to: scanner.lineEnd(text, from: scanner.position))
    return true
  }

  private static let words = WordList(
    [
      .keyword: """
      and as assert async await break class continue def del elif else except finally for from global if import in is lambda
      nonlocal not or pass raise return try while with yield
      """,
      .constant: "True False None self cls NotImplemented Ellipsis __name__ __file__ __debug__",
      .type: "int str float bool bytes bytearray dict list set frozenset tuple object type complex",
    ], soft: "match case type", naming: [.function: "def", .type: "class"])
}
