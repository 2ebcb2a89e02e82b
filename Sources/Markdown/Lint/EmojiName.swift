import Diagnostics
import Text

extension Rule {
  static let emojiName = Rule(
    "emoji-name", .warning,
    "`:smile:` is the name of an emoji or icon in other tools. Waymark shows the name, and emoji that "
      + "are written as characters: 😄.",
    example: """
      content/page.md:
      Well done :smile:
      """,
    grouping: .once)
}

/// Finds names of emoji and icons between colons.
enum EmojiName: MarkdownCheck {
  static let rules = [Rule.emojiName]

  /// The longest name, such as `material-checkbox-multiple-blank-circle-outline`.
  private static let limit = 60

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains(":") else { return }
    let bytes = document.prose.bytes
    let text = bytes.span.extracting(..<document.body.upperBound)
    var start = document.body.lowerBound
    while let colon = text.offset(of: UInt8(ascii: ":"), from: start) {
      var end = colon + 1
      while end < text.count, end - colon <= limit, isNameByte(text[end]) { end += 1 }
      start = max(end, colon + 1)
      guard end < text.count, text[end] == UInt8(ascii: ":"), end - colon > 2,
        colon == document.body.lowerBound || isEdge(text[colon - 1]),
        end + 1 >= text.count || isEdge(text[end + 1]),
        (colon + 1..<end).contains(where: { text[$0].isASCIILetter })
      else { continue }
      start = end + 1
      report(colon..<end + 1, &document)
    }
  }

  private static func report(_ range: Range<Int>, _ document: inout LintedDocument) {
    let name = document.document.source.text(range.lowerBound + 1..<range.upperBound - 1)
    let message = "`:\(name):` is shown as text"
    if let emoji = EmojiTable.emoji[name] {
      document.report(.emojiName, message, range, Advice(certain: emoji))
    } else {
      document.report(
        .emojiName, message, range, help: "write the character, or remove it")
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || byte.isASCIILetter && byte == byte.asciiLowercased
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  /// Whether a byte beside a name cannot belong to a word, a time or an address.
  private static func isEdge(_ byte: UInt8) -> Bool {
    !byte.isASCIIAlphanumeric && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "/")
      && byte != ProseText.masked && byte != ProseText.escaped
  }
}
