import Text

extension Language {
  /// Commands behind a prompt, and what they print.
  static let shellSession = Language(
    "console shell-session shellsession sh-session bash-session terminal",
    [Context(rules: [.scan(.all, ShellSession.takeLine)])])
}

private enum ShellSession {
  /// Takes a line: a prompt with a command, or what a command printed.
  @Sendable static func takeLine(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    var end = scanner.lineEnd(text, from: scanner.position)
    guard let prompt = promptEnd(text, scanner.position..<end) else {
      scanner.take(text, to: end, as: .plain)
      return true
    }
    scanner.take(text, to: prompt, as: .meta)
    // The command goes on behind a backslash.
    while end < scanner.end, end > prompt, text[end - 1] == UInt8(ascii: "\\") {
      end = scanner.lineEnd(text, from: end + 1)
    }
    scanner.embed(.shell, text, to: end)
    return true
  }

  /// The offset after a prompt: `$`, `#`, `%` or `>` with a space after it, behind a name or a folder.
  private static func promptEnd(_ text: Span<UInt8>, _ line: Range<Int>) -> Int? {
    let limit = min(line.upperBound, line.lowerBound + 80)
    var offset = line.lowerBound
    // The name of an environment: `(venv) `.
    if text[offset] == UInt8(ascii: "(") {
      while offset < limit, text[offset] != UInt8(ascii: ")") { offset += 1 }
      offset = min(offset + 2, limit)
    }
    let host = ByteSet.name.union("-.@:~/\\[]")
    let isNamed = { (start: Int) in offset > start }
    let start = offset
    while offset < limit, host.contains(text[offset]) || isNamed(start) && text[offset] == 0x20 {
      offset += 1
    }
    guard offset < limit, ByteSet("$#%>").contains(text[offset]),
      offset + 1 == line.upperBound || text[offset + 1] == 0x20
    else { return nil }
    let name = text.extracting(start..<offset)
    let isHost =
      name.isEmpty || name.offset(of: UInt8(ascii: "@")) != nil
      || name.offset(of: UInt8(ascii: "~")) != nil || text[start] == UInt8(ascii: "[")
    return isHost ? offset + 1 : nil
  }
}
