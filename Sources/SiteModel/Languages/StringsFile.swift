import Diagnostics
import Text
import YAML

/// The words of one language, as a file has them: `templates/strings/de.yml`, or a site's `strings.yml`.
package struct StringsFile: Sendable {
  /// A text, its forms for numbers, or a list of texts.
  enum Word: Sendable, Hashable {
    case text(String)
    case plural([PluralCategory: String])
    case list([String])

    /// The kind of the word, for messages.
    var kindName: String {
      switch self {
      case .text: "text"
      case .plural: "forms for numbers, such as `one` and `other`"
      case .list: "a list"
      }
    }

    /// The names of the places in its texts: `page` in `On {page}`.
    var places: Set<String> {
      switch self {
      case .text(let text): Placeholders.names(in: text)
      case .plural(let forms):
        forms.values.reduce(into: []) { $0.formUnion(Placeholders.names(in: $1)) }
      case .list: []
      }
    }
  }

  /// A word with its place in the file.
  struct Entry: Sendable {
    let name: String
    let nameRange: Range<Int>
    let valueRange: Range<Int>
    let word: Word
  }

  /// The file.
  package let source: SourceText
  /// The words in their order.
  let entries: [Entry]
  /// Words that cannot be read.
  let diagnostics: [Diagnostic]
  /// The messages of `diagnostics`.
  package var errors: [String] { diagnostics.map(\.message) }

  /// Reads a file. O(n)
  package init(_ source: SourceText) {
    self.source = source
    if let diagnostic = InvalidUTF8.diagnostic(in: source) {
      (entries, diagnostics) = ([], [diagnostic])
      return
    }
    var (root, diagnostics) = YAMLReader.read(source, 0..<source.bytes.count)
    var entries: [Entry] = []
    if let root, !root.isNull, case .mapping = root.content {
      for entry in root.entries {
        switch Self.word(entry, source) {
        case .success(let word):
          entries.append(
            Entry(
              name: entry.key, nameRange: entry.keyRange, valueRange: entry.value.range, word: word)
          )
        case .failure(let mistake): diagnostics.append(mistake.diagnostic)
        }
      }
    } else if let root, !root.isNull {
      diagnostics.append(
        Diagnostic(
          .invalidString, "this file holds \(root.kindName) instead of names with their words",
          at: source.location(of: root.range), help: "write lines such as `in_short: In brief`"))
    }
    (self.entries, self.diagnostics) = (entries, diagnostics)
  }

  private struct Mistake: Error {
    let diagnostic: Diagnostic
  }

  private static func word(_ entry: YAMLEntry, _ source: SourceText) -> Result<Word, Mistake> {
    func mistake(_ message: String, _ range: Range<Int>, _ advice: Advice) -> Result<Word, Mistake>
    {
      .failure(
        Mistake(
          diagnostic: Diagnostic(
            .invalidString, message, at: source.location(of: range), advice: advice)))
    }
    switch entry.value.content {
    case .scalar(let text, _):
      if entry.value.isNull {
        return mistake("`\(entry.key)` is empty", entry.keyRange, Advice("write the word"))
      }
      return .success(.text(text))
    case .sequence(let items):
      var texts: [String] = []
      for item in items {
        guard case .scalar(let text, _) = item.content else {
          return mistake("this is \(item.kindName), not text", item.range, Advice("write text"))
        }
        texts.append(text)
      }
      return .success(.list(texts))
    case .mapping(let entries):
      var forms: [PluralCategory: String] = [:]
      for form in entries {
        guard let category = PluralCategory(rawValue: form.key) else {
          return mistake(
            "`\(form.key)` is not a form for numbers", form.keyRange,
            Advice(naming: form.key, from: PluralCategory.allCases.map(\.rawValue)))
        }
        guard case .scalar(let text, _) = form.value.content else {
          return mistake(
            "this is \(form.value.kindName), not text", form.value.range, Advice("write text"))
        }
        forms[category] = text
      }
      guard forms[.other] != nil else {
        return mistake(
          "`\(entry.key)` has no form `other`", entry.keyRange,
          Advice("add `other`, which is shown for all numbers without a form"))
      }
      return .success(.plural(forms))
    }
  }
}
