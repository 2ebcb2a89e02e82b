/// What Python's string methods do.
extension String {
  /// The first letter upper case, the rest lower case.
  var capitalizedFirst: String {
    guard let first = unicodeScalars.first else { return self }
    return first.properties.titlecaseMapping + droppingScalars(1).lowercased()
  }

  /// `str.title`: a letter behind anything that is no letter is upper case.
  var titleByLetters: String {
    var result = ""
    var isInWord = false
    for scalar in unicodeScalars {
      let properties = scalar.properties
      result += isInWord ? properties.lowercaseMapping : properties.titlecaseMapping
      isInWord = properties.isCased
    }
    return result
  }

  /// Jinja2's filter `title`: words are parted by white space, `-` and opening brackets.
  var titleByWords: String {
    var result = ""
    var isInWord = false
    for scalar in unicodeScalars {
      result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.uppercaseMapping
      isInWord = !scalar.properties.isWhitespace && !"-({[<".unicodeScalars.contains(scalar)
    }
    return result
  }

  /// The first `count` Unicode scalars.
  func prefixScalars(_ count: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(max(0, count))))
  }

  /// The text without its first `count` Unicode scalars.
  func droppingScalars(_ count: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.dropFirst(max(0, count))))
  }

  /// The text without the characters (white space, if `nil`) at its ends.
  func trimmed(_ characters: String? = nil, left: Bool = true, right: Bool = true) -> String {
    func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
      characters?.unicodeScalars.contains(scalar) ?? scalar.properties.isWhitespace
    }
    var scalars = Substring(self).unicodeScalars
    if left { while let first = scalars.first, isTrimmed(first) { scalars.removeFirst() } }
    if right { while let last = scalars.last, isTrimmed(last) { scalars.removeLast() } }
    return String(scalars)
  }

  /// The words between white space; behind `limit` of them the rest is one.
  func words(limit: Int = -1) -> [String] {
    var result: [String] = []
    var rest = Substring(self).unicodeScalars
    while true {
      rest = rest.drop { $0.properties.isWhitespace }
      if rest.isEmpty { return result }
      if limit >= 0, result.count == limit {
        return result + [String(rest).trimmed(left: false)]
      }
      let word = rest.prefix { !$0.properties.isWhitespace }
      result.append(String(word))
      rest = rest[word.endIndex...]
    }
  }

  /// The parts between separators; behind `limit` of them the rest is one.
  func parts(at separator: String, limit: Int) throws -> [String] {
    guard !separator.isEmpty else { throw TemplateError("text cannot be split at nothing") }
    let (bytes, needle) = (Array(utf8), Array(separator.utf8))
    var result: [String] = []
    var start = 0
    while limit < 0 || result.count < limit, let found = bytes.firstOffset(of: needle, from: start)
    {
      result.append(String(decoding: bytes[start..<found], as: UTF8.self))
      start = found + needle.count
    }
    return result + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  /// The lines without their ends; a last line end opens no further line.
  var lines: [String] {
    var result: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{0B}", "\u{0C}", "\u{1C}"..."\u{1E}", "\u{85}", "\u{2028}", "\u{2029}":
        result.append(String(line))
        line = String.UnicodeScalarView()
      default: line.append(scalar)
      }
      previous = scalar
    }
    if !line.isEmpty { result.append(String(line)) }
    return result
  }
}

/// Search in the bytes of text, so that no normalisation blurs the match.
extension [UInt8] {
  /// The offset of the first `needle` at or behind `start`, or `nil`.
  func firstOffset(of needle: [UInt8], from start: Int = 0) -> Int? {
    guard let head = needle.first else { return start <= count ? start : nil }
    var index = start
    while index + needle.count <= count {
      if self[index] == head, self[index..<index + needle.count].elementsEqual(needle) {
        return index
      }
      index += 1
    }
    return nil
  }

  /// All offsets of `needle`, not overlapping; nothing is found before every character and at the
  /// end.
  func offsets(of needle: [UInt8]) -> [Int] {
    if needle.isEmpty { return indices.filter { self[$0] & 0xC0 != 0x80 } + [count] }
    var result: [Int] = []
    while let found = firstOffset(of: needle, from: result.last.map { $0 + needle.count } ?? 0) {
      result.append(found)
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether Python's `\w` matches it.
  var isWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: self == "_"
    }
  }
}
