import Text

extension Function {
  /// Python's methods of text, except those listed in `docs/explanation/jinja2.md`.
  static let textMethods = FunctionTable(
    functions: letterCases + caseMethods + kindMethods + searchMethods + partMethods + padMethods)

  private static let caseMethods: [Function] = [
    Function("title") { try $0.result($0.text.titleByLetters) },
    Function("swapcase") { try $0.result($0.text.caseSwapped) },
    Function("casefold") { try $0.result($0.text.caseFolded) },
  ]

  // MARK: Classes of characters

  private static let kindMethods: [Function] = [
    Function("islower") { .bool(try $0.text.hasCase(\.isLowercase)) },
    Function("isupper") { .bool(try $0.text.hasCase(\.isUppercase)) },
    Function("istitle") { .bool(try $0.text.isTitle) },
    Function("isascii") { .bool(try $0.text.utf8.allSatisfy { $0 < 0x80 }) },
    Function("isprintable") { .bool(try $0.text.unicodeScalars.allSatisfy(\.isPrintable)) },
    Function("isidentifier") { call in
      let scalars = try call.text.unicodeScalars
      let startsWell = scalars.first.map { $0 == "_" || $0.properties.isXIDStart } ?? false
      return .bool(startsWell && scalars.allSatisfy(\.properties.isXIDContinue))
    },
    consists("isspace", of: \.isPythonSpace),
    consists("isalpha", of: \.properties.isLetter),
    consists("isalnum") { $0.properties.isLetter || $0.properties.numericType != nil },
    consists("isnumeric") { $0.properties.numericType != nil },
    consists("isdecimal") { $0.properties.numericType == .decimal },
    consists("isdigit") { [.decimal, .digit].contains($0.properties.numericType) },
  ]

