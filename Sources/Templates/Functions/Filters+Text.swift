import Text

extension Function {
  /// Filters that change text.
  static let text: [Function] =
    letterCases + [
      // As in Jinja2, the result is not markup.
      Function("title") { .string(try $0.text.titleByWords) },
      strip("trim"),
      Function("replace", ["old": nil, "new": nil, "count": Value.none]) { call in
        // With autoescape, the result is markup if any part is markup. Without autoescape, it is plain text.
        var input = call.input
        if !call.autoescape {
          input = .string(try call.text)
        } else if !input.isSafe, call[0].isSafe || call[1].isSafe {
          input = .safe(SafeHTML(escaped(try call.text)))
        }
        return try call.replacing(in: input, call.optional(2, call.int) ?? .max)
      },
      Function("string") { $0.input.isSafe ? $0.input : .string(try $0.text) },
      Function("center", ["width": 80]) { call in
        try call.padded { missing, width in missing / 2 + (missing & width & 1) }
      },
      Function("indent", ["width": 4, "first": false, "blank": false]) { try indented($0) },
      Function(
        "truncate", ["length": 255, "killwords": false, "end": "...", "leeway": 5]
      ) { try truncated($0) },
      Function("truncate_words", ["count": nil, "end": "…"]) { call in
        let (words, count) = (try call.text.words(), max(0, try call.int(0)))
        if words.count <= count { return call.input }
        return try call.result(words.prefix(count).joined(separator: " ") + call.string(1))
      },
      Function("wordcount") { .int(wordCount(try $0.text)) },
      Function("reading_time", ["words_per_minute": 220]) { call in
        let speed = max(1, try call.int(0))
        return .int(max(1, (wordCount(StripTags.apply(try call.text)) + speed / 2) / speed))
      },
      Function("format", acceptsAny: true) { call in
        if !call.values.isEmpty, !call.named.isEmpty {
          throw TemplateError("`format` takes values in order or by name, not both")
        }
        let named = call.named.isEmpty ? nil : Record(call.named.map { ($0.name, $0.value) })
        return try PercentFormat.apply(
          call.text, call.values, named: named, isSafe: call.input.isSafe,
          limits: call.limits)
      },
      Function("slugify") { .string(Slug.words(try $0.text)) },
    ]

  /// Functions that are filters as well as methods of text.
  static let letterCases: [Function] = [
    Function("upper") { try $0.result($0.text.uppercased()) },
    Function("lower") { try $0.result($0.text.lowercased()) },
    Function("capitalize") { try $0.result($0.text.capitalizedFirst) },
  ]

  private static func indented(_ call: Call) throws -> Value {
    if case .int(let width) = call[0] { try call.check(textSize: width) }
    let margin = try call[0].text ?? String(repeating: " ", count: max(0, call.int(0)))
    // A line end is added, so that an empty last line counts as a line.
    let text = try call.input.expect("text", \.text)
    let lines = (text + "\n").lines()
    try call.check(textSize: text.utf8.count + lines.count * margin.utf8.count)
    let (indentsFirst, indentsBlank) = (try call.bool(1), try call.bool(2))
    let result = lines.enumerated().map { index, line in
      (index == 0 ? indentsFirst : indentsBlank || !line.isEmpty) ? margin + line : line
    }
    return try call.result(result.joined(separator: "\n"))
  }

  private static func truncated(_ call: Call) throws -> Value {
    let (length, end, leeway) = (try call.int(0), try call.string(2), try call.int(3))
    let room = length.subtractingReportingOverflow(end.unicodeScalars.count)
    guard !room.overflow, room.partialValue >= 0 else {
      throw TemplateError("the length \(length) is smaller than that of the end “\(end)”")
    }
    guard leeway >= 0 else { throw TemplateError("`leeway` cannot be negative") }
    let size = try call.input.count()
    if size <= length || size - length <= leeway { return call.input }
    let text = try call.input.expect("text", \.text)
    var kept = String(text.unicodeScalars.prefix(room.partialValue))
    if try !call.bool(1), let space = kept.unicodeScalars.lastIndex(of: " ") {
      kept = String(kept[..<space])
    }
    return try call.result(kept + end)
  }

  /// The number of matches of Python's `\w+`.
  private static func wordCount(_ text: String) -> Int {
    text.unicodeScalars.split { !$0.isPythonWord }.count
  }
}
