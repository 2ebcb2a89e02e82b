/// What an index knows of the language of its texts: which words are forms of one, and which are too common to be
/// searched.
struct TextLanguage: Sendable {
  /// The first subtag of its BCP 47 tags.
  let code: String
  /// The name of its Snowball stemmer.
  let stemmer: String
  let stopWords: StopWords
  /// Endings of forms, folded, so that a reader finds the family of a form that no page has without a stemmer.
  ///
  /// Those with a hyphen only replace others: `studies` is a form of `study`, but `plane` is none of `plan`. Endings that
  /// make other words (`teacher`) are left out.
  let endings: String
  /// What is written before an apostrophe and is no part of a word: `l'` in French.
  let elisions: Set<String>

  private init(_ known: Known) {
    code = known.code
    stemmer = known.stemmer
    endings = known.endings
    elisions = known.elisions
    stopWords = known.stopWords.isEmpty ? .none : StopWords(text: Self.folded(known.stopWords))
  }

  /// The language of a BCP 47 tag; `nil` for one whose forms are not known.
  init?(tag: String) {
    let code = tag.lowercased().split(separator: "-").first.map(String.init) ?? ""
    if code == "en" {
      self = Self.english
    } else if let known = Self.all.first(where: { $0.code == Self.others[code] ?? code }) {
      self.init(known)
    } else {
      return nil
    }
  }

  /// Most sites are in English, so it is made once.
  static let english = TextLanguage(
    Known(
      "en", "english", StopWordLists.english,
      endings: "d ed es ing ly s -ation -ations -e -ied -ies -ion -ions -y"))

  var isEnglish: Bool { code == "en" }

  /// Words in the form in which they are compared, in the order of their bytes.
  private static func folded(_ words: String) -> String {
    var scanner = WordScanner()
    let folded = scanner.words(of: words).map { String(decoding: $0, as: UTF8.self) }
    return Set(folded).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " ")
  }

  /// The form of a written word that is stemmed: in lower case, without an elided article.
  func stemmed(_ written: some StringProtocol) -> [UInt8] {
    var word = written.lowercased()[...]
    word = Substring(word.replacing("\u{2019}", with: "'"))
    if let apostrophe = word.firstIndex(of: "'"), elisions.contains(String(word[..<apostrophe])) {
      word = word[word.index(after: apostrophe)...]
    }
    return Array(word.utf8)
  }

  /// Other codes of a language.
  private static let others = ["nb": "no", "nn": "no"]

  /// A language as it is listed.
  private struct Known {
    var code: String
    var stemmer: String
    var stopWords: String
    var endings: String
    var elisions: Set<String>

    init(
      _ code: String, _ stemmer: String, _ stopWords: String = "", endings: String = "",
      elisions: Set<String> = []
    ) {
      self.code = code
      self.stemmer = stemmer
      self.stopWords = stopWords
      self.endings = endings
      self.elisions = elisions
    }
  }

  private static let all = [
    Known("ar", "arabic", StopWordLists.arabic, endings: "ا ات ه ها هم ي يه ين ون ان -ات -ه -ي"),
    Known("ca", "catalan", elisions: ["d", "l", "m", "n", "s", "t"]),
    Known(
      "da", "danish", StopWordLists.danish,
      endings: "e en ens er erne ernes ers es et ets n ne r s t"),
    Known(
      "de", "german", StopWordLists.german,
      endings: "e en er ern es n nen s st t te ten"),
    Known("el", "greek"),
    Known(
      "es", "spanish", StopWordLists.spanish,
      endings: "es mente s -a -ada -adas -ado -ados -an -ando -ar -as -cion -ciones -o -os"),
    Known("eu", "basque"),
    Known(
      "fi", "finnish", StopWordLists.finnish,
      endings: "a ia in issa ista it lla n ssa sta t ta"),
    Known(
      "fr", "french", StopWordLists.french,
      endings: "e es ment nt r s x z -al -ant -aux -ee -ees -ement -ent -er -ez -ion -ions -t",
      elisions: [
        "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t",
      ]),
    Known("ga", "irish"),
    Known("hi", "hindi"),
    Known(
      "hu", "hungarian", StopWordLists.hungarian,
      endings: "ai ak at ban ben ek et hoz i k nak nek ok ot t -a"),
    Known("hy", "armenian"),
    Known("id", "indonesian"),
    Known(
      "it", "italian", StopWordLists.italian,
      endings: "mente -a -ando -are -ate -ati -ato -e -i -ione -ioni -o -ta -te -to",
      elisions: [
        "all", "c", "d", "dall", "dell", "l", "m", "nell", "quell", "s", "sull", "t", "un", "v",
      ]),
    Known("lt", "lithuanian"),
    Known("ne", "nepali"),
    Known(
      "nl", "dutch", StopWordLists.dutch,
      endings: "e en n s t -de -den -te -ten"),
    Known(
      "no", "norwegian", StopWordLists.norwegian,
      endings: "e en ene er es et ets ne r s t"),
    Known(
      "pt", "portuguese", StopWordLists.portuguese,
      endings: "es mente s -a -acao -acoes -ada -ado -ando -ar -as -o -oes -os"),
    Known(
      "ro", "romanian", StopWordLists.romanian,
      endings: "i le lor ul ului -a -e -ei -ele -i -ilor -ul"),
    Known(
      "ru", "russian", StopWordLists.russian,
      endings:
        "а ам ами ах е ев ем и ов ом у ы ю я -ая -ее -еи -ие -ии -о -ого -ое -ои -ые -ыи -ыми -ых -ь"
    ),
    Known("sr", "serbian"),
    Known(
      "sv", "swedish", StopWordLists.swedish,
      endings: "ar arna en er erna et n na or orna r s t -a -ade"),
    Known("ta", "tamil"),
    Known(
      "tr", "turkish", StopWordLists.turkish,
      endings: "da de den i in inin la lar lari le ler leri nin si u un"),
    Known("yi", "yiddish"),
  ]
}