  /// A method that returns whether the text is not empty and all its characters have a property.
  private static func consists(
    _ name: String, of isKind: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> Function {
    Function(name) { call in
      let scalars = try call.text.unicodeScalars
      return .bool(!scalars.isEmpty && scalars.allSatisfy(isKind))
    }
  }

  // MARK: Search

  private static let searchMethods: [Function] = [
    Function("startswith", ["prefix": nil, "start": 0, "end": Value.none]) { call in
      .bool(try affixes(call) { $0.starts(with: $1) })
    },
    Function("endswith", ["suffix": nil, "start": 0, "end": Value.none]) { call in
      .bool(try affixes(call) { $0.reversed().starts(with: $1.reversed()) })
    },
    search("find", isRequired: false, isLast: false),
    search("rfind", isRequired: false, isLast: true),
    search("index", isRequired: true, isLast: false),
    search("rindex", isRequired: true, isLast: true),
    Function("count", ["sub": nil, "start": 0, "end": Value.none]) { call in
      guard let (text, _) = try call.part(start: 1) else { return 0 }
      let part = String(String.UnicodeScalarView(text))
      return .int(Array(part.utf8).parts(at: Array(try call.string(0).utf8)).count - 1)
    },
  ]

  private static func search(_ name: String, isRequired: Bool, isLast: Bool) -> Function {
    Function(name, ["sub": nil, "start": 0, "end": Value.none]) { call in
      let wanted = Array(try call.string(0).unicodeScalars)
      if let (text, start) = try call.part(start: 1) {
        let offset =
          isLast
          ? text.reversed().firstOffset(of: wanted.reversed()).map {
            text.count - $0 - wanted.count
          }
          : text.firstOffset(of: wanted)
        if let offset { return .int(start + offset) }
      }
      guard isRequired else { return -1 }
      throw TemplateError(
        "the text does not contain `\(try call.string(0))`",
        help: "`\(isLast ? "rfind" : "find")` returns -1 if the text is not found")
    }
  }

  private static func affixes(
    _ call: Call, _ fits: ([Unicode.Scalar], [Unicode.Scalar]) -> Bool
  ) throws -> Bool {
    let affixes: [String]
    if case .tuple = call[0] {
      affixes = call[0].names ?? []
    } else {
      affixes = [try call.string(0)]
    }
    guard let (text, _) = try call.part(start: 1) else { return false }
    return affixes.contains { fits(text, Array($0.unicodeScalars)) }
  }

  // MARK: Parts

  private static let partMethods: [Function] = [
    strip("strip"), strip("lstrip", right: false), strip("rstrip", left: false),
    Function("removeprefix", ["prefix": nil]) { call in
      let (text, prefix) = (try call.text.utf8, try call.string(0).utf8)
      return try call.result(
        String(decoding: text.starts(with: prefix) ? text.dropFirst(prefix.count) : text[...]))
    },
    Function("removesuffix", ["suffix": nil]) { call in
      let (text, suffix) = (try call.text.utf8, try call.string(0).utf8)
      let hasSuffix = text.reversed().starts(with: suffix.reversed())
      return try call.result(
        String(decoding: hasSuffix ? text.dropLast(suffix.count) : text[...]))
    },
    Function("split", ["sep": Value.none, "maxsplit": -1]) { call in
      .list(
        try call.split(call.text, at: call.optional(0, call.string)).map { try call.result($0) })
    },
    Function("rsplit", ["sep": Value.none, "maxsplit": -1]) { call in
      // Splits the reversed text, and reverses the parts.
      let separator = try call.optional(0, call.string)?.reversedScalars
      let parts = try call.split(call.text.reversedScalars, at: separator)
      return .list(try parts.reversed().map { try call.result($0.reversedScalars) })
    },
    Function("splitlines", ["keepends": false]) { call in
      .list(try call.text.lines(keepsEnds: call.bool(0)).map { try call.result($0) })
    },
    Function("partition", ["sep": nil]) { call in
      let text = try call.text
      let parts = try text.parts(at: call.string(0), limit: 1)
      let three = try parts.count == 2 ? [parts[0], call.string(0), parts[1]] : [text, "", ""]
      return .tuple(try three.map { try call.result($0) })
    },
    Function("rpartition", ["sep": nil]) { call in
      let text = try call.text
      let parts = try text.reversedScalars.parts(at: call.string(0).reversedScalars, limit: 1)
        .map(\.reversedScalars)
      let three = try parts.count == 2 ? [parts[1], call.string(0), parts[0]] : ["", "", text]
      return .tuple(try three.map { try call.result($0) })
    },
    Function("replace", ["old": nil, "new": nil, "count": -1]) { call in
      let count = try call.int(2)
      return try call.replacing(in: call.input, count < 0 ? .max : count)
    },
    Function("join", ["iterable": nil]) { call in
      let items = try call[0].items()
      if let item = items.first(where: { $0.text == nil }) {
        throw TemplateError("`join` expects texts, not \(item.kindName)")
      }
      return try call.joined(items, by: call.input, isMarkup: call.input.isSafe)
    },
  ]

  static func strip(_ name: String, left: Bool = true, right: Bool = true) -> Function {
    Function(name, ["chars": Value.none]) { call in
      let characters = try call.optional(0, call.string)
      return try call.result(call.text.trimmed(characters, left: left, right: right))
    }
  }

  // MARK: Width

  private static let padMethods: [Function] = [
    Function("center", ["width": nil, "fillchar": " "]) { call in
      try call.padded { missing, width in missing / 2 + (missing & width & 1) }
    },
    Function("ljust", ["width": nil, "fillchar": " "]) { try $0.padded { _, _ in 0 } },
    Function("rjust", ["width": nil, "fillchar": " "]) { try $0.padded { missing, _ in missing } },
    Function("zfill", ["width": nil]) { call in
      let (text, width) = (try call.text, try call.int(0))
      try call.check(textSize: width)
      let sign = text.prefix(1).filter { $0 == "+" || $0 == "-" }
      let zeros = String(repeating: "0", count: max(0, width - text.unicodeScalars.count))
      return try call.result(sign + zeros + text.dropFirst(sign.count))
    },
    Function("expandtabs", ["tabsize": 8]) { call in
      let size = try call.int(0)
      var (result, column) = ("", 0)
      for scalar in try call.text.unicodeScalars {
        if scalar == "\t" {
          let count = size > 0 ? size - column % size : 0
          try call.check(textSize: result.utf8.count + count)
          result += String(repeating: " ", count: count)
          column += count
        } else {
          result.unicodeScalars.append(scalar)
          column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
        }
      }
      return try call.result(result)
    },
    Function("format", acceptsAny: true) { try BraceFormat.apply($0) },
    Function("format_map", ["mapping": nil]) { call in
      var call = call
      call.named = try call[0].expect("a mapping", \.record).pairs.map { (name: $0.0, value: $0.1) }
      call.values = []
      return try BraceFormat.apply(call)
    },
  ]

  /// The methods of MarkupSafe's `Markup`.
  static let markupMethods = FunctionTable(functions: [
    Function("striptags") { .string(StripTags.apply(try $0.text)) },
    Function("unescape") { .string(StripTags.decodeEntities(try $0.text)) },
  ])
}

extension Call {
  /// The range that the arguments from `start` on specify; empty if the end is before the start.
  func range(of count: Int, start: Int) throws -> Range<Int> {
    func clamped(_ bound: Int) -> Int { min(max(bound < 0 ? bound + count : bound, 0), count) }
    let lower = clamped(try int(start))
    return lower..<max(lower, clamped(try optional(start + 1, int) ?? count))
  }

