import Text

/// The methods of Python's strings.
extension String {
  /// The first letter upper case, the rest lower case.
  var capitalizedFirst: String {
    guard let first = unicodeScalars.first else { return self }
    return first.properties.titlecaseMapping + String(unicodeScalars.dropFirst()).lowercased()
  }

  /// `str.title`: a letter that does not follow a letter becomes upper case.
  var titleByLetters: String {
    titled(first: \.titlecaseMapping) { $0.properties.isCased }
  }

  /// `str.swapcase`.
  var caseSwapped: String {
    map(scalars: {
      $0.isUppercase ? $0.lowercaseMapping : $0.isLowercase ? $0.uppercaseMapping : nil
    })
  }

  /// `str.casefold`.
  ///
  /// The standard library has no case folding, but converting to upper case and back gives the same
  /// result except for Cherokee, which folds to upper case, and for `ı`.
  var caseFolded: String {
    map(scalars: { properties in
      let upper = properties.lowercaseMapping.uppercased()
      let isCherokee = upper.unicodeScalars.first.map { 0x13A0...0x13F5 ~= $0.value } ?? false
      if isCherokee { return upper }
      return properties.lowercaseMapping == "ı" ? nil : upper.lowercased()
    })
  }

  private func map(scalars change: (Unicode.Scalar.Properties) -> String?) -> String {
    unicodeScalars.reduce(into: "") { $0 += change($1.properties) ?? String($1) }
  }

  /// Jinja2's filter `title`: words are separated by white space, `-` and opening brackets.
  var titleByWords: String {
    titled(first: \.uppercaseMapping) {
      !$0.isPythonSpace && !"-({[<".unicodeScalars.contains($0)
    }
  }

  private func titled(
    first: (Unicode.Scalar.Properties) -> String, continuesBehind: (Unicode.Scalar) -> Bool
  ) -> String {
    var result = ""
    var isInWord = false
    for scalar in unicodeScalars {
      result += isInWord ? scalar.properties.lowercaseMapping : first(scalar.properties)
      isInWord = continuesBehind(scalar)
    }
    return result
  }

  /// The text without certain characters at its ends, or without white space if `characters` is `nil`.
  func trimmed(_ characters: String? = nil, left: Bool = true, right: Bool = true) -> String {
    func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
      characters?.unicodeScalars.contains(scalar) ?? scalar.isPythonSpace
    }
    var scalars = Substring(self).unicodeScalars
    if left { while let first = scalars.first, isTrimmed(first) { scalars.removeFirst() } }
    if right { while let last = scalars.last, isTrimmed(last) { scalars.removeLast() } }
    return String(scalars)
  }

  /// The words between white space.
  ///
  /// After `limit` words the rest is one element.
  func words(limit: Int = -1) -> [String] {
    let splits = limit < 0 ? .max : limit
    var words = unicodeScalars.split(maxSplits: splits, whereSeparator: \.isPythonSpace)
      .map { String($0) }
    if words.count > splits {
      let rest = words.removeLast().trimmed(right: false)
      if !rest.isEmpty { words.append(rest) }
    }
    return words
  }

  /// The parts between separators.
  ///
  /// After `limit` parts the rest is one element.
  func parts(at separator: String, limit: Int) throws -> [String] {
    guard !separator.isEmpty else {
      throw TemplateError("text cannot be split at an empty separator")
    }
    return Array(utf8).parts(at: Array(separator.utf8), limit: limit < 0 ? .max : limit)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static let lineEnds: Set<Unicode.Scalar> = [
    "\n", "\r", "\u{0B}", "\u{0C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  /// The lines, with or without their ends.
  ///
  /// A line end at the end of the text does not begin another line.
  func lines(keepsEnds: Bool = false) -> [String] {
    var lines: [String] = []
    var rest = Substring(self).unicodeScalars
    while !rest.isEmpty {
      let line = rest.prefix { !Self.lineEnds.contains($0) }
      var end = rest[line.endIndex...].prefix(2)
      if !end.elementsEqual("\r\n".unicodeScalars) { end = end.prefix(1) }
      lines.append(String(keepsEnds ? rest[..<end.endIndex] : line))
      rest = rest[end.endIndex...]
    }
    return lines
  }

  var reversedScalars: String { String(UnicodeScalarView(unicodeScalars.reversed())) }
}

extension Substring.UnicodeScalarView {
  /// Removes the code points at the start that fulfil a condition, and returns them.
  mutating func take(while fits: (Unicode.Scalar) -> Bool) -> String {
    let taken = prefix(while: fits)
    self = self[taken.endIndex...]
    return String(taken)
  }
}

/// Searches code points, which are not normalized.
extension [Unicode.Scalar] {
  /// The offset of the first `needle` at or after `start`, or `nil`.
  func firstOffset(of needle: [Unicode.Scalar], from start: Int = 0) -> Int? {
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
}

extension [UInt8] {
  /// The offset of the first `needle` at or after `start`, or `nil`.
  func firstOffset(of needle: [UInt8], from start: Int = 0) -> Int? {
    span.offset(of: needle.span, from: start)
  }

  /// The parts between separators.
  ///
  /// After `limit` parts the rest is one element.
  ///
  /// An empty separator is found before every character and at the end.
  func parts(at separator: [UInt8], limit: Int = .max) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var (start, search) = (0, 0)
    while result.count < limit, let found = firstOffset(of: separator, from: search) {
      result.append(self[start..<found])
      start = found + separator.count
      search = Swift.max(start, found + 1)
      while search < count, self[search] & 0xC0 == 0x80 { search += 1 }
    }
    return result + [self[start...]]
  }
}

extension Unicode.Scalar {
  /// Whether Python's `str.isspace` holds: Unicode's white space and four control characters.
  var isPythonSpace: Bool { properties.isWhitespace || 0x1C...0x1F ~= value }
}
