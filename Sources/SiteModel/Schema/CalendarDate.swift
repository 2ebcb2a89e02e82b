/// A day of the Gregorian calendar, without time or zone.
package struct CalendarDate: Sendable, Hashable, Comparable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// The day, or `nil` where the calendar has none such; years run from 1 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(in: month, of: year)
    else { return nil }
    self.init(valid: year, month, day)
  }

  /// A day as `2026-11-21`; a time after it (`2026-11-21T10:00:00Z`) is read over.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let dash = UInt8(ascii: "-")
    guard bytes.count >= 10, bytes[4] == dash, bytes[7] == dash,
      bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day, in UTC, of a count of seconds since 1970.
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

  /// As ISO 8601 writes it: `2026-11-21`.
  package var text: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The same day some months later, or the last of that month where it is shorter.
  package func adding(months: Int) -> CalendarDate {
    let count = year * 12 + month - 1 + months
    let year = min(max(count / 12, 1), 9999)
    let month = count % 12 + 1
    return CalendarDate(valid: year, month, min(day, Self.days(in: month, of: year)))
  }

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

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 < 0 ? nil : $0 }
  }
}

/// A span of whole months, as `6 months` or `1 year`.
package struct Period: Sendable, Hashable {
  package let months: Int

  package init?(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), (1...1200).contains(count) else {
      return nil
    }
    switch words[1] {
    case "month", "months": months = count
    case "year", "years": months = count * 12
    default: return nil
    }
  }
}
