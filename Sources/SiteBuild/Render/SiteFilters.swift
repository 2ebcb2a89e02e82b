import SiteModel
import Templates

/// The filters that know where the site lives and what its assets are called.
enum SiteFilters {
  static func all(address: SiteAddress, assets: AssetTable) -> [Function] {
    [asset(address, assets), relativeURL(address), absoluteURL(address), date]
  }

  private static func asset(_ address: SiteAddress, _ assets: AssetTable) -> Function {
    Function("asset") { call in
      let name = try text(call.input)
      guard let path = assets[name] else {
        throw TemplateError(
          "there is no file `assets/\(name)`", help: assets.nearest(to: name),
          rule: .missingAsset)
      }
      return .string(address.path(to: path.text))
    }
  }

  private static func relativeURL(_ address: SiteAddress) -> Function {
    Function("relative_url") { call in
      .string(relative(try text(call.input), address))
    }
  }

  private static func absoluteURL(_ address: SiteAddress) -> Function {
    Function("absolute_url") { call in
      let text = try text(call.input)
      if text.hasPrefix("http://") || text.hasPrefix("https://") { return .string(text) }
      let isRooted = text.hasPrefix(address.root)
      return .string(address.origin + (isRooted ? text : relative(text, address)))
    }
  }

  private static let date = Function("date", ["format": "%-d %B %Y"]) { call in
    let day = try text(call.input)
    guard let date = CalendarDate(day) else {
      throw TemplateError("`\(day)` is no day such as `2026-11-21`")
    }
    return .string(DateFormat(try call.string(0)).string(from: date))
  }

  private static func text(_ value: Value) throws -> String {
    guard let text = value.text else { throw TemplateError("expected text, not \(value.kindName)") }
    return text
  }

  private static func relative(_ path: String, _ address: SiteAddress) -> String {
    address.root + path.drop { $0 == "/" }
  }
}

/// Writes days by the letters of C's `strftime`.
struct DateFormat {
  private let format: String

  init(_ format: String) {
    self.format = format
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  func string(from date: CalendarDate) -> String {
    var result = ""
    var letters = format[...]
    while let letter = letters.popFirst() {
      guard letter == "%", let code = letters.popFirst() else {
        result.append(letter)
        continue
      }
      if code == "-", let next = letters.popFirst() {
        result += Self.text(next, date, isPadded: false)
      } else {
        result += Self.text(code, date, isPadded: true)
      }
    }
    return result
  }

  private static func text(_ code: Character, _ date: CalendarDate, isPadded: Bool) -> String {
    func number(_ value: Int) -> String { isPadded && value < 10 ? "0\(value)" : "\(value)" }
    switch code {
    case "Y": return date.text.prefix(4).description
    case "m": return number(date.month)
    case "d": return number(date.day)
    case "e": return "\(date.day)"
    case "B": return months[date.month - 1]
    case "b": return String(months[date.month - 1].prefix(3))
    case "F": return date.text
    default: return String(code)
    }
  }
}
