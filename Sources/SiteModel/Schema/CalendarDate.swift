import Text

/// A day of the Gregorian calendar, without time or zone.
package struct CalendarDate: Sendable, Hashable, Comparable {
  /// The year, from 1 to 9999.
  package let year: Int
  /// The month, from 1 to 12.
  package let month: Int
  /// The day of the month, from 1.
  package let day: Int

  /// The date, or `nil` if it does not exist.
  ///
  /// Years range from 1 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(in: month, of: year)
    else { return nil }
    self.init(valid: year, month, day)
  }

  /// Parses a date such as `2026-11-21`, `2026-1-5` or `2026/11/21`, which other tools accept.
  ///
  /// A time after it (`2026-11-21T10:00:00Z`, `2026-11-21 10:00:00 +0200`, `2026-11-21 10:00 UTC`) must be valid and is
  /// dropped.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 8, let year = Int(digits: bytes[0..<4]),
      [UInt8(ascii: "-"), UInt8(ascii: "/")].contains(bytes[4])
    else { return nil }
    let monthDigits = bytes[5...].prefix(2).prefix(while: \.isASCIIDigit)
    let rest = bytes[monthDigits.endIndex...]
    guard let month = Int(digits: monthDigits), rest.first == bytes[4] else { return nil }
    let dayDigits = rest.dropFirst().prefix(2).prefix(while: \.isASCIIDigit)
    let time = bytes[dayDigits.endIndex...]
    guard let day = Int(digits: dayDigits), time.isEmpty || Self.isTime(time) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The date of a Unix time in UTC.
  package init(secondsSince1970 seconds: Int) {
    // Howard Hinnant's algorithm, http://howardhinnant.github.io/date_algorithms.html
    let days = Int((Double(seconds) / 86_400).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      valid: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private init(valid year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date in ISO 8601 format: `2026-11-21`.
  package var text: String {
    func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(number % 10) }
    let dash = UInt8(ascii: "-")
    let text = [
      digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), dash,
      digit(month / 10), digit(month), dash, digit(day / 10), digit(day),
    ]
    return String(decoding: text, as: UTF8.self)
  }

  /// The same day of a later month, or the last day of that month if it is shorter.
  package func adding(months: Int) -> CalendarDate {
    let count = year * 12 + month - 1 + months
    let year = min(max(count / 12, 1), 9999)
    let month = count % 12 + 1
    return CalendarDate(valid: year, month, min(day, Self.days(in: month, of: year)))
  }

  /// Whether the left day is earlier.
  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a text is a time of day as in a YAML timestamp, with an optional time zone.
  ///
  /// Examples: `T10:00`, ` 9:05:30.25 +02:00`, `t10:00:00Z`.
  private static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func skip(_ sign: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: sign) else { return false }
      rest.removeFirst()
      return true
    }
    /// Skips a number with a count of digits in `counts` and a value of at most `limit`.
    func skipNumber(_ counts: ClosedRange<Int>, to limit: Int) -> Bool {
      let digits = rest.prefix(counts.upperBound).prefix(while: \.isASCIIDigit)
      guard counts.contains(digits.count), let number = Int(digits: digits), number <= limit
      else { return false }
      rest = rest.dropFirst(digits.count)
      return true
    }
    func skipSpaces() { rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
    if !skip("T"), !skip("t") { skipSpaces() }
    guard rest.count < text.count, skipNumber(1...2, to: 23), skip(":"), skipNumber(2...2, to: 59)
    else { return false }
    if skip(":") {
      guard skipNumber(2...2, to: 60) else { return false }
      if skip("."), !skipNumber(1...9, to: .max) { return false }
    }
    skipSpaces()
    if rest.elementsEqual("UTC".utf8) || rest.elementsEqual("GMT".utf8) { return true }
    if rest.isEmpty || skip("Z") || skip("z") { return rest.isEmpty }
    guard skip("+") || skip("-"), skipNumber(1...2, to: 23) else { return false }
    if rest.isEmpty { return true }
    _ = skip(":")
    return skipNumber(2...2, to: 59) && rest.isEmpty
  }
}

/// A number of whole months, such as `6 months` or `1 year`.
package struct Period: Sendable, Hashable {
  /// The number of months.
  package let months: Int

  /// Parses a period; `nil` for other texts and for more than 1200 months or years.
  package init?(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    guard words.count == 2, let count = Int(digits: words[0].utf8), (1...1200).contains(count)
    else {
      return nil
    }
    switch words[1] {
    case "month", "months": months = count
    case "year", "years": months = count * 12
    default: return nil
    }
  }
}
