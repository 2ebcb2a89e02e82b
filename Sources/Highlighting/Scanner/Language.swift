/// A language: its names, and the contexts that its code consists of.
package final class Language: Sendable {
  /// The part of the code in which certain rules hold, such as a string or the inside of a tag.
  struct Context: Sendable {
    /// What the bytes are that no rule takes.
    var kind = TokenKind.plain
    /// Whether it ends with its line at the latest, as most strings do.
    var endsAtLine = false
    /// The words that mean something.
    var words = WordList([:])
    /// The bytes of a name.
    var name = ByteSet.name
    /// Whether names in mixed or upper case are those of types.
    var hasTypes = false
    /// Whether a string or name with a colon behind it is a key.
    var hasKeys = false
    /// Whether a word with a colon right behind it is a label, even a keyword.
    var hasLabels = false
    /// The rules, at most 32.
    ///
    /// The first one that takes something wins.
    var rules: [Rule]
    /// For each byte, the rules that may begin with it, as bits.
    fileprivate(set) var candidates: [UInt32] = []
  }

  /// The names in lower case that authors write behind the fence.
  let names: [String]
  /// The contexts; the first one is that of a whole text.
  let contexts: [Context]

  /// What the language does at the start of each line but the first.
  let beginLine: (@Sendable (inout CodeScanner, Span<UInt8>) -> Void)?

  init(
    _ names: String, _ contexts: [Context],
    beginLine: (@Sendable (inout CodeScanner, Span<UInt8>) -> Void)? = nil
  ) {
    self.beginLine = beginLine
    self.names = names.split(separator: " ").map(String.init)
    self.contexts = contexts.map { context in
      precondition(context.rules.count <= 32)
      var context = context
      context.candidates = (0...UInt8.max).map { byte in
        context.rules.indices.reduce(0 as UInt32) {
          context.rules[$1].first.contains(byte) ? $0 | 1 << UInt32($1) : $0
        }
      }
      return context
    }
  }

  /// The tokens of a text, which cover it from its first byte to its last; O(n).
  package func tokens(of text: Span<UInt8>) -> [Token] {
    var scanner = CodeScanner(self, 0..<text.count)
    scanner.run(text)
    return scanner.tokens
  }
}