  /// The code points in the range that two arguments specify, and its start; `nil` if the range is outside the text.
  fileprivate func part(start: Int) throws -> (text: [Unicode.Scalar], start: Int)? {
    let scalars = Array(try text.unicodeScalars)
    let first = try int(start)
    if first > scalars.count { return nil }
    let lower = try range(of: scalars.count, start: start).lowerBound
    if let last = try optional(start + 1, int) {
      let end = last < 0 ? max(0, last + scalars.count) : last
      if end < lower { return nil }
    }
    let range = try range(of: scalars.count, start: start)
    return (Array(scalars[range]), range.lowerBound)
  }

  /// Splits a text at a separator or at white space.
  ///
  /// The second argument limits the number of splits.
  fileprivate func split(_ text: String, at separator: String?) throws -> [String] {
    let limit = try int(1)
    return try separator.map { try text.parts(at: $0, limit: limit) } ?? text.words(limit: limit)
  }

  /// The input padded to the width in the first argument.
  ///
  /// `left` returns how much of the padding is on the left.
  func padded(_ left: (_ missing: Int, _ width: Int) -> Int) throws -> Value {
    let (text, width) = (try text, try int(0))
    let given = values.count > 1 ? try string(1) : " "
    let fill = input.isSafe && !self[1].isSafe ? escaped(given) : given
    guard fill.unicodeScalars.count == 1 else {
      throw TemplateError("the fill must be one character, found `\(fill)`")
    }
    let (missing, overflow) = width.subtractingReportingOverflow(text.unicodeScalars.count)
    guard missing > 0, !overflow else { return try result(text) }
    try check(textSize: width)
    let before = left(missing, width)
    return try result(
      String(repeating: fill, count: before) + text
        + String(repeating: fill, count: missing - before))
  }
}

extension String {
  fileprivate init(decoding bytes: Substring.UTF8View.SubSequence) {
    self = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the text has letters of that case and none of another case.
  func hasCase(_ isCase: KeyPath<Unicode.Scalar.Properties, Bool>) -> Bool {
    var isFound = false
    for scalar in unicodeScalars {
      let properties = scalar.properties
      if properties[keyPath: isCase] {
        isFound = true
      } else if properties.isUppercase || properties.isLowercase
        || properties.generalCategory == .titlecaseLetter
      {
        return false
      }
    }
    return isFound
  }

  /// Whether each word is an upper case letter followed by lower case letters.
  fileprivate var isTitle: Bool {
    var (isFound, isInWord) = (false, false)
    for scalar in unicodeScalars {
      let properties = scalar.properties
      let isLower = properties.isLowercase
      let isCased =
        isLower || properties.isUppercase || properties.generalCategory == .titlecaseLetter
      if isCased, isLower != isInWord { return false }
      isInWord = isCased
      isFound = isFound || isCased
    }
    return isFound
  }
}

extension Unicode.Scalar {
  /// Whether Python's `repr` shows the character unchanged.
  var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
    }
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isLetter: Bool {
    switch generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
