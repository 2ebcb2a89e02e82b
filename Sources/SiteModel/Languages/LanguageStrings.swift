import Markdown
import Text

/// What readers see of the tool in one language: the words of the theme, of generated pages and of scripts.
///
/// A word that the language lacks is the English one. A class, so that copying it is cheap.
package final class LanguageStrings: Sendable {
  /// The language.
  package let language: LanguageTag
  /// Every name that templates can read, in a fixed order that all languages of a site share.
  package let names: [String]
  /// The words that Markdown's markup adds to the author's text.
  let labels: HTMLLabels
  /// The quotation marks that smart punctuation makes.
  package let quotationMarks: QuotationMarks
  private let words: [String: StringsFile.Word]
  /// The names that only the site's own files give a word in this language.
  private let own: Set<String>

  init(
    _ language: LanguageTag, names: [String], words: [String: StringsFile.Word], own: Set<String>
  ) {
    self.language = language
    self.names = names
    self.words = words
    self.own = own
    labels = HTMLLabels(words)
    var marks: [String] = []
    if case .list(let texts)? = words["quotation_marks"] { marks = texts }
    quotationMarks = QuotationMarks(marks) ?? .english
  }

  /// The forms of a word.
  package enum Forms: Sendable {
    case text(String)
    case plural([PluralCategory: String])
    case list([String])
  }

  /// The forms of a word; an empty text for a name without a word.
  package func forms(_ name: String) -> Forms {
    switch words[name] {
    case .text(let text): .text(text)
    case .plural(let forms): .plural(forms)
    case .list(let texts): .list(texts)
    case nil: .text("")
    }
  }

  /// The text of a word.
  package subscript(name: String) -> String {
    switch words[name] {
    case .text(let text): text
    case .plural(let forms): forms[.other] ?? ""
    case .list, nil: ""
    }
  }

  /// The texts of a word that is a list.
  package func list(_ name: String) -> [String] {
    if case .list(let texts) = words[name] { return texts }
    return []
  }

  /// The text of a word with values in its places.
  package func text(_ name: String, _ values: [String: String]) -> String {
    Placeholders.filled(self[name], values)
  }

  // MARK: Kinds of pages

  /// The label of a kind of pages: that of `waymark.yml`, or the word of the language.
  package func label(of type: ContentType) -> String {
    word("kind_", of: type) ?? type.label
  }

  /// The heading over pages of a kind.
  package func heading(of type: ContentType) -> String {
    if let word = word("kinds_", of: type) { return word }
    let name = type.nouns.many
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// The description of a folder with pages of a kind.
  package func description(ofFolderWith type: ContentType, title: String) -> String {
    let values = ["title": title]
    if let word = word("all_", of: type) { return Placeholders.filled(word, values) }
    return text("all_kind", ["title": title, "kinds": type.nouns.many])
  }

  /// The word of a kind, unless the site names the kind otherwise in `waymark.yml`.
  private func word(_ prefix: String, of type: ContentType) -> String? {
    let name = prefix + type.name
    guard case .text(let text)? = words[name] else { return nil }
    if own.contains(name) { return text }
    guard let known = ContentTypes.builtIn[type.name] else { return text }
    let isSame = prefix == "kind_" ? known.label == type.label : known.nouns == type.nouns
    return isSame ? text : nil
  }
}
