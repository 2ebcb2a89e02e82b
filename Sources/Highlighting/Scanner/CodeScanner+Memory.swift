extension CodeScanner {
  /// What functions of languages remember.
  ///
  /// Each value has a meaning in one language.
  struct Memory {
    /// Whether the next word is a command (shell).
    var isCommand = true
    /// Whether `in` is a keyword (shell).
    var awaitsIn = false
    /// The end of the latest text that may be a pattern of `case`, and whether it is one (shell).
    var pattern = (end: 0, isPattern: false)
    /// Whether `[[` is open (shell).
    var isTest = false
    /// The here-documents that begin on the next line (shell).
    var hereDocuments: [HereDocument] = []
    /// The column of the latest key or dash of the line (YAML).
    var column = 0
    /// Whether a statement begins here (CSS).
    var isStatement = true
    /// The language within the element whose tag is open (HTML).
    var inner: Language?
    /// The name of that element.
    var element: Range<Int>?
    /// No regular expression ends before this offset (JavaScript).
    var openSlash = 0
    /// No key ends before this offset (TOML).
    var noKey = 0
    /// How many lines of the hunk have not come yet (diff).
    var hunk = (removed: 0, added: 0)
    /// Where the line with the name of the second file begins (diff).
    var names = 0
  }

  /// A text within a shell script, up to a line with a word of its own.
  struct HereDocument: Sendable {
    var delimiter: Range<Int>
    var stripsTabs: Bool
    /// Whether variables in it are replaced.
    var isExpanded: Bool
  }
}
