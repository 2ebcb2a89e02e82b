/// Filters that change text.
extension Filter {
  static let text: [Filter] = [
    mapping("upper") { $0.uppercased() },
    mapping("lower") { $0.lowercased() },
    mapping("capitalize") { TextCase.capitalized($0) },
    // As in Jinja2, a title is put together anew and so is no markup.
    Filter("title") { (input, _, context) throws(FilterError) in
      .string(TextCase.title(try input.string(limit: context.limits.textSize)))
    },
    Filter("trim", [.init("chars", default: Value.none)]) {
      (input, arguments, context) throws(FilterError) in
      let characters = try arguments.optionalString(0)
      return try map(input, context) { TextTrim.trim($0, characters) }
    },
    Filter("replace", ["old", "new", .init("count", default: Value.none)]) {
      (input, arguments, context) throws(FilterError) in
      // With autoescape, one part that is markup makes all of it markup.
      let isMarkup =
        context.autoescape && !input.isSafe && (arguments[0].isSafe || arguments[1].isSafe)
      let value =
        isMarkup
        ? Value.safe(SafeHTML(escaped(try input.string(limit: context.limits.textSize)))) : input
      return try TextReplace.apply(
        value, arguments[0], arguments[1], count: arguments.optionalInt(2), limits: context.limits)
    },
    Filter(
      "string",
      apply: { (input, _, context) throws(FilterError) in
        input.isSafe ? input : .string(try input.string(limit: context.limits.textSize))
      }),
    Filter("center", [.init("width", default: 80)]) {
      (input, arguments, context) throws(FilterError) in
      let width = try arguments.int(0)
      try context.check(textSize: width)
      return try map(input, context) { text in
        let missing = width - text.unicodeScalars.count
        guard missing > 0 else { return text }
        // As Python: of an odd number the larger half goes left where the width is odd.
        let left = missing / 2 + (missing & width & 1)
        return String(repeating: " ", count: left) + text
          + String(repeating: " ", count: missing - left)
      }
    },
    Filter(
      "indent",
      [.init("width", default: 4), .init("first", default: false), .init("blank", default: false)],
      apply: indent),
    Filter(
      "truncate",
      [
        .init("length", default: 255), .init("killwords", default: false),
        .init("end", default: "..."), .init("leeway", default: 5),
      ], apply: truncate),
    Filter(
      "wordwrap",
      [
        .init("width", default: 79), .init("break_long_words", default: true),
        .init("wrapstring", default: Value.none), .init("break_on_hyphens", default: true),
      ], apply: WordWrap.apply),
    Filter(
      "wordcount",
      apply: { (input, _, context) throws(FilterError) in
        .int(TextWords.count(try input.string(limit: context.limits.textSize)))
      }),
    Filter("format", acceptsMore: true) { (input, arguments, context) throws(FilterError) in
      if !arguments.more.isEmpty, !arguments.named.isEmpty {
        throw FilterError("`format` takes values in order or by name, not both")
      }
      let named =
        arguments.named.isEmpty
        ? nil : Map(arguments.named.map { ($0.name, $0.value) })
      return try PercentFormat.apply(
        input.string(limit: context.limits.textSize), arguments.more, named: named,
        isSafe: input.isSafe, limit: context.limits.textSize)
    },
  ]

  /// A filter that changes text and keeps markup markup.
  private static func mapping(
    _ name: String, _ change: @escaping @Sendable (String) -> String
  )
    -> Filter
  {
    Filter(name) { (input, _, context) throws(FilterError) in try map(input, context, change) }
  }

  static func map(
    _ input: Value, _ context: FilterContext, _ change: (String) -> String
  ) throws(FilterError) -> Value {
    let result = change(try input.string(limit: context.limits.textSize))
    return input.isSafe ? .safe(SafeHTML(result)) : .string(result)
  }

  private static let indent: Body = { (input, arguments, context) throws(FilterError) in
    let margin: String
    if let text = arguments[0].text {
      margin = text
    } else {
      let width = try arguments.int(0)
      try context.check(textSize: width)
      margin = String(repeating: " ", count: max(0, width))
    }
    let indentsFirst = try arguments.bool(1)
    let indentsBlank = try arguments.bool(2)
    // A line end is added, so that the last line is one even if it is empty.
    let text = try input.string(limit: context.limits.textSize)
    let lines = TextSplit.lines(text + "\n")
    try context.check(textSize: text.utf8.count + lines.count * margin.utf8.count)
    var result = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { result += "\n" }
      let isIndented = index == 0 ? indentsFirst : indentsBlank || !line.isEmpty
      result += (isIndented ? margin : "") + line
    }
    return input.isSafe ? .safe(SafeHTML(result)) : .string(result)
  }

  private static let truncate: Body = { (input, arguments, context) throws(FilterError) in
    let text = try input.string(limit: context.limits.textSize)
    let length = try arguments.int(0)
    let end = try arguments.string(2)
    let endLength = end.unicodeScalars.count
    let leeway = try arguments.int(3)
    guard length >= endLength else {
      throw FilterError("the length \(length) leaves no room for the end “\(end)”")
    }
    guard leeway >= 0 else { throw FilterError("the leeway cannot be negative") }
    let size = text.unicodeScalars.count
    if size <= length || size - length <= leeway { return input }
    var kept = text.prefixScalars(length - endLength)
    if try !arguments.bool(1),
      let space = kept.unicodeScalars.lastIndex(of: " ")
    {
      kept = String(kept[..<space])
    }
    return input.isSafe ? .safe(SafeHTML(kept + end)) : .string(kept + end)
  }
}

/// Words as Python's `\w+` finds them.
enum TextWords {
  static func count(_ text: String) -> Int {
    var count = 0
    var isInWord = false
    for scalar in text.unicodeScalars {
      let isWord = isWordScalar(scalar)
      if isWord, !isInWord { count += 1 }
      isInWord = isWord
    }
    return count
  }

  static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
