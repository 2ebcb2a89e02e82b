import Text

extension Language {
  static let javaScript = Language(
    "javascript js mjs cjs jsx node es6", ECMAScript.contexts(words: "", hasMarkup: true))
  static let typeScript = Language(
    "typescript ts mts cts", ECMAScript.contexts(words: ECMAScript.typeWords, hasMarkup: false))
  /// TypeScript with elements.
  static let tsx = Language(
    "tsx", ECMAScript.contexts(words: ECMAScript.typeWords, hasMarkup: true))
}

private enum ECMAScript {
  private static let code = 0
  private static let template = 1
  /// The inside of a tag, and what is between tags.
  private static let tag = 2
  private static let content = 3

  static func contexts(words: String, hasMarkup: Bool) -> [Language.Context] {
    var rules: [Rule] = [
      .line("#!", opensLine: true), .line("//"), .block("/*", "*/"), .string("'"), .string("\""),
      .literal("`", .string, .push(template)), .number, .word(.nameStart.union("$#")),
      .literal("{", .plain, .push(code)), .literal("}", .plain, .pop),
      .scan(ByteSet("/"), takeRegularExpression), .scan(ByteSet("@"), takeDecorator),
    ]
    if hasMarkup { rules.append(.scan(ByteSet("<"), takeTag)) }
    return [
      Language.Context(
        words: self.words(words), name: ByteSet.name.union("$"), hasTypes: true, hasLabels: true,
        rules: rules),
      Language.Context(
        kind: .string,
        rules: [
          .escape, .literal("${", .meta, .push(code)), .literal("`", .string, .pop),
        ]),
      Language.Context(rules: [
        .literal("/>", .tag, .pop), .scan(ByteSet(">"), endTag),
        .string("\"", escapes: false, spansLines: true),
        .string("'", escapes: false, spansLines: true), .literal("{", .plain, .push(code)),
        .block("/*", "*/"), .scan(.nameStart, takeAttribute),
      ]),
      Language.Context(rules: [
        .literal("{", .plain, .push(code)), .scan(ByteSet("<"), takeInnerTag),
      ]),
    ]
  }

  /// Takes a regular expression, which must end on its line.
  @Sendable static func takeRegularExpression(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>
  ) -> Bool {
    guard !scanner.endsValue, scanner.position >= scanner.memory.openSlash else { return false }
    var end = scanner.position + 1
    var isInClass = false
    while end < scanner.end, text[end] != UInt8(ascii: "\n") {
      switch text[end] {
      case UInt8(ascii: "\\"): end += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        let flags = scanner.end(of: .lowerCase, text, from: end + 1)
        scanner.take(text, to: flags, as: .string)
        return true
      default: break
      }
      end += 1
    }
    scanner.memory.openSlash = end
    return false
  }

  @Sendable static func takeDecorator(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let end = scanner.end(of: .name.union("$."), text, from: scanner.position + 1)
    scanner.take(text, to: end, as: .meta)
    return true
  }

  // MARK: Elements

  /// Takes the start of an element where a value may begin.
  @Sendable static func takeTag(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let next = scanner.peek(text)
    guard !scanner.endsValue, next.isASCIILetter || next == UInt8(ascii: ">") else { return false }
    return openTag(&scanner, text)
  }

  /// Takes a tag between tags.
  @Sendable static func takeInnerTag(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let next = scanner.peek(text)
    guard next == UInt8(ascii: "/") else {
      return (next.isASCIILetter || next == UInt8(ascii: ">")) && openTag(&scanner, text)
    }
    var end = scanner.end(of: .name.union("-.:"), text, from: scanner.position + 2)
    if end < scanner.end, text[end] == UInt8(ascii: ">") { end += 1 }
    scanner.take(text, to: end, as: .tag)
    scanner.pop()
    scanner.endsValue = true
    return true
  }

  private static func openTag(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let end = scanner.end(of: .name.union("-.:"), text, from: scanner.position + 1)
    scanner.take(text, to: end, as: .tag)
    scanner.push(tag)
    return true
  }

  /// Takes the end of a start tag, after which the content of the element begins.
  @Sendable static func endTag(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    scanner.take(text, to: scanner.position + 1, as: .tag)
    scanner.pop()
    scanner.push(content)
    return true
  }

  @Sendable static func takeAttribute(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let end = scanner.end(of: .name.union("-:."), text, from: scanner.position)
    scanner.take(text, to: end, as: .attribute)
    return true
  }

  // MARK: Words

  static let typeWords = """
    abstract as asserts declare enum implements infer interface is keyof module namespace out override private protected public
    readonly satisfies type unique
    """
  static let types = "any bigint boolean never number object string symbol unknown"

  private static func words(_ others: String) -> WordList {
    WordList(
      [
        .keyword: """
        await break case catch class const continue debugger default delete do else export extends finally for function if import
        in instanceof let new return static switch throw try typeof var void while with yield
        """,
        .constant: "true false null undefined NaN Infinity this super globalThis arguments",
        .type: others.isEmpty ? "" : types,
      ],
      soft: "async get set of from " + others,
      naming: [.function: "function", .type: "class extends implements interface enum type"])
  }
}
