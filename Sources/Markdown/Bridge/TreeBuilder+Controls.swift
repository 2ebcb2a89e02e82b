import Diagnostics

/// Control characters that a text names by number: `&#27;`.
extension TreeBuilder {
  /// Replaces those in the latest text, which had none but by references.
  mutating func replaceControls(from start: Int) {
    let ranges = ControlCharacters.ranges(in: document.text, start..<document.text.count)
    ControlCharacters.replace(ranges, in: &document.text)
    for _ in ranges { reportControl() }
  }

  /// Reports the next reference to a control character in the source.
  mutating func reportControl() {
    while let start = nextAmpersand() {
      nextReference = start + 1
      guard let reference = CharacterReference(at: start, in: bytes),
        ControlCharacters.replacement(for: reference.scalar) != reference.scalar
      else { continue }
      nextReference = reference.range.upperBound
      document.report(
        ControlCharacterReport.diagnostic(
          reference.scalar, at: locations.location(of: reference.range)))
      return
    }
  }

  private func nextAmpersand() -> Int? {
    guard nextReference < body.upperBound else { return nil }
    return UnsafeBufferPointer(rebasing: bytes[..<body.upperBound])
      .offset(of: UInt8(ascii: "&"), from: nextReference)
  }
}
