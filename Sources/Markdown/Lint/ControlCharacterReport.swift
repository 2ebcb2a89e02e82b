import Diagnostics

/// Makes the diagnostics of control characters, which the site leaves out.
package enum ControlCharacterReport {
  /// The largest number of characters that are reported in one file.
  ///
  /// Further ones are only counted.
  private static let limit = 20

  /// The diagnostics of the control characters at `places` of a source, in their order.
  package static func diagnostics(
    _ places: [Range<Int>], in source: SourceText
  ) -> [Diagnostic] {
    var diagnostics = places.prefix(limit).map { place in
      diagnostic(source.text(place).unicodeScalars.first, at: source.location(of: place))
    }
    if places.count > limit, let last = diagnostics.indices.last {
      diagnostics[last].notes.append(.init("and \(places.count - limit) more in this file"))
    }
    return diagnostics
  }

  /// The diagnostic of one control character, which is `nil` where it is unknown.
  package static func diagnostic(_ scalar: Unicode.Scalar?, at location: Location) -> Diagnostic {
    let name = scalar.map { " \(ControlCharacters.name(of: $0))" } ?? ""
    return Diagnostic(
      .controlCharacter,
      "the control character\(name) is not allowed in HTML, so the site shows a space",
      at: location,
      help: "remove it; it was probably pasted from a terminal or another program")
  }
}
