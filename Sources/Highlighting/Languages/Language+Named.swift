extension Language {
  /// Every language.
  ///
  /// A new one is a file with a value like these, and its name here.
  static let all: [Language] = [
    .css, .diff, .html, .javaScript, .json, .python, .pythonConsole, .shell, .shellSession, .sql,
    .swift, .toml, .typeScript, .tsx, .xml, .yaml,
  ]

  private static let byName: [String: Language] = Dictionary(
    all.flatMap { language in language.names.map { ($0, language) } }, uniquingKeysWith: { $1 })

  /// The language with a name, in any case; `nil` for a name that is none of ours.
  package static func named(_ name: String) -> Language? { byName[name.lowercased()] }
}
