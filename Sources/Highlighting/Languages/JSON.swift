extension Language {
  /// JSON, with the comments, names and quotation marks of JSON5.
  static let json = Language(
    "json jsonc json5 jsonl ndjson geojson webmanifest",
    [
      Context(
        words: WordList([.constant: "true false null Infinity NaN"]),
        name: ByteSet.name.union("$"), hasKeys: true,
        rules: [
          .string("\""), .string("'"), .line("//"), .block("/*", "*/"), .number,
          .word(.nameStart.union("$")),
        ])
    ])
}
