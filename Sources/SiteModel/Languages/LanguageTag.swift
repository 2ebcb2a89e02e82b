/// A language as a BCP 47 tag, such as `en` or `pt-BR`.
package struct LanguageTag: Sendable, Hashable {
  /// The tag as the author wrote it.
  package let text: String

  /// English, the language of sites that name none, and of words that a language lacks.
  package static let english = LanguageTag(valid: "en")

  /// Reads a tag: a language, then subtags of letters and digits; `nil` if it is not well formed.
  package init?(_ text: String) {
    guard text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/) != nil else { return nil }
    self.text = text
  }

  private init(valid text: String) { self.text = text }

  /// The subtag of the language in lower case: `pt` for `pt-BR`.
  package var code: String { subtags.first ?? "" }

  /// The tags to look words up by, the longest first: `pt-br` and `pt` for `pt-BR`.
  var lookups: [String] {
    let subtags = subtags
    return subtags.indices.reversed().map { subtags[...$0].joined(separator: "-") }
  }

  private var subtags: [String] { text.lowercased().split(separator: "-").map(String.init) }

  /// Whether the language is written from right to left: by the script that the tag names, or by its usual one.
  package var isRightToLeft: Bool {
    let script = subtags.dropFirst().first { $0.count == 4 && $0.allSatisfy(\.isLetter) }
    if let script { return Self.rightToLeftScripts.contains(script) }
    return Self.rightToLeftLanguages.contains(code)
  }

  /// The value of `dir` in HTML.
  package var direction: String { isRightToLeft ? "rtl" : "ltr" }

  /// From the scripts of CLDR's `scriptMetadata` with the direction `YES`.
  private static let rightToLeftScripts: Set<String> = [
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi",
  ]
  /// The languages whose likely script, in CLDR's `likelySubtags`, is one of these.
  private static let rightToLeftLanguages: Set<String> = [
    "ar", "arc", "ars", "ary", "arz", "azb", "bal", "bgn", "brh", "ckb", "dv", "fa", "glk", "he",
    "iw", "ji", "khw",
    "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
  ]
}
