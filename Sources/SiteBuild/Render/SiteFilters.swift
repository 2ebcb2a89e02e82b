import Diagnostics
import Markdown
import SiteModel
import Templates
import Text

/// The filters that know where the site lives, what its assets are called, days and Markdown.
package enum SiteFilters {
  static func all(address: SiteAddress, assets: AssetTable) -> [Function] {
    [asset(address, assets)] + rest(address)
  }

  /// The same for a template that is rendered without a site: assets have their plain names.
  package static let standalone: [Function] =
    SiteAddress("https://example.org").map { [asset($0, nil)] + rest($0) } ?? []

  private static func asset(_ address: SiteAddress, _ assets: AssetTable?) -> Function {
    Function("asset") { call in
      let name = try text(call)
      guard let assets else { return .string(address.path(to: "assets/" + name)) }
      guard let path = assets[name] else {
        throw TemplateError(
          "there is no file `assets/\(name)`", help: assets.nearest(to: name),
          rule: .missingAsset)
      }
      return .string(address.path(to: path.text))
    }
  }

  private static func rest(_ address: SiteAddress) -> [Function] {
    [
      Function("relative_url") { .string(relative(try text($0), address)) },
      Function("absolute_url") { call in
        let text = try text(call)
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return .string(text) }
        let isRooted = text.hasPrefix(address.root)
        // Without an origin there is nothing to make it absolute by.
        return .string((address.origin ?? "") + (isRooted ? text : relative(text, address)))
      },
      Function("date", ["format": "%-d %B %Y"]) { call in
        let day = try text(call)
        guard let date = CalendarDate(day) else {
          throw TemplateError("`\(day)` is no day such as `2026-11-21`")
        }
        return .string(try DateFormat(call.string(0)).string(from: date))
      },
      Function("markdown") { .safe(SafeHTML(try html(of: text($0)))) },
    ]
  }

  private static func text(_ call: Call) throws -> String {
    guard let text = call.input.text else {
      throw TemplateError("expected text, not \(call.input.kindName)")
    }
    return text
  }

  private static func relative(_ path: String, _ address: SiteAddress) -> String {
    address.root + path.drop { $0 == "/" }
  }

  /// Markdown without what only pages have: wiki links, callouts, raw HTML.
  private static func html(of markdown: String) throws -> String {
    let document = MarkdownDocument.parse(
      SourceText(name: "the text", text: markdown),
      options: MarkdownOptions(syntax: [.gfm, .linkSafety]))
    if let problem = document.diagnostics.first(where: { $0.severity == .error }) {
      throw TemplateError(problem.message, help: problem.help)
    }
    let fragment = document.html(HTMLOptions(profile: .commonMark))
    var html: [UInt8] = []
    var position = 0
    for hole in fragment.holes {
      html += fragment.bytes[position..<hole.offset]
      position = hole.offset
      switch hole.kind {
      case .linkStart(let index): link(document.references[index], to: &html)
      case .imageSource(let index):
        html += " src=\"".utf8
        HTMLEscaping.appendURL(document.references[index].url.utf8, to: &html)
        html += "\"".utf8
      case .headingLevel(let level): html += "\(level)".utf8
      case .id(let id): HTMLEscaping.append(id.utf8, to: &html)
      case .linkLabel, .embed, .text, .sectionStart: break
      }
    }
    html += fragment.bytes[position...]
    return String(decoding: html, as: UTF8.self)
  }

  /// The start tag of a link, whose address stays as it was written.
  private static func link(_ reference: Reference, to html: inout [UInt8]) {
    html += "<a href=\"".utf8
    HTMLEscaping.appendURL(reference.url.utf8, to: &html)
    if let title = reference.title, !title.isEmpty {
      html += "\" title=\"".utf8
      HTMLEscaping.append(title.utf8, to: &html)
    }
    html += "\">".utf8
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
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Throws for a letter that says nothing about a day.
  func string(from date: CalendarDate) throws -> String {
    var result = ""
    var letters = format[...]
    while let letter = letters.popFirst() {
      guard letter == "%", var code = letters.popFirst() else {
        result.append(letter)
        continue
      }
      let isPadded = code != "-"
      if !isPadded, let next = letters.popFirst() { code = next }
      guard let text = Self.text(code, date, isPadded: isPadded) else {
        throw TemplateError(
          "`%\(code)` is no part of a day",
          help: "a format may hold %Y %y %m %d %e %j %B %b %A %a %u %F and %%")
      }
      result += text
    }
    return result
  }

  private static func text(_ code: Character, _ date: CalendarDate, isPadded: Bool) -> String? {
    func number(_ value: Int, _ width: Int = 2) -> String {
      let digits = String(value)
      return String(repeating: "0", count: isPadded ? max(0, width - digits.count) : 0) + digits
    }
    switch code {
    case "Y": return date.text.prefix(4).description
    case "y": return number(date.year % 100)
    case "m": return number(date.month)
    case "d": return number(date.day)
    case "e": return isPadded && date.day < 10 ? " \(date.day)" : "\(date.day)"
    case "j": return number(dayNumber(date) - dayNumber(date, month: 1, day: 1) + 1, 3)
    case "B": return months[date.month - 1]
    case "b", "h": return String(months[date.month - 1].prefix(3))
    case "A": return weekdays[weekday(date)]
    case "a": return String(weekdays[weekday(date)].prefix(3))
    case "u": return String(weekday(date) + 1)
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
