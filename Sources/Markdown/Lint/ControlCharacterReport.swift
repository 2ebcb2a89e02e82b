import Diagnostics

/// Says where control characters stand that are left out of the site.
package enum ControlCharacterReport {
  /// How many of one file are shown; whoever has more has another kind of file.
  private static let limit = 20

  /// What to say of the control characters that stand at these places of a source, in order.
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

  /// What to say of one control character, which may not be known.
  package static func diagnostic(_ scalar: Unicode.Scalar?, at location: Location) -> Diagnostic {
    let name = scalar.map { " \(ControlCharacters.name(of: $0))" } ?? ""
    return Diagnostic(
      .controlCharacter, "the control character\(name) is left out of the site", at: location,
      help: "remove it; it was probably pasted from a terminal or another program")
  }
}
