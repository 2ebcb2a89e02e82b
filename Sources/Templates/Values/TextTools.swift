/// Changes of case, as Python's string methods make them.
enum TextCase {
  /// The first letter upper case, the rest lower case.
  static func capitalized(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    return first.properties.titlecaseMapping + text.dropScalars(1).lowercased()
  }

  /// `str.title`: a letter behind anything that is no letter is upper case.
  static func pythonTitle(_ text: String) -> String {
    var result = ""
    var isInWord = false
    for scalar in text.unicodeScalars {
      let isCased = scalar.properties.isCased
      if isCased {
        result +=
          isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
      } else {
        result.unicodeScalars.append(scalar)
      }
      isInWord = isCased
    }
    return result
  }

  /// Jinja2's filter `title`: words are parted by white space, `-` and opening brackets.
  static func title(_ text: String) -> String {
    var result = ""
    var word = ""
    func finish(_ word: String) -> String {
      guard let first = word.unicodeScalars.first else { return "" }
      return first.properties.uppercaseMapping + word.dropScalars(1).lowercased()
    }
    for scalar in text.unicodeScalars {
      let parts: Bool =
        switch scalar {
        case "-", "(", "{", "[", "<": true
        default: scalar.properties.isWhitespace
        }
      guard parts else {
        word.unicodeScalars.append(scalar)
        continue
      }
      result += finish(word)
      word = ""
      result.unicodeScalars.append(scalar)
    }
    return result + finish(word)
  }
}

/// Taking characters from the ends of text.
enum TextTrim {
  /// The text without the characters (white space, if `nil`) at its ends.
  static func trim(
    _ text: String, _ characters: String?, left: Bool = true, right: Bool = true
  ) -> String {
    let set = characters.map { Set($0.unicodeScalars) }
    func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
      set.map { $0.contains(scalar) } ?? scalar.properties.isWhitespace
    }
    var scalars = Substring(text).unicodeScalars
    if left { while let first = scalars.first, isTrimmed(first) { scalars.removeFirst() } }
    if right { while let last = scalars.last, isTrimmed(last) { scalars.removeLast() } }
    return String(scalars)
  }
}

/// Parting text.
enum TextSplit {
  /// `str.split`: at a separator, or at runs of white space.
  static func split(
    _ text: String, _ separator: String?, limit: Int
  ) throws(FilterError) -> [String] {
    guard let separator else { return words(text, limit: limit) }
    guard !separator.isEmpty else { throw FilterError("text cannot be split at nothing") }
    let bytes = Array(text.utf8)
    let needle = Array(separator.utf8)
    var result: [String] = []
    var start = 0
    while limit < 0 || result.count < limit,
      let found = TextSearch.first(of: needle, in: bytes, from: start)
    {
      result.append(String(decoding: bytes[start..<found], as: UTF8.self))
      start = found + needle.count
    }
    return result + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  static func words(_ text: String, limit: Int = -1) -> [String] {
    var result: [String] = []
    var rest = Substring(text).unicodeScalars
    while true {
      rest = rest.drop { $0.properties.isWhitespace }
      if rest.isEmpty { return result }
      if limit >= 0, result.count == limit {
        return result + [TextTrim.trim(String(rest), nil, left: false)]
      }
      let word = rest.prefix { !$0.properties.isWhitespace }
      result.append(String(word))
      rest = rest[word.endIndex...]
    }
  }

  /// The lines of a text without their ends; a last line end opens no further line.
  static func lines(_ text: String) -> [String] {
    var result: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
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

/// Replacing parts of text.
enum TextReplace {
  /// The text with `old` replaced by `new`, at most `count` times; markup stays markup.
  static func apply(
    _ value: Value, _ old: Value, _ new: Value, count: Int?, limits: Settings.Limits
  ) throws(FilterError) -> Value {
    let text = try value.string(limit: limits.textSize)
    let oldText = try old.string(limit: limits.textSize)
    let newText = try new.string(limit: limits.textSize)
    let isMarkup = value.isSafe
    let needle = Array((isMarkup && !old.isSafe ? escaped(oldText) : oldText).utf8)
    let replacement = Array((isMarkup && !new.isSafe ? escaped(newText) : newText).utf8)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var start = 0
    let places = needle.isEmpty ? scalarStarts(bytes) : TextSearch.all(of: needle, in: bytes)
    for place in places.prefix(count ?? .max) {
      result += bytes[start..<place] + replacement
      start = place + needle.count
      if result.count > limits.textSize { throw .limit("the text would be larger than allowed") }
    }
    result += bytes[start...]
    let output = String(decoding: result, as: UTF8.self)
    return isMarkup ? .safe(SafeHTML(output)) : .string(output)
  }

  /// Nothing is found before every character and at the end.
  private static func scalarStarts(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
  }
}
