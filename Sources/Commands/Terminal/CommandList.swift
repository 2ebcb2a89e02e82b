/// Commands to type, each with its effect beside it.
enum CommandList {
  /// Lines such as `  waymark build   writes the site`, with the effects below each other.
  ///
  /// `commands` are the words after the tool's name.
  static func text(_ commands: [(words: String, effect: String)]) -> String {
    let width = commands.map(\.words.count).max() ?? 0
    return commands.map { words, effect in
      "  waymark \(words)\(String(repeating: " ", count: width - words.count))   \(effect)\n"
    }.joined()
  }
}
