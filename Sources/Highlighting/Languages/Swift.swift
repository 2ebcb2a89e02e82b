import Text

extension Language {
  static let swift = Language("swift", Swift.contexts)
}

private enum Swift {
  private static let code = 0
  /// The inside of a string on one line; the parameter is the number of `#` before it.
  private static let string = 1
  /// The inside of a string over lines.
  private static let lines = 2

  static let contexts: [Language.Context] = [
    Language.Context(
      words: words, hasTypes: true, hasLabels: true,
      rules: [
        .line("//"), .block("/*", "*/", nests: true), .line("#!", opensLine: true),
        .scan(ByteSet("\"#"), takeString), .scan(ByteSet("#@$"), takeMeta),
        .string("`", .plain, escapes: false), .number, .word(),
        .literal("(", .plain, .push(code)), .literal(")", .plain, .pop),
      ]),
    inside(endsAtLine: true), inside(endsAtLine: false),
  ]

  private static func inside(endsAtLine: Bool) -> Language.Context {
    Language.Context(
      kind: .string, endsAtLine: endsAtLine,
      rules: [.scan(ByteSet("\\"), takeEscape), .scan(ByteSet("\""), takeEnd)])
  }

  private static func hashes(_ text: Span<UInt8>, _ scanner: CodeScanner, from start: Int) -> Int {
    scanner.end(of: ByteSet("#"), text, from: start) - start
  }

  /// Takes the start of a string: `"`, `"""`, `#"`.
  @Sendable static func takeString(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let count = hashes(text, scanner, from: scanner.position)
    guard scanner.peek(text, count) == UInt8(ascii: "\"") else {
      // Signs that were counted are not counted again.
      if count > 1 { scanner.take(text, to: scanner.position + count, as: .plain) }
      return count > 1
    }
    let isTriple = scanner.holds(Array("\"\"\"".utf8), text, at: scanner.position + count)
    scanner.take(text, to: scanner.position + count + (isTriple ? 3 : 1), as: .string)
    scanner.push(isTriple ? lines : string, parameter: count)
    return true
  }

  /// Takes the end of a string, with as many `#` as at its start.
  @Sendable static func takeEnd(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let frame = scanner.frame
    let length = frame.context == lines ? 3 : 1
    if length == 3, !scanner.holds(Array("\"\"\"".utf8), text, at: scanner.position) {
      return false
    }
    let close = scanner.position + length
    for index in close..<close + frame.parameter {
      guard index < scanner.end, text[index] == UInt8(ascii: "#") else { return false }
    }
    scanner.take(text, to: close + frame.parameter, as: .string)
    scanner.pop()
    return true
  }

  /// Takes `\n`, or `\(` and what follows as code.
  ///
  /// A raw string has `#` behind the backslash.
  @Sendable static func takeEscape(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let count = scanner.frame.parameter
    var next = scanner.position + 1
    while next < scanner.end, next <= scanner.position + count, text[next] == UInt8(ascii: "#") {
      next += 1
    }
    guard next == scanner.position + count + 1, next < scanner.end, text[next] != UInt8(ascii: "\n")
    else { return false }
    if text[next] == UInt8(ascii: "(") {
      scanner.take(text, to: next + 1, as: .meta)
      scanner.push(code)
    } else {
      scanner.take(text, to: next + 1, as: .string)
    }
    return true
  }

  /// Takes an attribute, a directive, a macro or an argument of a closure: `@main`, `#if`, `$0`.
  @Sendable static func takeMeta(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let sign = text[scanner.position]
    let end = scanner.end(of: .name, text, from: scanner.position + 1)
    guard end > scanner.position + 1 else { return false }
    scanner.take(text, to: end, as: sign == UInt8(ascii: "$") ? .variable : .meta)
    return true
  }

  private static let words = WordList(
    [
      .keyword: """
      as associatedtype async await break case catch class continue convenience default defer deinit didSet do else enum extension
      fallthrough fileprivate final for func guard if import in indirect init inout internal is let mutating nonisolated nonmutating
      operator override precedencegroup private protocol public repeat required rethrows return some static struct subscript switch
      throw throws try typealias unowned var weak where while willSet
      """,
      .constant: "true false nil self super",
      .type: "Self Any",
    ],
    soft: """
      actor any borrowing consume consuming copy dynamic each get infix isolated lazy macro open optional package postfix prefix
      sending set unsafe yield
      """,
    naming: [
      .function: "func macro",
      .type: "struct enum protocol extension typealias associatedtype actor",
    ])
}
