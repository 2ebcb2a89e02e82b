import Diagnostics

/// Compares the words of a language with the English ones.
enum StringsCheck {
  /// What stands before the name of a kind in the names of its words.
  static let kindPrefixes = ["kind_", "kinds_", "all_"]

  /// Whether a name is that of a word for a kind of pages, which a site can add.
  static func isKind(_ name: String) -> Bool { kindPrefixes.contains(where: name.hasPrefix) }

  /// The words that can replace the English ones: those of the same form, and those without an English word.
  ///
  /// A text can replace forms for numbers, because some languages have one form for all.
  static func fitting(
    _ words: [String: StringsFile.Word], _ english: [String: StringsFile.Word]
  ) -> [String: StringsFile.Word] {
    words.filter { name, word in english[name].map { fits(word, $0) } ?? true }
  }

  private static func fits(_ word: StringsFile.Word, _ english: StringsFile.Word) -> Bool {
    switch (word, english) {
    case (.text, .text), (.text, .plural), (.plural, .plural): true
    case (.list(let texts), .list(let others)): texts.count == others.count
    default: false
    }
  }

  /// Words of another form than the English ones, and places that these do not have.
  static func misfits(
    in file: StringsFile, english: [String: StringsFile.Word]
  ) -> [Diagnostic] {
    file.entries.flatMap { entry -> [Diagnostic] in
      guard let known = english[entry.name] else { return [] }
      let location = file.source.location(of: entry.valueRange)
      guard fits(entry.word, known) else { return [misfit(entry, known, at: location)] }
      return entry.word.places.subtracting(known.places).sorted().map { place in
        let places = known.places.sorted()
        let shown = places.map { "{\($0)}" }
        return Diagnostic(
          .invalidString, "`\(entry.name)` has no place `{\(place)}`", at: location,
          help: places.isEmpty
            ? "it stands for itself; write it without braces"
            : "its places are " + shown.map { "`\($0)`" }.joined(separator: ", "))
      }
    }
  }

  private static func misfit(
    _ entry: StringsFile.Entry, _ known: StringsFile.Word, at location: Location
  ) -> Diagnostic {
    if case .list(let texts) = known, case .list(let given) = entry.word {
      return Diagnostic(
        .invalidString, "`\(entry.name)` has \(given.count) texts instead of \(texts.count)",
        at: location,
        help: "write as many as there are in English: \(texts.joined(separator: ", "))"
      )
    }
    return Diagnostic(
      .invalidString, "`\(entry.name)` is \(entry.word.kindName) instead of \(known.kindName)",
      at: location, help: "write it as `strings/en.yml` does")
  }
}
