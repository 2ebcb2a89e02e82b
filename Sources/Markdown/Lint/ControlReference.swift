import Diagnostics
import Text

/// Finds references to control characters in the text, such as `&#27;`.
enum ControlReference: MarkdownCheck {
  static let rules = [Rule.controlCharacter]

  static func run(on document: inout LintedDocument) {
    var left = document.controlCount
    var next = document.body.lowerBound
    let bytes = document.bytes
    while left > 0, let start = bytes.span.offset(of: UInt8(ascii: "&"), from: next),
      start < document.body.upperBound
    {
      next = start + 1
      guard let reference = CharacterReference(at: start, in: bytes),
        ControlCharacters.replacement(for: reference.scalar) != reference.scalar
      else { continue }
      next = reference.range.upperBound
      left -= 1
      document.report(
        ControlCharacterReport.diagnostic(
          reference.scalar, at: document.location(of: reference.range)))
    }
  }
}
