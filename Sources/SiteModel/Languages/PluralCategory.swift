/// A form that a language uses for some numbers, by the names of Unicode's CLDR.
package enum PluralCategory: String, Sendable, CaseIterable {
  case zero, one, two, few, many, other

  /// The category of a whole number in a language.
  ///
  /// The rules are the cardinal ones of CLDR 46 for numbers without decimals
  /// (https://www.unicode.org/cldr/charts/46/supplemental/language_plural_rules.html). Languages that are not listed
  /// have `one` for 1 alone, which is the most frequent rule.
  package static func of(_ number: Int, in language: LanguageTag) -> PluralCategory {
    let number = number.magnitude
    guard let rule = rules[language.code] else { return number == 1 ? .one : .other }
    return rule(number)
  }

  private typealias Rule = @Sendable (UInt) -> PluralCategory

  private static let rules: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for (languages, rule) in table {
      for language in languages.split(separator: " ") { rules[String(language)] = rule }
    }
    return rules
  }()

  private static let table: [(languages: String, rule: Rule)] = [
    (
      "bm bo dz hnj id ig ii in ja jbo jv jw kde kea km ko lkt lo ms my nqo osa root sah ses sg su th to tpi vi wo yo "
        + "yue zh", { _ in .other }
    ),
    (
      "ak am as bho bn csw doi ff fa gu guw hi hy kab kn ln mg nso pa pcm si ti wa zu",
      { $0 < 2 ? .one : .other }
    ),
    ("fr pt", { $0 < 2 ? .one : isMillions($0) ? .many : .other }),
    ("ca es it lld scn vec", { $0 == 1 ? .one : isMillions($0) ? .many : .other }),
    ("he iw iu naq sat se sma smi smj smn sms", { $0 == 1 ? .one : $0 == 2 ? .two : .other }),
    ("blo ksh lag", { $0 == 0 ? .zero : $0 == 1 ? .one : .other }),
    ("tzm", { $0 < 2 || 11...99 ~= $0 ? .one : .other }),
    ("is mk", { $0 % 10 == 1 && $0 % 100 != 11 ? .one : .other }),
    ("ceb fil tl", { 1...3 ~= $0 || ![4, 6, 9].contains($0 % 10) ? .one : .other }),
    (
      "lv prg",
      {
        $0 % 10 == 0 || 11...19 ~= $0 % 100 ? .zero : $0 % 10 == 1 ? .one : .other
      }
    ),
    ("shi", { $0 < 2 ? .one : $0 <= 10 ? .few : .other }),
    ("mo ro", { $0 == 1 ? .one : $0 == 0 || 1...19 ~= $0 % 100 ? .few : .other }),
    ("bs hr sh sr", { slavic($0, others: .other) }),
    ("be ru uk", { slavic($0, others: .many) }),
    (
      "pl",
      { $0 == 1 ? .one : isFew($0) ? .few : .many }
    ),
    ("cs sk", { $0 == 1 ? .one : 2...4 ~= $0 ? .few : .other }),
    (
      "dsb hsb sl",
      {
        switch $0 % 100 {
        case 1: .one
        case 2: .two
        case 3, 4: .few
        default: .other
        }
      }
    ),
    (
      "lt",
      { number in
        if 11...19 ~= number % 100 { return .other }
        return number % 10 == 1 ? .one : number % 10 > 1 ? .few : .other
      }
    ),
    (
      "gd",
      {
        switch $0 {
        case 1, 11: .one
        case 2, 12: .two
        case 3...10, 13...19: .few
        default: .other
        }
      }
    ),
    (
      "ga",
      {
        switch $0 {
        case 1: .one
        case 2: .two
        case 3...6: .few
        case 7...10: .many
        default: .other
        }
      }
    ),
    (
      "gv",
      {
        $0 % 10 == 1 ? .one : $0 % 10 == 2 ? .two : $0 % 20 == 0 ? .few : .other
      }
    ),
    (
      "mt",
      {
        $0 == 1
          ? .one
          : $0 == 2
            ? .two : $0 == 0 || 3...10 ~= $0 % 100 ? .few : 11...19 ~= $0 % 100 ? .many : .other
      }
    ),
    ("br", breton), ("kw", cornish), ("ar ars", arabic),
    (
      "cy",
      {
        switch $0 {
        case 0: .zero
        case 1: .one
        case 2: .two
        case 3: .few
        case 6: .many
        default: .other
        }
      }
    ),
  ]

  private static func isMillions(_ number: UInt) -> Bool { number != 0 && number % 1_000_000 == 0 }

  private static func isFew(_ number: UInt) -> Bool {
    2...4 ~= number % 10 && !(12...14 ~= number % 100)
  }

  private static func slavic(_ number: UInt, others: PluralCategory) -> PluralCategory {
    number % 10 == 1 && number % 100 != 11 ? .one : isFew(number) ? .few : others
  }

  private static let arabic: Rule = { number in
    switch number {
    case 0: return .zero
    case 1: return .one
    case 2: return .two
    default:
      return 3...10 ~= number % 100 ? .few : 11...99 ~= number % 100 ? .many : .other
    }
  }

  private static let breton: Rule = { number in
    let (last, tens) = (number % 10, number / 10 % 10)
    if isMillions(number) { return .many }
    if [1, 7, 9].contains(tens) { return .other }
    switch last {
    case 1: return .one
    case 2: return .two
    case 3, 4, 9: return .few
    default: return .other
    }
  }

  private static let cornish: Rule = { number in
    if number == 0 { return .zero }
    if number == 1 { return .one }
    let rest = number % 100
    let thousands = number % 1_000_000
    let isTwo =
      [2, 22, 42, 62, 82].contains(rest)
      || number % 1000 == 0
        && (1000...20_000 ~= number % 100_000
          || [40_000, 60_000, 80_000].contains(number % 100_000))
      || thousands == 100_000
    if isTwo { return .two }
    if [3, 23, 43, 63, 83].contains(rest) { return .few }
    return [1, 21, 41, 61, 81].contains(rest) ? .many : .other
  }
}
