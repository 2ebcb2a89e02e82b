/// Writes commands so that they can be pasted into a shell.
package enum ShellQuoting {
  /// The words as one command, each quoted where a shell would not read it as it is.
  package static func command(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_./:,=+@%".utf8.contains($0) }
    if isPlain, !word.isEmpty { return word }
    let shown = word.unicodeScalars.filter {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    return "'" + String(String.UnicodeScalarView(shown)).replacing("'", with: "'\\''") + "'"
  }
}
