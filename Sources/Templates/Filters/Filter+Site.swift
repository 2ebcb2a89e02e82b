/// Filters that Jinja2 does not have and every site wants.
extension Filter {
  static let site: [Filter] = [
    Filter("slugify") { (input, _, context) throws(FilterError) in
      .string(slug(try input.string(limit: context.limits.textSize)))
    },
    Filter("truncate_words", ["count", .init("end", default: "…")]) {
      (input, arguments, context) throws(FilterError) in
      let count = max(0, try arguments.int(0))
      let text = try input.string(limit: context.limits.textSize)
      let words = TextSplit.words(text)
      if words.count <= count { return input }
      let result = words.prefix(count).joined(separator: " ") + (try arguments.string(1))
      return input.isSafe ? .safe(SafeHTML(result)) : .string(result)
    },
    Filter("xml_escape") { (input, _, context) throws(FilterError) in
      let text = try input.string(limit: context.limits.textSize)
      // XML 1.0 has no place for most control characters, not even escaped.
      let allowed = text.unicodeScalars.filter {
        $0.value >= 0x20 || $0 == "\t" || $0 == "\n" || $0 == "\r"
      }
      return .safe(SafeHTML(escaped(String(String.UnicodeScalarView(allowed)))))
    },
    Filter("url_encode") { (input, _, context) throws(FilterError) in
      let text = try input.string(limit: context.limits.textSize)
      let encoded = Percent.encode(text).split(separator: "/", omittingEmptySubsequences: false)
      return .string(encoded.joined(separator: "%2F"))
    },
  ]

  /// Lower case letters and digits of any script, joined by `-`.
  private static func slug(_ text: String) -> String {
    var result = ""
    var needsHyphen = false
    for scalar in text.lowercased().unicodeScalars {
      if TextWords.isWordScalar(scalar), scalar != "_" {
        if needsHyphen, !result.isEmpty { result += "-" }
        needsHyphen = false
        result.unicodeScalars.append(scalar)
      } else if scalar != "'", scalar != "’" {
        needsHyphen = true
      }
    }
    return result
  }
}
