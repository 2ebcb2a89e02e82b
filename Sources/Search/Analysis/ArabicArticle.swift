/// The article that Arabic writes as one word with its noun, together with the conjunction or preposition before it.
enum ArabicArticle {
  /// The forms, the longer ones first: `ال`, after `و` or one of `ب`, `ف`, `ك`, and `لل`.
  private static let forms: [[UInt8]] = {
    let articles = ["ال", "بال", "فال", "كال", "لل"]
    return (articles.map { "و" + $0 } + articles).map { Array($0.utf8) }.sorted {
      $0.count > $1.count
    }
  }()

  /// The length of the article at the start of a folded word; 0 where two Arabic letters do not follow.
  static func length(in word: [UInt8]) -> Int {
    forms.first { form in
      guard word.count >= form.count + 4, word.starts(with: form) else { return false }
      let next = String(decoding: word[form.count..<form.count + 4], as: UTF8.self)
      return next.unicodeScalars.count == 2 && next.unicodeScalars.allSatisfy { "ء"..."ي" ~= $0 }
    }?.count ?? 0
  }
}
