import SiteModel
import Templates

/// Formats days with the conversions of C's `strftime`, with the names of a language.
struct DateFormat {
  /// The names of months and days of the week.
  struct Names: Sendable {
    let months: [String]
    let shortMonths: [String]
    let weekdays: [String]
    let shortWeekdays: [String]

    init(_ strings: LanguageStrings) {
      func names(_ word: String, _ english: String) -> [String] {
        let names = strings.list(word)
        return names.isEmpty ? english.split(separator: " ").map(String.init) : names
      }
      months = names("months", Self.months)
      shortMonths = names("months_short", Self.shortMonths)
      weekdays = names("weekdays", Self.weekdays)
      shortWeekdays = names("weekdays_short", Self.shortWeekdays)
    }

    // The names where there is no theme, as in `waymark template`.
    private static let months =
      "January February March April May June July August September October November December"
    private static let shortMonths = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    private static let weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    private static let shortWeekdays = "Mon Tue Wed Thu Fri Sat Sun"
  }

  private let format: String
  private let names: Names

  init(_ format: String, _ names: Names) {
    self.format = format
    self.names = names
  }

  /// Formats a day; throws for a conversion that does not apply to days, such as `%H`.
  func string(from date: CalendarDate) throws -> String {
    var result = ""
    var letters = format.unicodeScalars[...]
    while let letter = letters.popFirst() {
      guard letter == "%", var code = letters.popFirst() else {
        result.unicodeScalars.append(letter)
        continue
      }
      let isPadded = code != "-"
      if !isPadded, let next = letters.popFirst() { code = next }
      guard let text = text(code, date, isPadded: isPadded) else {
        throw TemplateError(
          "`%\(code)` is not a conversion for days",
          help: "the conversions are %Y %y %m %d %e %j %B %b %A %a %u %F and %%")
      }
      result += text
    }
    return result
  }

  private func text(_ code: Unicode.Scalar, _ date: CalendarDate, isPadded: Bool) -> String? {
    func number(_ value: Int, _ width: Int = 2) -> String {
      let digits = String(value)
      return String(repeating: "0", count: isPadded ? max(0, width - digits.count) : 0) + digits
    }
    switch code {
    case "Y": return String(date.text.prefix(4))
    case "y": return number(date.year % 100)
    case "m": return number(date.month)
    case "d": return number(date.day)
    case "e": return isPadded && date.day < 10 ? " \(date.day)" : "\(date.day)"
    case "j": return number(Self.dayNumber(date) - Self.dayNumber(date, month: 1, day: 1) + 1, 3)
    case "B": return names.months[date.month - 1]
    case "b", "h": return names.shortMonths[date.month - 1]
    case "A": return names.weekdays[Self.weekday(date)]
    case "a": return names.shortWeekdays[Self.weekday(date)]
    case "u": return String(Self.weekday(date) + 1)
    case "F": return date.text
    case "%": return "%"
    default: return nil
    }
  }

  /// Days since the first of March of year 0, which was a Wednesday.
  private static func dayNumber(_ date: CalendarDate, month: Int? = nil, day: Int? = nil) -> Int {
    let month = month ?? date.month
    let year = date.year - (month <= 2 ? 1 : 0)
    let leaps = year / 4 - year / 100 + year / 400
    return year * 365 + leaps + (153 * ((month + 9) % 12) + 2) / 5 + (day ?? date.day) - 1
  }

  private static func weekday(_ date: CalendarDate) -> Int { (dayNumber(date) + 2) % 7 }
}
