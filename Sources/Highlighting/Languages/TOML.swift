import Text

extension Language {
  /// TOML, and the settings of many programs that look like it.
  static let toml = Language(
    "toml ini cfg conf properties editorconfig gitconfig systemd desktop",
    [
      Context(
        words: WordList([.constant: "true false yes no on off inf nan"]),
        name: ByteSet.name.union("-."),
        rules: [
          .line("#"), .line(";", opensLine: true), .line("!", opensLine: true),
          .scan(ByteSet("["), opensLine: true, TOML.takeHeader), .scan(.all, TOML.takeKey),
          .block("\"\"\"", "\"\"\"", .string), .block("\'\'\'", "\'\'\'", .string), .string("\""),
          .string("'", escapes: false), .scan(.digits, TOML.takeNumber), .word(),
        ])
    ])
}

private enum TOML {
  private static let name = ByteSet.all.subtracting("=#{},\n\"'")
  private static let quotes = ByteSet("\"'")

  /// Takes the name of a table: `[name]`, `[[name]]`.
  @Sendable static func takeHeader(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.position == scanner.lineStart else { return false }
    scanner.take(
      text, to: scanner.end(of: .all.subtracting("#\n"), text, from: scanner.position), as: .type)
    return true
  }

  /// Takes a key: what comes before `=` on a line, or behind a brace or comma.
  @Sendable static func takeKey(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.position >= scanner.memory.noKey, isAtKey(scanner, text) else { return false }
    var end = scanner.position
    while end < scanner.end {
      if quotes.contains(text[end]) {
        end = scanner.stringEnd(
          text, from: end + 1, text[end], text[end] == UInt8(ascii: "\""), false)
      } else if name.contains(text[end]) {
        end += 1
      } else {
        break
      }
    }
    guard end < scanner.end, text[end] == UInt8(ascii: "="), end > scanner.position else {
      scanner.memory.noKey = end
      return false
    }
    while text[end - 1].isBlank { end -= 1 }
    scanner.take(text, to: end, as: .tag)
    return true
  }

  private static func isAtKey(_ scanner: CodeScanner, _ text: Span<UInt8>) -> Bool {
    if scanner.isLineBlank { return true }
    var distance = -1
    while scanner.peek(text, distance).isBlank { distance -= 1 }
    return ByteSet("{,").contains(scanner.peek(text, distance))
  }

  /// Takes a number, a date or a time.
  @Sendable static func takeNumber(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard !scanner.peek(text, -1).isWordByte else { return false }
    let end = scanner.end(of: .name.union(".:+-"), text, from: scanner.position)
    scanner.take(text, to: end, as: .number)
    return true
  }
}
